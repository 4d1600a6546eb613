"""Both sides of a session, back to back, without a socket."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.kernel.errors import Malformed
from folkmoot.mtproto import tl
from folkmoot.mtproto.client import ClientSession, Pushed, Result
from folkmoot.mtproto.crypto import AuthKey, decrypt, encrypt
from folkmoot.mtproto.salts import Salts
from folkmoot.mtproto.session import (
    FRESH,
    Call,
    DestroyKey,
    DestroySession,
    Event,
    Inbound,
    Linger,
    Session,
    SessionLimits,
    read_inbound,
)
from tests.support import SeededChance

NOW = 1_790_000_000.25
KEY = AuthKey.of(bytes(range(256)))
SALTS = Salts(b"salt" * 8)
SESSION = -7


class Wire:
    """A client and a server that hand each other packets."""

    def __init__(self, limits: SessionLimits | None = None) -> None:
        self.now = NOW
        self.client = ClientSession(KEY, SESSION, SeededChance(1))
        self.server = Session(KEY, SESSION, SALTS, SeededChance(2), limits)
        self.refused: list[tl.TLObject] = []

    def up(self) -> list[object]:
        """Carry what the client has queued to the server; return the server's events."""
        events: list[object] = []
        for packet in self.client.data_to_send(self.now):
            events += self.hear(read_inbound(decrypt(KEY, packet, from_client=True)))
        return events

    def hear(self, message: Inbound) -> list[Event]:
        """Give the server a message; carry its refusals back at once, as the socket would."""
        heard = self.server.receive(message, self.now)
        for packet in self.server.seal_refusals(heard.refusals, self.now):
            self.refused.append(tl.decode(read_inbound(decrypt(KEY, packet, from_client=False)).body))
            self.client.receive(packet, self.now)
        return heard.events

    def down(self) -> list[Result | Pushed]:
        """Carry what the server has queued to the client; return what it hears."""
        heard: list[Result | Pushed] = []
        for packet in self.server.data_to_send(self.now):
            heard += self.client.receive(packet, self.now)
        return heard

    def settle(self) -> None:
        """Exchange the first salt and greeting."""
        self.client.salt = SALTS.now(KEY.key_id, self.now).current

    def pushed(self) -> list[tl.TLObject]:
        return [tl.decode(each.body) for each in self.down() if isinstance(each, Pushed)]

    def refusals(self) -> list[int]:
        """The codes of the refusals since the last look."""
        refused, self.refused = self.refused, []
        return [told.error_code for told in refused if isinstance(told, tl.BadMsgNotification)]

    def message(self, body: bytes, msg_id: int, seq_no: int = 1, salt: int | None = None) -> Inbound:
        return Inbound(
            SALTS.now(KEY.key_id, self.now).current if salt is None else salt, SESSION, msg_id, seq_no, body
        )

    def id(self, ahead: float = 0.0, step: int = 0) -> int:
        return (int((self.now + ahead) * (1 << 32)) & ~3) + 4 * step


@pytest.fixture
def wire() -> Wire:
    return Wire()


REQUEST = (0xC4F9186B).to_bytes(4, "little")
"""help.getConfig. The session does not look into calls."""


def test_a_first_message_without_salt_is_told_the_salt_and_then_answered(wire):
    name = wire.client.call(REQUEST, wire.now)
    assert wire.up() == []
    wire.down()
    (call,) = wire.up()
    assert isinstance(call, Call)
    assert call.body == REQUEST
    wire.server.answer(call.msg_id, b"answ" * 2)
    assert Result(name, b"answ" * 2) in wire.down()


def test_a_new_session_is_greeted_once_with_the_first_message(wire):
    wire.settle()
    first = wire.client.call(REQUEST, wire.now)
    wire.up()
    (greeting,) = wire.pushed()
    assert isinstance(greeting, tl.NewSessionCreated)
    assert greeting.first_msg_id == first
    wire.client.call(REQUEST, wire.now)
    wire.up()
    assert wire.pushed() == []


