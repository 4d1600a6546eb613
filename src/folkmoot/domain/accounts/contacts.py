"""Contact books, finding people by number, and keeping people out.

Whoever has a number must not learn from us whose it is unless that person allows it. So a number that is
hidden and a number that nobody has take the same path here: the same statements, the same answer, the same
cost to the day's allowance. docs/decisions/0006-contacts-and-discovery.md says what is kept of a number that
finds nobody: nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from folkmoot.kernel.clock import Clock
from folkmoot.kernel.ids import UserId
from folkmoot.kernel.text import clean_line, clean_text, utf16_length
from folkmoot.storage import Connection, Database

from . import contact_store as store
from . import people_store
from .allowances import Use, until_tomorrow
from .contact_store import Contact, Entry, Holder
from .errors import PhoneInvalid
from .model import NAME_AT_MOST, Name
from .people import Settings
from .people_errors import (
    BookFull,
    NameEmpty,
    NoContact,
    NoteTooLong,
    NumberNotFound,
    Oneself,
    UnknownUser,
)
from .phones import Phones
from .privacy import PrivacyKey, Viewer

IMPORTED_AT_ONCE = 500
"""Numbers that one call looks up; the rest of a longer list is to be sent again."""

BOOK_AT_MOST = 10_000
"""Contacts in one book."""

NOTE_AT_MOST = 128
"""UTF-16 units of a note about a contact."""


@dataclass(frozen=True, slots=True)
class Card:
    """A line of an address book as a client sends it."""

    client_id: int
    """The client's own number for the line."""
    phone: str
    first: str
    last: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of an address book."""

    found: Sequence[tuple[int, UserId]]
    """(client_id, account) of each line that found somebody."""
    later: Sequence[int]
    """client_ids of lines that were not looked at: too many for one call, for today, or for the book."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """A page of a block list."""

    total: int
    page: Sequence[tuple[UserId, datetime]]


class Contacts:
    """One account's view of whom it knows and whom it avoids."""

    def __init__(self, db: Database, clock: Clock, phones: Phones) -> None:
        self._db = db
        self._clock = clock
        self._phones = phones

    async def bring_in(self, user: UserId, cards: Sequence[Card]) -> Imported:
        """Look the numbers of an address book up, and make contacts of those who let themselves be found.

        What is asked for beyond a call's and a day's allowance comes back as `later` and is not looked at.
        """
        now = self._clock.now()
        looked_at, later = cards[:IMPORTED_AT_ONCE], list(cards[IMPORTED_AT_ONCE:])
        async with self._db.transaction() as conn:
            allowed = await people_store.use_up(conn, user, Use.NUMBERS_IMPORTED, len(looked_at), now)
        looked_at, late = looked_at[:allowed], looked_at[allowed:]
        lookups = await self._lookups([card.phone for card in looked_at])
        async with self._db.transaction() as conn:
            asked = {lookups[card.phone] for card in looked_at if card.phone in lookups}
            found = await self._findable(conn, user, list(asked))
            hits = [(card, found[n]) for card in looked_at if (n := lookups.get(card.phone, b"")) in found]
            entries = {person: _entry(person, card, lookups[card.phone]) for card, person in hits}
            added = await store.add(conn, user, list(entries.values()), now, BOOK_AT_MOST)
        later += [*late, *(card for card, person in hits if person not in added)]
        return Imported(
            [(card.client_id, person) for card, person in hits if person in added],
            [card.client_id for card in later],
        )

    async def find_by_number(self, user: UserId, phone: str) -> UserId:
        """Return whose number it is, if they let `user` find them.

        Raises `NumberNotFound`, and `TryLater` when the day's allowance is used up.
        """
        now = self._clock.now()
        lookups = await self._lookups([phone])
        async with self._db.transaction() as conn:
            if not await people_store.use_up(conn, user, Use.NUMBERS_RESOLVED, 1, now):
                raise until_tomorrow(now)
            found = await self._findable(conn, user, list(lookups.values()))
        if not found:
            raise NumberNotFound
        return next(iter(found.values()))

    async def _lookups(self, phones: Sequence[str]) -> dict[str, bytes]:
        """Return what SQL knows each number by, without what is none. It is slow, so a thread does it."""
        return await asyncio.to_thread(self._read_all, phones)

    def _read_all(self, phones: Sequence[str]) -> dict[str, bytes]:
        lookups: dict[str, bytes] = {}
        for phone in phones:
            with contextlib.suppress(PhoneInvalid):
                lookups[phone] = self._phones.lookup(self._phones.read(phone))
        return lookups

    async def _findable(
        self, conn: Connection, user: UserId, lookups: Sequence[bytes]
    ) -> dict[bytes, UserId]:
        """Return who has each number and lets `user` find them. Two statements, whatever they find."""
        holders = await store.holders(conn, user, lookups)
        settings = await people_store.settings(
            conn, [holder.user for holder in holders], [PrivacyKey.FOUND_BY_PHONE]
        )

        def may_find(holder: Holder) -> bool:
            rules = settings.get(holder.user, Settings({})).of(PrivacyKey.FOUND_BY_PHONE)
            return rules.allow(Viewer(user, is_contact=holder.has_viewer))

        return {holder.phone_lookup: holder.user for holder in holders if may_find(holder)}

    async def add(
        self, user: UserId, person: UserId, first: str, last: str, *, note: str | None, show_phone: bool
    ) -> None:
        """Write `person` into the book of `user`, or change the line that is there.

        `show_phone` lets them see the number of `user` from now on. The number that clients send along is not
        looked at: comparing it would tell whose it is. Raises `NameEmpty`, `NoteTooLong`, `BookFull`,
        `UnknownUser` and `Oneself`.
        """
        name = _book_name(first, last)
        if not name.first:
            raise NameEmpty
        await self._add(user, Entry(person, name, None, None if note is None else _checked(note)), show_phone)

    async def accept(self, user: UserId, person: UserId) -> None:
        """Write `person` into the book under their own name, and show them the number of `user`.

        Raises `BookFull`, `UnknownUser` and `Oneself`.
        """
        await self._add(user, Entry(person, Name("", ""), None), show_phone=True)

    async def _add(self, user: UserId, entry: Entry, show_phone: bool) -> None:
        if entry.user == user:
            raise Oneself
        async with self._db.transaction() as conn:
            if await people_store.name(conn, entry.user) is None:
                raise UnknownUser
            if not await store.add(conn, user, [entry], self._clock.now(), BOOK_AT_MOST):
                raise BookFull
            if show_phone:
                chosen = (await people_store.settings(conn, [user], [PrivacyKey.PHONE])).get(
                    user, Settings({})
                )
                admitting = chosen.of(PrivacyKey.PHONE).admitting(entry.user)
                await people_store.set_rules(conn, user, PrivacyKey.PHONE, admitting)

    async def annotate(self, user: UserId, person: UserId, note: str) -> None:
        """Change the note on a contact. Raises `NoteTooLong` and `NoContact`."""
        async with self._db.transaction() as conn:
            if not await store.note(conn, user, person, _checked(note)):
                raise NoContact

    async def remove(self, user: UserId, people: Sequence[UserId]) -> None:
        """Strike `people` from the book; who is not in it is passed over."""
        async with self._db.transaction() as conn:
            await store.remove(conn, user, people)

    async def remove_by_numbers(self, user: UserId, phones: Sequence[str]) -> None:
        """Strike whom `user` wrote down under these numbers, the first 500 of them.

        It looks at the book only, so it tells nothing.
        """
        lookups = await self._lookups(phones[:IMPORTED_AT_ONCE])
        async with self._db.transaction() as conn:
            await store.remove_by_numbers(conn, user, list(lookups.values()))

    async def book(self, user: UserId) -> list[Contact]:
        """Return the contacts of `user` by rising id."""
        async with self._db.reading() as conn:
            return await store.book(conn, user)

    async def search(self, user: UserId, words: str, limit: int) -> list[UserId]:
        """Return contacts of `user` in whose name each of `words` begins a word, at most `limit`."""
        async with self._db.reading() as conn:
            return await store.named(conn, user, clean_line(words).casefold().split(), limit)

    # --- keeping people out --------------------------------------------------------------------------------

    async def block(self, user: UserId, person: UserId) -> bool:
        """Keep `person` out; False when they were out already. Raises `Oneself` and `UnknownUser`."""
        if person == user:
            raise Oneself
        async with self._db.transaction() as conn:
            if await people_store.name(conn, person) is None:
                raise UnknownUser
            return await store.block(conn, user, person, self._clock.now())

    async def unblock(self, user: UserId, person: UserId) -> bool:
        """Let `person` in again; False when they were not out."""
        async with self._db.transaction() as conn:
            return await store.unblock(conn, user, person)

    async def blocked(self, user: UserId, offset: int, limit: int) -> Blocked:
        """Return a page of whom `user` keeps out, the latest first."""
        async with self._db.reading() as conn:
            return Blocked(
                await store.count_blocked(conn, user),
                await store.blocked(conn, user, max(0, offset), max(0, limit)),
            )


def _book_name(first: str, last: str) -> Name:
    """Return a contact's name, cut to what clients show: it comes from an address book, not from a form."""
    return Name(clean_line(first)[:NAME_AT_MOST], clean_line(last)[:NAME_AT_MOST])


def _entry(person: UserId, card: Card, lookup: bytes) -> Entry:
    note = None if card.note is None else clean_text(card.note)[:NOTE_AT_MOST]
    return Entry(person, _book_name(card.first, card.last), lookup, note)


def _checked(note: str) -> str:
    note = clean_text(note)
    if utf16_length(note) > NOTE_AT_MOST:
        raise NoteTooLong
    return note
