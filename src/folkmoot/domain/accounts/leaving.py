"""The end of an account: what goes, what others keep, and accounts that nobody uses any more.

The row itself stays as an empty shell, so that an id is never given to a second person and old messages can
say "deleted account". Everything that tells who it was goes at once.
"""

from __future__ import annotations

import contextlib
from datetime import datetime

from folkmoot.evidence.records import NumberEvent
from folkmoot.kernel.clock import Clock
from folkmoot.kernel.ids import AuthKeyId, AuthorizationId, UserId
from folkmoot.storage import Connection, Database, IdentityLog

from . import account_store, key_store, leaving_store
from .model import Herald
from .password import Passwords, Proof
from .people_errors import UnknownUser
from .phones import Phone, Phones
from .preferences import TTL_DAYS, Preferences

_NO_DEVICE = AuthorizationId(0)


class Leaving:
    """Ends accounts: at their owner's wish, or when the time that the owner set has run out."""

    def __init__(
        self,
        db: Database,
        *,
        identity: IdentityLog,
        phones: Phones,
        passwords: Passwords,
        herald: Herald,
        clock: Clock,
    ) -> None:
        self._db = db
        self._identity = identity
        self._phones = phones
        self._passwords = passwords
        self._herald = herald
        self._clock = clock

    async def delete(self, user: UserId, key: AuthKeyId, proof: Proof | None) -> None:
        """Delete the account of whoever calls with `key`; they sign that device out themselves.

        An account with a second password is deleted only upon its proof; raises as `Passwords.prove` does.
        """
        await self._passwords.prove(user, proof)
        ended = await self._delete(user)
        await self._herald.signed_out([each for each in ended if each != key])

    async def delete_idle(self, at_most: int = 100) -> int:
        """Delete accounts without a sign of life for as long as their owners said; return how many.

        To be called now and then, by any process; each account is a transaction of its own.
        """
        async with self._db.reading() as conn:
            idle = await leaving_store.idle(
                conn, self._clock.now(), TTL_DAYS[0], Preferences().ttl_days, at_most
            )
        deleted = 0
        for user in idle:
            with contextlib.suppress(UnknownUser):  # another process was faster
                await self._herald.signed_out(await self._delete(user))
                deleted += 1
        return deleted

    async def _delete(self, user: UserId) -> list[AuthKeyId]:
        """Delete the account, and return the keys of the devices that it had."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            sealed = await leaving_store.sealed_phone(conn, user)
            if sealed is not None:
                await self._give_up(conn, user, self._phones.open(sealed, user), now)
            if not await leaving_store.empty(conn, user, sealed, now):
                raise UnknownUser
            await leaving_store.forget(conn, user)
            await key_store.drop_pending(conn, user)
            return await key_store.end_others(conn, user, _NO_DEVICE, now)

    async def _give_up(self, conn: Connection, user: UserId, phone: Phone, now: datetime) -> None:
        """Close the interval in which the number was this account's.

        The number is locked first, as in signing in, so that nobody signs in to an account on its way out.
        """
        await account_store.lock_number(conn, self._phones.lookup(phone))
        await self._identity.number(conn, user, phone, now, NumberEvent.GIVEN_UP)
