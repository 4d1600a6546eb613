"""From a phone number to a signed-in device."""

import asyncio
import threading
from datetime import timedelta

import pytest

from folkmoot.domain.accounts import (
    SERVICE,
    CodeEmpty,
    CodeExpired,
    CodeInvalid,
    CodeNotSent,
    CodeRules,
    FirstNameInvalid,
    KeyUnknown,
    LastNameInvalid,
    NoFurtherSends,
    NoSms,
    NumberTaken,
    Phone,
    PhoneInvalid,
    Rate,
    SignedIn,
    SignUpRequired,
)
from folkmoot.domain.accounts.codes import CodeMaker
from folkmoot.kernel.errors import TryLater
from tests.domain.accounts.desk import ADA, BOB, Desk

TEST_NUMBER = "+99966 2 1234"


def another(code: str) -> str:
    """A wrong code."""
    return f"{(int(code) + 1) % 100000:05}"


async def test_a_new_number_is_asked_for_a_name_and_then_has_an_account(desk: Desk) -> None:
    phone = await desk.device()
    hash, code = await desk.code_for(ADA, phone)
    assert await desk.signing_in.sign_in(ADA, hash, code, phone) == SignUpRequired()
    signed_in = await desk.signing_in.sign_up(ADA, hash, " Ada ", "Lovelace", phone)
    async with desk.db.reading() as conn:
        row = await conn.fetchrow("SELECT * FROM account WHERE id = $1", signed_in.user)
    assert (row["first_name"], row["last_name"], row["is_bot"]) == ("Ada", "Lovelace", False)
    assert desk.phones.open(row["phone_online"], signed_in.user) == "4915112345678"
    known = await desk.keys.find(phone.key)
    assert (known.user, known.authorization) == (signed_in.user, signed_in.authorization.id)


async def test_a_known_number_signs_in_without_a_name(desk: Desk) -> None:
    ada = await desk.sign_up(ADA, await desk.device())
    again = await desk.sign_in("0049"[2:] + "15112345678", await desk.device())
    assert again.user == ada.user
    assert again.authorization.id != ada.authorization.id


async def test_ids_tell_neither_order_nor_number_and_fit_every_client(desk: Desk) -> None:
    first = await desk.sign_up(ADA, await desk.device())
    second = await desk.sign_up(BOB, await desk.device())
    assert abs(first.user - second.user) > 1000
    assert all(10**10 <= each.user < 10**12 for each in (first, second))


async def test_an_id_that_is_taken_is_drawn_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = await desk.sign_up(ADA, await desk.device())
    bobs = await desk.device()
    hash, code = await desk.code_for(BOB, bobs)
    await desk.signing_in.sign_in(BOB, hash, code, bobs)
    draws = iter([ada.user - 10**10, ada.user - 10**10, 5, 99])
    monkeypatch.setattr(desk.signing_in._chance, "below", lambda limit: next(draws))
    assert (await desk.signing_in.sign_up(BOB, hash, "Bob", "", bobs)).user == 10**10 + 5


async def test_nobody_can_sign_in_to_the_service_account(desk: Desk) -> None:
    async with desk.db.reading() as conn:
        row = await conn.fetchrow("SELECT first_name, phone_lookup FROM account WHERE id = $1", SERVICE)
    assert (row["first_name"], row["phone_lookup"]) == ("Folkmoot", None)


