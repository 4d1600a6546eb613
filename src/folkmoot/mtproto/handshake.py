"""How a client and a server come to share a key: both sides, so that each tests the other.

    client                                   server
    req_pq_multi                        ->
                                        <-   resPQ: a product to factor, fingerprints of our RSA keys
    req_DH_params: secrets under RSA    ->
                                        <-   server_DH_params_ok: prime, generator and g_a under the secrets
    set_client_DH_params: g_b           ->
                                        <-   dh_gen_ok, or dh_gen_retry when the key's id is taken

Bodies are what the envelope of a message without a key holds: see `plain_message` and `read_plain`.
Source: core.telegram.org/mtproto/auth_key.
"""

import hashlib
import hmac
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from folkmoot.kernel.chance import Chance
from folkmoot.kernel.errors import Broken, Malformed

from . import tl
from .crypto import (
    DH_GENERATOR,
    DH_PRIME_BYTES,
    AuthKey,
    DhPair,
    NonceKey,
    RsaKey,
    RsaPublicKey,
    check_public,
    factor,
    make_pq,
    unpad_rsa,
)

TRIES = 3
"""Values of g_b that a client may send in one exchange, should the ids of the keys be taken."""


class BadHandshake(Malformed):
    """The other side breaks the rules of the exchange. Close the connection, whatever the reason was.

    A wrong padding and a wrong nonce are told alike: a difference would be an oracle for what RSA hides.
    """


# --- the envelope ------------------------------------------------------------------------------------------

_NO_KEY = bytes(8)


def plain_message(msg_id: int, body: bytes) -> bytes:
    """Return the packet of a message without a key."""
    return _NO_KEY + msg_id.to_bytes(8, "little", signed=True) + len(body).to_bytes(4, "little") + body


def read_plain(packet: bytes) -> tuple[int, bytes]:
    """Return message id and body of a packet without a key. Raises `BadHandshake`."""
    if (
        packet[:8] != _NO_KEY
        or len(packet) < 20
        or int.from_bytes(packet[16:20], "little") != len(packet) - 20
    ):
        raise BadHandshake("no message without a key")
    return int.from_bytes(packet[8:16], "little", signed=True), packet[20:]


def _read(data: bytes) -> tuple[tl.TLObject, int]:
    """Read what `data` begins with, and tell where it ends: some clients pad what they send."""
    try:
        return tl.decode_prefix(data)
    except tl.Malformed as error:
        raise BadHandshake("no part of a handshake") from error


# --- what a step gives -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reply:
    """Send this body."""

    body: bytes


@dataclass(frozen=True, slots=True)
class Work:
    """Call `run` in a thread and give what it returns to `resume`. If it raises `Malformed`, all is over."""

    run: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Made:
    """Both sides have the key. Store it and send `reply`; or, when its id is taken, `retry`, and read on.

    After `retry` the client's next body belongs to this same handshake.
    """

    key: AuthKey
    salt: int
    """The first server salt, signed."""
    expires_in: int | None
    """Seconds that a temporary key is to live, as the client wishes; None for a permanent one."""
    reply: bytes
    retry: bytes


Step: TypeAlias = Reply | Work | Made


class DhPool:
    """Diffie-Hellman pairs made ahead of need, each for one handshake.

    `room` pairs of half a KiB at most. May be filled in one thread while handshakes take in another.
    """

    def __init__(self, chance: Chance, room: int = 64) -> None:
        self._chance = chance
        self._room = room
        self._pairs: deque[DhPair] = deque()

    @property
    def wants_more(self) -> bool:
        """Whether `fill_one` would be of use."""
        return len(self._pairs) < self._room

    def fill_one(self) -> None:
        """Add a pair. Heavy: call it in a thread."""
        self._pairs.append(DhPair.make(self._chance))

    def take(self) -> DhPair | None:
        """Return a pair that nobody else gets, or None when there is none."""
        try:
            return self._pairs.popleft()
        except IndexError:
            return None


