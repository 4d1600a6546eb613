"""The owner's list of devices: account.getAuthorizations and what ends them."""

from __future__ import annotations

from folkmoot.domain.accounts import DEVICE_IDLE, Authorization, Authorizations
from folkmoot.kernel.ids import AuthorizationId
from folkmoot.mtproto import tl

from .caller import Caller
from .dispatch import serves
from .render import seconds


class Sessions:
    """Shows an account's devices and signs them out."""

    def __init__(self, authorizations: Authorizations) -> None:
        self._authorizations = authorizations

    @serves(tl.AccountGetAuthorizations)
    async def get_authorizations(
        self, caller: Caller, request: tl.AccountGetAuthorizations
    ) -> tl.AccountAuthorizations:
        devices = await self._authorizations.list(caller.user)
        return tl.AccountAuthorizations(
            authorization_ttl_days=DEVICE_IDLE.days,
            authorizations=[_device(device, current=device.id == caller.authorization) for device in devices],
        )

    @serves(tl.AccountResetAuthorization)
    async def reset_authorization(self, caller: Caller, request: tl.AccountResetAuthorization) -> bool:
        await self._authorizations.end(caller.user, caller.authorization, AuthorizationId(request.hash))
        return True

    @serves(tl.AuthResetAuthorizations)
    async def reset_authorizations(self, caller: Caller, request: tl.AuthResetAuthorizations) -> bool:
        await self._authorizations.end_others(caller.user, caller.authorization)
        return True


def _device(device: Authorization, *, current: bool) -> tl.Authorization:
    """The device in the caller's hand has the hash 0, by which nothing can be ended."""
    app = device.app
    return tl.Authorization(
        hash=0 if current else device.id,
        current=current,
        device_model=app.device_model if app else "",
        platform="",
        system_version=app.system_version if app else "",
        api_id=app.api_id if app else 0,
        app_name="",
        app_version=app.app_version if app else "",
        date_created=seconds(device.created_at),
        date_active=seconds(device.active_at),
        ip=device.network,
        country="",
        region="",
    )
