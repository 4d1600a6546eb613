"""Signing in, passwords and devices, as handlers are called: domain and database are real."""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
import telethon.password
from telethon.tl.types import PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow as TheirAlgo

from folkmoot.api.auth import Auth
from folkmoot.api.caller import Caller, Device
from folkmoot.api.errors import ERRORS, Rpc, spell
from folkmoot.api.password import Algo, Password
from folkmoot.api.peers import Peers
from folkmoot.api.render import Render
from folkmoot.api.sessions import Sessions
from folkmoot.domain.accounts import AppInfo, KnownKey, People, errors
from folkmoot.kernel.errors import Refused, TryLater
from folkmoot.kernel.ids import AuthKeyId, SessionId, UserId
from folkmoot.mtproto import tl
from folkmoot.mtproto.crypto import AuthKey, BindInner, seal_bind_inner
from folkmoot.storage import Database
from tests.domain.accounts.desk import ADA, APP, Desk
from tests.support import ManualClock, SeededChance

TEST_NUMBER, TEST_CODE = "9996621234", "22222"
SESSION = SessionId(77)
MESSAGE = 4 << 32


class Holder:
    """Hears what handlers change about a device, as the gateway does."""

    def __init__(self) -> None:
        self.moves: list[tuple[UserId | None, UserId | None]] = []
        self.bindings: list[KnownKey] = []

    def moved(self, device: Device, before: UserId | None) -> None:
        self.moves.append((device.user, before))

    def bound(self, device: Device, known: KnownKey) -> None:
        self.bindings.append(known)


@dataclass
class Api:
    """The handlers at hand."""

    desk: Desk
    auth: Auth
    password: Password
    sessions: Sessions

    async def caller(self, app: AppInfo | None = APP) -> Caller:
        """A client with a fresh key."""
        origin = await self.desk.device()
        device = Device(origin.key, layer=229, app=app)
        return Caller(device, SESSION, origin.address, origin.port, origin.key)

    async def send_code(self, caller: Caller, number: str = TEST_NUMBER) -> tl.AuthSentCode:
        return await self.auth.send_code(
            caller,
            tl.AuthSendCode(phone_number=number, api_id=1, api_hash="x", settings=tl.CodeSettings()),
        )

    async def sign_in(self, caller: Caller, code: str = TEST_CODE) -> tl.TypeAuthAuthorization:
        sent = await self.send_code(caller)
        return await self.auth.sign_in(
            caller,
            tl.AuthSignIn(phone_number=TEST_NUMBER, phone_code_hash=sent.phone_code_hash, phone_code=code),
        )

    async def signed_up(self) -> Caller:
        """A client of somebody who has just come."""
        caller = await self.caller()
        sent = await self.send_code(caller)
        await self.auth.sign_in(
            caller,
            tl.AuthSignIn(
                phone_number=TEST_NUMBER, phone_code_hash=sent.phone_code_hash, phone_code=TEST_CODE
            ),
        )
        await self.auth.sign_up(
            caller,
            tl.AuthSignUp(
                phone_number=TEST_NUMBER,
                phone_code_hash=sent.phone_code_hash,
                first_name="Ada",
                last_name="Lovelace",
            ),
        )
        return caller

    async def proof(self, caller: Caller, password: str) -> tl.InputCheckPasswordSRP:
        """Answer the challenge as Telethon does."""
        asked = await self.password.get_password(caller, tl.AccountGetPassword())
        theirs = telethon_password(asked)
        made = await asyncio.to_thread(telethon.password.compute_check, theirs, password)
        return tl.InputCheckPasswordSRP(srp_id=made.srp_id, A=made.A, M1=made.M1)

    async def set_password(
        self, caller: Caller, password: str | None, old: tl.TypeInputCheckPasswordSRP | None = None
    ) -> bool:
        asked = await self.password.get_password(caller, tl.AccountGetPassword())
        assert isinstance(asked.new_algo, Algo)
        algo: tl.TypePasswordKdfAlgo = tl.PasswordKdfAlgoUnknown()
        digest = b""
        if password is not None:
            algo = msgspec.structs.replace(asked.new_algo, salt1=asked.new_algo.salt1 + os.urandom(32))
            theirs = TheirAlgo(algo.salt1, algo.salt2, algo.g, algo.p)
            digest = await asyncio.to_thread(telethon.password.compute_digest, theirs, password)
        settings = tl.AccountPasswordInputSettings(new_algo=algo, new_password_hash=digest, hint="h")
        return await self.password.update_password_settings(
            caller,
            tl.AccountUpdatePasswordSettings(
                password=old or tl.InputCheckPasswordEmpty(), new_settings=settings
            ),
        )


