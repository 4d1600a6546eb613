"""How a handler tells the account's other devices of what it has done. The gateway implements it."""

from __future__ import annotations

from typing import Protocol

from folkmoot.kernel.ids import SessionId, UserId
from folkmoot.mtproto import tl


class Push(Protocol):
    """Reaches the live sessions of an account. A lost call loses a hint, never a fact: state is read anew."""

    async def to_user(self, user: UserId, updates: tl.Updates, *, but: SessionId) -> None:
        """Send `updates` to every session of `user` except `but`, which has its answer already.

        Each gets the form of its own layer. `updates` are as `user` sees them, access hashes included.
        """
        ...
