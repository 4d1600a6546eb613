"""Stories of Telethon, unmodified, on good networks and bad ones: carriages, cuts, restarts, crowds."""

import asyncio
import time
from types import SimpleNamespace
from unittest import mock

import pytest
from telethon import errors
from telethon.network import (
    ConnectionTcpAbridged,
    ConnectionTcpFull,
    ConnectionTcpIntermediate,
    ConnectionTcpObfuscated,
)
from telethon.network.connection.tcpintermediate import (
    IntermediatePacketCodec,
    RandomizedIntermediatePacketCodec,
)
from telethon.sessions import StringSession
from telethon.tl import functions, types

from tests.support.cable import Cable
from tests.support.house import House
from tests.support.telethon_people import CLOSED, people


class ObfuscatedIntermediate(ConnectionTcpObfuscated):
    """As Telethon speaks to a proxy, without the proxy."""

    packet_codec = IntermediatePacketCodec


class ObfuscatedPadded(ConnectionTcpObfuscated):
    """The same with padding, which Telethon calls randomized."""

    packet_codec = RandomizedIntermediatePacketCodec


CARRIAGES = {
    "full": ConnectionTcpFull,
    "abridged": ConnectionTcpAbridged,
    "intermediate": ConnectionTcpIntermediate,
    "obfuscated abridged": ConnectionTcpObfuscated,
    "obfuscated intermediate": ObfuscatedIntermediate,
    "obfuscated padded": ObfuscatedPadded,
}


@pytest.mark.parametrize("carriage", CARRIAGES)
async def test_every_carriage_takes_somebody_in_and_brings_updates(house: House, carriage: str):
    async with people(house) as cast:
        device = await cast.device(connection=CARRIAGES[carriage])
        me = await cast.joins("Carried along", device=device)
        assert (await me.client.get_me()).id == me.user.id
        long = await me.client(functions.help.GetCountriesListRequest("en", 0))
        assert len(long.countries) > 200
        wide = await me.client(functions.users.GetUsersRequest([types.InputUserSelf()] * 200))
        assert [user.id for user in wide] == [me.user.id] * 200
        await cast.on_another_device(me, connection=CARRIAGES[carriage])
        await device.hears(types.UpdateNewAuthorization)


async def test_200_calls_at_once_are_all_answered(house: House):
    async with people(house) as cast:
        me = await cast.joins("In A Hurry")
        answers = await asyncio.gather(*(me.client(_asks_for(number)) for number in range(1, 201)))
        assert [answer.id for [answer] in answers] == list(range(1, 201))


@pytest.mark.parametrize("ordered", [False, True])
async def test_100_calls_in_one_container_are_all_answered(house: House, ordered: bool):
    """Without waiting and asking again: to a list of calls, Telethon takes any FLOOD_WAIT for a failure."""
    async with people(house) as cast:
        me = await cast.joins("In A Box")
        answers = await me.client([_asks_for(number) for number in range(1, 101)], ordered=ordered)
        assert [answer.id for [answer] in answers] == list(range(1, 101))


async def test_no_call_is_lost_when_the_network_breaks(house: House):
    async with people(house, may_say=CLOSED) as cast, Cable.to(house) as cable:
        me = await cast.joins("Under Ground", device=await cast.device(port=cable.port))
        turns, answered = asyncio.Semaphore(25), asyncio.Semaphore(0)

        async def ask(number: int) -> int:
            async with turns:
                [answer] = await me.client(_asks_for(number))
                answered.release()
                return answer.id

        async def trouble() -> None:
            for round in range(6):
                for _ in range(30):
                    await answered.acquire()
                if round % 2:
                    cable.deaf = True  # what the server has answered gets lost
                    await asyncio.sleep(0.2)
                cable.cut()
                cable.deaf = False

        breaking = asyncio.create_task(trouble())
        answers = await asyncio.gather(*(ask(number) for number in range(1, 201)))
        await breaking
        assert answers == list(range(1, 201))
        assert cable.sockets >= 7
        assert (await me.client.get_me()).id == me.user.id


