"""Obfuscated2: noise outside, a framing's tag inside."""

from types import SimpleNamespace

import pytest
from telethon.network.connection.tcpabridged import AbridgedPacketCodec
from telethon.network.connection.tcpintermediate import (
    IntermediatePacketCodec,
    RandomizedIntermediatePacketCodec,
)
from telethon.network.connection.tcpobfuscated import ObfuscatedIO

from folkmoot.mtproto.obfuscation import HEADER_SIZE, Obfuscation
from tests.support import SeededChance

TAG = b"\xee" * 4


class Dictated:
    """Chance that gives what it is told, and then numbers like any."""

    def __init__(self, *values: bytes) -> None:
        self._values = list(values)

    def bytes(self, count: int) -> bytes:
        return self._values.pop(0) if self._values else SeededChance().bytes(count)

    def below(self, limit: int) -> int:
        return SeededChance().below(limit)


def test_both_ends_read_each_other_on_and_on():
    client, header = Obfuscation.open(TAG, SeededChance())
    server, tag = Obfuscation.accept(header)
    assert tag == TAG
    for size in (1, 15, 16, 17, 1000):
        assert server.decrypt(client.encrypt(bytes(size))) == bytes(size)
        assert client.decrypt(server.encrypt(b"x" * size)) == b"x" * size


@pytest.mark.parametrize(
    "opening",
    [
        b"\xef",
        b"\xee\xee\xee\xee",
        b"\xdd\xdd\xdd\xdd",
        b"HEAD",
        b"POST",
        b"GET ",
        b"OPTI",
        b"\x16\x03\x01\x02",
        b"abcd\0\0\0\0",
    ],
)
def test_a_header_never_looks_like_another_protocol(opening):
    refused = opening + b"x" * (HEADER_SIZE - len(opening))
    fine = b"y" * HEADER_SIZE
    _, header = Obfuscation.open(TAG, Dictated(refused, refused, fine))
    assert header[:56] == fine[:56]


def test_the_tag_does_not_show():
    _, header = Obfuscation.open(TAG, SeededChance())
    assert header[56:60] != TAG


def test_the_data_centre_in_the_header_is_not_looked_at():
    for centre in (b"\0\0", b"\xff\xff", b"\x02\x00"):
        noise = b"n" * 60 + centre + b"zz"
        _, header = Obfuscation.open(TAG, Dictated(noise))
        assert Obfuscation.accept(header)[1] == TAG


@pytest.mark.parametrize(
    "codec", [AbridgedPacketCodec, IntermediatePacketCodec, RandomizedIntermediatePacketCodec]
)
def test_telethon_is_understood_and_understands(codec):
    header, encryptor, decryptor = ObfuscatedIO.init_header(
        SimpleNamespace(obfuscate_tag=codec.obfuscate_tag)
    )
    server, tag = Obfuscation.accept(bytes(header))
    assert tag == codec.obfuscate_tag
    assert server.decrypt(encryptor.encrypt(b"to the server")) == b"to the server"
    assert decryptor.encrypt(server.encrypt(b"to the client")) == b"to the client"
