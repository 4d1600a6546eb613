"""One session of one auth key: what was received, what is running, what waits for an acknowledgement.

The session outlives its socket. `receive` takes decrypted messages and returns events; `answer`, `push` and
`tell` queue what goes out; `data_to_send` seals what is queued into as few packets as fit. It awaits nothing,
reads no clock and knows no socket, so that a test can join two of them back to back.

Its laws:
- A message of the client runs once. When it comes again it is acknowledged again, and its answer, if that is
  still unacknowledged, is sent again.
- What needs an acknowledgement and has none is kept, within a bound, and sent again by `resume` on a new
  socket.
- Message ids of ours rise strictly; a container's id is above all that it holds.

Sources: core.telegram.org/mtproto/description, /service_messages, /service_messages_about_messages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

from folkmoot.kernel.chance import Chance
from folkmoot.kernel.errors import Malformed

from . import tl
from .crypto import AuthKey, encrypt
from .packing import deflate
from .salts import Salts, SaltsNow

AHEAD, BEHIND = 30, 300
"""Seconds by which a client's message id may be ahead of our clock or behind it."""

IDS_AT_ONCE = 8192
"""Message ids in one acknowledgement or request, as the protocol has it."""

SERVICES_AT_ONCE = 32
"""Service messages answered, and messages refused, in one packet: clients send two or three."""

FRESH = 200
"""Seconds for which an unacknowledged message keeps its id: clients refuse ids more than 300 s old."""

ACKS_AT_ONCE = 1024
CONTAINER_MESSAGES, CONTAINER_BYTES = 100, 1 << 16
"""What one container of ours holds at most; clients accept 1,020 messages and 1 MiB."""


# --- what comes out of a session ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Call:
    """A method to run. Give its result to `Session.answer` under the same `msg_id`."""

    msg_id: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Linger:
    """The client wants the socket closed when it is silent for `seconds` (`ping_delay_disconnect`)."""

    seconds: int


@dataclass(frozen=True, slots=True)
class DestroySession:
    """The client wants another session of its key forgotten. Answer with `Session.tell_destroyed`."""

    msg_id: int
    session_id: int


@dataclass(frozen=True, slots=True)
class DestroyKey:
    """The client wants its auth key forgotten. Answer with `Session.tell`."""

    msg_id: int


Event = Call | Linger | DestroySession | DestroyKey


@dataclass(slots=True)
class Heard:
    """What came of one packet."""

    events: list[Event] = field(default_factory=list)
    refusals: list[tl.TLObject] = field(default_factory=list)
    """To be sealed by `Session.seal_refusals` and sent by the socket that the packet came by."""
    timely: bool = False
    """Its id is of these minutes and its salt is right. It may still be a copy of an earlier one."""
    fresh: bool = False
    """It held at least one message that was never heard before: only who has the key can have made it now."""


# --- limits and messages -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """Bounds on one session's memory and work."""

    container: int = 1020
    """Messages in one container of the client's."""
    remembered: int = 1024
    """Message ids of the client's kept to tell repeats."""
    unacknowledged: int = 2048
    """Messages of ours kept for sending again."""
    unacknowledged_bytes: int = 16 << 20


class Inbound(NamedTuple):
    """A decrypted message of the client."""

    salt: int
    session_id: int
    msg_id: int
    seq_no: int
    body: bytes


def read_inbound(plaintext: bytes) -> Inbound:
    """Split a decrypted packet. Raises `Malformed` when its length or padding breaks the rules."""
    if len(plaintext) < 32:
        raise Malformed("an encrypted message holds at least 32 bytes")
    length = int.from_bytes(plaintext[28:32], "little")
    if length % 4 or length < 4 or not 12 <= len(plaintext) - 32 - length <= 1024:
        raise Malformed("an encrypted message's length or padding is out of bounds")
    return Inbound(
        int.from_bytes(plaintext[:8], "little", signed=True),
        int.from_bytes(plaintext[8:16], "little", signed=True),
        int.from_bytes(plaintext[16:24], "little", signed=True),
        int.from_bytes(plaintext[24:28], "little", signed=True),
        plaintext[32 : 32 + length],
    )


_NO_SALTS = SaltsNow(-1, 0, 0)


class _Bad(Exception):
    """The client's message is refused with `bad_msg_notification` of this code."""

    def __init__(self, code: int) -> None:
        self.code = code