async def test_no_call_is_lost_when_the_server_restarts(house: House):
    async with people(house, may_say=f"{CLOSED}|Attempt \\d+ at connecting failed") as cast:
        carried = {
            name: await cast.joins(
                "Held Up", device=await cast.device(connection=carriage, connection_retries=60)
            )
            for name, carriage in CARRIAGES.items()
        }
        ended = asyncio.Event()

        async def ask_on(client) -> list[int]:
            asked: list[int] = []
            while not ended.is_set():
                number = len(asked) + 1
                [answer] = await client(_asks_for(number))
                asked.append(answer.id)
            return asked

        asking = [asyncio.create_task(ask_on(person.client)) for person in carried.values()]
        await asyncio.sleep(0.5)
        before = await asyncio.gather(*(person.client.get_me() for person in carried.values()))
        await asyncio.to_thread(house.restart)
        after = await asyncio.gather(*(person.client.get_me() for person in carried.values()))
        ended.set()
        for asked in await asyncio.gather(*asking):
            assert asked == list(range(1, len(asked) + 1))
        assert [user.id for user in after] == [user.id for user in before]

        full = carried["full"]
        again = await cast.device(StringSession(StringSession.save(full.client.session)))
        assert (await again.client.get_me()).id == full.user.id
        await cast.on_another_device(full)
        assert await full.device.hears(types.UpdateNewAuthorization)


async def test_what_was_changed_while_a_device_was_away_is_there_when_it_comes_back(house: House):
    async with people(house, may_say=CLOSED) as cast, Cable.to(house) as cable:
        me = await cast.joins("Away From Keyboard")
        away = await cast.on_another_device(me, port=cable.port)
        cable.cut()
        await me.client(functions.account.UpdateProfileRequest("Back At Keyboard"))
        assert (await away.client.get_me()).first_name == "Back At Keyboard"
        assert (await away.client.get_me(input_peer=True)).user_id == me.user.id


@pytest.mark.parametrize("hours", [-3, 3])
async def test_a_device_whose_clock_is_wrong_is_put_right(house: House, hours: int):
    async with people(house) as cast:
        me = await cast.joins("Out Of Time")
        kept = StringSession(StringSession.save(me.client.session))
        clock = SimpleNamespace(time=lambda: time.time() + hours * 3600)
        with mock.patch("telethon.network.mtprotostate.time", clock):
            late = await cast.device(kept)
            assert (await late.client.get_me()).id == me.user.id
            assert [answer.id for [answer] in await late.client([_asks_for(1), _asks_for(2)])] == [1, 2]


async def test_a_device_that_wants_no_updates_gets_none(house: House):
    async with people(house) as cast:
        me = await cast.joins("Left In Peace")
        quiet = await cast.on_another_device(me, receive_updates=False)
        await cast.on_another_device(me)
        await me.device.hears(types.UpdateNewAuthorization)
        await me.device.hears(types.UpdateNewAuthorization)
        assert (await quiet.client.get_me()).id == me.user.id
        assert quiet.has_heard() == []


async def test_a_crowd_signs_up_at_once(house: House):
    async with people(house) as cast:
        crowd = await asyncio.gather(*(cast.joins(f"Crowd {number}") for number in range(20)))
        assert len({person.user.id for person in crowd}) == 20
        seen = await asyncio.gather(*(person.client.get_me() for person in crowd))
        assert [user.first_name for user in seen] == [f"Crowd {number}" for number in range(20)]


async def test_the_protocols_own_requests_are_answered(house: House):
    async with people(house, may_say=f"{CLOSED}|AuthKeyNotFound") as cast:
        me = await cast.joins("Protocol Droid")
        send = me.client._sender.send
        assert (await send(functions.PingRequest(7))).ping_id == 7
        assert (await send(functions.PingDelayDisconnectRequest(8, 60))).ping_id == 8
        salts = await send(functions.GetFutureSaltsRequest(3))
        assert len(salts.salts) == 3
        assert isinstance(await send(functions.DestroySessionRequest(12345)), types.DestroySessionNone)
        assert isinstance(await send(functions.RpcDropAnswerRequest(12345)), types.RpcAnswerUnknown)
        text = StringSession.save(me.client.session)
        assert isinstance(await send(functions.DestroyAuthKeyRequest()), types.DestroyAuthKeyOk)
        with pytest.raises(errors.AuthKeyNotFound):
            await cast.device(StringSession(text))


def _asks_for(number: int):
    """Make a call whose answer shows to which it belongs: `userEmpty` of that id."""
    return functions.users.GetUsersRequest([types.InputUser(number, access_hash=0)])
