"""A fresh, migrated database for each test, copied from a template that is migrated once."""

import asyncio
import contextlib
import fcntl
import hashlib
import itertools
import os
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from folkmoot.storage import BACKOFFICE, MESSENGER, VAULT, migrate, role_dsn
from folkmoot.storage.migrations import known
from folkmoot.storage.roles import open_database

from .server import SharedPostgres, locked

_numbers = itertools.count(1)


@dataclass(frozen=True)
class TestDatabase:
    """One database of its own, and where each role finds it."""

    __test__ = False

    admin: str
    """The superuser's DSN. Only for what a test must prepare or inspect beyond any role's rights."""

    secrets: Path
    """Where the roles' passwords lie, for `migrate`."""

    @property
    def messenger(self) -> str:
        return role_dsn(self.admin, MESSENGER, self.secrets)

    @property
    def backoffice(self) -> str:
        return role_dsn(self.admin, BACKOFFICE, self.secrets)

    @property
    def vault(self) -> str:
        return role_dsn(self.admin, VAULT, self.secrets)


def ensure_template(server: SharedPostgres) -> str:
    """Return the name of a database that the migrations have shaped, made by whoever comes first."""
    digest = hashlib.sha256(b"".join(migration.digest for migration in known())).hexdigest()[:16]
    with locked(server.folder / "template", fcntl.LOCK_EX), ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _make_template(server, f"template_{digest}")).result()


async def _make_template(server: SharedPostgres, name: str) -> str:
    async with _admin(server) as admin:
        if await admin.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
            return name
        await admin.execute('DROP DATABASE IF EXISTS "unfinished"')
        await admin.execute('CREATE DATABASE "unfinished"')
        await migrate(_to(server.dsn, "unfinished"), server.secrets)
        await admin.execute(f'ALTER DATABASE "unfinished" RENAME TO "{name}"')
    return name


@contextlib.asynccontextmanager
async def fresh_database(server: SharedPostgres, template: str) -> AsyncIterator[TestDatabase]:
    """Give a copy of `template` that the roles may enter, dropped afterwards."""
    async with empty_database(server, template) as fresh:
        owner = await asyncpg.connect(fresh.admin)
        await open_database(owner)
        await owner.close()
        yield fresh


@contextlib.asynccontextmanager
async def empty_database(server: SharedPostgres, template: str = "template0") -> AsyncIterator[TestDatabase]:
    """Give a database that no migration has touched, dropped afterwards."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    async with _admin(server) as admin:
        await admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        try:
            yield TestDatabase(_to(server.dsn, name), server.secrets)
        finally:
            await admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextlib.asynccontextmanager
async def _admin(server: SharedPostgres) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    connection = await asyncpg.connect(server.dsn)
    try:
        yield connection
    finally:
        await connection.close()


def _to(dsn: str, database: str) -> str:
    return urlsplit(dsn)._replace(path=f"/{database}").geturl()
