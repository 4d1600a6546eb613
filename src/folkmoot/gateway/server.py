"""The gateway: all sockets of one process, and the calls that run for them."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import structlog

from folkmoot.api.dispatch import Dispatch, rpc_error
from folkmoot.domain.accounts import Origin
from folkmoot.kernel import metrics
from folkmoot.kernel.chance import Chance
from folkmoot.kernel.clock import Clock
from folkmoot.kernel.ids import AuthorizationId, UserId
from folkmoot.kernel.limits import Buckets
from folkmoot.kernel.net import neighbourhood
from folkmoot.mtproto import tl
from folkmoot.mtproto.crypto import RsaKey
from folkmoot.mtproto.handshake import DhPool, ServerHandshake
from folkmoot.mtproto.session import Call

from .connection import Connection
from .proxy import Peer, Trusted
from .registry import LiveSession, Registry

log = structlog.get_logger()

Result = TypeVar("Result")

PLAIN_MESSAGES, PIECES = 3, 2
"""A key exchange takes three messages of the client's, and twice heavy arithmetic."""

TOLD_WITHIN, TOLD_AT_MOST = 2.0, 64
"""Sockets too many of one address are told so if they speak within these seconds; beyond so many none is."""

SWEEP_SECONDS = 5.0
SLICE = 500
"""Sockets looked at before the loop is let go."""


@dataclass(frozen=True, slots=True)
class GatewaySettings:
    """Bounds on what strangers may cost us."""

    frame_bytes: int = 1 << 20
    write_buffer: int = 1 << 20
    """Bytes queued for one socket before it is no longer read."""
    stuck_seconds: float = 60.0
    """Seconds that a client may leave its answers unread before its socket is cut off."""
    unauthenticated_seconds: float = 60.0
    idle_seconds: float = 900.0
    calls_in_flight: int = 256
    """Per session; one more is answered FLOOD_WAIT_1."""
    connections: int = 100_000
    unauthenticated_per_address: int = 256
    handshakes_per_second: float = 200.0
    handshakes_per_address: float = 20.0
    """Key exchanges a second from one address, on average; three times as many at once."""
    trusted_proxies: tuple[str, ...] = ()


class Watch(Protocol):
    """Hears from where a signed-in device is at work."""

    def seen(
        self, user: UserId, authorization: AuthorizationId, origin: Origin
    ) -> Coroutine[None, None, None]: ...


