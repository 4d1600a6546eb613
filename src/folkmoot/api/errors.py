"""How the wire spells each refusal of the domain: one table, read by `dispatch`.

The names and numbers are Telegram's own, because clients match on them. A `Refused` that is not in the table
is a fault of ours and is answered as an internal error, so a test asks that each subclass be here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from folkmoot.domain import accounts
from folkmoot.kernel.errors import Malformed, Refused, TryLater
from folkmoot.mtproto import tl

from .caller import SignedOut


class Rpc(Refused):
    """A mistake of the wire itself, without meaning in the domain: a peer of a kind that makes no sense."""

    def __init__(self, code: int, name: str) -> None:
        super().__init__(name)
        self.code = code
        self.name = name


Spelling = Callable[[Any], tuple[int, str]]


def says(code: int, name: str) -> Spelling:
    """Spell a refusal by a constant."""
    return lambda error: (code, name)


ERRORS: dict[type[Refused], Spelling] = {
    # the wire itself
    Rpc: lambda e: (e.code, e.name),
    SignedOut: says(401, "AUTH_KEY_UNREGISTERED"),
    TryLater: lambda e: (420, f"FLOOD_WAIT_{e.seconds}"),
    tl.UnknownConstructor: lambda e: (400, f"INPUT_CONSTRUCTOR_INVALID_{e.constructor_id:08X}"),
    Malformed: says(400, "INPUT_REQUEST_INVALID"),
    # sign-in
    accounts.PhoneInvalid: says(400, "PHONE_NUMBER_INVALID"),
    accounts.CodeNotSent: says(400, "SMS_CODE_CREATE_FAILED"),
    accounts.NoFurtherSends: says(406, "SEND_CODE_UNAVAILABLE"),
    accounts.CodeEmpty: says(400, "PHONE_CODE_EMPTY"),
    accounts.CodeInvalid: says(400, "PHONE_CODE_INVALID"),
    accounts.CodeExpired: says(400, "PHONE_CODE_EXPIRED"),
    accounts.NumberTaken: says(400, "PHONE_NUMBER_OCCUPIED"),
    accounts.FirstNameInvalid: says(400, "FIRSTNAME_INVALID"),
    accounts.LastNameInvalid: says(400, "LASTNAME_INVALID"),
    accounts.PasswordNeeded: says(401, "SESSION_PASSWORD_NEEDED"),
    accounts.KeyUnknown: says(401, "AUTH_KEY_UNREGISTERED"),
    accounts.PasswordWrong: says(400, "PASSWORD_HASH_INVALID"),
    accounts.ChallengeUnknown: says(400, "SRP_ID_INVALID"),
    accounts.PasswordChanged: says(400, "SRP_PASSWORD_CHANGED"),
    accounts.NothingToSet: says(400, "NEW_SETTINGS_EMPTY"),
    accounts.NewSaltInvalid: says(400, "NEW_SALT_INVALID"),
    accounts.NewSettingsInvalid: says(400, "NEW_SETTINGS_INVALID"),
    accounts.NoRecoveryMail: says(400, "EMAIL_INVALID"),
    accounts.AuthorizationUnknown: says(400, "HASH_INVALID"),
    accounts.TempKeyUnknown: says(400, "TEMP_AUTH_KEY_EMPTY"),
    accounts.TempKeyTaken: says(400, "TEMP_AUTH_KEY_ALREADY_BOUND"),
    # people
    accounts.UnknownUser: says(400, "USER_ID_INVALID"),
    accounts.AboutTooLong: says(400, "ABOUT_TOO_LONG"),
    accounts.BadBirthday: says(400, "BIRTHDAY_INVALID"),
    accounts.BadUsername: says(400, "USERNAME_INVALID"),
    accounts.UsernameTaken: says(400, "USERNAME_OCCUPIED"),
    accounts.UsernameUnchanged: says(400, "USERNAME_NOT_MODIFIED"),
    accounts.NoSuchUsername: says(400, "USERNAME_NOT_OCCUPIED"),
    accounts.NumberNotFound: says(400, "PHONE_NOT_OCCUPIED"),
    accounts.NameEmpty: says(400, "CONTACT_NAME_EMPTY"),
    accounts.NoteTooLong: says(400, "CONTACT_NOTE_TOO_LONG"),
    accounts.BookFull: says(400, "CONTACTS_TOO_MUCH"),
    accounts.NoContact: says(400, "CONTACT_MISSING"),
    accounts.Oneself: says(400, "CONTACT_ID_INVALID"),
    accounts.NoRules: says(400, "PRIVACY_VALUE_INVALID"),
    accounts.TooManyNamed: says(400, "PRIVACY_TOO_LONG"),
    accounts.BadTtl: says(400, "TTL_DAYS_INVALID"),
}


def spell(error: Refused) -> tuple[int, str] | None:
    """Return (code, name) for `error`, by its nearest class in the table, or None when nobody listed it."""
    for kind in type(error).__mro__:
        spelling = ERRORS.get(kind)
        if spelling is not None:
            return spelling(error)
    return None
