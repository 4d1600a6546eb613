"""The process that holds the tests' PostgreSQL: `python -m tests.support.keeper FOLDER`."""

import contextlib
import fcntl
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

from folkmoot.storage import EmbeddedPostgres
from folkmoot.storage.private_files import write_private

from .server import SETTINGS, locked


def keep(folder: Path) -> None:
    """The keeper's life: start, serve until nobody is left, stop, leave nothing behind."""
    with (folder / "users").open("ab") as users, locked(folder / "keeper", fcntl.LOCK_EX):
        for left in folder.glob("house-*"):
            shutil.rmtree(left, ignore_errors=True)
        house = Path(tempfile.mkdtemp(prefix="house-", dir=folder))
        server = EmbeddedPostgres.start(house, SETTINGS)
        state = {"dsn": server.dsn, "secrets": str(house / "secrets")}
        write_private(folder / "state.json", json.dumps(state).encode(), replace=True)
        while server.running() and not _alone(users):
            time.sleep(0.2)
        (folder / "state.json").unlink(missing_ok=True)
        server.stop()
        shutil.rmtree(house, ignore_errors=True)


def _alone(users: IO[bytes]) -> bool:
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
