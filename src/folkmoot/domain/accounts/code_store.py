"""SQL of `sign_in_code`."""

from __future__ import annotations

from datetime import datetime

from folkmoot.kernel.ids import AuthKeyId
from folkmoot.storage import Connection

from .codes import OpenCode, Tally


async def tally(conn: Connection, lookup: bytes, since: datetime) -> Tally:
    """Count what happened to a number since `since`."""
    row = await conn.fetchrow(
        """
        SELECT coalesce(sum(sends), 0)::int AS sends, coalesce(sum(tries), 0)::int AS wrong,
               min(sent_at) AS oldest
        FROM sign_in_code WHERE phone_lookup = $1 AND sent_at > $2
        """,
        lookup,
        since,
    )
    assert row is not None
    return Tally(row["sends"], row["wrong"], row["oldest"])


async def add(
    conn: Connection,
    hash: str,
    lookup: bytes,
    key: AuthKeyId,
    seed: bytes,
    sent_at: datetime,
    expires_at: datetime,
) -> None:
    """Remember that a code was asked for."""
    await conn.execute(
        """
        INSERT INTO sign_in_code (hash, phone_lookup, key_id, seed, sent_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        hash,
        lookup,
        key,
        seed,
        sent_at,
        expires_at,
    )


async def find(conn: Connection, hash: str, lookup: bytes, key: AuthKeyId) -> OpenCode | None:
    """Return the code with this hash, if it was asked for by this key for this number; None for any other."""
    row = await conn.fetchrow(
        """
        SELECT hash, seed, expires_at, sends, tries, confirmed, spent FROM sign_in_code
        WHERE hash = $1 AND phone_lookup = $2 AND key_id = $3 FOR UPDATE
        """,
        hash,
        lookup,
        key,
    )
    return OpenCode(**row) if row else None


async def unspent(conn: Connection, lookup: bytes, now: datetime) -> list[OpenCode]:
    """Return the codes for a number that could still be used by whoever asked for them."""
    rows = await conn.fetch(
        """
        SELECT hash, seed, expires_at, sends, tries, confirmed, spent FROM sign_in_code
        WHERE phone_lookup = $1 AND NOT spent AND expires_at > $2
        """,
        lookup,
        now,
    )
    return [OpenCode(**row) for row in rows]


async def count_try(conn: Connection, hash: str) -> None:
    """One wrong code more."""
    await conn.execute("UPDATE sign_in_code SET tries = tries + 1 WHERE hash = $1", hash)


async def count_send(conn: Connection, hash: str, by: int) -> None:
    """One sending more, or one less that did not come about."""
    await conn.execute("UPDATE sign_in_code SET sends = sends + $2 WHERE hash = $1", hash, by)


async def confirm(conn: Connection, hash: str, expires_at: datetime) -> None:
    """The right code was given and no account found: wait for a name until `expires_at`."""
    await conn.execute(
        "UPDATE sign_in_code SET confirmed = true, expires_at = $2 WHERE hash = $1", hash, expires_at
    )


async def spend(conn: Connection, hash: str) -> None:
    """The code is used up."""
    await conn.execute("UPDATE sign_in_code SET spent = true WHERE hash = $1", hash)


async def discard(conn: Connection, hash: str) -> None:
    """Forget a code that could not be sent, so that it is not counted."""
    await conn.execute("DELETE FROM sign_in_code WHERE hash = $1", hash)
