"""The container: the one structure that is not laid out like the rest, since its parts say their length.

msg_container#73f1f8dc messages:vector<%Message> = MessageContainer;
message msg_id:long seqno:int bytes:int body:Object = Message;
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct

from .codec import Encoders, Malformed, TLObject, read_id

_MESSAGE = Struct("<qiI")


class ContainedMessage(TLObject, frozen=True, gc=False):
    """One message inside a container; `body` is an encoded object."""

    msg_id: int
    seqno: int
    body: bytes


class MsgContainer(TLObject, frozen=True, gc=False):
    """Several messages sent as one."""

    messages: Sequence[ContainedMessage]


def read_container(data: bytes, at: int, depth: int) -> tuple[MsgContainer, int]:
    """Read what follows the id. Bodies are cut out, not decoded, so that a bad one spoils no other."""
    (count,) = read_id(data, at)
    at += 4
    if count * (_MESSAGE.size + 4) > len(data) - at:
        raise Malformed("a container that is longer than its message")
    messages = []
    for _ in range(count):
        msg_id, seqno, length = _MESSAGE.unpack_from(data, at)
        at += _MESSAGE.size
        if length % 4 or length < 4 or length > len(data) - at:
            raise Malformed("a message in a container with a wrong length")
        messages.append(ContainedMessage(msg_id, seqno, data[at : at + length]))
        at += length
    return MsgContainer(messages), at


def put_container(container: MsgContainer, out: list[bytes], encoders: Encoders) -> None:
    """Lay out a container with its id."""
    out.append(b"\xdc\xf8\xf1\x73" + len(container.messages).to_bytes(4, "little"))
    for message in container.messages:
        out.append(_MESSAGE.pack(message.msg_id, message.seqno, len(message.body)))
        out.append(message.body)
