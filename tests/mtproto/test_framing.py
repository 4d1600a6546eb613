"""The four transports, plain and obfuscated, cut anywhere, and what is no transport at all."""

import asyncio
import random
import tracemalloc
import zlib
from types import SimpleNamespace

import hydrogram.connection.transport.tcp as hydrogram_tcp
import pyrogram.connection.transport.tcp as kurigram_tcp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telethon.network.connection import tcpabridged, tcpfull, tcpintermediate, tcpobfuscated

from folkmoot.kernel.errors import Broken
from folkmoot.mtproto.framing import BadFraming, ClientCarrier, Packet, ServerCarrier, Transport
from tests.support import SeededChance

CHANCE = SeededChance()
CARRIERS = [
    (transport, obfuscated)
    for transport in Transport
    for obfuscated in (False, True)
    if not (obfuscated and transport is Transport.FULL)
]
PLAIN = [(transport, obfuscated) for transport, obfuscated in CARRIERS if not obfuscated]
MAX_FRAME = 1 << 16

unhurried = settings(deadline=None)
every_carrier = pytest.mark.parametrize(("transport", "obfuscated"), CARRIERS)


def encrypted(blocks: int) -> bytes:
    """A packet with the outer form of an encrypted one."""
    return b"key id.." + b"message key ...." + b"block of 16 byte" * blocks


def plain(words: int) -> bytes:
    """A packet with the outer form of a message without a key."""
    return bytes(8) + b"msg id.." + (words * 4).to_bytes(4, "little") + b"word" * words


packets = st.lists(
    st.one_of(st.integers(1, 80).map(encrypted), st.integers(1, 200).map(plain)), min_size=1, max_size=8
)
cuts = st.lists(st.integers(1, 200), max_size=40)


def pieces(data: bytes, sizes: list[int]):
    """Cut `data` into pieces of these sizes, and a last one with the rest."""
    at = 0
    for size in sizes:
        yield data[at : at + size]
        at += size
    yield data[at:]


def ends(transport: Transport, obfuscated: bool, chance=CHANCE) -> tuple[ClientCarrier, ServerCarrier]:
    return ClientCarrier(transport, obfuscated, CHANCE), ServerCarrier(MAX_FRAME, chance)


def opened(transport: Transport, obfuscated: bool) -> tuple[ClientCarrier, ServerCarrier]:
    """Two ends that have exchanged a packet already."""
    client, server = ends(transport, obfuscated)
    assert server.receive(client.opening() + client.frame(encrypted(2))) == [Packet(encrypted(2), False)]
    return client, server


@every_carrier
@unhurried
@given(sent=packets, sizes=cuts)
def test_packets_arrive_whole_however_the_stream_is_cut(transport, obfuscated, sent, sizes):
    client, server = ends(transport, obfuscated)
    stream = client.opening() + b"".join(map(client.frame, sent))
    arrived = [packet for piece in pieces(stream, sizes) for packet in server.receive(piece)]
    assert [packet.payload for packet in arrived] == sent
    assert server.name == ("obfuscated " if obfuscated else "") + transport.value

    stream = b"".join(map(server.frame, sent))
    arrived = [packet for piece in pieces(stream, sizes) for packet in client.receive(piece)]
    assert [packet.payload for packet in arrived] == sent


@every_carrier
@unhurried
@given(wishes=st.lists(st.booleans(), min_size=1, max_size=6))
def test_a_quick_acknowledgement_is_asked_for_packet_by_packet(transport, obfuscated, wishes):
    client, server = ends(transport, obfuscated)
    stream = client.opening() + b"".join(
        client.frame(encrypted(2 + 60 * wish), quick_ack=wish) for wish in wishes
    )
    has_one = transport is not Transport.FULL
    assert [packet.quick_ack for packet in server.receive(stream)] == [wish and has_one for wish in wishes]


@every_carrier
def test_a_quick_acknowledgement_reaches_the_client_between_packets(transport, obfuscated):
    client, server = opened(transport, obfuscated)
    stream = server.frame(encrypted(1)) + server.quick_ack(0x84030201) + server.frame(encrypted(3))
    arrived = [packet for byte in stream for packet in client.receive(bytes([byte]))]
    token = [] if transport is Transport.FULL else [Packet(b"\x01\x02\x03\x84", True)]
    assert arrived == [Packet(encrypted(1), False), *token, Packet(encrypted(3), False)]


@every_carrier
def test_a_transport_error_is_a_negative_number(transport, obfuscated):
    client, server = opened(transport, obfuscated)
    (packet,) = client.receive(server.error(404))
    assert int.from_bytes(packet.payload, "little", signed=True) == -404


def test_before_the_client_has_opened_there_is_nothing_to_say_it_in():
    server = ServerCarrier(MAX_FRAME)
    assert server.name == "unknown"
    assert server.error(429) == b""
    assert server.quick_ack(1 << 31) == b""
    with pytest.raises(Broken):
        server.frame(encrypted(1))


