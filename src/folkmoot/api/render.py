"""Domain facts -> TL objects, for one viewer.

Users are always whole, never `min`: some clients ask back for every one of those.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from folkmoot.domain.accounts import (
    Birthday,
    FullPerson,
    Name,
    NotifySettings,
    People,
    Person,
    Presence,
    SeenAbout,
    SeenAt,
    Sound,
    Span,
)
from folkmoot.kernel.clock import Clock
from folkmoot.kernel.ids import UserId
from folkmoot.mtproto import tl

from .peers import PeerKind, Peers


class Render:
    """Renders for a viewer whatever several namespaces show."""

    def __init__(self, people: People, peers: Peers, clock: Clock) -> None:
        self._people = people
        self._peers = peers
        self._clock = clock

    def user(self, viewer: UserId, person: Person) -> tl.User:
        """Return `person` as `viewer` may see them."""
        access_hash = self._peers.access_hash(viewer, PeerKind.USER, person.id)
        if person.is_deleted:
            return tl.User(id=person.id, access_hash=access_hash, deleted=True)
        return tl.User(
            id=person.id,
            access_hash=access_hash,
            self_=person.is_self,
            contact=person.is_contact,
            mutual_contact=person.is_mutual,
            bot=person.is_bot,
            verified=person.is_service,
            first_name=person.name.first,
            last_name=person.name.last or None,
            username=person.username,
            phone=person.phone,
            status=presence(person.presence),
        )

    async def users(self, viewer: UserId, ids: Iterable[UserId]) -> list[tl.TypeUser]:
        """Return those of `ids` that exist, in their order. Any number costs the same SQL statements."""
        wanted = list(dict.fromkeys(ids))
        seen = await self._people.see(viewer, wanted)
        return [self.user(viewer, seen[user]) for user in wanted if user in seen]

    def full(self, viewer: UserId, page: FullPerson) -> tl.UsersUserFull:
        """Return a person's own page as `viewer` may see it."""
        person = page.person
        full = tl.UserFull(
            id=person.id,
            settings=contact_bar(person, shares_phone=page.sees_viewers_phone),
            notify_settings=notify_settings(page.notify),
            common_chats_count=0,
            about=page.about or None,
            blocked=page.is_blocked,
            voice_messages_forbidden=not page.takes_voice,
            read_dates_private=page.read_time_private,
            private_forward_name=None if page.links_forwards else _in_full(page.own_name),
            birthday=birthday(page.birthday),
            note=tl.TextWithEntities(text=page.note, entities=[]) if page.note else None,
        )
        return tl.UsersUserFull(full_user=full, chats=[], users=[self.user(viewer, person)])

    def updates(self, updates: Sequence[tl.TypeUpdate], users: Sequence[tl.TypeUser] = ()) -> tl.Updates:
        """Wrap `updates`. `seq` is always 0: a count that restarts makes clients drop updates."""
        return tl.Updates(updates=updates, users=users, chats=[], date=int(self._clock.time()), seq=0)


def _in_full(name: Name) -> str:
    return f"{name.first} {name.last}".strip()


def seconds(at: datetime) -> int:
    """Return an instant as the wire counts it."""
    return int(at.timestamp())


_VAGUELY: dict[Span, type[tl.UserStatusRecently | tl.UserStatusLastWeek | tl.UserStatusLastMonth]] = {
    Span.RECENTLY: tl.UserStatusRecently,
    Span.LAST_WEEK: tl.UserStatusLastWeek,
    Span.LAST_MONTH: tl.UserStatusLastMonth,
}


def presence(seen: Presence | None) -> tl.TypeUserStatus | None:
    """Return when somebody was here; "long ago" has no span of its own on the wire."""
    match seen:
        case SeenAt(at):
            return tl.UserStatusOffline(was_online=seconds(at))
        case SeenAbout(span, by_me) if span in _VAGUELY:
            return _VAGUELY[span](by_me=by_me)
        case SeenAbout():
            return tl.UserStatusEmpty()
    return None


def contact_bar(person: Person, *, shares_phone: bool) -> tl.PeerSettings:
    """Return what a client offers above a chat with `person`: add, block, or share one's own number."""
    stranger = not (person.is_self or person.is_contact or person.is_deleted or person.is_service)
    return tl.PeerSettings(
        add_contact=stranger,
        block_contact=stranger,
        report_spam=stranger,
        share_contact=person.is_contact and not shares_phone,
        need_contacts_exception=stranger and not shares_phone,
    )


def birthday(day: Birthday | None) -> tl.Birthday | None:
    """Return a birthday, with its year if the person tells it."""
    return None if day is None else tl.Birthday(day=day.day, month=day.month, year=day.year)


def notify_settings(chosen: NotifySettings) -> tl.PeerNotifySettings:
    """Return notify settings; one sound serves all platforms."""
    sound, stories = notification_sound(chosen.sound), notification_sound(chosen.stories_sound)
    return tl.PeerNotifySettings(
        show_previews=chosen.show_previews,
        silent=chosen.silent,
        mute_until=chosen.mute_until,
        ios_sound=sound,
        android_sound=sound,
        other_sound=sound,
        stories_muted=chosen.stories_muted,
        stories_hide_sender=chosen.stories_hide_sender,
        stories_ios_sound=stories,
        stories_android_sound=stories,
        stories_other_sound=stories,
    )


def notification_sound(sound: Sound | None) -> tl.TypeNotificationSound | None:
    """Return a sound as a client names it."""
    match sound:
        case Sound("none"):
            return tl.NotificationSoundNone()
        case Sound("local", title, data):
            return tl.NotificationSoundLocal(title=title, data=data)
        case Sound("ringtone", id=id):
            return tl.NotificationSoundRingtone(id=id)
        case Sound():
            return tl.NotificationSoundDefault()
    return None
