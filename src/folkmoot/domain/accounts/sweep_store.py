"""SQL of sweeping: a statement deletes at most `BATCH` rows and passes over those in use."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from folkmoot.storage import Connection

BATCH = 1000

Delete = Callable[[Connection, datetime], Awaitable[int]]


async def delete_codes(conn: Connection, before: datetime) -> int:
    """Delete codes that were sent before `before`."""
    return await _delete(conn, "sign_in_code", "hash", "sent_at < $1", before)


async def delete_devices(conn: Connection, before: datetime) -> int:
    """Sign out devices that were last active before `before`."""
    return await _delete(conn, "authorization_", "id", "active_at < $1", before)


async def delete_ended_keys(conn: Connection, before: datetime) -> int:
    """Delete temporary keys that ended before `before`."""
    return await _delete(conn, "auth_key", "id", "expires_at < $1", before)


async def delete_unbound_keys(conn: Connection, before: datetime) -> int:
    """Delete temporary keys made before `before` that no permanent key has bound."""
    unbound = "expires_at IS NOT NULL AND permanent_id IS NULL AND created_at < $1"
    return await _delete(conn, "auth_key", "id", unbound, before)


async def delete_silent_keys(conn: Connection, before: datetime) -> int:
    """Delete permanent keys last used before `before` whose client has never said what it is."""
    return await _delete(conn, "auth_key", "id", _NOBODYS + " AND NOT was_signed_in AND layer = 0", before)


async def delete_strange_keys(conn: Connection, before: datetime) -> int:
    """Delete permanent keys last used before `before` with which nobody was ever signed in."""
    return await _delete(conn, "auth_key", "id", _NOBODYS + " AND NOT was_signed_in", before)


async def delete_idle_keys(conn: Connection, before: datetime) -> int:
    """Delete permanent keys last used before `before` that nobody is signed in with."""
    return await _delete(conn, "auth_key", "id", _NOBODYS, before)


_NOBODYS = (
    "expires_at IS NULL AND used_at < $1 AND (pending_user IS NULL OR pending_until < $1)"
    " AND NOT EXISTS (SELECT FROM authorization_ d WHERE d.key_id = auth_key.id)"
)
"""Nobody is signed in or about to be. Signing in moves `used_at`: who does so meanwhile keeps the key."""


async def _delete(conn: Connection, table: str, key: str, condition: str, before: datetime) -> int:
    status = await conn.execute(
        f"DELETE FROM {table} WHERE {key} IN"  # noqa: S608 - the names are the constants above
        f" (SELECT {key} FROM {table} WHERE {condition} LIMIT {BATCH} FOR UPDATE SKIP LOCKED)",
        before,
    )
    return int(status.rpartition(" ")[2])
