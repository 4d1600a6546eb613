"""What no client sends: each gets an error or a closed socket, memory stays bounded, the server goes on.

Twelve thousand cases against the whole running server, from a seed, so that a failure can be had again.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import random
import struct
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import psutil
import pytest

from folkmoot.demo.wire import Hung, RpcFailed, Server, WireClient
from folkmoot.gateway import proxy
from folkmoot.kernel.chance import SystemChance
from folkmoot.kernel.clock import SystemClock
from folkmoot.mtproto import tl
from folkmoot.mtproto.crypto import AuthKey, RsaPublicKey, encrypt
from folkmoot.mtproto.framing import ClientCarrier, Transport
from folkmoot.mtproto.handshake import plain_message
from folkmoot.mtproto.session import Session
from tests.support import SeededChance
from tests.support.house import House

SEED = int(os.environ.get("FOLKMOOT_TEST_SEED", "20261124"))
AT_ONCE = 32
ANSWER_WITHIN = 20.0
GROWTH_AT_MOST = 96 << 20
"""Bytes by which the messenger may grow over the whole corpus; one bomb alone would be 512 MiB."""

SERVICE = {*Session._SERVICE, tl.MsgsAck}
"""What a session answers by itself, if at all."""

CLOCK = SystemClock()


def now() -> int:
    return int(CLOCK.time())


# --- the corpus ----------------------------------------------------------------------------------------


def first_bytes(chance: random.Random, count: int) -> Iterator[bytes]:
    """Openings of no transport, cut and oversize frames, HTTP that is none, PROXY headers of strangers."""
    for _ in range(count):
        noise = chance.randbytes(chance.randrange(1, 400))
        yield chance.choice(
            [
                noise,
                b"\xef" + noise,
                b"\xef\x7f\xff\xff\xff" + noise,
                b"\xee\xee\xee\xee" + noise,
                b"\xee\xee\xee\xee\xff\xff\xff\x7f" + noise,
                b"\xdd\xdd\xdd\xdd" + struct.pack("<i", -chance.randrange(1, 1 << 31)) + noise,
                struct.pack("<ii", chance.randrange(12, 1 << 20), 0) + noise,
                b"GET " + noise,
                b"GET /apiws HTTP/1.1\r\nHost: x\r\n\r\n" + noise,
                b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * chance.randrange(400) + noise,
                b"POST / HTTP/1.1\r\n\r\n" + noise,
                b"\x16\x03\x01" + noise,
                proxy.SIGNATURE + b"\x21\x11\x00\x0c" + noise,
                proxy.SIGNATURE[:7],
            ]
        )


def plain_bodies(chance: random.Random, count: int) -> Iterator[bytes]:
    """Key exchanges that go wrong: noise, cut and bent messages, steps out of their order."""
    nonce = chance.randbytes(16)
    whole = [
        tl.encode(tl.ReqPqMulti(nonce=nonce)),
        tl.encode(
            tl.ReqDHParams(
                nonce=nonce,
                server_nonce=nonce,
                p=b"\x03",
                q=b"\x05",
                public_key_fingerprint=chance.getrandbits(62),
                encrypted_data=chance.randbytes(256),
            )
        ),
        tl.encode(
            tl.SetClientDHParams(nonce=nonce, server_nonce=nonce, encrypted_data=chance.randbytes(336))
        ),
        tl.encode(tl.Ping(ping_id=1)),
    ]
    for _ in range(count):
        yield bent(chance, chance.choice(whole))


def bent(chance: random.Random, data: bytes) -> bytes:
    """Return `data` cut, lengthened, with a bit changed, or noise; whole words of it."""
    kind = chance.randrange(5)
    if kind == 0:
        data = data[: chance.randrange(len(data) + 1)]
    elif kind == 1:
        data += chance.randbytes(chance.randrange(1, 64))
    elif kind == 2 and data:
        at = chance.randrange(len(data))
        data = data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
    elif kind == 3:
        data = chance.randbytes(chance.randrange(4, 300))
    return data + bytes(-len(data) % 4)


def requests(chance: random.Random, count: int) -> Iterator[bytes]:
    """Bodies under a good key: bent calls, bombs, nests, vectors that claim to be vast, wrong types."""
    layered = tl.encode(
        tl.InvokeWithLayer(
            layer=229,
            query=tl.encode(
                tl.InitConnection(
                    api_id=1,
                    device_model="d" * 300,
                    system_version="s",
                    app_version="a",
                    system_lang_code="en",
                    lang_pack="",
                    lang_code="en",
                    query=tl.encode(tl.HelpGetConfig()),
                )
            ),
        )
    )
    whole = [
        layered,
        tl.encode(
            tl.AuthSendCode(phone_number="+1" + "9" * 40, api_id=1, api_hash="x", settings=tl.CodeSettings())
        ),
        tl.encode(tl.UsersGetUsers(id=[tl.InputUserSelf(), tl.InputUser(user_id=1, access_hash=2)])),
        tl.encode(tl.ContactsGetContacts(hash=0)),
        tl.encode(tl.MsgsAck(msg_ids=list(range(100)))),
        tl.encode(tl.MsgsStateReq(msg_ids=list(range(1000)))),
    ]
    bomb = gzip.compress(bytes(64 << 20), compresslevel=9)
    special = [
        packed(bomb),
        packed(packed(packed(tl.encode(tl.HelpGetConfig())))),
        packed(chance.randbytes(50)),
        b"\x15\xc4\xb5\x1c" + struct.pack("<i", 0x7FFFFFFF),
        struct.pack("<I", 0x0D91A548) + struct.pack("<Ii", 0x1CB5C415, 0x7FFFFFFF),
        tl.encode(tl.InvokeWithLayer(layer=1 << 30, query=b"")),
        tl.encode(tl.InvokeWithLayer(layer=-5, query=layered)),
        nested(40),
        struct.pack("<Iii", 0x73F1F8DC, 0x7FFFFFFF, 0),
        tl.encode(tl.MsgContainer(messages=[])),
        struct.pack("<I", 0x73F1F8DC) + struct.pack("<i", 1) + struct.pack("<qii", 4, 1, 1 << 20),
    ]
    for _ in range(count):
        yield chance.choice(special) if chance.random() < 0.1 else bent(chance, chance.choice(whole))


def packed(data: bytes) -> bytes:
    return tl.encode(tl.GzipPacked(packed_data=data if data[:2] == b"\x1f\x8b" else gzip.compress(data)))


def nested(depth: int) -> bytes:
    query = tl.encode(tl.HelpGetConfig())
    for _ in range(depth):
        query = tl.encode(tl.InvokeAfterMsg(msg_id=1, query=query))
    return query


def envelopes(chance: random.Random, key: AuthKey, count: int) -> Iterator[bytes]:
    """Packets that name a good key, or nearly, and are none."""
    good = encrypt(key, bytes(48), from_client=True, chance=SeededChance(1))
    for _ in range(count):
        length = chance.choice([-4, 0, 3, 4, 1 << 20, 0x7FFFFFFF, -(1 << 31)])
        head = struct.pack("<qqqii", chance.getrandbits(60), 5, now() << 32, chance.getrandbits(20), length)
        odd = encrypt(key, head + bytes(chance.randrange(40)), from_client=True, chance=SeededChance(2))
        yield chance.choice(
            [bent(chance, good), odd, good[:24], good[:8] + chance.randbytes(64), good[:40], odd + bytes(4)]
        )


# --- delivery ------------------------------------------------------------------------------------------


async def outcome_of_bytes(house: House, data: bytes) -> str:
    """Send `data` on a socket of its own, end our half, and tell how the server ended its half."""
    reader, writer = await asyncio.open_connection(house.host, house.port)
    try:
        writer.write(data)
        writer.write_eof()
        heard = await asyncio.wait_for(reader.read(1 << 16), ANSWER_WITHIN)
        while heard and await asyncio.wait_for(reader.read(1 << 16), ANSWER_WITHIN):
            pass
        return "answered" if heard else "closed"
    except ConnectionError:
        return "closed"
    finally:
        writer.close()


async def every(cases: Iterator[bytes], deliver: Callable[[bytes], Awaitable[str]]) -> Counter[str]:
    """Deliver all cases, some at a time, and count their outcomes."""
    outcomes: Counter[str] = Counter()

    async def worker() -> None:
        for case in cases:
            outcomes[await deliver(case)] += 1

    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
    return outcomes


class Callers:
    """Clients with good keys that send bad bodies; a socket that was closed is opened again."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._idle: list[WireClient] = []

    async def deliver(self, body: bytes) -> str:
        client = self._idle.pop() if self._idle else WireClient(self._server, CLOCK, SystemChance())
        try:
            if client.closed:
                await client.connect()
            if client.auth_key is None:
                await client.agree()
            return await self._say(client, body)
        except Hung:
            client.forget_session()
            return "closed"
        finally:
            self._idle.append(client)

    async def _say(self, client: WireClient, body: bytes) -> str:
        """Send `body` as a call and tell what came of it: service messages are heard, others answered."""
        heard = asyncio.get_running_loop().create_future()

        def on_push(pushed: bytes) -> None:
            kind = tl.constructor_of(pushed)
            if not heard.done() and kind in (tl.BadMsgNotification, tl.Pong):
                heard.set_result("refused" if kind is tl.BadMsgNotification else "heard")

        client.on_push = on_push
        answer = asyncio.ensure_future(client.call_raw(body, ANSWER_WITHIN))
        if tl.constructor_of(body) in SERVICE:
            await asyncio.sleep(0)
            await client.tell(tl.Ping(ping_id=1))
        await asyncio.wait({answer, heard}, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            answer.cancel()
            return str(heard.result())
        try:
            await answer
        except RpcFailed as failed:
            if failed.name == "INTERNAL":
                raise AssertionError(f"this broke the server: {body.hex()}") from failed
            return "refused"
        return "answered"


@pytest.fixture
def open_house(tmp_path: Path) -> Iterator[House]:
    """A server whose rate limits are out of the way: they would answer in place of what is to be tried."""
    rates = [
        "HANDSHAKES_PER_SECOND",
        "HANDSHAKES_PER_ADDRESS",
        "UNAUTHENTICATED_PER_ADDRESS",
        "CALLS_PER_SECOND",
    ]
    with House.running(tmp_path, **{f"FOLKMOOT_LIMITS_{rate}": "100000" for rate in rates}) as house:
        yield house


async def test_nothing_malformed_stops_the_server_or_makes_it_grow(open_house: House) -> None:
    house = open_house
    server = Server(house.host, house.port, RsaPublicKey.load(house.public_key_pem))
    chance = random.Random(SEED)
    messenger = psutil.Process(house.messenger_pid)
    friend = WireClient(server, CLOCK, SeededChance(SEED))
    await friend.connect()
    assert isinstance(await friend.call(tl.HelpGetConfig()), tl.Config)
    before = messenger.memory_info().rss
    key = friend.auth_key
    assert key is not None

    def framed(payload: bytes) -> bytes:
        carrier = ClientCarrier(Transport.INTERMEDIATE, False, SeededChance(3))
        return carrier.opening() + carrier.frame(payload)

    def of_bytes(data: bytes) -> Awaitable[str]:
        return outcome_of_bytes(house, data)

    callers = Callers(server)
    counted = {
        "first bytes": await every(first_bytes(chance, 3_000), of_bytes),
        "key exchange": await every(
            (framed(plain_message(now() << 32, body)) for body in plain_bodies(chance, 2_500)), of_bytes
        ),
        "envelopes": await every((framed(packet) for packet in envelopes(chance, key, 2_500)), of_bytes),
        "bodies": await every(requests(chance, 4_500), callers.deliver),
    }
    assert sum(outcomes.total() for outcomes in counted.values()) == 12_500
    assert isinstance(await friend.call(tl.HelpGetConfig()), tl.Config), counted
    assert messenger.memory_info().rss - before < GROWTH_AT_MOST, counted
    assert house.figure("folkmoot_rpc_total", outcome="failed") == 0
