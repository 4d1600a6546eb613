"""SQL of what people show of themselves: `account` as others see it, privacy rules, small choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from folkmoot.kernel.ids import UserId
from folkmoot.storage import Connection

from .allowances import A_DAY, Use, granted
from .model import Name
from .people import Birthday, Details, Facts, Settings, Ties
from .preferences import NotifyScope, NotifySettings, Preferences
from .privacy import Group, PrivacyKey, Rules


async def acquaintances(conn: Connection, viewer: UserId, ids: Sequence[UserId]) -> list[tuple[Facts, Ties]]:
    """Return each account of `ids` that exists, with what it and `viewer` have to do with each other.

    One statement, however many are asked for.
    """
    rows = await conn.fetch(
        """
        SELECT a.id, a.first_name, a.last_name, u.spelled AS username, a.phone_online, a.is_bot,
               coalesce(a.last_seen, a.created_at) AS seen_at, a.deleted_at IS NOT NULL AS is_deleted,
               mine.first_name AS book_first, mine.last_name AS book_last,
               coalesce(mine.phone_lookup = a.phone_lookup, false) AS knows_number,
               theirs.owner IS NOT NULL AS has_viewer,
               shut.owner IS NOT NULL AS blocks_viewer,
               mute.owner IS NOT NULL AS is_blocked
        FROM account a
        LEFT JOIN username u ON u.owner_kind = 0 AND u.owner_id = a.id
        LEFT JOIN contact mine ON mine.owner = $1 AND mine.user_id = a.id
        LEFT JOIN contact theirs ON theirs.owner = a.id AND theirs.user_id = $1
        LEFT JOIN blocked shut ON shut.owner = a.id AND shut.user_id = $1
        LEFT JOIN blocked mute ON mute.owner = $1 AND mute.user_id = a.id
        WHERE a.id = ANY($2::bigint[])
        """,
        viewer,
        ids,
    )
    return [
        (
            Facts(
                UserId(row["id"]),
                Name(row["first_name"], row["last_name"]),
                row["username"],
                row["phone_online"],
                row["seen_at"],
                row["is_bot"],
                row["is_deleted"],
            ),
            Ties(
                None if row["book_first"] is None else Name(row["book_first"], row["book_last"]),
                row["knows_number"],
                row["has_viewer"],
                row["blocks_viewer"],
                row["is_blocked"],
            ),
        )
        for row in rows
    ]


async def settings(
    conn: Connection, users: Iterable[UserId], keys: Iterable[PrivacyKey]
) -> dict[UserId, Settings]:
    """Return what each of `users` chose for each of `keys`; who chose nothing is missing."""
    rows = await conn.fetch(
        """
        SELECT user_id, key, allowed, refused, allowed_users, refused_users, allowed_chats, refused_chats
        FROM privacy_rule WHERE user_id = ANY($1::bigint[]) AND key = ANY($2::smallint[])
        """,
        list(users),
        [key.value for key in keys],
    )
    chosen: dict[UserId, dict[PrivacyKey, Rules]] = {}
    for row in rows:
        chosen.setdefault(UserId(row["user_id"]), {})[PrivacyKey(row["key"])] = _rules(
            *list(row.values())[2:]
        )
    return {user: Settings(rules) for user, rules in chosen.items()}


def _rules(allowed: list[int], refused: list[int], *named: list[int]) -> Rules:
    allowed_users, refused_users, allowed_chats, refused_chats = named
    return Rules(
        frozenset(map(Group, allowed)),
        frozenset(map(Group, refused)),
        frozenset(map(UserId, allowed_users)),
        frozenset(map(UserId, refused_users)),
        frozenset(allowed_chats),
        frozenset(refused_chats),
    )


async def set_rules(conn: Connection, user: UserId, key: PrivacyKey, rules: Rules) -> None:
    """Let `rules` hold for `key` from now on."""
    await conn.execute(
        """
        INSERT INTO privacy_rule
            (user_id, key, allowed, refused, allowed_users, refused_users, allowed_chats, refused_chats)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (user_id, key) DO UPDATE SET
            allowed = excluded.allowed, refused = excluded.refused,
            allowed_users = excluded.allowed_users, refused_users = excluded.refused_users,
            allowed_chats = excluded.allowed_chats, refused_chats = excluded.refused_chats
        """,
        user,
        key.value,
        [group.value for group in rules.allowed],
        [group.value for group in rules.refused],
        list(rules.allowed_users),
        list(rules.refused_users),
        list(rules.allowed_chats),
        list(rules.refused_chats),
    )


async def details(conn: Connection, viewer: UserId, user: UserId, scope: NotifyScope) -> Details:
    """Return what an account shows on its own page only, and what `viewer` keeps about it."""
    row = await conn.fetchrow(
        """
        SELECT a.about, b.day, b.month, b.year, c.note, p.chosen, n.settings AS notify
        FROM account a
        LEFT JOIN birthday b ON b.user_id = a.id
        LEFT JOIN contact c ON c.owner = $1 AND c.user_id = a.id
        LEFT JOIN preference p ON p.user_id = a.id
        LEFT JOIN notify_setting n ON n.user_id = $1 AND n.scope = $3
        WHERE a.id = $2
        """,
        viewer,
        user,
        scope.key,
    )
    assert row is not None
    return Details(
        about=row["about"],
        birthday=None if row["day"] is None else Birthday(row["day"], row["month"], row["year"]),
        note=row["note"] or "",
        hides_read_time=_preferences(row["chosen"]).hide_read_time,
        notify=_notify(row["notify"]),
    )


async def rename(
    conn: Connection, user: UserId, first: str | None, last: str | None, about: str | None
) -> None:
    """Change what is given; None leaves a field as it is."""
    await conn.execute(
        """
        UPDATE account SET first_name = coalesce($2, first_name), last_name = coalesce($3, last_name),
                           about = coalesce($4, about)
        WHERE id = $1
        """,
        user,
        first,
        last,
        about,
    )


async def name(conn: Connection, user: UserId) -> Name | None:
    """Return the account's own name; None when there is no such account."""
    row = await conn.fetchrow("SELECT first_name, last_name FROM account WHERE id = $1", user)
    return Name(row["first_name"], row["last_name"]) if row else None


