"""Message encryption, RSA and Diffie-Hellman, against themselves and against what stock clients compute."""

import hashlib
import logging
import struct
from collections import defaultdict
from io import BytesIO

import gmpy2
import hydrogram.crypto.mtproto as hydrogram_mtproto
import hydrogram.raw.core as hydrogram_raw
import pyrogram.crypto.mtproto as kurigram_mtproto
import pyrogram.crypto.prime as kurigram_prime
import pyrogram.crypto.rsa as kurigram_rsa
import pyrogram.raw.core as kurigram_raw
import pytest
import rsa
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import rsa as openssl_rsa
from hydrogram.raw.functions import Ping as HydrogramPing
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrogram.raw.functions import Ping as KurigramPing
from telethon import helpers as telethon_helpers
from telethon.crypto import AES, Factorization
from telethon.crypto import AuthKey as TelethonKey
from telethon.crypto import rsa as telethon_rsa
from telethon.network.mtprotostate import MTProtoState
from telethon.tl.functions import PingRequest

from folkmoot.kernel.errors import Malformed, Unusable
from folkmoot.kernel.ids import AuthKeyId
from folkmoot.mtproto.crypto import (
    DH_GENERATOR,
    DH_PRIME,
    DH_PRIME_BYTES,
    AuthKey,
    BindInner,
    DhPair,
    NonceKey,
    RsaKey,
    RsaPublicKey,
    bind_inner,
    check_public,
    decrypt,
    encrypt,
    factor,
    make_pq,
    quick_ack_token,
    seal_bind_inner,
    unpad_rsa,
)
from tests.support import SeededChance

CHANCE = SeededChance(3)
KEY = AuthKey.of(bytes(range(256)))
OTHER_KEY = AuthKey.of(bytes(range(255, -1, -1)))
HEAD = struct.Struct("<qqqii")
unhurried = settings(deadline=None)

bodies = st.integers(1, 300).map(lambda words: b"body" * words)


def message(body: bytes, *, salt: int = 1, session: int = -2, msg_id: int = 4, seq_no: int = 1) -> bytes:
    return HEAD.pack(salt, session, msg_id, seq_no, len(body)) + body


@pytest.fixture(scope="module")
def key() -> RsaKey:
    """The server's RSA key."""
    return RsaKey.generate()


# --- messages ----------------------------------------------------------------------------------------------


@unhurried
@given(body=bodies, from_client=st.booleans())
def test_what_is_encrypted_is_read_with_shortest_padding(body, from_client):
    packet = encrypt(KEY, message(body), from_client=from_client, chance=CHANCE)
    plaintext = decrypt(KEY, packet, from_client=from_client)
    assert plaintext.startswith(message(body))
    assert 12 <= len(plaintext) - len(message(body)) < 28


def test_a_packet_sent_back_to_its_sender_is_refused():
    packet = encrypt(KEY, message(b"body"), from_client=True, chance=CHANCE)
    with pytest.raises(Malformed):
        decrypt(KEY, packet, from_client=False)


def test_a_packet_of_another_key_is_refused():
    packet = encrypt(OTHER_KEY, message(b"body"), from_client=True, chance=CHANCE)
    renamed = packet.replace(packet[:8], encrypt(KEY, message(b"x"), from_client=True, chance=CHANCE)[:8])
    for forged in (packet, renamed):
        with pytest.raises(Malformed):
            decrypt(KEY, forged, from_client=True)


def test_every_changed_bit_is_noticed():
    packet = encrypt(KEY, message(b"body"), from_client=True, chance=CHANCE)
    for bit in range(len(packet) * 8):
        changed = bytearray(packet)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Malformed):
            decrypt(KEY, bytes(changed), from_client=True)


