"""The second password's arithmetic: SRP-6a as Telegram uses it, the server's half. Pure and heavy.

The server keeps `v = g^x mod p`, where only the client can make `x` from the password. A proof costs each
side one secret power of 2048 bits (3 to 6 ms), so callers run these functions in a thread; gmpy2 lets go of
the interpreter's lock meanwhile. Numbers are hashed as 256 bytes, big-endian.

Source: core.telegram.org/api/srp.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

import gmpy2

WIDTH = 256
"""Bytes of every number here."""

GENERATOR = 3
PRIME = bytes.fromhex(
    "c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f"
    "48198a0aa7c14058229493d22530f4dbfa336f6e0ac925139543aed44cce7c37"
    "20fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f64"
    "2477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4"
    "a4a695811051907e162753b56b0f6b410dba74d8a84b2a14b3144e0ef1284754"
    "fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4"
    "e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f"
    "0d8115f635b105ee2e4e15d04b2454bf6f4fadf034b10403119cd8e3b92fcc5b"
)
"""The prime that clients know by heart; any other costs them a slow check."""
_P = int.from_bytes(PRIME, "big")


def _sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def _wide(number: int) -> bytes:
    return number.to_bytes(WIDTH, "big")


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")


_K = _number(_sha256(PRIME, _wide(GENERATOR)))
_GROUP = bytes(a ^ b for a, b in zip(_sha256(PRIME), _sha256(_wide(GENERATOR)), strict=True))


@dataclass(frozen=True, slots=True)
class Verifier:
    """What the server keeps in place of a password."""

    salt1: bytes
    salt2: bytes
    v: bytes
    """`g^x mod p`, 256 bytes. Who has it can test guesses, so it is stored sealed."""


def in_group(number: bytes) -> bool:
    """Tell whether `number` is a safe public value: `2^1984 < n < p - 2^1984`, as clients themselves demand.

    Zero and its like would let somebody prove a password without knowing it.
    """
    margin = 1 << (8 * WIDTH - 64)
    return len(number) <= WIDTH and margin < _number(number) < _P - margin


def challenge(verifier: Verifier, b: bytes) -> bytes:
    """Return `B = k*v + g^b mod p` for the secret `b`: what the client is asked with."""
    with gmpy2.context(gmpy2.get_context(), allow_release_gil=True):
        power = gmpy2.powmod_sec(GENERATOR, _number(b), _P)
    return _wide(int((_K * _number(verifier.v) + power) % _P))


def proves(verifier: Verifier, b: bytes, a_public: bytes, m1: bytes) -> bool:
    """Tell whether `m1` was made by somebody who knows the password behind `verifier`.

    `b` is the secret of the challenge that the client answers, `a_public` the client's `A`.
    """
    if not in_group(a_public):
        return False
    a_wide, b_wide = _wide(_number(a_public)), challenge(verifier, b)
    u = _number(_sha256(a_wide, b_wide))
    with gmpy2.context(gmpy2.get_context(), allow_release_gil=True):
        base = _number(a_wide) * gmpy2.powmod(_number(verifier.v), u, _P) % _P
        shared = gmpy2.powmod_sec(base, _number(b), _P)
    expected = _sha256(
        _GROUP,
        _sha256(verifier.salt1),
        _sha256(verifier.salt2),
        a_wide,
        b_wide,
        _sha256(_wide(int(shared))),
    )
    return hmac.compare_digest(expected, m1)
