"""Access hashes in and out: who may name whom.

A client can only name a peer that we have shown it. The proof is the access hash, a keyed hash of viewer and
peer: nothing is stored, and what one account was given is worth nothing to another.
"""

from __future__ import annotations

import hashlib
import hmac
from enum import IntEnum

from folkmoot.kernel.ids import UserId
from folkmoot.mtproto import tl
from folkmoot.storage import Keyring

from .errors import Rpc

NO_USER = (400, "USER_ID_INVALID")
NO_PEER = (400, "PEER_ID_INVALID")


class PeerKind(IntEnum):
    """What a hash is for. Part of what is hashed: never give a number a second meaning."""

    USER = 1
    CHANNEL = 2


class Peers:
    """Makes and checks access hashes, and reads the peers in requests."""

    def __init__(self, keyring: Keyring) -> None:
        self._key = keyring.derive("access hash")

    def access_hash(self, viewer: UserId, kind: PeerKind, peer: int) -> int:
        """Return the signed 64 bits by which `viewer` names `peer`; never 0, which clients send for none."""
        message = b"".join(part.to_bytes(8, "big") for part in (viewer, kind.value, peer))
        digest = hmac.digest(self._key, message, hashlib.sha256)
        return int.from_bytes(digest[:8], "big", signed=True) or 1

    def holds(self, viewer: UserId, kind: PeerKind, peer: int, given: int) -> bool:
        """Say whether `given` is the hash that `viewer` was shown for `peer`, in constant time."""
        if not 0 < peer < 1 << 63:
            return False
        right = self.access_hash(viewer, kind, peer)
        return hmac.compare_digest(
            right.to_bytes(8, "big", signed=True), given.to_bytes(8, "big", signed=True)
        )

    def user(self, viewer: UserId, given: tl.TypeInputUser) -> UserId:
        """Return whom `given` names; raises USER_ID_INVALID. One's own id needs no hash.

        A user known only from a message is refused, since there are no messages yet to have seen them in.
        """
        match given:
            case tl.InputUserSelf():
                return viewer
            case tl.InputUser(user_id=user_id, access_hash=access_hash):
                return self._checked(viewer, user_id, access_hash, NO_USER)
        raise Rpc(*NO_USER)

    def person(self, viewer: UserId, given: tl.TypeInputPeer) -> UserId:
        """Return which user the peer `given` is; raises PEER_ID_INVALID, also for chats and channels."""
        match given:
            case tl.InputPeerSelf():
                return viewer
            case tl.InputPeerUser(user_id=user_id, access_hash=access_hash):
                return self._checked(viewer, user_id, access_hash, NO_PEER)
        raise Rpc(*NO_PEER)

    def _checked(self, viewer: UserId, peer: int, given: int, otherwise: tuple[int, str]) -> UserId:
        if peer == viewer or self.holds(viewer, PeerKind.USER, peer, given):
            return UserId(peer)
        raise Rpc(*otherwise)
