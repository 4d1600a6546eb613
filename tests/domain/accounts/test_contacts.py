"""Contact books, finding people by their number, keeping people out."""

import asyncio
import threading
from datetime import timedelta

import pytest

from folkmoot.domain.accounts import (
    BookFull,
    Card,
    Contacts,
    NameEmpty,
    NoContact,
    NoteTooLong,
    NumberNotFound,
    Oneself,
    Phone,
    PrivacyKey,
    UnknownUser,
)
from folkmoot.domain.accounts import contacts as module
from folkmoot.domain.accounts.allowances import A_DAY, Use
from folkmoot.kernel.errors import TryLater
from folkmoot.kernel.ids import UserId
from tests.domain.accounts.town import CONTACTS, NOBODY, NOBODYS_NUMBER, Citizen, Town


async def book(town: Town, owner: Citizen) -> list[tuple[UserId, bool]]:
    """Return the owner's contacts, with whether each has them too."""
    return [(contact.user, contact.is_mutual) for contact in await town.contacts.book(owner.id)]


def numbers_read(town: Town, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list to which every number will be added that is read from now on, always in a thread."""
    numbers: list[str] = []
    read, loops = town.desk.phones.read, threading.get_ident()

    def seen(text: str) -> Phone:
        assert threading.get_ident() != loops
        numbers.append(text)
        return read(text)

    monkeypatch.setattr(town.desk.phones, "read", seen)
    return numbers


# --- importing ------------------------------------------------------------------------------------------


async def test_an_imported_number_becomes_a_contact_however_it_is_written(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    spelled = f"+{bob.phone[:5]} {bob.phone[5:]}"
    assert await town.import_numbers(ada, spelled) == [bob.id]
    assert await book(town, ada) == [(bob.id, False)]
    assert (await town.look(ada, bob)).name.first == "Card 0"
    await town.import_numbers(bob, ada.phone)
    assert await book(town, ada) == [(bob.id, True)]


async def test_every_line_of_the_address_book_gets_its_own_answer(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    cards = [
        Card(7, "no number at all", "Nobody", ""),
        Card(8, NOBODYS_NUMBER, "Nobody", ""),
        Card(9, bob.phone, "Bob", "at home"),
        Card(10, ada.phone, "Myself", ""),
        Card(11, "+" + bob.phone, "Bob", "at work", note="n" * 200),
    ]
    imported = await town.contacts.bring_in(ada.id, cards)
    assert imported.found == [(9, bob.id), (11, bob.id)]
    assert imported.later == []
    assert (await town.look(ada, bob)).name.last == "at work"
    assert len((await town.people.full(ada.id, bob.id)).note) == 128


async def test_a_number_without_a_name_is_shown_under_the_owners_own(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    await town.contacts.bring_in(ada.id, [Card(1, bob.phone, " \u200b", "")])
    assert (await town.look(ada, bob)).name.first == "Bob"


async def test_nothing_is_kept_of_numbers_that_find_nobody(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    await town.hide(bob, PrivacyKey.FOUND_BY_PHONE)
    tables = ("contact", "blocked", "username", "notify_setting", "preference", "birthday")
    before = [await town.desk.count(table) for table in tables]
    await town.import_numbers(ada, NOBODYS_NUMBER, bob.phone, "12", "")
    assert [await town.desk.count(table) for table in tables] == before


async def test_what_exceeds_a_call_or_a_day_is_to_be_sent_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "IMPORTED_AT_ONCE", 3)
    monkeypatch.setitem(A_DAY, Use.NUMBERS_IMPORTED, 4)
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    cards = [Card(n, NOBODYS_NUMBER, "Nobody", "") for n in range(4)]
    assert (await town.contacts.bring_in(ada.id, cards)).later == [3]
    last = [Card(4, NOBODYS_NUMBER, "Nobody", ""), Card(5, bob.phone, "Bob", "")]
    assert (await town.contacts.bring_in(ada.id, last)).later == [5]
    assert (await town.contacts.bring_in(ada.id, last[1:])).later == [5]
    town.desk.clock.advance(timedelta(hours=12))
    assert (await town.contacts.bring_in(ada.id, last[1:])).found == [(5, bob.id)]


async def test_two_imports_at_once_cannot_share_what_is_left_of_a_day(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(A_DAY, Use.NUMBERS_IMPORTED, 10)
    ada = await town.settle("Ada")
    cards = [Card(n, NOBODYS_NUMBER, "Nobody", "") for n in range(6)]
    results = await asyncio.gather(*(town.contacts.bring_in(ada.id, cards) for _ in range(4)))
    assert sum(len(cards) - len(imported.later) for imported in results) == 10


async def test_no_number_is_read_that_the_day_does_not_allow(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(A_DAY, Use.NUMBERS_IMPORTED, 2)
    ada = await town.settle("Ada")
    read = numbers_read(town, monkeypatch)
    imported = await town.contacts.bring_in(ada.id, [Card(n, f"9996615{n:03}", "X", "") for n in range(5)])
    assert imported.later == [2, 3, 4]
    assert read == ["9996615000", "9996615001"]


async def test_a_book_has_an_end(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BOOK_AT_MOST", 2)
    ada, *others = [await town.settle(name) for name in ("Ada", "Bob", "Cid", "Dan")]
    cards = [Card(n, other.phone, "New", "") for n, other in enumerate(others)]
    imported = await town.contacts.bring_in(ada.id, cards)
    assert (len(imported.found), imported.later) == (2, [2])
    with pytest.raises(BookFull):
        await town.contacts.add(ada.id, others[2].id, "Dan", "", note=None, show_phone=False)
    await town.contacts.add(ada.id, others[0].id, "Bobby", "", note=None, show_phone=False)
    assert (await town.look(ada, others[0])).name.first == "Bobby"


# --- hidden and unknown numbers -------------------------------------------------------------------------


async def test_who_may_be_found_by_contacts_only_is_found_by_nobody_else(town: Town) -> None:
    ada, bob, eve = await town.settle("Ada"), await town.settle("Bob"), await town.settle("Eve")
    await town.hide(ada, PrivacyKey.FOUND_BY_PHONE, CONTACTS)
    await town.write_down(ada, bob)
    assert await town.contacts.find_by_number(bob.id, ada.phone) == ada.id
    assert await town.import_numbers(eve, ada.phone) == []
    with pytest.raises(NumberNotFound):
        await town.contacts.find_by_number(eve.id, ada.phone)


async def test_hidden_and_unknown_numbers_are_imported_alike_to_the_statement(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    await town.hide(ada, PrivacyKey.FOUND_BY_PHONE, NOBODY)
    traces = []
    for number in (ada.phone, NOBODYS_NUMBER):
        with town.desk.db.count() as statements:
            imported = await town.contacts.bring_in(bob.id, [Card(1, number, "Someone", "")])
        traces.append((imported, statements.statements))
    assert traces[0] == traces[1]
    assert len(traces[0][1]) == 4


async def test_hidden_and_unknown_numbers_are_resolved_alike_to_the_statement(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    await town.hide(ada, PrivacyKey.FOUND_BY_PHONE, NOBODY)
    traces = []
    for number in (ada.phone, NOBODYS_NUMBER):
        with town.desk.db.count() as statements, pytest.raises(NumberNotFound) as refused:
            await town.contacts.find_by_number(bob.id, number)
        traces.append((str(refused.value), statements.statements))
    assert traces[0] == traces[1]
    assert len(traces[0][1]) == 3


async def test_adding_with_a_guessed_number_does_not_tell_whether_the_guess_was_right(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    await town.hide(ada, PrivacyKey.FOUND_BY_PHONE)
    await town.write_down(bob, ada)
    assert await town.import_numbers(bob, ada.phone) == []
    assert (await town.look(bob, ada)).phone is None


async def test_a_hundred_numbers_can_be_resolved_in_a_day(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(A_DAY, Use.NUMBERS_RESOLVED, 2)
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    assert await town.contacts.find_by_number(bob.id, ada.phone) == ada.id
    with pytest.raises(NumberNotFound):
        await town.contacts.find_by_number(bob.id, "not a number")
    with pytest.raises(TryLater):
        await town.contacts.find_by_number(bob.id, ada.phone)


# --- the book -------------------------------------------------------------------------------------------


async def test_showing_ones_number_to_a_new_contact_shows_it_to_nobody_else(town: Town) -> None:
    ada, bob, eve = await town.settle("Ada"), await town.settle("Bob"), await town.settle("Eve")
    await town.hide(ada, PrivacyKey.PHONE, NOBODY)
    await town.contacts.add(ada.id, bob.id, "Bob", "", note=None, show_phone=True)
    assert (await town.look(bob, ada)).phone == ada.phone
    assert (await town.look(eve, ada)).phone is None


async def test_a_line_that_is_written_again_keeps_its_number_and_note(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    await town.import_numbers(ada, bob.phone)
    await town.contacts.annotate(ada.id, bob.id, "owes me a book")
    await town.contacts.add(ada.id, bob.id, "Robert", "", note=None, show_phone=False)
    page = await town.people.full(ada.id, bob.id)
    assert (page.person.name.first, page.person.phone, page.note) == ("Robert", bob.phone, "owes me a book")


async def test_what_cannot_be_written_down_is_refused(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    for person, first, note, error in [
        (bob.id, " ", None, NameEmpty),
        (bob.id, "Bob", "n" * 129, NoteTooLong),
        (ada.id, "Me", None, Oneself),
        (UserId(5), "Nobody", None, UnknownUser),
    ]:
        with pytest.raises(error):
            await town.contacts.add(ada.id, person, first, "", note=note, show_phone=True)
    with pytest.raises(NoContact):
        await town.contacts.annotate(ada.id, bob.id, "unknown to me")
    assert await book(town, ada) == []


async def test_contacts_are_struck_by_person_or_by_the_number_one_typed(town: Town) -> None:
    ada, bob, cid = await town.settle("Ada"), await town.settle("Bob"), await town.settle("Cid")
    await town.import_numbers(ada, bob.phone)
    await town.write_down(ada, cid)
    await town.contacts.remove_by_numbers(ada.id, [cid.phone, bob.phone, "nonsense"])
    assert await book(town, ada) == [(cid.id, False)]
    await town.contacts.remove(ada.id, [cid.id, bob.id])
    assert await book(town, ada) == []


async def test_so_many_numbers_are_struck_at_once_and_no_more(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "IMPORTED_AT_ONCE", 3)
    ada = await town.settle("Ada")
    read = numbers_read(town, monkeypatch)
    await town.contacts.remove_by_numbers(ada.id, [f"9996615{n:03}" for n in range(10_000)])
    assert read == ["9996615000", "9996615001", "9996615002"]


async def test_contacts_are_found_by_the_beginnings_of_their_names(town: Town) -> None:
    ada, bob, cid = await town.settle("Ada"), await town.settle("Bob"), await town.settle("Cid")
    await town.contacts.add(ada.id, bob.id, "Robert", "de la Tour", note=None, show_phone=False)
    await town.usernames.change(bob.id, "bob_the_builder")
    search = town.contacts.search
    for words in ("rob", "TOUR", "bob_the", "tour rob", "Bob"):
        assert await search(ada.id, words, 10) == [bob.id]
    for words in ("obert", "rob%", "cid"):
        assert await search(ada.id, words, 10) == []
    assert await search(cid.id, "rob", 10) == []


# --- keeping people out ---------------------------------------------------------------------------------


async def test_people_are_kept_out_and_let_in_again(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    assert await town.contacts.block(ada.id, bob.id)
    assert not await town.contacts.block(ada.id, bob.id)
    assert await town.contacts.unblock(ada.id, bob.id)
    assert not await town.contacts.unblock(ada.id, bob.id)
    for person, error in [(ada.id, Oneself), (UserId(5), UnknownUser)]:
        with pytest.raises(error):
            await town.contacts.block(ada.id, person)


async def test_a_block_list_is_paged_latest_first(town: Town) -> None:
    ada, *others = [await town.settle(name) for name in ("Ada", "Bob", "Cid", "Dan")]
    for other in others:
        town.desk.clock.advance(60)
        await town.contacts.block(ada.id, other.id)
    contacts: Contacts = town.contacts
    latest = [other.id for other in reversed(others)]
    assert [user for user, _ in (await contacts.blocked(ada.id, 0, 2)).page] == latest[:2]
    rest = await contacts.blocked(ada.id, 2, 2)
    assert ([user for user, _ in rest.page], rest.total) == (latest[2:], 3)
    assert (await contacts.blocked(ada.id, -5, -5)).page == []
