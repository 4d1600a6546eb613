"""SQL of `username`."""

from __future__ import annotations

from datetime import datetime

from folkmoot.storage import Connection

from .usernames import NameOwner, OwnerKind, Username


async def owner_of(conn: Connection, name: Username) -> NameOwner | None:
    """Return who has `name`, or None."""
    row = await conn.fetchrow("SELECT owner_kind, owner_id FROM username WHERE name = $1", name.folded)
    return NameOwner(OwnerKind(row["owner_kind"]), row["owner_id"]) if row else None


async def spelled(conn: Connection, owner: NameOwner) -> str | None:
    """Return the owner's name as it is spelled, or None."""
    found: str | None = await conn.fetchval(
        "SELECT spelled FROM username WHERE owner_kind = $1 AND owner_id = $2", owner.kind.value, owner.id
    )
    return found


async def release(conn: Connection, owner: NameOwner) -> None:
    """Let the owner's name go."""
    await conn.execute(
        "DELETE FROM username WHERE owner_kind = $1 AND owner_id = $2", owner.kind.value, owner.id
    )


async def take(conn: Connection, owner: NameOwner, name: Username, at: datetime) -> bool:
    """Give `name` to an owner who has none. False when somebody has it."""
    row = await conn.fetchrow(
        """
        INSERT INTO username (name, spelled, owner_kind, owner_id, taken_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING RETURNING name
        """,
        name.folded,
        name.spelled,
        owner.kind.value,
        owner.id,
        at,
    )
    return row is not None
