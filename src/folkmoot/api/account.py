"""account.*, as far as it is about people: profile, username, privacy, notifications, small choices, the end.

Signing in, passwords and devices are in auth.py, password.py and sessions.py.
"""

from __future__ import annotations

from collections.abc import Callable

from folkmoot.domain.accounts import (
    Birthday,
    Choices,
    Group,
    Leaving,
    NameOwner,
    NotifyScope,
    NotifySettings,
    OwnerKind,
    People,
    Preferences,
    PrivacyKey,
    Proof,
    Rule,
    Rules,
    Sound,
    Usernames,
)
from folkmoot.kernel.ids import UserId
from folkmoot.kernel.text import clean_line
from folkmoot.mtproto import tl

from .caller import Caller
from .dispatch import serves
from .errors import Rpc
from .password import proof
from .peers import Peers
from .push import Push
from .render import Render, notify_settings

KEYS: dict[type[tl.TypeInputPrivacyKey], tuple[PrivacyKey, type[tl.TypePrivacyKey]]] = {
    tl.InputPrivacyKeyStatusTimestamp: (PrivacyKey.LAST_SEEN, tl.PrivacyKeyStatusTimestamp),
    tl.InputPrivacyKeyPhoneNumber: (PrivacyKey.PHONE, tl.PrivacyKeyPhoneNumber),
    tl.InputPrivacyKeyAddedByPhone: (PrivacyKey.FOUND_BY_PHONE, tl.PrivacyKeyAddedByPhone),
    tl.InputPrivacyKeyForwards: (PrivacyKey.FORWARDS, tl.PrivacyKeyForwards),
    tl.InputPrivacyKeyProfilePhoto: (PrivacyKey.PHOTO, tl.PrivacyKeyProfilePhoto),
    tl.InputPrivacyKeyAbout: (PrivacyKey.ABOUT, tl.PrivacyKeyAbout),
    tl.InputPrivacyKeyBirthday: (PrivacyKey.BIRTHDAY, tl.PrivacyKeyBirthday),
    tl.InputPrivacyKeyChatInvite: (PrivacyKey.INVITES, tl.PrivacyKeyChatInvite),
    tl.InputPrivacyKeyPhoneCall: (PrivacyKey.CALLS, tl.PrivacyKeyPhoneCall),
    tl.InputPrivacyKeyPhoneP2P: (PrivacyKey.PEER_TO_PEER_CALLS, tl.PrivacyKeyPhoneP2P),
    tl.InputPrivacyKeyVoiceMessages: (PrivacyKey.VOICE_MESSAGES, tl.PrivacyKeyVoiceMessages),
    tl.InputPrivacyKeyStarGiftsAutoSave: (PrivacyKey.GIFTS_AUTO_SAVE, tl.PrivacyKeyStarGiftsAutoSave),
    tl.InputPrivacyKeyNoPaidMessages: (PrivacyKey.NO_PAID_MESSAGES, tl.PrivacyKeyNoPaidMessages),
    tl.InputPrivacyKeySavedMusic: (PrivacyKey.SAVED_MUSIC, tl.PrivacyKeySavedMusic),
}

GENERAL: dict[type[tl.TypeInputPrivacyRule], tuple[bool, Group, Callable[[], tl.TypePrivacyRule]]] = {
    tl.InputPrivacyValueAllowAll: (True, Group.EVERYBODY, tl.PrivacyValueAllowAll),
    tl.InputPrivacyValueDisallowAll: (False, Group.EVERYBODY, tl.PrivacyValueDisallowAll),
    tl.InputPrivacyValueAllowContacts: (True, Group.CONTACTS, tl.PrivacyValueAllowContacts),
    tl.InputPrivacyValueDisallowContacts: (False, Group.CONTACTS, tl.PrivacyValueDisallowContacts),
    tl.InputPrivacyValueAllowBots: (True, Group.BOTS, tl.PrivacyValueAllowBots),
    tl.InputPrivacyValueDisallowBots: (False, Group.BOTS, tl.PrivacyValueDisallowBots),
    tl.InputPrivacyValueAllowPremium: (True, Group.PREMIUM, tl.PrivacyValueAllowPremium),
    tl.InputPrivacyValueAllowCloseFriends: (True, Group.CLOSE_FRIENDS, tl.PrivacyValueAllowCloseFriends),
}
"""Rules that name nobody: (allows, whom, how the answer spells it)."""

