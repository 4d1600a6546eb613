"""Stories of people who use mtcute, a JavaScript library, unmodified. The scripts are in js/mtcute."""

import asyncio

import pytest

from tests.support.house import House
from tests.support.node import play

CARRIERS = ("tcp", "websocket", "temporary keys")
carriers = pytest.mark.parametrize("carrier", CARRIERS)


@carriers
async def test_a_second_device_signs_in_by_the_code_that_the_first_one_shows(
    house: House, carrier: str
) -> None:
    phone = house.new_real_number()
    house.keep_private("a name", "Philomena", "Quillfeather")
    person = {"phone": phone, "firstName": "Philomena", "lastName": "Quillfeather"}
    async with play("mtcute/signing_in.mjs", house, carrier=carrier, **person) as script:
        assert (await script.step("a stranger is refused"))["refused"] == "AUTH_KEY_UNREGISTERED"

        await script.step("a code was sent")
        first_code = house.sms(phone)
        await script.say(code=first_code)
        me = await script.step("signed up")
        assert me["name"] == "Philomena Quillfeather"
        assert me["phone"] == phone[1:]
        assert me["isSelf"]
        assert me["temporaryKey"] == (carrier == "temporary keys")
        page = await script.step("looked at the own page")
        assert (page["id"], page["bio"], page["isBlocked"]) == (me["id"], "", False)

        shown = await script.step("the first device shows a code")
        assert shown["code"] == house.sms(phone)
        assert shown["code"] != first_code
        assert shown["length"] == 5
        entered = await script.step("the second device is in")
        assert entered["id"] == me["id"]
        assert entered["refused"] == "PHONE_CODE_INVALID"
        assert entered["again"] == "PHONE_CODE_EXPIRED"

        left = await script.step("the second device left")
        assert left["refused"] == "AUTH_KEY_UNREGISTERED"
        assert left["first"] == me["id"]
        assert (await script.step("both are gone"))["complaints"] == []


async def test_a_new_device_must_give_the_second_password(house: House) -> None:
    number = house.new_number()
    story = {"password": "correct horse", "newPassword": "battery staple", "hint": "an equine of merit"}
    house.keep_private("a password or its hint", *story.values())
    async with play(
        "mtcute/password.mjs", house, phone=number.phone, code=number.code, firstName="Wilhelmina", **story
    ) as script:
        assert (await script.step("a password is set"))["hint"] == story["hint"]
        asked = await script.step("it is asked for")
        assert asked["needed"] == "SESSION_PASSWORD_NEEDED"
        assert asked["hint"] == story["hint"]
        assert asked["meanwhile"] in {"SESSION_PASSWORD_NEEDED", "AUTH_KEY_UNREGISTERED"}

        opened = await script.step("only the right one opens")
        assert opened["wrong"] == "PASSWORD_HASH_INVALID"
        assert opened["isSame"]

        changed = await script.step("it is changed")
        assert changed["wrongOld"] == "PASSWORD_HASH_INVALID"
        assert changed["old"] == "PASSWORD_HASH_INVALID"
        assert changed["isSame"]

        removed = await script.step("it is removed")
        assert removed["isSame"]
        assert not removed["hint"]
        assert (await script.step("all are gone"))["complaints"] == []


async def test_people_find_each_other_and_decide_what_others_see(house: House) -> None:
    alice, bob, unknown = house.new_number(1), house.new_number(2), house.new_number(3)
    bio = "Down the rabbit hole since 1865"
    house.keep_private("what people write about themselves", bio, "Pleasance", "Al From the pub", "Bobby")
    async with play(
        "mtcute/people.mjs",
        house,
        alice={
            "phone": alice.phone,
            "code": alice.code,
            "firstName": "Alice",
            "username": "alice_in_js",
            "bio": bio,
        },
        bob={"phone": bob.phone, "code": bob.code, "firstName": "Bob"},
        unknown=unknown.phone,
    ) as script:
        changed = await script.step("her other device sees the change")
        assert changed["isHers"]
        assert changed["firstName"] == "Alicia"
        assert changed["usernames"] == ["alice_in_js"]

        found = await script.step("he finds her by her username")
        assert found["isShe"]
        assert found["name"] == "Alicia Pleasance"
        assert found["phone"] is None
        assert found["bio"] == bio
        assert found["taken"] == "USERNAME_OCCUPIED"
        assert found["invalid"] == "USERNAME_INVALID"
        assert found["nobody"] == "MtPeerNotFoundError"

        kept = await script.step("he imports her number")
        assert kept["imported"] == 1
        assert kept["clientId"] == 1
        assert kept["isShe"]
        assert kept["name"] == "Al From the pub"
        assert (kept["isContact"], kept["isMutual"]) == (True, False)

        mutual = await script.step("she imports his")
        assert mutual["isMutual"]
        assert mutual["phone"] == alice.phone[1:], "her contacts see her number"

        deleted = await script.step("he deletes her")
        assert not deleted["isContact"]
        assert deleted["left"] == 0
        assert deleted["name"] == "Alicia Pleasance"
        added = await script.step("he adds her again")
        assert added["isContact"]
        assert added["name"] == "Alice again"

        blocked = await script.step("she blocks him for a while")
        assert blocked["isHe"]
        assert (blocked["isBlocked"], blocked["isBlockedLater"]) == (True, False)

        seen = await script.step("she decides who sees her number")
        assert seen["seen"] == [None, alice.phone[1:], None]
        finds = await script.step("she decides who finds her by it")
        assert finds["finds"] == [1, 0]
        assert finds["hidden"] == finds["unknown"] == "MtPeerNotFoundError"
        assert (await script.step("all are gone"))["complaints"] == []


