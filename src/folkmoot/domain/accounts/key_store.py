"""SQL of `auth_key` and `authorization_`."""

from __future__ import annotations

from datetime import datetime

import msgspec

from folkmoot.kernel.ids import AuthKeyId, AuthorizationId, UserId
from folkmoot.storage import Connection

from .errors import KeyUnknown
from .model import AppInfo, Authorization, KnownKey, shared


async def add(
    conn: Connection, key_id: AuthKeyId, sealed: bytes, at: datetime, expires_at: datetime | None
) -> bool:
    """Store a key. False when its id is taken."""
    row = await conn.fetchrow(
        """
        INSERT INTO auth_key (id, sealed, created_at, used_at, expires_at) VALUES ($1, $2, $3, $3, $4)
        ON CONFLICT (id) DO NOTHING RETURNING id
        """,
        key_id,
        sealed,
        at,
        expires_at,
    )
    return row is not None


async def find(conn: Connection, key_id: AuthKeyId, now: datetime) -> KnownKey | None:
    """Return the key, its bytes still sealed, and who is signed in behind it; None when unknown or ended."""
    row = await conn.fetchrow(
        """
        SELECT k.sealed, k.expires_at, k.permanent_id, d.user_id, d.id AS authorization_id, own.layer, own.app
        FROM auth_key k
        JOIN auth_key own ON own.id = coalesce(k.permanent_id, k.id)
        LEFT JOIN authorization_ d ON d.key_id = own.id
        WHERE k.id = $1 AND (k.expires_at IS NULL OR k.expires_at > $2)
        """,
        key_id,
        now,
    )
    if row is None:
        return None
    return KnownKey(
        key_id,
        row["sealed"],
        row["expires_at"],
        row["permanent_id"],
        row["user_id"],
        row["authorization_id"],
        row["layer"],
        _read_app(row["app"]),
    )


async def bind(
    conn: Connection, temporary: AuthKeyId, permanent: AuthKeyId, until: datetime, now: datetime
) -> bool:
    """Bind a live temporary key that is free, or bound to the same key already. False when it is neither."""
    row = await conn.fetchrow(
        """
        UPDATE auth_key t SET permanent_id = p.id, expires_at = least(t.expires_at, $3)
        FROM auth_key p
        WHERE t.id = $1 AND p.id = $2 AND p.expires_at IS NULL
          AND t.expires_at > $4 AND $3 > $4 AND coalesce(t.permanent_id, p.id) = p.id
        RETURNING t.id
        """,
        temporary,
        permanent,
        until,
        now,
    )
    return row is not None


async def remember_app(
    conn: Connection, key_id: AuthKeyId, layer: int, app: AppInfo | None, now: datetime
) -> None:
    """Keep what the client said of itself; what it did not say stays as it was."""
    await conn.execute(
        """
        UPDATE auth_key SET layer = $2, app = coalesce($3::jsonb, app),
            used_at = greatest(used_at, date_trunc('day', $4::timestamptz, 'UTC'))
        WHERE id = $1
        """,
        key_id,
        layer,
        msgspec.json.encode(app).decode() if app else None,
        now,
    )


async def destroy(conn: Connection, key_id: AuthKeyId) -> None:
    """Delete the key, the temporary keys bound to it and the authorization behind it."""
    await conn.execute("DELETE FROM auth_key WHERE id = $1", key_id)


async def sign_in(
    conn: Connection, authorization: AuthorizationId, key_id: AuthKeyId, user: UserId, at: datetime
) -> None:
    """Make the key a device of `user` and of nobody else. Raises `KeyUnknown` when there is no such key."""
    row = await conn.fetchrow(
        """
        WITH own AS (
            UPDATE auth_key SET was_signed_in = true, pending_user = NULL, pending_until = NULL, used_at = $4
            WHERE id = $2 AND expires_at IS NULL RETURNING id
        )
        INSERT INTO authorization_ (id, key_id, user_id, created_at, active_at)
        SELECT $1, own.id, $3, $4, $4 FROM own
        ON CONFLICT (key_id) DO UPDATE
            SET id = excluded.id, user_id = excluded.user_id,
                created_at = excluded.created_at, active_at = excluded.active_at
        RETURNING id
        """,
        authorization,
        key_id,
        user,
        at,
    )
    if row is None:
        raise KeyUnknown


