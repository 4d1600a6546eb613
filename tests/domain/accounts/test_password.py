"""The second password over its whole life, as clients drive it."""

import asyncio
import os
import threading
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import telethon.password
from telethon.tl.types import PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow as Algo

from folkmoot.domain.accounts import (
    GENERATOR,
    PRIME,
    ChallengeUnknown,
    KeyUnknown,
    NewPassword,
    NewSaltInvalid,
    NewSettingsInvalid,
    NothingToSet,
    Origin,
    PasswordChanged,
    PasswordNeeded,
    PasswordWrong,
    Proof,
    SignedIn,
    srp,
)
from folkmoot.kernel.errors import TryLater
from folkmoot.kernel.ids import UserId
from tests.domain.accounts.desk import ADA, BOB, Desk


class Client:
    """Somebody who types passwords into a client of their own; the key derivation is Telethon's."""

    def __init__(self, desk: Desk, user: UserId) -> None:
        self.desk, self.user = desk, user

    async def proof(self, password: str) -> Proof:
        challenge = (await self.desk.passwords.state(self.user)).challenge
        assert challenge is not None
        asked = SimpleNamespace(
            current_algo=Algo(challenge.salt1, challenge.salt2, GENERATOR, PRIME),
            srp_B=challenge.b_public,
            srp_id=challenge.srp_id,
        )
        made = await asyncio.to_thread(telethon.password.compute_check, asked, password)
        return Proof(made.srp_id, made.A, made.M1)

    async def new(self, password: str, hint: str = "") -> NewPassword:
        state = await self.desk.passwords.state(self.user)
        salt1 = state.new_salt1 + os.urandom(32)
        algo = Algo(salt1, state.new_salt2, GENERATOR, PRIME)
        digest = await asyncio.to_thread(telethon.password.compute_digest, algo, password)
        return NewPassword(salt1, state.new_salt2, GENERATOR, PRIME, digest, hint)

    async def set(self, old: str | None, new: str | None, hint: str = "") -> None:
        proof = await self.proof(old) if old else None
        await self.desk.passwords.change(self.user, proof, await self.new(new, hint) if new else None)


@pytest.fixture
async def client(desk: Desk) -> Client:
    """Ada, signed in on one device."""
    return Client(desk, (await desk.sign_up(ADA, await desk.device())).user)


async def half_way(desk: Desk, number: str = ADA) -> Origin:
    """A device that gave a right code and owes the password."""
    phone = await desk.device()
    hash, code = await desk.code_for(number, phone)
    with pytest.raises(PasswordNeeded):
        await desk.signing_in.sign_in(number, hash, code, phone)
    return phone


async def test_a_password_is_set_changed_and_removed(desk: Desk, client: Client) -> None:
    assert (await desk.passwords.state(client.user)).challenge is None
    await client.set(None, "first", hint="  the usual ")
    challenge = (await desk.passwords.state(client.user)).challenge
    assert challenge is not None
    assert challenge.hint == "the usual"
    await client.set("first", "second")
    with pytest.raises(PasswordWrong):
        await client.set("first", "third")
    await client.set("second", None)
    assert (await desk.passwords.state(client.user)).challenge is None
    await desk.sign_in(ADA, await desk.device())


async def test_signing_in_asks_for_the_password(desk: Desk, client: Client) -> None:
    await client.set(None, "secret")
    phone = await half_way(desk)
    assert (await desk.keys.find(phone.key)).user is None
    assert await desk.passwords.owner(None, phone.key) == client.user
    with pytest.raises(PasswordWrong):
        await desk.signing_in.check_password(await client.proof("guess"), phone)
    with pytest.raises(PasswordWrong):
        await desk.signing_in.check_password(None, phone)
    signed_in = await desk.signing_in.check_password(await client.proof("secret"), phone)
    assert signed_in.user == client.user
    assert (await desk.keys.find(phone.key)).authorization == signed_in.authorization.id
    await desk.signing_in.close()
    assert desk.herald.sign_ins == [(client.user, signed_in.authorization)]


async def test_a_password_alone_opens_nothing(desk: Desk, client: Client) -> None:
    await client.set(None, "secret")
    phone = await desk.device()
    with pytest.raises(KeyUnknown):
        await desk.passwords.owner(None, phone.key)
    with pytest.raises(KeyUnknown):
        await desk.signing_in.check_password(await client.proof("secret"), phone)


async def test_a_half_finished_sign_in_is_forgotten_after_half_an_hour(desk: Desk, client: Client) -> None:
    await client.set(None, "secret")
    phone = await half_way(desk)
    desk.clock.advance(timedelta(minutes=30))
    with pytest.raises(KeyUnknown):
        await desk.signing_in.check_password(await client.proof("secret"), phone)


