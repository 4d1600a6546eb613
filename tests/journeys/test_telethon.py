"""Stories of people who sign up and in with Telethon, unmodified, and of their devices."""

import re

import pytest
from telethon import errors
from telethon.sessions import SQLiteSession, StringSession
from telethon.tl import functions, types

from tests.support.house import House
from tests.support.telethon_people import CLOSED, name_oneself, people, sign_in, sign_up

# --- signing up ---------------------------------------------------------------------------------------------


async def test_somebody_signs_up_with_a_test_number(house: House):
    number = house.new_number()
    house.keep_private("a name", "Ermintrude", "Goldfinch")
    async with people(house) as cast:
        phone = await cast.device()
        assert not await phone.client.is_user_authorized()
        me = await sign_up(phone.client, number.phone, number.code, "Ermintrude", "Goldfinch")
        assert (me.first_name, me.last_name) == ("Ermintrude", "Goldfinch")
        assert me.phone == number.phone[1:]
        assert me.is_self
        page = (await phone.client(functions.users.GetFullUserRequest("me"))).full_user
        assert (page.id, page.about, page.blocked) == (me.id, None, False)
        assert await phone.client.get_dialogs() == []
        assert [user.id for user in await phone.client.get_entity([me.id])] == [me.id]


async def test_an_ordinary_number_gets_its_code_by_sms(house: House):
    phone = house.new_real_number()
    house.keep_private("a name", "Ambrose")
    async with people(house) as cast:
        client = (await cast.device()).client
        sent = await client.send_code_request(phone)
        assert isinstance(sent.type, types.auth.SentCodeTypeSms)
        code = house.sms(phone)
        assert sent.type.length == len(code)
        again = await client.send_code_request(phone)  # Telethon asks to resend it
        assert again.phone_code_hash == sent.phone_code_hash
        assert house.sms(phone) == code
        me = await name_oneself(client, phone, sent.phone_code_hash, code, "Ambrose")
        assert me.phone == phone[1:]


async def test_a_code_is_sent_thrice_at_most(house: House):
    number = house.new_number()
    async with people(house) as cast:
        client = (await cast.device()).client
        for _ in range(3):
            await client.send_code_request(number.phone)
        with pytest.raises(errors.SendCodeUnavailableError):
            await client.send_code_request(number.phone)


async def test_before_a_code_is_confirmed_a_number_looks_the_same_with_an_account_and_without(house: House):
    async with people(house) as cast:
        known, unknown = (await cast.joins("Isidora")).number, house.new_number()
        stranger = (await cast.device()).client
        answers = [await stranger.send_code_request(number.phone) for number in (known, unknown)]
        for answer in answers:
            answer.phone_code_hash = re.sub(r"[0-9a-f]", "x", answer.phone_code_hash)
        assert answers[0].to_dict() == answers[1].to_dict()
        for number in (known, unknown):
            with pytest.raises(errors.PhoneCodeInvalidError):
                await stranger.sign_in(number.phone, "00000")


@pytest.mark.parametrize("phone", ["0", "+1 555", "+49 0000000000", "not a number", "+99966" + "1" * 20])
async def test_what_is_no_number_is_refused(house: House, phone: str):
    async with people(house) as cast:
        client = (await cast.device()).client
        with pytest.raises(errors.PhoneNumberInvalidError):
            await client(functions.auth.SendCodeRequest(phone, 1, "any", types.CodeSettings()))


# --- codes --------------------------------------------------------------------------------------------------


async def test_a_wrong_code_is_refused_and_too_many_kill_the_right_one(house: House):
    number = house.new_number()
    async with people(house) as cast:
        client = (await cast.device()).client
        hash = (await client.send_code_request(number.phone)).phone_code_hash
        with pytest.raises(errors.PhoneCodeEmptyError):
            await client(functions.auth.SignInRequest(number.phone, hash, ""))
        for wrong in ["00000", "1", "١١١١١", "111110", "code!"]:
            with pytest.raises(errors.PhoneCodeInvalidError):
                await client(functions.auth.SignInRequest(number.phone, hash, wrong))
        with pytest.raises(errors.PhoneCodeExpiredError):
            await client(functions.auth.SignInRequest(number.phone, hash, number.code))
        await sign_up(client, number.phone, number.code, "Late but in")


async def test_a_code_of_another_device_or_number_is_no_code(house: House):
    one, other = house.new_number(), house.new_number()
    async with people(house) as cast:
        client, thief = (await cast.device()).client, (await cast.device()).client
        hash = (await client.send_code_request(one.phone)).phone_code_hash
        for caller, phone, given in [
            (client, other.phone, hash),
            (thief, one.phone, hash),
            (client, one.phone, "0" * 32),
        ]:
            with pytest.raises(errors.PhoneCodeExpiredError):
                await caller(functions.auth.SignInRequest(phone, given, one.code))
        with pytest.raises(errors.PhoneCodeInvalidError):
            await client(functions.auth.SignUpRequest(one.phone, hash, "Without a code", ""))
        await client(functions.auth.CancelCodeRequest(one.phone, hash))
        with pytest.raises(errors.PhoneCodeExpiredError):
            await client(functions.auth.SignInRequest(one.phone, hash, one.code))


