"""The arithmetic of MTProto 2.0, as pure functions: message encryption, RSA, Diffie-Hellman.

AES-IGE is cryptg's, big numbers are gmpy2's. Powers with a secret exponent take `powmod_sec`, whose time does
not depend on the exponent, and release the interpreter's lock, so that they scale over threads.

Sources: core.telegram.org/mtproto/description, /mtproto/auth_key, /mtproto/security_guidelines.
"""

import hashlib
import hmac
import struct
from dataclasses import dataclass, field

import cryptg
import gmpy2
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from folkmoot.kernel.chance import Chance
from folkmoot.kernel.errors import Broken, Malformed, Unusable
from folkmoot.kernel.ids import AuthKeyId

# --- messages --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AuthKey:
    """A key that one client and this server share."""

    data: bytes = field(repr=False)
    """256 bytes, leading zeros included."""
    key_id: AuthKeyId

    @classmethod
    def of(cls, data: bytes) -> "AuthKey":
        """Return the key of these 256 bytes with its id: the low 64 bits of SHA-1, signed."""
        return cls(data, AuthKeyId(int.from_bytes(_sha1(data)[12:], "little", signed=True)))

    @property
    def aux_hash(self) -> bytes:
        """The high 64 bits of SHA-1, by which the handshake names a key."""
        return _sha1(self.data)[:8]


SMALLEST_PACKET = 24 + 48
"""Key id and message key; then salt, session id, message id, sequence number and length, and 12 bytes of
padding, filled up to whole blocks."""

_KEY_ID = struct.Struct("<q")
_LENGTH = struct.Struct("<i")


def encrypt(key: AuthKey, plaintext: bytes, *, from_client: bool, chance: Chance) -> bytes:
    """Return the whole packet for a plaintext: salt, session id, message id, sequence number, length, body.

    The padding is random and as short as the protocol allows: 12 to 27 bytes.
    """
    data = key.data
    padded = plaintext + chance.bytes(12 + -(len(plaintext) + 12) % 16)
    x = 0 if from_client else 8
    message_key = hashlib.sha256(data[88 + x : 120 + x] + padded).digest()[8:24]
    encrypted: bytes = cryptg.encrypt_ige(padded, *_derive(data, message_key, x))
    return _KEY_ID.pack(key.key_id) + message_key + encrypted


def decrypt(key: AuthKey, packet: bytes, *, from_client: bool) -> bytes:
    """Return the plaintext of a packet: salt, session id, message id, sequence number, length, body, padding.

    Raises `Malformed` unless the packet was made with `key` and in this direction, the length (signed, at
    offset 28) is a multiple of four and the padding behind the body has 12 to 1024 bytes.
    """
    size = len(packet)
    if size < SMALLEST_PACKET or (size - 24) % 16 or packet[:8] != _KEY_ID.pack(key.key_id):
        raise Malformed("no packet of this key")
    data = key.data
    x = 0 if from_client else 8
    message_key = packet[8:24]
    plaintext: bytes = cryptg.decrypt_ige(packet[24:], *_derive(data, message_key, x))
    expected = hashlib.sha256(data[88 + x : 120 + x] + plaintext).digest()[8:24]
    if not hmac.compare_digest(message_key, expected):
        raise Malformed("a packet whose message key does not fit")
    (length,) = _LENGTH.unpack_from(plaintext, 28)
    if length < 0 or length % 4 or not 12 <= len(plaintext) - 32 - length <= 1024:
        raise Malformed("a packet whose length does not fit")
    return plaintext


def quick_ack_token(key: AuthKey, plaintext: bytes) -> int:
    """Return the token that acknowledges a client's message, from the plaintext that `decrypt` gave."""
    digest = hashlib.sha256(key.data[88:120] + plaintext).digest()
    return int.from_bytes(digest[:4], "little") | 0x80000000


def _derive(data: bytes, message_key: bytes, x: int) -> tuple[bytes, bytes]:
    """Return AES key and IGE vector of one message; `x` is 0 from the client and 8 from the server."""
    a = hashlib.sha256(message_key + data[x : 36 + x]).digest()
    b = hashlib.sha256(data[40 + x : 76 + x] + message_key).digest()
    return a[:8] + b[8:24] + a[24:], b[:8] + a[8:24] + b[24:]