async def test_devices_are_listed_and_ended_from_another(house: House) -> None:
    number = house.new_number()
    person = {"phone": number.phone, "code": number.code, "firstName": "Sigismund"}
    async with play("mtcute/sessions.mjs", house, **person) as script:
        listed = await script.step("three devices are listed")
        desk, phone, tablet = sorted(listed["devices"])
        assert [desk[0], phone[0], tablet[0]] == ["Desk", "Phone", "Tablet"]
        assert desk[1:] == ["4.2", 1, True, "0"], "the current device's hash is 0"
        assert not phone[3]
        assert not tablet[3]
        assert "0" not in {phone[4], tablet[4]}
        assert set(listed["addresses"]) == {"127.0.0.0/24"}, "at most the network of a device is shown"

        ended = await script.step("one is ended")
        assert ended["refused"] == "AUTH_KEY_UNREGISTERED"
        assert ended["left"] == ["Desk", "Tablet"]
        assert ended["again"] == "HASH_INVALID"
        alone = await script.step("all others are ended")
        assert alone["refused"] == "AUTH_KEY_UNREGISTERED"
        assert alone["left"] == ["Desk"]
        assert (await script.step("an ended one may sign in again"))["left"] == ["Desk", "Phone"]


async def test_a_restart_of_the_server_loses_no_call(house: House) -> None:
    numbers = {carrier: house.new_number() for carrier in CARRIERS}
    people = [
        {
            "carrier": carrier,
            "phone": number.phone,
            "code": number.code,
            "firstName": "Persephone",
            "username": f"back_by_{carrier.replace(' ', '_')}",
        }
        for carrier, number in numbers.items()
    ]
    async with play("mtcute/restart.mjs", house, people=people) as script:
        await script.step("in the middle")
        await asyncio.to_thread(house.restart)
        await script.say()
        for carrier, end in zip(CARRIERS, (await script.step("all was answered"))["ends"], strict=True):
            assert end["during"] > 0, carrier
            assert end["lost"] == 0, carrier
            assert end["isLast"], carrier
        assert all((await script.step("updates arrive as before"))["heard"])


@carriers
async def test_what_was_done_is_not_done_twice_when_the_network_breaks(house: House, carrier: str) -> None:
    number = house.new_number()
    person = {"phone": number.phone, "code": number.code, "firstName": "Ottoline"}
    username = f"cut_off_by_{carrier.replace(' ', '_')}"
    async with play("mtcute/cut.mjs", house, carrier=carrier, username=username, **person) as script:
        again = await script.step("a lost answer comes again")
        assert again["username"] == username
        assert again["sockets"] > 1
        answered = await script.step("all was answered")
        assert answered["same"] == 120
        assert answered["sockets"] >= again["sockets"] + 3


@carriers
async def test_many_calls_at_once_and_long_answers(house: House, carrier: str) -> None:
    number = house.new_number()
    person = {"phone": number.phone, "code": number.code, "firstName": "Thaddeus"}
    async with play("mtcute/plenty.mjs", house, carrier=carrier, calls=200, **person) as script:
        assert (await script.step("many calls are answered"))["answers"] == 200
        assert (await script.step("a long answer is read"))["users"] == 150
        assert (await script.step("gone"))["complaints"] == []
