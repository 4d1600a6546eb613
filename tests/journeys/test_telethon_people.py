"""Stories of people who use Telethon, unmodified, to find each other and to decide what others see."""

import pytest
from telethon import errors
from telethon.tl import functions, types

from tests.support.house import House
from tests.support.story import Person
from tests.support.telethon_people import people

NOBODY, CONTACTS, EVERYBODY = (
    types.InputPrivacyValueDisallowAll(),
    types.InputPrivacyValueAllowContacts(),
    types.InputPrivacyValueAllowAll(),
)

# --- profile and username -----------------------------------------------------------------------------------


async def test_a_profile_is_changed_and_the_other_device_and_other_people_see_it(house: House):
    bio = "Collects thimbles, and opinions about them"
    house.keep_private("what somebody says of themselves", bio)
    house.keep_private("a name", "Araminta", "Thimblethwaite")
    async with people(house) as cast:
        ann, ben = await cast.joins("Anna Before"), await cast.joins("Ben Watching")
        tablet = await cast.on_another_device(ann)
        name = await cast.named(ann)
        seen = await ben.client.get_entity(name)
        me = await ann.client(functions.account.UpdateProfileRequest("Araminta", "Thimblethwaite", bio))
        assert (me.first_name, me.last_name, me.is_self) == ("Araminta", "Thimblethwaite", True)
        for _ in range(2):  # the username first, then the name
            told = await tablet.hears(types.UpdateUserName)
        assert (told.user_id, told.first_name, told.last_name) == (me.id, "Araminta", "Thimblethwaite")
        assert [each.username for each in told.usernames] == [name]
        assert (await tablet.client.get_me()).first_name == "Araminta"

        [now] = await ben.client.get_entity([seen])
        assert (now.id, now.first_name, now.last_name) == (me.id, "Araminta", "Thimblethwaite")
        page = (await ben.client(functions.users.GetFullUserRequest(seen))).full_user
        assert (page.about, page.blocked, page.common_chats_count) == (bio, False, 0)

        await ann.client(functions.account.UpdateProfileRequest(last_name="", about=""))
        page = await ben.client(functions.users.GetFullUserRequest(seen))
        assert (page.full_user.about, page.users[0].first_name, page.users[0].last_name) == (
            None,
            "Araminta",
            None,
        )


@pytest.mark.parametrize(
    ("profile", "error"),
    [
        ({"first_name": ""}, errors.FirstNameInvalidError),
        ({"first_name": " \u200b "}, errors.FirstNameInvalidError),
        ({"about": "x" * 71}, errors.AboutTooLongError),
    ],
)
async def test_what_makes_no_profile_is_refused(house: House, profile, error):
    async with people(house) as cast:
        ann = await cast.joins("Anna Unchanged")
        with pytest.raises(error):
            await ann.client(functions.account.UpdateProfileRequest(**profile))
        assert (await ann.client.get_me()).first_name == "Anna Unchanged"


async def test_a_username_belongs_to_one_person(house: House):
    async with people(house) as cast:
        ann, ben = await cast.joins("Anna Named"), await cast.joins("Ben Unnamed")
        name = f"anna_{ann.number.phone[-4:]}"
        check, update = functions.account.CheckUsernameRequest, functions.account.UpdateUsernameRequest
        assert await ann.client(check(name))
        assert (await ann.client(update(name))).username == name
        with pytest.raises(errors.UsernameNotModifiedError):
            await ann.client(update(name))
        for taken in (name, name.upper(), "telegram"):
            assert not await ben.client(check(taken))
            with pytest.raises(errors.UsernameOccupiedError):
                await ben.client(update(taken))
        for invalid in ("four", "1first", "dash-ed", "two__bars", "bar_", "x" * 33, "ünïcode"):
            for request in (check, update):
                with pytest.raises(errors.UsernameInvalidError):
                    await ben.client(request(invalid))

        for spelled in (name, f"@{name}", name.upper(), f"https://t.me/{name}"):
            assert (await ben.client.get_entity(spelled)).id == ann.user.id
        await ann.client(update(""))
        with pytest.raises(ValueError, match="No user has"):
            await ben.client.get_entity(name)
        assert (await ben.client(update(name))).username == name


# --- contacts -----------------------------------------------------------------------------------------------


