"""Updates to devices that are here right now: encoded once a layer, queued for each session.

A push is a hint. Whoever is not here, or whose socket is slow, learns the same from a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from folkmoot.domain.accounts import Authorization
from folkmoot.kernel.clock import Clock
from folkmoot.kernel.ids import AuthKeyId, SessionId, UserId
from folkmoot.mtproto import tl

from .registry import LiveSession, Registry


class Pushing:
    """The domain's ways to reach live devices: its `Herald`, its `LiveSessions`, and plain updates."""

    def __init__(self, registry: Registry, clock: Clock) -> None:
        self._registry = registry
        self._clock = clock

    async def to_user(self, user: UserId, updates: tl.Updates, *, but: SessionId | None = None) -> None:
        """Send `updates` to all sessions of `user` except `but`, each in the form of its layer."""
        self._push([s for s in self._registry.sessions_of(user) if s.core.session_id != but], updates)

    def _push(self, sessions: Iterable[LiveSession], updates: tl.Updates) -> None:
        encoded: dict[int, bytes] = {}
        for session in sessions:
            if session.line is None:
                continue
            layer = session.key.device.layer or tl.OLDEST
            body = encoded.get(layer)
            if body is None:
                body = encoded[layer] = tl.encode(updates, layer)
            session.push(body)

    def _now(self, *updates: tl.TypeUpdate) -> tl.Updates:
        return tl.Updates(updates=list(updates), users=[], chats=[], date=int(self._clock.time()), seq=0)

    # --- Herald --------------------------------------------------------------------------------------------

    async def code_requested(self, user: UserId, code: str) -> None:
        """Show a sign-in code on all devices of `user`."""
        text = (
            f"Login code: {code}. Do not give this code to anyone, even if they say that they are from here. "
            "If you did not ask for it by signing in on another device, ignore this message."
        )
        notice = tl.UpdateServiceNotification(
            type="auth_code",
            message=text,
            media=tl.MessageMediaEmpty(),
            entities=[],
            inbox_date=int(self._clock.time()),
        )
        await self.to_user(user, self._now(notice))

    async def new_sign_in(self, user: UserId, authorization: Authorization) -> None:
        """Tell all other devices of `user` that there is a new one."""
        others = [s for s in self._registry.sessions_of(user) if s.key.device.key_id != authorization.key]
        self._push(others, self._now(tl.UpdateNewAuthorization(hash=authorization.id)))

    async def signed_out(self, keys: Sequence[AuthKeyId]) -> None:
        """Close what is live under these keys."""
        self._registry.sign_out(keys)

    # --- LiveSessions --------------------------------------------------------------------------------------

    def addresses(self, keys: Sequence[AuthKeyId]) -> Mapping[AuthKeyId, str]:
        """Return the address of a live session for each of `keys` that has one."""
        found = {}
        for key_id in keys:
            for session in self._registry.sessions_of_device(key_id):
                if session.line is not None:
                    found[key_id] = session.line.peer.address
        return found