class Gateway:
    """Serves MTProto on listening sockets until it is stopped."""

    def __init__(
        self,
        settings: GatewaySettings,
        registry: Registry,
        dispatch: Dispatch,
        rsa_keys: Sequence[RsaKey],
        watch: Watch,
        clock: Clock,
        chance: Chance,
    ) -> None:
        self.settings = settings
        self.registry = registry
        self.clock = clock
        self.trusted = Trusted(settings.trusted_proxies)
        self.strange_keys = Buckets(burst=200, per_second=settings.handshakes_per_address)
        """Keys that nobody has, for which one address may make us ask the database."""
        self._dispatch = dispatch
        self._rsa_keys = rsa_keys
        self._watch = watch
        self.chance = chance
        self._connections: set[Connection] = set()
        self._unauthenticated: Counter[str] = Counter()
        rate, each = settings.handshakes_per_second, settings.handshakes_per_address
        self._handshakes = Buckets(burst=int(rate * 6), per_second=rate * PIECES, room=1)
        self._handshakes_each = Buckets(burst=int(each * 9), per_second=each * PLAIN_MESSAGES)
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="arithmetic")
        self._pool = DhPool(chance)
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[Any]] = set()
        self._chores: list[asyncio.Task[None]] = []
        self._stopping = False
        self._empty = asyncio.Event()

    # --- life ----------------------------------------------------------------------------------------------

    async def serve(self, sockets: Sequence[socket.socket]) -> None:
        """Begin to accept on bound `sockets` and return. Call within the loop that is to serve them."""
        loop = asyncio.get_running_loop()
        for each in sockets:
            self._servers.append(await loop.create_server(lambda: Connection(self), sock=each, backlog=4096))
        self._chores = [asyncio.create_task(self._sweep()), asyncio.create_task(self._fill_pool())]

    async def stop(self, grace: float = 10.0) -> None:
        """Accept and read no more, let running calls end within `grace` seconds, send answers, close."""
        self._stopping = True
        for server in self._servers:
            server.close()
        for connection in tuple(self._connections):
            connection.stop_reading()
        end = self.clock.monotonic() + grace
        while self._tasks and (left := end - self.clock.monotonic()) > 0:
            await asyncio.wait(self._tasks, timeout=left)
        for chore in self._chores:
            chore.cancel()
        for late in tuple(self._tasks):
            late.cancel()
        await asyncio.sleep(0)
        for connection in tuple(self._connections):
            connection.close()
        await self._closed(within=2.0)
        for connection in tuple(self._connections):
            connection.abort()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _closed(self, within: float) -> None:
        """Return when all sockets are gone, or after so many seconds."""
        self._empty.clear()
        if self._connections:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._empty.wait(), within)

    async def _sweep(self) -> None:
        """Close what is silent for too long, forget what nobody has come back to."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            try:
                await self._sweep_once()
            except Exception:
                log.exception("a sweep failed, and comes again")

    async def _sweep_once(self) -> None:
        now = self.clock.monotonic()
        for at, connection in enumerate(tuple(self._connections)):
            connection.check(now)
            if at % SLICE == SLICE - 1:
                await asyncio.sleep(0)
        await self.registry.sweep()

    async def _fill_pool(self) -> None:
        """Keep halves of key exchanges ready, made in a thread while there is time."""
        while True:
            if not self._pool.wants_more:
                await asyncio.sleep(0.05)
                continue
            try:
                await self.compute(self._pool.fill_one)
            except Exception:
                log.exception("a half of a key exchange could not be made")
                await asyncio.sleep(SWEEP_SECONDS)

    # --- sockets come and go -------------------------------------------------------------------------------

    def opened(self, connection: Connection, *, counted: bool) -> None:
        """Hear of a new socket. Beyond the bound on all sockets it is closed at once."""
        self._connections.add(connection)
        if self._stopping or len(self._connections) > self.settings.connections:
            metrics.CONNECTIONS_REFUSED.labels("connections").inc()
            connection.abort()
        elif counted:
            self.count(connection)

    def count(self, connection: Connection) -> None:
        """Count a socket whose address is now known; one too many of a single address is `refused`."""
        connection.counted = True
        asker = neighbourhood(connection.peer.address)
        self._unauthenticated[asker] += 1
        over = self._unauthenticated[asker] - self.settings.unauthenticated_per_address
        if over > 0:
            metrics.CONNECTIONS_REFUSED.labels("unauthenticated_per_address").inc()
            connection.refused = True
            connection.linger = TOLD_WITHIN
        if over > TOLD_AT_MOST:
            connection.abort()

    def recognise(self, connection: Connection) -> None:
        """Count a socket no longer: somebody is signed in on it, or it is gone."""
        if connection.counted:
            connection.counted = False
            asker = neighbourhood(connection.peer.address)
            self._unauthenticated[asker] -= 1
            if self._unauthenticated[asker] <= 0:
                del self._unauthenticated[asker]

    def lost(self, connection: Connection) -> None:
        """Hear that a socket is gone."""
        self._connections.discard(connection)
        if not self._connections:
            self._empty.set()
        self.recognise(connection)

    # --- key exchange --------------------------------------------------------------------------------------

    def admit_handshake(self, peer: Peer) -> None:
        """Take one message of a key exchange into account, or raise `TryLater`."""
        self._handshakes_each.take(neighbourhood(peer.address), self.clock.monotonic())

    def admit_arithmetic(self) -> None:
        """Take one piece of a key exchange's arithmetic into account, whoever asks, or raise `TryLater`."""
        self._handshakes.take("all", self.clock.monotonic())

    def handshake(self) -> ServerHandshake:
        """Return the server's side of a new key exchange."""
        return ServerHandshake(self._rsa_keys, self.chance, self._pool)

    async def compute(self, work: Callable[[], Result]) -> Result:
        """Run heavy arithmetic in a thread; it lets the interpreter go while it multiplies."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    # --- calls ---------------------------------------------------------------------------------------------

    def run(self, session: LiveSession, call: Call, peer: Peer) -> None:
        """Start a call; its answer goes to whatever socket the session then has."""
        if len(session.calls) >= self.settings.calls_in_flight:
            session.core.answer(call.msg_id, rpc_error(420, "FLOOD_WAIT_1"))
            return
        session.calls[call.msg_id] = self._start(self._answer(session, call, peer))

    async def _answer(self, session: LiveSession, call: Call, peer: Peer) -> bool:
        """Run a call and queue its answer; tell whether it succeeded."""
        before = session.key.device.authorization
        try:
            answer = await self._dispatch.answer(session.caller(peer, call.msg_id), call.body, session)
            session.core.answer(call.msg_id, answer)
            if session.line is not None:
                session.line.flush_soon(session)
        finally:
            session.calls.pop(call.msg_id, None)
        self._report(session, peer, before)
        return tl.constructor_of(answer) is not tl.RpcError

    def _report(self, session: LiveSession, peer: Peer, before: AuthorizationId | None) -> None:
        """Have the accounts know that a device is at work, and from where: once a minute and socket.

        `before` is who was signed in before the call: one that signs in is on record already.
        """
        device = session.key.device
        if device.user is None or device.authorization is None:
            return
        here = (device.authorization, peer, int(self.clock.time()) // 60)
        if session.seen_at != here:
            session.seen_at = here
            if device.authorization != before:
                return
            origin = session.caller(peer).origin
            self._start(self._watch.seen(device.user, device.authorization, origin))

    def destroy_session(self, session: LiveSession, session_id: int) -> None:
        """Forget another session of the same key."""
        other = session.key.sessions.get(session_id)
        if other is not None and other is not session:
            self.registry.drop(other)
        session.core.tell_destroyed(session_id, existed=other is not None and other is not session)

    def destroy_key(self, session: LiveSession) -> None:
        """Forget the auth key that the session is under, and say so first."""
        self._start(self._destroy_key(session))

    async def _destroy_key(self, session: LiveSession) -> None:
        await self.registry.destroy(session.key)
        session.core.tell(tl.DestroyAuthKeyOk())
        if session.line is not None:
            session.line.flush_soon(session)
        await asyncio.sleep(0)
        self.registry.gone(session.key)

    def _start(self, work: Coroutine[None, None, Result]) -> asyncio.Task[Result]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a task of the gateway failed", exc_info=task.exception())
