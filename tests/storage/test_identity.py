"""The whole way of an identity: the messenger seals and forgets, the vault reads and opens."""

from datetime import UTC, date, datetime, timedelta, timezone

import asyncpg
import pytest

from folkmoot.evidence.envelope import CannotUnseal, Class, Label, unseal
from folkmoot.evidence.records import Number, NumberEvent, SignIn, Subscriber, decode
from folkmoot.kernel.ids import UserId
from folkmoot.storage import Database, IdentityLog, NoKeyForToday, PublicKeys
from folkmoot.vault.keys import PrivateKeys, keygen

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
ADA, BOB = UserId(1), UserId(2)


@pytest.fixture
def keys(tmp_path):
    keygen(tmp_path / "vault", tmp_path / "keys.json", TODAY, days_ahead=1)
    return PrivateKeys(tmp_path / "vault")


@pytest.fixture
def log(keys, tmp_path):
    return IdentityLog(PublicKeys.load(tmp_path / "keys.json"))


@pytest.fixture
async def vault(database):
    opened = await Database.connect(database.vault)
    async with opened.reading() as connection:
        yield connection
    await opened.close()


async def test_the_vault_opens_what_the_messenger_sealed(db, log, keys, vault):
    async with db.transaction() as connection:
        await log.sign_in(connection, ADA, "203.0.113.9", 50123, NOON, "Pixel 9, Android 16, 11.4")
        await log.number(connection, ADA, "+15550100", NOON, NumberEvent.TAKEN)
        await log.subscriber(connection, ADA, "+15550100")

    sign_in, number = await vault.fetch("SELECT * FROM identity.history ORDER BY class DESC")
    opened = unseal(sign_in["sealed"], keys.history(TODAY), Label.of_day(Class.SIGN_IN, ADA, TODAY))
    assert decode(opened, SignIn) == SignIn("203.0.113.9", 50123, NOON, "Pixel 9, Android 16, 11.4")
    opened = unseal(number["sealed"], keys.history(TODAY), Label.of_day(Class.NUMBER, ADA, TODAY))
    assert decode(opened, Number) == Number("+15550100", NOON, NumberEvent.TAKEN)
    row = await vault.fetchrow("SELECT * FROM identity.subscriber")
    label = Label(Class.SUBSCRIBER, ADA, row["key_name"])
    opened = unseal(row["sealed"], keys.subscriber(row["key_name"]), label)
    assert decode(opened, Subscriber) == Subscriber("+15550100")


async def test_rows_that_were_moved_to_another_user_class_or_day_do_not_open(db, log, keys, vault):
    async with db.transaction() as connection:
        await log.sign_in(connection, ADA, "203.0.113.9", 50123, NOON, "Pixel 9")
    sealed = await vault.fetchval("SELECT sealed FROM identity.history")
    tomorrow = TODAY + timedelta(1)
    for key_day, label in [
        (TODAY, Label.of_day(Class.SIGN_IN, BOB, TODAY)),
        (TODAY, Label.of_day(Class.NUMBER, ADA, TODAY)),
        (TODAY, Label.of_day(Class.SIGN_IN, ADA, tomorrow)),
        (tomorrow, Label.of_day(Class.SIGN_IN, ADA, TODAY)),
        (tomorrow, Label.of_day(Class.SIGN_IN, ADA, tomorrow)),
    ]:
        with pytest.raises(CannotUnseal):
            unseal(sealed, keys.history(key_day), label)


async def test_the_rows_show_nobody_an_address_a_number_or_an_hour(db, log, database):
    async with db.transaction() as connection:
        await log.sign_in(connection, ADA, "203.0.113.9", 50123, NOON, "Pixel 9")
        await log.subscriber(connection, ADA, "+15550100")
    owner = await asyncpg.connect(database.admin)
    seen = str(await owner.fetch("TABLE identity.history")) + str(
        await owner.fetch("TABLE identity.subscriber")
    )
    await owner.close()
    for part in ("203.0.113", "50123", "Pixel", "5550100", "12:30"):
        assert part not in seen


async def test_a_row_belongs_to_its_day_in_utc(db, log, vault):
    late = datetime(2026, 11, 25, 1, 0, tzinfo=timezone(timedelta(hours=2)))
    async with db.transaction() as connection:
        await log.sign_in(connection, ADA, "203.0.113.9", 50123, late, "Pixel 9")
    assert await vault.fetchval("SELECT epoch FROM identity.history") == TODAY


async def test_each_record_costs_one_statement(db, log):
    with db.count() as count:
        async with db.transaction() as connection:
            await log.sign_in(connection, ADA, "203.0.113.9", 50123, NOON, "Pixel 9")
            await log.subscriber(connection, ADA, "+15550100")
    assert len(count) == 2


async def test_without_a_key_for_the_day_nothing_is_written(db, log, vault):
    async def sign_in_later():
        async with db.transaction() as connection:
            await log.subscriber(connection, ADA, "+15550100")
            await log.sign_in(connection, ADA, "203.0.113.9", 50123, NOON + timedelta(9), "Pixel 9")

    with pytest.raises(NoKeyForToday):
        await sign_in_later()
    assert await vault.fetchval("SELECT count(*) FROM identity.subscriber") == 0