_SPELLED = {(allows, group): spelled for allows, group, spelled in GENERAL.values()}


class Account:
    """The people's part of the namespace `account`."""

    def __init__(
        self,
        people: People,
        usernames: Usernames,
        choices: Choices,
        leaving: Leaving,
        peers: Peers,
        render: Render,
        push: Push,
    ) -> None:
        self._people = people
        self._usernames = usernames
        self._choices = choices
        self._leaving = leaving
        self._peers = peers
        self._render = render
        self._push = push

    # --- profile -------------------------------------------------------------------------------------------

    @serves(tl.AccountUpdateProfile)
    async def update_profile(self, caller: Caller, request: tl.AccountUpdateProfile) -> tl.TypeUser:
        renamed = await self._people.change_profile(
            caller.user, first=request.first_name, last=request.last_name, about=request.about
        )
        return await self._oneself(caller, tell=renamed)

    @serves(tl.AccountUpdateBirthday)
    async def update_birthday(self, caller: Caller, request: tl.AccountUpdateBirthday) -> bool:
        given = request.birthday
        day = None if given is None else Birthday(given.day, given.month, given.year)
        await self._people.set_birthday(caller.user, day)
        return True

    @serves(tl.AccountUpdateStatus)
    async def update_status(self, caller: Caller, request: tl.AccountUpdateStatus) -> bool:
        """Going offline is a sign of life as well: it is when one was last here."""
        await self._people.was_here(caller.user)
        return True

    @serves(tl.AccountCheckUsername)
    async def check_username(self, caller: Caller, request: tl.AccountCheckUsername) -> bool:
        return await self._usernames.is_free(request.username, NameOwner(OwnerKind.USER, caller.user))

    @serves(tl.AccountUpdateUsername)
    async def update_username(self, caller: Caller, request: tl.AccountUpdateUsername) -> tl.TypeUser:
        await self._usernames.change(caller.user, request.username)
        return await self._oneself(caller, tell=True)

    async def _oneself(self, caller: Caller, *, tell: bool) -> tl.TypeUser:
        me = await self._people.one(caller.user, caller.user)
        user = self._render.user(caller.user, me)
        if tell:
            names = [tl.Username(username=me.username, active=True, editable=True)] if me.username else []
            update = tl.UpdateUserName(
                user_id=me.id, first_name=me.name.first, last_name=me.name.last, usernames=names
            )
            updates = self._render.updates([update], [user])
            await self._push.to_user(caller.user, updates, but=caller.session)
        return user

    # --- privacy -------------------------------------------------------------------------------------------

    @serves(tl.AccountGetPrivacy)
    async def get_privacy(self, caller: Caller, request: tl.AccountGetPrivacy) -> tl.AccountPrivacyRules:
        key, _ = KEYS[type(request.key)]
        return await self._privacy(caller, await self._choices.rules(caller.user, key))

    @serves(tl.AccountSetPrivacy)
    async def set_privacy(self, caller: Caller, request: tl.AccountSetPrivacy) -> tl.AccountPrivacyRules:
        key, spelled = KEYS[type(request.key)]
        rules = Rules.of([self._rule(caller.user, rule) for rule in request.rules])
        await self._choices.set_rules(caller.user, key, rules)
        answer = await self._privacy(caller, rules)
        update = tl.UpdatePrivacy(key=spelled(), rules=answer.rules)
        await self._push.to_user(
            caller.user, self._render.updates([update], answer.users), but=caller.session
        )
        return answer

    def _rule(self, viewer: UserId, rule: tl.TypeInputPrivacyRule) -> Rule:
        match rule:
            case tl.InputPrivacyValueAllowUsers(users=users):
                return Rule(True, users=frozenset(self._peers.user(viewer, user) for user in users))
            case tl.InputPrivacyValueDisallowUsers(users=users):
                return Rule(False, users=frozenset(self._peers.user(viewer, user) for user in users))
            case tl.InputPrivacyValueAllowChatParticipants(chats=chats):
                return Rule(True, chats=frozenset(chats))
            case tl.InputPrivacyValueDisallowChatParticipants(chats=chats):
                return Rule(False, chats=frozenset(chats))
        allows, group, _ = GENERAL[type(rule)]
        return Rule(allows, group)

    async def _privacy(self, caller: Caller, rules: Rules) -> tl.AccountPrivacyRules:
        return tl.AccountPrivacyRules(
            rules=[_spelled(rule) for rule in rules.listed()],
            chats=[],
            users=await self._render.users(caller.user, sorted(rules.people)),
        )

    # --- small choices -------------------------------------------------------------------------------------

    @serves(tl.AccountGetGlobalPrivacySettings)
    async def get_global_privacy_settings(
        self, caller: Caller, request: tl.AccountGetGlobalPrivacySettings
    ) -> tl.GlobalPrivacySettings:
        return _global_privacy(await self._choices.preferences(caller.user))

    @serves(tl.AccountSetGlobalPrivacySettings)
    async def set_global_privacy_settings(
        self, caller: Caller, request: tl.AccountSetGlobalPrivacySettings
    ) -> tl.GlobalPrivacySettings:
        wanted = request.settings
        if wanted.new_noncontact_peers_require_premium or wanted.noncontact_peers_paid_stars:
            raise Rpc(400, "PREMIUM_ACCOUNT_REQUIRED")
        chosen = await self._choices.prefer(
            caller.user,
            archive_strangers=wanted.archive_and_mute_new_noncontact_peers,
            keep_archived_unmuted=wanted.keep_archived_unmuted,
            keep_archived_folders=wanted.keep_archived_folders,
            hide_read_time=wanted.hide_read_marks,
        )
        return _global_privacy(chosen)

    @serves(tl.AccountGetContentSettings)
    async def get_content_settings(
        self, caller: Caller, request: tl.AccountGetContentSettings
    ) -> tl.AccountContentSettings:
        chosen = await self._choices.preferences(caller.user)
        return tl.AccountContentSettings(
            sensitive_enabled=chosen.sensitive_content, sensitive_can_change=True
        )

    @serves(tl.AccountSetContentSettings)
    async def set_content_settings(self, caller: Caller, request: tl.AccountSetContentSettings) -> bool:
        await self._choices.prefer(caller.user, sensitive_content=request.sensitive_enabled)
        return True

    @serves(tl.AccountGetContactSignUpNotification)
    async def get_contact_sign_up_notification(
        self, caller: Caller, request: tl.AccountGetContactSignUpNotification
    ) -> bool:
        return (await self._choices.preferences(caller.user)).silent_sign_ups

    @serves(tl.AccountSetContactSignUpNotification)
    async def set_contact_sign_up_notification(
        self, caller: Caller, request: tl.AccountSetContactSignUpNotification
    ) -> bool:
        await self._choices.prefer(caller.user, silent_sign_ups=request.silent)
        return True

    # --- notifications -------------------------------------------------------------------------------------

    @serves(tl.AccountGetNotifySettings)
    async def get_notify_settings(
        self, caller: Caller, request: tl.AccountGetNotifySettings
    ) -> tl.PeerNotifySettings:
        scope, _ = self._scope(caller.user, request.peer)
        return notify_settings(await self._choices.notify_settings(caller.user, scope))

    @serves(tl.AccountUpdateNotifySettings)
    async def update_notify_settings(self, caller: Caller, request: tl.AccountUpdateNotifySettings) -> bool:
        scope, peer = self._scope(caller.user, request.peer)
        chosen = _notify_settings(request.settings)
        await self._choices.set_notify_settings(caller.user, scope, chosen)
        update = tl.UpdateNotifySettings(peer=peer, notify_settings=notify_settings(chosen))
        await self._push.to_user(caller.user, self._render.updates([update]), but=caller.session)
        return True

    @serves(tl.AccountResetNotifySettings)
    async def reset_notify_settings(self, caller: Caller, request: tl.AccountResetNotifySettings) -> bool:
        await self._choices.forget_notify_settings(caller.user)
        return True

    def _scope(self, viewer: UserId, peer: tl.TypeInputNotifyPeer) -> tuple[NotifyScope, tl.TypeNotifyPeer]:
        match peer:
            case tl.InputNotifyUsers():
                return NotifyScope("users"), tl.NotifyUsers()
            case tl.InputNotifyChats():
                return NotifyScope("chats"), tl.NotifyChats()
            case tl.InputNotifyBroadcasts():
                return NotifyScope("broadcasts"), tl.NotifyBroadcasts()
            case tl.InputNotifyPeer(peer=given):
                user = self._peers.person(viewer, given)
                return NotifyScope("user", user), tl.NotifyPeer(peer=tl.PeerUser(user_id=user))
        raise Rpc(400, "PEER_ID_INVALID")

    # --- the end -------------------------------------------------------------------------------------------

    @serves(tl.AccountGetAccountTTL)
    async def get_account_ttl(self, caller: Caller, request: tl.AccountGetAccountTTL) -> tl.AccountDaysTTL:
        return tl.AccountDaysTTL(days=(await self._choices.preferences(caller.user)).ttl_days)

    @serves(tl.AccountSetAccountTTL)
    async def set_account_ttl(self, caller: Caller, request: tl.AccountSetAccountTTL) -> bool:
        await self._choices.prefer(caller.user, ttl_days=request.ttl.days)
        return True

    @serves(tl.AccountDeleteAccount)
    async def delete_account(self, caller: Caller, request: tl.AccountDeleteAccount) -> bool:
        await self._leaving.delete(caller.user, caller.device.key_id, _proof(request.password))
        caller.device.signed_out()
        return True


