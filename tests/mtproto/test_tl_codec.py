"""The codec by itself: what it writes it reads, and nothing that it reads can hurt it."""

from __future__ import annotations

import struct
from contextlib import suppress
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.kernel.errors import Malformed as KernelMalformed
from folkmoot.mtproto import tl
from folkmoot.mtproto.tl.codec import DEEPEST, put_bytes, read_bytes
from tests.mtproto.tl_world import Maker, class_of, form_at, spoken_at, world

thorough = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
chances = st.integers(0, 2**32).map(Random)
layers = st.sampled_from([181, 184, 185, 193, 198, 202, 207, 214, 216, 220, 222, 224, 227, 228])
VECTOR = b"\x15\xc4\xb5\x1c"


@thorough
@given(chances)
def test_what_is_written_in_the_newest_form_is_read_as_it_was(chance: Random):
    maker = Maker(chance)
    for one in spoken_at(tl.NEWEST):
        made = maker.make(one.name)
        assert tl.decode(tl.encode(made)) == made, one.name


@thorough
@given(chances, layers)
def test_what_an_older_layer_can_say_survives_it(chance: Random, layer: int):
    maker = Maker(chance, layer)
    for one in spoken_at(layer):
        written = tl.encode(maker.make(one.name), layer)
        read = tl.decode(written)
        assert tl.decode(tl.encode(read, layer)) == read, one.name


@thorough
@given(chances)
def test_every_older_form_can_be_read(chance: Random):
    for one in world().spoken.values():
        for form in one.forms[:-1]:
            made = Maker(chance, form.until).make(one.name)
            written = tl.encode(made, form.until)
            assert type(tl.decode(written)) is class_of(one.name) or form.note("instead"), form.definition


@given(st.binary(max_size=600))
def test_strings_are_laid_out_in_fours(value: bytes):
    laid = put_bytes(value)
    assert len(laid) % 4 == 0
    assert len(laid) - len(value) <= 7
    assert read_bytes(laid + b"next", 0) == (value, len(laid))


@pytest.mark.parametrize("length", [0, 253, 254, 65_536, 2**24 - 1])
def test_strings_may_be_as_long_as_tl_can_say(length: int):
    packed = tl.GzipPacked(packed_data=bytes(length))
    assert tl.decode(tl.encode(packed)) == packed


def test_a_string_that_is_too_long_for_tl_is_our_mistake():
    with pytest.raises(tl.Unencodable):
        tl.encode(tl.GzipPacked(packed_data=bytes(2**24)))


# --- layers


def test_an_object_is_written_in_the_form_of_the_layer():
    user = tl.User(id=7, first_name="Godiva")
    ids = {layer: tl.encode(user, layer)[:4][::-1].hex() for layer in (181, 198, 204, 229)}
    for layer, id_ in ids.items():
        form = form_at(world().spoken["user"], layer)
        assert form is not None
        assert id_ == f"{form.id:08x}"
    assert len(set(ids.values())) == 4


def test_a_layer_that_nobody_named_gets_the_oldest_and_one_from_the_future_the_newest():
    user = tl.User(id=7)
    assert tl.encode(user, 0) == tl.encode(user, tl.OLDEST)
    assert tl.encode(user, 300) == tl.encode(user, tl.NEWEST)


def test_an_update_that_a_layer_has_not_is_left_out():
    new = tl.UpdateChatParticipantRank(chat_id=1, user_id=2, rank="Reeve", version=3)
    old = tl.UpdateUserName(user_id=2, first_name="Leofric", last_name="", usernames=[])
    updates = tl.Updates(updates=[new, old], users=[], chats=[], date=1, seq=0)
    assert tl.decode(tl.encode(updates, 222)) == tl.Updates(updates=[old], users=[], chats=[], date=1, seq=0)
    assert tl.decode(tl.encode(updates, 223)) == updates


def test_what_a_layer_has_not_is_our_mistake_where_nothing_can_stand_for_it():
    assert not tl.exists(tl.UpdateChatParticipantRank, 222)
    with pytest.raises(tl.Unencodable):
        tl.encode(tl.UpdateChatParticipantRank(chat_id=1, user_id=2, rank="Reeve", version=3), 222)


