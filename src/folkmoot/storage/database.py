"""How the rest of Folkmoot reaches PostgreSQL: a transaction to write in, a connection to read from."""

import asyncio
import contextlib
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import parse_qs, urlsplit

import asyncpg
import msgspec

from folkmoot.kernel.errors import Broken, Unusable

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Connection: TypeAlias = PoolConnectionProxy[asyncpg.Record]
    Pool: TypeAlias = asyncpg.Pool[asyncpg.Record]
else:
    Connection: TypeAlias = Any
    Pool: TypeAlias = Any

_LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.CrashShutdownError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.TooManyConnectionsError,
)
_STUCK = (asyncpg.LockNotAvailableError, asyncpg.QueryCanceledError)
_NOBODYS_STATEMENT = re.compile(
    r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|.*set_config\('jit'|.*typeinfo_tree)", re.S
)
"""Transaction control, and what asyncpg asks about types once for each connection."""


class DatabaseAway(Broken):
    """The database cannot be reached, the connection broke, or a statement took too long.

    What was not committed did not happen. When the connection broke during the commit itself nobody knows, so
    every write is made to be repeated safely.
    """


@dataclass(slots=True, eq=False)
class Count:
    """The SQL statements that ran while counting, without transaction control."""

    statements: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.statements)


class Database:
    """Connections of one role to one database.

    Readers have connections of their own, which PostgreSQL itself keeps from writing; a replica can serve
    them one day. Leave no trace on a connection: `SET LOCAL` and `pg_advisory_xact_lock` only, because
    nothing is reset between two uses (that would cost a round trip each time).
    """

    def __init__(self, writers: Pool, readers: Pool, patience: float) -> None:
        self._writers = writers
        self._readers = readers
        self._patience = patience
        self._counts: list[Count] = []

    @classmethod
    async def connect(
        cls,
        dsn: str,
        *,
        min_size: int = 1,
        max_size: int = 10,
        role_name: str = "folkmoot",
        command_timeout: float = 30.0,
        patience: float = 10.0,
    ) -> "Database":
        """Open the pools; raises `Unusable` when the database cannot be reached or refuses us.

        `role_name` shows in `pg_stat_activity`. A caller waits up to `patience` seconds for a free
        connection, and opening waits as long for a server that is only just starting; each of the two pools
        holds up to `max_size`. Roles have limits of their own for each statement (`roles.py`); a server that
        does not answer at all within `command_timeout` seconds raises `TimeoutError`.
        """

        def pool(size: int, read_only: str) -> Pool:
            return asyncpg.create_pool(
                dsn,
                min_size=size,
                max_size=max_size,
                command_timeout=command_timeout,
                timeout=patience,
                max_cached_statement_lifetime=0,
                statement_cache_size=1000,
                max_inactive_connection_lifetime=300,
                init=_prepare,
                reset=_keep,
                server_settings={"application_name": role_name, "default_transaction_read_only": read_only},
            )

        with _unusable_unless_reached(dsn):
            writers = await _opened(lambda: pool(min_size, "off"), patience)
            readers = await pool(0, "on")
        return cls(writers, readers, patience)

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """Give a connection in a transaction: committed at the end of the block, undone by an exception."""
        async with self._borrowed(self._writers) as connection, connection.transaction():
            yield connection

    @contextlib.asynccontextmanager
    async def statement(self) -> AsyncIterator[Connection]:
        """Give a connection for a single statement that writes: it is a transaction by itself.

        It spares the two round trips of `transaction`, where there is nothing to keep together.
        """
        async with self._borrowed(self._writers) as connection:
            yield connection

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        """Give a connection that cannot write, without a transaction: each statement sees what is committed.

        It spares the two round trips of a transaction. Where two reads must agree, make them one statement.
        """
        async with self._borrowed(self._readers) as connection:
            yield connection

    @contextlib.contextmanager
    def count(self) -> Iterator[Count]:
        """Count the statements of everyone who uses this database meanwhile; for tests that pin a cost."""
        count = Count()
        self._counts.append(count)
        try:
            yield count
        finally:
            self._counts.remove(count)

    async def close(self) -> None:
        """Wait for running transactions, then close every connection."""
        await self._readers.close()
        await self._writers.close()

    @contextlib.asynccontextmanager
    async def _borrowed(self, pool: Pool) -> AsyncIterator[Connection]:
        try:
            connection = await pool.acquire(timeout=self._patience)
        except TimeoutError as error:
            raise DatabaseAway(f"no connection was free for {self._patience:g} s") from error
        except (*_LOST, asyncpg.InvalidAuthorizationSpecificationError, OSError) as error:
            raise DatabaseAway(f"the database cannot be reached: {error}") from error
        try:
            with _away_when_lost():
                async with self._counted(connection):
                    yield connection
        finally:
            await pool.release(connection)

    @contextlib.asynccontextmanager
    async def _counted(self, connection: Connection) -> AsyncIterator[None]:
        if not self._counts:
            yield
            return
        heard: list[str] = []

        def hear(query: asyncpg.connection.LoggedQuery) -> None:
            heard.append(query.query)

        try:
            with connection.query_logger(hear):
                yield
        finally:
            await asyncio.sleep(0)  # asyncpg tells of a statement one turn of the loop later
            for count in self._counts:
                count.statements += [text for text in heard if not _NOBODYS_STATEMENT.match(text)]


