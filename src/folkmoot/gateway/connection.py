"""One socket: bytes to packets, packets to sessions, answers back.

Packets of a socket are taken in their order. Most are taken at once; one that needs the database (a key that
is not in memory) or a thread (the arithmetic of a key exchange) holds back those behind it, and the socket is
not read meanwhile.
"""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, cast

import structlog
from websockets.http11 import Request

from folkmoot.kernel import metrics
from folkmoot.kernel.errors import Broken, Malformed, TryLater
from folkmoot.kernel.ids import AuthKeyId
from folkmoot.kernel.net import neighbourhood, plain_address
from folkmoot.mtproto.crypto import decrypt, quick_ack_token
from folkmoot.mtproto.framing import Packet, ServerCarrier
from folkmoot.mtproto.handshake import Made, ServerHandshake, Work, plain_message, read_plain
from folkmoot.mtproto.session import Call, DestroySession, Event, Linger, read_inbound

from . import proxy
from .doorway import Doorway
from .proxy import Peer
from .registry import SESSIONS_PER_KEY, LiveKey, LiveSession
from .websocket import WebSocket

if TYPE_CHECKING:
    from .server import Gateway

log = structlog.get_logger()

TURN = 0.002
"""Seconds for which one socket's packets may hold the loop before others have their turn."""

PACKETS_WAITING = 64
"""Packets that may wait for the one that needs the database before the socket is no longer read."""

OVERFULL = 4
"""Times `write_buffer`: with so much unread the socket is cut; the session keeps what must be sent again."""

ACK_DELAY = 0.25
"""Seconds that an acknowledgement waits for an answer to travel with."""

_BYTES_IN, _BYTES_OUT = metrics.BYTES.labels("in"), metrics.BYTES.labels("out")

UNKNOWN_KEY, FLOOD = 404, 429
"""Transport errors, as their absolute values."""


Errand = Callable[[], Coroutine[None, None, None]]


