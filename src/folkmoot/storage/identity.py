"""Writes who signed in from where, and whose number is whose, so that nobody but the vault can read it again.

The messenger can only add rows: its database role has no right to read here, and it holds no private key.
"""

from datetime import UTC, datetime

from folkmoot.evidence.envelope import Class, Label, seal
from folkmoot.evidence.records import Number, NumberEvent, SignIn, Subscriber, encode
from folkmoot.kernel.ids import UserId

from .database import Connection
from .public_keys import PublicKeys


class IdentityLog:
    """Adds sealed rows within the caller's transaction: what happened and its record stand or fall together.

    Each call costs one statement and raises `NoKeyForToday` when there is no key to seal to.
    """

    def __init__(self, public_keys: PublicKeys) -> None:
        self._keys = public_keys

    async def sign_in(
        self, conn: Connection, user_id: UserId, address: str, port: int, at: datetime, device: str
    ) -> None:
        """Record that an account was used from `address` and `port` at the time `at`."""
        await self._history(
            conn, Class.SIGN_IN, user_id, at, SignIn(address, port, at.astimezone(UTC), device)
        )

    async def number(
        self, conn: Connection, user_id: UserId, phone: str, at: datetime, event: NumberEvent
    ) -> None:
        """Record that an account took or gave up a number at the time `at`."""
        await self._history(
            conn, Class.NUMBER, user_id, at, Number(phone, at.astimezone(UTC), NumberEvent(event))
        )

    async def subscriber(self, conn: Connection, user_id: UserId, phone: str) -> None:
        """Keep the number that an account has now; the last row of an account is the valid one."""
        name, key = self._keys.subscriber()
        sealed = seal(encode(Subscriber(phone)), key, Label(Class.SUBSCRIBER, user_id, name))
        await conn.execute(
            "INSERT INTO identity.subscriber (user_id, key_name, sealed) VALUES ($1, $2, $3)",
            user_id,
            name,
            sealed,
        )

    async def _history(
        self, conn: Connection, class_: Class, user_id: UserId, at: datetime, record: SignIn | Number
    ) -> None:
        day = at.astimezone(UTC).date()
        sealed = seal(encode(record), self._keys.history(day), Label.of_day(class_, user_id, day))
        await conn.execute(
            "INSERT INTO identity.history (user_id, epoch, class, sealed) VALUES ($1, $2, $3, $4)",
            user_id,
            day,
            class_.value,
            sealed,
        )
