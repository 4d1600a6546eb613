"""account.*, as far as it is about the second password; auth.checkPassword is in auth.py."""

from __future__ import annotations

import msgspec

from folkmoot.domain.accounts import GENERATOR, PRIME, NewPassword, Passwords, Proof
from folkmoot.mtproto import tl

from .caller import Caller
from .dispatch import serves
from .errors import Rpc

Algo = tl.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow


class Password:
    """Asking about, setting and removing the second password."""

    def __init__(self, passwords: Passwords) -> None:
        self._passwords = passwords

    @serves(tl.AccountGetPassword, signed_out=True)
    async def get_password(self, caller: Caller, request: tl.AccountGetPassword) -> tl.AccountPassword:
        """Also for whoever has just been told SESSION_PASSWORD_NEEDED."""
        owner = await self._passwords.owner(caller.device.user, caller.device.key_id)
        state = await self._passwords.state(owner)
        plain = tl.AccountPassword(
            new_algo=_algo(state.new_salt1, state.new_salt2),
            new_secure_algo=tl.SecurePasswordKdfAlgoPBKDF2HMACSHA512iter100000(salt=state.new_secure_salt),
            secure_random=state.randomness,
        )
        if state.challenge is None:
            return plain
        return msgspec.structs.replace(
            plain,
            has_password=True,
            current_algo=_algo(state.challenge.salt1, state.challenge.salt2),
            srp_B=state.challenge.b_public,
            srp_id=state.challenge.srp_id,
            hint=state.challenge.hint or None,
        )

    @serves(tl.AccountGetPasswordSettings)
    async def get_password_settings(
        self, caller: Caller, request: tl.AccountGetPasswordSettings
    ) -> tl.AccountPasswordSettings:
        """There is nothing behind the password but the password: no mail address, no passport data."""
        await self._passwords.prove(caller.user, proof(request.password))
        return tl.AccountPasswordSettings()

    @serves(tl.AccountUpdatePasswordSettings)
    async def update_password_settings(
        self, caller: Caller, request: tl.AccountUpdatePasswordSettings
    ) -> bool:
        settings, old = request.new_settings, proof(request.password)
        self._passwords.check_mail(settings.email or "")
        if settings.new_algo is None:
            await self._passwords.prove(caller.user, old)
        else:
            await self._passwords.change(caller.user, old, _new_password(settings.new_algo, settings))
        return True

    @serves(tl.AuthRequestPasswordRecovery, signed_out=True)
    @serves(tl.AuthCheckRecoveryPassword, signed_out=True)
    @serves(tl.AuthRecoverPassword, signed_out=True)
    async def recover(
        self,
        caller: Caller,
        request: tl.AuthRequestPasswordRecovery | tl.AuthCheckRecoveryPassword | tl.AuthRecoverPassword,
    ) -> bool:
        """There is no mail address to recover a password by."""
        raise Rpc(400, "PASSWORD_RECOVERY_NA")


def proof(given: tl.TypeInputCheckPasswordSRP) -> Proof | None:
    """Return the proof of a password that a request carries, None when it carries none."""
    if isinstance(given, tl.InputCheckPasswordSRP):
        return Proof(given.srp_id, given.A, given.M1)
    return None


def _new_password(
    algo: tl.TypePasswordKdfAlgo, settings: tl.AccountPasswordInputSettings
) -> NewPassword | None:
    """Return the password to set; None, to remove the old one, when there is no hash of a new one."""
    if not settings.new_password_hash:
        return None
    if not isinstance(algo, Algo):
        raise Rpc(400, "NEW_SETTINGS_INVALID")
    return NewPassword(
        algo.salt1, algo.salt2, algo.g, algo.p, settings.new_password_hash, settings.hint or ""
    )


def _algo(salt1: bytes, salt2: bytes) -> Algo:
    return Algo(salt1=salt1, salt2=salt2, g=GENERATOR, p=PRIME)
