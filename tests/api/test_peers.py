"""Access hashes: what one was shown one may name, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.api.errors import Rpc
from folkmoot.api.peers import PeerKind, Peers
from folkmoot.kernel.ids import UserId
from folkmoot.mtproto import tl
from folkmoot.storage import Keyring

PEERS = Peers(Keyring(bytes(32)))
ids = st.integers(1, 10**12).map(UserId)
longs = st.integers(-(2**63), 2**63 - 1)


@given(ids, ids)
def test_what_one_was_shown_one_may_name(viewer: UserId, other: UserId) -> None:
    shown = PEERS.access_hash(viewer, PeerKind.USER, other)
    assert shown != 0
    assert shown == Peers(Keyring(bytes(32))).access_hash(viewer, PeerKind.USER, other)
    assert PEERS.user(viewer, tl.InputUser(user_id=other, access_hash=shown)) == other
    assert PEERS.person(viewer, tl.InputPeerUser(user_id=other, access_hash=shown)) == other


@given(ids, ids, ids)
def test_a_hash_is_worth_nothing_to_another_viewer_nor_for_another_peer(
    viewer: UserId, other: UserId, third: UserId
) -> None:
    shown = PEERS.access_hash(viewer, PeerKind.USER, other)
    assert PEERS.holds(third, PeerKind.USER, other, shown) == (third == viewer)
    assert PEERS.holds(viewer, PeerKind.USER, third, shown) == (third == other)
    assert not PEERS.holds(viewer, PeerKind.CHANNEL, other, shown)
    assert not Peers(Keyring(bytes([1] * 32))).holds(viewer, PeerKind.USER, other, shown)


@given(ids, longs, longs)
def test_no_number_that_a_client_invents_passes(viewer: UserId, peer: int, invented: int) -> None:
    real = peer > 0 and PEERS.access_hash(viewer, PeerKind.USER, peer) == invented
    assert PEERS.holds(viewer, PeerKind.USER, peer, invented) == real


@given(ids, longs)
def test_one_names_oneself_with_any_hash_or_none(viewer: UserId, invented: int) -> None:
    assert PEERS.user(viewer, tl.InputUserSelf()) == viewer
    assert PEERS.person(viewer, tl.InputPeerSelf()) == viewer
    assert PEERS.user(viewer, tl.InputUser(user_id=viewer, access_hash=invented)) == viewer


@pytest.mark.parametrize(
    "given",
    [
        tl.InputUserEmpty(),
        tl.InputUser(user_id=6, access_hash=0),
        tl.InputUser(user_id=-6, access_hash=1),
        tl.InputUserFromMessage(peer=tl.InputPeerSelf(), msg_id=1, user_id=6),
    ],
)
def test_a_user_who_was_not_shown_is_refused(given: tl.TypeInputUser) -> None:
    with pytest.raises(Rpc, match="USER_ID_INVALID"):
        PEERS.user(UserId(5), given)


@pytest.mark.parametrize(
    "given",
    [
        tl.InputPeerEmpty(),
        tl.InputPeerUser(user_id=6, access_hash=0),
        tl.InputPeerChat(chat_id=6),
        tl.InputPeerChannel(channel_id=6, access_hash=PEERS.access_hash(UserId(5), PeerKind.CHANNEL, 6)),
        tl.InputPeerUserFromMessage(peer=tl.InputPeerSelf(), msg_id=1, user_id=6),
    ],
)
def test_a_peer_that_is_no_person_one_was_shown_is_refused(given: tl.TypeInputPeer) -> None:
    with pytest.raises(Rpc, match="PEER_ID_INVALID"):
        PEERS.person(UserId(5), given)
