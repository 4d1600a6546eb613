"""account.*, as far as it is about people, as clients see it."""

import pytest

from folkmoot.api.account import GENERAL, KEYS
from folkmoot.domain.accounts import PrivacyKey
from folkmoot.mtproto import tl
from tests.api.household import Household, Refusal


async def test_a_new_name_is_answered_and_told_to_the_other_devices(household: Household) -> None:
    ada = await household.join("Ada")
    user = await ada.call(tl.AccountUpdateProfile(first_name="Augusta", last_name="King", about="Countess"))
    assert (user.first_name, user.last_name, user.self_) == ("Augusta", "King", True)
    assert household.push.take() == [
        tl.UpdateUserName(user_id=ada.id, first_name="Augusta", last_name="King", usernames=[])
    ]
    await ada.call(tl.AccountUpdateProfile(about="analyst"))
    assert household.push.take() == []
    assert (await ada.call(tl.UsersGetFullUser(id=tl.InputUserSelf()))).full_user.about == "analyst"


@pytest.mark.parametrize(
    ("request_", "name"),
    [
        (tl.AccountUpdateProfile(first_name=" "), "FIRSTNAME_INVALID"),
        (tl.AccountUpdateProfile(about="x" * 71), "ABOUT_TOO_LONG"),
        (tl.AccountUpdateBirthday(birthday=tl.Birthday(day=31, month=2)), "BIRTHDAY_INVALID"),
        (tl.AccountCheckUsername(username="no"), "USERNAME_INVALID"),
        (tl.AccountUpdateUsername(username="ab__cd"), "USERNAME_INVALID"),
        (tl.AccountUpdateUsername(username="telegram"), "USERNAME_OCCUPIED"),
        (tl.AccountUpdateUsername(username=""), "USERNAME_NOT_MODIFIED"),
        (tl.AccountSetAccountTTL(ttl=tl.AccountDaysTTL(days=1)), "TTL_DAYS_INVALID"),
        (tl.AccountSetPrivacy(key=tl.InputPrivacyKeyAbout(), rules=[]), "PRIVACY_VALUE_INVALID"),
    ],
)
async def test_what_cannot_be_is_refused_by_its_exact_name(
    household: Household, request_: tl.TLObject, name: str
) -> None:
    ada = await household.join("Ada")
    with pytest.raises(Refusal, match=name):
        await ada.call(request_)


