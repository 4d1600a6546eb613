"""The key exchange: our two sides back to back, stock clients against our server, and what is crooked."""

import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.kernel.errors import Broken, Malformed
from folkmoot.mtproto import tl
from folkmoot.mtproto.crypto import DH_PRIME, DhPair, NonceKey, RsaKey
from folkmoot.mtproto.framing import ClientCarrier, ServerCarrier, Transport
from folkmoot.mtproto.handshake import (
    TRIES,
    Agreed,
    BadHandshake,
    ClientHandshake,
    DhPool,
    Made,
    Reply,
    ServerHandshake,
    Work,
    plain_message,
    read_plain,
)
from tests.support import SeededChance

NOW = 1_790_000_000
CHANCE = SeededChance(5)
RSA = RsaKey.generate()
OTHER_RSA = RsaKey.generate()
unhurried = settings(deadline=None)
FEW = settings(max_examples=12, deadline=None)


def server_side(prepared: DhPool | None = None) -> ServerHandshake:
    return ServerHandshake([OTHER_RSA, RSA], CHANCE, prepared)


def client_side(**form) -> ClientHandshake:
    return ClientHandshake([RSA.public], CHANCE, **form)


def settle(server: ServerHandshake, step):
    """Do the work that a step asks for, until there is something to send."""
    while isinstance(step, Work):
        step = server.resume(step.run(), NOW)
    return step


def take(server: ServerHandshake, body: bytes):
    return settle(server, server.receive(body, NOW))


def said(client: ClientHandshake, step) -> bytes:
    """What the client says next, when it has heard `step`."""
    answer = client.receive(step.body)
    assert isinstance(answer, Reply)
    return answer.body


def agree(client: ClientHandshake, server: ServerHandshake, taken: int = 0) -> tuple[Agreed, Made]:
    """Run a whole exchange in which the ids of the first `taken` keys belong to somebody else."""
    body = client.begin()
    while True:
        step = take(server, body)
        answer = step.body if isinstance(step, Reply) else step.retry if taken else step.reply
        taken -= isinstance(step, Made)
        verdict = client.receive(answer)
        if isinstance(verdict, Agreed):
            return verdict, step
        body = verdict.body


def bodies(server: ServerHandshake, client: ClientHandshake) -> tuple[bytes, bytes, bytes]:
    """The three bodies of an honest client; the server has taken the first two."""
    first = client.begin()
    second = said(client, take(server, first))
    third = said(client, take(server, second))
    return first, second, third


def decoded(body: bytes) -> Any:
    return tl.decode(body)


def altered(body: bytes, **fields) -> bytes:
    return tl.encode(msgspec.structs.replace(tl.decode(body), **fields))


# --- an honest exchange ------------------------------------------------------------------------------------


@FEW
@given(
    dc=st.sampled_from([None, 2, -10002]),
    expires_in=st.sampled_from([None, 86400]),
    older_padding=st.booleans(),
    prepared=st.booleans(),
)
def test_both_sides_end_with_one_key_and_one_salt(dc, expires_in, older_padding, prepared):
    pool = DhPool(CHANCE)
    if prepared:
        pool.fill_one()
    client = client_side(dc=dc, expires_in=expires_in, older_padding=older_padding)
    agreed, made = agree(client, server_side(pool))
    assert agreed.key == made.key
    assert agreed.salt == made.salt
    assert -(1 << 63) <= made.salt < 1 << 63
    assert agreed.server_time == NOW
    assert made.expires_in == expires_in


