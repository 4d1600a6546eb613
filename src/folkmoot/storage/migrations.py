"""Brings a database to the shape that this version of Folkmoot needs.

`migrations/` holds numbered SQL files. Each runs once, in a transaction of its own, together with the row
that remembers its number and digest. Files are never edited once released: what was done is done. They use
nothing but what a plain PostgreSQL 15 offers.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import asyncpg

from folkmoot.kernel.errors import Broken, Unusable

from .database import connect_once
from .keyring import Keyring
from .roles import ensure_roles

if TYPE_CHECKING:
    from .database import Connection

    AnyConnection: TypeAlias = asyncpg.Connection[asyncpg.Record] | Connection
else:
    AnyConnection: TypeAlias = Any

FOLDER = Path(__file__).with_name("migrations")
OLDEST_POSTGRES = 15
_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
_LOCK = 0x666F6C6B6D6F6F74  # "folkmoot"


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file."""

    version: int
    name: str
    sql: str

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(self.sql.encode()).digest()


def known(folder: Path = FOLDER) -> list[Migration]:
    """Return the migrations that this version brings, in order; their numbers run from 1 without a gap."""
    found: list[Migration] = []
    for path in sorted(folder.glob("*.sql")):
        match = _NAME.fullmatch(path.name)
        if match is None or int(match[1]) != len(found) + 1:
            raise Broken(f"{path.name} is out of order: expected number {len(found) + 1:04}")
        found.append(Migration(len(found) + 1, path.stem, path.read_text(encoding="utf-8")))
    return found


async def migrate(owner_dsn: str, secrets: Path, folder: Path = FOLDER) -> list[Migration]:
    """Make roles and passwords, run what is missing, and return what was run.

    `secrets` is the folder of passwords and of the master secret. Several processes may call this at once:
    one works, the others wait and find nothing left. Raises `Unusable` when the database is newer than we
    are, was migrated by altered files, was written with another master secret, or cannot be used.
    """
    owner = await connect_once(owner_dsn)
    try:
        await _check_server(owner)
        await owner.execute(f"SELECT pg_advisory_lock({_LOCK})")
        await ensure_roles(owner, secrets)
        await owner.execute(_TABLE)
        todo = await pending(owner, folder)
        for migration in todo:
            await _run(owner, migration)
        await _check_keyring(owner, Keyring.open(secrets / "master.key"))
        return todo
    except asyncpg.InsufficientPrivilegeError as error:
        raise Unusable(
            f"the owner in FOLKMOOT_DATABASE_URL lacks a right ({error}): see docs/guides/operating.md"
        ) from error
    finally:
        await owner.close()


async def pending(connection: AnyConnection, folder: Path = FOLDER) -> list[Migration]:
    """Return what this database still lacks; empty means ready. Any role may ask.

    Raises `Unusable` when the database is newer than we are or was migrated by altered files.
    """
    ours = known(folder)
    done = await connection.fetch("SELECT version, name, digest FROM public.migration ORDER BY version")
    _check_history(ours, done)
    return ours[len(done) :]


async def current_version(connection: AnyConnection) -> int:
    """Return the number of the last migration that ran, 0 for none. Any role may ask."""
    return int(await connection.fetchval("SELECT coalesce(max(version), 0) FROM public.migration"))


_TABLE = """
CREATE TABLE IF NOT EXISTS public.migration (
    version integer PRIMARY KEY,
    name text NOT NULL,
    digest bytea NOT NULL,
    run_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS public.keyring (fingerprint bytea PRIMARY KEY);
"""


async def _run(owner: AnyConnection, migration: Migration) -> None:
    async with owner.transaction():
        await owner.execute(migration.sql)
        await owner.execute(
            "INSERT INTO public.migration (version, name, digest) VALUES ($1, $2, $3)",
            migration.version,
            migration.name,
            migration.digest,
        )


def _check_history(ours: Sequence[Migration], done: Sequence[asyncpg.Record]) -> None:
    if len(done) > len(ours):
        known_too = f"the database is at version {len(done)} and this folkmoot knows {len(ours)}"
        raise Unusable(f"{known_too}: run the newer folkmoot")
    for migration, row in zip(ours, done, strict=False):
        if migration.digest != row["digest"]:
            raise Unusable(
                f"the database was made by another {migration.name} than this folkmoot holds:"
                " run the folkmoot that made it, or start with an empty database"
            )


async def _check_server(owner: "asyncpg.Connection[asyncpg.Record]") -> None:
    version = owner.get_server_version()
    if version.major < OLDEST_POSTGRES:
        raise Unusable(
            f"the database runs PostgreSQL {version.major}: folkmoot needs {OLDEST_POSTGRES} or newer"
        )
    if not await owner.fetchval(_OWNS):  # a REVOKE by anybody else is a mere warning, and would pass unseen
        raise Unusable("the user who migrates must own the database: run `ALTER DATABASE … OWNER TO …`")


_OWNS = """
SELECT pg_has_role(current_user, datdba, 'USAGE') FROM pg_database WHERE datname = current_database()
"""


async def _check_keyring(owner: "asyncpg.Connection[asyncpg.Record]", keyring: Keyring) -> None:
    """Refuse a master secret that is not the one this database was first used with.

    With another one every number and every session would silently be lost, and new rows mixed with old.
    """
    ours = keyring.fingerprint()
    await owner.execute(
        "INSERT INTO public.keyring SELECT $1 WHERE NOT EXISTS (SELECT FROM public.keyring)", ours
    )
    if await owner.fetchval("SELECT fingerprint FROM public.keyring") != ours:
        raise Unusable(
            "master.key is not the one of this database: put back the secrets folder from your backup"
        )