@unhurried
@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_refused(data):
    start = KEY.key_id.to_bytes(8, "little", signed=True)
    for packet in (data, start + data, start + data[: len(data) // 16 * 16] + bytes(16)):
        with pytest.raises(Malformed):
            decrypt(KEY, packet, from_client=True)


def sealed(plaintext: bytes) -> bytes:
    """Encrypt a plaintext as it is, padding included, with Telethon's arithmetic."""
    message_key = hashlib.sha256(KEY.data[88:120] + plaintext).digest()[8:24]
    aes_key, vector = MTProtoState._calc_key(KEY.data, message_key, True)
    start = KEY.key_id.to_bytes(8, "little", signed=True)
    return start + message_key + AES.encrypt_ige(plaintext, aes_key, vector)


@pytest.mark.parametrize(
    ("length", "padding", "taken"),
    [
        (4, 12, True),
        (4, 1020, True),
        (4, 1036, False),
        (0, 16, True),
        (8, 8, False),
        (16, 0, False),
        (1 << 30, 16, False),
        (-4, 20, False),
        (-1, 17, False),
        (3, 13, False),
    ],
)
def test_a_length_must_fit_with_padding_of_12_to_1024_bytes(length, padding, taken):
    plaintext = HEAD.pack(1, 2, 4, 0, length) + bytes(max(length, 0) if length < 1000 else 0) + bytes(padding)
    plaintext += bytes(-len(plaintext) % 16)
    if taken:
        assert decrypt(KEY, sealed(plaintext), from_client=True) == plaintext
    else:
        with pytest.raises(Malformed):
            decrypt(KEY, sealed(plaintext), from_client=True)


def test_the_quick_acknowledgement_is_the_start_of_the_hash_whose_middle_is_the_message_key():
    packet = encrypt(KEY, message(b"body"), from_client=True, chance=CHANCE)
    plaintext = decrypt(KEY, packet, from_client=True)
    large = hashlib.sha256(KEY.data[88:120] + plaintext).digest()
    assert large[8:24] == packet[8:24]
    assert quick_ack_token(KEY, plaintext) == struct.unpack("<I", large[:4])[0] | 1 << 31


def test_a_key_does_not_show_when_printed():
    assert str(KEY.data) not in repr(KEY)
    assert str(KEY.key_id) in repr(KEY)


# --- messages of stock clients -----------------------------------------------------------------------------


def telethon_state() -> MTProtoState:
    state = MTProtoState(TelethonKey(KEY.data), defaultdict(lambda: logging.getLogger("telethon")))
    state.id = -2
    return state


def test_telethon_names_and_hashes_keys_as_we_do():
    theirs = TelethonKey(KEY.data)
    assert theirs.key_id == KEY.key_id % (1 << 64)
    assert theirs.aux_hash.to_bytes(8, "little") == KEY.aux_hash


@unhurried
@given(body=bodies)
def test_we_read_what_telethon_encrypts(body):
    packet = telethon_state().encrypt_message_data(HEAD.pack(0, 0, 4, 1, len(body))[16:] + body)
    plaintext = decrypt(KEY, packet, from_client=True)
    assert plaintext.startswith(HEAD.pack(0, -2, 4, 1, len(body)) + body)


def test_telethon_reads_what_we_encrypt():
    body = bytes(PingRequest(ping_id=77))
    state = telethon_state()
    msg_id = state._get_new_msg_id() + 1
    packet = encrypt(KEY, message(body, msg_id=msg_id), from_client=False, chance=CHANCE)
    assert state.decrypt_message_data(packet).obj.ping_id == 77


@pytest.mark.parametrize(
    ("mtproto", "raw", "ping"),
    [
        (kurigram_mtproto, kurigram_raw, KurigramPing(ping_id=77)),
        (hydrogram_mtproto, hydrogram_raw, HydrogramPing(ping_id=77)),
    ],
    ids=["kurigram", "hydrogram"],
)
def test_kurigram_and_hydrogram_read_us_and_we_read_them(mtproto, raw, ping):
    body = ping.write()
    key_id = KEY.key_id.to_bytes(8, "little", signed=True)
    session = (-2).to_bytes(8, "little", signed=True)

    packed = mtproto.pack(raw.Message(ping, 4, 1, len(body)), 9, session, KEY.data, key_id)
    assert decrypt(KEY, packed, from_client=True).startswith(message(body, salt=9))

    ours = encrypt(KEY, message(body, msg_id=5), from_client=False, chance=CHANCE)
    assert mtproto.unpack(BytesIO(ours), session, KEY.data, key_id).body.ping_id == 77


# --- binding of temporary keys -----------------------------------------------------------------------------

INNER = BindInner(
    msg_id=7600000000000000004,
    nonce=-5,
    temp_key_id=AuthKeyId(-1234567890123456789),
    permanent_key_id=AuthKeyId(0),
    temp_session_id=42,
    expires_at=1790086400,
)


def test_a_binding_made_by_mtcute_is_read():
    permanent = AuthKey.of(bytes((i * 7 + 3) & 255 for i in range(256)))
    made_by_mtcute = bytes.fromhex(
        "9ed6e6ef196cc93137da2424cd90e0e2cd3d362f38788a28e04993699fd2b5d7ea04786b49a86b02b8319bfff9669e0b"
        "1c91941cb34011d05bf941a594b0fc1fab9678eebfcf47a881aabec63e6c209d32c385b9e05b66d56cdbf74176149"
        "11d4762030bd5ab257d"
    )
    inner = bind_inner(permanent, made_by_mtcute)
    assert inner == BindInner(
        INNER.msg_id,
        INNER.nonce,
        INNER.temp_key_id,
        permanent.key_id,
        INNER.temp_session_id,
        INNER.expires_at,
    )


def test_a_binding_is_read_with_its_own_permanent_key_only():
    encrypted = seal_bind_inner(KEY, INNER, CHANCE)
    assert bind_inner(KEY, encrypted) == INNER
    with pytest.raises(Malformed):
        bind_inner(OTHER_KEY, encrypted)
    with pytest.raises(Malformed):
        bind_inner(OTHER_KEY, OTHER_KEY.key_id.to_bytes(8, "little", signed=True) + encrypted[8:])


def test_every_changed_byte_of_a_binding_but_its_padding_is_noticed():
    encrypted = seal_bind_inner(KEY, INNER, CHANCE)
    for at in range(len(encrypted) - 16):
        changed = bytearray(encrypted)
        changed[at] ^= 0x40
        with pytest.raises(Malformed):
            bind_inner(KEY, bytes(changed))


@unhurried
@given(st.binary(max_size=150))
def test_arbitrary_bytes_are_no_binding(data):
    for encrypted in (data, seal_bind_inner(KEY, INNER, CHANCE)[:24] + data):
        with pytest.raises(Malformed):
            bind_inner(KEY, encrypted)


# --- RSA ---------------------------------------------------------------------------------------------------


@unhurried
@given(data=st.binary(min_size=1, max_size=144))
def test_an_rsa_pad_block_is_read_as_such(key, data):
    padded, _ = unpad_rsa(key.decrypt(key.public.seal(data, CHANCE), CHANCE))
    assert padded is not None
    assert padded.startswith(data)
    assert len(padded) == 192


@unhurried
@given(data=st.binary(min_size=1, max_size=235))
def test_an_older_block_is_read_as_such(key, data):
    padded, older = unpad_rsa(key.decrypt(key.public.seal_old(data, CHANCE), CHANCE))
    assert padded is None
    assert older.padded.startswith(data)
    assert older.covers(len(data))


def test_a_changed_block_fits_neither_form(key):
    block = key.decrypt(key.public.seal(b"d" * 100, CHANCE), CHANCE)
    for at in range(0, 256, 5):
        changed = bytearray(block)
        changed[at] ^= 1
        padded, older = unpad_rsa(bytes(changed))
        assert padded is None
        assert not any(older.covers(size) for size in range(236))


def test_a_block_that_is_no_number_below_the_modulus_is_refused(key):
    for block in (b"\xff" * 256, key.public.modulus.to_bytes(256, "big"), b"\0" * 257):
        with pytest.raises(Malformed):
            key.decrypt(block, CHANCE)


def test_decryption_agrees_with_plain_arithmetic(key):
    for plain in (b"\0" * 255 + b"\x01", b"\x01" * 256):
        block = pow(int.from_bytes(plain, "big"), key.public.exponent, key.public.modulus)
        assert key.decrypt(block.to_bytes(256, "big"), CHANCE) == plain
    assert key.decrypt(b"", CHANCE) == bytes(256)


def test_a_key_survives_its_file(key):
    again = RsaKey.load(key.pem)
    assert again.public == key.public
    assert RsaKey.load(key.pem.encode()).fingerprint == key.fingerprint
    assert "PRIVATE KEY" in key.pem
    assert key.public_pem.startswith("-----BEGIN RSA PUBLIC KEY-----")


def other_pem(private) -> str:
    return private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def test_a_file_that_is_no_key_of_ours_is_unusable():
    short = openssl_rsa.generate_private_key(65537, 1024)
    for pem in ("", "no key", other_pem(ec.generate_private_key(ec.SECP256R1())), other_pem(short)):
        with pytest.raises(Unusable):
            RsaKey.load(pem)


def test_telethon_takes_our_key_under_its_fingerprint(key):
    theirs = rsa.PublicKey.load_pkcs1(key.public_pem.encode())
    assert telethon_rsa._compute_fingerprint(theirs) == key.fingerprint


def test_fingerprints_are_those_that_kurigram_has_listed():
    listed = kurigram_rsa.server_public_keys
    assert len(listed) > 5
    assert {RsaPublicKey(public.m, public.e).fingerprint for public in listed.values()} == set(listed)


def test_we_read_a_block_that_telethon_encrypts(key):
    telethon_rsa.add_key(key.public_pem, old=False)
    try:
        block = telethon_rsa.encrypt(key.fingerprint, b"inner data")
    finally:
        del telethon_rsa._server_keys[key.fingerprint]
    _, older = unpad_rsa(key.decrypt(block, CHANCE))
    assert older.padded.startswith(b"inner data")
    assert older.covers(10)


# --- the handshake's envelope ------------------------------------------------------------------------------


@unhurried
@given(st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32))
def test_nonces_give_telethons_key(server_nonce, new_nonce):
    theirs = telethon_helpers.generate_key_data_from_nonce(
        int.from_bytes(server_nonce, "little", signed=True), int.from_bytes(new_nonce, "little", signed=True)
    )
    ours = NonceKey.of(server_nonce, new_nonce)
    assert (ours.key, ours.vector) == theirs


@unhurried
@given(st.binary(max_size=100))
def test_what_is_sealed_under_nonces_is_opened(data):
    envelope = NonceKey.of(b"s" * 16, b"n" * 32)
    opened = envelope.open(envelope.seal(data, CHANCE))
    assert opened.padded.startswith(data)
    assert opened.covers(len(data))
    assert not any(opened.covers(size) for size in range(150) if size != len(data))
    for wrong in (b"", data + b"x" * (17 - len(data) % 16)):
        with pytest.raises(Malformed):
            envelope.open(wrong)


# --- Diffie-Hellman ----------------------------------------------------------------------------------------


def test_the_prime_is_safe_and_the_one_that_clients_know():
    assert kurigram_prime.CURRENT_DH_PRIME == DH_PRIME
    assert gmpy2.is_prime(DH_PRIME)
    assert gmpy2.is_prime((DH_PRIME - 1) // 2)
    assert gmpy2.legendre(DH_GENERATOR, DH_PRIME) == 1
    assert int.from_bytes(DH_PRIME_BYTES, "big") == DH_PRIME


def test_two_pairs_share_one_key_of_256_bytes():
    ours, theirs = DhPair.make(CHANCE), DhPair.make(CHANCE)
    assert ours.public != theirs.public
    shared = ours.shared(theirs.public)
    assert shared == theirs.shared(ours.public)
    assert int.from_bytes(shared.data, "big") == pow(
        int.from_bytes(theirs.public, "big"), ours.secret, DH_PRIME
    )
    assert len(shared.data) == 256


@pytest.mark.parametrize(
    "number",
    [0, 1, DH_PRIME - 1, DH_PRIME, DH_PRIME + 5, (1 << 1984) - 1, DH_PRIME - (1 << 1984) + 1, 1 << 2048],
)
def test_a_public_value_from_which_the_key_might_be_guessed_is_refused(number):
    public = number.to_bytes(257, "big").lstrip(b"\0")
    with pytest.raises(Malformed):
        check_public(public)
    with pytest.raises(Malformed):
        DhPair.make(CHANCE).shared(public)


@pytest.mark.parametrize("number", [1 << 1984, DH_PRIME - (1 << 1984), DH_PRIME // 2])
def test_public_values_up_to_the_bounds_are_taken(number):
    assert check_public(number.to_bytes(256, "big")) == number


def test_the_toll_has_the_usual_form_and_telethon_pays_it():
    for _ in range(5):
        p, q = make_pq(CHANCE)
        assert p < q
        assert gmpy2.is_prime(p)
        assert gmpy2.is_prime(q)
        assert p.bit_length() > 24
        assert q.bit_length() <= 32
        assert 56 < (p * q).bit_length() < 64
        assert factor(p * q) == Factorization.factorize(p * q) == (p, q)
