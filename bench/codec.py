"""Row 9: how fast TL goes to bytes and back, beside Telethon's own classes in the same process.

What is encoded is what a push to a supergroup holds: one new message with its sender and its chat. What is
decoded is a reply with two entities. Each round takes both sides one after the other, so that a noisy
moment hits both.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from telethon.extensions import BinaryReader
from telethon.tl import functions, types

from folkmoot.mtproto import tl

from .table import Row, table

ROUNDS = 9
CALLS = 4_000
WANTED = 3.0

PUSH = tl.Updates(
    updates=[
        tl.UpdateNewChannelMessage(
            message=tl.Message(
                id=51_204,
                from_id=tl.PeerUser(user_id=7_310_224),
                peer_id=tl.PeerChannel(channel_id=1_000_000_417),
                date=1_790_000_000,
                message="The bridge over the mill stream is open again; mind the planks until Friday.",
                entities=[tl.MessageEntityBold(offset=4, length=6)],
                reply_to=tl.MessageReplyHeader(reply_to_msg_id=51_188),
            ),
            pts=88_120,
            pts_count=1,
        )
    ],
    users=[
        tl.User(
            id=7_310_224,
            access_hash=-5_021_112_873_466_120_877,
            first_name="Edith",
            last_name="Swanneck",
            username="edith",
            status=tl.UserStatusOnline(expires=1_790_000_300),
        )
    ],
    chats=[
        tl.Channel(
            id=1_000_000_417,
            access_hash=7_716_220_954_120_033_212,
            title="Folk of the Mill",
            photo=tl.ChatPhotoEmpty(),
            date=1_780_000_000,
            megagroup=True,
            participants_count=200_000,
            default_banned_rights=tl.ChatBannedRights(until_date=2_147_483_647),
        )
    ],
    date=1_790_000_000,
    seq=0,
)

SEND = tl.MessagesSendMessage(
    peer=tl.InputPeerChannel(channel_id=1_000_000_417, access_hash=7_716_220_954_120_033_212),
    message="@edith which planks, and until when? See https://folkmoot.example/bridge",
    random_id=5_518_220_771_233_411_919,
    reply_to=tl.InputReplyToMessage(reply_to_msg_id=51_204),
    entities=[tl.MessageEntityMention(offset=0, length=6), tl.MessageEntityUrl(offset=41, length=31)],
)


def run() -> list[Row]:
    """Measure both directions."""
    push, send = tl.encode(PUSH), tl.encode(SEND)
    theirs = BinaryReader(push).tgread_object()
    assert isinstance(theirs, types.Updates)
    assert isinstance(BinaryReader(send).tgread_object(), functions.messages.SendMessageRequest)
    assert bytes(theirs) == push
    return [
        *_rows("encode updates(updateNewChannelMessage)", lambda: tl.encode(PUSH), lambda: bytes(theirs)),
        *_rows(
            "decode messages.sendMessage",
            lambda: tl.decode(send),
            lambda: BinaryReader(send).tgread_object(),
        ),
    ]


def _rows(name: str, ours: Callable[[], object], theirs: Callable[[], object]) -> list[Row]:
    _round(ours), _round(theirs)
    pairs = [(_round(ours), _round(theirs)) for _ in range(ROUNDS)]
    return [
        Row(f"9 {name}", "µs", [mine for mine, _ in pairs]),
        Row(f"9 {name}, Telethon's classes", "µs", [other for _, other in pairs]),
        Row(f"9 {name}, times faster", "×", [other / mine for mine, other in pairs], f"{WANTED:g}"),
    ]


def _round(call: Callable[[], object]) -> float:
    """Return the microseconds that one call takes, over `CALLS` of them."""
    start = time.perf_counter()
    for _ in range(CALLS):
        call()
    return (time.perf_counter() - start) / CALLS * 1e6


def main() -> int:
    """Print the rows by themselves."""
    print(table(run()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
