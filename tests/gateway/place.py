"""A gateway on a real socket and a real database, with a namespace of the test's own behind it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from folkmoot.api.auth import Auth
from folkmoot.api.caller import Caller
from folkmoot.api.dispatch import Dispatch, serves
from folkmoot.api.errors import Rpc
from folkmoot.demo.wire import Server, WireClient
from folkmoot.domain.accounts import AuthKeys, KnownKey, Origin
from folkmoot.gateway import Gateway, GatewaySettings, Registry
from folkmoot.kernel.chance import SystemChance
from folkmoot.kernel.clock import SystemClock
from folkmoot.kernel.ids import AuthKeyId, AuthorizationId, UserId
from folkmoot.kernel.limits import Buckets
from folkmoot.mtproto import tl
from folkmoot.mtproto.crypto import AuthKey, BindInner, RsaKey, seal_bind_inner
from folkmoot.mtproto.salts import Salts
from folkmoot.mtproto.session import SessionLimits
from folkmoot.storage import Database, Keyring

CLOCK = SystemClock()
RSA = RsaKey.generate()


class Parlour:
    """Calls whose end the test decides."""

    def __init__(self) -> None:
        self.door = asyncio.Event()
        self.heard: list[Caller] = []
        self.order: list[str] = []

    @serves(tl.HelpGetConfig, signed_out=True)
    async def at_once(self, caller: Caller, request: tl.HelpGetConfig) -> bool:
        self.heard.append(caller)
        self.order.append("at once")
        return True

    @serves(tl.HelpGetNearestDc, signed_out=True)
    async def when_the_door_opens(self, caller: Caller, request: tl.HelpGetNearestDc) -> bool:
        await self.door.wait()
        self.order.append("later")
        return True

    @serves(tl.HelpGetInviteText, signed_out=True)
    async def never(self, caller: Caller, request: tl.HelpGetInviteText) -> bool:
        raise Rpc(400, "NO_THANKS")

    @serves(tl.HelpGetSupportName, signed_out=True)
    async def never_after_a_while(self, caller: Caller, request: tl.HelpGetSupportName) -> bool:
        await self.door.wait()
        raise Rpc(400, "NO_THANKS")

    @serves(tl.AccountGetContentSettings, signed_out=True)
    async def by_mistake(self, caller: Caller, request: tl.AccountGetContentSettings) -> bool:
        raise ZeroDivisionError

    @serves(tl.UpdatesGetState)
    async def for_members(self, caller: Caller, request: tl.UpdatesGetState) -> bool:
        return True

    @serves(tl.HelpGetSupport, signed_out=True)
    async def become(self, caller: Caller, request: tl.HelpGetSupport) -> bool:
        caller.device.signed_in(UserId(42), AuthorizationId(43))
        return True


class Watcher:
    """Hears of devices at work; takes its time when the test says so."""

    def __init__(self) -> None:
        self.seen_from: list[Origin] = []
        self.seconds = 0.0

    async def seen(self, user: UserId, authorization: AuthorizationId, origin: Origin) -> None:
        await asyncio.sleep(self.seconds)
        self.seen_from.append(origin)


class SlowKeys(AuthKeys):
    """The real keys, whose look-ups wait behind a gate when the test has shut it."""

    gate: asyncio.Event | None = None

    async def find(self, key_id: AuthKeyId) -> KnownKey | None:
        known = await super().find(key_id)
        if self.gate is not None:
            await self.gate.wait()
        return known


class Place:
    """A running gateway and what a test may look at."""

    def __init__(
        self, gateway: Gateway, parlour: Parlour, watcher: Watcher, keys: SlowKeys, port: int
    ) -> None:
        self.gateway, self.parlour, self.watcher, self.keys, self.port = gateway, parlour, watcher, keys, port
        self.server = Server("127.0.0.1", port, RSA.public)
        self.secret = b""
        """What the salts are derived from."""

    async def client(self, auth_key: AuthKey | None = None, **how: Any) -> WireClient:
        client = WireClient(replace(self.server, **how), CLOCK, SystemChance(), auth_key)
        await client.connect()
        return client

    async def member(self) -> WireClient:
        """Return a client on whose device somebody is signed in."""
        client = await self.client()
        await client.call(tl.HelpGetSupport())
        return client

    async def bind(self, temporary: WireClient, permanent: AuthKey, seconds: int = 3000) -> bool:
        """Have the owner of `permanent` say, over the wire, that the other client's key stands for it."""
        key = temporary.auth_key or await temporary.agree(expires_in=3600)
        session = temporary.session or await temporary.begin_session()
        until = int(CLOCK.time()) + seconds
        msg_id = session.next_id(CLOCK.time())
        inner = BindInner(msg_id, 7, key.key_id, permanent.key_id, session.session_id, until)
        said = seal_bind_inner(permanent, inner, SystemChance())
        request = tl.AuthBindTempAuthKey(
            perm_auth_key_id=permanent.key_id, nonce=7, expires_at=until, encrypted_message=said
        )
        return await temporary.call_raw(tl.encode(request), msg_id=msg_id) == tl.TRUE


@asynccontextmanager
async def opened(db: Database, folder: Path, settings: GatewaySettings) -> AsyncIterator[Place]:
    keyring = Keyring.open(folder / "master.key")
    keys, parlour, watcher = SlowKeys(db, keyring, CLOCK), Parlour(), Watcher()
    auth = Auth(cast(Any, None), keys, cast(Any, None))  # of its calls only the binding is made here
    secret = keyring.derive("salts")
    salts, chance = Salts(secret), SystemChance()
    registry = Registry(keys, salts, CLOCK, chance, SessionLimits())
    dispatch = Dispatch(CLOCK, keys, [parlour, auth], calls=Buckets(1000, 1000.0))
    gateway = Gateway(settings, registry, dispatch, [RSA], watcher, CLOCK, chance)
    listener = socket.create_server(("127.0.0.1", 0))
    await gateway.serve([listener])
    try:
        place = Place(gateway, parlour, watcher, keys, listener.getsockname()[1])
        place.secret = secret
        yield place
    finally:
        parlour.door.set()
        await gateway.stop(grace=2.0)


async def until(true: Any) -> None:
    """Wait for something to become true, five seconds at most."""
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.01)