async def test_logging_out_or_ending_the_other_devices_forgets_it_too(desk: Desk, client: Client) -> None:
    await client.set(None, "secret")
    first, second = await half_way(desk), await half_way(desk)
    await desk.signing_in.log_out(first.key)
    listed = await desk.authorizations.list(client.user)
    assert [device.id for device in listed] == [listed[0].id]
    with pytest.raises(KeyUnknown):
        await desk.passwords.owner(None, first.key)
    await desk.authorizations.end_others(client.user, listed[0].id)
    with pytest.raises(KeyUnknown):
        await desk.passwords.owner(None, second.key)


async def test_where_the_password_was_removed_meanwhile_the_code_is_enough(
    desk: Desk, client: Client
) -> None:
    await client.set(None, "secret")
    phone = await half_way(desk)
    proof = await client.proof("secret")
    await client.set("secret", None)
    with pytest.raises(PasswordChanged):
        await desk.signing_in.check_password(proof, phone)
    assert (await desk.signing_in.check_password(None, phone)).user == client.user


async def test_setting_a_password_ends_no_device(desk: Desk, client: Client) -> None:
    await desk.sign_in(ADA, await desk.device())
    await client.set(None, "secret")
    assert len(await desk.authorizations.list(client.user)) == 2


async def test_several_challenges_hold_at_once_in_every_process(desk: Desk, client: Client) -> None:
    await client.set(None, "secret")
    proofs = [await client.proof("secret") for _ in range(3)]
    assert len({proof.srp_id for proof in proofs}) == 3
    elsewhere = Desk.__new__(Desk)
    elsewhere.__dict__.update(desk.__dict__)
    elsewhere.passwords = type(desk.passwords)(desk.db, desk.keyring, desk.clock, desk.passwords._chance)
    for proof in proofs:
        assert await elsewhere.passwords.prove(client.user, proof)


async def test_a_challenge_ends_after_ten_minutes(desk: Desk, client: Client) -> None:
    await client.set(None, "secret")
    proof = await client.proof("secret")
    desk.clock.advance(timedelta(minutes=10, seconds=1))
    with pytest.raises(ChallengeUnknown):
        await desk.passwords.prove(client.user, proof)


@pytest.mark.parametrize("srp_id", [0, 1, -1, -(2**63), 2**63 - 1])
async def test_a_challenge_that_was_never_given_is_told(desk: Desk, client: Client, srp_id: int) -> None:
    await client.set(None, "secret")
    proof = await client.proof("secret")
    with pytest.raises(ChallengeUnknown):
        await desk.passwords.prove(client.user, Proof(srp_id, proof.a_public, proof.m1))


async def test_a_made_up_challenge_id_of_now_proves_nothing(desk: Desk, client: Client) -> None:
    await client.set(None, "secret")
    proof = await client.proof("secret")
    with pytest.raises(PasswordWrong):
        await desk.passwords.prove(client.user, Proof(proof.srp_id ^ 1, proof.a_public, proof.m1))


async def test_one_accounts_proof_is_worth_nothing_for_another(desk: Desk, client: Client) -> None:
    bob = Client(desk, (await desk.sign_up(BOB, await desk.device(), "Bob")).user)
    await client.set(None, "secret")
    await bob.set(None, "secret")
    with pytest.raises((PasswordWrong, PasswordChanged)):
        await desk.passwords.prove(bob.user, await client.proof("secret"))


async def test_a_proof_of_the_password_before_is_told_as_such(desk: Desk, client: Client) -> None:
    await client.set(None, "first")
    proof = await client.proof("first")
    await client.set("first", "second")
    with pytest.raises(PasswordChanged):
        await desk.passwords.prove(client.user, proof)


async def test_five_wrong_passwords_an_hour_and_then_wait(desk: Desk, client: Client) -> None:
    await client.set(None, "secret")
    for _ in range(5):
        with pytest.raises(PasswordWrong):
            await desk.passwords.prove(client.user, await client.proof("guess"))
    desk.clock.advance(timedelta(minutes=15))
    with pytest.raises(TryLater) as refused:
        await desk.passwords.prove(client.user, await client.proof("secret"))
    assert refused.value.seconds == 45 * 60
    desk.clock.advance(timedelta(minutes=45))
    assert await desk.passwords.prove(client.user, await client.proof("secret"))


async def test_wrong_passwords_at_the_same_moment_are_all_counted(desk: Desk, client: Client) -> None:
    await client.set(None, "secret")
    proof = await client.proof("guess")
    outcomes = await asyncio.gather(
        *(desk.passwords.prove(client.user, proof) for _ in range(12)), return_exceptions=True
    )
    assert sum(isinstance(each, PasswordWrong) for each in outcomes) == 5
    assert sum(isinstance(each, TryLater) for each in outcomes) == 7


