"""People in journeys who use Telethon, unmodified.

    async with people(house) as cast:
        alice = await cast.joins("Alice")
        ...
        await alice.client.edit_2fa(new_password="…")

Each device is a client of its own. All of them are disconnected when the story ends.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telethon import TelegramClient, errors, events
from telethon.crypto import rsa
from telethon.sessions import MemorySession
from telethon.tl import functions

from .house import House, TestNumber
from .story import Device, Person, told

ZERO_IN_FRONT = "Step 3 invalid new nonce hash"
"""What Telethon says of one key in 256: it drops a zero in front of the key, and makes another one."""

CLOSED = "Server closed the connection|Server replied with a wrong session ID|the handler is closed"
"""What Telethon may say in a story in which its socket is closed.

What it still had to write then goes out on its next socket, in the name of the session that it has left, and
the answers come back there. On uvloop, writing to a socket that has just been closed is an error of its own.
"""


class Cast:
    """Gives devices and people to a story."""

    def __init__(self, house: House, stack: contextlib.AsyncExitStack) -> None:
        self._house = house
        self._stack = stack
        rsa._server_keys.clear()
        rsa.add_key(house.public_key_pem, old=False)

    async def device(self, session: Any = None, *, port: int = 0, **said: Any) -> Device:
        """Connect a new client. `said` is what a user of the library may set, `connection` for example."""
        session = session or MemorySession()
        session.set_dc(self._house.dc_id, self._house.host, port or self._house.port)
        device = Device(TelegramClient(session, 1, "any", **said))
        device.client.add_event_handler(device.hear, events.Raw)
        self._stack.push_async_callback(device.client.disconnect)
        await device.client.connect()
        return device

    async def joins(self, first: str, last: str = "", *, device: Device | None = None) -> Person:
        """Sign somebody up with a new test number."""
        number = self._house.new_number()
        self._house.keep_private("a name", *filter(None, [first, last]))
        device = device or await self.device()
        user = await sign_up(device.client, number.phone, number.code, first, last)
        return Person(number, device, user)

    async def on_another_device(self, person: Person, **said: Any) -> Device:
        """Sign `person` in once more."""
        device = await self.device(**said)
        await sign_in(device.client, person.number)
        return device

    async def named(self, person: Person) -> str:
        """Give somebody a username, by which strangers may find them, and return it."""
        name = f"story_{person.number.phone[-5:]}"
        self._house.keep_private("a username", name)
        await person.client(functions.account.UpdateUsernameRequest(name))
        return name


async def sign_up(client: Any, phone: str, code: str, first: str, last: str = "") -> Any:
    """Make an account for `phone`, as a program does that was written for Telethon; return the user."""
    sent = await client.send_code_request(phone)
    return await name_oneself(client, phone, sent.phone_code_hash, code, first, last)


async def name_oneself(client: Any, phone: str, hash: str, code: str, first: str, last: str = "") -> Any:
    """Give the code that was sent, and the name that is wanted for a new account; return the user."""
    with pytest.raises(errors.PhoneNumberUnoccupiedError):
        await client.sign_in(phone, code, phone_code_hash=hash)
    await client(functions.auth.SignUpRequest(phone, hash, first, last))
    return await client.get_me()


async def sign_in(client: Any, number: TestNumber) -> Any:
    """Sign in with a test number that has an account; return the user."""
    await client.send_code_request(number.phone)
    return await client.sign_in(number.phone, number.code)


@contextlib.asynccontextmanager
async def people(house: House, *, may_say: str = "") -> AsyncIterator[Cast]:
    """Follow a story with Telethon (see `told`); its devices are disconnected at the end."""
    may_say = f"{may_say}|{ZERO_IN_FRONT}" if may_say else ZERO_IN_FRONT
    async with told(house, "telethon", may_say=may_say), contextlib.AsyncExitStack() as stack:
        yield Cast(house, stack)
