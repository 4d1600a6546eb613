"""A small client over a real socket: for the demo's residents, for load and for tests.

It speaks what stock clients speak, through `mtproto`'s client halves, and costs so little that one process
holds ten thousand of them. It does not reconnect by itself; `connect` again and the session goes on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from folkmoot.kernel.chance import Chance
from folkmoot.kernel.clock import Clock
from folkmoot.kernel.errors import FolkmootError, Malformed
from folkmoot.mtproto import tl
from folkmoot.mtproto.client import ClientSession, Pushed, Result
from folkmoot.mtproto.crypto import AuthKey, RsaPublicKey
from folkmoot.mtproto.framing import ClientCarrier, Packet, Transport
from folkmoot.mtproto.handshake import Agreed, ClientHandshake, Reply, plain_message, read_plain

ANSWER_WITHIN = 60.0
"""Seconds that a call waits for its answer unless it says otherwise."""


class RpcFailed(FolkmootError):
    """The server answered a call with an `rpc_error`."""

    def __init__(self, code: int, name: str) -> None:
        super().__init__(f"{code} {name}")
        self.code = code
        self.name = name


class Hung(FolkmootError):
    """The socket is gone, or the server said a transport error."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server is and which key it has, as `server.json` tells."""

    host: str
    port: int
    key: RsaPublicKey
    transport: Transport = Transport.INTERMEDIATE
    obfuscated: bool = False


