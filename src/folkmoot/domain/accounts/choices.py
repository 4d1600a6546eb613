"""What people choose: who may see what, how chats announce themselves, when an unused account ends."""

from __future__ import annotations

from typing import TypedDict, Unpack

from folkmoot.kernel.ids import UserId
from folkmoot.storage import Database

from . import people_store as store
from .people import Settings
from .preferences import NotifyScope, NotifySettings, Preferences, check_ttl
from .privacy import PrivacyKey, Rules


class Chosen(TypedDict, total=False):
    """The fields of `Preferences`, any of them."""

    ttl_days: int
    archive_strangers: bool
    keep_archived_unmuted: bool
    keep_archived_folders: bool
    hide_read_time: bool
    sensitive_content: bool
    silent_sign_ups: bool


class Choices:
    """Keeps what people choose and gives it back; what was never chosen has its default."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def rules(self, user: UserId, key: PrivacyKey) -> Rules:
        """Return the account's setting for `key`."""
        async with self._db.reading() as conn:
            settings = await store.settings(conn, [user], [key])
        return settings.get(user, Settings({})).of(key)

    async def set_rules(self, user: UserId, key: PrivacyKey, rules: Rules) -> None:
        """Let `rules` hold for `key`; they act on whatever is shown from now on."""
        async with self._db.transaction() as conn:
            await store.set_rules(conn, user, key, rules)

    async def preferences(self, user: UserId) -> Preferences:
        """Return the account's small choices."""
        async with self._db.reading() as conn:
            return await store.preferences(conn, user)

    async def prefer(self, user: UserId, **chosen: Unpack[Chosen]) -> Preferences:
        """Change some of the small choices and return them all. Raises `BadTtl`."""
        if "ttl_days" in chosen:
            check_ttl(chosen["ttl_days"])
        async with self._db.transaction() as conn:
            await store.set_preferences(conn, user, dict(chosen))
            return await store.preferences(conn, user)

    async def notify_settings(self, user: UserId, scope: NotifyScope) -> NotifySettings:
        """Return how `user` wants to hear of `scope`."""
        async with self._db.reading() as conn:
            return await store.notify_settings(conn, user, scope)

    async def set_notify_settings(self, user: UserId, scope: NotifyScope, settings: NotifySettings) -> None:
        """Remember how `user` wants to hear of `scope`."""
        async with self._db.transaction() as conn:
            await store.set_notify_settings(conn, user, scope, settings)

    async def forget_notify_settings(self, user: UserId) -> None:
        """Back to how everything was before anything was chosen."""
        async with self._db.transaction() as conn:
            await store.forget_notify_settings(conn, user)
