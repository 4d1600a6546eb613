"""People in journeys who use an heir of Pyrogram, unmodified: kurigram (imported as `pyrogram`) or hydrogram.

async with people(house, hydrogram) as cast:
    ann = await cast.joins("Ann")
    phone = await cast.on_another_device(ann)
"""

from __future__ import annotations

import contextlib
import itertools
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import pyrogram
import pyrogram.connection
from cryptography.hazmat.primitives import serialization

from .house import House
from .story import Device, Person, told


class Cast:
    """Gives devices and people to a story."""

    def __init__(self, house: House, library: ModuleType, stack: contextlib.AsyncExitStack) -> None:
        self._house = house
        self._library = library
        self._stack = stack
        self._names = itertools.count(1)

    async def device(self, **said: Any) -> Device:
        """Connect a new client. `said` is what a user of the library may set, `device_model` for example."""
        device = self._client(said)
        await device.client.connect()
        return device

    async def joins(self, first: str, last: str = "") -> Person:
        """Sign somebody up with a new test number, and let their device listen to updates."""
        number = self._house.new_number()
        self._house.keep_private("a name", *filter(None, [first, last]))
        device = await self.device()
        hash = await self.ask_for_code(device, number.phone)
        wanted = await device.client.sign_in(number.phone, hash, number.code)
        assert not wanted, "there is no account yet, and no terms to accept"
        user = await device.client.sign_up(number.phone, hash, first, last)
        await device.client.initialize()
        return Person(number, device, user)

    async def named(self, person: Person) -> str:
        """Give somebody a username, by which strangers may find them, and return it."""
        name = f"heir_{person.number.phone[-5:]}"
        self._house.keep_private("a username", name)
        await person.client.set_username(name)
        return name

    async def ask_for_code(self, device: Device, phone: str) -> str:
        """Have a code sent and return its hash."""
        client = device.client
        send = getattr(client, "send_phone_number_code", None) or client.send_code
        return (await send(phone)).phone_code_hash

    async def on_another_device(self, person: Person, **said: Any) -> Device:
        """Sign `person` in once more, as the library's own `start` does."""
        number = person.number
        device = self._client({"phone_number": number.phone, "phone_code": number.code, **said})
        await device.client.start()
        return device

    def _client(self, said: dict[str, Any]) -> Device:
        """Make a client and listen where it takes updates; hydrogram gives handlers only a few of them."""
        name = f"device {next(self._names)}"
        if self._library is pyrogram:
            said["connection_factory"] = _to(self._house)
        client = self._library.Client(name, 1, "any", in_memory=True, **said)
        self._stack.push_async_callback(_leave, client)
        device, take = Device(client), client.handle_updates

        async def hear(updates: Any) -> None:
            for update in getattr(updates, "updates", ()):  # hydrogram hands over acknowledgements as well
                await device.hear(update)
            await take(updates)

        client.handle_updates = hear
        return device


async def _leave(client: Any) -> None:
    if client.is_initialized:
        await client.stop()
    elif client.is_connected:
        await client.disconnect()


def _to(house: House) -> type:
    """Return what kurigram is to connect by: its new sessions have the address of Telegram's own server."""

    class Connection(pyrogram.connection.Connection):
        def __init__(self, *, server_address: str, port: int, **more: Any) -> None:
            super().__init__(server_address=house.host, port=house.port, **more)

    return Connection


def _placed(house: House) -> contextlib.AbstractContextManager[Any]:
    """Replace hydrogram's table of addresses, which no setting reaches."""

    def data_center(*which: Any) -> tuple[str, int]:
        return house.host, house.port

    return mock.patch("hydrogram.connection.connection.DataCenter", data_center)


def _trust(house: House, library: ModuleType) -> contextlib.AbstractContextManager[Any]:
    """Replace Telegram's keys by the house's."""
    rsa = library.crypto.rsa
    key = serialization.load_pem_public_key(house.public_key_pem.encode())
    numbers = key.public_numbers()
    ours = {int(house.fingerprint): rsa.PublicKey(numbers.n, numbers.e)}
    return mock.patch.dict(rsa.server_public_keys, ours, clear=True)


@contextlib.contextmanager
def _notebook(library: str) -> Iterator[Path]:
    """Have the library note the errors that it does not know in a file of ours, not where tests run."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "unknown"
        with mock.patch(f"{library}.errors.rpc_error.Path", return_value=book):
            yield book


@contextlib.asynccontextmanager
async def people(house: House, library: ModuleType, *, may_say: str = "") -> AsyncIterator[Cast]:
    """Follow a story with `library` (see `told`); its devices are disconnected at the end.

    The library has a list of the errors that a server may answer; ours must be among them.
    """
    name = library.__name__
    place = _placed(house) if name == "hydrogram" else contextlib.nullcontext()
    with place, _trust(house, library), _notebook(name) as unknown:
        async with told(house, name, may_say=may_say), contextlib.AsyncExitStack() as stack:
            yield Cast(house, library, stack)
        strange = unknown.read_text() if unknown.exists() else ""
        assert not strange, f"{name} does not know these errors:\n{strange}"
