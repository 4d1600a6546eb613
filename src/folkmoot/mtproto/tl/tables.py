"""From bytes to objects and back: the two tables, and the doors to them."""

from __future__ import annotations

from collections.abc import Sequence
from struct import error as StructError
from typing import Any

from . import container
from .codec import (
    DEEPEST,
    VECTOR,
    Decoder,
    Encoders,
    Malformed,
    TLObject,
    Unencodable,
    UnknownConstructor,
    put_bool,
    put_boxes,
    put_ints,
    put_longs,
    read_boxes,
    read_id,
)
from .generated import forms

OLDEST = forms.OLDEST
NEWEST = forms.NEWEST

NAMES: dict[type[TLObject], str] = {
    **forms.NAMES,
    container.MsgContainer: "msg_container",
    container.ContainedMessage: "message",
}
"""Each class's name in TL: `auth.sendCode`."""

METHODS: frozenset[type[TLObject]] = frozenset(forms.ANSWERS)
"""The classes that are calls."""


class Vector(TLObject, frozen=True, gc=False):
    """A bare vector of boxed objects, as an answer holds one."""

    items: Sequence[Any]


def _read_vector(data: bytes, at: int, depth: int) -> tuple[Vector, int]:
    if depth > DEEPEST:
        raise Malformed("nested too deeply")
    items, at = read_boxes(data, at - 4, depth + 1, _DECODERS)
    return Vector(items), at


def _put_vector(vector: Vector, out: list[bytes], encoders: Encoders) -> None:
    put_boxes(vector.items, out, encoders)


_DECODERS: dict[int, Decoder] = {
    **forms.DECODERS,
    0x73F1F8DC: container.read_container,
    VECTOR: _read_vector,
}


_KINDS: dict[int, type[TLObject]] = {**forms.KINDS, 0x73F1F8DC: container.MsgContainer}


def constructor_of(data: bytes | memoryview) -> type[TLObject] | None:
    """Return the class of what `data` begins with, without reading on; None when we do not speak it."""
    return _KINDS.get(int.from_bytes(data[:4], "little")) if len(data) >= 4 else None


def decode(data: bytes | memoryview) -> TLObject:
    """Read one object of any layer from the whole of `data`.

    Raises `UnknownConstructor` or `Malformed` and nothing else. Work and memory are bounded by the length of
    `data`: counts are compared with the bytes left, and depth with `codec.DEEPEST`.
    """
    if type(data) is not bytes:
        data = bytes(data)
    try:
        value, at = _DECODERS[read_id(data, 0)[0]](data, 4, 0)
    except KeyError as unknown:
        raise UnknownConstructor(unknown.args[0]) from None
    except _THEIR_MISTAKES as error:
        raise Malformed(str(error)) from None
    if at != len(data):
        raise Malformed("bytes are missing or left over")
    return value  # type: ignore[no-any-return]


def decode_prefix(data: bytes) -> tuple[TLObject, int]:
    """Read one object at the start of `data`, and tell where it ends; raises as `decode` does.

    The parts of the handshake are followed by random bytes, and only their own form tells where those begin.
    """
    try:
        value, at = _DECODERS[read_id(data, 0)[0]](data, 4, 0)
    except KeyError as unknown:
        raise UnknownConstructor(unknown.args[0]) from None
    except _THEIR_MISTAKES as error:
        raise Malformed(str(error)) from None
    if at > len(data):
        raise Malformed("bytes are missing")
    return value, at


_THEIR_MISTAKES = (StructError, IndexError, UnicodeDecodeError, RecursionError)
"""What bytes that are cut, or are no text, raise somewhere below."""


_TABLES: dict[int, Encoders] = {}


def _encoders(layer: int) -> Encoders:
    """Return the table of one layer: each class with the function that writes the form that holds there."""
    table = _TABLES.get(layer)
    if table is None:
        table = _TABLES[layer] = _table(min(max(layer, OLDEST), NEWEST))
    return table


def _table(layer: int) -> Encoders:
    table: Encoders = {bool: put_bool, Vector: _put_vector, container.MsgContainer: container.put_container}
    for kind, spans in forms.FORMS.items():
        for since, until, encoder in spans:
            if since <= layer <= until:
                table[kind] = encoder
    for kind, encoder in forms.BEFORE.items():
        table.setdefault(kind, encoder)
    return table


def encode(value: TLObject | bool, layer: int = NEWEST) -> bytes:
    """Lay out `value` in the form that `layer` takes; a layer beyond those that we serve gets the nearest.

    Raises `Unencodable` for what the layer has not. Updates that it has not are left out of their vectors.
    """
    out: list[bytes] = []
    encoders = _TABLES.get(layer) or _encoders(layer)
    try:
        encoders[type(value)](value, out, encoders)
    except _OUR_MISTAKES as error:
        raise Unencodable(f"{type(value).__name__} at layer {layer}: {error!r}") from error
    return b"".join(out)


_OUR_MISTAKES = (KeyError, TypeError, AttributeError, ValueError, AssertionError, OverflowError, StructError)
"""What a field of a wrong type or size raises somewhere below."""


def encode_vector(items: Sequence[TLObject | bool], layer: int = NEWEST) -> bytes:
    """Lay out a bare vector of objects."""
    return encode(Vector(items), layer)


def encode_answer(call: type[TLObject], answer: Any, layer: int = NEWEST) -> bytes:
    """Lay out the answer to `call`: an object, a bool, or a list where the call is answered by a vector.

    Only the call tells whether numbers in a list are `int` or `long`.
    """
    if not isinstance(answer, list):
        return encode(answer, layer)
    put = {"Vector<int>": put_ints, "Vector<long>": put_longs}.get(forms.ANSWERS[call])
    return encode_vector(answer, layer) if put is None else put(answer)


def exists(kind: type[TLObject], layer: int) -> bool:
    """Tell whether `layer` has a constructor or method itself, and not only something to say in its place."""
    layer = min(max(layer, OLDEST), NEWEST)
    return any(since <= layer <= until for since, until, _ in forms.FORMS.get(kind, ()))