class TestWhatStrangersLearn:
    """Until a code is confirmed, a known number looks like any other."""

    async def test_asking_for_a_code_answers_alike_and_costs_the_same_statements(self, desk: Desk) -> None:
        await desk.sign_up(ADA, await desk.device())
        stranger = await desk.device("198.51.100.1")
        with desk.db.count() as for_known:
            known = await desk.signing_in.send_code(ADA, stranger)
        with desk.db.count() as for_unknown:
            unknown = await desk.signing_in.send_code(BOB, stranger)
        assert for_known.statements == for_unknown.statements
        assert len(for_known) == 4
        assert (known.length, known.timeout, known.again) == (unknown.length, unknown.timeout, unknown.again)
        assert len(known.hash) == len(unknown.hash)
        assert [phone for phone, _ in desk.sms.sent][-2:] == ["4915112345678", "12025550123"]

    async def test_sending_again_answers_alike_and_costs_the_same_statements(self, desk: Desk) -> None:
        await desk.sign_up(ADA, await desk.device())
        stranger = await desk.device("198.51.100.1")
        hashes = {number: (await desk.code_for(number, stranger))[0] for number in (ADA, BOB)}
        counts = []
        for number, hash in hashes.items():
            with desk.db.count() as count:
                sent = await desk.signing_in.resend(number, hash, stranger)
            counts.append((count.statements, sent.again, sent.timeout))
        assert counts[0] == counts[1]

    async def test_a_wrong_code_is_refused_alike_and_costs_the_same_statements(self, desk: Desk) -> None:
        await desk.sign_up(ADA, await desk.device())
        stranger = await desk.device("198.51.100.1")
        counts = []
        for number in (ADA, BOB):
            hash, code = await desk.code_for(number, stranger)
            with desk.db.count() as count, pytest.raises(CodeInvalid):
                await desk.signing_in.sign_in(number, hash, another(code), stranger)
            counts.append(count.statements)
        assert counts[0] == counts[1]

    async def test_signing_up_unconfirmed_is_refused_alike(self, desk: Desk) -> None:
        await desk.sign_up(ADA, await desk.device())
        stranger = await desk.device("198.51.100.1")
        for number in (ADA, BOB):
            hash, _ = await desk.code_for(number, stranger)
            with pytest.raises(CodeInvalid):
                await desk.signing_in.sign_up(number, hash, "Eve", "", stranger)

    async def test_the_answer_does_not_wait_for_the_other_devices(self, desk: Desk) -> None:
        await desk.sign_up(ADA, await desk.device())
        told = asyncio.Event()

        async def slowly(user: int, code: str) -> None:
            await told.wait()

        desk.herald.code_requested = slowly  # type: ignore[method-assign]
        await asyncio.wait_for(desk.signing_in.send_code(ADA, await desk.device()), 5)
        told.set()
        await desk.signing_in.close()


