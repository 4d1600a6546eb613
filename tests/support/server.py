"""One embedded PostgreSQL for every worker and every run of this checkout at the same time.

The first who needs it starts a keeper process (`keeper.py`), which ends when nobody is left. "Nobody is
left" is told by a file lock that each user holds for its life: the system drops it even when a run was
killed, so there is no count that could go stale.

    users   shared by everyone who uses the server; the keeper gets it alone only when all have gone
    keeper  held by the keeper while it serves
    start   held while somebody looks for the keeper or starts it
"""

import contextlib
import fcntl
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .scratch import fast_place

CHECKOUT = Path(__file__).resolve().parents[2]
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "300"}
"""Test data need not outlive a crash."""


@dataclass(frozen=True)
class SharedPostgres:
    """The server as its users see it."""

    dsn: str
    """The superuser's way in, to the database `folkmoot`."""

    secrets: Path
    """Where the roles' passwords lie."""

    folder: Path
    """Where workers keep their common locks."""

    @classmethod
    @contextlib.contextmanager
    def use(cls, folder: Path | None = None) -> Iterator["SharedPostgres"]:
        """Give the running server of `folder` (one for each checkout), started first when there is none."""
        folder = folder or _folder()
        with locked(folder / "users", fcntl.LOCK_SH):
            with locked(folder / "start", fcntl.LOCK_EX):
                if not _kept(folder):
                    (folder / "state.json").unlink(missing_ok=True)
                    _start_keeper(folder)
                state = _wait_for_state(folder)
            yield cls(state["dsn"], Path(state["secrets"]), folder)


@contextlib.contextmanager
def locked(path: Path, how: int) -> Iterator[None]:
    """Hold a lock on the file `path`."""
    with path.open("ab") as file:
        fcntl.flock(file, how)
        yield


def _folder() -> Path:
    name = hashlib.sha256(os.fsencode(CHECKOUT)).hexdigest()[:12]
    folder = fast_place() / f"folkmoot-tests-{os.getuid()}-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _kept(folder: Path) -> bool:
    with contextlib.suppress(BlockingIOError), locked(folder / "keeper", fcntl.LOCK_EX | fcntl.LOCK_NB):
        return False
    return True


def _start_keeper(folder: Path) -> None:
    with (folder / "keeper.log").open("wb") as log:
        subprocess.Popen(
            [sys.executable, "-m", "tests.support.keeper", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(
                    [str(CHECKOUT), str(CHECKOUT / "src"), *filter(None, sys.path)]
                ),
            },
        )


def _wait_for_state(folder: Path) -> dict[str, str]:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with contextlib.suppress(FileNotFoundError):
            return json.loads((folder / "state.json").read_text())
        time.sleep(0.05)
    raise RuntimeError(f"the tests' PostgreSQL did not start: {(folder / 'keeper.log').read_text()[-2000:]}")