def telethon_password(asked: tl.AccountPassword) -> object:
    """What Telethon reads of `account.password`."""
    assert isinstance(asked.current_algo, Algo)

    class Theirs:
        current_algo = TheirAlgo(
            asked.current_algo.salt1, asked.current_algo.salt2, asked.current_algo.g, asked.current_algo.p
        )
        srp_B = asked.srp_B
        srp_id = asked.srp_id

    return Theirs


@pytest.fixture
def api(db: Database, tmp_path: Path, clock: ManualClock, chance: SeededChance) -> Api:
    desk = Desk(db, tmp_path, clock, chance)
    render = Render(People(db, clock, desk.phones), Peers(desk.keyring), clock)
    return Api(
        desk,
        Auth(desk.signing_in, desk.keys, render),
        Password(desk.passwords),
        Sessions(desk.authorizations),
    )


def told(error: Refused) -> str:
    """How the wire spells a refusal."""
    spelled = spell(error)
    assert spelled is not None
    return f"{spelled[0]} {spelled[1]}"


@contextmanager
def refuses(spelled: str) -> Iterator[None]:
    """Expect a refusal by its name on the wire."""
    with pytest.raises(Refused) as caught:
        yield
    assert told(caught.value) == spelled


class TestSigningIn:
    async def test_every_number_is_answered_with_an_sms_of_five_digits(self, api: Api) -> None:
        sent = await api.send_code(await api.caller(), ADA)
        assert sent.type == tl.AuthSentCodeTypeSms(length=5)
        assert (sent.next_type, sent.timeout) == (tl.AuthCodeTypeSms(), 60)

    async def test_the_third_sending_is_the_last_that_is_offered(self, api: Api) -> None:
        caller = await api.caller()
        sent = await api.send_code(caller)
        request = tl.AuthResendCode(phone_number=TEST_NUMBER, phone_code_hash=sent.phone_code_hash)
        assert (await api.auth.resend_code(caller, request)).next_type is not None
        last = await api.auth.resend_code(caller, request)
        assert (last.next_type, last.timeout) == (None, None)
        with refuses("406 SEND_CODE_UNAVAILABLE"):
            await api.auth.resend_code(caller, request)

    async def test_signing_up_answers_with_oneself_and_moves_the_device(self, api: Api) -> None:
        caller = await api.caller()
        holder = caller.device.holder = Holder()
        sent = await api.send_code(caller)
        code = tl.AuthSignIn(
            phone_number="+" + TEST_NUMBER, phone_code_hash=sent.phone_code_hash, phone_code=TEST_CODE
        )
        assert await api.auth.sign_in(caller, code) == tl.AuthAuthorizationSignUpRequired()
        assert caller.device.user is None
        up = tl.AuthSignUp(
            phone_number=TEST_NUMBER, phone_code_hash=sent.phone_code_hash, first_name="Ada", last_name=""
        )
        answer = await api.auth.sign_up(caller, up)
        assert isinstance(answer, tl.AuthAuthorization)
        assert isinstance(answer.user, tl.User)
        assert (answer.user.self_, answer.user.first_name, answer.user.phone) == (True, "Ada", TEST_NUMBER)
        assert holder.moves == [(answer.user.id, None)]
        assert caller.authorization
        for layer in (tl.OLDEST, tl.NEWEST):
            assert isinstance(tl.decode(tl.encode(answer, layer)), tl.AuthAuthorization)

    async def test_a_second_device_signs_in(self, api: Api) -> None:
        first, second = await api.signed_up(), await api.caller()
        answer = await api.sign_in(second)
        assert isinstance(answer, tl.AuthAuthorization)
        assert second.user == first.user

    async def test_refusals_have_telegrams_names(self, api: Api) -> None:
        caller = await api.caller()
        with refuses("400 PHONE_NUMBER_INVALID"):
            await api.send_code(caller, "12")
        with refuses("400 PHONE_CODE_INVALID"):
            await api.sign_in(caller, "11111")
        with refuses("400 PHONE_CODE_EMPTY"):
            await api.sign_in(caller, "")
        with refuses("400 PHONE_CODE_EXPIRED"):
            await api.auth.sign_in(
                caller, tl.AuthSignIn(phone_number=TEST_NUMBER, phone_code_hash="x", phone_code=TEST_CODE)
            )
        sent = await api.send_code(caller)
        cancel = tl.AuthCancelCode(phone_number=TEST_NUMBER, phone_code_hash=sent.phone_code_hash)
        assert await api.auth.cancel_code(caller, cancel) is True
        with refuses("400 PHONE_CODE_EXPIRED"):
            await api.auth.cancel_code(caller, cancel)

    async def test_logging_out_leaves_a_key_that_can_sign_in_again(self, api: Api) -> None:
        caller = await api.signed_up()
        for _ in range(2):
            assert await api.auth.log_out(caller, tl.AuthLogOut()) == tl.AuthLoggedOut()
        with refuses("401 AUTH_KEY_UNREGISTERED"):
            _ = caller.user
        assert isinstance(await api.sign_in(caller), tl.AuthAuthorization)

    async def test_a_code_that_was_given_away_is_made_worthless(self, api: Api) -> None:
        owner, thief = await api.caller(), await api.caller()
        ada = await api.desk.sign_up(ADA, owner.origin)
        owner.device.signed_in(ada.user, ada.authorization.id)
        hash, code = await api.desk.code_for(ADA, thief.origin)
        void = tl.AccountInvalidateSignInCodes(codes=["00000", code])
        assert await api.auth.invalidate_sign_in_codes(owner, void) is True
        with refuses("400 PHONE_CODE_EXPIRED"):
            await api.auth.sign_in(
                thief, tl.AuthSignIn(phone_number=ADA, phone_code_hash=hash, phone_code=code)
            )

    async def test_there_is_one_data_centre_and_there_are_no_bots(self, api: Api) -> None:
        caller = await api.signed_up()
        with refuses("400 DC_ID_INVALID"):
            await api.auth.export_authorization(caller, tl.AuthExportAuthorization(dc_id=2))
        with refuses("400 AUTH_BYTES_INVALID"):
            await api.auth.import_authorization(caller, tl.AuthImportAuthorization(id=1, bytes=b""))
        with refuses("400 ACCESS_TOKEN_INVALID"):
            await api.auth.import_bot_authorization(
                caller, tl.AuthImportBotAuthorization(flags=0, api_id=1, api_hash="", bot_auth_token="1:x")
            )


