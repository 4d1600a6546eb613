"""Auth keys, the devices behind them, and what is kept of where they are."""

from datetime import UTC, datetime, timedelta

import pytest

from folkmoot.domain.accounts import (
    AppInfo,
    AuthKeys,
    AuthorizationUnknown,
    Origin,
    Swept,
    TempKeyTaken,
    TempKeyUnknown,
    key_store,
    sweep,
)
from folkmoot.evidence.envelope import Class, Label, unseal
from folkmoot.evidence.records import Number, NumberEvent, SignIn, Subscriber, decode
from folkmoot.kernel.ids import AuthKeyId, AuthorizationId, UserId
from folkmoot.storage import CannotOpen, Database, Keyring
from tests.domain.accounts.desk import ADA, APP, BOB, Desk, moved
from tests.support import TestDatabase

KEY, TEMP, OTHER = AuthKeyId(-(2**63)), AuthKeyId(2**63 - 1), AuthKeyId(7)
SOON = timedelta(hours=1)


class Vault:
    """Reads what was sealed, with the vault's own role and keys."""

    def __init__(self, desk: Desk, vault: Database) -> None:
        self.desk, self.vault = desk, vault

    async def history(self, user: UserId, kind: type = SignIn) -> list:
        class_ = Class.SIGN_IN if kind is SignIn else Class.NUMBER
        async with self.vault.reading() as conn:
            rows = await conn.fetch(
                "SELECT epoch, sealed FROM identity.history WHERE user_id = $1 AND class = $2",
                user,
                class_.value,
            )
        return [
            decode(
                unseal(
                    row["sealed"],
                    self.desk.sealing.days[row["epoch"]],
                    Label.of_day(class_, user, row["epoch"]),
                ),
                kind,
            )
            for row in rows
        ]

    async def number(self, user: UserId) -> str:
        async with self.vault.reading() as conn:
            row = await conn.fetchrow(
                "SELECT key_name, sealed FROM identity.subscriber WHERE user_id = $1", user
            )
        label = Label(Class.SUBSCRIBER, user, row["key_name"])
        return decode(unseal(row["sealed"], self.desk.sealing.subscriber, label), Subscriber).phone


@pytest.fixture
async def vault(desk: Desk, database: TestDatabase):
    opened = await Database.connect(database.vault, max_size=2)
    yield Vault(desk, opened)
    await opened.close()


class TestKeys:
    async def test_a_key_comes_back_as_it_was_and_lies_sealed(self, desk: Desk) -> None:
        key = bytes(range(256))
        assert await desk.keys.add(KEY, key, None)
        known = await desk.keys.find(KEY)
        assert (known.key, known.expires_at, known.permanent_id) == (key, None, None)
        assert (known.user, known.authorization, known.layer, known.app) == (None, None, 0, None)
        async with desk.db.reading() as conn:
            assert key not in await conn.fetchval("SELECT sealed FROM auth_key")

    async def test_another_keyring_opens_no_session(self, desk: Desk) -> None:
        await desk.keys.add(KEY, bytes(256), None)
        with pytest.raises(CannotOpen):
            await AuthKeys(desk.db, Keyring(b"x" * 32), desk.clock).find(KEY)

    async def test_an_id_that_is_taken_changes_nothing(self, desk: Desk) -> None:
        await desk.keys.add(KEY, bytes(256), None)
        assert not await desk.keys.add(KEY, b"x" * 256, None)
        assert (await desk.keys.find(KEY)).key == bytes(256)

    async def test_what_the_client_said_of_itself_is_kept_and_trimmed(self, desk: Desk) -> None:
        await desk.keys.add(KEY, bytes(256), None)
        await desk.keys.remember_app(KEY, 200, AppInfo(4, "x\n" * 9999, "\u202eLinux", "1", "en", "", "en"))
        known = await desk.keys.find(KEY)
        assert known.layer == 200
        assert known.app.system_version == "Linux"
        assert len(known.app.device_model) <= 128
        assert "\n" not in known.app.device_model
        await desk.keys.remember_app(KEY, 229, None)
        assert (await desk.keys.find(KEY)).app == known.app

    async def test_a_destroyed_key_takes_its_device_and_its_temporary_keys_along(self, desk: Desk) -> None:
        phone = await desk.device()
        await desk.sign_up(ADA, phone)
        await desk.keys.add(TEMP, bytes(256), desk.clock.now() + SOON)
        await desk.keys.bind(TEMP, phone.key, desk.clock.now() + SOON)
        await desk.keys.destroy(phone.key)
        assert await desk.keys.find(phone.key) is None
        assert await desk.keys.find(TEMP) is None
        assert await desk.count("authorization_") == 0