def test_full_cannot_be_obfuscated():
    with pytest.raises(Broken):
        ClientCarrier(Transport.FULL, True, CHANCE)


@pytest.mark.parametrize("extra", range(16))
@pytest.mark.parametrize("payload", [encrypted(1), encrypted(9), plain(1), plain(50)])
def test_padding_of_up_to_15_bytes_is_cut_off(payload, extra):
    server = ServerCarrier(MAX_FRAME)
    frame = (len(payload) + extra).to_bytes(4, "little") + payload + b"p" * extra
    assert server.receive(b"\xdd" * 4 + frame) == [Packet(payload, False)]


def test_what_the_server_pads_is_cut_by_telethon_too():
    """Telethon takes off what is beyond a multiple of four, and no more."""
    _, server = opened(Transport.PADDED, False)
    frames = [server.frame(encrypted(4)) for _ in range(100)]
    assert {len(frame) - 4 - len(encrypted(4)) for frame in frames} <= {0, 1, 2, 3}
    assert len({len(frame) for frame in frames}) > 1


@pytest.mark.parametrize("blocks", [1, 2, 31, 32, 200])
@every_carrier
def test_a_frame_at_the_limit_is_taken_and_one_above_it_is_not(transport, obfuscated, blocks):
    payload = encrypted(blocks)
    for limit, taken in ((len(payload), True), (len(payload) - 16, False)):
        client, server = ClientCarrier(transport, obfuscated, CHANCE), ServerCarrier(limit)
        stream = client.opening() + client.frame(payload)
        if taken:
            assert server.receive(stream) == [Packet(payload, False)]
        else:
            with pytest.raises(BadFraming):
                server.receive(stream)


LONG_HEADS = {
    Transport.ABRIDGED: b"\xef\x7f\xff\xff\xff",
    Transport.INTERMEDIATE: b"\xee\xee\xee\xee\xfc\xff\xff\x7f",
    Transport.PADDED: b"\xdd\xdd\xdd\xdd\xfc\xff\xff\x7f",
    Transport.FULL: b"\xfc\xff\xff\x7f\0\0\0\0",
}


@pytest.mark.parametrize("transport", Transport)
def test_an_oversize_frame_is_refused_before_its_body_comes(transport):
    with pytest.raises(BadFraming):
        ServerCarrier(MAX_FRAME).receive(LONG_HEADS[transport])


def full(number: int, body: bytes, crc: int | None = None) -> bytes:
    frame = (len(body) + 12).to_bytes(4, "little") + number.to_bytes(4, "little") + body
    return frame + (zlib.crc32(frame) if crc is None else crc).to_bytes(4, "little")


@pytest.mark.parametrize(
    "stream",
    [
        b"\xef\x00\x00\x00\x00",
        b"\xef\x80\x00\x00\x00",
        b"\xef\x7f\x00\x00\x00",
        b"\xee\xee\xee\xee\x00\x00\x00\x00",
        b"\xee\xee\xee\xee\x00\x00\x00\x80",
        b"\xee\xee\xee\xee\x05\x00\x00\x00",
        b"\xdd\xdd\xdd\xdd\x00\x00\x00\x00",
        b"\xdd\xdd\xdd\xdd\x03\x00\x00\x00abc",
        b"\xdd\xdd\xdd\xdd\x14\x00\x00\x00" + b"a" * 20,
        b"\xdd\xdd\xdd\xdd\x24\x00\x00\x00" + plain(1)[:16] + b"\xff\xff\xff\xff" + b"a" * 16,
        b"\xdd\xdd\xdd\xdd\x24\x00\x00\x00" + plain(1)[:16] + b"\x05\x00\x00\x00" + b"a" * 16,
        b"\xdd\xdd\xdd\xdd\x28\x00\x00\x00" + plain(1) + b"a" * 16,
        b"\x0c\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
        b"\x04\x00\x00\x00\x00\x00\x00\x00",
        b"\x11\x00\x00\x00\x00\x00\x00\x00",
        full(0, b"body", crc=1),
        full(0, b"body") + full(0, b"body"),
        full(0, b"body") + full(2, b"body"),
        b"GET / HTTP/1.1\r\n",
        b"POST / HTTP/1.1\r\n",
        b"HEAD / HTTP/1.1\r\n",
        b"OPTIONS * HTTP/1.1\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"x" * 64,
    ],
    ids=repr,
)
def test_what_breaks_the_rules_is_refused_and_the_stream_stays_lost(stream):
    server = ServerCarrier(MAX_FRAME)
    with pytest.raises(BadFraming):
        server.receive(stream)
    with pytest.raises(BadFraming):
        server.receive(b"\xef\x01abcd")


