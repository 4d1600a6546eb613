"""Signing up and in: a code to the phone, a name or a password where one is due, a device at the end.

Until a code is confirmed, nothing here depends on whether the number has an account: not the answers, not
the SQL statements, not what is waited for. docs/decisions/0005-codes.md tells how, and what it costs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from datetime import datetime, timedelta

import structlog

from folkmoot.evidence.records import NumberEvent
from folkmoot.kernel.chance import Chance
from folkmoot.kernel.clock import Clock
from folkmoot.kernel.errors import Broken
from folkmoot.kernel.ids import AuthKeyId, AuthorizationId, UserId
from folkmoot.kernel.limits import Buckets
from folkmoot.kernel.net import neighbourhood
from folkmoot.storage import Connection, Database, IdentityLog, Keyring

from . import account_store, code_store, codes, key_store, password_store
from .codes import CodeMaker, CodeRules, OpenCode
from .errors import (
    CodeEmpty,
    CodeExpired,
    CodeInvalid,
    CodeNotSent,
    KeyUnknown,
    NumberTaken,
    PasswordChanged,
    PasswordNeeded,
)
from .model import Authorization, CodeSent, Herald, Name, Origin, SignedIn, SignUpRequired
from .password import Passwords, Proof
from .phones import Phone, Phones
from .sms import Sms

log = structlog.get_logger()

PASSWORD_WITHIN = timedelta(minutes=30)
"""How long a confirmed code waits for the password."""

VOIDED_AT_ONCE = 20
"""Codes that one call can make worthless; an account has a handful open."""

USER_IDS = range(10_000_000_000, 1_000_000_000_000)
"""Where new accounts' ids are drawn from: above any id of old, below what some clients take for channels."""


