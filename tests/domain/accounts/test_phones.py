"""Phone numbers: read as people write them, never shown to the database."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from folkmoot.domain.accounts import Phone, PhoneInvalid, Phones
from folkmoot.kernel.ids import UserId
from folkmoot.storage import CannotOpen, Keyring

KEYRING = Keyring(bytes(32))
REAL = Phones(KEYRING, test_numbers=False)
TESTING = Phones(KEYRING, test_numbers=True)

EXAMPLES = [
    example
    for region in sorted(phonenumbers.SUPPORTED_REGIONS)
    for kind in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE)
    if (example := phonenumbers.example_number_for_type(region, kind)) is not None
]


def plain_of(example: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(example, PhoneNumberFormat.E164)[1:]


@given(st.sampled_from(EXAMPLES), st.sampled_from(["E164", "INTERNATIONAL"]), st.booleans())
def test_a_number_is_the_same_however_it_is_written(
    example: phonenumbers.PhoneNumber, form: str, plus: bool
) -> None:
    written = phonenumbers.format_number(example, getattr(PhoneNumberFormat, form))
    assert REAL.read(written if plus else written[1:]) == plain_of(example)


@given(st.sampled_from(EXAMPLES), st.text(alphabet=" -()./\u00a0\u2011+", min_size=0, max_size=4), st.data())
def test_punctuation_does_not_count(
    example: phonenumbers.PhoneNumber, noise: str, data: st.DataObject
) -> None:
    plain = phonenumbers.format_number(example, PhoneNumberFormat.E164)[1:]
    at = data.draw(st.integers(0, len(plain)))
    assert REAL.read(plain[:at] + noise + plain[at:]) == plain


def test_digits_of_other_scripts_are_digits() -> None:
    arabic = "".join(chr(0x660 + int(digit)) for digit in "4915112345678")
    assert REAL.read(arabic) == "4915112345678"


@given(st.text(max_size=60))
def test_anything_else_is_refused_and_nothing_else_happens(text: str) -> None:
    try:
        phone = REAL.read(text)
    except PhoneInvalid:
        return
    assert phone.isascii()
    assert phone.isdigit()
    assert REAL.read(phone) == phone


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+",
        "49",
        "+49 151",
        "call me",
        "+49151123456789012345",
        "1" * 5000,
        "0049 151 12345678",
        "+1800FLOWERS1",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(PhoneInvalid):
        REAL.read(text)


def test_numbers_that_charge_whoever_writes_to_them_are_refused() -> None:
    premium = phonenumbers.example_number_for_type("DE", PhoneNumberType.PREMIUM_RATE)
    assert premium is not None
    with pytest.raises(PhoneInvalid):
        REAL.read(phonenumbers.format_number(premium, PhoneNumberFormat.E164))


@given(st.integers(1, 3), st.integers(0, 9999))
def test_test_numbers_exist_only_where_they_are_allowed(x: int, y: int) -> None:
    number = f"+99966{x}{y:04}"
    assert TESTING.test_code(TESTING.read(number)) == str(x) * 5
    with pytest.raises(PhoneInvalid):
        REAL.read(number)
    assert REAL.test_code(Phone(number[1:])) is None


@pytest.mark.parametrize("number", ["9996641234", "9996601234", "999661123", "99966112345", "9996711234"])
def test_what_only_looks_like_a_test_number_is_refused(number: str) -> None:
    with pytest.raises(PhoneInvalid):
        TESTING.read(number)


def test_a_real_number_has_no_fixed_code() -> None:
    assert TESTING.test_code(TESTING.read("+4915112345678")) is None


def test_the_lookup_needs_the_key_and_the_seal_needs_the_account() -> None:
    phone = REAL.read("+4915112345678")
    assert (
        REAL.lookup(phone)
        == TESTING.lookup(phone)
        != Phones(Keyring(bytes(31) + b"x"), test_numbers=False).lookup(phone)
    )
    sealed = REAL.seal(phone, UserId(7))
    assert REAL.open(sealed, UserId(7)) == phone
    assert phone.encode() not in sealed
    with pytest.raises(CannotOpen):
        REAL.open(sealed, UserId(8))
