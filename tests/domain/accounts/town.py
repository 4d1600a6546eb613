"""A town of people who know, seek and avoid each other: real services on a real database."""

from dataclasses import dataclass, field
from itertools import count

from folkmoot.domain.accounts import (
    Card,
    Choices,
    Contacts,
    Group,
    Leaving,
    Origin,
    People,
    Person,
    PrivacyKey,
    Rules,
    Usernames,
)
from folkmoot.kernel.ids import UserId
from tests.domain.accounts.desk import Desk

EVERYBODY = Rules(allowed=frozenset({Group.EVERYBODY}))
CONTACTS = Rules(allowed=frozenset({Group.CONTACTS}))
NOBODY = Rules(refused=frozenset({Group.EVERYBODY}))

NOBODYS_NUMBER = "99966 3 9999"


@dataclass
class Citizen:
    """Somebody with an account."""

    id: UserId
    phone: str
    origin: Origin


@dataclass
class Town:
    """Settles people, and has them do what people do."""

    desk: Desk
    people: People = field(init=False)
    usernames: Usernames = field(init=False)
    choices: Choices = field(init=False)
    contacts: Contacts = field(init=False)
    leaving: Leaving = field(init=False)

    def __post_init__(self) -> None:
        desk = self.desk
        self.people = People(desk.db, desk.clock, desk.phones)
        self.usernames = Usernames(desk.db, desk.clock)
        self.choices = Choices(desk.db)
        self.contacts = Contacts(desk.db, desk.clock, desk.phones)
        self.leaving = Leaving(
            desk.db,
            identity=desk.identity,
            phones=desk.phones,
            passwords=desk.passwords,
            herald=desk.herald,
            clock=desk.clock,
        )
        self._numbers = count(1)

    async def settle(self, first: str) -> Citizen:
        """Sign somebody up, with a test number of their own."""
        origin = await self.desk.device()
        phone = f"999661{next(self._numbers):04}"
        return Citizen((await self.desk.sign_up(phone, origin, first)).user, phone, origin)

    async def write_down(self, owner: Citizen, *others: Citizen) -> None:
        """Let `owner` have `others` as contacts, added by name."""
        for other in others:
            await self.contacts.add(owner.id, other.id, "X", "", note=None, show_phone=False)

    async def import_numbers(self, owner: Citizen, *phones: str) -> list[UserId]:
        """Let `owner` import an address book; return whom it found."""
        cards = [Card(n, phone, f"Card {n}", "") for n, phone in enumerate(phones)]
        return [user for _, user in (await self.contacts.bring_in(owner.id, cards)).found]

    async def hide(self, owner: Citizen, key: PrivacyKey, rules: Rules = NOBODY) -> None:
        """Set one of `owner`'s privacy settings."""
        await self.choices.set_rules(owner.id, key, rules)

    async def look(self, viewer: Citizen, other: Citizen) -> Person:
        """Return what `viewer` sees of `other`."""
        return await self.people.one(viewer.id, other.id)
