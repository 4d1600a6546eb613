"""Public names. One table for every kind of owner, so that a name leads to one place only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from .people_errors import BadUsername, NoSuchUsername

SHORTEST, LONGEST = 5, 32

_SHAPE = re.compile(r"[A-Za-z](?:_?[A-Za-z0-9])*")

_RESERVED = """
abuse account addemoji addlist addstickers addtheme admin administrator anonymous appeal appeals auditor
authorities boost botfather channel confirmphone contact contacts everyone folkmoot giftcode group help
impressum invoice joinchat ledger legal login moderation moderator moderators mydata notifications
official operator password police postmaster privacy proxy register report reports resolve root
searchbot searchreport security service services setlanguage settings share socks staff stories support
system telegram terms transparency trust trustandsafety unsubscribe username verification verify
webmaster
"""

RESERVED = frozenset(_RESERVED.split())
"""Names that nobody may take: the house's own bots and offices, and words that links give another meaning.

The built-in bots take theirs through `Usernames.assign`.
"""


class OwnerKind(IntEnum):
    """What a username leads to. The numbers are stored."""

    USER = 0
    CHAT = 1


@dataclass(frozen=True, slots=True)
class NameOwner:
    """Who has a name."""

    kind: OwnerKind
    id: int


@dataclass(frozen=True, slots=True)
class Username:
    """A well-formed name."""

    spelled: str
    """As its owner writes it."""

    @property
    def folded(self) -> str:
        """As it is compared: names that differ only in case are one name."""
        return self.spelled.lower()

    @property
    def is_reserved(self) -> bool:
        """Whether nobody may choose it."""
        return self.folded in RESERVED


def check_username(text: str) -> Username:
    """Return `text` as a username, or raise `BadUsername`.

    5 to 32 letters, digits and underscores of ASCII; a letter first; no underscore last, nor two in a row.
    """
    if not SHORTEST <= len(text) <= LONGEST or _SHAPE.fullmatch(text) is None:
        raise BadUsername
    return Username(text)


def parse_username(text: str) -> Username:
    """Return what somebody looks up, with or without `@`. Raises `NoSuchUsername` for what is none."""
    try:
        return check_username(text.strip().removeprefix("@"))
    except BadUsername:
        raise NoSuchUsername from None
