"""One spelling for each address, and who counts as one asker."""

import pytest

from folkmoot.kernel.net import neighbourhood, plain_address


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("203.0.113.9", "203.0.113.9"),
        ("2001:DB8::1", "2001:db8::1"),
        ("", ""),
    ],
)
def test_an_address_has_one_spelling(given, kept):
    assert plain_address(given) == kept


def test_the_addresses_that_one_person_has_are_one_asker():
    assert neighbourhood("2001:db8::1") == neighbourhood("2001:db8::ffff:2")
    assert neighbourhood("2001:db8::1") != neighbourhood("2001:db8:0:1::1")
    assert neighbourhood("203.0.113.9") != neighbourhood("203.0.113.10")
    assert neighbourhood("::ffff:203.0.113.9") == "203.0.113.9"
    assert neighbourhood("a socket file") == "a socket file"
