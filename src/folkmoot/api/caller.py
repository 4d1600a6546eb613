"""Who is calling: the device behind an auth key, and one call's circumstances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from folkmoot.domain.accounts import AppInfo, KnownKey, Origin
from folkmoot.kernel.errors import Refused
from folkmoot.kernel.ids import AuthKeyId, AuthorizationId, SessionId, UserId


class SignedOut(Refused):
    """The method needs an account, and nobody is signed in with this key."""


class Holder(Protocol):
    """Who holds a device in memory, and hears what handlers have changed about it."""

    def moved(self, device: Device, before: UserId | None) -> None:
        """Another account, or none, is now signed in; it was `before`."""
        ...

    def bound(self, device: Device, known: KnownKey) -> None:
        """The temporary key that this device stood for, as yet nobody's, is bound as `known` says."""
        ...


@dataclass(slots=True, eq=False)
class Device:
    """One permanent auth key as this process knows it, shared by all sessions under it.

    Handlers that change who is signed in call its verbs after the domain has committed; its `holder` moves
    the sockets to the right account in the same breath.
    """

    key_id: AuthKeyId
    """0 for a temporary key that is not bound yet."""
    user: UserId | None = None
    authorization: AuthorizationId | None = None
    layer: int = 0
    """0 until the client has named one; see `tl.OLDEST` for what is then assumed."""
    app: AppInfo | None = None
    holder: Holder | None = None

    def signed_in(self, user: UserId, authorization: AuthorizationId) -> None:
        """Remember that `user` is now signed in with this key."""
        self._move(user, authorization)

    def signed_out(self) -> None:
        """Forget who was signed in. The key itself lives on and may sign in again."""
        self._move(None, None)

    def bound(self, known: KnownKey) -> None:
        """Give this device's only key to the device of the permanent key that it is now bound to."""
        if self.holder is not None:
            self.holder.bound(self, known)

    def _move(self, user: UserId | None, authorization: AuthorizationId | None) -> None:
        before = self.user
        self.user, self.authorization = user, authorization
        if self.holder is not None:
            self.holder.moved(self, before)


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