@pytest.mark.parametrize(
    ("transport", "obfuscated"),
    [(transport, hidden) for transport in Transport for hidden in (False, True) if transport.value != "full"]
    + [(Transport.FULL, False)],
)
@FEW
@given(sizes=st.lists(st.integers(1, 200), min_size=1, max_size=10), expires_in=st.sampled_from([None, 60]))
def test_keys_are_exchanged_over_every_carrier_however_it_is_cut(transport, obfuscated, sizes, expires_in):
    near, far = ClientCarrier(transport, obfuscated, CHANCE), ServerCarrier(1 << 16, CHANCE)
    client, server = client_side(expires_in=expires_in), server_side()

    def carried(data: bytes, receive) -> bytes:
        arrived = []
        for size in (*sizes, len(data)):
            arrived += receive(data[:size])
            data = data[size:]
        (packet,) = arrived
        return read_plain(packet.payload)[1]

    stream, body = near.opening(), client.begin()
    while True:
        stream += near.frame(plain_message(4, body))
        step = take(server, carried(stream, far.receive))
        answer = step.reply if isinstance(step, Made) else step.body
        verdict = client.receive(carried(far.frame(plain_message(5, answer)), near.receive))
        if isinstance(verdict, Agreed):
            assert verdict.key == step.key
            return
        stream, body = b"", verdict.body


@pytest.mark.parametrize("taken", range(1, TRIES))
def test_a_key_whose_id_is_taken_is_replaced(taken):
    keys = []

    class Watched(ServerHandshake):
        def resume(self, result, now):
            step = super().resume(result, now)
            if isinstance(step, Made):
                keys.append(step.key)
            return step

    agreed, made = agree(client_side(), Watched([RSA], CHANCE), taken)
    assert agreed.key == made.key == keys[-1]
    assert len({key.key_id for key in keys}) == taken + 1


def test_after_some_keys_whose_ids_are_taken_the_server_gives_up():
    with pytest.raises(BadHandshake, match="gives up"):
        agree(client_side(), server_side(), TRIES)


def sealed_third(client: ClientHandshake, third: bytes, **fields) -> bytes:
    """An honest third body, with other fields in its secret part."""
    inner = tl.ClientDHInnerData(
        nonce=client._nonce,
        server_nonce=client._server_nonce,
        retry_id=0,
        g_b=DhPair.make(CHANCE).public,
    )
    return sealed(client, third, tl.encode(msgspec.structs.replace(inner, **fields)))


def sealed(client: ClientHandshake, third: bytes, secret: bytes) -> bytes:
    envelope = NonceKey.of(client._server_nonce, client._new_nonce)
    return altered(third, encrypted_data=envelope.seal(secret, CHANCE))


def test_a_first_try_names_no_key():
    server, client = server_side(), client_side()
    _, _, third = bodies(server, client)
    with pytest.raises(BadHandshake):
        server.receive(sealed_third(client, third, retry_id=1), NOW)


def test_a_second_try_names_the_first_ones_key():
    server, client = server_side(), client_side()
    _, _, third = bodies(server, client)
    first = take(server, third)
    state = server._state
    with pytest.raises(BadHandshake):
        server.receive(third, NOW)
    server._state = state
    named = int.from_bytes(first.key.aux_hash, "little", signed=True)
    again = take(server, sealed_third(client, third, retry_id=named))
    assert again.key.key_id != first.key.key_id


def test_the_older_request_is_taken():
    client, server = client_side(), server_side()
    nonce = decoded(client.begin()).nonce
    answer = take(server, tl.encode(tl.ReqPq(nonce=nonce)))
    assert isinstance(client.receive(answer.body), Reply)


@pytest.mark.parametrize("steps", range(4))
def test_a_client_may_begin_anew_after_any_step(steps):
    server = server_side()
    pending = client_side()
    body = pending.begin()
    for _ in range(steps):
        step = take(server, body)
        if isinstance(step, Made):
            break
        body = said(pending, step)
    agreed, made = agree(client_side(), server)
    assert agreed.key == made.key


def test_random_bytes_behind_what_a_client_says_are_no_part_of_it():
    """TDLib pads messages without a key, and counts the padding in their length."""
    server, client = server_side(), client_side()
    body = client.begin()
    for _ in range(2):
        body = said(client, take(server, body + CHANCE.bytes(48)))
    assert isinstance(take(server, body + CHANCE.bytes(7)), Made)