async def seen(conn: Connection, user: UserId, at: datetime) -> None:
    """Remember that the account was here, unless the last minute has it already."""
    await conn.execute(
        """
        UPDATE account SET last_seen = $2
        WHERE id = $1 AND (last_seen IS NULL OR last_seen <= $2::timestamptz - interval '1 minute')
        """,
        user,
        at,
    )


async def set_birthday(conn: Connection, user: UserId, day: Birthday | None) -> None:
    """Remember a birthday, or none."""
    if day is None:
        await conn.execute("DELETE FROM birthday WHERE user_id = $1", user)
        return
    await conn.execute(
        """
        INSERT INTO birthday (user_id, day, month, year) VALUES ($1, $2, $3, $4)
        ON CONFLICT (user_id) DO UPDATE SET day = excluded.day, month = excluded.month, year = excluded.year
        """,
        user,
        day.day,
        day.month,
        day.year,
    )


async def use_up(conn: Connection, user: UserId, what: Use, asked: int, now: datetime) -> int:
    """Take `asked` of the day's allowance; return how many of them were still within it.

    What goes beyond is counted too, up to one refusal's worth, so that two calls at once cannot share a rest.
    """
    limit = A_DAY[what]
    used: int = await conn.fetchval(
        """
        INSERT INTO daily_use AS d (user_id, what, day, used) VALUES ($1, $2, $3, $4)
        ON CONFLICT (user_id, what) DO UPDATE SET
            day = excluded.day,
            used = CASE WHEN d.day = excluded.day THEN least(d.used + $4, $5 + $4) ELSE $4 END
        RETURNING used
        """,
        user,
        what.value,
        now.date(),
        asked,
        limit,
    )
    return granted(asked, used, limit)


# --- small choices -----------------------------------------------------------------------------------------


async def preferences(conn: Connection, user: UserId) -> Preferences:
    """Return the account's choices."""
    return _preferences(await conn.fetchval("SELECT chosen FROM preference WHERE user_id = $1", user))


async def set_preferences(conn: Connection, user: UserId, chosen: dict[str, object]) -> None:
    """Change the fields of `Preferences` that `chosen` names."""
    await conn.execute(
        """
        INSERT INTO preference AS p (user_id, chosen) VALUES ($1, $2)
        ON CONFLICT (user_id) DO UPDATE SET chosen = p.chosen || excluded.chosen
        """,
        user,
        chosen,
    )


def _preferences(stored: object) -> Preferences:
    return msgspec.convert(stored or {}, Preferences)


async def notify_settings(conn: Connection, user: UserId, scope: NotifyScope) -> NotifySettings:
    """Return how `user` wants to hear of `scope`."""
    return _notify(
        await conn.fetchval(
            "SELECT settings FROM notify_setting WHERE user_id = $1 AND scope = $2", user, scope.key
        )
    )


async def set_notify_settings(
    conn: Connection, user: UserId, scope: NotifyScope, settings: NotifySettings
) -> None:
    """Remember how `user` wants to hear of `scope`."""
    await conn.execute(
        """
        INSERT INTO notify_setting (user_id, scope, settings) VALUES ($1, $2, $3)
        ON CONFLICT (user_id, scope) DO UPDATE SET settings = excluded.settings
        """,
        user,
        scope.key,
        settings,
    )


async def forget_notify_settings(conn: Connection, user: UserId) -> None:
    """Back to how everything was before anything was chosen."""
    await conn.execute("DELETE FROM notify_setting WHERE user_id = $1", user)


def _notify(stored: object) -> NotifySettings:
    return msgspec.convert(stored or {}, NotifySettings)