class TestPasswords:
    async def test_a_password_guards_the_next_sign_in(self, api: Api) -> None:
        owner, second = await api.signed_up(), await api.caller()
        assert await api.set_password(owner, "secret")
        with refuses("401 SESSION_PASSWORD_NEEDED"):
            await api.sign_in(second)
        with refuses("400 PASSWORD_HASH_INVALID"):
            await api.auth.check_password(
                second, tl.AuthCheckPassword(password=await api.proof(second, "guess"))
            )
        answer = await api.auth.check_password(
            second, tl.AuthCheckPassword(password=await api.proof(second, "secret"))
        )
        assert isinstance(answer, tl.AuthAuthorization)
        assert second.user == owner.user

    async def test_what_is_said_of_a_password(self, api: Api) -> None:
        owner = await api.signed_up()
        without = await api.password.get_password(owner, tl.AccountGetPassword())
        assert (without.has_password, without.current_algo, without.hint) == (False, None, None)
        assert len(without.secure_random) == 256
        await api.set_password(owner, "secret")
        with_one = await api.password.get_password(owner, tl.AccountGetPassword())
        assert (with_one.has_password, with_one.has_recovery, with_one.hint) == (True, False, "h")
        assert len(with_one.srp_B or b"") == 256
        for answer in (without, with_one):
            assert tl.decode(tl.encode(answer, tl.OLDEST)) == answer

    async def test_strangers_learn_nothing_of_passwords(self, api: Api) -> None:
        await api.signed_up()
        stranger = await api.caller()
        with refuses("401 AUTH_KEY_UNREGISTERED"):
            await api.password.get_password(stranger, tl.AccountGetPassword())
        with refuses("401 AUTH_KEY_UNREGISTERED"):
            await api.auth.check_password(
                stranger, tl.AuthCheckPassword(password=tl.InputCheckPasswordEmpty())
            )

    async def test_the_settings_are_shown_upon_proof(self, api: Api) -> None:
        owner = await api.signed_up()
        await api.set_password(owner, "secret")
        with refuses("400 PASSWORD_HASH_INVALID"):
            await api.password.get_password_settings(
                owner, tl.AccountGetPasswordSettings(password=tl.InputCheckPasswordEmpty())
            )
        shown = await api.password.get_password_settings(
            owner, tl.AccountGetPasswordSettings(password=await api.proof(owner, "secret"))
        )
        assert shown == tl.AccountPasswordSettings()

    async def test_a_password_is_removed_as_each_client_says_it(self, api: Api) -> None:
        owner = await api.signed_up()
        for own_algo in (False, True):
            await api.set_password(owner, "secret")
            asked = await api.password.get_password(owner, tl.AccountGetPassword())
            settings = tl.AccountPasswordInputSettings(
                new_algo=asked.new_algo if own_algo else tl.PasswordKdfAlgoUnknown(),
                new_password_hash=b"",
                hint="",
            )
            await api.password.update_password_settings(
                owner,
                tl.AccountUpdatePasswordSettings(
                    password=await api.proof(owner, "secret"), new_settings=settings
                ),
            )
            assert not (await api.password.get_password(owner, tl.AccountGetPassword())).has_password
        with refuses("400 NEW_SETTINGS_EMPTY"):
            await api.set_password(owner, None)

    async def test_no_mail_address_is_taken_and_none_recovers(self, api: Api) -> None:
        owner = await api.signed_up()
        with refuses("400 EMAIL_INVALID"):
            await api.password.update_password_settings(
                owner,
                tl.AccountUpdatePasswordSettings(
                    password=tl.InputCheckPasswordEmpty(),
                    new_settings=tl.AccountPasswordInputSettings(email="ada@example.org"),
                ),
            )
        with refuses("400 PASSWORD_RECOVERY_NA"):
            await api.password.recover(owner, tl.AuthRequestPasswordRecovery())
        empty = tl.AccountUpdatePasswordSettings(
            password=tl.InputCheckPasswordEmpty(), new_settings=tl.AccountPasswordInputSettings(email="")
        )
        assert await api.password.update_password_settings(owner, empty) is True


