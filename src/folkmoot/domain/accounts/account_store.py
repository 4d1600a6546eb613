"""SQL of `account`, as far as signing in needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from folkmoot.kernel.ids import AuthKeyId, UserId
from folkmoot.storage import Connection

from .model import Name


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a number."""

    user: UserId
    has_password: bool


async def lock_number(conn: Connection, lookup: bytes) -> None:
    """Let one transaction at a time act on a number, whether or not it has an account."""
    await conn.execute("SELECT pg_advisory_xact_lock($1)", int.from_bytes(lookup[:8], "big", signed=True))


async def holder(conn: Connection, lookup: bytes) -> Holder | None:
    """Return who holds the number, or None."""
    row = await conn.fetchrow(
        """
        SELECT a.id, p.user_id IS NOT NULL AS has_password
        FROM account a LEFT JOIN password p ON p.user_id = a.id
        WHERE a.phone_lookup = $1
        """,
        lookup,
    )
    return Holder(UserId(row["id"]), row["has_password"]) if row else None


async def listener(conn: Connection, lookup: bytes, key: AuthKeyId) -> UserId | None:
    """Return who holds the number and has a device other than `key`, or None."""
    found: int | None = await conn.fetchval(
        """
        SELECT a.id FROM account a
        WHERE a.phone_lookup = $1
          AND EXISTS (SELECT FROM authorization_ d WHERE d.user_id = a.id AND d.key_id <> $2)
        """,
        lookup,
        key,
    )
    return None if found is None else UserId(found)


async def lookup_of(conn: Connection, user: UserId) -> bytes | None:
    """Return under what the number of `user` is known, or None when there is none."""
    found: bytes | None = await conn.fetchval("SELECT phone_lookup FROM account WHERE id = $1", user)
    return found


async def add(conn: Connection, user: UserId, name: Name, lookup: bytes, online: bytes, at: datetime) -> bool:
    """Add an account. False when its id or its number is taken."""
    row = await conn.fetchrow(
        """
        INSERT INTO account (id, created_at, first_name, last_name, phone_lookup, phone_online, last_seen)
        VALUES ($1, $2, $3, $4, $5, $6, $2)
        ON CONFLICT DO NOTHING RETURNING id
        """,
        user,
        at,
        name.first,
        name.last,
        lookup,
        online,
    )
    return row is not None