# --- what both sides compute -------------------------------------------------------------------------------


class _Named(Protocol):
    @property
    def nonce(self) -> bytes: ...

    @property
    def server_nonce(self) -> bytes: ...


class _Factored(Protocol):
    @property
    def p(self) -> bytes: ...

    @property
    def q(self) -> bytes: ...


def _same(message: _Named, nonce: bytes, server_nonce: bytes) -> bool:
    return hmac.compare_digest(message.nonce + message.server_nonce, nonce + server_nonce)


def _factors(message: _Factored, p: int, q: int) -> bool:
    """Tell whether the client has found the factors; it may write them with zeros in front."""
    return int.from_bytes(message.p, "big") == p and int.from_bytes(message.q, "big") == q


def _retry_id(previous: AuthKey | None) -> int:
    return 0 if previous is None else int.from_bytes(previous.aux_hash, "little", signed=True)


def _verdict_hash(new_nonce: bytes, number: int, key: AuthKey) -> bytes:
    """Prove that we know both the key and the new nonce; `number` is 1 for ok, 2 for retry, 3 for fail."""
    return hashlib.sha1(new_nonce + bytes((number,)) + key.aux_hash).digest()[4:]  # noqa: S324 - the protocol's


def _first_salt(server_nonce: bytes, new_nonce: bytes) -> int:
    """Return the salt with which a new key begins, signed."""
    mixed = int.from_bytes(new_nonce[:8], "little") ^ int.from_bytes(server_nonce[:8], "little")
    return mixed - (1 << 64) if mixed >> 63 else mixed


# --- the server --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Asked:
    """We have sent resPQ."""

    nonce: bytes
    server_nonce: bytes
    p: int
    q: int


@dataclass(frozen=True, slots=True)
class _Opening:
    """RSA is being undone."""

    asked: _Asked


@dataclass(frozen=True, slots=True)
class _Secrets:
    """What the client has told us under RSA."""

    nonce: bytes
    server_nonce: bytes
    new_nonce: bytes = field(repr=False)
    expires_in: int | None


@dataclass(frozen=True, slots=True)
class _Pairing:
    """The pool was empty: a pair is being made."""

    secrets: _Secrets


@dataclass(frozen=True, slots=True)
class _Offered:
    """We have sent g_a."""

    secrets: _Secrets
    pair: DhPair
    tries: int = 0
    previous: AuthKey | None = None
    """The key whose id was taken, by which the client names its next try."""


@dataclass(frozen=True, slots=True)
class _Agreeing:
    """The key is being computed."""

    offered: _Offered


_State: TypeAlias = _Asked | _Opening | _Pairing | _Offered | _Agreeing | None


