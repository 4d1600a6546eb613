"""Stories of people who use kurigram or hydrogram, two heirs of Pyrogram, unmodified.

Kurigram is imported by the name of its forebear. Hydrogram speaks the oldest layer that we serve.
"""

import asyncio
from types import ModuleType

import hydrogram
import pyrogram
import pytest

from tests.support.house import House
from tests.support.pyrogram_people import people

libraries = pytest.mark.parametrize("library", [pyrogram, hydrogram], ids=["kurigram", "hydrogram"])


def test_they_speak_the_newest_and_the_oldest_layer():
    assert pyrogram.raw.all.layer == 229
    assert hydrogram.raw.all.layer == 181


@libraries
async def test_somebody_signs_up_and_looks_around(house: House, library: ModuleType):
    raw = library.raw
    async with people(house, library) as cast:
        ann = await cast.joins("Henrietta", "Hydra")
        me = await ann.client.get_me()
        assert (me.id, me.first_name, me.last_name, me.is_self) == (ann.user.id, "Henrietta", "Hydra", True)
        assert me.phone_number == ann.number.phone[1:]
        [again] = await ann.client.get_users([me.id])
        assert again.first_name == "Henrietta"
        page = await ann.client.invoke(raw.functions.users.GetFullUser(id=raw.types.InputUserSelf()))
        assert (page.full_user.id, page.full_user.about) == (me.id, None)
        assert (await ann.client.get_chat("me")).id == me.id
        assert [dialog async for dialog in ann.client.get_dialogs()] == []
        assert await ann.client.get_contacts() == []


@libraries
async def test_a_second_device_needs_code_and_password_and_is_announced(house: House, library: ModuleType):
    errors, updates = library.errors, library.raw.types
    house.keep_private("a password or its hint", "seven headed", "one headed", "a beast")
    async with people(house, library) as cast:
        ann = await cast.joins("Iolanthe")
        assert await ann.client.enable_cloud_password("seven headed", hint="a beast")
        stranger = await cast.device()
        hash = await cast.ask_for_code(stranger, ann.number.phone)
        assert ann.number.code in (await ann.device.hears(updates.UpdateServiceNotification)).message
        with pytest.raises(errors.PhoneCodeInvalid):
            await stranger.client.sign_in(ann.number.phone, hash, "00000")
        with pytest.raises(errors.SessionPasswordNeeded):
            await stranger.client.sign_in(ann.number.phone, hash, ann.number.code)
        assert await stranger.client.get_password_hint() == "a beast"
        with pytest.raises(errors.PasswordHashInvalid):
            await stranger.client.check_password("eight headed")

        phone = await cast.on_another_device(ann, password="seven headed")
        assert (await phone.client.get_me()).id == ann.user.id
        assert (await ann.device.hears(updates.UpdateNewAuthorization)).hash
        assert await phone.client.change_cloud_password("seven headed", "one headed")
        assert await phone.client.remove_cloud_password("one headed")


@libraries
async def test_people_see_each_others_profiles(house: House, library: ModuleType):
    errors, bio = library.errors, "Grows two for each that is cut"
    house.keep_private("what somebody says of themselves", bio)
    async with people(house, library) as cast:
        ann, ben = await cast.joins("Anna of Lerna"), await cast.joins("Ben of Lerna")
        name = await cast.named(ann)
        assert await ann.client.update_profile(first_name="Anna the Second", bio=bio)
        seen = await ben.client.get_users(name)
        assert (seen.id, seen.first_name, seen.username) == (ann.user.id, "Anna the Second", name)
        assert seen.phone_number is None
        assert (await ben.client.get_chat(name)).bio == bio
        with pytest.raises(errors.UsernameOccupied):
            await ben.client.set_username(name)
        with pytest.raises(errors.UsernameNotOccupied):
            await ben.client.get_users("nobody_is_called_so")

        await ben.client.add_contact(ann.user.id, "Anna", "from the swamp")
        [kept] = await ben.client.get_contacts()
        assert (kept.id, kept.first_name, kept.last_name) == (ann.user.id, "Anna", "from the swamp")
        found = await ben.client.import_contacts([library.types.InputPhoneContact(ann.number.phone, "Annie")])
        assert [user.id for user in found.users] == [ann.user.id]
        assert await ben.client.block_user(ann.user.id)
        assert await ben.client.unblock_user(ann.user.id)
        assert not (await ben.client.delete_contacts(ann.user.id)).is_contact


async def test_a_device_of_each_layer_hears_of_what_the_other_did(house: House):
    async with people(house, pyrogram) as newest, people(house, hydrogram) as oldest:
        ann = await newest.joins("Anna Twofold")
        old = await oldest.on_another_device(ann)
        await ann.device.hears(pyrogram.raw.types.UpdateNewAuthorization)
        name = await newest.named(ann)
        told = await old.hears(hydrogram.raw.types.UpdateUserName)
        assert [each.username for each in told.usernames] == [name]
        await old.client.update_profile(first_name="Anna Onefold")
        told = await ann.device.hears(pyrogram.raw.types.UpdateUserName)
        assert (told.first_name, told.user_id) == ("Anna Onefold", ann.user.id)


@libraries
async def test_a_kept_session_is_signed_in_until_it_logs_out(house: House, library: ModuleType):
    async with people(house, library) as cast:
        ann = await cast.joins("Prudence")
        copy = await cast.device(session_string=await ann.client.export_session_string())
        await copy.client.initialize()
        assert (await copy.client.get_me()).first_name == "Prudence"
        assert await copy.client.log_out()
        with pytest.raises(library.errors.AuthKeyUnregistered):
            await ann.client.get_me()


async def test_they_are_back_after_a_restart_of_the_server(house: House):
    may_say = "Unable to connect|Connection failed"
    async with (
        people(house, pyrogram, may_say=may_say) as one,
        people(house, hydrogram, may_say=may_say) as other,
    ):
        ann, ben = await one.joins("Patience"), await other.joins("Fortitude")
        await asyncio.to_thread(house.restart)
        assert (await ann.client.get_me()).id == ann.user.id
        assert (await ben.client.get_me()).id == ben.user.id
        await other.on_another_device(ben)
        assert await ben.device.hears(hydrogram.raw.types.UpdateNewAuthorization)
        await one.on_another_device(ann)
        assert await ann.device.hears(pyrogram.raw.types.UpdateNewAuthorization)