class TestTemporaryKeys:
    async def test_a_bound_key_stands_for_the_permanent_one(self, desk: Desk) -> None:
        phone = await desk.device()
        ada = await desk.sign_up(ADA, phone)
        await desk.keys.add(TEMP, b"t" * 256, desk.clock.now() + SOON)
        bound = await desk.keys.bind(TEMP, phone.key, desk.clock.now() + 2 * SOON)
        assert bound == await desk.keys.find(TEMP)
        assert (bound.key, bound.permanent_id, bound.user) == (b"t" * 256, phone.key, ada.user)
        assert (bound.layer, bound.app) == (229, APP)
        assert bound.expires_at == desk.clock.now() + SOON

    async def test_binding_can_shorten_a_keys_life_and_be_repeated(self, desk: Desk) -> None:
        await desk.keys.add(KEY, bytes(256), None)
        await desk.keys.add(TEMP, bytes(256), desk.clock.now() + SOON)
        until = desk.clock.now() + SOON / 2
        for _ in range(2):
            assert (await desk.keys.bind(TEMP, KEY, until)).expires_at == until

    async def test_a_key_that_has_ended_is_unknown(self, desk: Desk) -> None:
        await desk.keys.add(KEY, bytes(256), None)
        await desk.keys.add(TEMP, bytes(256), desk.clock.now() + SOON)
        desk.clock.advance(SOON)
        assert await desk.keys.find(TEMP) is None
        with pytest.raises(TempKeyUnknown):
            await desk.keys.bind(TEMP, KEY, desk.clock.now() + SOON)

    async def test_a_bound_key_cannot_be_bound_to_another(self, desk: Desk) -> None:
        for key in (KEY, OTHER):
            await desk.keys.add(key, bytes(256), None)
        await desk.keys.add(TEMP, bytes(256), desk.clock.now() + SOON)
        await desk.keys.bind(TEMP, KEY, desk.clock.now() + SOON)
        with pytest.raises(TempKeyTaken):
            await desk.keys.bind(TEMP, OTHER, desk.clock.now() + SOON)

    async def test_only_a_temporary_key_is_bound_and_only_to_a_permanent_one(self, desk: Desk) -> None:
        for key, expires in ((KEY, None), (TEMP, desk.clock.now() + SOON), (OTHER, desk.clock.now() + SOON)):
            await desk.keys.add(key, bytes(256), expires)
        for temporary, permanent in ((KEY, KEY), (TEMP, OTHER), (TEMP, AuthKeyId(99)), (AuthKeyId(98), KEY)):
            with pytest.raises(TempKeyUnknown):
                await desk.keys.bind(temporary, permanent, desk.clock.now() + SOON)


class TestDevices:
    async def test_the_list_shows_what_runs_where_and_no_address(self, desk: Desk) -> None:
        first, second = await desk.device(), await desk.device()
        ada = await desk.sign_up(ADA, first)
        desk.clock.advance(60)
        later = await desk.sign_in(ADA, second)
        await desk.sign_up(BOB, await desk.device(), "Bob")
        desk.live.now[second.key] = "203.0.113.7"
        listed = await desk.authorizations.list(ada.user)
        assert [(each.id, each.network, each.app) for each in listed] == [
            (later.authorization.id, "203.0.113.0/24", APP),
            (ada.authorization.id, "", APP),
        ]

    @pytest.mark.parametrize(
        ("address", "network"),
        [
            ("2001:db8:1:2::3", "2001:db8:1::/48"),
            ("::ffff:203.0.113.7", "203.0.113.0/24"),
            ("127.0.0.1", "127.0.0.0/24"),
            ("unix", ""),
        ],
    )
    async def test_an_address_shows_as_its_network(self, desk: Desk, address: str, network: str) -> None:
        phone = await desk.device()
        ada = await desk.sign_up(ADA, phone)
        desk.live.now[phone.key] = address
        assert (await desk.authorizations.list(ada.user))[0].network == network

    async def test_another_device_is_ended_and_told(self, desk: Desk) -> None:
        first, second = await desk.device(), await desk.device()
        ada, again = await desk.sign_up(ADA, first), await desk.sign_in(ADA, second)
        await desk.authorizations.end(ada.user, ada.authorization.id, again.authorization.id)
        assert desk.herald.out == [second.key]
        assert (await desk.keys.find(second.key)).user is None
        assert (await desk.keys.find(first.key)).user == ada.user

    async def test_nobody_ends_the_device_in_their_hand_or_somebody_elses(self, desk: Desk) -> None:
        ada = await desk.sign_up(ADA, await desk.device())
        bob = await desk.sign_up(BOB, await desk.device(), "Bob")
        for ended in (ada.authorization.id, bob.authorization.id, AuthorizationId(1)):
            with pytest.raises(AuthorizationUnknown):
                await desk.authorizations.end(ada.user, ada.authorization.id, ended)
        assert desk.herald.out == []

    async def test_all_others_are_ended_at_once(self, desk: Desk) -> None:
        phones = [await desk.device() for _ in range(4)]
        ada = await desk.sign_up(ADA, phones[0])
        for phone in phones[1:]:
            await desk.sign_in(ADA, phone)
        bob = await desk.sign_up(BOB, await desk.device(), "Bob")
        await desk.authorizations.end_others(ada.user, ada.authorization.id)
        assert sorted(desk.herald.out) == sorted(phone.key for phone in phones[1:])
        assert [each.id for each in await desk.authorizations.list(ada.user)] == [ada.authorization.id]
        assert len(await desk.authorizations.list(bob.user)) == 1


