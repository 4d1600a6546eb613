"""Facts about accounts, their keys and their devices, and what the accounts need from the outside."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from folkmoot.kernel.ids import AuthKeyId, AuthorizationId, UserId
from folkmoot.kernel.text import clean_line, utf16_length

from .errors import FirstNameInvalid, LastNameInvalid

SERVICE = UserId(777000)
"""The account that speaks for the server. It has no number, so nobody can sign in to it."""

NAME_AT_MOST = 64
"""UTF-16 units of a first or a last name, as clients allow."""

_APP_TEXT_AT_MOST = 128


@dataclass(frozen=True, slots=True)
class AppInfo:
    """What a client said of itself in `initConnection`; shown in the owner's list of devices."""

    api_id: int
    device_model: str
    system_version: str
    app_version: str
    system_lang_code: str
    lang_pack: str
    lang_code: str

    def trimmed(self) -> AppInfo:
        """Return the same with each text on one line of at most 128 characters: a stranger wrote them."""
        return shared(
            AppInfo(
                self.api_id,
                _trim(self.device_model),
                _trim(self.system_version),
                _trim(self.app_version),
                _trim(self.system_lang_code),
                _trim(self.lang_pack),
                _trim(self.lang_code),
            )
        )

    @property
    def device(self) -> str:
        """One line that names the device, for the sealed history."""
        return f"{self.device_model}, {self.system_version}, {self.app_version}"


@lru_cache(maxsize=4096)
def shared(app: AppInfo) -> AppInfo:
    """Return one object for all that are equal: ten thousand devices in memory say the same few things."""
    return app


def _trim(text: str) -> str:
    return clean_line(text[: 2 * _APP_TEXT_AT_MOST])[:_APP_TEXT_AT_MOST]


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as it is shown."""

    first: str
    last: str

    @classmethod
    def read(cls, first: str, last: str) -> Name:
        """Return the cleaned name. Raises `FirstNameInvalid`, also for nothing, and `LastNameInvalid`."""
        first, last = clean_line(first), clean_line(last)
        if not first or utf16_length(first) > NAME_AT_MOST:
            raise FirstNameInvalid
        if utf16_length(last) > NAME_AT_MOST:
            raise LastNameInvalid
        return cls(first, last)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a call comes from: the permanent key, the client's own address, and what the client says it is.

    `address` and `port` go into the sealed history and into limits, and nowhere else.
    """

    key: AuthKeyId
    address: str
    port: int
    app: AppInfo | None

    @property
    def device(self) -> str:
        return self.app.trimmed().device if self.app else ""


@dataclass(frozen=True, slots=True)
class KnownKey:
    """An authorization key, and who is signed in with it.

    A bound temporary key answers with the account, layer and app of the permanent key behind it.
    """

    key_id: AuthKeyId
    key: bytes
    expires_at: datetime | None
    """None for a permanent key."""
    permanent_id: AuthKeyId | None
    """The key that a temporary key is bound to; None for a permanent key and for one not bound yet."""
    user: UserId | None
    authorization: AuthorizationId | None
    layer: int
    app: AppInfo | None


@dataclass(frozen=True, slots=True)
class Authorization:
    """A signed-in device."""

    id: AuthorizationId
    key: AuthKeyId
    created_at: datetime
    active_at: datetime
    """Right to the minute."""
    app: AppInfo | None
    network: str = ""
    """The network of its live session, such as `203.0.113.0/24`; empty when it has none."""


@dataclass(frozen=True, slots=True)
class CodeSent:
    """A code is on its way. The same for every number, known or not."""

    hash: str
    length: int
    timeout: int
    """Seconds after which the client should offer to send it again."""
    again: bool
    """Whether it may be sent again."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """This key is now a device of `user`."""

    user: UserId
    authorization: Authorization


@dataclass(frozen=True, slots=True)
class SignUpRequired:
    """The code was right and the number has no account: a name is wanted next."""


def network_of(address: str) -> str:
    """Return the network of `address`: 24 bits of IPv4, 48 of IPv6; empty for what is no address."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ipaddress.ip_network((ip, 24 if ip.version == 4 else 48), strict=False))


class Herald(Protocol):
    """Tells the account's live devices. Called after the commit; losing a call loses a hint, never a fact."""

    async def code_requested(self, user: UserId, code: str) -> None:
        """Show `code` on all devices of `user`. Never to be logged."""
        ...

    async def new_sign_in(self, user: UserId, authorization: Authorization) -> None:
        """Tell all devices of `user` but the new one that there is a new one."""
        ...

    async def signed_out(self, keys: Sequence[AuthKeyId]) -> None:
        """Whatever is live under these keys belongs to nobody from now on."""
        ...


class LiveSessions(Protocol):
    """Who is connected right now. Addresses live in memory only."""

    def addresses(self, keys: Sequence[AuthKeyId]) -> Mapping[AuthKeyId, str]:
        """Return the address of a live session for each of `keys` that has one."""
        ...