@pytest.mark.parametrize(
    ("ahead", "low_bits", "code"), [(31.0, 0, 17), (-301.0, 0, 16), (0.0, 1, 18), (0.0, 2, 18), (0.0, 3, 18)]
)
def test_an_id_out_of_time_or_not_the_clients_is_refused(wire, ahead, low_bits, code):
    assert wire.hear(wire.message(REQUEST, wire.id(ahead) + low_bits)) == []
    assert wire.refusals() == [code]


def test_a_clock_that_is_wrong_is_set_right_by_the_server(wire):
    wire.settle()
    wire.client._skew = -5000.0
    name = wire.client.call(REQUEST, wire.now)
    assert wire.up() == []
    wire.down()
    (call,) = wire.up()
    wire.server.answer(call.msg_id, b"answ")
    assert Result(name, b"answ") in wire.down()


def test_a_message_that_comes_twice_runs_once_and_its_answer_is_sent_again(wire):
    message = wire.message(REQUEST, wire.id())
    (call,) = wire.hear(message)
    assert wire.hear(message) == []
    wire.server.answer(call.msg_id, b"answ")
    first = wire.server.data_to_send(wire.now)
    assert wire.hear(message) == []
    assert wire.server.urgent
    assert len(first) == 1
    again = read_inbound(decrypt(KEY, wire.server.data_to_send(wire.now)[0], from_client=False))
    assert b"answ" in again.body


def test_an_acknowledged_answer_is_not_sent_again(wire):
    wire.settle()
    wire.client.call(REQUEST, wire.now)
    (call,) = wire.up()
    wire.server.answer(call.msg_id, b"answ")
    wire.down()
    wire.up()
    wire.server.resume(wire.now)
    assert not wire.server.urgent


def test_what_was_not_acknowledged_is_sent_again_on_a_new_socket_in_the_same_order(wire):
    wire.settle()
    wire.client.call(REQUEST, wire.now)
    wire.up()
    for number in range(5):
        wire.server.push(tl.encode(tl.Pong(msg_id=number, ping_id=number)))
    lost = wire.server.data_to_send(wire.now)
    assert lost
    wire.server.resume(wire.now)
    numbers = [each.ping_id for each in wire.pushed() if isinstance(each, tl.Pong)]
    assert numbers == [0, 1, 2, 3, 4]


def test_an_old_message_is_sent_again_under_a_new_id_because_clients_refuse_old_ones(wire):
    wire.settle()
    wire.client.call(REQUEST, wire.now)
    wire.up()
    wire.server.push(REQUEST)
    wire.server.data_to_send(wire.now)
    wire.now += FRESH + 200
    wire.client.salt = SALTS.now(KEY.key_id, wire.now).current
    wire.server.resume(wire.now)
    assert Pushed(REQUEST) in wire.down()


def test_old_ids_that_are_no_longer_remembered_are_refused_rather_than_run_twice():
    wire = Wire(SessionLimits(remembered=4))
    first = wire.id()
    for step in range(8):
        wire.hear(wire.message(REQUEST, first + 4 * step, 1 + 2 * step))
    wire.server.data_to_send(wire.now)
    assert wire.hear(wire.message(REQUEST, first)) == []
    assert wire.refusals()[0] == 20


@pytest.mark.parametrize(
    ("second_step", "first_seq", "second_seq", "code"),
    [(1, 3, 1, 32), (1, 3, 3, 32), (-1, 3, 5, 33), (-1, 3, 3, 33), (1, 1, 2, 35)],
)
def test_sequence_numbers_follow_message_ids(wire, second_step, first_seq, second_seq, code):
    wire.hear(wire.message(REQUEST, wire.id(), first_seq))
    wire.server.data_to_send(wire.now)
    assert wire.hear(wire.message(REQUEST, wire.id(step=second_step), second_seq)) == []
    assert wire.refusals() == [code]


