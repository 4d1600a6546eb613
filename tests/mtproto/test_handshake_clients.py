"""The key exchanges of stock clients, in memory, against our side."""

import logging
from collections import defaultdict
from types import SimpleNamespace
from typing import Any

import hydrogram.crypto.rsa as hydrogram_rsa
import hydrogram.session.auth as hydrogram_auth
import pyrogram.crypto.rsa as kurigram_rsa
import pyrogram.session.auth as kurigram_auth
import pytest
from telethon.crypto import rsa as telethon_rsa
from telethon.errors import SecurityError
from telethon.network.authenticator import do_authentication
from telethon.network.mtprotoplainsender import MTProtoPlainSender

from folkmoot.mtproto.crypto import RsaKey
from folkmoot.mtproto.handshake import Made, ServerHandshake, Work, plain_message, read_plain
from tests.support import SeededChance

NOW = 1_790_000_000
RSA = RsaKey.generate()


def take(server: ServerHandshake, body: bytes):
    """Give the server a body and do the work that it asks for, until there is something to send."""
    step = server.receive(body, NOW)
    while isinstance(step, Work):
        step = server.resume(step.run(), NOW)
    return step


class Line:
    """A connection of a stock client whose other end is a `ServerHandshake`."""

    def __init__(self) -> None:
        self.server = ServerHandshake([RSA], SeededChance(6))
        self.made: Any = None
        self._answer = b""

    async def connect(self) -> None:
        pass

    async def close(self) -> None:
        pass

    async def send(self, packet: bytes) -> None:
        step = take(self.server, read_plain(packet)[1])
        if isinstance(step, Made):
            self.made = step
        self._answer = plain_message(5, step.reply if isinstance(step, Made) else step.body)

    async def recv(self) -> bytes:
        return self._answer


async def test_telethon_exchanges_keys_with_us(monkeypatch):
    """One key in 256 begins with a zero byte; Telethon drops that, finds another hash and begins anew."""
    public = telethon_rsa.rsa.PublicKey.load_pkcs1(RSA.public_pem.encode())
    monkeypatch.setitem(telethon_rsa._server_keys, RSA.fingerprint, (public, False))
    line = Line()
    sender = MTProtoPlainSender(line, loggers=defaultdict(lambda: logging.getLogger("telethon")))
    try:
        key, _ = await do_authentication(sender)
    except SecurityError:
        assert line.made.key.data[0] == 0
        key, _ = await do_authentication(sender)
    assert key.key == line.made.key.data
    assert key.key_id == line.made.key.key_id % (1 << 64)


@pytest.mark.parametrize(
    ("auth", "rsa", "extra"),
    [
        (kurigram_auth, kurigram_rsa, ("127.0.0.1", 1)),
        (hydrogram_auth, hydrogram_rsa, ()),
    ],
    ids=["kurigram", "hydrogram"],
)
async def test_kurigram_and_hydrogram_exchange_keys_with_us(auth, rsa, extra, monkeypatch):
    monkeypatch.setitem(
        rsa.server_public_keys, RSA.fingerprint, rsa.PublicKey(RSA.public.modulus, RSA.public.exponent)
    )
    monkeypatch.setattr(auth.Auth, "MAX_RETRIES", 0)
    line = Line()

    def connection(*args, **names) -> Line:
        return line

    monkeypatch.setattr(auth, "Connection", connection)
    client = SimpleNamespace(
        ipv6=False,
        proxy=None,
        connection_factory=connection,
        protocol_factory=None,
        loop=None,
        server_time=NOW,
    )
    key = await auth.Auth(client, 2, *extra, False).create()
    assert key == line.made.key.data
