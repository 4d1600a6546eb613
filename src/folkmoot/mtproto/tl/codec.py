"""The primitives under the generated code: how TL lays values out as bytes.

Everything here is written for speed, because every message passes through it several times. Readers take
`(data, at)` and return `(value, at after it)`; `data` always starts at a multiple of four bytes of the
whole, so padding follows from `at` alone. No reader looks for the end of the data when it cuts out a
string: a slice past the end comes out short, `at` only ever grows, and `decode` compares it with the length
once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from struct import Struct, pack, unpack_from
from typing import Any, TypeAlias, TypeVar

import msgspec

from folkmoot.kernel.errors import Broken
from folkmoot.kernel.errors import Malformed as KernelMalformed

DEEPEST = 32
"""How often a type may hold itself, directly or round about. No client comes near it."""

VECTOR = 0x1CB5C415
TRUE = 0x997275B5
FALSE = 0xBC799737


class TLObject(msgspec.Struct, frozen=True, gc=False):
    """Base of all constructors and methods. Generated; see `schema/` and `tools/generate_tl.py`."""


class Malformed(KernelMalformed):
    """The bytes are no TL object that we could read."""


class UnknownConstructor(Malformed):
    """A constructor that we do not speak, or one of another type than belongs there."""

    def __init__(self, constructor_id: int) -> None:
        super().__init__(f"unknown constructor #{constructor_id:08x}")
        self.constructor_id = constructor_id


class Unencodable(Broken):
    """No bytes stand for an object of ours: a field has a wrong type, or the layer has not got the thing."""


Encoder: TypeAlias = Callable[[Any, list[bytes], "Encoders"], None]
"""`(object, out, encoders)`: appends the object's bytes, with its id, to `out`."""
Encoders: TypeAlias = dict[type, Encoder]
"""One layer's encoder for each class. They call each other through it, so that a layer is looked up once."""

Decoder: TypeAlias = Callable[[bytes, int, int], tuple[Any, int]]
"""`(data, at, depth) -> (object, at after it)`; `at` is behind the constructor id."""
T = TypeVar("T")
Decoders: TypeAlias = dict[int, Callable[[bytes, int, int], tuple[T, int]]]

BOOL = {TRUE: True, FALSE: False}
BOOL_ID = {True: TRUE, False: FALSE}

read_id = Struct("<I").unpack_from
_read_head = Struct("<II").unpack_from
_pack_head = Struct("<II").pack

SHORT = tuple(Struct(f"<B{count}s{-(count + 1) % 4}x").pack for count in range(254))
"""What lays out a string of so many bytes with its length and padding. Generated code calls it by itself."""

_PADDING = (b"", b"\0\0\0", b"\0\0", b"\0")


def read_bytes(data: bytes, at: int) -> tuple[bytes, int]:
    """Read `bytes`: one byte of length (or 254 and three bytes), the content, padding to four bytes."""
    count = data[at]
    if count < 254:
        end = at + 1 + count
        return data[at + 1 : end], (end + 3) & -4
    if count == 255:
        raise Malformed("a string longer than TL can say")
    start = at + 4
    end = start + (read_id(data, at)[0] >> 8)
    return data[start:end], (end + 3) & -4


def read_string(data: bytes, at: int) -> tuple[str, int]:
    """Read `string`: `bytes` in UTF-8. Others raise UnicodeDecodeError, which `decode` makes Malformed."""
    count = data[at]
    if count < 254:
        end = at + 1 + count
        return data[at + 1 : end].decode(), (end + 3) & -4
    value, at = read_bytes(data, at)
    return value.decode(), at


def read_head(data: bytes, at: int, least: int) -> tuple[int, int]:
    """Read a vector's head and return its count, checked against the bytes left at `least` bytes an item."""
    vector, count = _read_head(data, at)
    if vector != VECTOR:
        raise UnknownConstructor(vector)
    if count * least > len(data) - at - 8:
        raise Malformed("a vector that is longer than its message")
    return count, at + 8


def read_none(data: bytes, at: int) -> int:
    """Read a vector of what we do not speak, which must be empty, and return the offset after it."""
    count, at = read_head(data, at, 4)
    if count:
        raise Malformed("a vector of what we do not speak")
    return at


