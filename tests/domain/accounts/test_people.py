"""What people see of each other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.domain.accounts import (
    SERVICE,
    AboutTooLong,
    BadBirthday,
    Birthday,
    FirstNameInvalid,
    LastNameInvalid,
    Name,
    NotifyScope,
    NotifySettings,
    PrivacyKey,
    SeenAbout,
    SeenAt,
    Sound,
    Span,
    UnknownUser,
)
from folkmoot.domain.accounts.people import span
from folkmoot.kernel.ids import UserId
from tests.domain.accounts.town import CONTACTS, EVERYBODY, NOBODY, Town

# --- names ----------------------------------------------------------------------------------------------


async def test_everybody_sees_the_name_and_nobody_but_contacts_the_number(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    seen = await town.look(bob, ada)
    assert (seen.name, seen.phone, seen.is_self, seen.is_contact) == (Name("Ada", ""), None, False, False)
    await town.write_down(ada, bob)
    assert (await town.look(bob, ada)).phone == ada.phone


async def test_one_sees_everything_of_oneself(town: Town) -> None:
    ada = await town.settle("Ada")
    for key in PrivacyKey:
        await town.hide(ada, key)
    await town.people.change_profile(ada.id, about="Countess")
    await town.people.set_birthday(ada.id, Birthday(10, 12, 1915))
    page = await town.people.full(ada.id, ada.id)
    assert page.person.is_self
    assert page.person.phone == ada.phone
    assert page.person.presence == SeenAt(town.desk.clock.now())
    assert (page.about, page.birthday) == ("Countess", Birthday(10, 12, 1915))


async def test_a_contact_is_seen_under_the_name_in_the_book(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    await town.contacts.add(bob.id, ada.id, "Countess", "L.", note="met at a ball", show_phone=False)
    seen = await town.look(bob, ada)
    assert (seen.name, seen.is_contact, seen.is_mutual) == (Name("Countess", "L."), True, False)
    assert (await town.look(ada, ada)).name == Name("Ada", "")
    assert (await town.people.full(bob.id, ada.id)).note == "met at a ball"
    await town.write_down(ada, bob)
    assert (await town.look(bob, ada)).is_mutual


async def test_a_name_can_be_changed_in_part(town: Town) -> None:
    ada = await town.settle("Ada")
    assert await town.people.change_profile(ada.id, last="Lovelace")
    assert await town.people.change_profile(ada.id, first="Augusta Ada ", about=" analyst ")
    assert (await town.look(ada, ada)).name == Name("Augusta Ada", "Lovelace")
    assert not await town.people.change_profile(ada.id, about="")
    assert (await town.people.full(ada.id, ada.id)).about == ""


async def test_a_refused_change_changes_nothing(town: Town) -> None:
    ada = await town.settle("Ada")
    for first, last, about, error in [
        ("\u200b ", None, "fine", FirstNameInvalid),
        ("A" * 65, None, "fine", FirstNameInvalid),
        (None, "L" * 65, "fine", LastNameInvalid),
        ("Fine", None, "\N{GRINNING FACE}" * 36, AboutTooLong),
    ]:
        with pytest.raises(error):
            await town.people.change_profile(ada.id, first=first, last=last, about=about)
    page = await town.people.full(ada.id, ada.id)
    assert (page.person.name, page.about) == (Name("Ada", ""), "")
    await town.people.change_profile(ada.id, first="A" * 64, last="L" * 64, about="x" * 70)


async def test_what_no_database_takes_is_left_out_of_texts(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    about = "countess\n\N{WOMAN}\u200d\N{PERSONAL COMPUTER}"
    await town.people.change_profile(ada.id, first="A\0da", about=f"\0{about}")
    await town.contacts.add(bob.id, ada.id, "A\0", "\0", note="\0kind", show_phone=False)
    page = await town.people.full(bob.id, ada.id)
    assert (page.own_name.first, page.about, page.note) == ("Ada", about, "kind")
    assert await town.contacts.search(bob.id, "a\0", 10) == [ada.id]


# --- last seen ------------------------------------------------------------------------------------------


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000)))
def test_spans_follow_each_other_without_a_gap(ago: timedelta) -> None:
    found = span(ago)
    assert ago < found.value
    assert all(ago >= nearer.value for nearer in list(Span)[: list(Span).index(found)])


async def test_who_may_know_sees_the_second_and_others_see_a_span(town: Town) -> None:
    ada, bob, eve = await town.settle("Ada"), await town.settle("Bob"), await town.settle("Eve")
    here = town.desk.clock.now()
    await town.hide(ada, PrivacyKey.LAST_SEEN, CONTACTS)
    await town.write_down(ada, bob)
    for days, vaguely in [
        (1, Span.RECENTLY),
        (4, Span.LAST_WEEK),
        (10, Span.LAST_MONTH),
        (40, Span.LONG_AGO),
    ]:
        town.desk.clock.advance(here + timedelta(days=days) - town.desk.clock.now())
        assert (await town.look(bob, ada)).presence == SeenAt(here)
        assert (await town.look(eve, ada)).presence == SeenAbout(vaguely)


async def test_who_hides_a_time_sees_no_times(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    await town.hide(bob, PrivacyKey.LAST_SEEN)
    assert (await town.look(bob, ada)).presence == SeenAbout(Span.RECENTLY, by_me=True)
    assert (await town.look(ada, bob)).presence == SeenAbout(Span.RECENTLY)
    await town.hide(ada, PrivacyKey.LAST_SEEN)
    assert (await town.look(bob, ada)).presence == SeenAbout(Span.RECENTLY)


async def test_who_hides_from_strangers_only_sees_the_times_of_contacts(town: Town) -> None:
    ada, bob, eve = await town.settle("Ada"), await town.settle("Bob"), await town.settle("Eve")
    await town.hide(bob, PrivacyKey.LAST_SEEN, CONTACTS)
    await town.write_down(bob, ada)
    assert isinstance((await town.look(bob, ada)).presence, SeenAt)
    assert (await town.look(bob, eve)).presence == SeenAbout(Span.RECENTLY, by_me=True)


async def test_the_service_account_is_neither_here_nor_away(town: Town) -> None:
    ada = await town.settle("Ada")
    seen = await town.people.one(ada.id, SERVICE)
    assert (seen.is_service, seen.presence, seen.phone) == (True, None, None)


async def test_being_here_is_written_once_a_minute(town: Town) -> None:
    ada, clock = await town.settle("Ada"), town.desk.clock
    first = clock.now()
    clock.advance(59)
    await town.people.was_here(ada.id)
    assert (await town.look(ada, ada)).presence == SeenAt(first)
    clock.advance(1)
    await town.people.was_here(ada.id)
    assert (await town.look(ada, ada)).presence == SeenAt(first + timedelta(minutes=1))


# --- number, block, page --------------------------------------------------------------------------------


async def test_who_typed_a_number_sees_it_as_long_as_it_holds(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    await town.hide(ada, PrivacyKey.PHONE)
    assert await town.import_numbers(bob, ada.phone) == [ada.id]
    assert (await town.look(bob, ada)).phone == ada.phone
    lookup = town.desk.phones.lookup(town.desk.phones.read("999662 0000"))
    async with town.desk.db.transaction() as conn:
        await conn.execute("UPDATE account SET phone_lookup = $2 WHERE id = $1", ada.id, lookup)
    assert (await town.look(bob, ada)).phone is None


async def test_whom_one_blocks_sees_nothing_that_is_not_public(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    for key in PrivacyKey:
        await town.hide(ada, key, EVERYBODY)
    await town.people.change_profile(ada.id, about="Countess")
    await town.people.set_birthday(ada.id, Birthday(10, 12, None))
    assert await town.contacts.block(ada.id, bob.id)
    page = await town.people.full(bob.id, ada.id)
    assert (page.person.phone, page.person.presence) == (None, SeenAbout(Span.LONG_AGO))
    assert (page.about, page.birthday, page.links_forwards, page.is_blocked) == ("", None, False, False)
    assert (await town.people.full(ada.id, bob.id)).is_blocked


async def test_a_page_shows_what_each_setting_allows(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    await town.people.change_profile(ada.id, about="Countess")
    await town.people.set_birthday(ada.id, Birthday(10, 12, None))
    page = await town.people.full(bob.id, ada.id)
    assert (page.about, page.birthday, page.links_forwards, page.takes_voice) == (
        "Countess",
        None,
        True,
        True,
    )
    await town.write_down(ada, bob)
    for key in (PrivacyKey.ABOUT, PrivacyKey.FORWARDS, PrivacyKey.VOICE_MESSAGES):
        await town.hide(ada, key)
    page = await town.people.full(bob.id, ada.id)
    assert (page.about, page.birthday) == ("", Birthday(10, 12, None))
    assert (page.links_forwards, page.takes_voice) == (False, False)


async def test_a_page_says_whether_the_other_sees_my_number_and_how_i_hear_of_them(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    assert not (await town.people.full(bob.id, ada.id)).sees_viewers_phone
    await town.contacts.accept(bob.id, ada.id)
    quiet = NotifySettings(silent=True, sound=Sound("local", "bell", "bell.ogg"))
    await town.choices.set_notify_settings(bob.id, NotifyScope("user", ada.id), quiet)
    page = await town.people.full(bob.id, ada.id)
    assert page.sees_viewers_phone
    assert page.notify == quiet
    assert (await town.people.full(ada.id, bob.id)).notify == NotifySettings()


async def test_who_hides_read_times_is_known_to(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    await town.choices.prefer(ada.id, hide_read_time=True)
    assert (await town.people.full(bob.id, ada.id)).read_time_private


async def test_people_who_are_not_there_are_unknown(town: Town) -> None:
    ada = await town.settle("Ada")
    for look in (town.people.one, town.people.full):
        with pytest.raises(UnknownUser):
            await look(ada.id, UserId(5))
    assert await town.people.see(ada.id, []) == {}


@pytest.mark.parametrize(
    "day", [(31, 4, None), (29, 2, 2025), (0, 1, None), (1, 13, None), (1, 1, 1800), (25, 11, 2026)]
)
def test_a_birthday_is_a_day_that_was(day: tuple[int, int, int | None]) -> None:
    with pytest.raises(BadBirthday):
        Birthday(*day).check(date(2026, 11, 24))


def test_a_birthday_on_a_leap_day_needs_no_year() -> None:
    Birthday(29, 2, None).check(date(2026, 11, 24))
    Birthday(24, 11, 2026).check(date(2026, 11, 24))


# --- cost -----------------------------------------------------------------------------------------------


async def test_looking_at_many_people_costs_what_looking_at_one_costs(town: Town) -> None:
    crowd = [await town.settle(f"Citizen {n}") for n in range(6)]
    await town.write_down(crowd[0], *crowd[1:])
    for citizen in crowd:
        await town.hide(citizen, PrivacyKey.LAST_SEEN, CONTACTS)
        await town.hide(citizen, PrivacyKey.PHONE, NOBODY)
    costs = []
    for ids in ([], [crowd[1].id], [citizen.id for citizen in crowd]):
        with town.desk.db.count() as statements:
            await town.people.see(crowd[0].id, ids)
        costs.append(len(statements))
    assert costs == [2, 2, 2]


async def test_a_page_costs_three_statements(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    await town.write_down(ada, bob)
    with town.desk.db.count() as statements:
        await town.people.full(ada.id, bob.id)
    assert len(statements) == 3
