"""People in journeys who use an heir of Pyrogram, unmodified: kurigram (imported as `pyrogram`) or hydrogram.

    from tests.support.pyrogram_people import hydrogram, people

    async with people(house, hydrogram) as cast:
        ann = await cast.joins("Ann")
        phone = await cast.on_another_device(ann)

The two agree in what a story needs; where they do not, `_Kurigram` and `_Hydrogram` say how.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import re
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar
from unittest import mock

from cryptography.hazmat.primitives import serialization

from .house import House, TestNumber
from .story import told

_policy = asyncio.get_event_loop_policy()
import hydrogram  # noqa: E402
import pyrogram  # noqa: E402

asyncio.set_event_loop_policy(_policy)  # hydrogram changes it for everybody who imports it

Kind = TypeVar("Kind")

ARRIVES_WITHIN = 15.0
"""Seconds to wait for an update; it takes milliseconds, unless the machine is busy."""


class Device:
    """One client, connected, and the updates that have reached it.

    They are heard where the client takes them: hydrogram's handlers see only those that it has a use for.
    """

    def __init__(self, client: Any) -> None:
        self.client = client
        self._heard: asyncio.Queue[Any] = asyncio.Queue()
        self._take = client.handle_updates
        client.handle_updates = self._hear

    async def _hear(self, updates: Any) -> None:
        for update in getattr(updates, "updates", ()):  # hydrogram hands acknowledgements over as well
            self._heard.put_nowait(update)
        await self._take(updates)

    async def hears(self, kind: type[Kind]) -> Kind:
        """Return the next update of `kind`; others that come before it are passed over."""
        async with asyncio.timeout(ARRIVES_WITHIN):
            while not isinstance(update := await self._heard.get(), kind):
                pass
        return update


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account and their first device."""

    number: TestNumber
    device: Device
    user: Any

    @property
    def client(self) -> Any:
        """Their first device's client."""
        return self.device.client


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
        name = f"device {next(self._names)}"
        more = _Kurigram.settings(self._house) if self._library.__name__ == "pyrogram" else {}
        client = self._library.Client(name, 1, "any", in_memory=True, **more, **said)
        self._stack.push_async_callback(_leave, client)
        return Device(client)


async def _leave(client: Any) -> None:
    if client.is_initialized:
        await client.stop()
    elif client.is_connected:
        await client.disconnect()


class _Kurigram:
    @staticmethod
    def settings(house: House) -> dict[str, Any]:
        """Return what its client is to be told: a new session has the address of Telegram's own server."""

        class ToTheHouse(pyrogram.connection.Connection):
            def __init__(self, *, server_address: str, port: int, **more: Any) -> None:
                super().__init__(server_address=house.host, port=house.port, **more)

        return {"connection_factory": ToTheHouse}


class _Hydrogram:
    @staticmethod
    def place(house: House) -> contextlib.AbstractContextManager[Any]:
        """Replace its table of addresses, which no setting reaches."""

        def data_center(*which: Any) -> tuple[str, int]:
            return house.host, house.port

        return mock.patch("hydrogram.connection.connection.DataCenter", data_center)


def _trust(house: House, library: ModuleType) -> contextlib.AbstractContextManager[Any]:
    """Replace Telegram's keys by the house's."""
    rsa = library.crypto.rsa
    key = serialization.load_pem_public_key(house.public_key_pem.encode())
    numbers = key.public_numbers()  # type: ignore[union-attr]
    ours = {int(house.fingerprint): rsa.PublicKey(numbers.n, numbers.e)}  # type: ignore[union-attr]
    return mock.patch.dict(rsa.server_public_keys, ours, clear=True)


@contextlib.contextmanager
def _notebook(library: str) -> Iterator[Path]:
    """Have the library write the errors that it does not know to a file of ours, rather than where tests run."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "unknown"
        with mock.patch(f"{library}.errors.rpc_error.Path", lambda name: book):
            yield book


@contextlib.asynccontextmanager
async def people(
    house: House, library: ModuleType, *, may_say: str = "", may_wonder_at: str = "$^"
) -> AsyncIterator[Cast]:
    """Follow a story with `library` (see `told`); its devices are disconnected at the end.

    The library has a list of the errors that a server may answer; ours must be among them, but for those in which
    the pattern `may_wonder_at` is found.
    """
    name = library.__name__
    place = _Hydrogram.place(house) if name == "hydrogram" else contextlib.nullcontext()
    with place, _trust(house, library), _notebook(name) as unknown:
        async with told(house, name, may_say=may_say), contextlib.AsyncExitStack() as stack:
            yield Cast(house, library, stack)
        lines = unknown.read_text().splitlines() if unknown.exists() else []
        strange = [line for line in lines if not re.search(may_wonder_at, line)]
        assert not strange, f"{name} does not know these errors:\n" + "\n".join(strange)