def test_a_new_kind_of_entity_is_an_unknown_one_to_older_clients():
    strike = tl.MessageEntityDiffDelete(offset=1, length=2)
    assert tl.decode(tl.encode(strike, 198)) == tl.MessageEntityUnknown(offset=1, length=2)


@pytest.mark.parametrize("layer", [181, 188])
def test_an_old_report_says_its_reason_as_an_option(layer: int):
    old = bytes.fromhex("4eab5389") + tl.encode(tl.InputPeerSelf()) + VECTOR + struct.pack("<Ii", 1, 5)
    old += tl.encode(tl.InputReportReasonViolence(), layer) + put_bytes(b"look")
    assert tl.decode(old) == tl.MessagesReport(
        peer=tl.InputPeerSelf(), id=[5], option=b"inputReportReasonViolence", message="look"
    )


def test_what_a_call_answered_in_an_older_layer_is_said_there():
    assert tl.encode(tl.ReportResultReported(), 188) == tl.TRUE
    media = tl.MessageMediaWebPage(webpage=tl.WebPageEmpty(id=3))
    assert tl.encode(tl.MessagesWebPagePreview(media=media, chats=[], users=[]), 197) == tl.encode(media, 197)


# --- answers


def test_bool_answers_are_boxed():
    assert tl.encode(True) == tl.TRUE == bytes.fromhex("b5757299")
    assert tl.encode(False) == tl.FALSE == bytes.fromhex("379779bc")


def test_an_answer_may_be_a_bare_vector():
    users = [tl.UserEmpty(id=1), tl.UserEmpty(id=2)]
    assert tl.decode(tl.encode_vector(users)) == tl.Vector(users)
    assert tl.encode_vector([]) == VECTOR + bytes(4)
    assert tl.encode_vector([True]) == VECTOR + b"\1\0\0\0" + tl.TRUE


def test_the_call_tells_what_its_answer_is():
    assert tl.encode_answer(tl.ContactsGetContactIDs, [3]) == VECTOR + struct.pack("<Ii", 1, 3)
    assert tl.encode_answer(tl.UsersGetUsers, []) == VECTOR + bytes(4)
    assert tl.encode_answer(tl.AuthResetAuthorizations, True) == tl.TRUE


def test_a_container_cuts_its_parts_out_and_does_not_decode_them():
    parts = [tl.ContainedMessage(5, 1, tl.encode(tl.HelpGetConfig())), tl.ContainedMessage(9, 2, b"\xff" * 8)]
    container = tl.MsgContainer(parts)
    assert tl.decode(tl.encode(container)) == container


@pytest.mark.parametrize("length", [0, 3, 6, 12, 2**32 - 4])
def test_a_part_of_a_container_with_a_wrong_length_is_refused(length: int):
    data = bytes.fromhex("dcf8f173") + struct.pack("<IqiI", 1, 5, 1, length) + bytes(8)
    with pytest.raises(tl.Malformed):
        tl.decode(data)


def test_what_follows_a_wrapper_is_left_as_it_is():
    inner = tl.encode(tl.HelpGetConfig())
    wrapped = tl.InvokeWithLayer(layer=229, query=tl.encode(tl.InvokeAfterMsg(msg_id=7, query=inner)))
    read = tl.decode(tl.encode(wrapped))
    assert isinstance(read, tl.InvokeWithLayer)
    assert tl.decode(read.query) == tl.InvokeAfterMsg(msg_id=7, query=inner)


# --- bytes from anybody


def read_or_refuse(data: bytes) -> None:
    """Decode, and let nothing but a refusal pass."""
    with suppress(tl.Malformed):
        tl.decode(data)


def test_a_refusal_is_one_of_the_kernels():
    assert issubclass(tl.UnknownConstructor, tl.Malformed)
    assert issubclass(tl.Malformed, KernelMalformed)


@given(st.binary(max_size=200))
def test_noise_is_refused(data: bytes):
    read_or_refuse(data)


@thorough
@given(chances)
def test_noise_behind_a_known_id_is_read_or_refused(chance: Random):
    for one in world().spoken.values():
        for form in one.forms:
            noise = chance.randbytes(chance.choice([0, 3, 8, 40, 200]))
            read_or_refuse(form.id.to_bytes(4, "little") + noise)


