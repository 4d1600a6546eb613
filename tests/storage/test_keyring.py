"""The keyring: one secret, a key for each purpose, boxes that open only where they belong."""

import multiprocessing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from folkmoot.kernel.errors import Broken, Unusable
from folkmoot.storage import Box, CannotOpen, Keyring

RING = Keyring(bytes(range(32)))
BOX = RING.box("phones")


def test_the_secret_is_made_once_and_readable_by_its_owner_only(tmp_path):
    path = tmp_path / "master.key"
    first = Keyring.open(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert Keyring.open(path).derive("phones") == first.derive("phones")
    assert [file.name for file in tmp_path.iterdir()] == ["master.key"]


def _open(path: Path) -> bytes:
    return Keyring.open(path).derive("phones")


def test_processes_that_start_together_find_one_secret(tmp_path):
    with multiprocessing.get_context("fork").Pool(4) as pool:
        assert len(set(pool.map(_open, [tmp_path / "master.key"] * 8))) == 1


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_secret_that_others_can_read_is_refused(tmp_path, mode):
    Keyring.open(tmp_path / "master.key")
    (tmp_path / "master.key").chmod(mode)
    with pytest.raises(Unusable, match=f"chmod 600 {tmp_path}/master.key"):
        Keyring.open(tmp_path / "master.key")


@pytest.mark.parametrize("content", ["", "abc", "00" * 31, "zz" * 32])
def test_a_damaged_secret_is_refused_and_never_replaced(tmp_path, content):
    path = tmp_path / "master.key"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(Unusable, match="damaged"):
        Keyring.open(path)
    assert path.read_text() == content


def test_a_secret_in_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Unusable, match="cannot write"):
        Keyring.open(tmp_path / "nowhere" / "master.key")


@given(some.text(max_size=20), some.text(max_size=20))
def test_keys_differ_exactly_when_their_purposes_do(one, other):
    assert (RING.derive(one) == RING.derive(other)) == (one == other)


def test_keys_stay_the_same_from_version_to_version():
    """A change here would lose every number and session: the value is pinned."""
    assert RING.derive("phones").hex() == PINNED
    assert Keyring(bytes(32)).derive("phones").hex() != PINNED


def test_a_fingerprint_tells_secrets_apart():
    assert RING.fingerprint() == Keyring(bytes(range(32))).fingerprint() != Keyring(bytes(32)).fingerprint()


def test_a_master_secret_has_one_length():
    with pytest.raises(Broken):
        Keyring(b"short")


@given(some.binary(max_size=300), some.binary(max_size=40))
def test_a_box_gives_back_what_was_put_in(plaintext, context):
    sealed = BOX.seal(plaintext, context)
    assert BOX.open(sealed, context) == plaintext
    assert len(sealed) == len(plaintext) + Box.OVERHEAD
    assert sealed != BOX.seal(plaintext, context)


@given(some.binary(min_size=8, max_size=40), some.binary(max_size=40), some.binary(max_size=40))
def test_a_box_opens_for_its_own_context_and_purpose_only(plaintext, context, other):
    sealed = BOX.seal(plaintext, context)
    if other != context:
        with pytest.raises(CannotOpen):
            BOX.open(sealed, other)
    with pytest.raises(CannotOpen):
        RING.box("hashes").open(sealed, context)


@given(some.binary(max_size=40), some.data())
def test_an_altered_box_does_not_open(plaintext, data):
    sealed = bytearray(BOX.seal(plaintext, b""))
    sealed[data.draw(some.integers(0, len(sealed) - 1))] ^= 1 << data.draw(some.integers(0, 7))
    with pytest.raises(CannotOpen):
        BOX.open(bytes(sealed), b"")


@given(some.binary(max_size=60))
def test_noise_does_not_open(noise):
    with pytest.raises(CannotOpen):
        BOX.open(noise, b"")


PINNED = "181dea458141b3154ff0bea560463c6bd617bc6c91ec9841875250a7963289cc"