# --- the first version's encryption, which auth.bindTempAuthKey still takes --------------------------------


@dataclass(frozen=True, slots=True)
class BindInner:
    """What the holder of a permanent key says about a temporary one. Ids are signed, as on the wire."""

    msg_id: int
    """Must be that of the message that carries it."""
    nonce: int
    temp_key_id: AuthKeyId
    permanent_key_id: AuthKeyId
    temp_session_id: int
    expires_at: int
    """Seconds since 1970."""


_BIND_HEAD = struct.Struct("<16sqii")
_BIND_BODY = struct.Struct("<Iqqqqi")
_BIND_CONSTRUCTOR = 0x75A3F765
_BIND_SIZE = _BIND_HEAD.size + _BIND_BODY.size


def bind_inner(permanent: AuthKey, encrypted_message: bytes) -> BindInner:
    """Open `encrypted_message` of auth.bindTempAuthKey and return what it says, for the caller to verify.

    Only who holds the permanent key can have made it. Raises `Malformed` when it is not of that key.
    Source: core.telegram.org/method/auth.bindTempAuthKey.
    """
    plain_size = len(encrypted_message) - 24
    if not 0 <= plain_size - _BIND_SIZE < 16 or plain_size % 16:
        raise Malformed("a binding of a wrong size")
    if encrypted_message[:8] != _KEY_ID.pack(permanent.key_id):
        raise Malformed("a binding of another key")
    message_key = encrypted_message[8:24]
    plain = cryptg.decrypt_ige(encrypted_message[24:], *_derive_v1(permanent.data, message_key))
    if not hmac.compare_digest(message_key, _sha1(plain[:_BIND_SIZE])[4:]):
        raise Malformed("a binding whose message key does not fit")
    _, msg_id, _, length = _BIND_HEAD.unpack_from(plain)
    constructor, nonce, temp, perm, session, expires_at = _BIND_BODY.unpack_from(plain, _BIND_HEAD.size)
    if length != _BIND_BODY.size or constructor != _BIND_CONSTRUCTOR:
        raise Malformed("a binding that holds something else")
    return BindInner(msg_id, nonce, AuthKeyId(temp), AuthKeyId(perm), session, expires_at)


def seal_bind_inner(permanent: AuthKey, inner: BindInner, chance: Chance) -> bytes:
    """Return the `encrypted_message` that a client sends for `inner`."""
    plain = _BIND_HEAD.pack(chance.bytes(16), inner.msg_id, 0, _BIND_BODY.size) + _BIND_BODY.pack(
        _BIND_CONSTRUCTOR,
        inner.nonce,
        inner.temp_key_id,
        inner.permanent_key_id,
        inner.temp_session_id,
        inner.expires_at,
    )
    message_key = _sha1(plain)[4:]
    padded = plain + chance.bytes(-len(plain) % 16)
    encrypted: bytes = cryptg.encrypt_ige(padded, *_derive_v1(permanent.data, message_key))
    return _KEY_ID.pack(permanent.key_id) + message_key + encrypted


def _derive_v1(data: bytes, message_key: bytes) -> tuple[bytes, bytes]:
    a = _sha1(message_key + data[:32])
    b = _sha1(data[32:48] + message_key + data[48:64])
    c = _sha1(data[64:96] + message_key)
    d = _sha1(message_key + data[96:128])
    return a[:8] + b[8:] + c[4:16], a[8:] + b[:8] + c[16:] + d[:8]