async def test_a_code_signs_in_once(house: House):
    async with people(house) as cast:
        ann = await cast.joins("Ann Once")
        tablet, thief = await cast.device(), await cast.device()
        hash = (await tablet.client.send_code_request(ann.number.phone)).phone_code_hash
        await tablet.client.sign_in(ann.number.phone, ann.number.code)
        with pytest.raises(errors.PhoneCodeExpiredError):
            await thief.client(functions.auth.SignInRequest(ann.number.phone, hash, ann.number.code))


# --- devices ------------------------------------------------------------------------------------------------


async def test_a_second_device_gets_its_code_from_the_first_which_hears_of_it(house: House):
    phone = house.new_real_number()
    house.keep_private("a name", "Octavia")
    async with people(house) as cast:
        first, second = await cast.device(), await cast.device(device_model="Gramophone")
        me = await sign_up(first.client, phone, await _code(house, first.client, phone), "Octavia")

        await second.client.send_code_request(phone)
        notice = await first.hears(types.UpdateServiceNotification)
        code = re.search(r"\b\d{5}\b", notice.message)[0]
        assert code == house.sms(phone)
        assert not notice.popup
        assert (await second.client.sign_in(phone, code)).id == me.id

        announced = await first.hears(types.UpdateNewAuthorization)
        listed = (await first.client(functions.account.GetAuthorizationsRequest())).authorizations
        assert {each.hash: each.device_model for each in listed}[announced.hash] == "Gramophone"
        assert not any(isinstance(heard, types.UpdateNewAuthorization) for heard in second.has_heard())


async def test_a_stranger_on_the_line_does_not_hear_the_code(house: House):
    async with people(house) as cast:
        ann, ben = await cast.joins("Ann Listens"), await cast.joins("Ben Listens")
        await cast.on_another_device(ann)
        await ann.device.hears(types.UpdateServiceNotification)
        await ann.device.hears(types.UpdateNewAuthorization)
        assert ben.device.has_heard() == []


async def test_devices_are_listed_and_ended_from_another(house: House):
    async with people(house, may_say=CLOSED) as cast:
        desk = await cast.device(device_model="Desk", system_version="Wood 4", app_version="0.1")
        me = await cast.joins("Sigismunda", device=desk)
        phone = await cast.on_another_device(me, device_model="Phone")
        tablet = await cast.on_another_device(me, device_model="Tablet")
        listed = await _devices(desk.client)
        assert set(listed) == {"Desk", "Phone", "Tablet"}
        current = listed["Desk"]
        assert (current.current, current.hash, current.api_id) == (True, 0, 1)
        assert (current.system_version, current.app_version) == ("Wood 4", "0.1")
        assert not any(listed[each].current for each in ("Phone", "Tablet"))
        assert all(each.ip != house.host for each in listed.values()), "a whole address is shown"
        assert [name for name, each in (await _devices(phone.client)).items() if each.current] == ["Phone"]

        gone = listed["Phone"].hash
        assert await desk.client(functions.account.ResetAuthorizationRequest(gone))
        await _is_signed_out(phone.client)
        with pytest.raises(errors.HashInvalidError):
            await desk.client(functions.account.ResetAuthorizationRequest(gone))
        assert set(await _devices(desk.client)) == {"Desk", "Tablet"}

        assert await desk.client(functions.auth.ResetAuthorizationsRequest())
        await _is_signed_out(tablet.client)
        assert set(await _devices(desk.client)) == {"Desk"}
        assert (await desk.client.get_me()).id == me.user.id

        await sign_in(phone.client, me.number)
        assert set(await _devices(desk.client)) == {"Desk", "Phone"}


async def test_another_persons_device_cannot_be_ended(house: House):
    async with people(house) as cast:
        ann, eve = await cast.joins("Ann Undisturbed"), await cast.joins("Eve Disturbing")
        tablet = await cast.on_another_device(ann, device_model="Tablet")
        [other] = [each for each in (await _devices(ann.client)).values() if not each.current]
        for hash in (other.hash, 0, 1, -1, 2**63 - 1):
            with pytest.raises(errors.HashInvalidError):
                await eve.client(functions.account.ResetAuthorizationRequest(hash))
        assert await tablet.client.get_me()


async def test_somebody_logs_out_and_in_again_with_the_same_key(house: House):
    async with people(house) as cast:
        me = await cast.joins("Leopoldine")
        key = me.client.session.auth_key.key_id
        await me.client(functions.auth.LogOutRequest())
        assert await me.client.get_me() is None
        with pytest.raises(errors.AuthKeyUnregisteredError):
            await me.client(functions.contacts.GetContactsRequest(0))
        assert await me.client(functions.auth.LogOutRequest()), "whoever is out may log out"
        assert (await sign_in(me.client, me.number)).id == me.user.id
        assert me.client.session.auth_key.key_id == key
        assert await me.client(functions.contacts.GetContactsRequest(0))
        assert await me.client.log_out()