class TestSealing:
    async def test_signing_up_seals_from_where_and_with_which_number(self, desk: Desk, vault: Vault) -> None:
        ada = await desk.sign_up(ADA, await desk.device("203.0.113.7", port=50123))
        now = desk.clock.now()
        assert await vault.history(ada.user) == [SignIn("203.0.113.7", 50123, now, "PC 64bit, Linux, 1.45.0")]
        assert await vault.history(ada.user, Number) == [Number("4915112345678", now, NumberEvent.TAKEN)]
        assert await vault.number(ada.user) == "4915112345678"

    async def test_every_sign_in_is_sealed(self, desk: Desk, vault: Vault) -> None:
        ada = await desk.sign_up(ADA, await desk.device("203.0.113.7"))
        await desk.sign_in(ADA, await desk.device("198.51.100.2"))
        assert {each.address for each in await vault.history(ada.user)} == {"203.0.113.7", "198.51.100.2"}

    async def test_without_a_key_for_today_nobody_signs_in_and_the_code_still_holds(self, desk: Desk) -> None:
        phone = await desk.device()
        hash, code = await desk.code_for(ADA, phone)
        await desk.signing_in.sign_in(ADA, hash, code, phone)
        days = dict(desk.sealing.public._keys.history)
        desk.sealing.public._keys.history.clear()  # type: ignore[attr-defined]
        with pytest.raises(Exception, match="no key for 2026-11-24"):
            await desk.signing_in.sign_up(ADA, hash, "Ada", "", phone)
        assert await desk.count("account WHERE phone_lookup IS NOT NULL") == 0
        desk.sealing.public._keys.history.update(days)  # type: ignore[attr-defined]
        await desk.signing_in.sign_up(ADA, hash, "Ada", "", phone)


class TestSeen:
    @pytest.fixture
    async def phone(self, desk: Desk) -> Origin:
        return await desk.device("203.0.113.7")

    async def test_a_days_first_use_of_an_address_is_sealed_and_no_second(
        self, desk: Desk, vault: Vault, phone: Origin
    ) -> None:
        ada = await desk.sign_up(ADA, phone)
        for address in ("203.0.113.7", "203.0.113.8", "203.0.113.7", "203.0.113.8"):
            await desk.authorizations.seen(ada.user, ada.authorization.id, moved(phone, address))
        assert len(await vault.history(ada.user)) == 1 + 2
        desk.clock.advance(timedelta(days=1))
        await desk.authorizations.seen(ada.user, ada.authorization.id, phone)
        assert len(await vault.history(ada.user)) == 1 + 3

    async def test_activity_is_written_once_a_minute(self, desk: Desk, phone: Origin) -> None:
        ada = await desk.sign_up(ADA, phone)
        desk.clock.advance(120)
        await desk.authorizations.seen(ada.user, ada.authorization.id, phone)
        with desk.db.count() as count:
            for _ in range(59):
                desk.clock.advance(1)
                await desk.authorizations.seen(ada.user, ada.authorization.id, phone)
        assert len(count) == 0
        assert (await desk.authorizations.list(ada.user))[0].active_at == datetime(
            2026, 11, 24, 12, 2, tzinfo=UTC
        )
        desk.clock.advance(1)
        await desk.authorizations.seen(ada.user, ada.authorization.id, phone)
        assert (await desk.authorizations.list(ada.user))[0].active_at == desk.clock.now()

    async def test_what_could_not_be_written_is_tried_again(
        self, desk: Desk, vault: Vault, phone: Origin
    ) -> None:
        ada = await desk.sign_up(ADA, phone)
        real, desk.authorizations._db = desk.authorizations._db, None  # type: ignore[assignment]
        with pytest.raises(AttributeError):
            await desk.authorizations.seen(ada.user, ada.authorization.id, phone)
        desk.authorizations._db = real
        await desk.authorizations.seen(ada.user, ada.authorization.id, phone)
        assert len(await vault.history(ada.user)) == 2