async def test_a_right_password_forgives_earlier_slips(desk: Desk, client: Client) -> None:
    await client.set(None, "secret")
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(PasswordWrong):
                await desk.passwords.prove(client.user, await client.proof("guess"))
        await desk.passwords.prove(client.user, await client.proof("secret"))


async def test_of_two_changes_at_once_one_wins_and_the_other_is_told(desk: Desk, client: Client) -> None:
    await client.set(None, "secret")
    proofs = [await client.proof("secret") for _ in range(2)]
    news = [await client.new("one"), await client.new("two")]
    outcomes = await asyncio.gather(
        *(desk.passwords.change(client.user, *each) for each in zip(proofs, news, strict=True)),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in outcomes) == ["NoneType", "PasswordChanged"]
    await client.set("one" if outcomes[0] is None else "two", None)


async def test_of_two_first_passwords_at_once_one_wins(desk: Desk, client: Client) -> None:
    news = [await client.new("one"), await client.new("two")]
    outcomes = await asyncio.gather(
        *(desk.passwords.change(client.user, None, new) for new in news), return_exceptions=True
    )
    assert outcomes.count(None) == 1
    assert sum(isinstance(each, PasswordChanged | PasswordWrong) for each in outcomes) == 1


async def test_a_sign_in_does_not_slip_through_a_change(desk: Desk, client: Client) -> None:
    await client.set(None, "first")
    phone = await half_way(desk)
    proof, real = await client.proof("first"), desk.passwords.prove

    async def proved_then_changed(user: UserId, proof: Proof | None) -> int | None:
        version = await real(user, proof)
        desk.passwords.prove = real  # type: ignore[method-assign]
        await client.set("first", "second")
        return version

    desk.passwords.prove = proved_then_changed  # type: ignore[method-assign]
    with pytest.raises(PasswordChanged):
        await desk.signing_in.check_password(proof, phone)
    assert (await desk.keys.find(phone.key)).user is None


async def test_a_sign_in_does_not_slip_through_the_end_of_all_others(
    desk: Desk, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    await client.set(None, "secret")
    [current] = await desk.authorizations.list(client.user)
    phone = await half_way(desk)
    admit, endings = desk.signing_in._admit, list[asyncio.Task[None]]()

    async def ended_meanwhile(*args: Any) -> SignedIn:
        endings.append(asyncio.create_task(desk.authorizations.end_others(client.user, current.id)))
        await asyncio.wait(endings, timeout=0.3)  # time enough, unless it waits for us
        return await admit(*args)

    monkeypatch.setattr(desk.signing_in, "_admit", ended_meanwhile)
    await desk.signing_in.check_password(await client.proof("secret"), phone)
    await asyncio.gather(*endings)
    assert [each.key for each in await desk.authorizations.list(client.user)] == [current.key]
    assert desk.herald.out == [phone.key]


async def test_there_is_nothing_to_remove_where_nothing_is(desk: Desk, client: Client) -> None:
    with pytest.raises(NothingToSet):
        await desk.passwords.change(client.user, None, None)


async def test_a_new_password_must_be_made_as_we_asked(desk: Desk, client: Client) -> None:
    good = await client.new("secret")
    salt1 = good.salt1[:8]

    def altered(**changes: object) -> NewPassword:
        fields = ("salt1", "salt2", "g", "p", "verifier", "hint")
        return NewPassword(**{**{name: getattr(good, name) for name in fields}, **changes})

    for bad in (salt1, salt1 + bytes(15), b"x" * 8 + bytes(32), salt1 + bytes(129)):
        with pytest.raises(NewSaltInvalid):
            await desk.passwords.change(client.user, None, altered(salt1=bad))
    for changes in (
        {"salt2": bytes(16)},
        {"g": 2},
        {"p": PRIME[:-1] + b"\0"},
        {"verifier": b"\1"},
        {"verifier": bytes(256)},
        {"verifier": b"\1" * 257},
        {"hint": "h" * 256},
    ):
        with pytest.raises(NewSettingsInvalid):
            await desk.passwords.change(client.user, None, altered(**changes))
    await desk.passwords.change(client.user, None, good)


async def test_a_proof_is_checked_beside_the_loop(
    desk: Desk, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    await client.set(None, "secret")
    proof = await client.proof("secret")
    where: list[int] = []
    proves = srp.proves

    def seen(*args: Any) -> bool:
        where.append(threading.get_ident())
        return proves(*args)

    monkeypatch.setattr(srp, "proves", seen)
    await desk.passwords.prove(client.user, proof)
    assert where
    assert threading.get_ident() not in where


async def test_the_database_holds_neither_verifier_nor_hint(desk: Desk, client: Client) -> None:
    new = await client.new("secret", hint="my usual")
    await desk.passwords.change(client.user, None, new)
    async with desk.db.reading() as conn:
        row = await conn.fetchrow("SELECT verifier, hint FROM password")
    assert new.verifier not in row["verifier"]
    assert b"usual" not in row["hint"]
