"""contacts.*: the book, finding people and keeping them out, as clients see it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.api.contacts import vector_hash
from folkmoot.domain.accounts import PrivacyKey
from folkmoot.mtproto import tl
from tests.api.household import Household, Member, Refusal
from tests.domain.accounts.town import NOBODYS_NUMBER


def card(client_id: int, phone: str, first: str = "Someone") -> tl.InputPhoneContact:
    return tl.InputPhoneContact(client_id=client_id, phone=phone, first_name=first, last_name="")


async def bring_in(member: Member, *phones: str) -> tl.ContactsImportedContacts:
    cards = [card(n, phone) for n, phone in enumerate(phones)]
    imported: tl.ContactsImportedContacts = await member.call(tl.ContactsImportContacts(contacts=cards))
    return imported


def added(name: str, other: tl.InputUser) -> tl.ContactsAddContact:
    return tl.ContactsAddContact(id=other, first_name=name, last_name="", phone="")


@given(st.lists(st.integers(0, 2**63 - 1)))
def test_the_hash_of_a_list_is_what_clients_compute(numbers: list[int]) -> None:
    made = 0
    for number in numbers:  # the steps of the published algorithm, in arithmetic without bounds
        made = made ^ (made >> 21)
        made = (made ^ (made << 35)) % 2**64
        made = made ^ (made >> 4)
        made = (made + number) % 2**64
    assert vector_hash(numbers) % 2**64 == made
    assert -(2**63) <= vector_hash(numbers) < 2**63


async def test_an_imported_book_answers_line_by_line(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    answer = await bring_in(ada, NOBODYS_NUMBER, "+" + bob.phone, "nonsense")
    assert answer.imported == [tl.ImportedContact(user_id=bob.id, client_id=1)]
    assert (answer.popular_invites, answer.retry_contacts) == ([], [])
    [user] = answer.users
    assert (user.id, user.contact, user.phone, user.first_name) == (bob.id, True, bob.phone, "Someone")
    assert household.push.take() == [tl.UpdateContactsReset()]


async def test_hidden_and_unknown_numbers_get_the_same_bytes_and_statements(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    await household.town.hide(bob.citizen, PrivacyKey.FOUND_BY_PHONE)
    traces = []
    for phone in (bob.phone, NOBODYS_NUMBER):
        with household.town.desk.db.count() as statements:
            answer = tl.encode(await bring_in(ada, phone))
            with pytest.raises(Refusal, match="PHONE_NOT_OCCUPIED"):
                await ada.call(tl.ContactsResolvePhone(phone=phone))
        traces.append((answer, statements.statements))
    assert traces[0] == traces[1]
    assert household.push.sent == []


async def test_the_book_is_sent_once_and_again_only_when_it_changed(household: Household) -> None:
    ada, bob, cid = [await household.join(name) for name in ("Ada", "Bob", "Cid")]
    empty = await ada.call(tl.ContactsGetContacts(hash=1))
    assert (empty.contacts, empty.users, empty.saved_count) == ([], [], 0)
    await bring_in(ada, bob.phone, cid.phone)
    await bring_in(cid, ada.phone)
    book = await ada.call(tl.ContactsGetContacts(hash=0))
    assert {contact.user_id: contact.mutual for contact in book.contacts} == {bob.id: False, cid.id: True}
    assert {user.id for user in book.users} == {bob.id, cid.id}
    known = vector_hash([book.saved_count, *sorted(user.id for user in book.users)])
    assert await ada.call(tl.ContactsGetContacts(hash=known)) == tl.ContactsContactsNotModified()
    await ada.call(tl.ContactsDeleteContacts(id=[ada.user(bob)]))
    assert isinstance(await ada.call(tl.ContactsGetContacts(hash=known)), tl.ContactsContacts)


async def test_adding_and_deleting_tell_every_device_of_the_owner(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    answer = await ada.call(added("Uncle", ada.user(bob)))
    assert [(user.first_name, user.contact) for user in answer.users] == [("Uncle", True)]
    assert answer.updates == [
        tl.UpdatePeerSettings(peer=tl.PeerUser(user_id=bob.id), settings=tl.PeerSettings())
    ]
    [(told, pushed, but)] = household.push.sent
    assert (told, but) == (ada.id, 1)
    assert pushed == answer
    answer = await ada.call(tl.ContactsDeleteContacts(id=[ada.user(bob)]))
    assert [(user.first_name, user.contact) for user in answer.users] == [("Bob", False)]
    assert answer.updates[0].settings.add_contact


async def test_an_exception_for_the_number_is_made_when_asked_for(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    await household.town.hide(ada.citizen, PrivacyKey.PHONE)
    await ada.call(added("Bob", ada.user(bob)))
    assert (await bob.call(tl.UsersGetUsers(id=[bob.user(ada)])))[0].phone is None
    await ada.call(
        tl.ContactsAddContact(
            id=ada.user(bob), first_name="Bob", last_name="", phone="", add_phone_privacy_exception=True
        )
    )
    assert (await bob.call(tl.UsersGetUsers(id=[bob.user(ada)])))[0].phone == ada.phone


async def test_accepting_a_contact_keeps_their_own_name(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    answer = await ada.call(tl.ContactsAcceptContact(id=ada.user(bob)))
    assert [(user.first_name, user.contact) for user in answer.users] == [("Bob", True)]


async def test_contacts_are_deleted_by_the_numbers_in_the_book(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    await bring_in(ada, bob.phone)
    assert await ada.call(tl.ContactsDeleteByPhones(phones=[bob.phone, NOBODYS_NUMBER])) is True
    assert (await ada.call(tl.ContactsGetContacts(hash=0))).contacts == []


async def test_a_note_is_kept_with_the_contact(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    note = tl.ContactsUpdateContactNote(id=ada.user(bob), note=tl.TextWithEntities(text="kind", entities=[]))
    with pytest.raises(Refusal, match="CONTACT_MISSING"):
        await ada.call(note)
    await ada.call(added("Bob", ada.user(bob)))
    assert await ada.call(note) is True
    assert (await ada.call(tl.UsersGetFullUser(id=ada.user(bob)))).full_user.note.text == "kind"


async def test_what_makes_no_contact_is_refused_by_name(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    for request, name in [
        (added(" ", ada.user(bob)), "CONTACT_NAME_EMPTY"),
        (added("Me", ada.user(ada)), "CONTACT_ID_INVALID"),
        (added("Bob", tl.InputUser(user_id=bob.id, access_hash=1)), "USER_ID_INVALID"),
        (tl.ContactsDeleteContacts(id=[ada.user(bob)] * 1001), "LIMIT_INVALID"),
    ]:
        with pytest.raises(Refusal, match=name):
            await ada.call(request)


async def test_statuses_come_for_all_contacts_at_once(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    await bring_in(ada, bob.phone)
    [status] = await ada.call(tl.ContactsGetStatuses())
    assert status == tl.ContactStatus(
        user_id=bob.id, status=tl.UserStatusOffline(was_online=int(household.clock.time()))
    )


async def test_a_username_and_a_number_lead_to_a_peer(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    await household.town.usernames.change(bob.id, "Babbage")
    for request in (
        tl.ContactsResolveUsername(username="@babbage"),
        tl.ContactsResolvePhone(phone=bob.phone),
    ):
        answer = await ada.call(request)
        assert answer.peer == tl.PeerUser(user_id=bob.id)
        assert [(user.id, user.username, user.phone) for user in answer.users] == [(bob.id, "Babbage", None)]
    with pytest.raises(Refusal, match="USERNAME_NOT_OCCUPIED"):
        await ada.call(tl.ContactsResolveUsername(username="nobody_here"))


async def test_search_finds_contacts_and_the_owner_of_exactly_that_username(household: Household) -> None:
    ada, bob, cid = [await household.join(name) for name in ("Ada", "Bob", "Cid")]
    await ada.call(added("Robert", ada.user(bob)))
    await household.town.usernames.change(cid.id, "robert")
    answer = await ada.call(tl.ContactsSearch(q="@Robert", limit=10))
    assert answer.my_results == [tl.PeerUser(user_id=bob.id)]
    assert answer.results == [tl.PeerUser(user_id=cid.id)]
    assert [user.id for user in answer.users] == [bob.id, cid.id]
    assert (await ada.call(tl.ContactsSearch(q="rob", limit=0))).results == []
    with pytest.raises(Refusal, match="QUERY_TOO_SHORT"):
        await ada.call(tl.ContactsSearch(q=" @r", limit=10))


async def test_blocking_shows_in_list_page_and_update(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    assert await ada.call(tl.ContactsBlock(id=ada.peer(bob))) is True
    assert household.push.take() == [tl.UpdatePeerBlocked(peer_id=tl.PeerUser(user_id=bob.id), blocked=True)]
    listed = await ada.call(tl.ContactsGetBlocked(offset=0, limit=100))
    assert listed.blocked == [
        tl.PeerBlocked(peer_id=tl.PeerUser(user_id=bob.id), date=int(household.clock.time()))
    ]
    assert (await ada.call(tl.UsersGetFullUser(id=ada.user(bob)))).full_user.blocked
    assert await ada.call(tl.ContactsBlock(id=ada.peer(bob))) is True
    assert household.push.take() == []
    assert await ada.call(tl.ContactsUnblock(id=ada.peer(bob))) is True
    assert household.push.take()[0].blocked is False
    assert (await ada.call(tl.ContactsGetBlocked(offset=0, limit=100))).blocked == []


async def test_a_long_block_list_comes_in_slices(household: Household) -> None:
    ada, *others = [await household.join(name) for name in ("Ada", "Bob", "Cid", "Dan")]
    for other in others:
        await ada.call(tl.ContactsBlock(id=ada.peer(other)))
        household.clock.advance(1)
    page = await ada.call(tl.ContactsGetBlocked(offset=1, limit=1))
    assert isinstance(page, tl.ContactsBlockedSlice)
    assert (page.count, [blocked.peer_id.user_id for blocked in page.blocked]) == (3, [others[1].id])


async def test_people_are_kept_from_stories_without_a_row_since_there_are_none(household: Household) -> None:
    ada, bob = await household.join("Ada"), await household.join("Bob")
    assert await ada.call(tl.ContactsBlock(id=ada.peer(bob), my_stories_from=True)) is True
    for stories in (True, False):
        assert (
            await ada.call(tl.ContactsGetBlocked(offset=0, limit=9, my_stories_from=stories))
        ).blocked == []


@pytest.mark.parametrize("peer", [tl.InputPeerSelf(), tl.InputPeerChat(chat_id=1), tl.InputPeerEmpty()])
async def test_only_other_people_can_be_blocked(household: Household, peer: tl.TypeInputPeer) -> None:
    ada = await household.join("Ada")
    with pytest.raises(Refusal, match=r"CONTACT_ID_INVALID|PEER_ID_INVALID"):
        await ada.call(tl.ContactsBlock(id=peer))