async def _opened(make: Callable[[], Pool], patience: float) -> Pool:
    """Open a pool; while nobody answers, or only to say that the server is starting, try for `patience` s.

    A server that refuses us for another reason would do so again.
    """
    end = time.monotonic() + patience
    while True:
        try:
            return await make()
        except (asyncpg.CannotConnectNowError, OSError):
            if time.monotonic() >= end:
                raise
        await asyncio.sleep(0.1)


@contextlib.contextmanager
def _away_when_lost() -> Iterator[None]:
    try:
        yield
    except _LOST as error:
        raise DatabaseAway(f"the connection to the database broke: {error}") from error
    except _STUCK as error:
        raise DatabaseAway(f"the database took too long: {error}") from error
    except asyncpg.InterfaceError as error:
        if "closed" not in str(error):  # our own misuse of a connection keeps its name
            raise
        raise DatabaseAway(f"the connection to the database broke: {error}") from error


async def connect_once(dsn: str) -> "asyncpg.Connection[asyncpg.Record]":
    """Open one connection outside any pool, for migrations; raises `Unusable` as `Database.connect` does."""
    with _unusable_unless_reached(dsn):
        return await asyncpg.connect(
            dsn, timeout=10, server_settings={"application_name": "folkmoot migrate"}
        )


@contextlib.contextmanager
def _unusable_unless_reached(dsn: str) -> Iterator[None]:
    """Say in one line, without the password, which database does not let us in and why."""
    try:
        yield
    except ValueError:  # its text may quote the address, and with it the password
        form = "postgresql://user:password@host/name, with %2F and the like for special characters"
        raise Unusable(f"the database's address makes no sense: write {form}") from None
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        reason = "no answer in time" if isinstance(error, TimeoutError) else str(error).splitlines()[0]
        where = _public_part(dsn)
        raise Unusable(
            f"cannot use the database {where} ({reason}): see that it runs, and check the address"
        ) from error


def _public_part(dsn: str) -> str:
    parts = urlsplit(dsn)
    host = parts.hostname or parse_qs(parts.query).get("host", ["?"])[0]
    return f"{parts.path.lstrip('/') or '?'} at {host} as {parts.username or '?'}"


async def _prepare(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        format="binary",
        encoder=lambda value: b"\x01" + msgspec.json.encode(value),
        decoder=lambda data: msgspec.json.decode(data[1:]),
    )


async def _keep(_: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Reset nothing when a connection comes back; `Database` says why."""