class TestSweeping:
    async def test_ended_and_idle_keys_and_old_codes_go(self, desk: Desk) -> None:
        signed_in, signed_out, ended = await desk.device(), await desk.device(), AuthKeyId(5)
        await desk.keys.add(ended, bytes(256), desk.clock.now() + SOON)
        ada = await desk.sign_up(ADA, signed_in)
        await desk.sign_in(ADA, signed_out)
        await desk.signing_in.log_out(signed_out.key)
        assert await sweep(desk.db, desk.clock.now()) == Swept(codes=0, devices=0, keys=0)
        desk.clock.advance(timedelta(hours=1, minutes=1))
        assert (await sweep(desk.db, desk.clock.now())).keys == 1
        desk.clock.advance(timedelta(days=6))
        assert await sweep(desk.db, desk.clock.now()) == Swept(codes=2, devices=0, keys=0)
        desk.clock.advance(timedelta(days=1))
        assert await sweep(desk.db, desk.clock.now()) == Swept(codes=0, devices=0, keys=1)
        assert await desk.keys.find(signed_out.key) is None
        assert (await desk.keys.find(signed_in.key)).user == ada.user

    async def test_a_key_of_which_nothing_has_come_goes_within_hours(self, desk: Desk) -> None:
        silent, unbound, bound = AuthKeyId(5), AuthKeyId(6), AuthKeyId(7)
        in_a_month = desk.clock.now() + timedelta(days=30)
        phone = await desk.device()
        await desk.sign_up(ADA, phone)
        await desk.keys.add(silent, bytes(256), None)
        for key in (unbound, bound):
            await desk.keys.add(key, bytes(256), in_a_month)
        await desk.keys.bind(bound, phone.key, in_a_month)
        desk.clock.advance(timedelta(hours=2, minutes=1))
        assert (await sweep(desk.db, desk.clock.now())).keys == 2
        assert await desk.keys.find(silent) is None
        assert await desk.keys.find(unbound) is None
        assert await desk.keys.find(bound) is not None

    async def test_a_key_with_which_nobody_ever_signed_in_goes_after_a_day(self, desk: Desk) -> None:
        stranger = await desk.device()  # its client said what it is, and no more
        desk.clock.advance(timedelta(hours=23))
        assert (await sweep(desk.db, desk.clock.now())).keys == 0
        desk.clock.advance(timedelta(hours=1, minutes=1))
        assert (await sweep(desk.db, desk.clock.now())).keys == 1
        assert await desk.keys.find(stranger.key) is None

    async def test_who_owes_the_password_keeps_the_key(self, desk: Desk) -> None:
        ada = await desk.sign_up(ADA, await desk.device())
        await desk.keys.add(OTHER, bytes(256), None)
        desk.clock.advance(timedelta(hours=3))
        async with desk.db.transaction() as conn:
            await key_store.set_pending(conn, OTHER, ada.user, desk.clock.now() + SOON / 2)
        assert (await sweep(desk.db, desk.clock.now())).keys == 0

    async def test_a_device_that_nobody_used_for_half_a_year_is_signed_out(self, desk: Desk) -> None:
        used, forgotten = await desk.device(), await desk.device()
        ada = await desk.sign_up(ADA, used)
        await desk.sign_in(ADA, forgotten)
        desk.clock.advance(timedelta(days=179))
        await desk.authorizations.seen(ada.user, ada.authorization.id, used)
        desk.clock.advance(timedelta(days=2))
        assert (await sweep(desk.db, desk.clock.now())).devices == 1
        assert [each.key for each in await desk.authorizations.list(ada.user)] == [used.key]

    async def test_a_device_that_was_just_ended_keeps_its_key_to_hear_of_it(self, desk: Desk) -> None:
        first, second = await desk.device(), await desk.device()
        ada, again = await desk.sign_up(ADA, first), await desk.sign_in(ADA, second)
        desk.clock.advance(timedelta(days=30))
        await desk.authorizations.end(ada.user, ada.authorization.id, again.authorization.id)
        await sweep(desk.db, desk.clock.now())
        assert (await desk.keys.find(second.key)).user is None