def contained(*messages: tuple[int, int, bytes]) -> bytes:
    return tl.encode(
        tl.MsgContainer(messages=[tl.ContainedMessage(msg_id=i, seqno=s, body=b) for i, s, b in messages])
    )


def test_a_container_runs_each_of_its_messages(wire):
    body = contained((wire.id(), 1, REQUEST), (wire.id(step=1), 3, REQUEST))
    events = wire.hear(wire.message(body, wire.id(step=2), 4))
    assert [event.msg_id for event in events] == [wire.id(), wire.id(step=1)]


def test_a_container_in_a_container_or_older_than_what_it_holds_is_refused(wire):
    inner = contained((wire.id(), 1, REQUEST))
    wire.hear(wire.message(contained((wire.id(step=1), 2, inner)), wire.id(step=2), 2))
    assert wire.refusals() == [64]
    wire.hear(wire.message(contained((wire.id(step=9), 1, REQUEST)), wire.id(step=8), 2))
    assert wire.refusals() == [64]


def test_a_container_of_too_many_messages_is_refused():
    wire = Wire(SessionLimits(container=3))
    body = contained(*[(wire.id(step=n), 2 * n + 1, REQUEST) for n in range(4)])
    assert wire.hear(wire.message(body, wire.id(step=9), 8)) == []
    assert wire.refusals() == [64]


def test_pings_salts_and_states_are_answered_without_the_server(wire):
    wire.settle()
    ping = wire.client.tell(tl.PingDelayDisconnect(ping_id=77, disconnect_delay=75), wire.now, content=True)
    salts = wire.client.tell(tl.GetFutureSalts(num=3), wire.now, content=True)
    wire.client.tell(tl.MsgsStateReq(msg_ids=[ping, 4, wire.id(ahead=20)]), wire.now, content=True)
    assert wire.up() == [Linger(75)]
    told = {type(each): each for each in wire.pushed()}
    assert told[tl.Pong] == tl.Pong(msg_id=ping, ping_id=77)
    assert told[tl.FutureSalts].req_msg_id == salts
    assert len(told[tl.FutureSalts].salts) == 3
    assert bytes(told[tl.MsgsStateInfo].info) == bytes([12, 2, 3])


def test_destroying_sessions_and_keys_is_left_to_the_server(wire):
    wire.settle()
    wire.client.tell(tl.DestroySession(session_id=5), wire.now, content=True)
    wire.client.tell(tl.DestroyAuthKey(), wire.now, content=True)
    kinds = [type(event) for event in wire.up()]
    assert kinds == [DestroySession, DestroyKey]


def test_a_dropped_call_gets_no_answer_and_the_dropping_gets_one(wire):
    wire.settle()
    dropped = wire.client.call(REQUEST, wire.now)
    (call,) = wire.up()
    asked = wire.client.call(tl.encode(tl.RpcDropAnswer(req_msg_id=dropped)), wire.now)
    wire.up()
    wire.server.answer(call.msg_id, b"answ")
    results = [each for each in wire.down() if isinstance(each, Result)]
    assert results == [Result(asked, tl.encode(tl.RpcAnswerDroppedRunning()))]


def test_a_request_for_sending_again_is_obeyed(wire):
    wire.settle()
    wire.client.call(REQUEST, wire.now)
    wire.up()
    wire.server.push(REQUEST)
    lost = read_inbound(decrypt(KEY, wire.server.data_to_send(wire.now)[0], from_client=False))
    container = tl.decode(lost.body)
    assert isinstance(container, tl.MsgContainer)
    wanted = [m.msg_id for m in container.messages if m.body == REQUEST]
    wire.client.tell(tl.MsgResendReq(msg_ids=wanted), wire.now)
    wire.up()
    assert Pushed(REQUEST) in wire.down()


