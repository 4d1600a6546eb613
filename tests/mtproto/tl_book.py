"""A reader of TL that knows one schema and nothing of our code: slow, small, and by the book.

It tells what a client would understand of our bytes, for any layer whose schema a package carries.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

from tests.mtproto.tl_world import Field, Form

_FIXED = {"int": "<i", "long": "<q", "double": "<d", "#": "<I", "int128": "16s", "int256": "32s"}
_BOOL = {0x997275B5: True, 0xBC799737: False}
_VECTOR = 0x1CB5C415


@dataclass(slots=True)
class Book:
    """Reads bytes by the forms of one schema. Objects come as dicts, their name under `_`."""

    forms: dict[int, Form]
    data: bytes = b""
    at: int = 0

    def read(self, data: bytes) -> dict[str, Any]:
        """Read the one object that `data` holds; an `AssertionError` tells what is wrong with it."""
        self.data, self.at = data, 0
        found: dict[str, Any] = self.boxed(None)
        assert self.at == len(data), f"{len(data) - self.at} bytes are left over"
        return found

    def boxed(self, wanted: str | None) -> Any:
        id_ = self.unpack("<I")
        if wanted == "Bool":
            return _BOOL[id_]
        assert id_ in self.forms, f"nothing is called #{id_:08x} in this schema"
        form = self.forms[id_]
        assert wanted in (None, form.result), f"{form.name} stands where {wanted} belongs"
        flags: dict[str, int] = {}
        found: dict[str, Any] = {"_": form.name}
        for field in form.fields:
            if field.type == "#":
                flags[field.name] = self.unpack("<I")
            elif field.flags is None:
                found[field.name] = self.value(field)
            elif field.type == "true":
                found[field.name] = bool(flags[field.flags] >> field.bit & 1)
            else:
                found[field.name] = self.value(field) if flags[field.flags] >> field.bit & 1 else None
        return found

    def value(self, field: Field) -> Any:
        if field.item is None:
            return self.plain(field.type)
        assert self.unpack("<I") == _VECTOR
        return [self.plain(field.item) for _ in range(self.unpack("<I"))]

    def plain(self, kind: str) -> Any:
        if kind in _FIXED:
            return self.unpack(_FIXED[kind])
        if kind in ("string", "bytes"):
            value = self.string()
            return value.decode() if kind == "string" else value
        if kind == "!X":
            rest, self.at = self.data[self.at :], len(self.data)
            return rest
        return self.boxed(kind)

    def string(self) -> bytes:
        start, count = self.at + 1, self.data[self.at]
        if count == 254:
            start, count = self.at + 4, int.from_bytes(self.data[self.at + 1 : self.at + 4], "little")
        end = start + count
        self.at = end + -end % 4
        assert self.at <= len(self.data), "a string runs over the end"
        assert not any(self.data[end : self.at]), "padding that is not zero"
        return self.data[start:end]

    def unpack(self, form: str) -> Any:
        (value,) = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return value