@thorough
@given(chances)
def test_a_cut_message_is_refused(chance: Random):
    for one in spoken_at(tl.NEWEST):
        data = tl.encode(Maker(chance).make(one.name))
        if any(field.type == "!X" for field in one.canonical.fields):
            continue
        with pytest.raises(tl.Malformed):
            tl.decode(data[: chance.randrange(len(data))])
        with pytest.raises(tl.Malformed):
            tl.decode(data + b"\0\0\0\0")


@thorough
@given(chances)
def test_flipped_bits_are_read_or_refused(chance: Random):
    for one in spoken_at(tl.NEWEST):
        data = bytearray(tl.encode(Maker(chance).make(one.name)))
        for _ in range(3):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        read_or_refuse(bytes(data))


@pytest.mark.parametrize("count", [2, 1000, 2**31 - 1, 2**31, 2**32 - 1])
def test_a_vector_says_no_more_than_its_message_can_hold(count: int):
    ids = bytes.fromhex("59d6b462") + VECTOR + struct.pack("<Iq", count, 1)
    users = bytes.fromhex("48a5910d") + VECTOR + struct.pack("<I", count) + tl.encode(tl.InputUserSelf())
    salts = bytes.fromhex("950850ae") + struct.pack("<qiI", 1, 2, count) + bytes(16)
    for data in (ids, users, salts):
        with pytest.raises(tl.Malformed):
            tl.decode(data)


def nested(depth: int) -> tl.TypeInputPeer:
    peer: tl.TypeInputPeer = tl.InputPeerSelf()
    for _ in range(depth):
        peer = tl.InputPeerUserFromMessage(peer=peer, msg_id=1, user_id=2)
    return peer


def test_objects_may_be_nested_to_a_bound():
    fitting = tl.encode(nested(DEEPEST))
    assert tl.decode(fitting) == nested(DEEPEST)
    with pytest.raises(tl.Malformed):
        tl.decode(tl.encode(nested(DEEPEST + 1)))


def test_bottomless_nesting_is_refused():
    outer = bytes.fromhex("1c0a7ba8")
    with pytest.raises(tl.Malformed):
        tl.decode(outer * 100_000)
    with pytest.raises(tl.Malformed):
        tl.decode((VECTOR + b"\1\0\0\0") * 100_000)
    with pytest.raises(tl.Malformed):
        tl.decode((bytes.fromhex("f7444763") + VECTOR + b"\1\0\0\0") * 100_000)  # jsonArray


@pytest.mark.parametrize("text", [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xc0\xaf", b"ok\x80"])
def test_text_that_is_not_utf_8_is_refused(text: bytes):
    with pytest.raises(tl.Malformed):
        tl.decode(bytes.fromhex("4414c432") + put_bytes(text))


def test_an_object_of_another_type_is_refused():
    data = bytes.fromhex("48a5910d") + VECTOR + b"\1\0\0\0" + tl.encode(tl.InputPeerChat(chat_id=5))
    with pytest.raises(tl.UnknownConstructor) as refused:
        tl.decode(data)
    assert refused.value.constructor_id == 0x35A95CB9


@pytest.mark.parametrize(
    ("peer", "user"),
    [
        (tl.InputPeerSelf(), tl.InputUserSelf()),
        (tl.InputPeerUser(user_id=5, access_hash=-6), tl.InputUser(user_id=5, access_hash=-6)),
    ],
)
def test_a_peer_is_taken_where_a_user_is_wanted(peer: tl.TypeInputPeer, user: tl.TypeInputUser):
    data = bytes.fromhex("48a5910d") + VECTOR + b"\1\0\0\0" + tl.encode(peer)
    assert tl.decode(data) == tl.UsersGetUsers(id=[user])


def test_an_unknown_constructor_says_its_id():
    with pytest.raises(tl.UnknownConstructor) as refused:
        tl.decode(b"\x01\x02\x03\x04rest")
    assert refused.value.constructor_id == 0x04030201


def test_nothing_is_no_object():
    for data in (b"", b"\x6b", b"\x6b\x18\xf9"):
        with pytest.raises(tl.Malformed):
            tl.decode(data)


def test_a_view_of_memory_is_read_like_bytes():
    assert tl.decode(memoryview(tl.encode(tl.HelpGetConfig()))) == tl.HelpGetConfig()