class TestDevices:
    async def test_the_list_marks_the_device_in_hand(self, api: Api) -> None:
        first, second = await api.signed_up(), await api.caller()
        await api.sign_in(second)
        api.desk.live.now[second.device.key_id] = "203.0.113.7"
        listed = await api.sessions.get_authorizations(first, tl.AccountGetAuthorizations())
        assert listed.authorization_ttl_days == 180
        [here] = [each for each in listed.authorizations if each.current]
        [there] = [each for each in listed.authorizations if not each.current]
        assert (here.hash, here.ip, here.country) == (0, "", "")
        assert (there.hash, there.ip) == (second.authorization, "203.0.113.0/24")
        assert (there.device_model, there.system_version, there.app_version, there.api_id) == (
            "PC 64bit",
            "Linux",
            "1.45.0",
            4,
        )

    async def test_another_device_is_ended_by_its_hash_and_by_no_other(self, api: Api) -> None:
        first, second = await api.signed_up(), await api.caller()
        await api.sign_in(second)
        for hash in (0, 1, first.authorization):
            with refuses("400 HASH_INVALID"):
                await api.sessions.reset_authorization(first, tl.AccountResetAuthorization(hash=hash))
        end = tl.AccountResetAuthorization(hash=second.authorization)
        assert await api.sessions.reset_authorization(first, end) is True
        assert api.desk.herald.out == [second.device.key_id]

    async def test_all_others_are_ended(self, api: Api) -> None:
        first = await api.signed_up()
        others = [await api.caller() for _ in range(2)]
        for other in others:
            await api.sign_in(other)
        assert await api.sessions.reset_authorizations(first, tl.AuthResetAuthorizations()) is True
        assert sorted(api.desk.herald.out) == sorted(other.device.key_id for other in others)
        listed = await api.sessions.get_authorizations(first, tl.AccountGetAuthorizations())
        assert [each.current for each in listed.authorizations] == [True]


