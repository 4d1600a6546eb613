"""SQL of `password`. The verifier and the hint come and go sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from folkmoot.kernel.ids import UserId
from folkmoot.storage import Connection


@dataclass(frozen=True, slots=True)
class PasswordRow:
    """A password as stored."""

    version: int
    """Another one after each change; never used twice in the whole database."""
    salt1: bytes
    salt2: bytes
    verifier: bytes
    hint: bytes


async def find(conn: Connection, user: UserId) -> PasswordRow | None:
    """Return the password of `user`, or None."""
    row = await conn.fetchrow(
        "SELECT version, salt1, salt2, verifier, hint FROM password WHERE user_id = $1", user
    )
    return PasswordRow(**row) if row else None


async def take_try(
    conn: Connection, user: UserId, most: int, now: datetime, window_start: datetime
) -> datetime | None:
    """Count a try, before it is known whether it is right, so that many at once cannot slip through.

    Return None when it is granted, else the start of the window in which `most` were had already.
    """
    granted = await conn.fetchrow(
        """
        UPDATE password SET
            tries = CASE WHEN tries_from <= $4 THEN 1 ELSE tries + 1 END,
            tries_from = CASE WHEN tries_from <= $4 THEN $3 ELSE tries_from END
        WHERE user_id = $1 AND (tries < $2 OR tries_from <= $4) RETURNING user_id
        """,
        user,
        most,
        now,
        window_start,
    )
    if granted:
        return None
    began: datetime | None = await conn.fetchval("SELECT tries_from FROM password WHERE user_id = $1", user)
    return began


async def clear_tries(conn: Connection, user: UserId) -> None:
    """The password was proved: earlier slips no longer count."""
    await conn.execute("UPDATE password SET tries = 0 WHERE user_id = $1", user)


async def still(conn: Connection, user: UserId, version: int | None) -> bool:
    """Tell whether the password is still that of `version` (None: still none), and keep it so."""
    found: int | None = await conn.fetchval("SELECT version FROM password WHERE user_id = $1 FOR SHARE", user)
    return found == version


async def put(
    conn: Connection,
    user: UserId,
    replaced: int | None,
    salts: tuple[bytes, bytes],
    verifier: bytes,
    hint: bytes,
    at: datetime,
) -> bool:
    """Set the password in place of version `replaced`, or as the first. False when it is another by now."""
    if replaced is None:
        row = await conn.fetchrow(
            """
            INSERT INTO password (user_id, salt1, salt2, verifier, hint, changed_at, tries_from)
            VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (user_id) DO NOTHING RETURNING user_id
            """,
            user,
            *salts,
            verifier,
            hint,
            at,
        )
    else:
        row = await conn.fetchrow(
            """
            UPDATE password SET
                version = DEFAULT, salt1 = $3, salt2 = $4, verifier = $5, hint = $6, changed_at = $7
            WHERE user_id = $1 AND version = $2 RETURNING user_id
            """,
            user,
            replaced,
            *salts,
            verifier,
            hint,
            at,
        )
    return row is not None


async def remove(conn: Connection, user: UserId, replaced: int) -> bool:
    """Remove the password of version `replaced`. False when it is another by now."""
    row = await conn.fetchrow(
        "DELETE FROM password WHERE user_id = $1 AND version = $2 RETURNING user_id", user, replaced
    )
    return row is not None