# --- pairs made ahead --------------------------------------------------------------------------------------


def test_a_pool_gives_each_pair_once_and_asks_for_more_when_it_has_room():
    pool = DhPool(CHANCE, room=2)
    assert pool.take() is None
    while pool.wants_more:
        pool.fill_one()
    first, second = pool.take(), pool.take()
    assert first is not None
    assert second is not None
    assert first.public != second.public
    assert pool.take() is None
    assert pool.wants_more


def test_a_prepared_pair_spares_a_handshake_its_making():
    pool = DhPool(CHANCE)
    pool.fill_one()
    for prepared, works in ((pool, 1), (pool, 2), (None, 2)):
        server, client = server_side(prepared), client_side()
        second = said(client, take(server, client.begin()))
        step, done = server.receive(second, NOW), 0
        while isinstance(step, Work):
            step, done = server.resume(step.run(), NOW), done + 1
        assert done == works


def test_who_cannot_encrypt_for_us_takes_no_prepared_pair():
    pool = DhPool(CHANCE)
    pool.fill_one()
    server, client = server_side(pool), client_side()
    second = said(client, take(server, client.begin()))
    with pytest.raises(Malformed):
        take(server, altered(second, encrypted_data=b"\0" + bytes(range(255))))
    assert pool.take() is not None


# --- work --------------------------------------------------------------------------------------------------


def test_a_message_before_its_turn_is_refused_and_the_work_still_counts():
    server, client = server_side(), client_side()
    second = said(client, take(server, client.begin()))
    work = server.receive(second, NOW)
    for body in (second, client_side().begin()):
        with pytest.raises(BadHandshake):
            server.receive(body, NOW)
    assert isinstance(settle(server, work), Reply)


def test_a_result_that_nobody_asked_for_is_our_own_fault():
    server = server_side()
    for result in (None, b"block", DhPair.make(CHANCE)):
        with pytest.raises(Broken):
            server.resume(result, NOW)


# --- a crooked client --------------------------------------------------------------------------------------


@pytest.mark.parametrize("steps", range(3))
def test_a_step_out_of_order_ends_the_exchange(steps):
    _, second, third = bodies(server_side(), client_side())
    foreign = [tl.encode(tl.Ping(ping_id=1)), tl.encode(tl.Pong(msg_id=1, ping_id=2)), b"", bytes(4)]
    for body in ([second, third], [third], [second])[steps] + foreign:
        server, client = server_side(), client_side()
        due = client.begin()
        for _ in range(steps):
            due = said(client, take(server, due))
        with pytest.raises(BadHandshake):
            server.receive(body, NOW)
        if steps:
            with pytest.raises(BadHandshake):
                server.receive(due, NOW)


