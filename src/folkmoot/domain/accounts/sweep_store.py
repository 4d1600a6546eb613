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


async def delete_unused_keys(conn: Connection, before: datetime) -> int:
    """Delete keys made before `before` of which nothing has come since.

    Permanent ones whose client has not even said what it is, and temporary ones that were never bound.
    """
    unused = (
        "created_at < $1 AND permanent_id IS NULL AND (expires_at IS NOT NULL OR layer = 0)"
        " AND NOT EXISTS (SELECT FROM authorization_ d WHERE d.key_id = auth_key.id)"
    )
    return await _delete(conn, "auth_key", "id", unused, before)


async def delete_idle_keys(conn: Connection, before: datetime) -> int:
    """Delete permanent keys that were last used before `before` and that nobody is signed in with."""
    idle = (
        "expires_at IS NULL AND used_at < $1"
        " AND NOT EXISTS (SELECT FROM authorization_ d WHERE d.key_id = auth_key.id)"
    )
    return await _delete(conn, "auth_key", "id", idle, before)


async def _delete(conn: Connection, table: str, key: str, condition: str, before: datetime) -> int:
    status = await conn.execute(
        f"DELETE FROM {table} WHERE {key} IN"  # noqa: S608 - the names are the constants above
        f" (SELECT {key} FROM {table} WHERE {condition} LIMIT {BATCH} FOR UPDATE SKIP LOCKED)",
        before,
    )
    return int(status.rpartition(" ")[2])
