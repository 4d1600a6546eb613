"""Stories of people who use GramJS, a JavaScript library, unmodified. The scripts are in js/gramjs."""

import asyncio

import pytest

from tests.support.house import House
from tests.support.node import play


@pytest.mark.parametrize("carrier", ["full", "abridged", "obfuscated", "websocket"])
async def test_somebody_signs_up_and_in_again(house: House, carrier: str) -> None:
    number = house.new_number()
    house.keep_private("a name", "Bartholomew")
    person = {"phone": number.phone, "code": number.code, "firstName": "Bartholomew"}
    async with play("gramjs/signing_in.mjs", house, carrier=carrier, **person) as script:
        me = await script.step("signed up")
        assert me["firstName"] == "Bartholomew"
        assert me["phone"] == number.phone[1:]
        assert me["isSelf"]
        page = await script.step("looked at the own page")
        assert (page["id"], page["firstName"]) == (me["id"], "Bartholomew")
        assert (await script.step("looked at the chats"))["chats"] == 0
        assert (await script.step("signed in elsewhere"))["id"] == me["id"]
        assert (await script.step("both are gone"))["complaints"] == []


async def test_somebody_comes_back_after_a_cut_and_a_restart(house: House) -> None:
    number = house.new_number()
    person = {"phone": number.phone, "code": number.code, "firstName": "Leocadia"}
    async with play("gramjs/reconnecting.mjs", house, carrier="full", **person) as script:
        cut = await script.step("after a cut")
        assert cut["isSame"]
        assert cut["sockets"] > 1
        await script.step("wants a restart")
        await asyncio.to_thread(house.restart)
        await script.say()
        assert (await script.step("after a restart"))["isSame"]
