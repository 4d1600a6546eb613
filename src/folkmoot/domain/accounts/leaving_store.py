"""SQL of an account's end. It reaches into every table of this context, because all of them name people."""

from __future__ import annotations

from datetime import datetime

from folkmoot.kernel.ids import UserId
from folkmoot.storage import Connection

_OF_THE_ACCOUNT = (
    "DELETE FROM contact WHERE owner = $1 OR user_id = $1",
    "DELETE FROM blocked WHERE owner = $1 OR user_id = $1",
    "DELETE FROM username WHERE owner_kind = 0 AND owner_id = $1",
    "DELETE FROM privacy_rule WHERE user_id = $1",
    "DELETE FROM birthday WHERE user_id = $1",
    "DELETE FROM preference WHERE user_id = $1",
    "DELETE FROM notify_setting WHERE user_id = $1",
    "DELETE FROM daily_use WHERE user_id = $1",
    "DELETE FROM password WHERE user_id = $1",
)


async def sealed_phone(conn: Connection, user: UserId) -> bytes | None:
    """Return the online copy of the account's number."""
    found: bytes | None = await conn.fetchval("SELECT phone_online FROM account WHERE id = $1", user)
    return found


async def empty(conn: Connection, user: UserId, sealed_phone: bytes | None, at: datetime) -> bool:
    """Leave nothing in the account's row but its id. False when it has gone, or has another number by now."""
    row = await conn.fetchrow(
        """
        UPDATE account SET first_name = '', last_name = '', about = '', last_seen = NULL,
                           phone_lookup = NULL, phone_online = NULL, deleted_at = $2
        WHERE id = $1 AND deleted_at IS NULL AND phone_online IS NOT DISTINCT FROM $3 RETURNING id
        """,
        user,
        at,
        sealed_phone,
    )
    return row is not None


async def forget(conn: Connection, user: UserId) -> None:
    """Delete every row that the account has, and its lines in the books and block lists of others."""
    for statement in _OF_THE_ACCOUNT:
        await conn.execute(statement, user)


async def idle(
    conn: Connection, now: datetime, shortest_days: int, usual_days: int, at_most: int
) -> list[UserId]:
    """Return accounts with a number and without a sign of life, on any device, for as long as they said."""
    rows = await conn.fetch(
        """
        WITH quiet AS (
            SELECT a.id, a.last_seen,
                   $1::timestamptz
                       - make_interval(days => coalesce((p.chosen ->> 'ttl_days')::int, $3)) AS since
            FROM account a LEFT JOIN preference p ON p.user_id = a.id
            WHERE a.deleted_at IS NULL AND a.phone_lookup IS NOT NULL
              AND a.last_seen < $1::timestamptz - make_interval(days => $2)
        )
        SELECT id FROM quiet
        WHERE last_seen < since
          AND NOT EXISTS (SELECT FROM authorization_ d WHERE d.user_id = quiet.id AND d.active_at >= since)
        ORDER BY last_seen LIMIT $4
        """,
        now,
        shortest_days,
        usual_days,
        at_most,
    )
    return [UserId(row["id"]) for row in rows]
