"""Phone numbers: read as people write them, looked up by a keyed hash, kept sealed.

SQL never sees a number. It sees `lookup`, an HMAC under a key that is not in the database (the numbers of a
country are few enough to try them all against a plain hash), and `seal`, which only a running server can
open.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from typing import NewType

import phonenumbers
from phonenumbers import PhoneNumberType

from folkmoot.kernel.ids import UserId
from folkmoot.storage import Keyring

from .errors import PhoneInvalid

Phone = NewType("Phone", str)
"""A number in E.164, digits only, without the plus: as clients show it in `user.phone`."""

LONGEST_INPUT = 40
_PUNCTUATION = re.compile(r"[\s+()./\u00a0\u2010-\u2015-]+")
_TEST_NUMBER = re.compile(r"99966[123]\d{4}")
_REFUSED = {PhoneNumberType.UNKNOWN, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST}
"""Numbers that are none, and those that earn when written to: a known way to drain whoever sends codes."""


class Phones:
    """Reads, finds and seals phone numbers.

    With `test_numbers`, 99966XYYYY (X is 1, 2 or 3) is valid as on Telegram's test servers; country code
    999 is given to nobody, so no real number is lost.
    """

    def __init__(self, keyring: Keyring, *, test_numbers: bool) -> None:
        self._lookup_key = keyring.derive("phone lookup")
        self._box = keyring.box("phone")
        self._test_numbers = test_numbers

    def read(self, text: str) -> Phone:
        """Return the number that `text` means, with or without plus, spaces, dashes, in any script's digits.

        Raises `PhoneInvalid`, also for numbers that charge whoever writes to them.
        """
        digits = _digits(text)
        if self._test_numbers and _TEST_NUMBER.fullmatch(digits):
            return Phone(digits)
        try:
            number = phonenumbers.parse("+" + digits)
        except phonenumbers.NumberParseException:
            raise PhoneInvalid from None
        if phonenumbers.number_type(number) in _REFUSED:
            raise PhoneInvalid
        return Phone(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)[1:])

    def test_code(self, phone: Phone) -> str | None:
        """Return the code that a test number always has, or None for a real number."""
        if self._test_numbers and _TEST_NUMBER.fullmatch(phone):
            return phone[5] * 5
        return None

    def lookup(self, phone: Phone) -> bytes:
        """Return the 32 bytes under which SQL knows `phone`."""
        return hmac.digest(self._lookup_key, phone.encode(), hashlib.sha256)

    def seal(self, phone: Phone, user: UserId) -> bytes:
        """Return the online copy of `phone`, bound to the account `user`."""
        return self._box.seal(phone.encode(), _context(user))

    def open(self, sealed: bytes, user: UserId) -> Phone:
        """Return the number in an online copy that `seal` made for the same account."""
        return Phone(self._box.open(sealed, _context(user)).decode())


def _digits(text: str) -> str:
    if len(text) > LONGEST_INPUT:
        raise PhoneInvalid
    bare = _PUNCTUATION.sub("", text)
    try:
        return "".join(str(unicodedata.decimal(char)) for char in bare)
    except ValueError:
        raise PhoneInvalid from None


def _context(user: UserId) -> bytes:
    return user.to_bytes(8, "big")