class Connection(asyncio.Protocol):
    """A client's socket."""

    __slots__ = (
        "_carrier",
        "_closing",
        "_dirty",
        "_doorway",
        "_gateway",
        "_handshake",
        "_last_plain_id",
        "_leaving",
        "_mtproto",
        "_packets",
        "_paused",
        "_resting",
        "_sessions",
        "_stuck_since",
        "_transport",
        "_waiting",
        "_websocket",
        "counted",
        "heard_at",
        "linger",
        "peer",
        "refused",
    )

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._transport: asyncio.Transport | None = None
        self.peer = Peer("", 0)
        self.counted = False
        """Whether this socket counts among its address's unauthenticated ones."""
        self.refused = False
        """Whether it is one too many of them, and is told so once its transport is known."""
        self.heard_at = 0.0
        """Monotonic seconds of the last bytes."""
        self.linger = gateway.settings.unauthenticated_seconds
        """Seconds of silence after which the socket is closed."""
        self._sessions: tuple[LiveSession, ...] = ()
        """The sessions whose line this socket is: one, with every client that we know."""
        self._doorway: Doorway | None = None
        self._websocket: WebSocket | None = None
        self._carrier: ServerCarrier | None = None
        self._mtproto = "unknown"
        self._handshake: ServerHandshake | None = None
        self._last_plain_id = 0
        self._packets: deque[Packet] | None = None
        self._waiting: asyncio.Task[None] | None = None
        self._dirty: set[LiveSession] | None = None
        self._stuck_since: float | None = None
        """Monotonic seconds since when the client leaves its answers unread."""
        self._resting = False
        """Whether the packets that wait have used up their turn of the loop."""
        self._leaving = False
        self._paused = False
        self._closing = False

    # --- the socket ----------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        peername = self._transport.get_extra_info("peername") or ("", 0)
        self.peer = Peer(plain_address(str(peername[0])), int(peername[1]))
        self._transport.set_write_buffer_limits(high=self._gateway.settings.write_buffer)
        sock = self._transport.get_extra_info("socket")
        if sock is not None and sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.heard_at = self._gateway.clock.monotonic()
        metrics.CONNECTIONS.labels(self._mtproto).inc()
        trusted = self.peer.address in self._gateway.trusted
        self._doorway = Doorway(self.peer, trusted=trusted)
        self._gateway.opened(self, counted=not trusted)

    def connection_lost(self, error: Exception | None) -> None:
        metrics.CONNECTIONS.labels(self._mtproto).dec()
        self._gateway.lost(self)
        if self._waiting is not None:
            self._waiting.cancel()
        self._transport = None
        for session in self._sessions:
            if session.line is self:
                session.line = None
                session.quiet_since = self._gateway.clock.monotonic()
        self._sessions = ()

    def pause_writing(self) -> None:
        """Stop reading from a client that does not read: its answers would only pile up."""
        self._stuck_since = self._gateway.clock.monotonic()
        self._pace()

    def resume_writing(self) -> None:
        self._stuck_since = None
        self._pace()

    def _pace(self) -> None:
        """Read on, or not: the only place that decides it."""
        crowded = self._packets is not None and len(self._packets) > PACKETS_WAITING
        pause = crowded or self._resting or self._leaving or self._stuck_since is not None
        if self._transport is None or self._transport.is_closing() or pause == self._paused:
            return
        self._paused = pause
        if pause:
            self._transport.pause_reading()
        else:
            self._transport.resume_reading()

    def check(self, now: float) -> None:
        """Close the socket when it has been silent, or has left its answers unread, for too long."""
        stuck = self._stuck_since
        if stuck is not None and now - stuck > self._gateway.settings.stuck_seconds:
            self.abort()
        elif self._transport is not None and self._transport.is_closing():
            if self._closing:  # for a whole sweep: the client does not read what is to be written first
                self.abort()
            self._closing = True
        elif now - self.heard_at > self.linger:
            self.close()

    def close(self) -> None:
        """Close the socket once what is queued has been written."""
        if self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        """Close the socket at once, whatever is queued."""
        if self._transport is not None:
            self._transport.abort()

    def stop_reading(self) -> None:
        """Take no more requests: the process is about to end. What was not read is sent again elsewhere."""
        self._packets = None
        self._leaving = True
        self._pace()

    def data_received(self, data: bytes) -> None:
        if self._leaving:
            return
        self.heard_at = self._gateway.clock.monotonic()
        _BYTES_IN.inc(len(data))
        try:
            if self._doorway is not None:
                data = self._open(self._doorway, data)
            if self._websocket is not None and data:
                data = self._websocket.receive(data)
                self._write_websocket()
            if data:
                self._take_all(data)
        except Exception as error:
            self._went_wrong(error)

    def _went_wrong(self, error: Exception) -> None:
        """End the socket as `error` deserves: haste is told, nonsense is not, a fault of ours is logged."""
        if isinstance(error, TryLater):
            self._fail(FLOOD)
        elif isinstance(error, Malformed):
            self.close()
        else:
            log.error("what a client sent could not be taken", exc_info=error)
            self.abort()

    # --- the first bytes -----------------------------------------------------------------------------------

    def _open(self, doorway: Doorway, data: bytes) -> bytes:
        """Find out who is there and what they speak; return the bytes that belong to it."""
        opened = doorway.receive(data)
        if opened is None:
            return b""
        self._doorway = None
        if opened.peer is not self.peer:
            self.peer = opened.peer
            self._gateway.count(self)
        if opened.websocket:
            told = self._forwarded if opened.forwarded else None
            self._websocket = WebSocket(self._gateway.settings.frame_bytes + 1024, told)
        self._carrier = ServerCarrier(self._gateway.settings.frame_bytes, self._gateway.chance)
        return opened.rest

    def _forwarded(self, request: Request) -> None:
        said = request.headers.get_all("X-Forwarded-For")
        self.peer = proxy.forwarded(said, self.peer, self._gateway.trusted)
        self._gateway.count(self)

    # --- packets -------------------------------------------------------------------------------------------

    def _take_all(self, data: bytes) -> None:
        carrier = self._carrier
        if carrier is None:
            raise Broken("bytes before the doorway has opened")
        packets = carrier.receive(data)
        if carrier.name != self._mtproto:
            metrics.CONNECTIONS.labels(self._mtproto).dec()
            self._mtproto = carrier.name
            metrics.CONNECTIONS.labels(self._mtproto).inc()
        if self.refused:
            raise TryLater(1)
        if self._packets is None:
            self._packets = deque()
        self._packets.extend(packets)
        self._drain()

    def _drain(self) -> None:
        """Take the packets that wait, until one of them has to wait itself or the turn is used up."""
        loop = asyncio.get_running_loop()
        end = loop.time() + TURN
        while self._packets and self._waiting is None and self._open_for_more():
            work = self._take(self._packets.popleft())
            if work is not None:
                self._waiting = asyncio.create_task(self._wait_for(work))
            elif self._packets and loop.time() > end:
                self._resting = True
                loop.call_soon(self._next_turn)
                break
        if not self._packets:
            self._packets = None
        self._pace()

    def _next_turn(self) -> None:
        self._resting = False
        self._drain_safely()

    def _drain_safely(self) -> None:
        try:
            self._drain()
        except Exception as error:
            self._went_wrong(error)

    def _open_for_more(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    async def _wait_for(self, work: Errand) -> None:
        try:
            await work()
        except Exception as error:
            self._went_wrong(error)
        self._waiting = None
        self._drain_safely()

    def _take(self, packet: Packet) -> Errand | None:
        """Take one packet now, or return what has to be run and awaited for it."""
        key_id = AuthKeyId(int.from_bytes(packet.payload[:8], "little", signed=True))
        if not key_id:
            return partial(self._shake_hands, packet.payload)
        key = self._gateway.registry.held(key_id)
        if key is None:
            return partial(self._find_and_take, key_id, packet)
        self._take_encrypted(key, packet)
        return None

    async def _find_and_take(self, key_id: AuthKeyId, packet: Packet) -> None:
        strange, now = self._gateway.strange_keys, self._gateway.clock.monotonic()
        asker = neighbourhood(self.peer.address)
        strange.check(asker, now)
        if await self._gateway.registry.find(key_id) is None:
            strange.take(asker, now)
            self._fail(UNKNOWN_KEY)
            return
        key = self._gateway.registry.held(key_id)
        if key is None:  # signed out since it was found: the client comes again and learns why
            self.close()
        elif self._transport is not None:
            self._take_encrypted(key, packet)

    def _take_encrypted(self, key: LiveKey, packet: Packet) -> None:
        plaintext = decrypt(key.auth, packet.payload, from_client=True)
        message = read_inbound(plaintext)
        session, now = self._gateway.registry.session(key, message.session_id), self._gateway.clock.time()
        heard = session.core.receive(message, now)
        if heard.fresh or (heard.timely and session.line is None):
            self._join(session)
        if heard.refusals:
            self.send(session.core.seal_refusals(heard.refusals, now))
        if packet.quick_ack and heard.timely and self._carrier is not None:
            self._write(self._carrier.quick_ack(quick_ack_token(key.auth, plaintext)))
        for event in heard.events:
            self._act(session, event)
        self._answer_soon(session)

    def _answer_soon(self, session: LiveSession) -> None:
        if session.line is None:
            return
        if session.core.urgent:
            session.line.flush_soon(session)
        elif session.core.has_acks and session.acks_timer is None:
            loop = asyncio.get_running_loop()
            session.acks_timer = loop.call_later(ACK_DELAY, self._flush_acks, session)

    def _join(self, session: LiveSession) -> None:
        """Make this the socket of the session; what is unacknowledged is sent again on it.

        Only upon a message that its key's holder has made just now: whoever plays a recorded packet again
        gets neither the session's updates nor its place.
        """
        if session not in self._sessions:
            if len(self._sessions) >= SESSIONS_PER_KEY:
                raise Malformed("too many sessions on one socket")
            self._sessions = (*self._sessions, session)
            self.linger = max(self.linger, self._gateway.settings.idle_seconds)
        self._gateway.registry.keep(session)
        if session.line is not self:
            session.line = self
            session.core.resume(self._gateway.clock.time())
        if self.counted and session.key.device.user is not None:
            self._gateway.recognise(self)

    def _act(self, session: LiveSession, event: Event) -> None:
        if isinstance(event, Call):
            self._gateway.run(session, event, self.peer)
        elif isinstance(event, Linger):
            self.linger = min(max(event.seconds, 10), self._gateway.settings.idle_seconds)
        elif isinstance(event, DestroySession):
            self._gateway.destroy_session(session, event.session_id)
        else:
            self._gateway.destroy_key(session)

    # --- key exchange --------------------------------------------------------------------------------------

    async def _shake_hands(self, packet: bytes) -> None:
        gateway = self._gateway
        gateway.admit_handshake(self.peer)
        if self._handshake is None:
            self._handshake = gateway.handshake()
        try:
            step = self._handshake.receive(read_plain(packet)[1], int(gateway.clock.time()))
            if isinstance(step, Work):
                gateway.admit_arithmetic()
            while isinstance(step, Work):
                result = await gateway.compute(step.run)
                step = self._handshake.resume(result, int(gateway.clock.time()))
            if isinstance(step, Made):
                stored = await gateway.registry.add(step.key, step.salt, step.expires_in)
                if stored:
                    self._handshake = None
                metrics.HANDSHAKES.labels("made" if stored else "retried").inc()
                self._send_plain(step.reply if stored else step.retry)
            else:
                self._send_plain(step.body)
        except Malformed:
            metrics.HANDSHAKES.labels("refused").inc()
            raise

    def _send_plain(self, body: bytes) -> None:
        msg_id = max(int(self._gateway.clock.time() * (1 << 32)) & ~3 | 1, self._last_plain_id + 4)
        self._last_plain_id = msg_id
        self.send([plain_message(msg_id, body)])

    # --- out -----------------------------------------------------------------------------------------------

    def flush_soon(self, session: LiveSession) -> None:
        """Send what the session has queued when the loop next comes round, together with what else comes."""
        if self._dirty is None:
            self._dirty = {session}
            asyncio.get_running_loop().call_soon(self._flush)
        else:
            self._dirty.add(session)

    def _flush(self) -> None:
        dirty, self._dirty = self._dirty or set(), None
        now = self._gateway.clock.time()
        packets = []
        for session in dirty:
            if session.line is not self:
                continue
            if session.acks_timer is not None:
                session.acks_timer.cancel()
                session.acks_timer = None
            packets += session.core.data_to_send(now)
        if packets:
            self.send(packets)
        for session in dirty:
            if session.line is self and session.core.urgent:
                self.flush_soon(session)

    def _flush_acks(self, session: LiveSession) -> None:
        session.acks_timer = None
        if session.line is not None and session.core.has_acks:
            session.line.flush_soon(session)

    def send(self, packets: list[bytes]) -> None:
        """Frame packets and write them in one go."""
        if self._carrier is not None:
            self._write(b"".join([self._carrier.frame(packet) for packet in packets]))

    def _fail(self, code: int) -> None:
        """Say a transport error, if the client has told its transport yet, and close."""
        if self._carrier is not None and self._carrier.name != "unknown":
            self._write(self._carrier.error(code))
        self.close()

    def _write(self, data: bytes) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        if self._websocket is not None:
            self._websocket.frame(data)
            self._write_websocket()
            return
        self._write_bytes(data)

    def _write_websocket(self) -> None:
        if self._websocket is None or self._transport is None:
            return
        for chunk in self._websocket.data_to_send():
            if chunk:
                self._write_bytes(chunk)
        if self._websocket.ended:
            self._transport.close()

    def _write_bytes(self, data: bytes) -> None:
        if self._transport is None:
            return
        _BYTES_OUT.inc(len(data))
        self._transport.write(data)
        if self._transport.get_write_buffer_size() > OVERFULL * self._gateway.settings.write_buffer:
            self.abort()
