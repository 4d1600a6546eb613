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
from folkmoot.kernel.errors import Broken
from folkmoot.kernel.ids import AuthKeyId, AuthorizationId, SessionId, UserId
from folkmoot.mtproto.crypto import AuthKey
from folkmoot.mtproto.salts import Salts
from folkmoot.mtproto.session import Session, SessionLimits

from .proxy import Peer

SESSIONS_PER_KEY = 32
"""Sessions that one key may keep; clients open a handful, for files and for updates."""

WAITS_AT_MOST = 30.0
"""Seconds that a call waits for those that it is to follow."""

LOOKS_AT_MOST = 10
"""Times that a key is read again because somebody was signed out meanwhile."""

TEMPORARY_AT_MOST = timedelta(days=30)
"""However long a client asks for, a temporary key ends by then. Clients ask for a day."""

IDLE_KEY_FORGOTTEN_AFTER = 60.0
"""Seconds without a session after which a key is dropped: it may just have been found for a packet."""

FORGOTTEN_AFTER = 600.0
"""Seconds without a socket after which a session is dropped; the client then starts a new one."""


class Line(Protocol):
    """A socket, as a session sees it."""

    peer: Peer

    def flush_soon(self, session: LiveSession) -> None: ...

    def close(self) -> None: ...


class LiveKey:
    """One auth key in memory: the device that it belongs to and the sessions under it."""

    __slots__ = ("auth", "device", "expires_at", "idle_since", "sessions")

    def __init__(self, auth: AuthKey, device: LiveDevice, now: float) -> None:
        self.auth = auth
        self.idle_since = now
        """Monotonic seconds since when it has no session."""
        self.device = device
        """Shared with all temporary keys bound to the same permanent one; its `key_id` is 0 until bound."""
        self.expires_at: float | None = None
        """Seconds since 1970 for a temporary key."""
        self.sessions: dict[int, LiveSession] = {}


class LiveDevice(Device):
    """A device and those of its keys (its own, temporary ones) that are in memory."""

    __slots__ = ("keys",)

    def __init__(self, key_id: AuthKeyId, holder: Registry) -> None:
        super().__init__(key_id, holder=holder)
        self.keys: list[LiveKey] = []


