"""The client's side of a session: small, strict, and enough to judge the server's side.

It is what the tests join to `Session`, what the load generator of `bench/` runs by the thousand, and what the
demo's residents talk through. It is no client library: no storage, no reconnecting, no updates logic.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from folkmoot.kernel.chance import Chance
from folkmoot.kernel.errors import Malformed

from . import tl
from .crypto import AuthKey, decrypt, encrypt
from .packing import inflate

INFLATED_AT_MOST = 1 << 24


@dataclass(frozen=True, slots=True)
class Result:
    """What a call was answered: a boxed value or an `rpc_error`, as bytes."""

    msg_id: int
    """Of the call, as `ClientSession.call` returned it."""
    body: bytes


@dataclass(frozen=True, slots=True)
class Pushed:
    """What the server sent of its own accord, or a service message that answers one of ours."""

    body: bytes


@dataclass(slots=True)
class _Call:
    handle: int
    body: bytes


@dataclass(slots=True)
class ClientSession:
    """One session. `call` and `tell` queue, `data_to_send` seals, `receive` reads packets of the server.

    A call is named by the first msg_id that it had; when the server wants another salt or time it is sent
    again under a new one, and its result still comes under the old name.
    """

    key: AuthKey
    session_id: int
    chance: Chance
    salt: int = 0
    resent: int = 0
    """How often calls had to be sent again."""
    _last_id: int = 0
    _server_id: int = 0
    _content: int = 0
    _skew: float = 0.0
    _calls: dict[int, _Call] = field(default_factory=dict)
    _waiting: list[tuple[int, int, bytes]] = field(default_factory=list)
    _acks: list[int] = field(default_factory=list)

    def call(self, body: bytes, now: float, msg_id: int = 0) -> int:
        """Queue a method and return the name under which its `Result` will come.

        `msg_id` is one that `next_id` has given, where the body names its own message.
        """
        msg_id = self._number(body, now, msg_id=msg_id)
        self._calls[msg_id] = _Call(msg_id, body)
        return msg_id

    def tell(self, message: tl.TLObject, now: float, *, content: bool = False) -> int:
        """Queue a service message and return its msg_id."""
        return self._number(tl.encode(message), now, content=content)

    def data_to_send(self, now: float) -> list[bytes]:
        """Seal what is queued, in one container if there is more than one message."""
        if self._acks:
            acks, self._acks = self._acks, []
            self._number(tl.encode(tl.MsgsAck(msg_ids=acks)), now, content=False)
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return []
        if len(waiting) == 1:
            return [self._seal(*waiting[0])]
        body = tl.encode(
            tl.MsgContainer(messages=[tl.ContainedMessage(msg_id=i, seqno=s, body=b) for i, s, b in waiting])
        )
        return [self._seal(self.next_id(now), self._content * 2, body)]

    def receive(self, packet: bytes, now: float) -> list[Result | Pushed]:
        """Read one packet of the server. Raises `Malformed` where it breaks a rule that clients rely on."""
        plaintext = decrypt(self.key, packet, from_client=False)
        if int.from_bytes(plaintext[8:16], "little", signed=True) != self.session_id:
            raise Malformed("the packet is of another session")
        msg_id = int.from_bytes(plaintext[16:24], "little")
        seq_no = int.from_bytes(plaintext[24:28], "little")
        length = int.from_bytes(plaintext[28:32], "little")
        if not now - 300 < (msg_id >> 32) < now + 30:
            raise Malformed("the server's message id is out of time")
        if msg_id <= self._server_id:
            raise Malformed("the server's message ids do not rise")
        self._server_id = msg_id
        return self._take(msg_id, seq_no, plaintext[32 : 32 + length], now)

    def _take(self, msg_id: int, seq_no: int, body: bytes, now: float) -> list[Result | Pushed]:
        if msg_id % 2 == 0:
            raise Malformed("the server's message ids are odd")
        if seq_no % 2:
            self._acks.append(msg_id)
        kind = tl.constructor_of(body)
        if kind is tl.MsgContainer:
            held: list[Result | Pushed] = []
            for each in _decode(body).messages:
                held += self._take(each.msg_id, each.seqno, each.body, now)
            return held
        if kind is tl.RpcResult:
            return self._result(_decode(body))
        if kind is tl.BadServerSalt:
            bad = _decode(body)
            self.salt = bad.new_server_salt
            self._again(bad.bad_msg_id, now)
            return []
        if kind is tl.BadMsgNotification and _decode(body).error_code in (16, 17):
            self._skew = (msg_id >> 32) - now
            self._last_id = 0
            self._again(_decode(body).bad_msg_id, now)
            return []
        if kind is tl.NewSessionCreated:
            self.salt = _decode(body).server_salt
        if kind is tl.MsgsAck:
            return []
        return [Pushed(body)]

    def _result(self, result: tl.RpcResult) -> list[Result | Pushed]:
        call = self._calls.pop(result.req_msg_id, None)
        if call is None:
            return []
        body = bytes(result.result)
        if tl.constructor_of(body) is tl.GzipPacked:
            body = inflate(_decode(body).packed_data, INFLATED_AT_MOST)
        return [Result(call.handle, body)]

    def _again(self, bad_msg_id: int, now: float) -> None:
        """Send all unanswered calls again: the refused message may have been their container."""
        self.resent += 1
        calls, self._calls = self._calls, {}
        for call in calls.values():
            self._calls[self._number(call.body, now)] = call

    def _number(self, body: bytes, now: float, *, content: bool = True, msg_id: int = 0) -> int:
        msg_id = msg_id or self.next_id(now)
        self._waiting.append((msg_id, self._content * 2 + content, body))
        self._content += content
        return msg_id

    def next_id(self, now: float) -> int:
        """Return a message id that is this session's from now on."""
        self._last_id = max(int((now + self._skew) * (1 << 32)) & ~3, self._last_id + 4)
        return self._last_id

    def _seal(self, msg_id: int, seq_no: int, body: bytes) -> bytes:
        head = (
            self.salt.to_bytes(8, "little", signed=True)
            + self.session_id.to_bytes(8, "little", signed=True)
            + msg_id.to_bytes(8, "little")
            + seq_no.to_bytes(4, "little")
            + len(body).to_bytes(4, "little")
        )
        return encrypt(self.key, head + body, from_client=True, chance=self.chance)


def _decode(body: bytes) -> Any:
    return tl.decode(body)
