"""Who is here: the auth keys, devices and sessions that this process holds in memory.

All of it may vanish at any instant. A key is read again from the database, a session begins anew and the
client takes its difference; so nothing here is the truth, and everything here is bounded.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Protocol

from folkmoot.api.caller import Caller, Device
from folkmoot.domain.accounts import AuthKeys, KnownKey
from folkmoot.kernel import metrics
from folkmoot.kernel.chance import Chance
from folkmoot.kernel.clock import Clock
from folkmoot.kernel.ids import AuthKeyId, AuthorizationId, SessionId, UserId
from folkmoot.mtproto.crypto import AuthKey
from folkmoot.mtproto.salts import Salts
from folkmoot.mtproto.session import Session, SessionLimits

from .proxy import Peer

SESSIONS_PER_KEY = 32
"""Sessions that one key may keep; clients open a handful, for files and for updates."""

WAITS_AT_MOST = 30.0
"""Seconds that a call waits for those it is to follow: two may wait for each other."""

TEMPORARY_AT_MOST = timedelta(days=30)
"""However long a client asks for, a temporary key ends by then. Clients ask for a day."""

FORGOTTEN_AFTER = 600.0
"""Seconds without a socket after which a session is dropped; the client then starts a new one."""


class Line(Protocol):
    """A socket, as a session sees it."""

    peer: Peer

    def flush_soon(self, session: LiveSession) -> None: ...

    def close(self) -> None: ...


class LiveKey:
    """One auth key in memory: the device that it belongs to and the sessions under it."""

    __slots__ = ("auth", "device", "expires_at", "sessions")

    def __init__(self, auth: AuthKey, device: Device, expires_at: float | None) -> None:
        self.auth = auth
        self.device = device
        """Shared with all temporary keys bound to the same permanent one; its `key_id` is 0 until bound."""
        self.expires_at = expires_at
        """Seconds since 1970 for a temporary key."""
        self.sessions: dict[int, LiveSession] = {}


class _Held:
    """A device and those of its keys (its own, temporary ones) that are in memory."""

    __slots__ = ("device", "keys")

    def __init__(self, device: Device) -> None:
        self.device = device
        self.keys: list[LiveKey] = []


class LiveSession:
    """A session, its running calls, and the socket it was last heard on. It is the `Order` of its calls."""

    __slots__ = ("acks_timer", "calls", "core", "key", "line", "quiet_since", "seen_at", "updates")

    def __init__(self, key: LiveKey, core: Session) -> None:
        self.key = key
        self.core = core
        self.line: Line | None = None
        self.calls: dict[int, asyncio.Task[None]] = {}
        self.updates = True
        """False once the client has called `invokeWithoutUpdates`: a session for files."""
        self.quiet_since = 0.0
        """Monotonic seconds since when it has no socket."""
        self.acks_timer: asyncio.TimerHandle | None = None
        self.seen_at: tuple[AuthorizationId, Peer, int] | None = None
        """Who was last reported as at work, from where, in which minute."""

    def caller(self, peer: Peer, msg_id: int = 0) -> Caller:
        """Describe a call that arrived from `peer` as the message `msg_id`."""
        return Caller(
            device=self.key.device,
            session=SessionId(self.core.session_id),
            address=peer.address,
            port=peer.port,
            auth_key=self.key.auth.key_id,
            msg_id=msg_id,
        )

    async def after(self, msg_ids: tuple[int, ...]) -> bool:
        mine = asyncio.current_task()
        before = [self.calls[each] for each in msg_ids if each in self.calls and self.calls[each] is not mine]
        if not before:
            return True
        _, late = await asyncio.wait(before, timeout=WAITS_AT_MOST)
        return not late

    def without_updates(self) -> None:
        self.updates = False

    def push(self, body: bytes) -> None:
        """Queue an encoded update and send it when the loop next comes round."""
        self.core.push(body)
        if self.line is not None:
            self.line.flush_soon(self)


class Registry:
    """All that is live in this process."""

    def __init__(
        self, auth_keys: AuthKeys, salts: Salts, clock: Clock, chance: Chance, limits: SessionLimits
    ) -> None:
        self._auth_keys = auth_keys
        self._salts = salts
        self._clock = clock
        self._chance = chance
        self._limits = limits
        self._keys: dict[AuthKeyId, LiveKey] = {}
        self._looking: dict[AuthKeyId, asyncio.Future[LiveKey | None]] = {}
        self._devices: dict[AuthKeyId, _Held] = {}
        self._users: defaultdict[UserId, set[AuthKeyId]] = defaultdict(set)

    # --- keys ----------------------------------------------------------------------------------------------

    async def add(self, auth: AuthKey, first_salt: int, expires_in: int | None) -> bool:
        """Store a key that was just agreed upon, with its first salt; False when its id is taken."""
        expires = None
        if expires_in is not None:
            expires = self._clock.now() + min(timedelta(seconds=expires_in), TEMPORARY_AT_MOST)
        added = await self._auth_keys.add(auth.key_id, auth.data, expires_at=expires)
        if added:
            self._salts.begin(auth.key_id, first_salt, self._clock.time())
        return added

    def held(self, key_id: AuthKeyId) -> LiveKey | None:
        """Return the key if it is in memory and has not expired."""
        key = self._keys.get(key_id)
        if key is not None and key.expires_at is not None and key.expires_at <= self._clock.time():
            self.forget_key(key_id)
            return None
        return key

    async def find(self, key_id: AuthKeyId) -> LiveKey | None:
        """Return the key from memory or the database; None when it is unknown or has expired.

        Those who ask for one key at the same time share one query.
        """
        key = self.held(key_id)
        if key is not None:
            return key
        looking = self._looking.get(key_id)
        if looking is None:
            looking = asyncio.ensure_future(self._look_up(key_id))
            self._looking[key_id] = looking
            looking.add_done_callback(lambda _: self._looking.pop(key_id, None))
        return await asyncio.shield(looking)

    async def _look_up(self, key_id: AuthKeyId) -> LiveKey | None:
        known = await self._auth_keys.find(key_id)
        if known is None:
            return None
        expires = known.expires_at.timestamp() if known.expires_at else None
        if expires is not None and expires <= self._clock.time():
            return None
        key = LiveKey(AuthKey(known.key, key_id), Device(AuthKeyId(0)), expires)
        self._keys[key_id] = key
        self._attach(key, known)
        return key

    def _attach(self, key: LiveKey, known: KnownKey) -> None:
        """Give the key the device that it belongs to; a temporary key that is not bound yet has none."""
        if known.expires_at is not None and known.permanent_id is None:
            return
        owner = known.permanent_id or known.key_id
        held = self._devices.get(owner)
        if held is None:
            device = Device(owner, known.user, known.authorization, known.layer, known.app)
            device.on_change.append(self._moved)
            held = self._devices[owner] = _Held(device)
            self._moved(device, None)
        held.keys.append(key)
        key.device = held.device

    async def bound(self, key: LiveKey) -> None:
        """Read again which device a temporary key belongs to: `auth.bindTempAuthKey` may have bound it."""
        known = await self._auth_keys.find(key.auth.key_id)
        if known is None or known.permanent_id is None or key.device.key_id:
            return
        before = key.device
        self._attach(key, known)
        key.device.app = key.device.app or before.app
        key.device.layer = key.device.layer or before.layer

    def _moved(self, device: Device, before: UserId | None) -> None:
        if before is not None:
            self._users[before].discard(device.key_id)
            if not self._users[before]:
                del self._users[before]
        if device.user is not None:
            self._users[device.user].add(device.key_id)

    def forget_key(self, key_id: AuthKeyId) -> None:
        """Drop a key with its sessions and close their sockets; it is read again when it comes again."""
        key = self._keys.pop(key_id, None)
        if key is None:
            return
        for session in tuple(key.sessions.values()):
            self.drop(session)
        held = self._devices.get(key.device.key_id)
        if held is not None:
            held.keys.remove(key)
            if not held.keys:
                held.device.signed_out()
                del self._devices[key.device.key_id]

    async def destroy(self, key: LiveKey) -> None:
        """Have the database forget the key; whoever was signed in with it is signed out."""
        await self._auth_keys.destroy(key.auth.key_id)

    def sign_out(self, device_keys: Sequence[AuthKeyId]) -> None:
        """Forget who is signed in on these devices, and close their sockets."""
        for key_id in device_keys:
            held = self._devices.get(key_id)
            if held is not None:
                held.device.signed_out()
                for key in tuple(held.keys):
                    self.forget_key(key.auth.key_id)

    # --- sessions ------------------------------------------------------------------------------------------

    def session(self, key: LiveKey, session_id: int) -> LiveSession:
        """Return the key's session of this id, made now if need be; one too many ends the oldest."""
        session = key.sessions.get(session_id)
        if session is None:
            if len(key.sessions) >= SESSIONS_PER_KEY:
                self.drop(
                    min(key.sessions.values(), key=lambda each: (each.line is not None, each.quiet_since))
                )
            core = Session(key.auth, session_id, self._salts, self._chance, self._limits)
            session = LiveSession(key, core)
            session.quiet_since = self._clock.monotonic()
            key.sessions[session_id] = session
            metrics.SESSIONS.inc()
        return session

    def drop(self, session: LiveSession) -> None:
        """Forget a session and close its socket. Calls that run go on; their answers reach nobody."""
        if session.key.sessions.pop(session.core.session_id, None) is None:
            return
        metrics.SESSIONS.dec()
        if session.acks_timer is not None:
            session.acks_timer.cancel()
        line, session.line = session.line, None
        if line is not None:
            line.close()

    def sessions_of(self, user: UserId) -> Iterator[LiveSession]:
        """Yield the sessions of all the user's devices that take updates."""
        for key_id in self._users.get(user, ()):
            yield from (s for s in self.sessions_of_device(key_id) if s.updates)

    def sessions_of_device(self, key_id: AuthKeyId) -> list[LiveSession]:
        """Return the sessions under a device's permanent key and its temporary ones."""
        held = self._devices.get(key_id)
        return [session for key in held.keys for session in key.sessions.values()] if held else []

    def all_sessions(self) -> list[LiveSession]:
        """Return every session."""
        return [session for key in self._keys.values() for session in key.sessions.values()]

    async def sweep(self) -> None:
        """Drop the sessions that have been without a socket for long, and the keys that hold none."""
        now = self._clock.monotonic()
        for at, (key_id, key) in enumerate(tuple(self._keys.items())):
            for session in tuple(key.sessions.values()):
                if session.line is None and not session.calls and now - session.quiet_since > FORGOTTEN_AFTER:
                    self.drop(session)
            if not key.sessions and self._keys.get(key_id) is key:
                self.forget_key(key_id)
            if at % 500 == 499:
                await asyncio.sleep(0)