@pytest.mark.parametrize("seed", range(1500))
def test_damaged_streams_give_packets_or_a_refusal_and_nothing_else(seed):
    chance = random.Random(seed)
    client, server = ends(*chance.choice(CARRIERS))
    sent = [encrypted(chance.randrange(1, 20)) for _ in range(chance.randrange(1, 5))]
    stream = bytearray(client.opening() + b"".join(map(client.frame, sent)))
    match seed % 4:
        case 0:
            for _ in range(chance.randrange(1, 4)):
                stream[chance.randrange(len(stream))] ^= 1 << chance.randrange(8)
        case 1:
            del stream[chance.randrange(len(stream)) :]
        case 2:
            at = chance.randrange(len(stream))
            stream[at:at] = chance.randbytes(chance.randrange(1, 100))
        case 3:
            stream = bytearray(chance.randbytes(chance.randrange(1, 500)))
    try:
        for piece in pieces(bytes(stream), [chance.randrange(1, 90) for _ in range(10)]):
            for packet in server.receive(piece):
                assert 0 < len(packet.payload) <= MAX_FRAME
    except BadFraming:
        pass


@every_carrier
def test_memory_is_bounded_by_one_frame_whatever_is_sent(transport, obfuscated):
    client, server = opened(transport, obfuscated)
    noise = random.Random(1)
    frame = client.frame(encrypted(MAX_FRAME // 16 - 2))
    endless = [frame[:-1]] + [noise.randbytes(4096) for _ in range(1000)]
    tracemalloc.start()
    try:
        for piece in endless:
            server.receive(piece)
    except BadFraming:
        pass
    for piece in endless:
        with pytest.raises(BadFraming):
            server.receive(piece)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6 * MAX_FRAME


# --- stock clients -----------------------------------------------------------------------------------------

TELETHON = [
    (tcpabridged.AbridgedPacketCodec, "abridged"),
    (tcpintermediate.IntermediatePacketCodec, "intermediate"),
    (tcpfull.FullPacketCodec, "full"),
]


@pytest.mark.parametrize(("codec_class", "name"), TELETHON)
async def test_telethon_speaks_each_transport_with_us(codec_class, name):
    codec = codec_class(None)
    server = ServerCarrier(MAX_FRAME)
    for number, packet in enumerate((encrypted(1), encrypted(31), encrypted(200), plain(5))):
        opening = b"" if number else (codec.tag or b"")
        assert server.receive(opening + codec.encode_packet(packet)) == [Packet(packet, False)]
        reader = asyncio.StreamReader()
        reader.feed_data(server.frame(packet))
        assert await codec.read_packet(reader) == packet
    assert server.name == name


@pytest.mark.parametrize(
    ("codec_class", "name"),
    [
        (tcpabridged.AbridgedPacketCodec, "obfuscated abridged"),
        (tcpintermediate.IntermediatePacketCodec, "obfuscated intermediate"),
        (tcpintermediate.RandomizedIntermediatePacketCodec, "obfuscated padded"),
    ],
)
async def test_telethon_speaks_obfuscated_with_us(codec_class, name):
    reader = asyncio.StreamReader()
    sent = bytearray()
    codec = codec_class(None)
    connection = SimpleNamespace(
        _reader=reader, _writer=SimpleNamespace(write=sent.extend), packet_codec=codec
    )
    stream = tcpobfuscated.ObfuscatedIO(connection)
    server = ServerCarrier(MAX_FRAME, CHANCE)
    server.receive(bytes(stream.header))
    for packet in (encrypted(1), encrypted(31), encrypted(200)):
        sent.clear()
        stream.write(codec.encode_packet(packet))
        assert server.receive(bytes(sent)) == [Packet(packet, False)]
        reader.feed_data(server.frame(packet))
        assert await codec.read_packet(stream) == packet
    assert server.name == name


HYDROGRAM = ["TCPAbridged", "TCPAbridgedO", "TCPFull", "TCPIntermediate", "TCPIntermediateO"]
KURIGRAM = [*HYDROGRAM, "TCPIntermediatePadded"]


@pytest.mark.parametrize(
    ("package", "name"),
    [(kurigram_tcp, name) for name in KURIGRAM] + [(hydrogram_tcp, name) for name in HYDROGRAM],
)
async def test_kurigram_and_hydrogram_speak_each_transport_with_us(package, name, monkeypatch):
    """Their classes frame as usual, above a socket that is only a pair of buffers."""
    sent, incoming = bytearray(), asyncio.StreamReader()

    async def connect(self, address):
        pass

    async def send(self, data, wait_for_marker=True):
        sent.extend(data)

    async def recv(self, length=0):
        return await incoming.readexactly(length)

    for method in (connect, send, recv):
        monkeypatch.setattr(package.tcp.TCP, method.__name__, method)
    client = getattr(package, name)(False, None)
    server = ServerCarrier(MAX_FRAME, CHANCE)
    await client.connect(("", 0))
    for packet in (encrypted(1), encrypted(31), encrypted(200), plain(5)):
        await client.send(packet)
        assert server.receive(bytes(sent)) == [Packet(packet, False)]
        sent.clear()
        incoming.feed_data(server.frame(packet))
        assert (await client.recv())[: len(packet)] == packet