class ServerHandshake:
    """The server's side, for one connection.

    The client may begin anew at any time; one exchange is held, of bounded size. Where a method raises, the
    exchange is over.
    """

    def __init__(self, rsa_keys: Sequence[RsaKey], chance: Chance, prepared: DhPool | None = None) -> None:
        self._rsa_keys = {key.fingerprint: key for key in rsa_keys}
        self._chance = chance
        self._prepared = prepared
        self._state: _State = None

    def receive(self, body: bytes, now: int) -> Step:
        """Take the body of a message without a key at `now`, seconds since 1970.

        While a `Work` is out, hold the next message back. Raises `BadHandshake`.
        """
        if isinstance(self._state, _Opening | _Pairing | _Agreeing):
            raise BadHandshake("a message before its turn")
        state, self._state = self._state, None
        request, _ = _read(body)
        match request, state:
            case ((tl.ReqPqMulti() | tl.ReqPq()), _):
                return self._ask(request.nonce)
            case tl.ReqDHParams(), _Asked():
                return self._open(request, state)
            case tl.SetClientDHParams(), _Offered():
                return self._agree(request, state)
        raise BadHandshake("a step out of order")

    def resume(self, result: object, now: int) -> Step:
        """Take what the last `Work` has returned. Raises `BadHandshake`."""
        state, self._state = self._state, None
        match state, result:
            case _Opening(asked), bytes():
                return self._opened(asked, result, now)
            case _Pairing(secrets), DhPair():
                return self._offer(secrets, result, now)
            case _Agreeing(offered), AuthKey():
                return self._made(offered, result)
        raise Broken("the result of work that was not asked for")

    def _ask(self, nonce: bytes) -> Reply:
        p, q = make_pq(self._chance)
        self._state = _Asked(nonce, self._chance.bytes(16), p, q)
        return Reply(
            tl.encode(
                tl.ResPQ(
                    nonce=nonce,
                    server_nonce=self._state.server_nonce,
                    pq=(p * q).to_bytes(8, "big"),
                    server_public_key_fingerprints=list(self._rsa_keys),
                )
            )
        )

    def _open(self, request: tl.ReqDHParams, asked: _Asked) -> Work:
        key = self._rsa_keys.get(request.public_key_fingerprint)
        if key is None or not (
            _same(request, asked.nonce, asked.server_nonce) and _factors(request, asked.p, asked.q)
        ):
            raise BadHandshake("an answer to another question")
        self._state = _Opening(asked)
        return Work(lambda: key.decrypt(request.encrypted_data, self._chance))

    def _opened(self, asked: _Asked, block: bytes, now: int) -> Step:
        inner = _inner_data(block)
        if not (_same(inner, asked.nonce, asked.server_nonce) and _factors(inner, asked.p, asked.q)):
            raise _unfit()
        expires_in = None
        if isinstance(inner, tl.PQInnerDataTemp | tl.PQInnerDataTempDc):
            expires_in = inner.expires_in
            if expires_in <= 0:
                raise BadHandshake("a key that has expired already")
        secrets = _Secrets(asked.nonce, asked.server_nonce, inner.new_nonce, expires_in)
        pair = self._prepared.take() if self._prepared is not None else None
        if pair is not None:
            return self._offer(secrets, pair, now)
        self._state = _Pairing(secrets)
        return Work(lambda: DhPair.make(self._chance))

    def _offer(self, secrets: _Secrets, pair: DhPair, now: int) -> Reply:
        self._state = _Offered(secrets, pair)
        inner = tl.ServerDHInnerData(
            nonce=secrets.nonce,
            server_nonce=secrets.server_nonce,
            g=DH_GENERATOR,
            dh_prime=DH_PRIME_BYTES,
            g_a=pair.public,
            server_time=now,
        )
        envelope = NonceKey.of(secrets.server_nonce, secrets.new_nonce)
        return Reply(
            tl.encode(
                tl.ServerDHParamsOk(
                    nonce=secrets.nonce,
                    server_nonce=secrets.server_nonce,
                    encrypted_answer=envelope.seal(tl.encode(inner), self._chance),
                )
            )
        )

    def _agree(self, request: tl.SetClientDHParams, offered: _Offered) -> Work:
        secrets = offered.secrets
        if not _same(request, secrets.nonce, secrets.server_nonce):
            raise BadHandshake("an answer to another offer")
        hashed = NonceKey.of(secrets.server_nonce, secrets.new_nonce).open(request.encrypted_data)
        inner, size = _read(hashed.padded)
        if not (
            isinstance(inner, tl.ClientDHInnerData)
            and hashed.covers(size)
            and _same(inner, secrets.nonce, secrets.server_nonce)
            and inner.retry_id == _retry_id(offered.previous)
        ):
            raise BadHandshake("an answer that does not fit")
        check_public(inner.g_b)
        self._state = _Agreeing(offered)
        return Work(lambda: offered.pair.shared(inner.g_b))

    def _made(self, offered: _Offered, key: AuthKey) -> Made:
        secrets, tries = offered.secrets, offered.tries + 1
        nonces = {"nonce": secrets.nonce, "server_nonce": secrets.server_nonce}
        ok, again, fail = (_verdict_hash(secrets.new_nonce, number, key) for number in (1, 2, 3))
        retry: tl.TLObject = tl.DhGenFail(new_nonce_hash3=fail, **nonces)
        if tries < TRIES:
            retry = tl.DhGenRetry(new_nonce_hash2=again, **nonces)
            self._state = _Offered(secrets, offered.pair, tries, key)
        return Made(
            key,
            _first_salt(secrets.server_nonce, secrets.new_nonce),
            secrets.expires_in,
            reply=tl.encode(tl.DhGenOk(new_nonce_hash1=ok, **nonces)),
            retry=tl.encode(retry),
        )