async def test_a_username_is_checked_taken_and_told(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    assert await ada.call(tl.AccountCheckUsername(username="lovelace")) is True
    assert (await ada.call(tl.AccountUpdateUsername(username="lovelace"))).username == "lovelace"
    [update] = household.push.take()
    assert update.usernames == [tl.Username(username="lovelace", active=True, editable=True)]
    assert await bob.call(tl.AccountCheckUsername(username="LoveLace")) is False
    assert await ada.call(tl.AccountCheckUsername(username="LoveLace")) is True
    with pytest.raises(Refusal, match="USERNAME_OCCUPIED"):
        await bob.call(tl.AccountUpdateUsername(username="LOVELACE"))


async def test_a_birthday_is_shown_and_forgotten(household: Household) -> None:
    ada = await household.join("Ada")
    day = tl.Birthday(day=10, month=12, year=1915)
    assert await ada.call(tl.AccountUpdateBirthday(birthday=day)) is True
    assert (await ada.call(tl.UsersGetFullUser(id=tl.InputUserSelf()))).full_user.birthday == day
    assert await ada.call(tl.AccountUpdateBirthday()) is True
    assert (await ada.call(tl.UsersGetFullUser(id=tl.InputUserSelf()))).full_user.birthday is None


async def test_being_here_moves_last_seen(household: Household) -> None:
    ada = await household.join("Ada")
    for offline in (False, True):
        household.clock.advance(60)
        assert await ada.call(tl.AccountUpdateStatus(offline=offline)) is True
        [me] = await ada.call(tl.UsersGetUsers(id=[tl.InputUserSelf()]))
        assert me.status == tl.UserStatusOffline(was_online=int(household.clock.time()))


# --- privacy --------------------------------------------------------------------------------------------


def test_every_key_and_rule_of_the_wire_has_a_meaning_here() -> None:
    def named(begin: str) -> set[type]:
        return {getattr(tl, name) for name in dir(tl) if name.startswith(begin)}

    assert set(KEYS) == named("InputPrivacyKey")
    assert {key for key, _ in KEYS.values()} == set(PrivacyKey)
    assert {spelled for _, spelled in KEYS.values()} == named("PrivacyKey")
    naming = {
        tl.InputPrivacyValueAllowUsers,
        tl.InputPrivacyValueDisallowUsers,
        tl.InputPrivacyValueAllowChatParticipants,
        tl.InputPrivacyValueDisallowChatParticipants,
    }
    assert set(GENERAL) | naming == named("InputPrivacyValue")


@pytest.mark.parametrize("key", KEYS)
async def test_each_setting_has_a_default_and_keeps_what_it_is_given(
    household: Household, key: type[tl.TypeInputPrivacyKey]
) -> None:
    ada = await household.join("Ada")
    assert (await ada.call(tl.AccountGetPrivacy(key=key()))).rules
    await ada.call(tl.AccountSetPrivacy(key=key(), rules=[tl.InputPrivacyValueAllowContacts()]))
    answer = await ada.call(tl.AccountGetPrivacy(key=key()))
    assert answer.rules == [tl.PrivacyValueAllowContacts()]


async def test_rules_of_every_kind_come_back_the_narrowest_first(household: Household) -> None:
    ada, bob, cid = [await household.join(name) for name in ("Ada", "Bob", "Cid")]
    rules: list[tl.TypeInputPrivacyRule] = [
        tl.InputPrivacyValueAllowAll(),
        tl.InputPrivacyValueDisallowContacts(),
        tl.InputPrivacyValueDisallowBots(),
        tl.InputPrivacyValueAllowPremium(),
        tl.InputPrivacyValueAllowCloseFriends(),
        tl.InputPrivacyValueDisallowChatParticipants(chats=[5]),
        tl.InputPrivacyValueAllowChatParticipants(chats=[7, 6]),
        tl.InputPrivacyValueAllowUsers(users=[ada.user(bob)]),
        tl.InputPrivacyValueDisallowUsers(users=[ada.user(cid)]),
    ]
    answer = await ada.call(tl.AccountSetPrivacy(key=tl.InputPrivacyKeyAbout(), rules=rules))
    assert answer.rules == [
        tl.PrivacyValueDisallowUsers(users=[cid.id]),
        tl.PrivacyValueAllowUsers(users=[bob.id]),
        tl.PrivacyValueDisallowChatParticipants(chats=[5]),
        tl.PrivacyValueAllowChatParticipants(chats=[6, 7]),
        tl.PrivacyValueAllowCloseFriends(),
        tl.PrivacyValueAllowPremium(),
        tl.PrivacyValueDisallowBots(),
        tl.PrivacyValueDisallowContacts(),
        tl.PrivacyValueAllowAll(),
    ]
    assert {user.id for user in answer.users} == {bob.id, cid.id}
    assert household.push.take() == [tl.UpdatePrivacy(key=tl.PrivacyKeyAbout(), rules=answer.rules)]
    assert await ada.call(tl.AccountGetPrivacy(key=tl.InputPrivacyKeyAbout())) == answer


async def test_a_rule_can_only_name_people_who_were_shown(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    rule = tl.InputPrivacyValueAllowUsers(users=[bob.user(ada), tl.InputUser(user_id=bob.id, access_hash=1)])
    with pytest.raises(Refusal, match="USER_ID_INVALID"):
        await ada.call(tl.AccountSetPrivacy(key=tl.InputPrivacyKeyAbout(), rules=[rule]))


async def test_a_number_that_may_be_shown_is_shown_from_then_on(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    assert (await bob.call(tl.UsersGetUsers(id=[bob.user(ada)])))[0].phone is None
    rules: list[tl.TypeInputPrivacyRule] = [
        tl.InputPrivacyValueDisallowAll(),
        tl.InputPrivacyValueAllowUsers(users=[ada.user(bob)]),
    ]
    await ada.call(tl.AccountSetPrivacy(key=tl.InputPrivacyKeyPhoneNumber(), rules=rules))
    assert (await bob.call(tl.UsersGetUsers(id=[bob.user(ada)])))[0].phone == ada.phone


# --- small choices --------------------------------------------------------------------------------------


async def test_small_choices_are_kept_and_do_not_disturb_each_other(household: Household) -> None:
    ada = await household.join("Ada")
    wanted = tl.GlobalPrivacySettings(hide_read_marks=True, keep_archived_folders=True)
    assert await ada.call(tl.AccountSetGlobalPrivacySettings(settings=wanted)) == wanted
    assert await ada.call(tl.AccountSetContentSettings(sensitive_enabled=True)) is True
    assert await ada.call(tl.AccountSetContactSignUpNotification(silent=True)) is True
    assert await ada.call(tl.AccountSetAccountTTL(ttl=tl.AccountDaysTTL(days=180))) is True
    assert await ada.call(tl.AccountGetGlobalPrivacySettings()) == wanted
    assert (await ada.call(tl.AccountGetContentSettings())).sensitive_enabled
    assert await ada.call(tl.AccountGetContactSignUpNotification()) is True
    assert await ada.call(tl.AccountGetAccountTTL()) == tl.AccountDaysTTL(days=180)


async def test_what_nobody_chose_has_its_default(household: Household) -> None:
    ada = await household.join("Ada")
    assert await ada.call(tl.AccountGetGlobalPrivacySettings()) == tl.GlobalPrivacySettings()
    assert await ada.call(tl.AccountGetContentSettings()) == tl.AccountContentSettings(
        sensitive_can_change=True
    )
    assert await ada.call(tl.AccountGetContactSignUpNotification()) is False


async def test_nobody_can_ask_for_money_to_be_written_to(household: Household) -> None:
    ada = await household.join("Ada")
    with pytest.raises(Refusal, match="PREMIUM_ACCOUNT_REQUIRED"):
        await ada.call(
            tl.AccountSetGlobalPrivacySettings(
                settings=tl.GlobalPrivacySettings(noncontact_peers_paid_stars=5)
            )
        )


async def test_each_scope_has_notify_settings_of_its_own(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    scopes: list[tl.TypeInputNotifyPeer] = [
        tl.InputNotifyUsers(),
        tl.InputNotifyChats(),
        tl.InputNotifyBroadcasts(),
        tl.InputNotifyPeer(peer=ada.peer(bob)),
    ]
    sounds: list[tl.TypeNotificationSound] = [
        tl.NotificationSoundNone(),
        tl.NotificationSoundDefault(),
        tl.NotificationSoundLocal(title="be\0ll", data="bell.ogg"),
        tl.NotificationSoundRingtone(id=7),
    ]
    for n, (scope, sound) in enumerate(zip(scopes, sounds, strict=True)):
        assert await ada.call(tl.AccountGetNotifySettings(peer=scope)) == tl.PeerNotifySettings()
        chosen = tl.InputPeerNotifySettings(mute_until=n, silent=True, show_previews=False, sound=sound)
        assert await ada.call(tl.AccountUpdateNotifySettings(peer=scope, settings=chosen)) is True
    for n, (scope, sound) in enumerate(zip(scopes, sounds, strict=True)):
        kept = await ada.call(tl.AccountGetNotifySettings(peer=scope))
        assert (kept.mute_until, kept.silent, kept.show_previews) == (n, True, False)
        assert kept.other_sound == kept.ios_sound == kept.android_sound
        assert type(kept.other_sound) is type(sound)
    told = [update.peer for update in household.push.take()]
    assert told[-1] == tl.NotifyPeer(peer=tl.PeerUser(user_id=bob.id))
    assert await ada.call(tl.AccountResetNotifySettings()) is True
    assert await ada.call(tl.AccountGetNotifySettings(peer=scopes[0])) == tl.PeerNotifySettings()
    with pytest.raises(Refusal, match="PEER_ID_INVALID"):
        await ada.call(tl.AccountGetNotifySettings(peer=tl.InputNotifyPeer(peer=tl.InputPeerChat(chat_id=1))))


# --- the end --------------------------------------------------------------------------------------------


async def test_who_deletes_an_account_is_signed_out_with_it(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    assert await ada.call(tl.AccountDeleteAccount(reason="enough")) is True
    assert ada.device.user is None
    with pytest.raises(Refusal, match="AUTH_KEY_UNREGISTERED"):
        await ada.call(tl.UsersGetUsers(id=[tl.InputUserSelf()]))
    assert (await bob.call(tl.UsersGetUsers(id=[bob.user(ada)])))[0].deleted