# --- the handshake's own envelope ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NonceKey:
    """AES key and vector that both sides of a handshake derive from its nonces (server 16 bytes, new 32)."""

    key: bytes = field(repr=False)
    vector: bytes = field(repr=False)

    @classmethod
    def of(cls, server_nonce: bytes, new_nonce: bytes) -> "NonceKey":
        mixed = _sha1(server_nonce + new_nonce)
        return cls(
            _sha1(new_nonce + server_nonce) + mixed[:12],
            mixed[12:] + _sha1(new_nonce + new_nonce) + new_nonce[:4],
        )

    def seal(self, data: bytes, chance: Chance) -> bytes:
        """Return `data` with its SHA-1 before it and padding behind, encrypted."""
        plain = _sha1(data) + data
        plain += chance.bytes(-len(plain) % 16)
        encrypted: bytes = cryptg.encrypt_ige(plain, self.key, self.vector)
        return encrypted

    def open(self, encrypted: bytes) -> "Hashed":
        """Undo `seal`, all but the padding. Raises `Malformed` when the size cannot be right."""
        if len(encrypted) < 32 or len(encrypted) % 16:
            raise Malformed("an encrypted part of a wrong size")
        plain = cryptg.decrypt_ige(encrypted, self.key, self.vector)
        return Hashed(plain[:20], plain[20:])


@dataclass(frozen=True, slots=True)
class Hashed:
    """A SHA-1 and the data it covers, with padding behind that only the data's own form tells from it."""

    digest: bytes
    padded: bytes = field(repr=False)

    def covers(self, size: int) -> bool:
        """Tell whether the digest is that of the first `size` bytes."""
        return size <= len(self.padded) and hmac.compare_digest(self.digest, _sha1(self.padded[:size]))


# --- RSA -------------------------------------------------------------------------------------------------

RSA_SIZE = 256
"""Bytes of a modulus, and of a block: the protocol knows 2048-bit keys only."""

_PAD_SIZE = 192
"""Bytes of data in an RSA_PAD block, random ones behind them included."""
_OLD_SIZE = 255
"""Bytes of an older block: SHA-1, data, random bytes. The first of 256 is zero."""


@dataclass(frozen=True, slots=True)
class RsaPublicKey:
    """What clients hold of the server's key."""

    modulus: int
    exponent: int

    @property
    def fingerprint(self) -> int:
        """The last 64 bits of SHA-1 over the two numbers as TL strings, signed."""
        digest = _sha1(_tl_number(self.modulus) + _tl_number(self.exponent))
        return int.from_bytes(digest[12:], "little", signed=True)

    @classmethod
    def load(cls, pem: str) -> "RsaPublicKey":
        """Read the key from PEM, as `server.json` has it. Raises `Unusable` for anything else."""
        try:
            key = serialization.load_pem_public_key(pem.encode())
        except (ValueError, UnsupportedAlgorithm) as error:
            raise Unusable("this is no public key in PEM form") from error
        if not isinstance(key, rsa.RSAPublicKey):
            raise Unusable("the public key must be an RSA key")
        return cls(key.public_numbers().n, key.public_numbers().e)

    @property
    def pem(self) -> str:
        """The key as PKCS#1 PEM, the form in which client libraries take it."""
        key = rsa.RSAPublicNumbers(self.exponent, self.modulus).public_key()
        form = serialization.PublicFormat.PKCS1
        return key.public_bytes(serialization.Encoding.PEM, form).decode()

    def seal(self, data: bytes, chance: Chance) -> bytes:
        """Encrypt up to 144 bytes with RSA_PAD, as newer clients do.

        Data reversed and a hash under a one-time AES key, that key masked by the hash of the rest: one bit
        changed anywhere spoils the whole block.
        """
        padded = data + chance.bytes(_PAD_SIZE - len(data))
        while True:
            once = chance.bytes(32)
            hashed = padded[::-1] + hashlib.sha256(once + padded).digest()
            encrypted = cryptg.encrypt_ige(hashed, once, bytes(32))
            block = int.from_bytes(_xor(once, hashlib.sha256(encrypted).digest()) + encrypted, "big")
            if block < self.modulus:
                return self._encrypt(block)

    def seal_old(self, data: bytes, chance: Chance) -> bytes:
        """Encrypt up to 235 bytes in the older way: SHA-1, data, random bytes."""
        block = _sha1(data) + data
        return self._encrypt(int.from_bytes(block + chance.bytes(_OLD_SIZE - len(block)), "big"))

    def _encrypt(self, block: int) -> bytes:
        return int(gmpy2.powmod(block, self.exponent, self.modulus)).to_bytes(RSA_SIZE, "big")


