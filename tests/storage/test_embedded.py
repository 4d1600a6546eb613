"""The embedded PostgreSQL: made, stopped, killed, found again, and closed to whoever has no password."""

import asyncio
import os
import pwd
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from folkmoot.kernel.errors import Broken, Unusable
from folkmoot.storage import EmbeddedPostgres
from folkmoot.storage.postmaster import Postmaster
from folkmoot.storage.unprivileged import SYSTEM_USER, Programs

AS_ROOT = os.geteuid() == 0
LONG_NAME = "a-very-long-name-" * 8  # a socket in it would have a path that the system does not take


def ask(dsn: str, *statements: str) -> object:
    """Run statements as the owner and return the last one's value."""

    async def talk() -> object:
        connection = await asyncpg.connect(dsn)
        try:
            for statement in statements[:-1]:
                await connection.execute(statement)
            return await connection.fetchval(statements[-1])
        finally:
            await connection.close()

    return asyncio.run(talk())


def eventually(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def runs(pid: int, house: Path) -> bool:
    return Postmaster(pid, ready=True).runs_on(house / "postgres/data")


@pytest.fixture
def running(house: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres.start(house)
    yield server
    server.stop()


SUPERVISOR = """
import sys, time
from pathlib import Path
from folkmoot.storage import EmbeddedPostgres, unprivileged
if sys.argv[2] == "deaf":
    unprivileged._LIBC = None
print(EmbeddedPostgres.start(Path(sys.argv[1])).pid, flush=True)
time.sleep(600)
"""


def killed_supervisor(house: Path, how: str) -> int:
    """Let another process start the server, kill that process and return the server's process id."""
    supervisor = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(house), how],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert supervisor.stdout is not None
    pid = int(supervisor.stdout.readline())
    supervisor.kill()
    supervisor.wait()
    supervisor.stdout.close()
    return pid


def test_what_was_written_is_there_after_a_restart(house):
    server = EmbeddedPostgres.start(house)
    ask(server.dsn, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (7) RETURNING n")
    server.stop()
    assert not server.running()
    server = EmbeddedPostgres.start(house)
    assert ask(server.dsn, "SELECT n FROM kept") == 7
    ask(server.dsn, "DROP TABLE kept", "SELECT 1")
    server.stop()


def test_it_is_set_up_for_data_that_must_last(running):
    for setting in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
        assert ask(running.dsn, f"SHOW {setting}") == "on"


def test_it_opens_no_port(running):
    assert ask(running.dsn, "SHOW listen_addresses") == ""


@pytest.mark.parametrize("user", ["folkmoot", "postgres", "folkmoot_messenger"])
@pytest.mark.parametrize("password", ["", "wrong"])
@pytest.mark.parametrize("name", ["folkmoot", "postgres", "template1"])
async def test_nobody_enters_without_the_right_password(running, user, password, name):
    socket = running.dsn.partition("?host=")[2]
    with pytest.raises((asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError)):
        await asyncpg.connect(host=socket, user=user, password=password or None, database=name)


def test_the_folder_is_closed_to_others(running, house):
    for name in ("postgres", "postgres/data", "postgres/socket", "secrets"):
        assert (house / name).stat().st_mode & 0o077 == 0
    assert (house / "secrets/postgres.password").stat().st_mode & 0o077 == 0


def test_the_log_holds_no_values(running, house):
    with pytest.raises(asyncpg.UniqueViolationError):
        ask(
            running.dsn,
            "CREATE TEMP TABLE number (phone text PRIMARY KEY)",
            "INSERT INTO number VALUES ('+15550100')",
            "INSERT INTO number VALUES ('+15550100')",
        )
    assert "5550100" not in (house / "postgres/log").read_text()


def test_a_killed_server_is_noticed_and_comes_back_whole(house):
    server = EmbeddedPostgres.start(house)
    ask(server.dsn, "CREATE TABLE survivor (n int)", "INSERT INTO survivor VALUES (1) RETURNING n")
    os.kill(server.pid, signal.SIGKILL)
    assert eventually(lambda: not server.running())
    server.stop()
    server = EmbeddedPostgres.start(house)
    assert ask(server.dsn, "SELECT n FROM survivor") == 1
    ask(server.dsn, "DROP TABLE survivor", "SELECT 1")
    server.stop()


def test_the_server_shuts_down_cleanly_when_its_supervisor_is_killed(house):
    pid = killed_supervisor(house, "")
    assert eventually(lambda: not runs(pid, house))
    assert Postmaster.read(house / "postgres/data") is None
    EmbeddedPostgres.start(house).stop()


def test_a_server_that_outlived_its_supervisor_is_stopped_before_ours_starts(house):
    left = killed_supervisor(house, "deaf")
    assert runs(left, house)
    server = EmbeddedPostgres.start(house)
    assert not runs(left, house)
    assert server.pid != left
    server.stop()


def test_a_stale_file_that_names_another_process_harms_nobody(house):
    data = house / "postgres/data"
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n0\n5432\n\n\n\nready\n")
    (data / "postmaster.pid").chmod(0o600)
    if AS_ROOT:
        os.chown(data / "postmaster.pid", *pwd.getpwnam(SYSTEM_USER)[2:4])
    state = Postmaster.read(data)
    assert state is not None
    assert not state.runs_on(data)
    (data / "postmaster.pid").unlink()


def test_two_servers_never_share_a_folder(running, house):
    with pytest.raises(Unusable, match="another folkmoot runs on"):
        EmbeddedPostgres.start(house)
    assert running.running()


def test_a_half_made_folder_is_made_anew(scratch):
    house = scratch / LONG_NAME
    (house / "postgres/data.new-1").mkdir(parents=True)
    (house / "postgres/data.new-1/PG_VERSION").write_text("18\n")
    (house / ".folkmoot").write_text("1\n")
    server = EmbeddedPostgres.start(house)
    assert ask(server.dsn, "SELECT 1") == 1
    server.stop()
    assert not Path(server.dsn.partition("?host=")[2]).exists()
    assert not (house / "postgres/data.new-1").exists()


def test_a_server_started_anew_is_found_where_it_was_even_when_its_folder_has_a_long_name(scratch):
    house = scratch / LONG_NAME
    server = EmbeddedPostgres.start(house)
    address = server.dsn
    server.stop()
    server = EmbeddedPostgres.start(house)
    assert server.dsn == address
    assert ask(address, "SELECT 1") == 1
    server.stop()


def test_without_the_owners_password_the_data_is_not_started_with_a_new_one(house):
    password = house / "secrets/postgres.password"
    password.rename(house / "secrets/away")
    with pytest.raises(Unusable, match="put back the secrets folder"):
        EmbeddedPostgres.start(house)
    assert not password.exists()
    (house / "secrets/away").rename(password)


def foreign_data(house: Path, version: str) -> None:
    (house / "postgres/data").mkdir(parents=True)
    (house / "postgres/data/PG_VERSION").write_text(version)
    (house / ".folkmoot").write_text("1\n")
    (house / "secrets").mkdir(mode=0o700)
    (house / "secrets/postgres.password").write_text("x")
    (house / "secrets/postgres.password").chmod(0o600)
    if AS_ROOT:
        Programs.find().give(house / "postgres/data")


def test_data_of_another_version_is_refused_untouched(scratch):
    foreign_data(scratch, "16\n")
    with pytest.raises(Unusable, match=r"made by PostgreSQL 16 and this folkmoot brings PostgreSQL 18"):
        EmbeddedPostgres.start(scratch)
    assert (scratch / "postgres/data/PG_VERSION").read_text() == "16\n"


def test_a_folder_of_somebody_else_is_refused(scratch):
    (scratch / "thesis.txt").write_text("chapter one")
    with pytest.raises(Unusable, match="holds other files"):
        EmbeddedPostgres.start(scratch)
    assert [path.name for path in scratch.iterdir()] == ["thesis.txt"]


def test_a_folder_that_we_may_not_write_is_named(closed):
    with pytest.raises(Unusable, match=f"cannot use the data folder {closed}/house"):
        EmbeddedPostgres.start(closed / "house")


def test_it_must_start_in_the_main_thread_because_it_would_end_with_any_other(scratch):
    caught: list[BaseException] = []

    def start() -> None:
        try:
            EmbeddedPostgres.start(scratch)
        except Broken as error:
            caught.append(error)

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert caught


if AS_ROOT:  # an ordinary user runs PostgreSQL as himself: there is no second user to keep out

    def test_postgresql_reaches_its_own_folder_and_nothing_beside_it(running, house):
        entry = pwd.getpwnam(SYSTEM_USER)
        secret = house / "secrets/postgres.password"
        for command in (["ls", str(house)], ["ls", str(house / "secrets")], ["cat", str(secret)]):
            done = subprocess.run(
                command, user=entry.pw_uid, group=entry.pw_gid, extra_groups=[], capture_output=True
            )
            assert done.returncode != 0
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            ask(running.dsn, f"SELECT pg_read_file('{secret}')")

    def test_data_of_another_user_is_refused_with_the_cure(scratch):
        foreign_data(scratch, "18\n")
        os.chown(scratch / "postgres/data", 12345, 12345)
        with pytest.raises(Unusable, match=f"`chown -R {SYSTEM_USER} {scratch}/postgres`"):
            EmbeddedPostgres.start(scratch)
