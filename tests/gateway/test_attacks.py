"""What a hostile client, or bad timing, tried against the gateway and got: each of these has worked once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from websockets.asyncio.client import connect as connect_websocket
from websockets.typing import Subprotocol

from folkmoot.demo.wire import Hung, RpcFailed, WireClient
from folkmoot.gateway import GatewaySettings
from folkmoot.kernel.ids import UserId
from folkmoot.mtproto import tl
from folkmoot.mtproto.framing import ClientCarrier, Transport
from folkmoot.storage import Database
from tests.gateway.place import CLOCK, Place, opened, until
from tests.support import SeededChance


@pytest.fixture
async def place(db: Database, tmp_path: Path) -> AsyncIterator[Place]:
    async with opened(db, tmp_path, GatewaySettings()) as place:
        yield place


# --- the session's place -----------------------------------------------------------------------------------


async def test_a_recorded_packet_played_again_does_not_take_over_the_session(place):
    victim = await place.member()
    victim.session.call(tl.encode(tl.UpdatesGetState()), CLOCK.time())
    recorded = victim.session.data_to_send(CLOCK.time())
    thief = await place.client()
    for socket in (victim, thief):
        for packet in recorded:
            socket.send_packet(packet)
        await asyncio.sleep(0.1)
    await asyncio.sleep(0.2)
    (session,) = place.gateway.registry.sessions_of(UserId(42))
    session.push(tl.encode(tl.UpdatesTooLong()))
    await until(lambda: tl.encode(tl.UpdatesTooLong()) in victim.pushed)


async def test_whoever_is_signed_out_while_a_key_is_looked_up_stays_out(place):
    owner = await place.member()
    key = owner.auth_key
    await place.keys.remember_app(key.key_id, 229, None)
    registry = place.gateway.registry
    registry.forget(registry.held(key.key_id))
    place.keys.gate = asyncio.Event()
    again = await place.client(auth_key=key)
    call = asyncio.create_task(again.call(tl.UpdatesGetState(), timeout=5))
    await asyncio.sleep(0.1)
    looked_at = registry._revoked
    registry.sign_out([key.key_id])
    place.keys.gate.set()
    with pytest.raises((Hung, RpcFailed)):
        await call
    assert registry._revoked > looked_at


# --- temporary keys ----------------------------------------------------------------------------------------


async def test_a_temporary_key_speaks_for_its_owner_once_the_binding_is_answered(place):
    owner = await place.member()
    temporary = await place.client()
    assert await place.bind(temporary, owner.auth_key)
    assert await temporary.call(tl.UpdatesGetState()) is True


async def test_a_binding_ends_when_it_says_so(place):
    owner = await place.member()
    temporary = await place.client()
    assert await place.bind(temporary, owner.auth_key, seconds=2)
    await asyncio.sleep(2.5)
    with pytest.raises(Hung):
        await temporary.call(tl.UpdatesGetState())
    await temporary.connect()
    with pytest.raises(Hung, match="-404"):
        await temporary.call(tl.UpdatesGetState())


async def test_with_a_permanent_key_go_its_temporary_ones(place):
    owner = await place.member()
    temporary = await place.client()
    assert await place.bind(temporary, owner.auth_key)
    await owner.tell(tl.DestroyAuthKey())
    await until(lambda: temporary.closed)
    assert not list(place.gateway.registry.sessions_of(UserId(42)))


async def test_nothing_is_left_of_devices_whose_keys_are_forgotten(place):
    owner = await place.member()
    temporary = await place.client()
    assert await place.bind(temporary, owner.auth_key)
    registry = place.gateway.registry
    for key in tuple(registry._keys.values()):
        registry.forget(key)
    assert (registry._keys, registry._devices, dict(registry._users)) == ({}, {}, {})


# --- sockets -----------------------------------------------------------------------------------------------


async def test_silent_sockets_beyond_the_limit_do_not_stay(db, tmp_path, monkeypatch):
    monkeypatch.setattr("folkmoot.gateway.server.SWEEP_SECONDS", 0.05)
    monkeypatch.setattr("folkmoot.gateway.server.TOLD_WITHIN", 0.1)
    async with opened(db, tmp_path, GatewaySettings(unauthenticated_per_address=4)) as place:
        sockets = [await asyncio.open_connection("127.0.0.1", place.port) for _ in range(100)]
        await until(lambda: len(place.gateway._connections) <= 4)
        for _, writer in sockets:
            writer.close()


async def test_a_websocket_that_reads_nothing_is_cut_off(db, tmp_path):
    async with opened(db, tmp_path, GatewaySettings(write_buffer=1 << 16)) as place:
        carrier = ClientCarrier(Transport.INTERMEDIATE, True, SeededChance(5))
        client = await place.member()
        uri = f"ws://localhost:{place.port}/apiws"
        async with connect_websocket(uri, subprotocols=[Subprotocol("binary")], max_queue=1) as socket:
            again = WireClient(place.server, CLOCK, SeededChance(6), client.auth_key)
            session = await again.begin_session()
            session.salt = client.session.salt
            session.call(tl.encode(tl.HelpGetConfig()), CLOCK.time())
            await socket.send(carrier.opening())
            for packet in session.data_to_send(CLOCK.time()):
                await socket.send(carrier.frame(packet))
            await asyncio.sleep(0.2)
            client.close()
            for held in list(place.gateway.registry.sessions_of(UserId(42))):
                for _ in range(400):
                    held.push(bytes(100_000))
            await until(lambda: not place.gateway._connections)


async def test_a_socket_that_is_closed_and_never_read_goes_all_the_same(db, tmp_path, monkeypatch):
    monkeypatch.setattr("folkmoot.gateway.server.SWEEP_SECONDS", 0.1)
    async with opened(db, tmp_path, GatewaySettings(write_buffer=8 << 20)) as place:
        client = await place.client()
        await client.call(tl.HelpGetConfig())
        (connection,) = place.gateway._connections
        client._transport.pause_reading()
        for _ in range(80):
            connection._transport.write(bytes(100_000))
        connection.close()
        await until(lambda: not place.gateway._connections)


# --- turns -------------------------------------------------------------------------------------------------


async def test_a_flood_of_small_packets_takes_turns_with_everybody_else(place):
    """Not timed: it counts how often others had a turn while the flood was taken."""
    client = await place.client()
    await client.call(tl.HelpGetConfig())
    for number in range(3000):
        client.session.tell(tl.Ping(ping_id=number), CLOCK.time(), content=True)
        for packet in client.session.data_to_send(CLOCK.time()):
            client.send_packet(packet)
    turns = 0
    pong = tl.constructor_of(tl.encode(tl.Pong(msg_id=1, ping_id=1)))
    async with asyncio.timeout(20):
        while sum(tl.constructor_of(pushed) is pong for pushed in client.pushed) < 3000:
            turns += 1
            await asyncio.sleep(0)
    assert turns > 20


async def test_calls_that_wait_for_each_other_do_not_wait(place):
    client = await place.client()
    await client.call(tl.HelpGetConfig())
    session = client.session
    ids = [session.next_id(CLOCK.time()) for _ in range(2)]
    query = tl.encode(tl.HelpGetConfig())
    for own, other in (ids, reversed(ids)):
        body = tl.encode(tl.InvokeAfterMsg(msg_id=other, query=query))
        client._answers[session.call(body, CLOCK.time(), own)] = asyncio.get_running_loop().create_future()
    client._flush()
    answers = [client._answers[each] for each in ids]
    assert await asyncio.wait_for(asyncio.gather(*answers), 5) == [tl.TRUE, tl.TRUE]


async def test_a_call_that_follows_a_failed_one_fails_too(place):
    client = await place.client()
    await client.call(tl.HelpGetConfig())
    session = client.session
    first = session.call(tl.encode(tl.HelpGetSupportName()), CLOCK.time())
    client._answers[first] = asyncio.get_running_loop().create_future()
    query = tl.encode(tl.HelpGetConfig())
    second = asyncio.create_task(client.call(tl.InvokeAfterMsg(msg_id=first, query=query)))
    await asyncio.sleep(0.1)
    place.parlour.door.set()
    with pytest.raises(RpcFailed, match="MSG_WAIT_FAILED"):
        await second


# --- the end -----------------------------------------------------------------------------------------------


async def test_once_stopping_nothing_more_is_taken_and_what_runs_is_recorded(place):
    member = await place.member()
    again = await place.client(auth_key=member.auth_key)
    place.watcher.seconds = 0.3
    slow = asyncio.create_task(again.call(tl.HelpGetNearestDc()))
    await asyncio.sleep(0.1)
    stopping = asyncio.create_task(place.gateway.stop(grace=5.0))
    await asyncio.sleep(0.1)
    taken = len(place.parlour.heard)
    late = asyncio.create_task(member.call(tl.HelpGetConfig(), timeout=1))
    await asyncio.sleep(0.1)
    place.parlour.door.set()
    await stopping
    assert await slow is True
    assert len(place.parlour.heard) == taken
    assert len(place.watcher.seen_from) == 1
    with pytest.raises((Hung, TimeoutError)):
        await late