async def test_whoever_takes_over_a_device_sees_nothing_of_who_had_it_before(house: House):
    async with people(house) as cast:
        ann, ben = await cast.joins("Ann Before"), await cast.joins("Ben After")
        await ann.client(functions.auth.LogOutRequest())
        assert (await sign_in(ann.client, ben.number)).id == ben.user.id
        assert (await ann.client.get_me()).first_name == "Ben After"
        await cast.on_another_device(ben)
        await ann.device.hears(types.UpdateServiceNotification)

        third = await cast.device()
        assert (await sign_in(third.client, ann.number)).id == ann.user.id
        assert (await ann.client.get_me()).id == ben.user.id
        assert not any(isinstance(heard, types.UpdateServiceNotification) for heard in ann.device.has_heard())


async def test_a_kept_session_is_signed_in_when_the_program_starts_again(house: House, tmp_path):
    kept = SQLiteSession(str(tmp_path / "kept"))
    async with people(house) as cast:
        me = await cast.joins("Cunegonde", device=await cast.device(kept))
        await me.client.disconnect()
        again = await cast.device(SQLiteSession(str(tmp_path / "kept")), catch_up=True)
        assert (await again.client.get_me()).id == me.user.id
        text = StringSession.save(again.client.session)
        await again.client.disconnect()
        from_text = await cast.device(StringSession(text))
        assert (await from_text.client.get_me()).first_name == "Cunegonde"
        assert len(await _devices(from_text.client)) == 1


# --- the second password ------------------------------------------------------------------------------------


async def test_a_new_device_must_give_the_second_password(house: House):
    right, newer, hint = "correct horse", "battery staple ✓", "an equine of merit"
    house.keep_private("a password or its hint", right, newer, hint)
    async with people(house) as cast:
        me = await cast.joins("Wilhelmina")
        assert await me.client.edit_2fa(new_password=right, hint=hint)
        asked = await me.client(functions.account.GetPasswordRequest())
        assert (asked.has_password, asked.hint, asked.has_recovery) == (True, hint, False)

        phone = await cast.device()
        with pytest.raises(errors.SessionPasswordNeededError):
            await sign_in(phone.client, me.number)
        with pytest.raises(errors.AuthKeyUnregisteredError):
            await phone.client(functions.contacts.GetContactsRequest(0))
        for wrong in ("correct horse ", "Correct Horse", "x"):
            with pytest.raises(errors.PasswordHashInvalidError):
                await phone.client.sign_in(password=wrong)
        assert (await phone.client.sign_in(password=right)).id == me.user.id
        assert (await me.device.hears(types.UpdateNewAuthorization)).hash

        with pytest.raises(errors.PasswordHashInvalidError):
            await phone.client.edit_2fa(current_password="not it", new_password=newer)
        with pytest.raises(errors.PasswordHashInvalidError):
            await phone.client(_without_proof(await phone.client(functions.account.GetPasswordRequest())))
        assert await phone.client.edit_2fa(current_password=right, new_password=newer)
        tablet = await cast.device()
        with pytest.raises(errors.SessionPasswordNeededError):
            await sign_in(tablet.client, me.number)
        with pytest.raises(errors.PasswordHashInvalidError):
            await tablet.client.sign_in(password=right)
        assert (await tablet.client.sign_in(password=newer)).id == me.user.id

        assert await tablet.client.edit_2fa(current_password=newer)
        assert not (await tablet.client(functions.account.GetPasswordRequest())).has_password
        assert (await sign_in((await cast.device()).client, me.number)).id == me.user.id


async def test_a_password_alone_opens_nothing(house: House):
    house.keep_private("a password", "open sesame please")
    async with people(house) as cast:
        me = await cast.joins("Ali Without")
        await me.client.edit_2fa(new_password="open sesame please")
        stranger = await cast.device()
        with pytest.raises(errors.AuthKeyUnregisteredError):
            await stranger.client.sign_in(password="open sesame please")


async def _code(house: House, client, phone: str) -> str:
    await client.send_code_request(phone)
    return house.sms(phone)


async def _devices(client) -> dict:
    listed = await client(functions.account.GetAuthorizationsRequest())
    return {each.device_model: each for each in listed.authorizations}


async def _is_signed_out(client) -> None:
    """See that the account is closed to `client` at once; it comes back to the server by itself."""
    with pytest.raises(errors.AuthKeyUnregisteredError):
        await client(functions.contacts.GetContactsRequest(0))


def _without_proof(state):
    """Ask to remove the password without saying what it is."""
    settings = types.account.PasswordInputSettings(new_algo=state.new_algo, new_password_hash=b"", hint="")
    return functions.account.UpdatePasswordSettingsRequest(types.InputCheckPasswordEmpty(), settings)