@pytest.mark.parametrize(
    "fields",
    [
        {"nonce": b"n" * 16},
        {"server_nonce": b"n" * 16},
        {"p": b"\x01"},
        {"q": b"\x01"},
        {"p": b""},
        {"public_key_fingerprint": 1},
        {"public_key_fingerprint": OTHER_RSA.fingerprint},
        {"encrypted_data": b""},
        {"encrypted_data": b"\xff" * 256},
        {"encrypted_data": b"\x01" * 300},
        {"encrypted_data": RSA.public.seal(b"no inner data", CHANCE)},
        {"encrypted_data": RSA.public.seal_old(b"no inner data", CHANCE)},
        {"encrypted_data": RSA.public.seal(tl.encode(tl.Ping(ping_id=1)), CHANCE)},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_false_second_step_ends_the_exchange(fields):
    server, client = server_side(), client_side()
    second = said(client, take(server, client.begin()))
    with pytest.raises(Malformed):
        take(server, altered(second, **fields))


def inner_data(client: ClientHandshake, second: bytes, **fields) -> bytes:
    """The secret part that `client` has sent, with other fields, as bytes."""
    request = decoded(second)
    honest = tl.PQInnerDataTemp(
        pq=(int.from_bytes(request.p, "big") * int.from_bytes(request.q, "big")).to_bytes(8, "big"),
        p=request.p,
        q=request.q,
        nonce=client._nonce,
        server_nonce=client._server_nonce,
        new_nonce=client._new_nonce,
        expires_in=60,
    )
    return tl.encode(msgspec.structs.replace(honest, **fields))


def test_wrong_padding_and_wrong_nonces_under_rsa_are_told_alike():
    """What an attacker could tell apart would help to open a recorded block with our key."""
    told = set()
    for spoil in (
        lambda client, second: RSA.public.seal(inner_data(client, second, nonce=b"n" * 16), CHANCE),
        lambda client, second: RSA.public.seal(inner_data(client, second, server_nonce=b"n" * 16), CHANCE),
        lambda client, second: RSA.public.seal(inner_data(client, second, p=b"\x07"), CHANCE),
        lambda client, second: RSA.public.seal_old(inner_data(client, second, nonce=b"n" * 16), CHANCE),
        lambda client, second: RSA.public.seal(b"no inner data", CHANCE),
        lambda client, second: RSA.public.seal_old(b"no inner data", CHANCE),
        lambda client, second: bytes(256),
        lambda client, second: b"\x01" * 256,
    ):
        server, client = server_side(), client_side()
        second = said(client, take(server, client.begin()))
        with pytest.raises(BadHandshake) as caught:
            take(server, altered(second, encrypted_data=spoil(client, second)))
        told.add(str(caught.value))
    assert len(told) == 1


@pytest.mark.parametrize(("seconds", "taken"), [(60, True), (1, True), (0, False), (-1, False)])
def test_a_temporary_key_has_time_to_live(seconds, taken):
    server, client = server_side(), client_side()
    second = said(client, take(server, client.begin()))
    block = RSA.public.seal(inner_data(client, second, expires_in=seconds), CHANCE)
    if taken:
        assert isinstance(take(server, altered(second, encrypted_data=block)), Reply)
    else:
        with pytest.raises(BadHandshake):
            take(server, altered(second, encrypted_data=block))


def third_with(**fields):
    return lambda client, third: sealed_third(client, third, **fields)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda client, third: altered(third, nonce=b"n" * 16),
        lambda client, third: altered(third, server_nonce=b"n" * 16),
        lambda client, third: altered(third, encrypted_data=b""),
        lambda client, third: altered(third, encrypted_data=b"x" * 16),
        lambda client, third: altered(third, encrypted_data=b"x" * 337),
        lambda client, third: altered(third, encrypted_data=bytes(336)),
        lambda client, third: sealed(client, third, tl.encode(tl.Ping(ping_id=1))),
        lambda client, third: sealed(client, third, b"no object"),
        third_with(nonce=b"n" * 16),
        third_with(server_nonce=b"n" * 16),
        third_with(g_b=b""),
        third_with(g_b=b"\x01"),
        third_with(g_b=(DH_PRIME - 1).to_bytes(256, "big")),
        third_with(g_b=DH_PRIME.to_bytes(256, "big")),
        third_with(g_b=b"\x01" * 300),
    ],
)
def test_a_false_third_step_ends_the_exchange(spoil):
    server, client = server_side(), client_side()
    _, _, third = bodies(server, client)
    with pytest.raises(Malformed):
        take(server, spoil(client, third))
    with pytest.raises(BadHandshake):
        server.receive(third, NOW)


@unhurried
@given(st.binary(max_size=80))
def test_arbitrary_packets_are_no_messages_without_a_key(data):
    for packet in (data, bytes(8) + data):
        try:
            _, body = read_plain(packet)
        except BadHandshake:
            continue
        assert packet == plain_message(int.from_bytes(packet[8:16], "little", signed=True), body)


