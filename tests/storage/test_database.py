"""The way to PostgreSQL: transactions, readers that cannot write, counting, a connection that is lost."""

import asyncio
import socket
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest

from folkmoot.kernel.errors import FolkmootError, Unusable
from folkmoot.storage import Database, DatabaseAway

ADD = "INSERT INTO note (n) VALUES ($1)"
ALL = "SELECT array_agg(n ORDER BY n) FROM note"


@pytest.fixture
async def owner(database):
    connection = await asyncpg.connect(database.admin)
    await connection.execute("CREATE TABLE note (n int UNIQUE, said jsonb)")
    await connection.execute("GRANT SELECT, INSERT ON note TO folkmoot_messenger")
    yield connection
    await connection.close()


async def notes(db):
    async with db.reading() as connection:
        return await connection.fetchval(ALL) or []


async def test_a_transaction_is_kept_at_the_end_of_its_block(db, owner):
    async with db.transaction() as connection:
        await connection.execute(ADD, 1)
        assert await notes(db) == []
    assert await notes(db) == [1]


async def test_an_exception_undoes_the_whole_transaction(db, owner):
    async def fail():
        async with db.transaction() as connection:
            await connection.execute(ADD, 1)
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert await notes(db) == []


async def test_who_reads_cannot_write(db, owner):
    async with db.reading() as connection:
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            await connection.execute(ADD, 1)


async def test_counting_names_the_statements_and_leaves_transaction_control_out(db, owner):
    with db.count() as count:
        async with db.transaction() as connection:
            await connection.execute(ADD, 1)
            async with connection.transaction():
                await connection.execute(ADD, 2)
        await notes(db)
    await notes(db)
    assert count.statements == [ADD, ADD, ALL]
    assert len(count) == 3


async def test_counting_sees_what_others_do_meanwhile_and_failed_statements_too(db, owner):
    async def fail():
        async with db.transaction() as connection:
            await connection.execute("SELECT 1 / 0")

    with db.count() as outer:
        with db.count() as inner:
            await asyncio.gather(notes(db), notes(db))
        with pytest.raises(asyncpg.DivisionByZeroError):
            await fail()
    assert (len(outer), len(inner)) == (3, 2)


async def test_json_comes_back_as_it_went_in(db, owner):
    said = {"a": [1, 2.5, None, True, "ö"], "b": {}}
    async with db.transaction() as connection:
        await connection.execute("INSERT INTO note VALUES (1, $1)", said)
    async with db.reading() as connection:
        assert await connection.fetchval("SELECT said FROM note") == said


async def test_a_lost_connection_has_a_name_of_ours_and_the_next_caller_gets_a_new_one(db, owner):
    async def lose():
        async with db.transaction() as connection:
            await connection.execute(ADD, 1)
            await owner.execute("SELECT pg_terminate_backend($1)", connection.get_server_pid())
            await connection.execute(ADD, 2)

    with pytest.raises(DatabaseAway, match="broke"):
        await lose()
    assert await notes(db) == []


async def test_a_connection_lost_while_idle_is_replaced(db, owner):
    async with db.transaction() as connection:
        pid = connection.get_server_pid()
    await owner.execute("SELECT pg_terminate_backend($1)", pid)
    await asyncio.sleep(0.1)
    async with db.transaction() as connection:
        assert connection.get_server_pid() != pid


async def test_who_finds_no_free_connection_is_told_in_time(database):
    db = await Database.connect(database.messenger, max_size=1, patience=0.1)
    async with db.transaction():
        with pytest.raises(DatabaseAway, match="no connection was free"):
            async with db.transaction():
                pass
    await db.close()


async def test_a_statement_that_takes_too_long_is_ended(db):
    async def dawdle():
        async with db.transaction() as connection:
            await connection.execute("SET LOCAL statement_timeout = '50ms'")
            await connection.execute("SELECT pg_sleep(30)")

    began = time.monotonic()
    with pytest.raises(DatabaseAway, match="too long"):
        await dawdle()
    assert time.monotonic() - began < 10


async def test_an_error_of_the_callers_own_keeps_its_name(db):
    with pytest.raises(OSError, match="disk"):
        async with db.transaction():
            raise OSError("disk full")


async def test_a_connection_names_its_process(database, db):
    named = await Database.connect(database.messenger, role_name="folkmoot gateway")
    async with named.reading() as connection:
        assert await connection.fetchval("SHOW application_name") == "folkmoot gateway"
    await named.close()


@pytest.mark.parametrize(
    "change",
    [
        {"netloc": "folkmoot_messenger:guess@"},
        {"path": "/nowhere"},
        {"query": "host=/nowhere"},
        {"netloc": "folkmoot_messenger:guess@127.0.0.1:1", "query": ""},
    ],
)
async def test_a_database_that_lets_nobody_in_is_unusable_and_the_password_is_not_told(database, change):
    dsn = urlsplit(database.messenger)._replace(**change).geturl()
    with pytest.raises(Unusable, match="cannot use the database") as caught:
        await Database.connect(dsn, patience=0.2)
    assert "guess" not in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_a_server_that_is_only_just_starting_is_waited_for(database, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    there = urlsplit(database.messenger)
    dsn = there._replace(netloc=f"{there.username}:{there.password}@127.0.0.1:{port}", query="").geturl()
    opening = asyncio.create_task(Database.connect(dsn, patience=10))
    await asyncio.sleep(0.2)
    assert not opening.done()  # refused, so far
    behind = Path(parse_qs(there.query)["host"][0]) / ".s.PGSQL.5432"
    async with await asyncio.start_server(Starting(behind, refusals=2).serve, "127.0.0.1", port):
        db = await opening
        async with db.reading() as connection:
            assert await connection.fetchval("SELECT 1") == 1
        await db.close()


class Starting:
    """A server that first says that it is starting, then hands clients on to the one `behind`."""

    def __init__(self, behind: Path, refusals: int) -> None:
        self.behind, self.refusals = behind, refusals

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.refusals:
            self.refusals -= 1
            await reader.read(1000)
            fields = b"SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0"
            writer.write(b"E" + (len(fields) + 4).to_bytes(4, "big") + fields)
        else:
            behind_reader, behind_writer = await asyncio.open_unix_connection(self.behind)
            await asyncio.gather(carry(reader, behind_writer), carry(behind_reader, writer))
        writer.close()


async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(1 << 16):
        writer.write(data)
    writer.close()


@pytest.mark.parametrize(
    "dsn", ["http://a:guess@b/c", "postgresql://a:guess/1@b/c", "postgresql://a:guess@[::1/c", "guess"]
)
async def test_an_address_that_makes_no_sense_is_not_repeated(dsn):
    with pytest.raises(Unusable, match="makes no sense") as caught:
        await Database.connect(dsn)
    assert "guess" not in str(caught.value)


def test_a_lost_database_is_our_fault_and_says_nothing_about_sql():
    assert issubclass(DatabaseAway, FolkmootError)
    assert not issubclass(DatabaseAway, asyncpg.PostgresError)