class LiveSession:
    """A session, its running calls, and the socket it was last heard on. It is the `Order` of its calls."""

    __slots__ = ("acks_timer", "calls", "core", "key", "line", "quiet_since", "seen_at", "updates")

    def __init__(self, key: LiveKey, core: Session) -> None:
        self.key = key
        self.core = core
        self.line: Line | None = None
        self.calls: dict[int, asyncio.Task[bool]] = {}
        """By message id; each tells in the end whether the call succeeded."""
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

    async def after(self, msg_ids: tuple[int, ...], own: int) -> str | None:
        earlier = [self.calls[each] for each in msg_ids if each < own and each in self.calls]
        if not earlier:
            return None
        done, late = await asyncio.wait(earlier, timeout=WAITS_AT_MOST)
        if late:
            return "MSG_WAIT_TIMEOUT"
        return None if all(not each.cancelled() and each.result() for each in done) else "MSG_WAIT_FAILED"

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
        self._devices: dict[AuthKeyId, LiveDevice] = {}
        self._users: defaultdict[UserId, set[LiveDevice]] = defaultdict(set)
        self._revoked = 0
        """How often somebody was signed out: a look-up that saw the time before must look again."""

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
            self.forget(key)
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
        for _ in range(LOOKS_AT_MOST):
            revoked = self._revoked
            known = await self._auth_keys.find(key_id)
            if known is None:
                return None
            if revoked == self._revoked:
                key = LiveKey(
                    AuthKey(known.key, key_id), LiveDevice(AuthKeyId(0), self), self._clock.monotonic()
                )
                key.device.keys.append(key)
                self._keys[key_id] = key
                self._attach(key, known)
                return self.held(key_id)
        raise Broken("people are signed out faster than a key can be read")

    def _attach(self, key: LiveKey, known: KnownKey) -> None:
        """Give the key the device that it belongs to; a temporary key that is not bound yet keeps its own."""
        key.expires_at = known.expires_at.timestamp() if known.expires_at else None
        if key.expires_at is not None and known.permanent_id is None:
            return
        owner = known.permanent_id or known.key_id
        device = self._devices.get(owner)
        if device is None:
            device = self._devices[owner] = LiveDevice(owner, self)
            device.layer, device.app = known.layer or key.device.layer, known.app or key.device.app
            if known.user is not None and known.authorization is not None:
                device.signed_in(known.user, known.authorization)
        device.keys.append(key)
        key.device = device

    def bound(self, device: Device, known: KnownKey) -> None:
        """Hear from the handler that a temporary key of this process has been bound."""
        key = self._keys.get(known.key_id)
        if key is not None and key.device is device and not device.key_id:
            self._attach(key, known)

    def moved(self, device: Device, before: UserId | None) -> None:
        """Hear that another account, or none, is signed in on a device."""
        if not isinstance(device, LiveDevice):
            raise Broken("a device of somebody else's")
        if before is not None:
            self._users[before].discard(device)
            if not self._users[before]:
                del self._users[before]
        if device.user is not None and self._devices.get(device.key_id) is device:
            self._users[device.user].add(device)

    def forget(self, key: LiveKey) -> None:
        """Drop a key with its sessions and close their sockets; it is read again when it comes again."""
        if self._keys.get(key.auth.key_id) is not key:
            return
        del self._keys[key.auth.key_id]
        for session in tuple(key.sessions.values()):
            self.drop(session)
        device = key.device
        device.keys.remove(key)
        if not device.keys and self._devices.get(device.key_id) is device:
            device.signed_out()
            del self._devices[device.key_id]

    async def destroy(self, key: LiveKey) -> None:
        """Have the database forget the key, and with a permanent key whoever was signed in with it."""
        await self._auth_keys.destroy(key.auth.key_id)
        self._revoked += 1

    def gone(self, key: LiveKey) -> None:
        """Forget a destroyed key; with a permanent key go the temporary ones that were bound to it."""
        if key.auth.key_id == key.device.key_id:
            self.sign_out([key.device.key_id])
        self.forget(key)

    def sign_out(self, device_keys: Sequence[AuthKeyId]) -> None:
        """Forget who is signed in on these devices, and close their sockets."""
        self._revoked += 1
        for key_id in device_keys:
            device = self._devices.get(key_id)
            if device is not None:
                device.signed_out()
                for key in tuple(device.keys):
                    self.forget(key)

    # --- sessions ------------------------------------------------------------------------------------------

    def session(self, key: LiveKey, session_id: int) -> LiveSession:
        """Return the key's session of this id, or a new one that nobody holds until `keep` is called."""
        session = key.sessions.get(session_id)
        if session is None:
            core = Session(key.auth, session_id, self._salts, self._chance, self._limits)
            session = LiveSession(key, core)
            session.quiet_since = self._clock.monotonic()
        return session

    def keep(self, session: LiveSession) -> None:
        """Hold the session from now on; one too many ends the oldest. Held already is fine."""
        key, sessions = session.key, session.key.sessions
        gone = self._keys.get(key.auth.key_id) is not key
        if gone or sessions.get(session.core.session_id) is session:
            return
        if len(sessions) >= SESSIONS_PER_KEY:
            self.drop(min(sessions.values(), key=lambda each: (each.line is not None, each.quiet_since)))
        sessions[session.core.session_id] = session
        metrics.SESSIONS.inc()

    def drop(self, session: LiveSession) -> None:
        """Forget a session and close its socket. Calls that run go on; their answers reach nobody."""
        if session.key.sessions.pop(session.core.session_id, None) is None:
            return
        metrics.SESSIONS.dec()
        session.key.idle_since = self._clock.monotonic()
        if session.acks_timer is not None:
            session.acks_timer.cancel()
        line, session.line = session.line, None
        if line is not None:
            line.close()

    def sessions_of(self, user: UserId) -> Iterator[LiveSession]:
        """Yield the sessions of all the user's devices that take updates."""
        for device in self._users.get(user, ()):
            yield from (s for key in device.keys for s in key.sessions.values() if s.updates)

    def sessions_of_device(self, key_id: AuthKeyId) -> list[LiveSession]:
        """Return the sessions under a device's permanent key and its temporary ones."""
        device = self._devices.get(key_id)
        return [session for key in device.keys for session in key.sessions.values()] if device else []

    async def sweep(self) -> None:
        """Drop the sessions that have been without a socket for long, and the keys that hold none."""
        now = self._clock.monotonic()
        for at, key in enumerate(tuple(self._keys.values())):
            for session in tuple(key.sessions.values()):
                if session.line is None and not session.calls and now - session.quiet_since > FORGOTTEN_AFTER:
                    self.drop(session)
            if not key.sessions and now - key.idle_since > IDLE_KEY_FORGOTTEN_AFTER:
                self.forget(key)
            if at % 500 == 499:
                await asyncio.sleep(0)
