"""Small choices of an account that mean little to anybody else, and what holds until they are made. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .people_errors import BadTtl

TTL_DAYS = (30, 730)
"""Shortest and longest time without a sign of life after which an account deletes itself."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """An account's choices. A field that was never chosen has the value given here."""

    ttl_days: int = 548
    """Days without a sign of life after which the account deletes itself: eighteen months, as on Telegram."""
    archive_strangers: bool = False
    """New chats with people who are no contacts begin archived and silent."""
    keep_archived_unmuted: bool = False
    keep_archived_folders: bool = False
    hide_read_time: bool = False
    """Others do not learn when a message was read; in return, neither do I."""
    sensitive_content: bool = False
    """Shows what is marked as sensitive without asking."""
    silent_sign_ups: bool = False
    """No notice when a contact joins."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What a notification sounds like: `title` and `data` of a client's own file, `id` of a server's."""

    kind: Literal["default", "none", "local", "ringtone"]
    title: str = ""
    data: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class NotifySettings:
    """How a chat announces itself. None: as the wider scope says, or as the client likes."""

    show_previews: bool | None = None
    silent: bool | None = None
    mute_until: int | None = None
    """Seconds since 1970."""
    sound: Sound | None = None
    stories_muted: bool | None = None
    stories_hide_sender: bool | None = None
    stories_sound: Sound | None = None


@dataclass(frozen=True, slots=True)
class NotifyScope:
    """What notify settings are for: all chats of a kind, or one peer."""

    kind: Literal["users", "chats", "broadcasts", "user"]
    peer: int = 0

    @property
    def key(self) -> str:
        """As it is stored."""
        return f"{self.kind}:{self.peer}" if self.peer else self.kind


def check_ttl(days: int) -> int:
    """Return `days`, or raise `BadTtl`."""
    shortest, longest = TTL_DAYS
    if not shortest <= days <= longest:
        raise BadTtl
    return days