async def sign_out(conn: Connection, key_id: AuthKeyId, at: datetime) -> None:
    """The key is nobody's device, and nobody is half signed in with it."""
    await conn.execute("DELETE FROM authorization_ WHERE key_id = $1", key_id)
    await conn.execute(
        "UPDATE auth_key SET pending_user = NULL, pending_until = NULL, used_at = $2 WHERE id = $1",
        key_id,
        at,
    )


async def set_pending(conn: Connection, key_id: AuthKeyId, user: UserId, until: datetime) -> bool:
    """Remember who gave a right code with this key and owes a password. False when there is no such key."""
    row = await conn.fetchrow(
        "UPDATE auth_key SET pending_user = $2, pending_until = $3 WHERE id = $1 RETURNING id",
        key_id,
        user,
        until,
    )
    return row is not None


_PENDING = "SELECT pending_user FROM auth_key WHERE id = $1 AND pending_until > $2"
_PENDING_HELD = _PENDING + " FOR UPDATE"


async def pending(conn: Connection, key_id: AuthKeyId, now: datetime, *, hold: bool = False) -> UserId | None:
    """Return who owes a password with this key; `hold` keeps it so to the end of the transaction."""
    found: int | None = await conn.fetchval(_PENDING_HELD if hold else _PENDING, key_id, now)
    return None if found is None else UserId(found)


async def drop_pending(conn: Connection, user: UserId) -> None:
    """Nobody is half signed in to `user` any more."""
    await conn.execute(
        "UPDATE auth_key SET pending_user = NULL, pending_until = NULL WHERE pending_user = $1", user
    )


async def authorizations(conn: Connection, user: UserId, at_most: int) -> list[Authorization]:
    """Return the devices of `user`, the latest active first."""
    rows = await conn.fetch(
        """
        SELECT d.id, d.key_id, d.created_at, d.active_at, k.app
        FROM authorization_ d JOIN auth_key k ON k.id = d.key_id
        WHERE d.user_id = $1 ORDER BY d.active_at DESC, d.id LIMIT $2
        """,
        user,
        at_most,
    )
    return [
        Authorization(row["id"], row["key_id"], row["created_at"], row["active_at"], _read_app(row["app"]))
        for row in rows
    ]


async def end(
    conn: Connection, user: UserId, authorization: AuthorizationId, at: datetime
) -> AuthKeyId | None:
    """End one device of `user` and return its key, or None when there is no such device."""
    found: int | None = await conn.fetchval(
        """
        WITH ended AS (DELETE FROM authorization_ WHERE user_id = $1 AND id = $2 RETURNING key_id)
        UPDATE auth_key SET used_at = $3 FROM ended WHERE id = ended.key_id RETURNING id
        """,
        user,
        authorization,
        at,
    )
    return None if found is None else AuthKeyId(found)


async def end_others(conn: Connection, user: UserId, kept: AuthorizationId, at: datetime) -> list[AuthKeyId]:
    """End all devices of `user` but one, and return their keys."""
    rows = await conn.fetch(
        """
        WITH ended AS (DELETE FROM authorization_ WHERE user_id = $1 AND id <> $2 RETURNING key_id)
        UPDATE auth_key SET used_at = $3 FROM ended WHERE id = ended.key_id RETURNING id
        """,
        user,
        kept,
        at,
    )
    return [AuthKeyId(row["id"]) for row in rows]


async def touch(conn: Connection, authorization: AuthorizationId, before: datetime, at: datetime) -> None:
    """The device was active at `at`; written only when the last note is older than `before`."""
    await conn.execute(
        "UPDATE authorization_ SET active_at = $3 WHERE id = $1 AND active_at < $2", authorization, before, at
    )


def _read_app(text: str | None) -> AppInfo | None:
    return shared(msgspec.json.decode(text, type=AppInfo)) if text else None