@pytest.mark.parametrize("seed", range(600))
def test_damaged_exchanges_end_in_a_refusal_and_nothing_else(seed):
    chance = random.Random(seed)
    server, client = server_side(), client_side(older_padding=seed % 3 == 0)
    body, damaged_at = client.begin(), chance.randrange(3)
    for step_number in range(3):
        if step_number == damaged_at:
            body = damaged(body, chance)
        try:
            step = take(server, read_plain(plain_message(4, body))[1])
        except Malformed:
            return
        if isinstance(step, Made):
            return
        try:
            body = said(client, step)
        except BadHandshake:
            return


def damaged(body: bytes, chance: random.Random) -> bytes:
    match chance.randrange(4):
        case 0:
            changed = bytearray(body)
            for _ in range(chance.randrange(1, 4)):
                changed[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
            return bytes(changed)
        case 1:
            return body[: chance.randrange(len(body))]
        case 2:
            return body[:4] + chance.randbytes(chance.randrange(500))
    return chance.randbytes(chance.randrange(500))


def test_random_bytes_after_the_first_step_do_no_harm():
    server, carrier = server_side(), ServerCarrier(1 << 12)
    near, client = ClientCarrier(Transport.INTERMEDIATE, False, CHANCE), client_side()
    (packet,) = carrier.receive(near.opening() + near.frame(plain_message(4, client.begin())))
    take(server, read_plain(packet.payload)[1])
    with pytest.raises(Malformed):
        take_noise(server, carrier)


def take_noise(server: ServerHandshake, carrier: ServerCarrier) -> None:
    for _ in range(1000):
        for packet in carrier.receive(CHANCE.bytes(100)):
            take(server, read_plain(packet.payload)[1])


# --- a crooked server --------------------------------------------------------------------------------------


def test_a_client_knows_its_servers_key():
    stranger = ServerHandshake([RsaKey.generate()], CHANCE)
    client = client_side()
    with pytest.raises(BadHandshake):
        client.receive(take(stranger, client.begin()).body)


def test_a_client_refuses_what_is_out_of_order():
    client = client_side()
    with pytest.raises(BadHandshake):
        client.receive(tl.encode(tl.Ping(ping_id=1)))
    client.begin()
    with pytest.raises(BadHandshake):
        client.receive(tl.encode(tl.Ping(ping_id=1)))


def test_a_client_refuses_other_nonces_at_every_step():
    for step_number in range(3):
        for field in ("nonce", "server_nonce"):
            if (step_number, field) == (0, "server_nonce"):
                continue
            server, client = server_side(), client_side()
            body = client.begin()
            for _ in range(step_number):
                body = said(client, take(server, body))
            step = take(server, body)
            answer = step.reply if isinstance(step, Made) else step.body
            with pytest.raises(BadHandshake):
                client.receive(altered(answer, **{field: b"n" * 16}))


@pytest.mark.parametrize(
    "fields",
    [
        {"nonce": b"n" * 16},
        {"server_nonce": b"n" * 16},
        {"g": 2},
        {"dh_prime": (DH_PRIME - 2).to_bytes(256, "big")},
        {"g_a": b"\x01"},
        {"g_a": (DH_PRIME - 1).to_bytes(256, "big")},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_client_refuses_an_offer_that_is_not_safe(fields):
    server, client = server_side(), client_side()
    second = said(client, take(server, client.begin()))
    offer = decoded(take(server, second).body)
    envelope = NonceKey.of(client._server_nonce, client._new_nonce)
    inner, _ = tl.decode_prefix(envelope.open(offer.encrypted_answer).padded)
    sealed = envelope.seal(tl.encode(msgspec.structs.replace(inner, **fields)), CHANCE)
    with pytest.raises(Malformed):
        client.receive(altered(tl.encode(offer), encrypted_answer=sealed))


def test_a_client_refuses_a_verdict_that_proves_nothing():
    server, client = server_side(), client_side()
    _, _, third = bodies(server, client)
    made = take(server, third)
    with pytest.raises(BadHandshake):
        client.receive(altered(made.reply, new_nonce_hash1=b"h" * 16))