def _inner_data(block: bytes) -> tl.TypePQInnerData:
    """Read what RSA hid, in whichever form the client has used."""
    padded, older = unpad_rsa(block)
    try:
        inner, size = tl.decode_prefix(older.padded if padded is None else padded)
    except tl.Malformed as error:
        raise _unfit() from error
    if not isinstance(inner, _INNER_DATA) or (padded is None and not older.covers(size)):
        raise _unfit()
    return inner


_INNER_DATA = (tl.PQInnerData, tl.PQInnerDataDc, tl.PQInnerDataTemp, tl.PQInnerDataTempDc)


def _unfit() -> BadHandshake:
    """Tell every fault of what RSA hid in the same words."""
    return BadHandshake("a secret part that does not fit")


# --- the client --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Agreed:
    """The client has the key, and the server has said that it has it too."""

    key: AuthKey
    salt: int
    """The first server salt, signed."""
    server_time: int
    """Seconds since 1970 by the server's clock, as of its second answer."""


class ClientHandshake:
    """The client's side, for tests, the demo's residents and the load generator. It computes where it stands.

    `dc` and `older_padding` choose among the forms that stock clients send: RSA_PAD with a data centre
    (mtcute), RSA_PAD without one (GramJS), the older padding without one (Telethon, kurigram, hydrogram).
    `expires_in` asks for a temporary key that lives so many seconds.
    """

    def __init__(
        self,
        rsa_keys: Sequence[RsaPublicKey],
        chance: Chance,
        *,
        dc: int | None = 2,
        expires_in: int | None = None,
        older_padding: bool = False,
    ) -> None:
        self._rsa_keys = {key.fingerprint: key for key in rsa_keys}
        self._chance = chance
        self._dc = dc
        self._expires_in = expires_in
        self._older_padding = older_padding
        self._nonce = self._server_nonce = self._new_nonce = b""
        self._g_a = b""
        self._key: AuthKey | None = None
        self._server_time = 0
        self._take: Callable[[tl.TLObject], Reply | Agreed] | None = None

    def begin(self) -> bytes:
        """Return the first body to send, and forget what went before."""
        self._nonce = self._chance.bytes(16)
        self._key = None
        self._take = self._take_question
        return tl.encode(tl.ReqPqMulti(nonce=self._nonce))

    def receive(self, body: bytes) -> Reply | Agreed:
        """Take the server's next body. Raises `BadHandshake` when it breaks the rules or gives up."""
        take, self._take = self._take, None
        if take is None:
            raise BadHandshake("an answer to no question")
        return take(_read(body)[0])

    def _take_question(self, question: tl.TLObject) -> Reply:
        if not isinstance(question, tl.ResPQ) or not hmac.compare_digest(question.nonce, self._nonce):
            raise BadHandshake("no question")
        rsa_key = next(
            (self._rsa_keys[it] for it in question.server_public_key_fingerprints if it in self._rsa_keys),
            None,
        )
        if rsa_key is None:
            raise BadHandshake("a server without a key that we know")
        self._server_nonce = question.server_nonce
        self._new_nonce = self._chance.bytes(32)
        self._take = self._take_offer
        p, q = (number.to_bytes(4, "big") for number in factor(int.from_bytes(question.pq, "big")))
        inner = tl.encode(self._inner(question.pq, p, q))
        seal = rsa_key.seal_old if self._older_padding else rsa_key.seal
        return Reply(
            tl.encode(
                tl.ReqDHParams(
                    nonce=self._nonce,
                    server_nonce=self._server_nonce,
                    p=p,
                    q=q,
                    public_key_fingerprint=rsa_key.fingerprint,
                    encrypted_data=seal(inner, self._chance),
                )
            )
        )

    def _inner(self, pq: bytes, p: bytes, q: bytes) -> tl.TLObject:
        nonces = {"nonce": self._nonce, "server_nonce": self._server_nonce, "new_nonce": self._new_nonce}
        match self._dc, self._expires_in:
            case None, None:
                return tl.PQInnerData(pq=pq, p=p, q=q, **nonces)
            case int(dc), None:
                return tl.PQInnerDataDc(pq=pq, p=p, q=q, dc=dc, **nonces)
            case None, int(expires_in):
                return tl.PQInnerDataTemp(pq=pq, p=p, q=q, expires_in=expires_in, **nonces)
            case int(dc), int(expires_in):
                return tl.PQInnerDataTempDc(pq=pq, p=p, q=q, dc=dc, expires_in=expires_in, **nonces)
        raise Broken("unreachable")

    def _take_offer(self, offer: tl.TLObject) -> Reply:
        if not isinstance(offer, tl.ServerDHParamsOk) or not self._is_ours(offer):
            raise BadHandshake("no offer")
        hashed = NonceKey.of(self._server_nonce, self._new_nonce).open(offer.encrypted_answer)
        inner, size = _read(hashed.padded)
        if not (isinstance(inner, tl.ServerDHInnerData) and hashed.covers(size) and self._is_ours(inner)):
            raise BadHandshake("an offer that does not fit")
        if inner.g != DH_GENERATOR or inner.dh_prime != DH_PRIME_BYTES:
            raise BadHandshake("a group that we do not know")
        check_public(inner.g_a)
        self._g_a = inner.g_a
        self._server_time = inner.server_time
        return self._choose()

    def _choose(self) -> Reply:
        """Choose a g_b, and name the key that it replaces, if there was one."""
        pair = DhPair.make(self._chance)
        inner = tl.ClientDHInnerData(
            nonce=self._nonce,
            server_nonce=self._server_nonce,
            retry_id=_retry_id(self._key),
            g_b=pair.public,
        )
        self._key = pair.shared(self._g_a)
        self._take = self._take_verdict
        envelope = NonceKey.of(self._server_nonce, self._new_nonce)
        return Reply(
            tl.encode(
                tl.SetClientDHParams(
                    nonce=self._nonce,
                    server_nonce=self._server_nonce,
                    encrypted_data=envelope.seal(tl.encode(inner), self._chance),
                )
            )
        )

    def _take_verdict(self, verdict: tl.TLObject) -> Reply | Agreed:
        key = self._key
        if key is None:
            raise Broken("a verdict is awaited only once there is a key")
        match verdict:
            case tl.DhGenOk(new_nonce_hash1=digest):
                number = 1
            case tl.DhGenRetry(new_nonce_hash2=digest):
                number = 2
            case _:
                raise BadHandshake("the server gives up")
        expected = _verdict_hash(self._new_nonce, number, key)
        if not (self._is_ours(verdict) and hmac.compare_digest(digest, expected)):
            raise BadHandshake("a verdict that does not fit")
        if number == 2:
            return self._choose()
        return Agreed(key, _first_salt(self._server_nonce, self._new_nonce), self._server_time)

    def _is_ours(self, message: _Named) -> bool:
        return _same(message, self._nonce, self._server_nonce)