@dataclass(slots=True)
class _Outgoing:
    body: bytes
    content: bool
    """Whether the client must acknowledge it."""
    request: int = 0
    """The msg_id that it answers, 0 for a push."""
    msg_id: int = 0
    seq_no: int = 0


_CONTENT, _RUNNING, _ANSWERED = 1, 2, 4
"""What is remembered of a client's message: it wants an acknowledgement; it is a call that runs; that ran."""


_NOTHING_YET = Heard()


class Session:
    """The server's side of one session."""

    def __init__(
        self, key: AuthKey, session_id: int, salts: Salts, chance: Chance, limits: SessionLimits | None = None
    ) -> None:
        self.key = key
        self.session_id = session_id
        self._salts = salts
        self._salts_now = _NO_SALTS
        self._chance = chance
        self._limits = limits or SessionLimits()
        self._born = False
        self._received: dict[int, int] = {}
        self._answers: dict[int, _Outgoing] = {}
        self._floor = 0
        self._newest = (0, 0)
        self._waiting: list[_Outgoing] = []
        self._acks: list[int] = []
        self._sent: dict[int, _Outgoing] = {}
        self._sent_bytes = 0
        self._last_id = 0
        self._content_sent = 0
        self._heard = _NOTHING_YET
        self._services = 0

    # --- in ------------------------------------------------------------------------------------------------

    def receive(self, message: Inbound, now: float) -> Heard:
        """Take one decrypted message at `now` (seconds since 1970) and tell what it asks of the server.

        What the protocol itself answers (pings, acknowledgements) is queued here; a refusal (a wrong salt, an
        id out of time) is returned instead, because it belongs to the socket that the message came by, which
        need not be the session's. Raises `Malformed` for what no client would send; the caller closes the
        socket.
        """
        heard = self._heard = Heard()
        self._services = SERVICES_AT_ONCE
        try:
            self._check_id(message.msg_id, now)
            salts = self._salts_at(now)
            if salts.allow(message.salt) or self._salts.was_first(self.key.key_id, message.salt, now):
                heard.timely = True
                if not self._born:
                    self._greet(message, now)
                heard.events += self._take(message.msg_id, message.seq_no, message.body, now, inside=False)
            else:
                bad, seq_no = message.msg_id, message.seq_no
                new = salts.current
                heard.refusals.append(
                    tl.BadServerSalt(bad_msg_id=bad, bad_msg_seqno=seq_no, error_code=48, new_server_salt=new)
                )
        except _Bad as bad_message:
            self._refuse(message.msg_id, message.seq_no, bad_message.code)
        self._heard = _NOTHING_YET
        return heard

    def seal_refusals(self, refusals: list[tl.TLObject], now: float) -> list[bytes]:
        """Seal what `receive` refused, apart from what is queued for the session's own socket."""
        sealed = []
        for refusal in refusals:
            message = _Outgoing(tl.encode(refusal), content=False)
            self._number(message, now)
            sealed.append(self._seal(message.msg_id, message.seq_no, message.body, now))
        return sealed

    def _salts_at(self, now: float) -> SaltsNow:
        if not self._salts_now.hold(now):
            self._salts_now = self._salts.now(self.key.key_id, now)
        return self._salts_now

    def _check_id(self, msg_id: int, now: float) -> None:
        at = msg_id >> 32
        if at > now + AHEAD:
            raise _Bad(17)
        if at < now - BEHIND:
            raise _Bad(16)
        if msg_id % 4:
            raise _Bad(18)

    def _greet(self, message: Inbound, now: float) -> None:
        """Say that we know nothing of an earlier session under this id."""
        self._born = True
        self._queue(
            tl.NewSessionCreated(
                first_msg_id=message.msg_id,
                unique_id=int.from_bytes(self._chance.bytes(8), "little", signed=True),
                server_salt=self._salts_at(now).current,
            ),
            content=True,
        )

    def _take(self, msg_id: int, seq_no: int, body: bytes, now: float, *, inside: bool) -> list[Event]:
        kind = tl.constructor_of(body)
        if kind is tl.MsgContainer:
            if inside or seq_no % 2:
                raise _Bad(64 if inside else 34)
            if not self._first_time(msg_id, seq_no, now):
                return []
            return self._open_container(msg_id, body, now)
        if kind is tl.MsgsAck:
            if self._first_time(msg_id, seq_no, now):
                for each in _bounded(_decode(body).msg_ids):
                    self._forget_sent(each)
            return []
        service = self._SERVICE.get(kind) if kind else None
        # What is answered at once needs no acknowledgement; mtcute warns of one for a ping.
        if seq_no % 2 and not service:
            self._acks.append(msg_id)
        if not self._first_time(msg_id, seq_no, now):
            self._answer_again(msg_id)
            return []
        if service:
            self._services -= 1
            if self._services < 0:
                raise _Bad(64)
            return service(self, msg_id, tl.decode(body), now)
        if not seq_no % 2:
            raise _Bad(35)
        self._received[msg_id] |= _RUNNING
        return [Call(msg_id, body)]

    def _open_container(self, msg_id: int, body: bytes, now: float) -> list[Event]:
        held = _decode(body).messages
        if len(held) > self._limits.container or any(m.msg_id >= msg_id for m in held):
            raise _Bad(64)
        events: list[Event] = []
        for message in held:
            try:
                self._check_id(message.msg_id, now)
                events += self._take(message.msg_id, message.seqno, message.body, now, inside=True)
            except _Bad as bad:
                self._refuse(message.msg_id, message.seqno, bad.code)
            except Malformed:
                self._refuse(message.msg_id, message.seqno, 64)
        return events

    def _first_time(self, msg_id: int, seq_no: int, now: float) -> bool:
        """Remember `msg_id`, or tell that it was here before. Raises `_Bad` when it breaks the order."""
        if msg_id in self._received:
            return False
        if msg_id <= self._floor:
            raise _Bad(20)
        newest_id, newest_seq = self._newest
        same_content = seq_no == newest_seq and seq_no % 2
        if msg_id > newest_id:
            if newest_id and (seq_no < newest_seq or same_content):
                raise _Bad(32)
            self._newest = (msg_id, seq_no)
        elif seq_no > newest_seq or same_content:
            raise _Bad(33)
        self._received[msg_id] = seq_no % 2
        self._heard.fresh = True
        self._forget_old(now)
        return True

    def _forget_old(self, now: float) -> None:
        """Forget ids that are refused for their age anyway, and the oldest where there are too many."""
        too_old = int(now - BEHIND) << 32
        while self._received:
            oldest = next(iter(self._received))
            if oldest >= too_old and len(self._received) <= self._limits.remembered:
                return
            del self._received[oldest]
            self._floor = max(self._floor, oldest)

    def _answer_again(self, msg_id: int) -> None:
        answer = self._answers.get(msg_id)
        if answer is not None and answer.msg_id in self._sent:
            self._again(answer)

    # --- out -----------------------------------------------------------------------------------------------

    def answer(self, msg_id: int, result: bytes) -> None:
        """Queue the result of the call `msg_id`: a boxed value or an `rpc_error`. Dropped calls get none."""
        state = self._received.get(msg_id)
        if state is not None and not state & _RUNNING:
            return
        packed = deflate(result)
        if packed is not None:
            result = tl.encode(tl.GzipPacked(packed_data=packed))
        outgoing = self._queue(tl.RpcResult(req_msg_id=msg_id, result=result), content=True)
        outgoing.request = msg_id
        self._answers[msg_id] = outgoing
        if state is not None:
            self._received[msg_id] = state & ~_RUNNING | _ANSWERED

    def push(self, body: bytes) -> None:
        """Queue an encoded update."""
        self._waiting.append(_Outgoing(body, content=True))

    def tell(self, message: tl.TLObject) -> None:
        """Queue a service message that needs no acknowledgement."""
        self._queue(message, content=False)

    def tell_destroyed(self, session_id: int, *, existed: bool) -> None:
        """Answer `destroy_session`."""
        kind = tl.DestroySessionOk if existed else tl.DestroySessionNone
        self.tell(kind(session_id=session_id))

    def resume(self, now: float) -> None:
        """Queue again, ahead of all else, what no acknowledgement has come for: the socket is a new one."""
        waiting = list(self._sent.values())
        self._sent.clear()
        self._sent_bytes = 0
        for message in waiting:
            if (message.msg_id >> 32) < now - FRESH:
                message.msg_id = 0
        self._waiting[:0] = waiting

    @property
    def urgent(self) -> bool:
        """Whether more than acknowledgements waits to be sent."""
        return bool(self._waiting)

    @property
    def has_acks(self) -> bool:
        """Whether acknowledgements wait to be sent; they may wait for company for a moment."""
        return bool(self._acks)

    def data_to_send(self, now: float, at_most: int = 1 << 18) -> list[bytes]:
        """Seal what is queued and return the packets in their order, ready to be framed.

        Stops after about `at_most` bytes; `urgent` tells whether more waits for the next call.
        """
        self._queue_acks()
        packets: list[bytes] = []
        waiting, start, size, total = self._waiting, 0, 0, 0
        end = len(waiting)
        for at, message in enumerate(waiting):
            full = at - start == CONTAINER_MESSAGES or size + len(message.body) > CONTAINER_BYTES
            if at > start and full:
                packets.append(self._seal_together(waiting[start:at], now))
                start, total, size = at, total + size, 0
                if total >= at_most:
                    end = at
                    break
            size += len(message.body)
        if start < end:
            packets.append(self._seal_together(waiting[start:end], now))
        self._waiting = waiting[end:]
        return packets

    def _queue_acks(self) -> None:
        acks, self._acks = self._acks, []
        for start in range(0, len(acks), ACKS_AT_ONCE):
            ack = tl.MsgsAck(msg_ids=acks[start : start + ACKS_AT_ONCE])
            self._waiting.insert(0, _Outgoing(tl.encode(ack), content=False))

    def _seal_together(self, chosen: list[_Outgoing], now: float) -> bytes:
        for message in chosen:
            self._number(message, now)
        if len(chosen) == 1:
            first = chosen[0]
            return self._seal(first.msg_id, first.seq_no, first.body, now)
        container = tl.MsgContainer(
            messages=[tl.ContainedMessage(msg_id=m.msg_id, seqno=m.seq_no, body=m.body) for m in chosen]
        )
        return self._seal(self._next_id(now, 3), self._content_sent * 2, tl.encode(container), now)

    def _number(self, message: _Outgoing, now: float) -> None:
        if not message.msg_id:
            message.msg_id = self._next_id(now, 1 if message.request else 3)
            message.seq_no = self._content_sent * 2 + (1 if message.content else 0)
            self._content_sent += message.content
        if message.content:
            self._keep(message)

    def _keep(self, message: _Outgoing) -> None:
        if message.msg_id in self._sent:
            return
        self._sent[message.msg_id] = message
        self._sent_bytes += len(message.body)
        while (
            len(self._sent) > self._limits.unacknowledged
            or self._sent_bytes > self._limits.unacknowledged_bytes
        ):
            self._forget_sent(next(iter(self._sent)))

    def _next_id(self, now: float, low_bits: int) -> int:
        base = int(now * (1 << 32)) & ~3
        if base <= self._last_id:
            base = (self._last_id & ~3) + 4
        self._last_id = base + low_bits
        return self._last_id

    def _seal(self, msg_id: int, seq_no: int, body: bytes, now: float) -> bytes:
        head = (
            self._salts_at(now).current.to_bytes(8, "little", signed=True)
            + self.session_id.to_bytes(8, "little", signed=True)
            + msg_id.to_bytes(8, "little")
            + seq_no.to_bytes(4, "little")
            + len(body).to_bytes(4, "little")
        )
        return encrypt(self.key, head + body, from_client=False, chance=self._chance)

    def _queue(self, message: tl.TLObject, *, content: bool) -> _Outgoing:
        outgoing = _Outgoing(tl.encode(message), content)
        self._waiting.append(outgoing)
        return outgoing

    def _refuse(self, msg_id: int, seq_no: int, code: int) -> None:
        if len(self._heard.refusals) < SERVICES_AT_ONCE:
            self._heard.refusals.append(
                tl.BadMsgNotification(bad_msg_id=msg_id, bad_msg_seqno=seq_no, error_code=code)
            )

    def _again(self, message: _Outgoing) -> None:
        """Queue once more what is sent and not acknowledged; what waits already waits once."""
        if self._sent.pop(message.msg_id, None):
            self._sent_bytes -= len(message.body)
            self._waiting.append(message)

    def _forget_sent(self, msg_id: int) -> None:
        message = self._sent.pop(msg_id, None)
        if message is not None:
            self._sent_bytes -= len(message.body)
            self._answers.pop(message.request, None)

    # --- service messages ----------------------------------------------------------------------------------

    def _on_ping(self, msg_id: int, ping: tl.Ping | tl.PingDelayDisconnect, now: float) -> list[Event]:
        self.tell(tl.Pong(msg_id=msg_id, ping_id=ping.ping_id))
        return []

    def _on_ping_delay(self, msg_id: int, ping: tl.PingDelayDisconnect, now: float) -> list[Event]:
        return [*self._on_ping(msg_id, ping, now), Linger(ping.disconnect_delay)]

    def _on_future_salts(self, msg_id: int, request: tl.GetFutureSalts, now: float) -> list[Event]:
        self._services -= SERVICES_AT_ONCE // 2  # each salt is a keyed hash: two such requests fill a packet
        salts = [
            tl.FutureSalt(valid_since=salt.since, valid_until=salt.until, salt=salt.value)
            for salt in self._salts.future(self.key.key_id, now, request.num)
        ]
        self.tell(tl.FutureSalts(req_msg_id=msg_id, now=int(now), salts=salts))
        return []

    def _on_drop_answer(self, msg_id: int, request: tl.RpcDropAnswer, now: float) -> list[Event]:
        dropped = self._received.get(request.req_msg_id, 0)
        answer = self._answers.get(request.req_msg_id)
        reply: tl.TLObject
        if dropped & _RUNNING:
            self._received[request.req_msg_id] = dropped & ~_RUNNING
            reply = tl.RpcAnswerDroppedRunning()
        elif answer is not None and answer.msg_id in self._sent:
            self._forget_sent(answer.msg_id)
            reply = tl.RpcAnswerDropped(msg_id=answer.msg_id, seq_no=answer.seq_no, bytes=len(answer.body))
        else:
            reply = tl.RpcAnswerUnknown()
        self._queue(tl.RpcResult(req_msg_id=msg_id, result=tl.encode(reply)), content=True)
        return []

    def _on_state_request(self, msg_id: int, request: tl.MsgsStateReq, now: float) -> list[Event]:
        info = bytes(self._state_of(wanted) for wanted in _bounded(request.msg_ids))
        self.tell(tl.MsgsStateInfo(req_msg_id=msg_id, info=info))
        return []

    def _state_of(self, msg_id: int) -> int:
        state = self._received.get(msg_id)
        if state is None:
            if msg_id <= self._floor:
                return 1
            return 2 if msg_id < self._newest[0] else 3
        told = 4 + (8 if state & _CONTENT else 16)
        if state & _RUNNING:
            return told + 32
        return told + 64 if state & _ANSWERED else told

    def _on_resend_request(self, msg_id: int, request: tl.MsgResendReq, now: float) -> list[Event]:
        held = [self._sent.get(wanted) for wanted in _bounded(request.msg_ids)]
        for message in held:
            if message is not None:
                self._again(message)
        if None in held:
            info = bytes(4 if message is not None else 1 for message in held)
            self.tell(tl.MsgsStateInfo(req_msg_id=msg_id, info=info))
        return []

    def _on_destroy_session(self, msg_id: int, request: tl.DestroySession, now: float) -> list[Event]:
        return [DestroySession(msg_id, request.session_id)]

    def _on_destroy_key(self, msg_id: int, request: tl.DestroyAuthKey, now: float) -> list[Event]:
        return [DestroyKey(msg_id)]

    def _on_nothing(self, msg_id: int, message: tl.TLObject, now: float) -> list[Event]:
        """Hear what asks nothing of us: `http_wait` on a socket, states that we never asked for."""
        return []

    _SERVICE: ClassVar[dict[type[Any], Callable[[Session, int, Any, float], list[Event]]]] = {
        tl.Ping: _on_ping,
        tl.PingDelayDisconnect: _on_ping_delay,
        tl.GetFutureSalts: _on_future_salts,
        tl.RpcDropAnswer: _on_drop_answer,
        tl.MsgsStateReq: _on_state_request,
        tl.MsgResendReq: _on_resend_request,
        tl.DestroySession: _on_destroy_session,
        tl.DestroyAuthKey: _on_destroy_key,
        tl.HttpWait: _on_nothing,
        tl.MsgsStateInfo: _on_nothing,
        tl.MsgsAllInfo: _on_nothing,
        tl.MsgDetailedInfo: _on_nothing,
        tl.MsgNewDetailedInfo: _on_nothing,
    }


def _bounded(msg_ids: Sequence[int]) -> Sequence[int]:
    if len(msg_ids) > IDS_AT_ONCE:
        raise Malformed("too many message ids at once")
    return msg_ids


def _decode(body: bytes) -> Any:
    """Read a message whose constructor the caller has looked at."""
    return tl.decode(body)