def _proof(given: tl.TypeInputCheckPasswordSRP | None) -> Proof | None:
    return None if given is None else proof(given)


def _spelled(rule: Rule) -> tl.TypePrivacyRule:
    users, chats = sorted(rule.users), sorted(rule.chats)
    match rule.allows, rule.group:
        case allows, Group() as group:
            return _SPELLED[allows, group]()
        case True, None:
            if users:
                return tl.PrivacyValueAllowUsers(users=users)
            return tl.PrivacyValueAllowChatParticipants(chats=chats)
    if users:
        return tl.PrivacyValueDisallowUsers(users=users)
    return tl.PrivacyValueDisallowChatParticipants(chats=chats)


def _global_privacy(chosen: Preferences) -> tl.GlobalPrivacySettings:
    return tl.GlobalPrivacySettings(
        archive_and_mute_new_noncontact_peers=chosen.archive_strangers,
        keep_archived_unmuted=chosen.keep_archived_unmuted,
        keep_archived_folders=chosen.keep_archived_folders,
        hide_read_marks=chosen.hide_read_time,
    )


def _notify_settings(given: tl.InputPeerNotifySettings) -> NotifySettings:
    return NotifySettings(
        show_previews=given.show_previews,
        silent=given.silent,
        mute_until=given.mute_until,
        sound=_sound(given.sound),
        stories_muted=given.stories_muted,
        stories_hide_sender=given.stories_hide_sender,
        stories_sound=_sound(given.stories_sound),
    )


def _sound(given: tl.TypeNotificationSound | None) -> Sound | None:
    match given:
        case None:
            return None
        case tl.NotificationSoundNone():
            return Sound("none")
        case tl.NotificationSoundLocal(title=title, data=data):
            return Sound("local", clean_line(title)[:64], clean_line(data)[:256])
        case tl.NotificationSoundRingtone(id=id):
            return Sound("ringtone", id=id)
    return Sound("default")
