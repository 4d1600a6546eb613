"""Taking, changing and finding usernames."""

from __future__ import annotations

from folkmoot.kernel.clock import Clock
from folkmoot.kernel.ids import UserId
from folkmoot.storage import Connection, Database

from . import people_store
from . import username_store as store
from .allowances import Use, until_tomorrow
from .people_errors import NoSuchUsername, UsernameTaken, UsernameUnchanged
from .usernames import NameOwner, OwnerKind, Username, check_username, parse_username


class Usernames:
    """The one register of public names."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def is_free(self, text: str, owner: NameOwner) -> bool:
        """Say whether `owner` could take the name. Raises `BadUsername` for what is no username at all."""
        name = check_username(text)
        if name.is_reserved:
            return False
        async with self._db.reading() as conn:
            return await store.owner_of(conn, name) in (None, owner)

    async def change(self, user: UserId, text: str) -> None:
        """Give the account the name, or none for the empty text; the old one is free at once.

        Raises `BadUsername`, `UsernameTaken` (also for reserved names), `UsernameUnchanged`, and `TryLater`
        when the day's changes are used up.
        """
        name = check_username(text) if text else None
        if name is not None and name.is_reserved:
            raise UsernameTaken
        owner = NameOwner(OwnerKind.USER, user)
        async with self._db.transaction() as conn:
            if await store.spelled(conn, owner) == (name.spelled if name else None):
                raise UsernameUnchanged
            now = self._clock.now()
            if not await people_store.use_up(conn, user, Use.USERNAMES_CHANGED, 1, now):
                raise until_tomorrow(now)
            await self._give(conn, owner, name)

    async def assign(self, owner: NameOwner, text: str) -> None:
        """Give `owner` a name, reserved or not, without counting: for the house itself and for chats.

        Raises `BadUsername` and `UsernameTaken`.
        """
        name = check_username(text)
        async with self._db.transaction() as conn:
            await self._give(conn, owner, name)

    async def _give(self, conn: Connection, owner: NameOwner, name: Username | None) -> None:
        await store.release(conn, owner)
        if name is not None and not await store.take(conn, owner, name, self._clock.now()):
            raise UsernameTaken

    async def resolve(self, text: str) -> NameOwner:
        """Return who has the name, written with or without `@`. Raises `NoSuchUsername`."""
        name = parse_username(text)
        async with self._db.reading() as conn:
            owner = await store.owner_of(conn, name)
        if owner is None:
            raise NoSuchUsername
        return owner
