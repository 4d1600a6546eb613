"""Our half of SRP against the halves that clients bring."""

import os

import hydrogram.raw.types as hydrogram_types
import hydrogram.utils
import pyrogram.raw.types as pyrogram_types
import pyrogram.utils
import pytest
import telethon.password
import telethon.tl.types as telethon_types
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.domain.accounts import srp

ALGO = "PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow"
slow = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def algo(types: object, salt1: bytes, salt2: bytes):
    return getattr(types, ALGO)(salt1=salt1, salt2=salt2, g=srp.GENERATOR, p=srp.PRIME)


def verifier_of(password: str, salt1: bytes, salt2: bytes) -> srp.Verifier:
    digest = telethon.password.compute_digest(algo(telethon_types, salt1, salt2), password)
    return srp.Verifier(salt1, salt2, digest)


class Asked:
    """`account.password` as far as clients read it."""

    def __init__(self, types: object, verifier: srp.Verifier, b: bytes) -> None:
        self.current_algo = algo(types, verifier.salt1, verifier.salt2)
        self.srp_B = srp.challenge(verifier, b)
        self.srp_id = 1


def by_telethon(verifier: srp.Verifier, b: bytes, password: str):
    return telethon.password.compute_check(Asked(telethon_types, verifier, b), password)


def by_pyrogram(verifier: srp.Verifier, b: bytes, password: str):
    return pyrogram.utils.compute_password_check(Asked(pyrogram_types, verifier, b), password)


def by_hydrogram(verifier: srp.Verifier, b: bytes, password: str):
    return hydrogram.utils.compute_password_check(Asked(hydrogram_types, verifier, b), password)


clients = pytest.mark.parametrize("client", [by_telethon, by_pyrogram, by_hydrogram])
text = st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=20)


@clients
@slow
@given(password=text, salt1=st.binary(min_size=24, max_size=64), salt2=st.binary(min_size=16, max_size=16))
def test_who_knows_the_password_proves_it(client, password: str, salt1: bytes, salt2: bytes) -> None:
    verifier, b = verifier_of(password, salt1, salt2), os.urandom(256)
    proof = client(verifier, b, password)
    assert srp.proves(verifier, b, proof.A, proof.M1)


@clients
@slow
@given(password=text, other=text)
def test_who_does_not_know_it_does_not(client, password: str, other: str) -> None:
    verifier, b = verifier_of(password, b"s" * 40, b"t" * 16), os.urandom(256)
    proof = client(verifier, b, other)
    assert srp.proves(verifier, b, proof.A, proof.M1) == (password == other)


def test_a_proof_fits_its_own_challenge_only() -> None:
    verifier, b = verifier_of("x", b"s" * 40, b"t" * 16), os.urandom(256)
    proof = by_telethon(verifier, b, "x")
    assert not srp.proves(verifier, os.urandom(256), proof.A, proof.M1)
    assert not srp.proves(verifier, b, proof.A, proof.M1[:-1])
    assert not srp.proves(verifier, b, proof.A, b"")


@pytest.mark.parametrize("multiple", [0, 1, 2])
def test_a_public_value_that_forces_the_secret_proves_nothing(multiple: int) -> None:
    """With A = n * p the shared secret is 0 whatever the password: the classic hole of careless servers."""
    verifier, b = verifier_of("x", b"s" * 40, b"t" * 16), os.urandom(256)
    a_public = (multiple * int.from_bytes(srp.PRIME, "big")).to_bytes(257, "big").lstrip(b"\0")
    wide = a_public.rjust(256, b"\0")
    sha = telethon.password.sha256
    group = telethon.password.xor(sha(srp.PRIME), sha(bytes(255) + b"\3"))
    salts = sha(verifier.salt1) + sha(verifier.salt2)
    forged = sha(group, salts, wide, srp.challenge(verifier, b), sha(bytes(256)))
    assert not srp.proves(verifier, b, a_public, forged)


@pytest.mark.parametrize("number", [0, 1, 2**1984, int.from_bytes(srp.PRIME, "big") - 1, 2**2048])
def test_numbers_at_the_edges_are_not_in_the_group(number: int) -> None:
    assert not srp.in_group(number.to_bytes(257, "big").lstrip(b"\0"))