async def test_somebody_is_found_by_an_imported_number_and_kept(house: House):
    house.keep_private("a name", "Aunt Agatha", "from the mill")
    async with people(house) as cast:
        ann, ben = await cast.joins("Agatha"), await cast.joins("Ben Imports")
        cards = [
            types.InputPhoneContact(1, ann.number.phone, "Aunt Agatha", "from the mill"),
            types.InputPhoneContact(2, house.new_number().phone, "Nobody", "At all"),
            types.InputPhoneContact(3, "no number", "Nonsense", ""),
        ]
        imported = await ben.client(functions.contacts.ImportContactsRequest(cards))
        assert [(each.user_id, each.client_id) for each in imported.imported] == [(ann.user.id, 1)]
        assert (imported.popular_invites, imported.retry_contacts) == ([], [])
        [kept] = imported.users
        assert (kept.first_name, kept.last_name) == ("Aunt Agatha", "from the mill")
        assert (kept.contact, kept.mutual_contact) == (True, False)
        assert kept.phone == ann.number.phone[1:], "who typed a number sees it"
        assert (await ben.client.get_entity(ann.number.phone)).id == ann.user.id

        await ann.client(functions.contacts.ImportContactsRequest([_card(ben)]))
        book = await ann.client(functions.contacts.GetContactsRequest(0))
        assert [(each.user_id, each.mutual) for each in book.contacts] == [(ben.user.id, True)]
        hash = _hash_of_book(len(book.contacts), *(each.user_id for each in book.contacts))
        unchanged = await ann.client(functions.contacts.GetContactsRequest(hash))
        assert isinstance(unchanged, types.contacts.ContactsNotModified)


async def test_a_contact_is_added_renamed_and_deleted(house: House):
    house.keep_private("a name", "Benny", "Benjamin", "of the bakery")
    async with people(house) as cast:
        ann, ben = await cast.joins("Anna Adds"), await cast.joins("Ben Added")
        tablet = await cast.on_another_device(ann)
        them = await ann.client.get_entity(await cast.named(ben))
        assert not them.contact
        settings = await ann.client(functions.messages.GetPeerSettingsRequest(them))
        assert settings.settings.add_contact
        add = functions.contacts.AddContactRequest
        for first, last in [("Benny", ""), ("Benjamin", "of the bakery")]:
            done = await ann.client(add(them, first, last, phone=""))
            [now] = done.users
            assert (now.contact, now.first_name, now.last_name or "") == (True, first, last)
            [change] = done.updates
            assert not change.settings.add_contact
            await tablet.hears(types.UpdatePeerSettings)
        with pytest.raises(errors.ContactNameEmptyError):
            await ann.client(add(them, "", "", phone=""))
        assert len((await tablet.client(functions.contacts.GetContactsRequest(0))).contacts) == 1
        found = await ann.client(functions.contacts.SearchRequest("bakery", 10))
        assert [each.user_id for each in found.my_results] == [ben.user.id]

        [gone] = (await ann.client(functions.contacts.DeleteContactsRequest([them]))).users
        assert (gone.contact, gone.first_name) == (False, "Ben Added")
        assert (await ann.client(functions.contacts.GetContactsRequest(0))).contacts == []


async def test_somebody_is_kept_out_and_let_in_again(house: House):
    async with people(house) as cast:
        ann, eve = await cast.joins("Anna Blocks"), await cast.joins("Eve Blocked")
        tablet = await cast.on_another_device(ann)
        them = await ann.client.get_entity(await cast.named(eve))
        await cast.named(ann)
        assert await ann.client(functions.contacts.BlockRequest(them))
        told = await tablet.hears(types.UpdatePeerBlocked)
        assert (told.peer_id.user_id, told.blocked) == (eve.user.id, True)
        listed = await ann.client(functions.contacts.GetBlockedRequest(0, 10))
        assert [each.peer_id.user_id for each in listed.blocked] == [eve.user.id]
        assert (await ann.client(functions.users.GetFullUserRequest(them))).full_user.blocked

        assert await ann.client(functions.contacts.UnblockRequest(them))
        assert not (await tablet.hears(types.UpdatePeerBlocked)).blocked
        assert (await ann.client(functions.contacts.GetBlockedRequest(0, 10))).blocked == []
        assert not (await ann.client(functions.users.GetFullUserRequest(them))).full_user.blocked


# --- who sees what ------------------------------------------------------------------------------------------


async def test_who_sees_a_number_is_for_its_owner_to_say(house: House):
    async with people(house) as cast:
        ann, ben = await cast.joins("Anna Numbered"), await cast.joins("Ben Curious")
        name = await cast.named(ann)
        own = ann.number.phone[1:]

        async def seen() -> str | None:
            return (await ben.client.get_entity(name)).phone

        assert await seen() is None, "a stranger sees no number"
        await _decides(ann, types.InputPrivacyKeyPhoneNumber(), EVERYBODY)
        assert await seen() == own
        them = await ann.client.get_input_entity(await cast.named(ben))
        but = types.InputPrivacyValueDisallowUsers([types.InputUser(them.user_id, them.access_hash)])
        rules = await _decides(ann, types.InputPrivacyKeyPhoneNumber(), but, EVERYBODY)
        assert isinstance(rules.rules[0], types.PrivacyValueDisallowUsers)
        assert [user.id for user in rules.users] == [ben.user.id]
        assert await seen() is None
        await _decides(ann, types.InputPrivacyKeyPhoneNumber(), CONTACTS)
        assert await seen() is None
        await ann.client(functions.contacts.AddContactRequest(them, "Benno", "", phone=""))
        assert await seen() == own
        assert (await ann.client.get_me()).phone == own


