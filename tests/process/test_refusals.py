"""What an operator can mend is one line that says how, and status 1: no traceback, whatever is wrong."""

import datetime
import json
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from tests.support import TestDatabase

from .commands import folkmoot

ANYWHERE = ("--listen", "127.0.0.1:0", "--http", "127.0.0.1:0")


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def refused(*arguments: str, **settings: str) -> str:
    """Run a command that must fail as promised, and return its one line."""
    status, said = folkmoot(*arguments, **settings)
    assert status == 1, said
    assert said.startswith("folkmoot: ")
    assert said.count("\n") == 1, said
    return said.removeprefix("folkmoot: ").rstrip()


def test_a_port_in_use(tmp_path: Path, taken: int) -> None:
    for flag, other in (("--listen", "--http"), ("--http", "--listen")):
        said = refused(
            "up", "--data", str(tmp_path / "house"), flag, f"127.0.0.1:{taken}", other, "127.0.0.1:0"
        )
        assert said == f"127.0.0.1:{taken} is in use: stop what runs there, or give another with {flag}"


def test_a_folder_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("keep me")
    assert "holds other files and no Folkmoot" in refused("up", "--data", str(tmp_path), *ANYWHERE)
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = refused("up", "--data", str(tmp_path / "file" / "house"), *ANYWHERE)
    assert said.endswith("run as the user who owns it, or name another folder with --data")


def test_a_setting_that_makes_no_sense(tmp_path: Path) -> None:
    said = refused("up", "--data", str(tmp_path), "--listen", "4430")
    assert said == "listen: '4430' is not HOST:PORT, such as 127.0.0.1:4430 or [::]:443 (from --listen)"
    said = refused("up", "--data", str(tmp_path), FOLKMOOT_LOG_LEVEL="loud")
    assert said == "log.level: must be one of debug, info, warning, error (from FOLKMOOT_LOG_LEVEL)"


def test_a_setting_that_does_not_exist(tmp_path: Path) -> None:
    said = refused("up", "--data", str(tmp_path), FOLKMOOT_TEST_NUMBER="true")
    assert said == "FOLKMOOT_TEST_NUMBER is no setting; did you mean FOLKMOOT_TEST_NUMBERS?"


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    url = f"postgresql://owner:hush@127.0.0.1:{port}/house"
    said = refused("migrate", "--data", str(tmp_path / "house"), FOLKMOOT_DATABASE_URL=url)
    assert "cannot use the database" in said
    assert "hush" not in said


async def test_a_database_of_a_newer_folkmoot(tmp_path: Path, database: TestDatabase) -> None:
    data = tmp_path / "house"
    data.mkdir(mode=0o700)
    (data / ".folkmoot").write_text("1\n")
    shutil.copytree(database.secrets, data / "secrets", ignore=shutil.ignore_patterns("postgres.password"))
    (data / "secrets").chmod(0o700)
    owner = await asyncpg.connect(database.admin)
    await owner.execute("INSERT INTO migration (version, name, digest) VALUES (9999, 'of_tomorrow', '')")
    await owner.close()
    said = refused("migrate", "--data", str(data), FOLKMOOT_DATABASE_URL=database.admin)
    assert "run the newer folkmoot" in said


def test_a_folder_of_another_layout(tmp_path: Path) -> None:
    (tmp_path / ".folkmoot").write_text("99\n")
    assert "made by another version of Folkmoot" in refused("up", "--data", str(tmp_path), *ANYWHERE)


def test_a_process_alone_without_a_database(tmp_path: Path) -> None:
    for duty in ("messenger", "backoffice"):
        said = refused(duty, "--data", str(tmp_path))
        assert said == (f"a {duty} alone needs a database: set FOLKMOOT_DATABASE_URL, or run `folkmoot up`")


def test_keygen_makes_keys_once_and_says_where(tmp_path: Path) -> None:
    arguments = (
        "vault",
        "keygen",
        "--folder",
        str(tmp_path / "vault"),
        "--public",
        str(tmp_path / "public.json"),
    )
    assert folkmoot(*arguments) == (0, "")
    published = json.loads((tmp_path / "public.json").read_text())
    assert str(datetime.datetime.now(datetime.UTC).date()) in published["history"]
    assert folkmoot(*arguments) == (0, "")
    assert json.loads((tmp_path / "public.json").read_text()) == published
