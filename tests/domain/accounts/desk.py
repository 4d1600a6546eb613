"""The sign-in desk: real services on a real database, with the world outside recorded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from folkmoot.domain.accounts import (
    AppInfo,
    AuthKeys,
    Authorization,
    Authorizations,
    CodeNotSent,
    CodeRules,
    Origin,
    Passwords,
    Phone,
    Phones,
    SignedIn,
    SigningIn,
)
from folkmoot.kernel.ids import AuthKeyId, UserId
from folkmoot.storage import Database, IdentityLog, Keyring
from folkmoot.storage.public_keys import KeySet, PublicKeys, write_key_set
from tests.support import ManualClock, SeededChance

ADA, BOB = "+49 151 12345678", "+1 202 555 0123"
APP = AppInfo(4, "PC 64bit", "Linux", "1.45.0", "en", "", "en")


@dataclass
class RecordingSms:
    """Takes texts, or refuses them while `down`."""

    sent: list[tuple[Phone, str]] = field(default_factory=list)
    down: bool = False

    async def send(self, phone: Phone, text: str) -> None:
        if self.down:
            raise CodeNotSent
        self.sent.append((phone, text))

    async def close(self) -> None:
        pass

    @property
    def last_code(self) -> str:
        return self.sent[-1][1][:5]


@dataclass
class RecordingHerald:
    """Remembers what the devices were told."""

    codes: list[tuple[UserId, str]] = field(default_factory=list)
    sign_ins: list[tuple[UserId, Authorization]] = field(default_factory=list)
    out: list[AuthKeyId] = field(default_factory=list)

    async def code_requested(self, user: UserId, code: str) -> None:
        self.codes.append((user, code))

    async def new_sign_in(self, user: UserId, authorization: Authorization) -> None:
        self.sign_ins.append((user, authorization))

    async def signed_out(self, keys: Sequence[AuthKeyId]) -> None:
        self.out.extend(keys)


@dataclass
class LiveAddresses:
    """Who is connected."""

    now: dict[AuthKeyId, str] = field(default_factory=dict)

    def addresses(self, keys: Sequence[AuthKeyId]) -> Mapping[AuthKeyId, str]:
        return {key: self.now[key] for key in keys if key in self.now}


class SealingKeys:
    """A vault's key file, and the private halves to read what was sealed."""

    def __init__(self, path: Path, first: date, days: int) -> None:
        self.days = {first + timedelta(n): X25519PrivateKey.generate() for n in range(days)}
        self.subscriber = X25519PrivateKey.generate()
        history = {day: key.public_key().public_bytes_raw() for day, key in self.days.items()}
        write_key_set(path, KeySet(history, {"first": self.subscriber.public_key().public_bytes_raw()}))
        self.public = PublicKeys.load(path)


class Desk:
    """Walks people through signing in, as the handlers do."""

    def __init__(
        self,
        db: Database,
        folder: Path,
        clock: ManualClock,
        chance: SeededChance,
        *,
        test_numbers: bool = True,
        rules: CodeRules | None = None,
    ) -> None:
        self.db, self.clock = db, clock
        self.keyring = Keyring(bytes(range(32)))
        self.sealing = SealingKeys(folder / "sealing.json", clock.now().date(), 400)
        self.identity = IdentityLog(self.sealing.public)
        self.sms, self.herald, self.live = RecordingSms(), RecordingHerald(), LiveAddresses()
        self.phones = Phones(self.keyring, test_numbers=test_numbers)
        self.keys = AuthKeys(db, self.keyring, clock)
        self.passwords = Passwords(db, self.keyring, clock, chance)
        self.authorizations = Authorizations(db, self.identity, self.herald, self.live, clock)
        self.signing_in = SigningIn(
            db,
            keyring=self.keyring,
            identity=self.identity,
            phones=self.phones,
            passwords=self.passwords,
            sms=self.sms,
            herald=self.herald,
            clock=clock,
            chance=chance,
            rules=rules,
        )
        self._key_ids: Iterator[int] = iter(range(-(2**63), 2**63, 1 << 40))

    async def device(self, address: str = "203.0.113.7", *, port: int = 40000) -> Origin:
        """A new auth key, and calls that come with it."""
        key = AuthKeyId(next(self._key_ids))
        assert await self.keys.add(key, bytes(256), None)
        await self.keys.remember_app(key, 229, APP)
        return Origin(key, address, port, APP)

    async def code_for(self, number: str, origin: Origin) -> tuple[str, str]:
        """Ask for a code and return (hash, code)."""
        sent = await self.signing_in.send_code(number, origin)
        return sent.hash, self.phones.test_code(self.phones.read(number)) or self.sms.last_code

    async def sign_in(self, number: str, origin: Origin) -> SignedIn:
        """Sign in by code, to an account that has no password."""
        hash, code = await self.code_for(number, origin)
        signed_in = await self.signing_in.sign_in(number, hash, code, origin)
        assert isinstance(signed_in, SignedIn)
        return signed_in

    async def sign_up(self, number: str, origin: Origin, first: str = "Ada") -> SignedIn:
        """Make an account."""
        hash, code = await self.code_for(number, origin)
        await self.signing_in.sign_in(number, hash, code, origin)
        return await self.signing_in.sign_up(number, hash, first, "", origin)

    async def count(self, table: str) -> int:
        """Count the rows of a table."""
        async with self.db.reading() as conn:
            found: int = await conn.fetchval(f"SELECT count(*) FROM {table}")
        return found


def moved(origin: Origin, address: str) -> Origin:
    """The same device, elsewhere."""
    return replace(origin, address=address)