class TestCodes:
    async def test_a_code_comes_by_sms_and_to_the_other_devices(self, desk: Desk) -> None:
        ada = await desk.sign_up(ADA, await desk.device())
        assert desk.herald.codes == []
        await desk.signing_in.send_code(ADA, await desk.device())
        await desk.signing_in.close()
        assert desk.herald.codes == [(ada.user, desk.sms.last_code)]

    async def test_a_lost_herald_loses_no_code(self, desk: Desk) -> None:
        await desk.sign_up(ADA, await desk.device())

        async def broken(user: int, code: str) -> None:
            raise RuntimeError(code)

        desk.herald.code_requested = broken  # type: ignore[method-assign]
        assert (await desk.sign_in(ADA, await desk.device())).user
        await desk.signing_in.close()

    async def test_the_code_of_a_test_number_is_known_and_never_sent(self, desk: Desk) -> None:
        phone = await desk.device()
        sent = await desk.signing_in.send_code(TEST_NUMBER, phone)
        assert desk.sms.sent == []
        with pytest.raises(CodeInvalid):
            await desk.signing_in.sign_in(TEST_NUMBER, sent.hash, "11111", phone)
        assert await desk.signing_in.sign_in(TEST_NUMBER, sent.hash, "22222", phone) == SignUpRequired()

    async def test_a_code_with_a_space_in_it_is_the_same_code(self, desk: Desk) -> None:
        phone = await desk.device()
        hash, code = await desk.code_for(ADA, phone)
        assert await desk.signing_in.sign_in(ADA, hash, f" {code[:3]} {code[3:]}", phone) == SignUpRequired()

    async def test_no_code_at_all_is_told_and_costs_no_try(self, desk: Desk) -> None:
        phone = await desk.device()
        hash, code = await desk.code_for(ADA, phone)
        for _ in range(10):
            with pytest.raises(CodeEmpty):
                await desk.signing_in.sign_in(ADA, hash, " ", phone)
        await desk.signing_in.sign_in(ADA, hash, code, phone)

    async def test_after_five_wrong_codes_the_right_one_is_refused_too(self, desk: Desk) -> None:
        phone = await desk.device()
        hash, code = await desk.code_for(ADA, phone)
        for _ in range(5):
            with pytest.raises(CodeInvalid):
                await desk.signing_in.sign_in(ADA, hash, another(code), phone)
        with pytest.raises(CodeExpired):
            await desk.signing_in.sign_in(ADA, hash, code, phone)

    async def test_guesses_at_the_same_moment_are_all_counted(self, desk: Desk) -> None:
        phone = await desk.device()
        hash, code = await desk.code_for(ADA, phone)
        guesses = [f"{n:05}" for n in range(20) if f"{n:05}" != code]
        outcomes = await asyncio.gather(
            *(desk.signing_in.sign_in(ADA, hash, guess, phone) for guess in guesses), return_exceptions=True
        )
        assert sum(isinstance(each, CodeInvalid) for each in outcomes) == 5
        assert sum(isinstance(each, CodeExpired) for each in outcomes) == len(guesses) - 5

    async def test_fifteen_wrong_codes_a_day_are_all_that_a_number_takes(self, desk: Desk) -> None:
        phone = await desk.device()
        codes = [await desk.code_for(ADA, phone) for _ in range(4)]
        for hash, code in codes[:3]:
            for _ in range(5):
                with pytest.raises(CodeInvalid):
                    await desk.signing_in.sign_in(ADA, hash, another(code), phone)
        with pytest.raises(CodeExpired):
            await desk.signing_in.sign_in(ADA, *codes[3], phone)
        with pytest.raises(TryLater):
            await desk.signing_in.send_code(ADA, phone)
        desk.clock.advance(timedelta(days=1))
        await desk.sign_up(ADA, phone)

    async def test_a_code_expires(self, desk: Desk) -> None:
        phone = await desk.device()
        hash, code = await desk.code_for(ADA, phone)
        desk.clock.advance(timedelta(minutes=5))
        with pytest.raises(CodeExpired):
            await desk.signing_in.sign_in(ADA, hash, code, phone)

    async def test_a_confirmed_code_waits_longer_for_the_name_but_not_for_ever(self, desk: Desk) -> None:
        phone = await desk.device()
        hash, code = await desk.code_for(ADA, phone)
        await desk.signing_in.sign_in(ADA, hash, code, phone)
        desk.clock.advance(timedelta(minutes=14))
        with pytest.raises(FirstNameInvalid):
            await desk.signing_in.sign_up(ADA, hash, "\u200b ", "", phone)
        with pytest.raises(LastNameInvalid):
            await desk.signing_in.sign_up(ADA, hash, "Ada", "l" * 65, phone)
        desk.clock.advance(timedelta(minutes=1))
        with pytest.raises(CodeExpired):
            await desk.signing_in.sign_up(ADA, hash, "Ada", "", phone)

    async def test_a_code_helps_only_the_device_that_asked_and_only_for_its_number(self, desk: Desk) -> None:
        phone, other = await desk.device(), await desk.device()
        hash, code = await desk.code_for(ADA, phone)
        for number, given_hash, origin in ((ADA, hash, other), (BOB, hash, phone), (ADA, "", phone)):
            with pytest.raises(CodeExpired):
                await desk.signing_in.sign_in(number, given_hash, code, origin)

    async def test_a_cancelled_code_is_worthless(self, desk: Desk) -> None:
        phone = await desk.device()
        hash, code = await desk.code_for(ADA, phone)
        await desk.signing_in.cancel(ADA, hash, phone)
        with pytest.raises(CodeExpired):
            await desk.signing_in.cancel(ADA, hash, phone)
        with pytest.raises(CodeExpired):
            await desk.signing_in.sign_in(ADA, hash, code, phone)

    async def test_codes_that_somebody_gave_away_are_worthless(self, desk: Desk) -> None:
        ada = await desk.sign_up(ADA, await desk.device())
        phone = await desk.device()
        (lost, code), (kept, other) = [await desk.code_for(ADA, phone) for _ in range(2)]
        await desk.signing_in.void(ada.user, ["", "nonsense", f"{code[:2]}-{code[2:]}"])
        with pytest.raises(CodeExpired):
            await desk.signing_in.sign_in(ADA, lost, code, phone)
        await desk.signing_in.sign_in(ADA, kept, other, phone)

    async def test_a_long_list_of_given_codes_costs_no_more_than_a_short_one(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ada = await desk.sign_up(ADA, await desk.device())
        phone = await desk.device()
        hash, code = await desk.code_for(ADA, phone)
        made, computed = CodeMaker.code, list[bytes]()

        def counted(maker: CodeMaker, seed: bytes, lookup: bytes) -> str:
            computed.append(seed)
            return made(maker, seed, lookup)

        monkeypatch.setattr(CodeMaker, "code", counted)
        await desk.signing_in.void(ada.user, ["nonsense"] * 20 + [code])
        assert len(computed) == 1
        await desk.signing_in.sign_in(ADA, hash, code, phone)  # only the first twenty are looked at

    async def test_a_number_is_read_beside_the_loop(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read, threads = desk.phones.read, list[int]()

        def noted(text: str) -> Phone:
            threads.append(threading.get_ident())
            return read(text)

        monkeypatch.setattr(desk.phones, "read", noted)
        await desk.signing_in.send_code(ADA, await desk.device())
        assert len(threads) == 1
        assert threading.get_ident() not in threads

    async def test_a_used_code_is_worthless(self, desk: Desk) -> None:
        await desk.sign_up(ADA, await desk.device())
        phone = await desk.device()
        hash, code = await desk.code_for(ADA, phone)
        await desk.signing_in.sign_in(ADA, hash, code, phone)
        with pytest.raises(CodeExpired):
            await desk.signing_in.sign_in(ADA, hash, code, phone)

    async def test_a_code_that_is_used_twice_at_once_signs_in_once(self, desk: Desk) -> None:
        await desk.sign_up(ADA, await desk.device())
        phone = await desk.device()
        hash, code = await desk.code_for(ADA, phone)
        outcomes = await asyncio.gather(
            *(desk.signing_in.sign_in(ADA, hash, code, phone) for _ in range(4)), return_exceptions=True
        )
        assert sum(isinstance(each, SignedIn) for each in outcomes) == 1
        assert sum(isinstance(each, CodeExpired) for each in outcomes) == 3

    async def test_the_database_holds_neither_code_nor_number(self, desk: Desk) -> None:
        await desk.sign_up(ADA, await desk.device())
        _, code = await desk.code_for(ADA, await desk.device())
        async with desk.db.reading() as conn:
            rows = [
                str(dict(row))
                for table in ("account", "sign_in_code", "auth_key", "authorization_")
                for row in await conn.fetch(f"SELECT * FROM {table}")
            ]
        assert not any(secret in row for row in rows for secret in (f"'{code}'", "15112345678", "203.0.113"))


class TestSendingAgain:
    async def test_the_same_code_comes_again_and_still_holds(self, desk: Desk) -> None:
        phone = await desk.device()
        hash, code = await desk.code_for(ADA, phone)
        assert (await desk.signing_in.resend(ADA, hash, phone)).hash == hash
        assert desk.sms.last_code == code
        await desk.signing_in.sign_in(ADA, hash, code, phone)

    async def test_a_code_is_sent_three_times_at_most(self, desk: Desk) -> None:
        phone = await desk.device()
        hash, _ = await desk.code_for(ADA, phone)
        assert (await desk.signing_in.resend(ADA, hash, phone)).again
        assert not (await desk.signing_in.resend(ADA, hash, phone)).again
        with pytest.raises(NoFurtherSends):
            await desk.signing_in.resend(ADA, hash, phone)
        assert len(desk.sms.sent) == 3

    async def test_an_expired_or_foreign_code_is_not_sent_again(self, desk: Desk) -> None:
        phone = await desk.device()
        hash, _ = await desk.code_for(ADA, phone)
        with pytest.raises(CodeExpired):
            await desk.signing_in.resend(ADA, hash, await desk.device())
        desk.clock.advance(timedelta(minutes=5))
        with pytest.raises(CodeExpired):
            await desk.signing_in.resend(ADA, hash, phone)


class TestLimits:
    async def test_ten_codes_a_day_go_to_one_number_whoever_asks(self, desk: Desk) -> None:
        for n in range(10):
            await desk.signing_in.send_code(ADA, await desk.device(f"198.51.100.{n}"))
        desk.clock.advance(timedelta(hours=23))
        with pytest.raises(TryLater) as refused:
            await desk.signing_in.send_code(ADA, await desk.device("198.51.100.99"))
        assert refused.value.seconds == 3600
        await desk.signing_in.send_code(BOB, await desk.device())
        desk.clock.advance(timedelta(hours=1))
        await desk.signing_in.send_code(ADA, await desk.device())

    async def test_codes_asked_for_at_the_same_moment_are_all_counted(self, desk: Desk) -> None:
        phones = [await desk.device(f"198.51.100.{n}") for n in range(15)]
        outcomes = await asyncio.gather(
            *(desk.signing_in.send_code(ADA, phone) for phone in phones), return_exceptions=True
        )
        assert sum(isinstance(each, TryLater) for each in outcomes) == 5

    async def test_one_address_cannot_ask_for_codes_to_many_numbers(self, desk: Desk) -> None:
        phone, neighbour = await desk.device("2001:db8::1"), await desk.device("2001:db8::2")
        for n in range(30):
            await desk.signing_in.send_code(f"+4915112345{n:03}", phone)
        with pytest.raises(TryLater):
            await desk.signing_in.send_code("+4915112345999", neighbour)
        await desk.signing_in.send_code("+4915112345999", await desk.device("2001:db8:0:1::1"))

    async def test_the_whole_server_sends_so_many_and_no_more(
        self, desk: Desk, tmp_path, clock, chance
    ) -> None:
        small = Desk(desk.db, tmp_path, clock, chance, rules=CodeRules(overall_burst=2, overall_per_second=1))
        for n in range(2):
            await small.signing_in.send_code(f"+491511234567{n}", await desk.device(f"198.51.100.{n}"))
        with pytest.raises(TryLater):
            await small.signing_in.send_code(BOB, await desk.device("198.51.100.9"))
        await small.signing_in.send_code(TEST_NUMBER, await desk.device("198.51.100.9"))

    async def test_test_numbers_have_a_wide_limit_of_their_own(
        self, desk: Desk, tmp_path, clock, chance
    ) -> None:
        rules = CodeRules(address_burst=1, sends_per_test_number=Rate(3, timedelta(minutes=10)))
        small = Desk(desk.db, tmp_path, clock, chance, rules=rules)
        phone = await desk.device()
        for _ in range(3):
            await small.signing_in.send_code(TEST_NUMBER, phone)
        with pytest.raises(TryLater):
            await small.signing_in.send_code(TEST_NUMBER, phone)
        clock.advance(timedelta(minutes=10))
        await small.signing_in.send_code(TEST_NUMBER, phone)

    async def test_a_gateway_that_is_down_is_told_and_not_counted(self, desk: Desk) -> None:
        phone = await desk.device()
        hash, code = await desk.code_for(ADA, phone)
        desk.sms.down = True
        for n in range(12):
            with pytest.raises(CodeNotSent):
                await desk.signing_in.send_code(ADA, await desk.device(f"198.51.100.{n}"))
        with pytest.raises(CodeNotSent):
            await desk.signing_in.resend(ADA, hash, phone)
        desk.sms.down = False
        assert (await desk.signing_in.resend(ADA, hash, phone)).again
        await desk.signing_in.sign_in(ADA, hash, code, phone)

    async def test_a_code_that_was_not_sent_is_shown_to_no_device(self, desk: Desk) -> None:
        await desk.sign_up(ADA, await desk.device())
        phone = await desk.device()
        hash, _ = await desk.code_for(ADA, phone)
        await desk.signing_in.close()
        shown = list(desk.herald.codes)
        desk.sms.down = True
        with pytest.raises(CodeNotSent):
            await desk.signing_in.send_code(ADA, phone)
        with pytest.raises(CodeNotSent):
            await desk.signing_in.resend(ADA, hash, phone)
        await desk.signing_in.close()
        assert desk.herald.codes == shown

    async def test_without_sms_a_code_comes_to_the_other_devices_and_nobody_sees_who_has_some(
        self, desk: Desk
    ) -> None:
        ada = await desk.sign_up(ADA, await desk.device())
        desk.signing_in._sms = NoSms()
        phone = await desk.device()
        known, unknown = [await desk.signing_in.send_code(number, phone) for number in (ADA, BOB)]
        assert (known.length, known.timeout, known.again) == (unknown.length, unknown.timeout, unknown.again)
        await desk.signing_in.close()
        [(user, code)] = desk.herald.codes
        assert user == ada.user
        assert (await desk.signing_in.sign_in(ADA, known.hash, code, phone)).user == ada.user

    async def test_no_transaction_is_open_while_an_sms_is_under_way(self, desk: Desk) -> None:
        async def while_sending(phone: str, text: str) -> None:
            async with desk.db.transaction() as conn:
                assert (
                    await conn.fetchval(
                        "SELECT count(*) FROM pg_stat_activity"
                        " WHERE state LIKE 'idle in transaction%' AND datname = current_database()"
                    )
                    == 0
                )

        desk.sms.send = while_sending  # type: ignore[method-assign]
        await desk.signing_in.send_code(ADA, await desk.device())


class TestOneNumberOneAccount:
    async def test_two_sign_ups_at_once_give_one_account(self, desk: Desk) -> None:
        phones = [await desk.device(), await desk.device()]
        codes = [await desk.code_for(ADA, phone) for phone in phones]
        for phone, (hash, code) in zip(phones, codes, strict=True):
            await desk.signing_in.sign_in(ADA, hash, code, phone)
        outcomes = await asyncio.gather(
            *(
                desk.signing_in.sign_up(ADA, hash, "Ada", "", phone)
                for phone, (hash, _) in zip(phones, codes, strict=True)
            ),
            return_exceptions=True,
        )
        assert sorted(type(each).__name__ for each in outcomes) == ["NumberTaken", "SignedIn"]
        assert await desk.count("account WHERE phone_lookup IS NOT NULL") == 1

    async def test_who_was_slower_can_still_sign_in_with_the_same_code(self, desk: Desk) -> None:
        slow = await desk.device()
        hash, code = await desk.code_for(ADA, slow)
        await desk.signing_in.sign_in(ADA, hash, code, slow)
        ada = await desk.sign_up(ADA, await desk.device())
        with pytest.raises(NumberTaken):
            await desk.signing_in.sign_up(ADA, hash, "Ada", "", slow)
        assert (await desk.signing_in.sign_in(ADA, hash, code, slow)).user == ada.user

    async def test_a_number_that_is_none_is_refused_everywhere(self, desk: Desk) -> None:
        phone = await desk.device()
        for verb in (
            desk.signing_in.send_code("12", phone),
            desk.signing_in.resend("12", "", phone),
            desk.signing_in.cancel("12", "", phone),
            desk.signing_in.sign_in("12", "", "1", phone),
            desk.signing_in.sign_up("12", "", "A", "", phone),
        ):
            with pytest.raises(PhoneInvalid):
                await verb


class TestDevices:
    async def test_the_other_devices_hear_of_a_new_one(self, desk: Desk) -> None:
        ada = await desk.sign_up(ADA, await desk.device())
        second = await desk.sign_in(ADA, await desk.device())
        await desk.signing_in.close()
        assert desk.herald.sign_ins == [(ada.user, second.authorization)]

    async def test_a_device_belongs_to_who_signed_in_last(self, desk: Desk) -> None:
        await desk.sign_up(BOB, await desk.device(), "Bob")
        phone = await desk.device()
        await desk.sign_up(ADA, phone)
        bob = await desk.sign_in(BOB, phone)
        assert (await desk.keys.find(phone.key)).user == bob.user
        assert await desk.count("authorization_") == 2

    async def test_a_device_that_logged_out_can_sign_in_again_with_the_same_key(self, desk: Desk) -> None:
        phone = await desk.device()
        ada = await desk.sign_up(ADA, phone)
        await desk.signing_in.log_out(phone.key)
        known = await desk.keys.find(phone.key)
        assert (known.user, known.authorization) == (None, None)
        assert (await desk.sign_in(ADA, phone)).user == ada.user

    async def test_a_destroyed_key_signs_nobody_in(self, desk: Desk) -> None:
        await desk.sign_up(ADA, await desk.device())
        phone = await desk.device()
        hash, code = await desk.code_for(ADA, phone)
        await desk.keys.destroy(phone.key)
        with pytest.raises(KeyUnknown):
            await desk.signing_in.sign_in(ADA, hash, code, phone)
