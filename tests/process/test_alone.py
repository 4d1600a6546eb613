"""Messenger and back office without `up`: run by a service manager over a PostgreSQL of the operator's."""

import contextlib
import json
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from tests.support import TestDatabase

from .commands import environment, folkmoot


@contextlib.contextmanager
def running(duty: str, log: Path, *arguments: str, **settings: str) -> Iterator[None]:
    """Run one process for the length of the block; it must end well when told to."""
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "folkmoot", duty, *arguments], env=environment(settings), stderr=said
        )
    try:
        yield
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0, log.read_text()
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def readiness(port: int) -> dict[str, object]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
            return dict(json.load(answer))
    except urllib.error.HTTPError as error:
        return dict(json.load(error))
    except OSError:
        return {}


def wait_for(port: int, expected: dict[str, object]) -> None:
    end = time.monotonic() + 60
    while (said := readiness(port)) != expected:
        assert time.monotonic() < end, said
        time.sleep(0.1)


async def test_each_process_needs_no_secrets_but_those_that_the_guide_names(
    tmp_path: Path, database: TestDatabase
) -> None:
    prepared = house_over(database, tmp_path / "prepared")
    status, said = folkmoot("migrate", FOLKMOOT_DATABASE_URL=database.admin, FOLKMOOT_DATA=str(prepared))
    assert status == 0, said
    clients, pages = free_port(), free_port()
    at = {"FOLKMOOT_LISTEN": f"127.0.0.1:{clients}", "FOLKMOOT_HTTP": f"127.0.0.1:{pages}"}
    owner = urlsplit(database.admin)
    without_password = owner._replace(netloc=f"{owner.username}@{owner.netloc.rpartition('@')[2]}").geturl()
    with contextlib.ExitStack() as running_ones:
        for duty, files in NEEDED.items():
            host = tmp_path / duty
            (host / "secrets").mkdir(0o700, parents=True)
            for file in (".folkmoot", "sealing-keys.json", *(f"secrets/{name}" for name in files)):
                shutil.copy(prepared / file, host / file)
            settings = {"FOLKMOOT_DATABASE_URL": without_password, "FOLKMOOT_DATA": str(host)}
            running_ones.enter_context(running(duty, tmp_path / f"{duty}.log", **at, **settings))
        fine = dict.fromkeys(["database", "messenger", "sealing keys", "addresses"], "ok")
        wait_for(pages, {"ready": True, "checks": fine})
    for duty, files in NEEDED.items():
        assert {file.name for file in (tmp_path / duty / "secrets").iterdir()} == files


NEEDED = {
    "messenger": {"rsa.pem", "master.key", "folkmoot_messenger.password"},
    "backoffice": {"rsa.pem", "folkmoot_backoffice.password"},
}


def house_over(database: TestDatabase, data: Path) -> Path:
    """Make a data folder of a server that uses `database`."""
    shutil.copytree(database.secrets, data / "secrets", ignore=shutil.ignore_patterns("postgres.password"))
    (data / "secrets").chmod(0o700)
    (data / ".folkmoot").write_text("1\n")
    return data


async def test_each_process_runs_alone_over_a_database_that_was_migrated(
    tmp_path: Path, database: TestDatabase
) -> None:
    data = house_over(database, tmp_path / "house")
    settings = {"FOLKMOOT_DATABASE_URL": database.admin, "FOLKMOOT_DATA": str(data)}
    status, said = folkmoot("migrate", **settings)
    assert status == 0, said

    clients, pages = free_port(), free_port()
    at = ("--listen", f"127.0.0.1:{clients}")
    fine = dict.fromkeys(["database", "messenger", "sealing keys", "addresses"], "ok")
    with running("backoffice", tmp_path / "2.log", *at, "--http", f"127.0.0.1:{pages}", **settings):
        wait_for(pages, {"ready": False, "checks": {**fine, "messenger": "cannot be reached"}})
        with running("messenger", tmp_path / "1.log", *at, **settings):
            wait_for(pages, {"ready": True, "checks": fine})
            with urllib.request.urlopen(f"http://127.0.0.1:{pages}/metrics", timeout=10) as figures:
                assert 'folkmoot_loop_lag_seconds_count{process="messenger"}' in figures.read().decode()
        wait_for(pages, {"ready": False, "checks": {**fine, "messenger": "cannot be reached"}})