def test_long_answers_travel_packed_and_arrive_whole(wire):
    wire.settle()
    name = wire.client.call(REQUEST, wire.now)
    (call,) = wire.up()
    wire.server.answer(call.msg_id, b"abcd" * 20_000)
    packets = wire.server.data_to_send(wire.now)
    assert sum(map(len, packets)) < 4_000
    assert Result(name, b"abcd" * 20_000) in [e for p in packets for e in wire.client.receive(p, wire.now)]


def test_a_thousand_pushes_travel_in_few_packets(wire):
    wire.settle()
    wire.client.call(REQUEST, wire.now)
    wire.up()
    for _ in range(1000):
        wire.server.push(REQUEST)
    packets = wire.server.data_to_send(wire.now)
    assert len(packets) <= 12
    assert sum(Pushed(REQUEST) == e for p in packets for e in wire.client.receive(p, wire.now)) == 1000


def test_a_session_that_pings_for_a_day_remembers_no_more_than_five_minutes(wire):
    for _ in range(24 * 60):
        wire.now += 60
        wire.client.salt = SALTS.now(KEY.key_id, wire.now).current
        wire.client.tell(tl.Ping(ping_id=1), wire.now, content=True)
        wire.up()
        wire.down()
        wire.up()
    assert len(wire.server._received) < 20
    assert len(wire.server._sent) == 0


def test_an_acknowledged_answer_leaves_nothing_behind(wire):
    wire.settle()
    for _ in range(50):
        wire.client.call(REQUEST, wire.now)
        (call,) = wire.up()
        wire.server.answer(call.msg_id, bytes(100))
        wire.down()
        wire.up()
    assert not wire.server._sent
    assert not wire.server._answers


def test_what_nobody_acknowledges_is_bounded():
    wire = Wire(SessionLimits(unacknowledged=10, unacknowledged_bytes=1000))
    wire.settle()
    wire.client.call(REQUEST, wire.now)
    wire.up()
    for _ in range(100):
        wire.server.push(REQUEST + bytes(196))
    wire.server.data_to_send(wire.now)
    wire.server.resume(wire.now)
    assert sum(isinstance(e, Pushed) for e in wire.down()) <= 5


def test_a_salt_of_an_hour_ago_is_replaced(wire):
    wire.settle()
    wire.client.call(REQUEST, wire.now)
    wire.up()
    wire.down()
    wire.now += 7200
    name = wire.client.call(REQUEST, wire.now)
    assert wire.up() == []
    wire.down()
    calls = [event for event in wire.up() if isinstance(event, Call)]
    assert calls
    wire.server.answer(calls[-1].msg_id, b"answ")
    assert Result(name, b"answ") in wire.down()


@given(st.binary(max_size=400), st.integers(0, 40))
def test_nothing_that_a_key_holder_sends_raises_anything_but_malformed(body, seq_no):
    wire = Wire()
    try:
        wire.hear(wire.message(body, wire.id(), seq_no))
    except Malformed:
        return
    wire.down()


@given(st.binary(max_size=200))
def test_padding_and_length_are_checked(plaintext):
    try:
        inbound = read_inbound(plaintext)
    except Malformed:
        return
    assert len(plaintext) - 32 - len(inbound.body) >= 12


@given(st.lists(st.sampled_from(["call", "answer", "push", "drop", "resume", "flush"]), max_size=40))
def test_every_call_is_answered_once_whatever_is_lost(steps):
    """A socket may break after any packet; what the client ends up with is one result for each call."""
    wire = Wire()
    wire.settle()
    made: list[int] = []
    open_calls: list[Call] = []
    results: list[int] = []

    def deliver() -> None:
        results.extend(each.msg_id for each in wire.down() if isinstance(each, Result))

    for step in steps:
        wire.now += 0.01
        if step == "call":
            made.append(wire.client.call(REQUEST, wire.now))
            open_calls += [event for event in wire.up() if isinstance(event, Call)]
        elif step == "answer" and open_calls:
            wire.server.answer(open_calls.pop(0).msg_id, b"answ")
        elif step == "push":
            wire.server.push(REQUEST)
        elif step == "drop":
            wire.server.data_to_send(wire.now)  # written to a socket that has just broken
            wire.server.resume(wire.now)
        elif step == "resume":
            wire.server.resume(wire.now)
        else:
            deliver()
            wire.up()
    for call in open_calls:
        wire.server.answer(call.msg_id, b"answ")
    wire.server.resume(wire.now)
    deliver()
    assert sorted(results) == sorted(made)


