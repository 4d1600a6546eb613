"""People as others may see them: the facts, the ties between two people, and what follows from both. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from folkmoot.kernel.ids import UserId
from folkmoot.kernel.text import clean_text, utf16_length

from .model import SERVICE, Name
from .people_errors import AboutTooLong, BadBirthday
from .preferences import NotifySettings
from .privacy import DEFAULTS, PrivacyKey, Rules, Viewer

ABOUT_AT_MOST = 70
"""UTF-16 units of the text that people write about themselves."""


def check_about(text: str) -> str:
    """Return the cleaned text. Raises `AboutTooLong`."""
    text = clean_text(text)
    if utf16_length(text) > ABOUT_AT_MOST:
        raise AboutTooLong
    return text


@dataclass(frozen=True, slots=True)
class Birthday:
    """A day of the year, and the year for those who tell it."""

    day: int
    month: int
    year: int | None

    def check(self, today: date) -> None:
        """Raise `BadBirthday` for a day that does not exist, lies ahead, or more than 150 years back."""
        try:
            born = date(self.year or 2000, self.month, self.day)  # 2000 has a 29 February
        except ValueError:
            raise BadBirthday from None
        if self.year is not None and not today.year - 150 <= born.year <= today.year:
            raise BadBirthday
        if self.year is not None and born > today:
            raise BadBirthday


class Span(Enum):
    """How long ago somebody was here, for who may not know exactly. The value is where the span ends."""

    RECENTLY = timedelta(days=3)
    LAST_WEEK = timedelta(days=7)
    LAST_MONTH = timedelta(days=30)
    LONG_AGO = timedelta.max


@dataclass(frozen=True, slots=True)
class SeenAt:
    """When somebody was last here, for those who may know."""

    at: datetime


@dataclass(frozen=True, slots=True)
class SeenAbout:
    """Roughly when somebody was last here."""

    span: Span
    by_me: bool = False
    """The viewer would know exactly, if they did not hide their own time from this person."""


Presence = SeenAt | SeenAbout


@dataclass(frozen=True, slots=True)
class Facts:
    """What an account shows to nearly everybody, as stored."""

    id: UserId
    name: Name
    username: str | None
    sealed_phone: bytes | None
    seen_at: datetime
    is_bot: bool
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class Ties:
    """What a viewer and an account have to do with each other."""

    book_name: Name | None = None
    """As the viewer's contact book has it; None when the account is no contact of the viewer."""
    knows_number: bool = False
    """The viewer typed the number that the account has today."""
    has_viewer: bool = False
    """The viewer stands in the account's contact book."""
    blocks_viewer: bool = False
    is_blocked: bool = False
    """By the viewer."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One account's privacy settings, as far as they were chosen; the rest are the defaults."""

    chosen: Mapping[PrivacyKey, Rules]

    def of(self, key: PrivacyKey) -> Rules:
        """Return the rules that hold for `key`."""
        return self.chosen.get(key, DEFAULTS[key])


@dataclass(frozen=True, slots=True)
class Look:
    """One viewer looks at one account: what the account's settings say to it."""

    viewer: UserId
    facts: Facts
    ties: Ties
    theirs: Settings
    mine: Settings
    """The viewer's own, because who hides a time sees no times."""

    @property
    def is_self(self) -> bool:
        return self.viewer == self.facts.id

    def allows(self, key: PrivacyKey) -> bool:
        """Say whether the account lets the viewer. Whom it blocks, it lets nothing."""
        if self.is_self:
            return True
        if self.ties.blocks_viewer or self.facts.is_deleted:
            return False
        return self.theirs.of(key).allow(Viewer(self.viewer, is_contact=self.ties.has_viewer))

    @property
    def shows_phone(self) -> bool:
        """Whether the viewer may read the number. Who typed it knows it, and is told that it still holds."""
        return self.ties.knows_number or self.allows(PrivacyKey.PHONE)

    def presence(self, now: datetime) -> Presence | None:
        """Return when the account was last here, as exactly as the viewer may know; None when nobody may."""
        if self.facts.is_bot or self.facts.is_deleted or self.facts.id == SERVICE:
            return None
        if self.ties.blocks_viewer:
            return SeenAbout(Span.LONG_AGO)
        hides = not self.is_self and not self._shows_own_time()
        if self.allows(PrivacyKey.LAST_SEEN) and not hides:
            return SeenAt(self.facts.seen_at)
        return SeenAbout(span(now - self.facts.seen_at), by_me=hides and self.allows(PrivacyKey.LAST_SEEN))

    def _shows_own_time(self) -> bool:
        me = Viewer(self.facts.id, is_contact=self.ties.book_name is not None)
        return self.mine.of(PrivacyKey.LAST_SEEN).allow(me)


def span(ago: timedelta) -> Span:
    """Return the span that `ago` lies in."""
    return next(each for each in Span if ago < each.value)


@dataclass(frozen=True, slots=True)
class Person:
    """An account as one viewer may see it."""

    id: UserId
    name: Name
    """The contact book's when it has one, else the account's own."""
    username: str | None
    phone: str | None
    presence: Presence | None
    is_self: bool
    is_contact: bool
    is_mutual: bool
    is_bot: bool
    is_deleted: bool

    @property
    def is_service(self) -> bool:
        """Whether this is the account that speaks for the server."""
        return self.id == SERVICE


def person(look: Look, phone: str | None, now: datetime) -> Person:
    """Return what the viewer sees; `phone` is the number, if `look.shows_phone`."""
    facts, ties = look.facts, look.ties
    book = ties.book_name
    return Person(
        id=facts.id,
        name=book if book is not None and book.first + book.last else facts.name,
        username=facts.username,
        phone=phone,
        presence=look.presence(now),
        is_self=look.is_self,
        is_contact=book is not None,
        is_mutual=book is not None and ties.has_viewer,
        is_bot=facts.is_bot,
        is_deleted=facts.is_deleted,
    )


@dataclass(frozen=True, slots=True)
class Details:
    """What an account shows on its own page only, as stored."""

    about: str
    birthday: Birthday | None
    note: str
    """The viewer's own, about this contact."""
    hides_read_time: bool
    notify: NotifySettings
    """The viewer's own, for this account."""


@dataclass(frozen=True, slots=True)
class FullPerson:
    """An account's own page as one viewer may see it."""

    person: Person
    own_name: Name
    """Whatever the viewer's contact book says."""
    about: str
    birthday: Birthday | None
    note: str
    is_blocked: bool
    """By the viewer."""
    links_forwards: bool
    """Whether forwards of the account's messages link to it."""
    takes_voice: bool
    read_time_private: bool
    sees_viewers_phone: bool
    notify: NotifySettings


def full_person(look: Look, seen: Person, details: Details) -> FullPerson:
    """Return what the viewer sees on the account's own page."""
    me = Viewer(look.facts.id, is_contact=look.ties.book_name is not None)
    return FullPerson(
        person=seen,
        own_name=look.facts.name,
        about=details.about if look.allows(PrivacyKey.ABOUT) else "",
        birthday=details.birthday if look.allows(PrivacyKey.BIRTHDAY) else None,
        note=details.note,
        is_blocked=look.ties.is_blocked,
        links_forwards=look.allows(PrivacyKey.FORWARDS),
        takes_voice=look.allows(PrivacyKey.VOICE_MESSAGES),
        read_time_private=details.hides_read_time,
        sees_viewers_phone=look.is_self or look.mine.of(PrivacyKey.PHONE).allow(me),
        notify=details.notify,
    )