class RsaKey:
    """The server's own key, by which clients know it."""

    def __init__(self, private: rsa.RSAPrivateKey) -> None:
        numbers = private.private_numbers()
        self._private = private
        self._p, self._q = gmpy2.mpz(numbers.p), gmpy2.mpz(numbers.q)
        self._dp, self._dq = gmpy2.mpz(numbers.dmp1), gmpy2.mpz(numbers.dmq1)
        self._p_inverse = gmpy2.invert(self._q, self._p)
        self._modulus = self._p * self._q
        self.public = RsaPublicKey(numbers.public_numbers.n, numbers.public_numbers.e)

    @classmethod
    def generate(cls) -> "RsaKey":
        """Make a new 2048-bit key from the operating system's randomness; takes some 100 ms."""
        return cls(rsa.generate_private_key(public_exponent=65537, key_size=RSA_SIZE * 8))

    @classmethod
    def load(cls, pem: str | bytes) -> "RsaKey":
        """Read a private key from PEM (PKCS#8 or PKCS#1, without a password).

        Raises `Unusable` when it is something else, or not of 2048 bits.
        """
        try:
            private = serialization.load_pem_private_key(pem.encode() if isinstance(pem, str) else pem, None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise Unusable("the RSA key file holds no private key in PEM form without a password") from error
        if not isinstance(private, rsa.RSAPrivateKey) or private.key_size != RSA_SIZE * 8:
            raise Unusable("the RSA key file must hold an RSA key of 2048 bits")
        return cls(private)

    @property
    def pem(self) -> str:
        """The private key as PKCS#8 PEM: keep it in a file that only the server can read."""
        return self._private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()

    @property
    def public_pem(self) -> str:
        """The public half as PKCS#1 PEM."""
        return self.public.pem

    @property
    def fingerprint(self) -> int:
        """By which clients find their copy of the public half."""
        return self.public.fingerprint

    def decrypt(self, block: bytes, chance: Chance) -> bytes:
        """Return the 256 bytes under an encrypted block. Heavy: about a millisecond; call it in a thread.

        Blinded, so that the time tells nothing about the block, and checked, so that a fault of the machine
        cannot give the key away. Raises `Malformed` when the block is no number below the modulus.
        """
        number = int.from_bytes(block, "big")
        if len(block) > RSA_SIZE or number >= self._modulus:
            raise Malformed("an RSA block out of range")
        blind = int.from_bytes(chance.bytes(RSA_SIZE), "big") % self._modulus
        with gmpy2.context(allow_release_gil=True):
            exponent = self.public.exponent
            hidden = number * gmpy2.powmod(blind, exponent, self._modulus) % self._modulus
            from_p = gmpy2.powmod_sec(hidden, self._dp, self._p)
            from_q = gmpy2.powmod_sec(hidden, self._dq, self._q)
            opened = from_q + self._q * ((from_p - from_q) * self._p_inverse % self._p)
            if gmpy2.powmod(opened, exponent, self._modulus) != hidden:
                raise Broken("RSA arithmetic went wrong")
            return int(opened * gmpy2.invert(blind, self._modulus) % self._modulus).to_bytes(RSA_SIZE, "big")


def unpad_rsa(block: bytes) -> tuple[bytes | None, Hashed]:
    """Return what a decrypted block holds in each of its two readings: RSA_PAD data, and the older form.

    The first is None when its hash does not fit; of the older form the caller checks the hash, once it knows
    where the data ends. Both readings are always made: a time that told one from the other would be an
    oracle.
    """
    once = _xor(block[:32], hashlib.sha256(block[32:]).digest())
    plain = cryptg.decrypt_ige(block[32:], once, bytes(32))
    data = plain[_PAD_SIZE - 1 :: -1]
    fits = hmac.compare_digest(plain[_PAD_SIZE:], hashlib.sha256(once + data).digest())
    return (data if fits else None), Hashed(block[1:21], block[21:])


def _tl_number(number: int) -> bytes:
    """Write a number, which is shorter than 2^24 bytes, as a TL string."""
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    head = bytes((len(data),)) if len(data) < 254 else b"\xfe" + len(data).to_bytes(3, "little")
    return head + data + bytes(-(len(head) + len(data)) % 4)


# --- Diffie-Hellman --------------------------------------------------------------------------------------

DH_GENERATOR = 3
DH_PRIME = int(
    "C71CAEB9C6B1C9048E6C522F70F13F73980D40238E3E21C14934D037563D930F"
    "48198A0AA7C14058229493D22530F4DBFA336F6E0AC925139543AED44CCE7C37"
    "20FD51F69458705AC68CD4FE6B6B13ABDC9746512969328454F18FAF8C595F64"
    "2477FE96BB2A941D5BCD1D4AC8CC49880708FA9B378E3C4F3A9060BEE67CF9A4"
    "A4A695811051907E162753B56B0F6B410DBA74D8A84B2A14B3144E0EF1284754"
    "FD17ED950D5965B4B9DD46582DB1178D169C6BC465B0D6FF9CA3928FEF5B9AE4"
    "E418FC15E83EBEA0F87FA9FF5EED70050DED2849F47BF959D956850CE929851F"
    "0D8115F635B105EE2E4E15D04B2454BF6F4FADF034B10403119CD8E3B92FCC5B",
    16,
)
"""The 2048-bit safe prime that every client knows, and therefore does not have to test."""
DH_PRIME_BYTES = DH_PRIME.to_bytes(256, "big")

_DH_MARGIN = 1 << (2048 - 64)
_SECRET_SIZE = 64
_PRIME = gmpy2.mpz(DH_PRIME)


@dataclass(frozen=True, slots=True)
class DhPair:
    """A secret exponent and the power of the generator that it gives. For one handshake only."""

    secret: int = field(repr=False)
    public: bytes
    """256 bytes."""

    @classmethod
    def make(cls, chance: Chance) -> "DhPair":
        """Make a pair. Heavy: one to two milliseconds; call it in a thread.

        The exponent has 512 bits, not 2048: in a group of a safe prime an attacker needs 2^256 steps against
        it, far beyond the group's own strength, and it takes a quarter of the time. NIST SP 800-56A rev. 3,
        5.6.1.1 and RFC 7919, 5.2 allow half of that.
        """
        while True:
            secret = int.from_bytes(chance.bytes(_SECRET_SIZE), "big") | 1 << (8 * _SECRET_SIZE - 1)
            public = _power(DH_GENERATOR, secret)
            if _DH_MARGIN <= public <= DH_PRIME - _DH_MARGIN:
                return cls(secret, public.to_bytes(256, "big"))

    def shared(self, other: bytes) -> AuthKey:
        """Return the key that this pair and the public half of another one give. Heavy, as `make`.

        Raises `Malformed` as `check_public` does.
        """
        return AuthKey.of(_power(check_public(other), self.secret).to_bytes(256, "big"))


def check_public(public: bytes) -> int:
    """Return a power that the other side sent as a number.

    Raises `Malformed` unless it lies between 2^1984 and the prime less that: beyond, the key might
    be guessed.
    """
    number = int.from_bytes(public, "big")
    if len(public) > 256 or not _DH_MARGIN <= number <= DH_PRIME - _DH_MARGIN:
        raise Malformed("a Diffie-Hellman value out of range")
    return number


def _power(base: int, secret: int) -> int:
    with gmpy2.context(allow_release_gil=True):
        return int(gmpy2.powmod_sec(base, secret, _PRIME))


def make_pq(chance: Chance) -> tuple[int, int]:
    """Return two different primes, the smaller first, whose product a client has to factor.

    It is a toll on clients, no secret. We charge the least that still has the usual form: four bytes each and
    eight for the product, with no high bit (Telethon reads it as signed).
    """
    while True:
        p, q = (int(gmpy2.next_prime((1 << 28) + chance.below(1 << 28))) for _ in range(2))
        if p != q:
            return min(p, q), max(p, q)


def factor(pq: int) -> tuple[int, int]:
    """Return the two primes of a client's toll, the smaller first."""
    p, q = cryptg.factorize_pq_pair(pq)
    return min(p, q), max(p, q)


def _sha1(data: bytes) -> bytes:
    return hashlib.sha1(data).digest()  # noqa: S324 - the protocol's choice, not ours


def _xor(left: bytes, right: bytes) -> bytes:
    return (int.from_bytes(left, "big") ^ int.from_bytes(right, "big")).to_bytes(len(left), "big")
