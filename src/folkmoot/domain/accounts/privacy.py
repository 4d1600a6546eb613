"""Who may see and do what with an account: rules as their owner set them, and the one way to read them.

Telegram's clients send a list of rules and promise their users that exceptions win over the general choice.
So the order in which rules arrive means nothing here; what counts is how narrowly a rule names the viewer:

    named people  >  members of named chats  >  close friends  >  premium  >  bots  >  contacts  >  everybody

On one rung, refusing wins over allowing. Whom no rule names is refused. `Rules.listed` gives the rules back
in this very order, so that clients which take the first rule that fits come to the same verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from folkmoot.kernel.ids import UserId

from .people_errors import NoRules, TooManyNamed

NAMED_AT_MOST = 1000
"""People and chats that the exceptions of one setting may name."""


class PrivacyKey(IntEnum):
    """What a setting is about. The numbers are stored; never give one a second meaning."""

    LAST_SEEN = 1
    PHONE = 2
    FOUND_BY_PHONE = 3
    """Who finds the account by its number. Checked before anything is answered."""
    FORWARDS = 4
    """Whose forwards of my messages link to me."""
    PHOTO = 5
    ABOUT = 6
    BIRTHDAY = 7
    INVITES = 8
    """Who may add me to groups and channels."""
    CALLS = 9
    PEER_TO_PEER_CALLS = 10
    VOICE_MESSAGES = 11
    GIFTS_AUTO_SAVE = 12
    NO_PAID_MESSAGES = 13
    SAVED_MUSIC = 14


class Group(IntEnum):
    """Whom a general rule speaks of, the narrowest first. The numbers are stored."""

    CLOSE_FRIENDS = 1
    PREMIUM = 2
    BOTS = 3
    CONTACTS = 4
    EVERYBODY = 5


@dataclass(frozen=True, slots=True)
class Viewer:
    """What the owner of a setting has to do with the one who looks."""

    user: UserId
    is_contact: bool = False
    """Stands in the owner's contact book (not: has the owner in theirs)."""
    is_bot: bool = False
    is_premium: bool = False
    is_close_friend: bool = False
    chats: frozenset[int] = frozenset()
    """The chats that both are in, as far as the rules name them."""

    def belongs(self, group: Group) -> bool:
        """Say whether a rule for `group` speaks of this viewer."""
        match group:
            case Group.CLOSE_FRIENDS:
                return self.is_close_friend
            case Group.PREMIUM:
                return self.is_premium
            case Group.BOTS:
                return self.is_bot
            case Group.CONTACTS:
                return self.is_contact
            case Group.EVERYBODY:
                return True


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as clients list it: exactly one of `group`, `users` and `chats` is set."""

    allows: bool
    group: Group | None = None
    users: frozenset[UserId] = frozenset()
    chats: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Rules:
    """One setting. Equal settings are equal values, however their rules were ordered or repeated."""

    allowed: frozenset[Group] = frozenset()
    refused: frozenset[Group] = frozenset()
    allowed_users: frozenset[UserId] = frozenset()
    refused_users: frozenset[UserId] = frozenset()
    allowed_chats: frozenset[int] = frozenset()
    refused_chats: frozenset[int] = frozenset()

    @classmethod
    def of(cls, rules: list[Rule]) -> Rules:
        """Gather `rules`. Raises `NoRules` and `TooManyNamed`."""
        if not rules:
            raise NoRules
        made = cls(
            allowed=frozenset(r.group for r in rules if r.allows and r.group),
            refused=frozenset(r.group for r in rules if not r.allows and r.group),
            allowed_users=frozenset[UserId]().union(*(r.users for r in rules if r.allows)),
            refused_users=frozenset[UserId]().union(*(r.users for r in rules if not r.allows)),
            allowed_chats=frozenset[int]().union(*(r.chats for r in rules if r.allows)),
            refused_chats=frozenset[int]().union(*(r.chats for r in rules if not r.allows)),
        )
        if made.named > NAMED_AT_MOST:
            raise TooManyNamed
        return made

    @property
    def named(self) -> int:
        """How many people and chats the exceptions name."""
        exceptions = (self.allowed_users, self.refused_users, self.allowed_chats, self.refused_chats)
        return sum(map(len, exceptions))

    @property
    def people(self) -> frozenset[UserId]:
        """All people whom the exceptions name."""
        return self.allowed_users | self.refused_users

    def listed(self) -> Iterator[Rule]:
        """Yield the rules in the order in which they count, refusing ones first on each rung."""
        if self.refused_users:
            yield Rule(False, users=self.refused_users)
        if self.allowed_users:
            yield Rule(True, users=self.allowed_users)
        if self.refused_chats:
            yield Rule(False, chats=self.refused_chats)
        if self.allowed_chats:
            yield Rule(True, chats=self.allowed_chats)
        for group in Group:
            if group in self.refused:
                yield Rule(False, group)
            if group in self.allowed:
                yield Rule(True, group)

    def allow(self, viewer: Viewer) -> bool:
        """Say whether `viewer` may."""
        return next((rule.allows for rule in self.listed() if _names(rule, viewer)), False)

    def admitting(self, user: UserId) -> Rules:
        """Return the same setting with `user` among those whom it names and allows."""
        return Rules(
            self.allowed,
            self.refused,
            self.allowed_users | {user},
            self.refused_users - {user},
            self.allowed_chats,
            self.refused_chats,
        )


def _names(rule: Rule, viewer: Viewer) -> bool:
    if rule.group is not None:
        return viewer.belongs(rule.group)
    return viewer.user in rule.users or not rule.chats.isdisjoint(viewer.chats)


EVERYBODY = Rules(allowed=frozenset({Group.EVERYBODY}))
CONTACTS = Rules(allowed=frozenset({Group.CONTACTS}))
NOBODY = Rules(refused=frozenset({Group.EVERYBODY}))

DEFAULTS: dict[PrivacyKey, Rules] = {
    **dict.fromkeys(PrivacyKey, EVERYBODY),
    PrivacyKey.PHONE: CONTACTS,
    PrivacyKey.BIRTHDAY: CONTACTS,
    PrivacyKey.PEER_TO_PEER_CALLS: CONTACTS,
    PrivacyKey.NO_PAID_MESSAGES: NOBODY,
}
"""What holds until the owner chooses: docs/decisions/0006 says why."""
