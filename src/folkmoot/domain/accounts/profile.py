"""People: what they show of themselves, and what of it each viewer gets to see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from folkmoot.kernel.clock import Clock
from folkmoot.kernel.ids import UserId
from folkmoot.storage import Connection, Database

from . import people_store as store
from .model import Name
from .people import (
    Birthday,
    FullPerson,
    Look,
    Person,
    Settings,
    check_about,
    full_person,
    person,
)
from .people_errors import UnknownUser
from .phones import Phones
from .preferences import NotifyScope
from .privacy import PrivacyKey

_UNCHOSEN = Settings({})
_ON_EVERY_LOOK = (PrivacyKey.LAST_SEEN, PrivacyKey.PHONE)


class People:
    """Looks at people, and lets them change what they show."""

    def __init__(self, db: Database, clock: Clock, phones: Phones) -> None:
        self._db = db
        self._clock = clock
        self._phones = phones

    async def see(self, viewer: UserId, ids: Iterable[UserId]) -> dict[UserId, Person]:
        """Return the accounts of `ids` that exist, as `viewer` may see them. Two statements, however many."""
        async with self._db.reading() as conn:
            looks = await self._looks(conn, viewer, sorted(set(ids)), _ON_EVERY_LOOK)
        now = self._clock.now()
        return {look.facts.id: self._person(look, now) for look in looks}

    async def one(self, viewer: UserId, user: UserId) -> Person:
        """Return one account as `viewer` may see it. Raises `UnknownUser`."""
        seen = await self.see(viewer, [user])
        if user not in seen:
            raise UnknownUser
        return seen[user]

    async def full(self, viewer: UserId, user: UserId) -> FullPerson:
        """Return an account's own page as `viewer` may see it. Raises `UnknownUser`."""
        async with self._db.reading() as conn:
            looks = await self._looks(conn, viewer, [user], tuple(PrivacyKey))
            if not looks:
                raise UnknownUser
            details = await store.details(conn, viewer, user, NotifyScope("user", user))
        look = looks[0]
        return full_person(look, self._person(look, self._clock.now()), details)

    async def _looks(
        self, conn: Connection, viewer: UserId, ids: Sequence[UserId], keys: Sequence[PrivacyKey]
    ) -> list[Look]:
        known = await store.acquaintances(conn, viewer, ids)
        settings = await store.settings(conn, {viewer, *ids}, keys)
        mine = settings.get(viewer, _UNCHOSEN)
        return [Look(viewer, facts, ties, settings.get(facts.id, _UNCHOSEN), mine) for facts, ties in known]

    def _person(self, look: Look, now: datetime) -> Person:
        sealed = look.facts.sealed_phone
        shown = sealed is not None and look.shows_phone
        return person(look, self._phones.open(sealed, look.facts.id) if sealed and shown else None, now)

    async def change_profile(
        self, user: UserId, *, first: str | None = None, last: str | None = None, about: str | None = None
    ) -> bool:
        """Change what is given; say whether the name is another one now.

        Raises `FirstNameInvalid`, `LastNameInvalid` and `AboutTooLong`; then nothing has changed.
        """
        about = None if about is None else check_about(about)
        async with self._db.transaction() as conn:
            was = await store.name(conn, user)
            if was is None:
                raise UnknownUser
            now = was
            if first is not None or last is not None:
                now = Name.read(was.first if first is None else first, was.last if last is None else last)
            await store.rename(conn, user, now.first, now.last, about)
        return now != was

    async def set_birthday(self, user: UserId, day: Birthday | None) -> None:
        """Remember a birthday, or forget it. Raises `BadBirthday`."""
        if day is not None:
            day.check(self._clock.now().date())
        async with self._db.transaction() as conn:
            await store.set_birthday(conn, user, day)

    async def was_here(self, user: UserId) -> None:
        """Remember that `user` is here now. Written at most once a minute, whoever calls how often."""
        async with self._db.transaction() as conn:
            await store.seen(conn, user, self._clock.now())
