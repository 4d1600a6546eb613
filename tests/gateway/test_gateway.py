"""The gateway on real sockets and a real database, with a namespace of the test's own behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect as connect_websocket
from websockets.exceptions import InvalidHandshake
from websockets.typing import Subprotocol

from folkmoot.demo.wire import Hung, RpcFailed, WireClient
from folkmoot.gateway import GatewaySettings
from folkmoot.gateway.proxy import SIGNATURE
from folkmoot.kernel.chance import SystemChance
from folkmoot.kernel.ids import AuthKeyId
from folkmoot.mtproto import tl
from folkmoot.mtproto.crypto import AuthKey
from folkmoot.mtproto.framing import ClientCarrier, Transport
from folkmoot.mtproto.salts import Salts
from folkmoot.storage import Database
from tests.gateway.place import CLOCK, Place, opened, until
from tests.support import SeededChance


@pytest.fixture
async def place(db: Database, tmp_path: Path) -> AsyncIterator[Place]:
    async with opened(db, tmp_path, GatewaySettings()) as place:
        yield place


# --- carriage ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("transport", "obfuscated"),
    [
        (each, hidden)
        for each in Transport
        for hidden in (False, True)
        if not (hidden and each is Transport.FULL)
    ],
)
async def test_every_transport_carries_a_key_exchange_and_a_call(place, transport, obfuscated):
    client = await place.client(transport=transport, obfuscated=obfuscated)
    assert await client.call(tl.HelpGetConfig()) is True
    client.close()


async def test_the_websocket_is_one_more_carrier(place):
    carrier = ClientCarrier(Transport.INTERMEDIATE, True, SeededChance(5))
    key = await (await place.client()).agree()
    async with connect_websocket(
        f"ws://localhost:{place.port}/apiws", subprotocols=[Subprotocol("binary")]
    ) as socket_:
        assert socket_.subprotocol == "binary"
        client = WireClient(place.server, CLOCK, SystemChance(), key)
        session = await client.begin_session()
        session.call(tl.encode(tl.HelpGetConfig()), CLOCK.time())
        await socket_.send(carrier.opening())
        heard: list[Any] = []
        while not any(getattr(each, "body", b"") == tl.TRUE for each in heard):
            for packet in session.data_to_send(CLOCK.time()):
                await socket_.send(carrier.frame(packet))
            for got in carrier.receive(await asyncio.wait_for(socket_.recv(decode=False), 5)):
                heard += session.receive(got.payload, CLOCK.time())


async def test_a_page_asked_for_on_the_wrong_port_is_told_where_to_go(place):
    reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    answer = await asyncio.wait_for(reader.read(), 5)
    assert answer.startswith(b"HTTP/1.1 404")
    assert b"/apiws" in answer
    writer.close()


# --- keys ----------------------------------------------------------------------


async def test_an_unknown_key_is_told_so_and_the_client_can_make_another(place):
    client = await place.client(auth_key=AuthKey.of(bytes(256)))
    with pytest.raises(Hung, match="-404"):
        await client.call(tl.HelpGetConfig())


async def test_a_key_outlives_the_process_that_made_it(db, tmp_path):
    async with opened(db, tmp_path, GatewaySettings()) as first:
        key = await (await first.client()).agree()
    async with opened(db, tmp_path, GatewaySettings()) as second:
        assert await (await second.client(auth_key=key)).call(tl.HelpGetConfig()) is True


async def test_a_destroyed_key_is_gone(place):
    client = await place.client()
    await client.call(tl.HelpGetConfig())
    client.session.tell(tl.DestroyAuthKey(), CLOCK.time(), content=True)
    client._flush()
    await until(lambda: tl.encode(tl.DestroyAuthKeyOk()) in client.pushed)
    again = await place.client(auth_key=client.auth_key)
    with pytest.raises(Hung, match="-404"):
        await again.call(tl.HelpGetConfig())


async def test_a_temporary_key_that_is_not_bound_may_do_nothing(place):
    client = await place.client()
    await client.agree(expires_in=3600)
    with pytest.raises(RpcFailed, match="AUTH_KEY_PERM_EMPTY"):
        await client.call(tl.HelpGetConfig())


async def test_a_bound_temporary_key_speaks_for_its_permanent_key(place):
    owner = await place.client()
    await owner.call(tl.HelpGetSupport())
    temporary = await place.client()
    key = await temporary.agree(expires_in=3600)
    until_when = CLOCK.now().replace(year=CLOCK.now().year + 1)
    await place.keys.bind(AuthKeyId(key.key_id), AuthKeyId(owner.auth_key.key_id), until_when)
    assert await temporary.call(tl.UpdatesGetState()) is True


# --- calls ----------------------------------------------------------------------


async def test_errors_are_answers_and_the_session_goes_on(place):
    client = await place.client()
    for request, name in [
        (tl.HelpGetInviteText(), "NO_THANKS"),
        (tl.AccountGetContentSettings(), "INTERNAL"),
        (tl.UpdatesGetState(), "AUTH_KEY_UNREGISTERED"),
        (tl.HelpGetPromoData(), "INPUT_METHOD_INVALID"),
    ]:
        with pytest.raises(RpcFailed, match=name):
            await client.call(request)
    with pytest.raises(RpcFailed, match="INPUT_METHOD_INVALID"):
        await client.call_raw(b"\x01\x02\x03\x04")
    with pytest.raises(RpcFailed, match="INPUT_REQUEST"):
        await client.call_raw(tl.encode(tl.HelpGetConfig()) + bytes(4))
    assert await client.call(tl.HelpGetConfig()) is True


async def test_an_answer_finds_its_way_over_the_next_socket(place):
    client = await place.client()
    await client.call(tl.HelpGetConfig())
    session = client.session
    slow = session.call(tl.encode(tl.HelpGetNearestDc()), CLOCK.time())
    client._flush()
    await asyncio.sleep(0.1)
    client.close()
    place.parlour.door.set()
    await asyncio.sleep(0.1)
    await client.connect()
    waiting = asyncio.get_running_loop().create_future()
    client._answers[slow] = waiting
    assert await client.call(tl.HelpGetConfig()) is True
    assert await asyncio.wait_for(waiting, 5) == tl.TRUE


async def test_a_call_waits_for_the_one_it_is_to_follow(place):
    client = await place.client()
    await client.call(tl.HelpGetConfig())
    place.parlour.order.clear()
    first = client.session.call(tl.encode(tl.HelpGetNearestDc()), CLOCK.time())
    client._answers[first] = asyncio.get_running_loop().create_future()
    second = asyncio.create_task(
        client.call(tl.InvokeAfterMsg(msg_id=first, query=tl.encode(tl.HelpGetConfig())))
    )
    await asyncio.sleep(0.1)
    assert place.parlour.order == []
    place.parlour.door.set()
    assert await second is True
    assert place.parlour.order == ["later", "at once"]


async def test_too_many_calls_in_flight_are_told_to_wait(db, tmp_path):
    async with opened(db, tmp_path, GatewaySettings(calls_in_flight=4)) as place:
        client = await place.client()
        await client.call(tl.HelpGetConfig())
        calls = [asyncio.create_task(client.call(tl.HelpGetNearestDc())) for _ in range(6)]
        await asyncio.sleep(0.2)
        refused = [call for call in calls if call.done()]
        assert [str(call.exception()) for call in refused] == ["420 FLOOD_WAIT_1"] * 2
        place.parlour.door.set()
        assert [await call for call in calls if call not in refused] == [True] * 4


async def test_stopping_lets_running_calls_answer(db, tmp_path):
    async with opened(db, tmp_path, GatewaySettings()) as place:
        client = await place.client()
        await client.call(tl.HelpGetConfig())
        call = asyncio.create_task(client.call(tl.HelpGetNearestDc()))
        await asyncio.sleep(0.1)
        stopping = asyncio.create_task(place.gateway.stop(grace=5.0))
        await asyncio.sleep(0.1)
        place.parlour.door.set()
        await stopping
        assert await call is True


async def test_where_a_signed_in_device_is_used_is_reported_once_for_a_socket(place):
    client = await place.client()
    await client.call(tl.HelpGetSupport())
    await client.call(tl.HelpGetConfig())
    await client.call(tl.HelpGetConfig())
    assert place.watcher.seen_from == []  # whoever signs in is on record by that
    again = await place.client(auth_key=client.auth_key)
    await again.call(tl.HelpGetConfig())
    await again.call(tl.HelpGetConfig())
    assert {origin.address for origin in place.watcher.seen_from} == {"127.0.0.1"}


# --- limits ----------------------------------------------------------------------


async def test_too_many_strangers_from_one_address_are_told_to_wait(db, tmp_path):
    async with opened(db, tmp_path, GatewaySettings(unauthenticated_per_address=2)) as place:
        held = [await place.client() for _ in range(2)]
        third = await place.client()
        with pytest.raises(Hung, match="-429"):
            await third.agree()
        await held[0].call(tl.HelpGetSupport())
        await held[0].call(tl.HelpGetConfig())
        assert await (await place.client()).call(tl.HelpGetConfig()) is True


async def test_too_many_key_exchanges_from_one_address_are_told_to_wait(db, tmp_path):
    async with opened(db, tmp_path, GatewaySettings(handshakes_per_address=1.0)) as place:
        for _ in range(3):
            await (await place.client()).agree()
        with pytest.raises(Hung, match="-429"):
            await (await place.client()).agree()


async def test_a_silent_socket_is_closed(db, tmp_path, monkeypatch):
    monkeypatch.setattr("folkmoot.gateway.server.SWEEP_SECONDS", 0.05)
    async with opened(db, tmp_path, GatewaySettings(unauthenticated_seconds=0.1)) as place:
        reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
        assert await asyncio.wait_for(reader.read(), 5) == b""
        writer.close()


async def test_a_session_is_forgotten_when_the_client_asks_for_it(place):
    first = await place.client()
    await first.call(tl.HelpGetConfig())
    second = await place.client(auth_key=first.auth_key)
    await second.call(tl.HelpGetConfig())
    second.session.tell(tl.DestroySession(session_id=first.session.session_id), CLOCK.time(), content=True)
    second._flush()
    wanted = tl.encode(tl.DestroySessionOk(session_id=first.session.session_id))
    await until(lambda: wanted in second.pushed)
    with pytest.raises(Hung):
        await first.call(tl.HelpGetConfig())


# --- behind a balancer ----------------------------------------------------------------------


async def test_behind_a_balancer_the_caller_is_the_client_and_not_the_balancer(db, tmp_path):
    async with opened(db, tmp_path, GatewaySettings(trusted_proxies=("127.0.0.0/8",))) as place:
        client = WireClient(place.server, CLOCK, SystemChance())
        carrier = client._carrier = ClientCarrier(Transport.ABRIDGED, True, SystemChance())
        await asyncio.get_running_loop().create_connection(lambda: client, "127.0.0.1", place.port)
        said = bytes([203, 0, 113, 9, 127, 0, 0, 1]) + (51000).to_bytes(2, "big") + (443).to_bytes(2, "big")
        client.send_raw(SIGNATURE + b"\x21\x11" + len(said).to_bytes(2, "big") + said + carrier.opening())
        await client.call(tl.HelpGetConfig())
        caller = place.parlour.heard[0]
        assert (caller.address, caller.port) == ("203.0.113.9", 51000)
        direct = await place.client()
        with pytest.raises(Hung):
            await direct.call(tl.HelpGetConfig())


@pytest.mark.parametrize(
    ("trusted", "said", "heard"),
    [
        (True, {"X-Forwarded-For": "6.6.6.6, 203.0.113.9"}, "203.0.113.9"),
        (False, {"X-Forwarded-For": "203.0.113.9"}, "127.0.0.1"),
        (True, {}, None),
    ],
)
async def test_a_websocket_through_a_proxy_is_its_clients(db, tmp_path, trusted, said, heard):
    proxies = ("127.0.0.0/8", "::1/128") if trusted else ()
    async with opened(db, tmp_path, GatewaySettings(trusted_proxies=proxies)) as place:
        key = AuthKey.of(SystemChance().bytes(256))
        await place.keys.add(key.key_id, key.data, None)
        uri, binary = f"ws://127.0.0.1:{place.port}/apiws", [Subprotocol("binary")]
        if heard is None:
            with pytest.raises((InvalidHandshake, ConnectionError, EOFError)):
                await connect_websocket(uri, subprotocols=binary, additional_headers=said)
            return
        carrier = ClientCarrier(Transport.INTERMEDIATE, True, SeededChance(5))
        client = WireClient(place.server, CLOCK, SystemChance(), key)
        session = await client.begin_session()
        session.salt = Salts(place.secret).now(key.key_id, CLOCK.time()).current
        session.call(tl.encode(tl.HelpGetConfig()), CLOCK.time())
        async with connect_websocket(uri, subprotocols=binary, additional_headers=said) as socket_:
            await socket_.send(carrier.opening())
            for packet in session.data_to_send(CLOCK.time()):
                await socket_.send(carrier.frame(packet))
            await until(lambda: place.parlour.heard)
        assert place.parlour.heard[0].address == heard
