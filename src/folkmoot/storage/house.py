"""The data folder of one Folkmoot, and what may be one."""

from pathlib import Path

from folkmoot.kernel.errors import Unusable

from .private_files import OWN_IT, write_private

MARK = ".folkmoot"
LAYOUT = 1
_HARMLESS = {
    "lost+found",
    "folkmoot.toml",
}  # the root of a fresh volume; settings laid ready for the first start


def claim(house: Path) -> Path:
    """Return `house` as an absolute path once it is our data folder; a missing or empty one becomes ours.

    A slip in `--data` must not scatter our files among somebody's documents, nor let an older Folkmoot
    write into a newer one's folder: both raise `Unusable`.
    """
    house = house.expanduser().resolve()
    try:
        house.mkdir(mode=0o700, parents=True, exist_ok=True)
        names = {entry.name for entry in house.iterdir()}
    except FileExistsError as error:
        raise Unusable(f"{house} is a file: name a folder with --data") from error
    except OSError as error:
        raise Unusable(f"cannot use the data folder {house} ({error.strerror}): {OWN_IT}") from error
    if MARK in names:
        _check_layout(house / MARK)
    elif names - _HARMLESS:
        raise Unusable(
            f"{house} holds other files and no Folkmoot: name an empty or a new folder with --data"
        )
    else:
        write_private(house / MARK, f"{LAYOUT}\n".encode(), replace=False)
    return house


def _check_layout(mark: Path) -> None:
    try:
        layout = mark.read_text().strip()
    except OSError as error:
        raise Unusable(f"cannot read {mark}: {error.strerror}; run as the user who owns it") from error
    if layout != str(LAYOUT):
        raise Unusable(
            f"{mark.parent} was made by another version of Folkmoot (layout {layout!r}): run that one"
        )
