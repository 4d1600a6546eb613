"""What a client needs to know to connect, and how we say it: as JSON, on the terminal, on the page at `/`."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from folkmoot.config import Endpoint, Settings


@dataclass(frozen=True, slots=True)
class Front:
    """This server as its clients see it; the content of `server.json`, in this order."""

    host: str
    port: int
    ws: str
    http: str
    dc_id: int
    public_key_pem: str
    """PKCS#1, as the client libraries take it."""
    fingerprint: str
    """Signed decimal. A text, because numbers of 64 bits do not survive JavaScript."""

    @classmethod
    def of(cls, settings: Settings, public_key_pem: str, fingerprint: int) -> Front:
        """Describe a server whose `settings` name the ports that it really has."""
        at = settings.advertise or settings.listen
        ws = f"ws://{_browsable(settings.listen)}/apiws"
        http = f"http://{_browsable(settings.http)}"
        if settings.public_url is not None:
            http = settings.public_url.rstrip("/")
            ws = http.replace("http", "ws", 1) + "/apiws"
        return cls(
            host="127.0.0.1" if at.everywhere or at.host == "localhost" else at.host,
            port=at.port,
            ws=ws,
            http=http,
            dc_id=settings.dc_id,
            public_key_pem=public_key_pem,
            fingerprint=str(fingerprint),
        )

    def as_json(self) -> bytes:
        """Return the content of `server.json`."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"

    @property
    def local(self) -> bool:
        """Whether only this machine can connect to the address that clients are told."""
        return Endpoint(self.host, self.port).local

    def telethon(self) -> str:
        """Return a program that signs up or in with Telethon.

        It has no empty line within a block, so that it can also be pasted into Python's own prompt.
        """
        return _TELETHON.format(
            pem=self.public_key_pem.strip(), dc_id=self.dc_id, host=self.host, port=self.port
        )


def welcome(front: Front, settings: Settings) -> str:
    """Say on the terminal that the server is ready, and how to connect."""
    codes = {
        "file": f"Sign-in codes are written to {settings.data / 'sms.txt'}",
        "http": "Sign-in codes go out through your SMS gateway",
        "none": "No code is sent to phones",
    }[settings.sms.kind]
    if settings.test_numbers:
        codes += (
            ".\nTest numbers are on: +99966XYYYY takes the code XXXXX, so +9996612345 signs in with 11111"
        )
    return _WELCOME.format(
        front=front, codes=codes, file=settings.data / "server.json", snippet=front.telethon()
    )


_WELCOME = """
Folkmoot is ready.

  Clients     {front.host}:{front.port}, data centre {front.dc_id}
  Websocket   {front.ws}
  Pages       {front.http}
  All of it, and the public key, as JSON: {file}

{codes}.

To connect with Telethon: `pip install telethon`, paste this into a file, run it.

{snippet}
Ctrl-C stops the server.
"""


def _browsable(endpoint: Endpoint) -> str:
    """Browsers give `localhost` what they give HTTPS (WebCrypto, notifications), and no other plain host."""
    if endpoint.local or endpoint.everywhere:
        return f"localhost:{endpoint.port}"
    return str(endpoint)


_TELETHON = '''\
import asyncio
from telethon import TelegramClient, errors, functions
from telethon.crypto import rsa
from telethon.sessions import MemorySession

KEY = """
{pem}
"""

async def main():
    rsa._server_keys.clear()
    rsa.add_key(KEY.strip(), old=False)
    session = MemorySession()
    session.set_dc({dc_id}, "{host}", {port})
    client = TelegramClient(session, 1, "any")
    await client.connect()
    phone = input("Your phone number, with + and country code: ")
    sent = await client.send_code_request(phone)
    code = input("The code: ")
    try:
        await client.sign_in(phone, code)
    except errors.PhoneNumberUnoccupiedError:
        name = input("You are new here. Your name: ")
        sign_up = functions.auth.SignUpRequest(phone, sent.phone_code_hash, name, "")
        await client(sign_up)
    except errors.SessionPasswordNeededError:
        await client.sign_in(password=input("Your second password: "))
    me = await client.get_me()
    print("Signed in as", me.first_name)
    await client.disconnect()

asyncio.run(main())
'''