def test_a_packet_of_another_key_does_not_open():
    other = AuthKey.of(bytes(256))
    packet = encrypt(other, bytes(48), from_client=True, chance=SeededChance(3))
    with pytest.raises(Malformed):
        decrypt(KEY, KEY.key_id.to_bytes(8, "little", signed=True) + packet[8:], from_client=True)


def test_a_bad_message_in_a_container_does_not_lose_the_others(wire):
    bad = tl.encode(tl.MsgsAck(msg_ids=[1, 2]))[:-4]
    body = contained((wire.id(), 1, REQUEST), (wire.id(step=1), 2, bad), (wire.id(step=2), 3, REQUEST))
    events = wire.hear(wire.message(body, wire.id(step=3), 4))
    assert [event.msg_id for event in events] == [wire.id(), wire.id(step=2)]
    (refused,) = wire.refused
    assert isinstance(refused, tl.BadMsgNotification)
    assert (refused.bad_msg_id, refused.error_code) == (wire.id(step=1), 64)


def test_only_a_message_that_was_never_heard_before_is_fresh(wire):
    message = wire.message(REQUEST, wire.id())
    assert wire.server.receive(message, wire.now).fresh
    again = wire.server.receive(message, wire.now)
    assert (again.timely, again.fresh) == (True, False)
    late = wire.server.receive(message, wire.now + 400)
    assert (late.timely, late.fresh) == (False, False)
    unsalted = wire.server.receive(wire.message(REQUEST, wire.id(step=1), 3, salt=1), wire.now)
    assert (unsalted.timely, unsalted.fresh) == (False, False)


def test_a_message_asked_for_many_times_is_sent_once_and_counted_once(wire):
    wire.hear(wire.message(REQUEST, wire.id()))
    wire.server.push(REQUEST + bytes(996))
    wire.server.data_to_send(wire.now)
    wanted = list(wire.server._sent) * 500
    wire.hear(wire.message(tl.encode(tl.MsgResendReq(msg_ids=wanted)), wire.id(step=1), 2))
    assert len(wire.server._waiting) == 2
    wire.server.data_to_send(wire.now)
    assert wire.server._sent_bytes == sum(len(kept.body) for kept in wire.server._sent.values())


def test_a_flood_of_requests_in_one_packet_costs_a_bounded_answer(wire):
    asked = tl.encode(tl.GetFutureSalts(num=64))
    flood = contained(*[(wire.id(step=n), 2 * n + 1, asked) for n in range(1000)])
    wire.hear(wire.message(flood, wire.id(step=2000), 2000))
    assert len([told for told in wire.pushed() if isinstance(told, tl.FutureSalts)]) <= 2


def test_a_list_of_ids_that_no_client_sends_is_refused(wire):
    ids = list(range(4, 4 * 9000, 4))
    for request in (tl.MsgsStateReq(msg_ids=ids), tl.MsgResendReq(msg_ids=ids), tl.MsgsAck(msg_ids=ids)):
        with pytest.raises(Malformed):
            wire.hear(wire.message(tl.encode(request), wire.id(), 2))
        wire.now += 1


def test_what_waits_is_sealed_in_bounded_portions(wire):
    wire.hear(wire.message(REQUEST, wire.id()))
    for _ in range(64):
        wire.server.push(REQUEST + bytes(40_000))
    first = wire.server.data_to_send(wire.now, at_most=100_000)
    assert sum(map(len, first)) < 250_000
    assert wire.server.urgent
    portions = 1
    while wire.server.urgent:
        wire.server.data_to_send(wire.now, at_most=100_000)
        portions += 1
    assert portions > 10