class WireClient(asyncio.Protocol):
    """One session over one socket at a time."""

    __slots__ = (
        "_answers",
        "_carrier",
        "_chance",
        "_clock",
        "_first_salt",
        "_gone",
        "_initiated",
        "_plain",
        "_server",
        "_transport",
        "auth_key",
        "on_push",
        "pushed",
        "session",
    )

    def __init__(self, server: Server, clock: Clock, chance: Chance, auth_key: AuthKey | None = None) -> None:
        self._server = server
        self._clock = clock
        self._chance = chance
        self._carrier: ClientCarrier | None = None
        self._transport: asyncio.Transport | None = None
        self._answers: dict[int, asyncio.Future[bytes]] = {}
        self._plain: asyncio.Future[bytes] | None = None
        self._gone: Exception | None = None
        self._initiated = False
        self._first_salt = 0
        self.session: ClientSession | None = None
        self.auth_key = auth_key
        self.pushed: list[bytes] = []
        """What the server sent of its own accord, when nobody listens by `on_push`."""
        self.on_push: Callable[[bytes], None] | None = None

    # --- the socket ----------------------------------------------------------------------------------------

    async def connect(self) -> None:
        """Open a socket. A session that exists goes on over it."""
        server = self._server
        self._carrier = ClientCarrier(server.transport, server.obfuscated, self._chance)
        self._gone = None
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: self, server.host, server.port)
        self._write(self._carrier.opening())

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    def connection_lost(self, error: Exception | None) -> None:
        self._hang(Hung("the server has closed the connection"))

    def close(self) -> None:
        """Close the socket; calls that wait raise `Hung`."""
        if self._transport is not None:
            self._transport.close()

    def send_raw(self, data: bytes) -> None:
        """Write bytes as they are."""
        self._write(data)

    def send_packet(self, packet: bytes) -> None:
        """Frame and write one packet as it is."""
        if self._carrier is None:
            raise Hung("not connected")
        self._write(self._carrier.frame(packet))

    def _write(self, data: bytes) -> None:
        if self._transport is None or self._transport.is_closing():
            raise self._gone or Hung("not connected")
        self._transport.write(data)

    def _hang(self, why: Exception) -> None:
        self._gone = why
        waiting = [*self._answers.values(), *([self._plain] if self._plain else [])]
        for future in waiting:
            if not future.done():
                future.set_exception(why)

    def data_received(self, data: bytes) -> None:
        try:
            for packet in self._carrier.receive(data) if self._carrier else ():
                self._take(packet)
        except Malformed as error:
            self._hang(error)
            self.close()

    def _take(self, packet: Packet) -> None:
        payload = packet.payload
        if packet.quick_ack:
            return
        if len(payload) == 4:
            self._hang(Hung(f"transport error {int.from_bytes(payload, 'little', signed=True)}"))
        elif payload[:8] == bytes(8):
            if self._plain is not None and not self._plain.done():
                self._plain.set_result(read_plain(payload)[1])
        elif self.session is not None:
            for event in self.session.receive(payload, self._clock.time()):
                self._hear(event)
            self._flush()

    def _hear(self, event: Result | Pushed) -> None:
        if isinstance(event, Result):
            future = self._answers.pop(event.msg_id, None)
            if future is not None and not future.done():
                future.set_result(event.body)
        elif self.on_push is not None:
            self.on_push(event.body)
        else:
            self.pushed.append(event.body)

    def _flush(self) -> None:
        if self.session is not None and self._carrier is not None:
            packets = self.session.data_to_send(self._clock.time())
            if packets:
                self._write(b"".join([self._carrier.frame(packet) for packet in packets]))

    # --- key exchange --------------------------------------------------------------------------------------

    async def agree(self, *, expires_in: int | None = None) -> AuthKey:
        """Exchange keys over the open socket and keep the result.

        The arithmetic, some 6 ms, runs where it stands: keep that in mind beside other work in the same loop.
        """
        shake = ClientHandshake([self._server.key], self._chance, expires_in=expires_in)
        step: Reply | Agreed = Reply(shake.begin())
        while isinstance(step, Reply):
            step = shake.receive(await self._ask(step.body))
        self.auth_key, self._first_salt = step.key, step.salt
        return step.key

    async def _ask(self, body: bytes) -> bytes:
        self._plain = asyncio.get_running_loop().create_future()
        self.send_packet(plain_message(int(self._clock.time() * (1 << 32)) & ~3, body))
        return await asyncio.wait_for(self._plain, ANSWER_WITHIN)

    # --- calls ---------------------------------------------------------------------------------------------

    async def call(self, request: tl.TLObject, timeout: float = ANSWER_WITHIN) -> Any:
        """Call a method and return its decoded answer. Raises `RpcFailed`, `Hung`, `TimeoutError`."""
        answer = await self.call_raw(self._introduce(tl.encode(request)), timeout)
        return answer == tl.TRUE if answer in (tl.TRUE, tl.FALSE) else tl.decode(answer)

    async def call_raw(self, body: bytes, timeout: float = ANSWER_WITHIN, msg_id: int = 0) -> bytes:
        """Send the bytes of a call and return those of its answer. Raises as `call` does.

        `msg_id` is one that the session gave by `next_id`, for a call that names its own message.
        """
        session = self.session or await self.begin_session()
        future: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._answers[session.call(body, self._clock.time(), msg_id)] = future
        self._flush()
        answer = await asyncio.wait_for(future, timeout)
        if tl.constructor_of(answer) is tl.RpcError:
            error: Any = tl.decode(answer)
            raise RpcFailed(error.error_code, error.error_message)
        return answer

    async def tell(self, message: tl.TLObject) -> None:
        """Send a service message; what it brings comes to `on_push`."""
        session = self.session or await self.begin_session()
        session.tell(message, self._clock.time(), content=True)
        self._flush()

    async def begin_session(self) -> ClientSession:
        """Begin a session under the key, made now if there is none. `call` does it when need be."""
        key = self.auth_key or await self.agree()
        session_id = int.from_bytes(self._chance.bytes(8), "little", signed=True)
        self.session = ClientSession(key, session_id, self._chance, self._first_salt)
        return self.session

    def forget_session(self) -> None:
        """Begin a new session with the next call."""
        self.session = None
        self._initiated = False

    @property
    def closed(self) -> bool:
        """Whether there is no socket."""
        return self._transport is None or self._transport.is_closing()

    def _introduce(self, query: bytes) -> bytes:
        """Wrap the first call of a session in what a client says of itself."""
        if self._initiated:
            return query
        self._initiated = True
        inner = tl.InitConnection(
            api_id=1,
            device_model="Folkmoot wire client",
            system_version="1",
            app_version="1",
            system_lang_code="en",
            lang_pack="",
            lang_code="en",
            query=query,
        )
        return tl.encode(tl.InvokeWithLayer(layer=tl.NEWEST, query=tl.encode(inner)))
