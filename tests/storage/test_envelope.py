"""The sealed envelope: opens with one key, under one label, unaltered; and its length tells nothing."""

from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import assume, given
from hypothesis import strategies as some

from folkmoot.evidence.envelope import CannotUnseal, Class, Label, seal, unseal
from folkmoot.evidence.records import Number, NumberEvent, SignIn, Subscriber, decode, encode
from folkmoot.kernel.errors import FolkmootError, Malformed
from folkmoot.kernel.ids import UserId

KEY = X25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key()
LABEL = Label.of_day(Class.SIGN_IN, UserId(7), date(2026, 11, 24))
labels = some.builds(Label, some.sampled_from(Class), some.integers(1, 2**53 - 1), some.text(max_size=12))


@given(some.binary(max_size=500), labels)
def test_what_was_sealed_opens_with_the_private_key(plaintext, label):
    assert unseal(seal(plaintext, PUBLIC, label), KEY, label) == plaintext


@given(labels, labels)
def test_it_opens_under_its_own_label_only(label, other):
    assume(label != other)
    assert label.info() != other.info()
    with pytest.raises(CannotUnseal):
        unseal(seal(b"x", PUBLIC, label), KEY, other)


@pytest.mark.parametrize(
    "other",
    [
        Label.of_day(Class.NUMBER, UserId(7), date(2026, 11, 24)),
        Label.of_day(Class.SUBSCRIBER, UserId(7), date(2026, 11, 24)),
        Label.of_day(Class.SIGN_IN, UserId(8), date(2026, 11, 24)),
        Label.of_day(Class.SIGN_IN, UserId(7), date(2026, 11, 25)),
    ],
)
def test_another_class_user_or_day_does_not_open_it(other):
    with pytest.raises(CannotUnseal):
        unseal(seal(b"x", PUBLIC, LABEL), KEY, other)


def test_another_key_does_not_open_it():
    with pytest.raises(CannotUnseal):
        unseal(seal(b"x", PUBLIC, LABEL), X25519PrivateKey.generate(), LABEL)


@given(some.binary(max_size=80), some.data())
def test_an_altered_envelope_does_not_open(plaintext, data):
    envelope = bytearray(seal(plaintext, PUBLIC, LABEL))
    envelope[data.draw(some.integers(0, len(envelope) - 1))] ^= 1 << data.draw(some.integers(0, 7))
    with pytest.raises((CannotUnseal, Malformed)):
        unseal(bytes(envelope), KEY, LABEL)


@given(some.binary(max_size=200))
def test_noise_does_not_open(noise):
    with pytest.raises(FolkmootError):
        unseal(noise, KEY, LABEL)
    with pytest.raises(CannotUnseal):
        unseal(b"\x01" + noise, KEY, LABEL)


def test_an_envelope_of_a_later_version_is_named():
    with pytest.raises(Malformed, match="version 02"):
        unseal(b"\x02" + bytes(80), KEY, LABEL)


def test_two_envelopes_with_the_same_content_look_different():
    assert seal(b"x", PUBLIC, LABEL) != seal(b"x", PUBLIC, LABEL)


def test_the_length_does_not_tell_one_address_or_number_from_another():
    records = [
        SignIn(address, port, datetime(2026, 11, 24, tzinfo=UTC), "Pixel 9")
        for address, port in (("1.1.1.1", 1), ("203.0.113.255", 65535))
    ]
    assert len({len(seal(encode(record), PUBLIC, LABEL)) for record in records}) == 1
    numbers = ("+1234567", "+123456789012345")
    assert len({len(seal(encode(Subscriber(number)), PUBLIC, LABEL)) for number in numbers}) == 1


def test_an_envelope_of_today_opens_for_ever():
    """Rows live for years: one sealed by the first version is pinned here."""
    assert unseal(bytes.fromhex(PINNED), KEY, LABEL) == b"sealed in 2026"


moments = some.datetimes(timezones=some.just(UTC))


@given(
    some.one_of(
        some.builds(SignIn, some.text(), some.integers(0, 65535), moments, some.text()),
        some.builds(Number, some.text(), moments, some.sampled_from(NumberEvent)),
        some.builds(Subscriber, some.text()),
    )
)
def test_a_record_comes_back_as_it_went_in(record):
    assert decode(encode(record), type(record)) == record


@pytest.mark.parametrize(
    "data", [b"", b"{}", b'{"kind":"subscriber","phone":"1","more":2}', b'{"kind":"number"}']
)
def test_another_record_is_malformed(data):
    with pytest.raises(Malformed):
        decode(data, Subscriber)


PINNED = (
    "01710d2a56b1be17877d7335d755d2c5267945943af1b19f06f42d5462e2960e77ebadac9066d648d8f62b13311792e5"
    "255b1deba653309d55073a11aba11f7d0c800235dced86ceca7390ab3a26129d731b86854aef25a81bf1f5da2246ef59"
    "79b8c3f790da5bae44cc8f0dbd8b5713f5"
)
