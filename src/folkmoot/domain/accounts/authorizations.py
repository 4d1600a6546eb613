"""Auth keys, the devices that are signed in with them, and what their owner may do with them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime

from folkmoot.kernel.clock import Clock
from folkmoot.kernel.ids import AuthKeyId, AuthorizationId, UserId
from folkmoot.storage import Database, IdentityLog, Keyring

from . import key_store
from .errors import AuthorizationUnknown, TempKeyTaken, TempKeyUnknown
from .model import AppInfo, Authorization, Herald, KnownKey, LiveSessions, Origin, network_of

LISTED_AT_MOST = 200


class AuthKeys:
    """Keeps authorization keys, sealed by the keyring: a stolen table opens no session."""

    def __init__(self, db: Database, keyring: Keyring, clock: Clock) -> None:
        self._db = db
        self._box = keyring.box("auth key")
        self._clock = clock

    async def add(self, key_id: AuthKeyId, key: bytes, expires_at: datetime | None) -> bool:
        """Keep a new key; `expires_at` makes it a temporary one. False when the id is taken."""
        sealed = self._box.seal(key, _context(key_id))
        async with self._db.statement() as conn:
            return await key_store.add(conn, key_id, sealed, self._clock.now(), expires_at)

    async def find(self, key_id: AuthKeyId) -> KnownKey | None:
        """Return the key and who is signed in with it; None when it is unknown, destroyed or has ended."""
        async with self._db.reading() as conn:
            known = await key_store.find(conn, key_id, self._clock.now())
        return known and replace(known, key=self._box.open(known.key, _context(key_id)))

    async def bind(self, temporary: AuthKeyId, permanent: AuthKeyId, until: datetime) -> KnownKey:
        """Let the temporary key stand for the permanent one, until `until` at most; return the temporary key.

        Repeating it is harmless. The caller has verified that the permanent key's holder wants it. Raises
        `TempKeyUnknown` when either key is not what it should be, `TempKeyTaken` when it is bound elsewhere.
        """
        async with self._db.transaction() as conn:
            bound = await key_store.bind(conn, temporary, permanent, until, self._clock.now())
        known = await self.find(temporary)
        if known is None or known.expires_at is None:
            raise TempKeyUnknown
        if not bound:
            raise TempKeyTaken if known.permanent_id not in (None, permanent) else TempKeyUnknown
        return known

    async def destroy(self, key_id: AuthKeyId) -> None:
        """Forget the key for good, with the temporary keys bound to it and its authorization."""
        async with self._db.transaction() as conn:
            await key_store.destroy(conn, key_id)

    async def remember_app(self, key_id: AuthKeyId, layer: int, app: AppInfo | None) -> None:
        """Keep the layer that the client named and what it said of itself in `initConnection`."""
        async with self._db.statement() as conn:
            await key_store.remember_app(conn, key_id, layer, app and app.trimmed(), self._clock.now())


class Authorizations:
    """The devices of an account: listed, ended, and seen at work."""

    def __init__(
        self, db: Database, identity: IdentityLog, herald: Herald, live: LiveSessions, clock: Clock
    ) -> None:
        self._db = db
        self._identity = identity
        self._herald = herald
        self._live = live
        self._clock = clock
        self._minutes = _Latest()
        self._days = _Latest()

    async def list(self, user: UserId) -> list[Authorization]:
        """Return the devices of `user`, the latest active first, at most 200.

        Each says at most in which network its live session is. That comes from memory: the table holds no
        address.
        """
        async with self._db.reading() as conn:
            devices = await key_store.authorizations(conn, user, LISTED_AT_MOST)
        addresses = self._live.addresses([device.key for device in devices])
        return [replace(device, network=network_of(addresses.get(device.key, ""))) for device in devices]

    async def end(self, user: UserId, current: AuthorizationId, ended: AuthorizationId) -> None:
        """Sign another device of `user` out. Raises `AuthorizationUnknown` for none and for `current`."""
        if ended == current:
            raise AuthorizationUnknown
        async with self._db.transaction() as conn:
            key = await key_store.end(conn, user, ended, self._clock.now())
        if key is None:
            raise AuthorizationUnknown
        await self._herald.signed_out([key])

    async def end_others(self, user: UserId, current: AuthorizationId) -> None:
        """Sign every device of `user` out but `current`, and whoever is half-way through signing in.

        The latter first: who completes a sign-in meanwhile is a device by the time that devices are ended.
        """
        async with self._db.transaction() as conn:
            await key_store.drop_pending(conn, user)
            keys = await key_store.end_others(conn, user, current, self._clock.now())
        await self._herald.signed_out(keys)

    async def seen(self, user: UserId, authorization: AuthorizationId, origin: Origin) -> None:
        """Note that a device is at work; it writes once a minute, and a day's first use of each address.

        The gateway calls it when a session comes, and as calls arrive. A new address goes, sealed, into the
        history, which must say who had an address on a day, not only who signed in then.
        """
        now = self._clock.now()
        minute = now.replace(second=0, microsecond=0)
        active = self._minutes.changes(authorization, minute)
        moved = self._days.changes((authorization, origin.address), now.date())
        if not active and not moved:
            return
        try:
            async with self._db.transaction() if moved else self._db.statement() as conn:
                await key_store.touch(conn, authorization, minute, now)
                if moved:
                    await self._identity.sign_in(conn, user, origin.address, origin.port, now, origin.device)
        except BaseException:
            self._minutes.forget(authorization)
            self._days.forget((authorization, origin.address))
            raise


class _Latest:
    """The latest marker of each of the `room` keys that changed last. A forgotten key counts as changed."""

    def __init__(self, room: int = 200_000) -> None:
        self._room = room
        self._markers: dict[Hashable, Hashable] = {}

    def changes(self, key: Hashable, marker: Hashable) -> bool:
        """Set the marker of `key` and tell whether it was another one before."""
        if self._markers.get(key) == marker:
            return False
        self._markers.pop(key, None)
        self._markers[key] = marker
        if len(self._markers) > self._room:
            del self._markers[next(iter(self._markers))]
        return True

    def forget(self, key: Hashable) -> None:
        self._markers.pop(key, None)


def _context(key_id: AuthKeyId) -> bytes:
    return key_id.to_bytes(8, "little", signed=True)
