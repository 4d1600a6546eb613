"""The end of an account."""

import asyncio
from datetime import timedelta

import pytest

from folkmoot.domain.accounts import (
    BadTtl,
    Birthday,
    NoSuchUsername,
    NotifyScope,
    NotifySettings,
    PasswordWrong,
    PrivacyKey,
    UnknownUser,
)
from folkmoot.storage import Database
from tests.domain.accounts.test_password import Client
from tests.domain.accounts.town import Citizen, Town
from tests.support import TestDatabase

PERSONAL = (
    "contact",
    "blocked",
    "username",
    "privacy_rule",
    "birthday",
    "preference",
    "notify_setting",
    "daily_use",
    "password",
    "authorization_",
)


async def live_fully(town: Town, person: Citizen, other: Citizen) -> None:
    """Leave a trace in every table that has people in it."""
    await town.import_numbers(person, other.phone)
    await town.import_numbers(other, person.phone)
    await town.contacts.block(person.id, other.id)
    await town.contacts.block(other.id, person.id)
    await town.usernames.change(person.id, "lovelace")
    await town.hide(person, PrivacyKey.ABOUT)
    await town.people.set_birthday(person.id, Birthday(10, 12, None))
    await town.choices.prefer(person.id, ttl_days=365)
    await town.choices.set_notify_settings(person.id, NotifyScope("users"), NotifySettings(silent=True))


async def traces(db: Database, person: Citizen) -> list[str]:
    """Return the tables that still name the person."""
    found = []
    async with db.reading() as conn:
        for table in PERSONAL:
            rows = await conn.fetch(f"SELECT to_jsonb(t)::text AS row FROM {table} t")
            if any(str(person.id) in row["row"] for row in rows):
                found.append(table)
    return found


async def test_what_tells_who_somebody_was_goes_at_once(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    await live_fully(town, ada, bob)
    assert set(PERSONAL) - set(await traces(town.desk.db, ada)) == {"password"}
    await town.leaving.delete(ada.id, ada.origin.key, None)
    assert await traces(town.desk.db, ada) == []
    seen = await town.look(bob, ada)
    assert (seen.is_deleted, seen.name.first, seen.phone, seen.username) == (True, "", None, None)
    assert (seen.presence, seen.is_contact) == (None, False)
    with pytest.raises(NoSuchUsername):
        await town.usernames.resolve("lovelace")


async def test_the_other_devices_are_told_and_the_callers_own_is_not(town: Town) -> None:
    ada = await town.settle("Ada")
    second = await town.desk.device()
    await town.desk.sign_in(ada.phone, second)
    await town.leaving.delete(ada.id, ada.origin.key, None)
    assert town.desk.herald.out == [second.key]


async def test_the_number_is_free_for_a_new_account_that_inherits_nothing(
    town: Town, database: TestDatabase
) -> None:
    ada = await town.settle("Ada")
    await town.leaving.delete(ada.id, ada.origin.key, None)
    heir = await town.desk.sign_up(ada.phone, await town.desk.device(), "Heir")
    assert heir.user != ada.id
    vault = await Database.connect(database.vault)
    async with vault.reading() as conn:
        rows = await conn.fetch("SELECT user_id FROM identity.history WHERE class = 'history/number'")
    await vault.close()
    assert [row["user_id"] for row in rows].count(ada.id) == 2, "taken, and given up"


async def test_a_second_password_guards_the_end_as_well(town: Town) -> None:
    ada = await town.settle("Ada")
    client = Client(town.desk, ada.id)
    await client.set(None, "analytical")
    for proof in (None, await client.proof("difference")):
        with pytest.raises(PasswordWrong):
            await town.leaving.delete(ada.id, ada.origin.key, proof)
    await town.leaving.delete(ada.id, ada.origin.key, await client.proof("analytical"))
    assert await traces(town.desk.db, ada) == []


async def test_an_account_ends_once(town: Town) -> None:
    ada = await town.settle("Ada")
    await town.leaving.delete(ada.id, ada.origin.key, None)
    with pytest.raises(UnknownUser):
        await town.leaving.delete(ada.id, ada.origin.key, None)


async def test_accounts_end_when_they_were_left_alone_for_as_long_as_their_owners_said(town: Town) -> None:
    ada, bob, cid = await town.settle("Ada"), await town.settle("Bob"), await town.settle("Cid")
    await town.choices.prefer(ada.id, ttl_days=30)
    await town.choices.prefer(bob.id, ttl_days=365)
    town.desk.clock.advance(timedelta(days=29))
    assert await town.leaving.delete_idle() == 0
    town.desk.clock.advance(timedelta(days=2))
    assert await town.leaving.delete_idle() == 1
    assert (await town.look(bob, ada)).is_deleted
    assert town.desk.herald.out == [ada.origin.key]
    town.desk.clock.advance(timedelta(days=335))
    assert await town.leaving.delete_idle() == 1
    assert (await town.look(cid, bob)).is_deleted
    assert not (await town.look(cid, cid)).is_deleted, "who said nothing has eighteen months"


async def test_two_processes_that_sweep_at_once_delete_an_account_once(town: Town) -> None:
    ada = await town.settle("Ada")
    await town.choices.prefer(ada.id, ttl_days=30)
    town.desk.clock.advance(timedelta(days=31))
    assert sorted(await asyncio.gather(town.leaving.delete_idle(), town.leaving.delete_idle())) == [0, 1]


async def test_a_device_at_work_is_a_sign_of_life(town: Town) -> None:
    ada = await town.settle("Ada")
    await town.choices.prefer(ada.id, ttl_days=30)
    device = (await town.desk.authorizations.list(ada.id))[0].id
    town.desk.clock.advance(timedelta(days=29))
    await town.desk.authorizations.seen(ada.id, device, ada.origin)
    town.desk.clock.advance(timedelta(days=29))
    assert await town.leaving.delete_idle() == 0
    town.desk.clock.advance(timedelta(days=2))
    assert await town.leaving.delete_idle() == 1


async def test_an_account_may_be_left_alone_for_a_month_to_two_years(town: Town) -> None:
    ada = await town.settle("Ada")
    assert (await town.choices.preferences(ada.id)).ttl_days == 548
    for days in (29, 731, -1):
        with pytest.raises(BadTtl):
            await town.choices.prefer(ada.id, ttl_days=days)
    assert (await town.choices.prefer(ada.id, ttl_days=30)).ttl_days == 30
