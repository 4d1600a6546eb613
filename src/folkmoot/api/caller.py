"""Who is calling: the device behind an auth key, and one call's circumstances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from folkmoot.domain.accounts import AppInfo, Origin
from folkmoot.kernel.errors import Refused
from folkmoot.kernel.ids import AuthKeyId, AuthorizationId, SessionId, UserId


class SignedOut(Refused):
    """The method needs an account, and nobody is signed in with this key."""


@dataclass(slots=True, eq=False)
class Device:
    """One permanent auth key as this process knows it, shared by all sessions under it.

    Handlers that change who is signed in call `signed_in` and `signed_out` after the domain has committed;
    the gateway hears of it through `on_change` and moves the sockets to the right account.
    """

    key_id: AuthKeyId
    user: UserId | None = None
    authorization: AuthorizationId | None = None
    layer: int = 0
    """0 until the client has named one; see `tl.OLDEST` for what is then assumed."""
    app: AppInfo | None = None
    on_change: list[Callable[[Device, UserId | None], None]] = field(default_factory=list)
    """Each is called with the device and the user it had before."""

    def signed_in(self, user: UserId, authorization: AuthorizationId) -> None:
        """Remember that `user` is now signed in with this key."""
        self._move(user, authorization)

    def signed_out(self) -> None:
        """Forget who was signed in. The key itself lives on and may sign in again."""
        self._move(None, None)

    def _move(self, user: UserId | None, authorization: AuthorizationId | None) -> None:
        before = self.user
        self.user, self.authorization = user, authorization
        for told in tuple(self.on_change):
            told(self, before)


@dataclass(frozen=True, slots=True)
class Caller:
    """One call's circumstances. `address` and `port` are the client's own, also behind a balancer."""

    device: Device
    session: SessionId
    address: str
    port: int
    auth_key: AuthKeyId
    """The key that encrypted the call: the device's own, or a temporary one."""
    msg_id: int = 0
    """Of the message that carried the call."""

    @property
    def user(self) -> UserId:
        """The account that calls. Raises `SignedOut` when there is none."""
        if self.device.user is None:
            raise SignedOut
        return self.device.user

    @property
    def authorization(self) -> AuthorizationId:
        """The signed-in device that calls. Raises `SignedOut` when there is none."""
        if self.device.authorization is None:
            raise SignedOut
        return self.device.authorization

    @property
    def origin(self) -> Origin:
        """Where the call comes from, as sign-in and the sealed history want it."""
        return Origin(self.device.key_id, self.address, self.port, self.device.app)
