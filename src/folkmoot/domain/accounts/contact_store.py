"""SQL of `contact` and `blocked`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from folkmoot.kernel.ids import UserId
from folkmoot.storage import Connection

from .model import Name


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a contact book, as its owner wants it."""

    user: UserId
    name: Name
    phone_lookup: bytes | None
    """Of the number that the owner typed; None leaves what was there."""
    note: str | None = None
    """None leaves what was there."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact, as lists name it."""

    user: UserId
    is_mutual: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has one of the numbers asked for, found or not."""

    user: UserId
    phone_lookup: bytes
    has_viewer: bool


async def holders(conn: Connection, viewer: UserId, lookups: Sequence[bytes]) -> list[Holder]:
    """Return who has the numbers, without asking whether they may be found: the caller must.

    One statement whatever it finds, for hidden and unknown numbers alike.
    """
    rows = await conn.fetch(
        """
        SELECT a.id, a.phone_lookup, c.owner IS NOT NULL AS has_viewer
        FROM account a LEFT JOIN contact c ON c.owner = a.id AND c.user_id = $1
        WHERE a.phone_lookup = ANY($2::bytea[]) AND a.id <> $1 AND a.deleted_at IS NULL
        """,
        viewer,
        lookups,
    )
    return [Holder(UserId(row["id"]), row["phone_lookup"], row["has_viewer"]) for row in rows]


async def add(
    conn: Connection, owner: UserId, entries: Sequence[Entry], at: datetime, room: int
) -> set[UserId]:
    """Write `entries` into the owner's book; return who stands in it now.

    New people beyond `room` contacts in all are left out. Each user may come once.
    """
    rows = await conn.fetch(
        """
        INSERT INTO contact AS c (owner, user_id, first_name, last_name, phone_lookup, note, added_at)
        SELECT $1, e.user_id, e.first_name, e.last_name, e.phone_lookup, coalesce(e.note, ''), $7
        FROM unnest($2::bigint[], $3::text[], $4::text[], $5::bytea[], $6::text[])
             WITH ORDINALITY AS e (user_id, first_name, last_name, phone_lookup, note, n)
        WHERE e.n <= $8 - (SELECT count(*) FROM contact WHERE owner = $1)
           OR EXISTS (SELECT FROM contact known WHERE known.owner = $1 AND known.user_id = e.user_id)
        ON CONFLICT (owner, user_id) DO UPDATE SET
            first_name = excluded.first_name, last_name = excluded.last_name,
            phone_lookup = coalesce(excluded.phone_lookup, c.phone_lookup),
            note = CASE WHEN excluded.note = '' THEN c.note ELSE excluded.note END
        RETURNING user_id
        """,
        owner,
        [entry.user for entry in entries],
        [entry.name.first for entry in entries],
        [entry.name.last for entry in entries],
        [entry.phone_lookup for entry in entries],
        [entry.note for entry in entries],
        at,
        room,
    )
    return {UserId(row["user_id"]) for row in rows}


async def remove(conn: Connection, owner: UserId, users: Sequence[UserId]) -> None:
    """Strike `users` from the owner's book."""
    await conn.execute("DELETE FROM contact WHERE owner = $1 AND user_id = ANY($2::bigint[])", owner, users)


async def remove_by_numbers(conn: Connection, owner: UserId, lookups: Sequence[bytes]) -> None:
    """Strike whom the owner wrote down under these numbers."""
    await conn.execute(
        "DELETE FROM contact WHERE owner = $1 AND phone_lookup = ANY($2::bytea[])", owner, lookups
    )


async def book(conn: Connection, owner: UserId) -> list[Contact]:
    """Return the owner's contacts by rising id."""
    rows = await conn.fetch(
        """
        SELECT c.user_id, back.owner IS NOT NULL AS is_mutual
        FROM contact c LEFT JOIN contact back ON back.owner = c.user_id AND back.user_id = c.owner
        WHERE c.owner = $1 ORDER BY c.user_id
        """,
        owner,
    )
    return [Contact(UserId(row["user_id"]), row["is_mutual"]) for row in rows]


async def named(conn: Connection, owner: UserId, words: Sequence[str], limit: int) -> list[UserId]:
    """Return contacts in whose book name, own name or username each of `words` begins a word."""
    rows = await conn.fetch(
        """
        WITH named AS (
            SELECT c.user_id, lower(concat_ws(
                ' ', '', c.first_name, c.last_name, a.first_name, a.last_name, u.name
            )) AS names
            FROM contact c JOIN account a ON a.id = c.user_id
            LEFT JOIN username u ON u.owner_kind = 0 AND u.owner_id = a.id
            WHERE c.owner = $1
        )
        SELECT user_id FROM named
        WHERE NOT EXISTS (SELECT FROM unnest($2::text[]) AS w (word) WHERE strpos(names, ' ' || w.word) = 0)
        ORDER BY user_id LIMIT $3
        """,
        owner,
        words,
        limit,
    )
    return [UserId(row["user_id"]) for row in rows]


async def note(conn: Connection, owner: UserId, user: UserId, text: str) -> bool:
    """Change the note on a contact. False when it is none."""
    row = await conn.fetchrow(
        "UPDATE contact SET note = $3 WHERE owner = $1 AND user_id = $2 RETURNING owner", owner, user, text
    )
    return row is not None


async def block(conn: Connection, owner: UserId, user: UserId, at: datetime) -> bool:
    """Block `user`. False when they were blocked already."""
    row = await conn.fetchrow(
        """
        INSERT INTO blocked (owner, user_id, blocked_at) VALUES ($1, $2, $3)
        ON CONFLICT DO NOTHING RETURNING owner
        """,
        owner,
        user,
        at,
    )
    return row is not None


async def unblock(conn: Connection, owner: UserId, user: UserId) -> bool:
    """Unblock `user`. False when they were not blocked."""
    row = await conn.fetchrow(
        "DELETE FROM blocked WHERE owner = $1 AND user_id = $2 RETURNING owner", owner, user
    )
    return row is not None


async def blocked(conn: Connection, owner: UserId, offset: int, limit: int) -> list[tuple[UserId, datetime]]:
    """Return a page of whom the owner blocks, the latest first."""
    rows = await conn.fetch(
        """
        SELECT user_id, blocked_at FROM blocked WHERE owner = $1
        ORDER BY blocked_at DESC, user_id OFFSET $2 LIMIT $3
        """,
        owner,
        offset,
        limit,
    )
    return [(UserId(row["user_id"]), row["blocked_at"]) for row in rows]


async def count_blocked(conn: Connection, owner: UserId) -> int:
    """Return how many the owner blocks."""
    return int(await conn.fetchval("SELECT count(*) FROM blocked WHERE owner = $1", owner))