class TestBinding:
    """auth.bindTempAuthKey: every single thing that the permanent key's holder said must fit the call."""

    @dataclass
    class Keys:
        permanent: AuthKey
        caller: Caller
        expires_at: int

    @pytest.fixture
    async def keys(self, api: Api) -> "TestBinding.Keys":
        desk = api.desk
        permanent, temporary = AuthKey.of(bytes(255) + b"p"), AuthKey.of(bytes(255) + b"t")
        expires_at = int(desk.clock.time()) + 3600
        await desk.keys.add(permanent.key_id, permanent.data, None)
        await desk.keys.add(temporary.key_id, temporary.data, desk.clock.now() + timedelta(hours=2))
        caller = Caller(Device(AuthKeyId(0)), SESSION, "203.0.113.7", 1, temporary.key_id, MESSAGE)
        return TestBinding.Keys(permanent, caller, expires_at)

    def request(
        self, api: Api, keys: Keys, change: Callable[[BindInner], BindInner] = lambda inner: inner
    ) -> tl.AuthBindTempAuthKey:
        true = BindInner(MESSAGE, 42, keys.caller.auth_key, keys.permanent.key_id, SESSION, keys.expires_at)
        said = change(true)
        return tl.AuthBindTempAuthKey(
            perm_auth_key_id=keys.permanent.key_id,
            nonce=42,
            expires_at=keys.expires_at,
            encrypted_message=seal_bind_inner(keys.permanent, said, SeededChance()),
        )

    async def test_a_temporary_key_is_bound_and_may_be_bound_again(self, api: Api, keys: Keys) -> None:
        for _ in range(2):
            assert await api.auth.bind_temp_auth_key(keys.caller, self.request(api, keys)) is True
        known = await api.desk.keys.find(keys.caller.auth_key)
        assert known is not None
        assert known.permanent_id == keys.permanent.key_id
        assert known.expires_at is not None
        assert known.expires_at.timestamp() == keys.expires_at

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("msg_id", MESSAGE + 4),
            ("nonce", 43),
            ("temp_key_id", 1),
            ("permanent_key_id", 1),
            ("temp_session_id", 78),
            ("expires_at", 2_000_000_000),
        ],
    )
    async def test_a_word_that_does_not_fit_binds_nothing(
        self, api: Api, keys: Keys, field: str, value: int
    ) -> None:
        changes: dict[str, Any] = {field: value}
        request = self.request(api, keys, lambda inner: replace(inner, **changes))
        with refuses("400 ENCRYPTED_MESSAGE_INVALID"):
            await api.auth.bind_temp_auth_key(keys.caller, request)

    async def test_a_word_of_another_key_or_none_binds_nothing(self, api: Api, keys: Keys) -> None:
        good = self.request(api, keys)
        for changes in (
            {"encrypted_message": b""},
            {"encrypted_message": good.encrypted_message[:-1] + b"\0"},
            {"encrypted_message": os.urandom(len(good.encrypted_message))},
            {"perm_auth_key_id": 12345},
            {"nonce": 41},
            {"expires_at": keys.expires_at + 1},
        ):
            with refuses("400 ENCRYPTED_MESSAGE_INVALID"):
                await api.auth.bind_temp_auth_key(keys.caller, msgspec.structs.replace(good, **changes))

    async def test_the_right_word_from_another_key_binds_nothing(self, api: Api, keys: Keys) -> None:
        thief = Caller(Device(AuthKeyId(0)), SESSION, "203.0.113.7", 1, AuthKeyId(5), MESSAGE)
        with refuses("400 ENCRYPTED_MESSAGE_INVALID"):
            await api.auth.bind_temp_auth_key(thief, self.request(api, keys))

    async def test_a_permanent_key_cannot_be_bound(self, api: Api, keys: Keys) -> None:
        permanent = keys.permanent.key_id
        keys.caller = Caller(Device(permanent), SESSION, "203.0.113.7", 1, permanent, MESSAGE)
        with refuses("400 TEMP_AUTH_KEY_EMPTY"):
            await api.auth.bind_temp_auth_key(keys.caller, self.request(api, keys))

    async def test_a_key_that_is_bound_elsewhere_stays_there(self, api: Api, keys: Keys) -> None:
        await api.auth.bind_temp_auth_key(keys.caller, self.request(api, keys))
        keys.permanent = AuthKey.of(bytes(255) + b"q")
        await api.desk.keys.add(keys.permanent.key_id, keys.permanent.data, None)
        with refuses("400 TEMP_AUTH_KEY_ALREADY_BOUND"):
            await api.auth.bind_temp_auth_key(keys.caller, self.request(api, keys))


def test_every_refusal_of_signing_in_has_a_name_on_the_wire() -> None:
    refusals = {
        each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Refused)
    }
    assert refusals - {Refused} <= set(ERRORS)
    assert told(TryLater(7)) == "420 FLOOD_WAIT_7"
    assert told(Rpc(400, "X")) == "400 X"
