"""Secrets on disk: files that only their owner can read, made whole or not at all."""

import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from folkmoot.kernel.errors import Unusable

OWN_IT = "run as the user who owns it, or name another folder with --data"
"""What an operator can do about a folder that is not for us."""


def private_folder(folder: Path) -> Path:
    """Return `folder`, made with mode 0700 when it is missing.

    Raises `Unusable` when it is there and open to others: what lies in it would be no secret.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(f"cannot make the folder {folder} ({_reason(error)}): {OWN_IT}") from error
    _refuse_open(folder, "chmod 700")
    return folder


def read_private(path: Path) -> bytes:
    """Return what `path` holds; raises `FileNotFoundError`, or `Unusable` when others may read it."""
    try:
        _refuse_open(path, "chmod 600")
        return path.read_bytes()
    except PermissionError as error:
        raise Unusable(f"cannot read {path}: {_reason(error)}; run as the user who owns it") from error


def read_or_make(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return what the private file `path` holds, and first fill it with `make()` when it is missing.

    Of several processes that start at once, one writes and all return the same content.
    """
    try:
        return read_private(path)
    except FileNotFoundError:
        write_private(path, make(), replace=False)
        return read_private(path)


def write_private(path: Path, content: bytes, *, replace: bool, mode: int = 0o600) -> None:
    """Put `content` into `path` with mode 0600; a crash leaves the whole file or none.

    With `replace=False` a file that is already there stays as it is. Files that hold nothing secret (public
    keys) take a wider `mode`.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise Unusable(f"cannot write in {path.parent} ({_reason(error)}): {OWN_IT}") from error
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        if replace:
            written.replace(path)
        else:
            _link_unless_there(written, path)
    finally:
        written.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` outlive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _link_unless_there(written: Path, path: Path) -> None:
    try:
        os.link(written, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links: the moment in between is the price
        if not path.exists():
            written.replace(path)


def _refuse_open(path: Path, remedy: str) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        raise Unusable(f"{path} is open to other users (mode {mode:04o}): run `{remedy} {path}`")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