async def test_a_hidden_number_and_one_that_nobody_has_look_the_same(house: House):
    async with people(house) as cast:
        ann, ben = await cast.joins("Anna Hidden"), await cast.joins("Ben Seeking")
        unknown = house.new_number()
        resolve = functions.contacts.ResolvePhoneRequest
        found = await ben.client(resolve(ann.number.phone))
        assert found.peer.user_id == ann.user.id

        await _decides(ann, types.InputPrivacyKeyAddedByPhone(), CONTACTS)
        for number in (ann.number, unknown):
            with pytest.raises(errors.PhoneNotOccupiedError):
                await ben.client(resolve(number.phone))
        answers = [
            await ben.client(
                functions.contacts.ImportContactsRequest([types.InputPhoneContact(7, n.phone, "X", "")])
            )
            for n in (ann.number, unknown)
        ]
        assert answers[0].to_dict() == answers[1].to_dict()
        assert answers[0].imported == answers[0].users == []
        with pytest.raises(ValueError, match="Cannot find any entity"):
            await ben.client.get_entity(ann.number.phone)

        await ann.client(functions.contacts.ImportContactsRequest([_card(ben)]))
        assert (await ben.client(resolve(ann.number.phone))).peer.user_id == ann.user.id


async def test_when_somebody_was_here_is_for_them_to_say(house: House):
    async with people(house) as cast:
        ann, ben = await cast.joins("Anna Elusive"), await cast.joins("Ben Punctual")
        name = await cast.named(ann)
        assert isinstance((await ben.client.get_entity(name)).status, types.UserStatusOffline)
        await _decides(ann, types.InputPrivacyKeyStatusTimestamp(), NOBODY)
        assert isinstance((await ben.client.get_entity(name)).status, types.UserStatusRecently)


async def test_whose_forwards_lead_back_to_somebody_is_for_them_to_say(house: House):
    async with people(house) as cast:
        ann, ben = await cast.joins("Anna", "Unlinked"), await cast.joins("Ben Forwards")
        seen = await ben.client.get_entity(await cast.named(ann))

        async def shown() -> str | None:
            return (await ben.client(functions.users.GetFullUserRequest(seen))).full_user.private_forward_name

        assert await shown() is None
        await _decides(ann, types.InputPrivacyKeyForwards(), NOBODY)
        assert await shown() == "Anna Unlinked"


async def test_a_hash_that_was_shown_to_another_opens_nobody(house: House):
    async with people(house) as cast:
        ann, ben, eve = [await cast.joins(f"{name} Apart") for name in ("Anna", "Ben", "Eve")]
        shown = await ben.client.get_input_entity(await cast.named(ann))
        stolen = types.InputUser(shown.user_id, shown.access_hash)
        with pytest.raises(errors.UserIdInvalidError):
            await eve.client(functions.users.GetFullUserRequest(stolen))
        [nobody] = await eve.client(functions.users.GetUsersRequest([stolen]))
        assert isinstance(nobody, types.UserEmpty)
        with pytest.raises(errors.PeerIdInvalidError):
            await eve.client(
                functions.contacts.BlockRequest(types.InputPeerUser(shown.user_id, shown.access_hash))
            )


async def test_whoever_deletes_the_account_is_gone_for_everybody(house: House):
    async with people(house) as cast:
        ann, ben = await cast.joins("Anna Leaving"), await cast.joins("Ben Left")
        seen = await ben.client.get_entity(await cast.named(ann))
        assert await ann.client(functions.account.DeleteAccountRequest("enough"))
        [now] = await ben.client.get_entity([seen])
        assert (now.deleted, now.first_name, now.phone, now.username) == (True, None, None, None)
        back = await cast.device()
        sent = await back.client.send_code_request(ann.number.phone)
        with pytest.raises(errors.PhoneNumberUnoccupiedError):
            await back.client.sign_in(ann.number.phone, ann.number.code, phone_code_hash=sent.phone_code_hash)


async def _decides(person: Person, what, *rules):
    done = await person.client(functions.account.SetPrivacyRequest(what, list(rules)))
    kept = await person.client(functions.account.GetPrivacyRequest(what))
    assert done.to_dict() == kept.to_dict()
    return kept


def _card(person: Person) -> types.InputPhoneContact:
    return types.InputPhoneContact(person.user.id, person.number.phone, person.user.first_name, "")


def _hash_of_book(*numbers: int) -> int:
    """As Telegram's clients work it out (core.telegram.org/api/offsets#hash-generation)."""
    made = 0
    for number in numbers:
        made ^= made >> 21
        made ^= made << 35
        made &= (1 << 64) - 1
        made ^= made >> 4
        made = (made + number) & (1 << 64) - 1
    return made - (1 << 64) if made >> 63 else made