class SigningIn:
    """The way from a phone number to a signed-in device."""

    def __init__(
        self,
        db: Database,
        *,
        keyring: Keyring,
        identity: IdentityLog,
        phones: Phones,
        passwords: Passwords,
        sms: Sms,
        herald: Herald,
        clock: Clock,
        chance: Chance,
        rules: CodeRules | None = None,
    ) -> None:
        self._db = db
        self._maker = CodeMaker(keyring.derive("sign-in code"))
        self._identity = identity
        self._phones = phones
        self._passwords = passwords
        self._sms = sms
        self._herald = herald
        self._clock = clock
        self._chance = chance
        self._rules = rules = rules or CodeRules()
        self._by_address = Buckets(rules.address_burst, rules.address_per_second)
        self._overall = Buckets(rules.overall_burst, rules.overall_per_second)
        self._errands: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """Wait until the devices have been told what they are still to be told."""
        await asyncio.gather(*self._errands)

    async def send_code(self, number: str, origin: Origin) -> CodeSent:
        """Send a code to `number`, and to the account's other devices when there are any.

        The answer is the same for every number. Raises `PhoneInvalid`; `TryLater` when too many went to the
        number, for the address, or over all; `CodeNotSent`, after which the attempt is not counted.
        """
        phone = await self._read(number)
        self._take_turn(phone, origin)
        lookup, now = self._phones.lookup(phone), self._clock.now()
        hash, seed = self._chance.bytes(codes.HASH_BYTES).hex(), self._chance.bytes(codes.SEED_BYTES)
        until = now + self._rules.lifetime
        async with self._db.transaction() as conn:
            await self._check_sends(conn, phone, lookup, now)
            listener = await account_store.listener(conn, lookup, origin.key)
            await code_store.add(conn, hash, lookup, origin.key, seed, now, until)
        try:
            await self._deliver(phone, self._code(phone, seed, lookup), listener)
        except CodeNotSent:
            async with self._db.transaction() as conn:
                await code_store.discard(conn, hash)
            raise
        return self._sent(hash, sends=1)

    async def resend(self, number: str, hash: str, origin: Origin) -> CodeSent:
        """Send the same code again. Raises what `send_code` raises, `CodeExpired` and `NoFurtherSends`."""
        phone = await self._read(number)
        self._take_turn(phone, origin)
        lookup, now = self._phones.lookup(phone), self._clock.now()
        async with self._db.transaction() as conn:
            await self._check_sends(conn, phone, lookup, now)
            code = await self._asked(conn, hash, lookup, origin)
            code.check_resend(now, self._rules)
            listener = await account_store.listener(conn, lookup, origin.key)
            await code_store.count_send(conn, hash, 1)
        try:
            await self._deliver(phone, self._code(phone, code.seed, lookup), listener)
        except CodeNotSent:
            async with self._db.transaction() as conn:
                await code_store.count_send(conn, hash, -1)
            raise
        return self._sent(hash, sends=code.sends + 1)

    async def cancel(self, number: str, hash: str, origin: Origin) -> None:
        """Make the code worthless. Raises `PhoneInvalid`, `CodeExpired`."""
        lookup = self._phones.lookup(await self._read(number))
        async with self._db.transaction() as conn:
            code = await self._asked(conn, hash, lookup, origin)
            code.check_open(self._clock.now(), self._rules)
            await code_store.spend(conn, hash)

    async def void(self, user: UserId, given: Sequence[str]) -> None:
        """Make worthless whatever codes for the number of `user` are among `given`.

        Clients ask for it when somebody is about to send a code to another person.
        """
        now = self._clock.now()
        told = {codes.bare(each) for each in given[:VOIDED_AT_ONCE]}
        async with self._db.transaction() as conn:
            lookup = await account_store.lookup_of(conn, user)
            if lookup is None:
                return
            await account_store.lock_number(conn, lookup)
            for code in await code_store.unspent(conn, lookup, now):
                if self._maker.code(code.seed, lookup) in told:
                    await code_store.spend(conn, code.hash)

    async def sign_in(self, number: str, hash: str, given: str, origin: Origin) -> SignedIn | SignUpRequired:
        """Give the code. It signs in, or tells that a name is wanted for a new account.

        Raises `PhoneInvalid`, `CodeEmpty`, `CodeInvalid` (one try less), `CodeExpired`; and
        `PasswordNeeded`, upon which `check_password` with the same key completes the sign-in within half an
        hour.
        """
        phone = await self._read(number)
        if not given.strip():
            raise CodeEmpty
        lookup, now = self._phones.lookup(phone), self._clock.now()
        outcome: SignedIn | SignUpRequired | PasswordNeeded | CodeInvalid
        async with self._db.transaction() as conn:
            code = await self._to_try(conn, phone, hash, lookup, origin, now)
            if codes.same_code(given, self._code(phone, code.seed, lookup)):
                outcome = await self._accept(conn, code, lookup, origin, now)
            else:
                await code_store.count_try(conn, hash)
                outcome = CodeInvalid()
        if isinstance(outcome, CodeInvalid | PasswordNeeded):
            raise outcome  # only now, so that what was counted stays counted
        if isinstance(outcome, SignedIn):
            self._announce(outcome)
        return outcome

    async def sign_up(self, number: str, hash: str, first: str, last: str, origin: Origin) -> SignedIn:
        """Make an account for a number whose code this device has confirmed, and sign in to it.

        Raises `PhoneInvalid`, `FirstNameInvalid`, `LastNameInvalid`, `CodeExpired`, `CodeInvalid` when no
        right code was given before, and `NumberTaken` when somebody was faster.
        """
        phone, name = await self._read(number), Name.read(first, last)
        lookup, now = self._phones.lookup(phone), self._clock.now()
        async with self._db.transaction() as conn:
            code = await self._to_try(conn, phone, hash, lookup, origin, now)
            if not code.confirmed:
                raise CodeInvalid
            await code_store.spend(conn, hash)
            user = await self._add_account(conn, phone, lookup, name, now)
            await self._identity.subscriber(conn, user, phone)
            await self._identity.number(conn, user, phone, now, NumberEvent.TAKEN)
            return await self._admit(conn, user, origin, now)

    async def check_password(self, proof: Proof | None, origin: Origin) -> SignedIn:
        """Complete a sign-in that `sign_in` left at `PasswordNeeded`.

        Raises what `Passwords.prove` raises, and `KeyUnknown` when nobody is signing in with this key.
        """
        user = await self._passwords.owner(None, origin.key)
        version = await self._passwords.prove(user, proof)
        now = self._clock.now()
        async with self._db.transaction() as conn:
            if not await password_store.still(conn, user, version):
                raise PasswordChanged
            if await key_store.pending(conn, origin.key, now, hold=True) != user:
                raise KeyUnknown
            signed_in = await self._admit(conn, user, origin, now)
        self._announce(signed_in)
        return signed_in

    async def log_out(self, key: AuthKeyId) -> None:
        """Nobody is signed in with `key` any more. The key lives on and may sign in again."""
        async with self._db.transaction() as conn:
            await key_store.sign_out(conn, key, self._clock.now())

    async def _read(self, number: str) -> Phone:
        """Read a number in a thread: the first one of a country takes up to 30 ms. Raises `PhoneInvalid`."""
        return await asyncio.to_thread(self._phones.read, number)

    def _take_turn(self, phone: Phone, origin: Origin) -> None:
        """Raise `TryLater` when too many codes go to an address or in all. Test numbers cost nothing."""
        if self._phones.test_code(phone) is not None:
            return
        self._by_address.take(neighbourhood(origin.address), self._clock.monotonic())
        self._overall.take(None, self._clock.monotonic())

    async def _check_sends(self, conn: Connection, phone: Phone, lookup: bytes, now: datetime) -> None:
        rules, real = self._rules, self._phones.test_code(phone) is None
        rate = rules.sends_per_number if real else rules.sends_per_test_number
        await account_store.lock_number(conn, lookup)
        tally = await code_store.tally(conn, lookup, now - rate.within)
        tally.check_send(now, rate, rules.wrong_per_number if real else None)

    async def _asked(self, conn: Connection, hash: str, lookup: bytes, origin: Origin) -> OpenCode:
        code = await code_store.find(conn, hash, lookup, origin.key)
        if code is None:
            raise CodeExpired
        return code

    async def _to_try(
        self, conn: Connection, phone: Phone, hash: str, lookup: bytes, origin: Origin, now: datetime
    ) -> OpenCode:
        """Return the code that may be tried now; other tries for the number wait until this is counted."""
        await account_store.lock_number(conn, lookup)
        code = await self._asked(conn, hash, lookup, origin)
        code.check_open(now, self._rules)
        tally = await code_store.tally(conn, lookup, now - self._rules.sends_per_number.within)
        if tally.wrong >= self._rules.wrong_per_number and self._phones.test_code(phone) is None:
            raise CodeExpired
        return code

    async def _accept(
        self, conn: Connection, code: OpenCode, lookup: bytes, origin: Origin, now: datetime
    ) -> SignedIn | SignUpRequired | PasswordNeeded:
        holder = await account_store.holder(conn, lookup)
        if holder is None:
            await code_store.confirm(conn, code.hash, now + self._rules.name_within)
            return SignUpRequired()
        await code_store.spend(conn, code.hash)
        if not holder.has_password:
            return await self._admit(conn, holder.user, origin, now)
        if not await key_store.set_pending(conn, origin.key, holder.user, now + PASSWORD_WITHIN):
            raise KeyUnknown
        return PasswordNeeded()

    async def _add_account(
        self, conn: Connection, phone: Phone, lookup: bytes, name: Name, now: datetime
    ) -> UserId:
        for _ in range(20):
            user = UserId(USER_IDS.start + self._chance.below(len(USER_IDS)))
            if await account_store.add(conn, user, name, lookup, self._phones.seal(phone, user), now):
                return user
            if await account_store.holder(conn, lookup) is not None:
                raise NumberTaken
        raise Broken("no free account id was found in twenty draws")

    async def _admit(self, conn: Connection, user: UserId, origin: Origin, now: datetime) -> SignedIn:
        """Make the key a device of `user` and seal from where, or do neither."""
        authorization = AuthorizationId(self._chance.below(2**63 - 1) + 1)
        await key_store.sign_in(conn, authorization, origin.key, user, now)
        await self._identity.sign_in(conn, user, origin.address, origin.port, now, origin.device)
        return SignedIn(user, Authorization(authorization, origin.key, now, now, origin.app))

    def _code(self, phone: Phone, seed: bytes, lookup: bytes) -> str:
        return self._phones.test_code(phone) or self._maker.code(seed, lookup)

    def _sent(self, hash: str, sends: int) -> CodeSent:
        rules = self._rules
        return CodeSent(hash, codes.LENGTH, int(rules.timeout.total_seconds()), sends < rules.sends)

    async def _deliver(self, phone: Phone, code: str, listener: UserId | None) -> None:
        """Send `code` by every way there is. Only the SMS is waited for: it goes to all numbers alike.

        Devices are told once the SMS is on its way, so attempts that do not count pester nobody.
        """
        if self._phones.test_code(phone) is None:
            await self._sms.send(
                phone, f"{code} is your Folkmoot code. Nobody from Folkmoot will ever ask for it."
            )
        if listener is not None:
            self._send_errand(self._herald.code_requested(listener, code))

    def _announce(self, signed_in: SignedIn) -> None:
        self._send_errand(self._herald.new_sign_in(signed_in.user, signed_in.authorization))

    def _send_errand(self, errand: Coroutine[None, None, None]) -> None:
        """Let `errand` run beside the answer, whose time must not tell what else was done."""
        task = asyncio.create_task(_run_errand(errand))
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)


async def _run_errand(errand: Coroutine[None, None, None]) -> None:
    try:
        await errand
    except Exception as error:  # a hint is lost, no fact; its values stay out of the log
        log.error("devices_not_told", kind=type(error).__name__)
