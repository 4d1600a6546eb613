"""users.*: what a client gets to see of people."""

from datetime import timedelta

import pytest

from folkmoot.api.users import AT_ONCE
from folkmoot.domain.accounts import PrivacyKey
from folkmoot.kernel.ids import UserId
from folkmoot.mtproto import tl
from tests.api.household import Household, Refusal


async def test_users_come_in_the_order_asked_and_empty_where_nobody_is(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    asked: list[tl.TypeInputUser] = [
        ada.user(bob),
        tl.InputUser(user_id=bob.id, access_hash=5),
        tl.InputUserSelf(),
        ada.user(UserId(77)),
        tl.InputUserEmpty(),
        ada.user(bob),
    ]
    answer = await ada.call(tl.UsersGetUsers(id=asked))
    assert [type(user) for user in answer] == [
        tl.User,
        tl.UserEmpty,
        tl.User,
        tl.UserEmpty,
        tl.UserEmpty,
        tl.User,
    ]
    assert [user.id for user in answer] == [bob.id, bob.id, ada.id, 77, 0, bob.id]


async def test_oneself_is_shown_with_number_and_as_self(household: Household) -> None:
    ada = await household.join("Ada")
    [me] = await ada.call(tl.UsersGetUsers(id=[tl.InputUserSelf()]))
    assert (me.self_, me.phone, me.first_name, me.last_name) == (True, ada.phone, "Ada", None)
    assert me.status == tl.UserStatusOffline(was_online=int(household.clock.time()))
    assert (me.min, me.access_hash) == (False, ada.user(ada).access_hash)


async def test_a_stranger_a_contact_and_a_mutual_contact_look_different(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    [stranger] = await ada.call(tl.UsersGetUsers(id=[ada.user(bob)]))
    assert (stranger.contact, stranger.mutual_contact, stranger.phone) == (False, False, None)
    await household.town.write_down(ada.citizen, bob.citizen)
    [contact] = await ada.call(tl.UsersGetUsers(id=[ada.user(bob)]))
    assert (contact.contact, contact.mutual_contact, contact.phone) == (True, False, None)
    await household.town.write_down(bob.citizen, ada.citizen)
    [mutual] = await ada.call(tl.UsersGetUsers(id=[ada.user(bob)]))
    assert (mutual.contact, mutual.mutual_contact, mutual.phone) == (True, True, bob.phone)


async def test_each_viewer_gets_an_access_hash_of_their_own(household: Household) -> None:
    ada, bob, eve = [await household.join(name) for name in ("Ada", "Bob", "Eve")]
    [as_bob_sees] = await bob.call(tl.UsersGetUsers(id=[bob.user(ada)]))
    borrowed = tl.InputUser(user_id=ada.id, access_hash=as_bob_sees.access_hash)
    assert isinstance((await eve.call(tl.UsersGetUsers(id=[borrowed])))[0], tl.UserEmpty)
    with pytest.raises(Refusal, match="USER_ID_INVALID"):
        await eve.call(tl.UsersGetFullUser(id=borrowed))


async def test_a_time_that_is_hidden_is_shown_as_a_span(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    await household.town.hide(bob.citizen, PrivacyKey.LAST_SEEN)
    spans = []
    for days in (1, 4, 10, 30):
        household.clock.advance(timedelta(days=days))
        [seen] = await ada.call(tl.UsersGetUsers(id=[ada.user(bob)]))
        spans.append(type(seen.status))
    assert spans == [
        tl.UserStatusRecently,
        tl.UserStatusLastWeek,
        tl.UserStatusLastMonth,
        tl.UserStatusEmpty,
    ]


async def test_a_deleted_account_says_so_and_nothing_else(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    await household.town.leaving.delete(bob.id, bob.citizen.origin.key, None)
    [gone] = await ada.call(tl.UsersGetUsers(id=[ada.user(bob)]))
    assert gone == tl.User(id=bob.id, access_hash=ada.user(bob).access_hash, deleted=True)


@pytest.mark.parametrize("layer", [181, 198, 227, 229])
async def test_a_full_user_fits_every_layer(household: Household, layer: int) -> None:
    ada, bob = await household.join("Ada", layer), await household.join("Bob")
    town = household.town
    await town.people.change_profile(bob.id, about="Uncle")
    await town.contacts.add(ada.id, bob.id, "Uncle", "Bob", note="kind", show_phone=False)
    await town.hide(ada.citizen, PrivacyKey.PHONE)
    await town.hide(bob.citizen, PrivacyKey.FORWARDS)
    await town.hide(bob.citizen, PrivacyKey.VOICE_MESSAGES)
    answer = await ada.call(tl.UsersGetFullUser(id=ada.user(bob)))
    full, [user] = answer.full_user, answer.users
    assert (full.id, full.about, full.common_chats_count) == (bob.id, "Uncle", 0)
    assert (full.private_forward_name, full.voice_messages_forbidden) == ("Bob", True)
    assert full.settings.share_contact
    assert (user.id, user.first_name, user.contact) == (bob.id, "Uncle", True)


async def test_ones_own_page_is_complete(household: Household) -> None:
    ada = await household.join("Ada")
    answer = await ada.call(tl.UsersGetFullUser(id=tl.InputUserSelf()))
    assert answer.full_user.settings == tl.PeerSettings()
    assert answer.full_user.notify_settings == tl.PeerNotifySettings()
    assert (answer.full_user.blocked, answer.full_user.about) == (False, None)
    assert answer.users[0].self_


async def test_a_stranger_can_be_added_or_blocked_from_the_bar_above_the_chat(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    answer = await ada.call(tl.MessagesGetPeerSettings(peer=ada.peer(bob)))
    assert (answer.settings.add_contact, answer.settings.block_contact) == (True, True)
    assert answer.users[0].id == bob.id
    await household.town.contacts.accept(ada.id, bob.id)
    answer = await ada.call(tl.MessagesGetPeerSettings(peer=ada.peer(bob)))
    assert answer.settings == tl.PeerSettings()


async def test_people_who_are_not_there_and_too_many_at_once_are_refused(household: Household) -> None:
    ada = await household.join("Ada")
    with pytest.raises(Refusal, match="USER_ID_INVALID"):
        await ada.call(tl.UsersGetFullUser(id=ada.user(UserId(77))))
    with pytest.raises(Refusal, match="LIMIT_INVALID"):
        await ada.call(tl.UsersGetUsers(id=[tl.InputUserSelf()] * (AT_ONCE + 1)))


async def test_many_users_cost_what_one_costs(household: Household) -> None:
    ada, *others = [await household.join(f"Citizen {n}") for n in range(5)]
    costs = []
    for asked in (others[:1], others):
        with household.town.desk.db.count() as statements:
            await ada.call(tl.UsersGetUsers(id=[ada.user(other) for other in asked]))
        costs.append(len(statements))
    assert costs == [2, 2]


async def test_a_peer_is_taken_where_a_user_is_wanted(household: Household) -> None:
    """Pyrogram's family names every user as a peer, and servers have always taken it."""
    ada, bob = await household.join("Ada"), await household.join("Bob")
    for given, id in [(ada.peer(bob), bob.id), (tl.InputPeerSelf(), ada.id)]:
        page = await ada.call(tl.UsersGetFullUser(id=given))  # type: ignore[arg-type]
        assert page.full_user.id == id
    users = await ada.call(tl.UsersGetUsers(id=[ada.peer(bob), tl.InputPeerEmpty()]))  # type: ignore[list-item]
    assert [type(user) for user in users] == [tl.User, tl.UserEmpty]
