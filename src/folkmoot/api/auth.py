"""auth.*: codes, signing up, in and out, and temporary keys."""

from __future__ import annotations

from datetime import UTC, datetime

from folkmoot.domain.accounts import AuthKeys, CodeSent, SignedIn, SigningIn, SignUpRequired
from folkmoot.kernel.errors import Malformed
from folkmoot.kernel.ids import AuthKeyId
from folkmoot.mtproto import tl
from folkmoot.mtproto.crypto import AuthKey, BindInner, bind_inner

from .caller import Caller
from .dispatch import serves
from .errors import Rpc
from .password import proof
from .render import Render

BINDING_INVALID = (400, "ENCRYPTED_MESSAGE_INVALID")


class Auth:
    """The namespace `auth`, but for what the owner does to other devices (sessions.py)."""

    def __init__(self, signing_in: SigningIn, keys: AuthKeys, render: Render) -> None:
        self._signing_in = signing_in
        self._keys = keys
        self._render = render

    # --- codes ---------------------------------------------------------------------------------------------

    @serves(tl.AuthSendCode, signed_out=True)
    async def send_code(self, caller: Caller, request: tl.AuthSendCode) -> tl.AuthSentCode:
        """`api_id` and `api_hash` are of no meaning here: whoever runs a server lets every client in."""
        return _sent(await self._signing_in.send_code(request.phone_number, caller.origin))

    @serves(tl.AuthResendCode, signed_out=True)
    async def resend_code(self, caller: Caller, request: tl.AuthResendCode) -> tl.AuthSentCode:
        return _sent(
            await self._signing_in.resend(request.phone_number, request.phone_code_hash, caller.origin)
        )

    @serves(tl.AuthCancelCode, signed_out=True)
    async def cancel_code(self, caller: Caller, request: tl.AuthCancelCode) -> bool:
        await self._signing_in.cancel(request.phone_number, request.phone_code_hash, caller.origin)
        return True

    @serves(tl.AccountInvalidateSignInCodes)
    async def invalidate_sign_in_codes(
        self, caller: Caller, request: tl.AccountInvalidateSignInCodes
    ) -> bool:
        await self._signing_in.void(caller.user, request.codes)
        return True

    # --- in and out ----------------------------------------------------------------------------------------

    @serves(tl.AuthSignIn, signed_out=True)
    async def sign_in(self, caller: Caller, request: tl.AuthSignIn) -> tl.TypeAuthAuthorization:
        outcome = await self._signing_in.sign_in(
            request.phone_number, request.phone_code_hash, request.phone_code or "", caller.origin
        )
        if isinstance(outcome, SignUpRequired):
            return tl.AuthAuthorizationSignUpRequired()
        return await self._signed_in(caller, outcome)

    @serves(tl.AuthSignUp, signed_out=True)
    async def sign_up(self, caller: Caller, request: tl.AuthSignUp) -> tl.TypeAuthAuthorization:
        return await self._signed_in(
            caller,
            await self._signing_in.sign_up(
                request.phone_number,
                request.phone_code_hash,
                request.first_name,
                request.last_name,
                caller.origin,
            ),
        )

    @serves(tl.AuthCheckPassword, signed_out=True)
    async def check_password(self, caller: Caller, request: tl.AuthCheckPassword) -> tl.TypeAuthAuthorization:
        return await self._signed_in(
            caller, await self._signing_in.check_password(proof(request.password), caller.origin)
        )

    @serves(tl.AuthImportBotAuthorization, signed_out=True)
    async def import_bot_authorization(
        self, caller: Caller, request: tl.AuthImportBotAuthorization
    ) -> tl.TypeAuthAuthorization:
        """There are no bots yet, so no token is one's."""
        raise Rpc(400, "ACCESS_TOKEN_INVALID")

    @serves(tl.AuthLogOut, signed_out=True)
    async def log_out(self, caller: Caller, request: tl.AuthLogOut) -> tl.AuthLoggedOut:
        """Also ends a half-finished sign-in; asked twice, it is still done."""
        await self._signing_in.log_out(caller.device.key_id)
        caller.device.signed_out()
        return tl.AuthLoggedOut()

    async def _signed_in(self, caller: Caller, signed_in: SignedIn) -> tl.AuthAuthorization:
        caller.device.signed_in(signed_in.user, signed_in.authorization.id)
        [me] = await self._render.users(signed_in.user, [signed_in.user])
        return tl.AuthAuthorization(user=me)

    # --- keys ----------------------------------------------------------------------------------------------

    @serves(tl.AuthBindTempAuthKey, signed_out=True)
    async def bind_temp_auth_key(self, caller: Caller, request: tl.AuthBindTempAuthKey) -> bool:
        """Bind the key that the call came with, upon the permanent key's own word for this session.

        Source: core.telegram.org/method/auth.bindTempAuthKey.
        """
        permanent = await self._keys.find(AuthKeyId(request.perm_auth_key_id))
        if permanent is None:
            raise Rpc(*BINDING_INVALID)
        try:
            said = bind_inner(AuthKey(permanent.key, permanent.key_id), request.encrypted_message)
        except Malformed:
            raise Rpc(*BINDING_INVALID) from None
        if not _means_this(said, caller, request):
            raise Rpc(*BINDING_INVALID)
        until = datetime.fromtimestamp(request.expires_at, UTC)
        caller.device.bound(await self._keys.bind(caller.auth_key, permanent.key_id, until))
        return True

    @serves(tl.AuthExportAuthorization)
    async def export_authorization(
        self, caller: Caller, request: tl.AuthExportAuthorization
    ) -> tl.AuthExportedAuthorization:
        """There is one data centre, and every key is good in it."""
        raise Rpc(400, "DC_ID_INVALID")

    @serves(tl.AuthImportAuthorization, signed_out=True)
    async def import_authorization(
        self, caller: Caller, request: tl.AuthImportAuthorization
    ) -> tl.TypeAuthAuthorization:
        """Nothing was ever exported."""
        raise Rpc(400, "AUTH_BYTES_INVALID")


def _means_this(said: BindInner, caller: Caller, request: tl.AuthBindTempAuthKey) -> bool:
    return said == BindInner(
        msg_id=caller.msg_id,
        nonce=request.nonce,
        temp_key_id=caller.auth_key,
        permanent_key_id=AuthKeyId(request.perm_auth_key_id),
        temp_session_id=caller.session,
        expires_at=request.expires_at,
    )


def _sent(sent: CodeSent) -> tl.AuthSentCode:
    return tl.AuthSentCode(
        type=tl.AuthSentCodeTypeSms(length=sent.length),
        phone_code_hash=sent.hash,
        next_type=tl.AuthCodeTypeSms() if sent.again else None,
        timeout=sent.timeout if sent.again else None,
    )