def read_boxes(data: bytes, at: int, depth: int, decoders: Decoders[T]) -> tuple[list[T], int]:
    """Read a `Vector<T>` of boxed objects."""
    count, at = read_head(data, at, 4)
    items = []
    for _ in range(count):
        item, at = decoders[read_id(data, at)[0]](data, at + 4, depth)
        items.append(item)
    return items, at


def read_ints(data: bytes, at: int) -> tuple[list[int], int]:
    """Read a `Vector<int>`."""
    count, at = read_head(data, at, 4)
    return list(unpack_from(f"<{count}i", data, at)), at + 4 * count


def read_longs(data: bytes, at: int) -> tuple[list[int], int]:
    """Read a `Vector<long>`."""
    count, at = read_head(data, at, 8)
    return list(unpack_from(f"<{count}q", data, at)), at + 8 * count


def read_doubles(data: bytes, at: int) -> tuple[list[float], int]:
    """Read a `Vector<double>`."""
    count, at = read_head(data, at, 8)
    return list(unpack_from(f"<{count}d", data, at)), at + 8 * count


def read_strings(data: bytes, at: int) -> tuple[list[str], int]:
    """Read a `Vector<string>`."""
    return _read_each(data, at, read_string)


def read_bytes_list(data: bytes, at: int) -> tuple[list[bytes], int]:
    """Read a `Vector<bytes>`."""
    return _read_each(data, at, read_bytes)


def _read_each(data: bytes, at: int, read: Callable[[bytes, int], tuple[T, int]]) -> tuple[list[T], int]:
    count, at = read_head(data, at, 4)
    items = []
    for _ in range(count):
        item, at = read(data, at)
        items.append(item)
    return items, at


def put_bytes(value: bytes) -> bytes:
    """Lay out `bytes`."""
    count = len(value)
    if count < 254:
        return SHORT[count](count, value)
    if count >= 1 << 24:
        raise Unencodable("more bytes than TL can hold in one string")
    return (count << 8 | 254).to_bytes(4, "little") + value + _PADDING[count & 3]


def put_string(value: str) -> bytes:
    """Lay out `string`."""
    return put_bytes(value.encode())


def put_head(count: int) -> bytes:
    """Lay out a vector's head."""
    return _pack_head(VECTOR, count)


def put_ints(values: Sequence[int]) -> bytes:
    """Lay out a `Vector<int>`."""
    return pack(f"<II{len(values)}i", VECTOR, len(values), *values)


def put_longs(values: Sequence[int]) -> bytes:
    """Lay out a `Vector<long>`."""
    return pack(f"<II{len(values)}q", VECTOR, len(values), *values)


def put_doubles(values: Sequence[float]) -> bytes:
    """Lay out a `Vector<double>`."""
    return pack(f"<II{len(values)}d", VECTOR, len(values), *values)


def put_strings(values: Sequence[str]) -> bytes:
    """Lay out a `Vector<string>`."""
    return put_head(len(values)) + b"".join(map(put_string, values))


def put_bytes_list(values: Sequence[bytes]) -> bytes:
    """Lay out a `Vector<bytes>`."""
    return put_head(len(values)) + b"".join(map(put_bytes, values))


def put_boxes(values: Sequence[Any], out: list[bytes], encoders: Encoders) -> None:
    """Lay out a `Vector<T>` of boxed objects."""
    out.append(_pack_head(VECTOR, len(values)))
    for value in values:
        encoders[type(value)](value, out, encoders)


def put_known_boxes(values: Sequence[Any], out: list[bytes], encoders: Encoders) -> None:
    """Lay out those of `values` that the layer can say, and leave the others out."""
    head = len(out)
    count = len(values)
    out.append(b"")
    for value in values:
        mark = len(out)
        try:
            encoders[type(value)](value, out, encoders)
        except KeyError as missing:
            if not (isinstance(missing.args[0], type) and issubclass(missing.args[0], TLObject)):
                raise
            del out[mark:]
            count -= 1
    out[head] = _pack_head(VECTOR, count)


def put_bool(value: bool, out: list[bytes], encoders: Encoders) -> None:
    """Lay out a boxed `Bool`."""
    out.append(BOOL_ID[value].to_bytes(4, "little"))
