"""The schema as a whole, as the generator sees it: types, names in Python, what is left out."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import or_

from tl_schema import BadSchema, Field, Form, Spoken

FIXED = {"int": ("i", 4), "long": ("q", 8), "double": ("d", 8), "int128": ("16s", 16), "int256": ("32s", 32)}
"""Types whose values always take the same room: their letters in `struct`, and the room."""

LISTS = {"int": "ints", "long": "longs", "double": "doubles", "string": "strings", "bytes": "bytes_list"}
"""Items whose vectors `codec` reads and writes by itself."""

SKIPPABLE = {"Update", "PrivacyRule"}
"""A vector of these is written without those that a layer does not have: one that a client could not read
would cost it all the others."""

_PYTHON = {
    "int": "int",
    "long": "int",
    "double": "float",
    "string": "str",
    "bytes": "bytes",
    "int128": "bytes",
    "int256": "bytes",
    "Bool": "bool",
    "true": "bool",
    "!X": "bytes",
}
_TAKEN = {"self", "cls"}
_LOCALS = {
    *("data", "at", "depth", "end", "count", "item", "flags", "flags2"),
    *("o", "out", "by", "other", "text", "size", "adapters"),
    *("type", "len", "range", "bytes", "int", "str", "float", "bool"),
}
"""Names that the generated functions use for themselves."""


def class_name(name: str) -> str:
    """`auth.sentCode` -> `AuthSentCode`, `p_q_inner_data` -> `PQInnerData`."""
    return "".join(part[:1].upper() + part[1:] for part in name.replace(".", "_").split("_"))


def field_name(name: str) -> str:
    """A TL field's name as an attribute."""
    return f"{name}_" if keyword.iskeyword(name) or name in _TAKEN else name


def local_name(field: Field) -> str:
    """A TL field's name as a local variable of a reader or writer, out of the way of their own."""
    return f"{field.name}_" if field.type != "#" and field.name in _LOCALS else field_name(field.name)


def letters(parts: list[str]) -> str:
    """The name of the `struct` with these letters: `IqI`, and `_16s`, since no name starts with a digit."""
    joined = "".join(parts)
    return f"_{joined}" if joined[0].isdigit() else joined


def zero(field: Field) -> str:
    """A value that a note may give for a field, to show how one is written."""
    return "[]" if field.item else _ZERO.get(field.type, "…")


_ZERO = {"int": "0", "long": "0", "double": "0.0", "string": '""', "bytes": 'b""', "Bool": "False"}


def runs(fields: Iterable[Field]) -> Iterator[tuple[str | None, list[Field]]]:
    """Group neighbours that hang on the same flags word, or on none."""
    for flags, group in groupby(fields, key=lambda field: field.flags):
        yield flags, list(group)


def mask(fields: Iterable[Field]) -> int:
    """The bits of these fields together."""
    return reduce(or_, (1 << field.bit for field in fields))


@dataclass(frozen=True, slots=True)
class World:
    """The whole schema, with what the writers of code ask of it."""

    spoken: dict[str, Spoken]
    types: dict[str, list[Spoken]]
    """Each boxed type that we speak, with its constructors."""
    refused: set[str]
    """Types that are not spoken, although something that we speak has a field for them."""
    rounds: dict[str, frozenset[str]]
    """Each type that can hold itself, with the types on the way round."""

    def fields(self, form: Form) -> list[Field]:
        """The fields of a form that its class has, required ones first."""
        kept = [one for one in form.fields if one.type != "#" and self.keeps(form, one)]
        return sorted(kept, key=lambda one: one.flags is not None)

    def keeps(self, form: Form, field: Field) -> bool:
        """Whether the class has this field. Raises `BadSchema` when the form cannot do without.

        A field that shares its bit with one that we do not speak goes with it: neither can ever be set.
        """
        if self._speaks(field):
            sharers = (one for one in form.fields if (one.flags, one.bit) == (field.flags, field.bit))
            return field.flags is None or all(self._speaks(one) for one in sharers)
        if field.base not in self.refused and (form.method or field.flags is None):
            raise BadSchema(f"{form.name} may hold {field.base}: speak it, or refuse it, in spoken.txt")
        if field.flags is None and field.item is None:
            raise BadSchema(f"{form.name} cannot do without {field.base}: speak it in spoken.txt")
        return False

    def _speaks(self, field: Field) -> bool:
        base = field.base
        return base in _PYTHON or base == "#" or base in self.types or base in self.spoken

    def annotation(self, field: Field, *, hides_bytes: bool = False) -> str:
        """The Python type of a field; `hides_bytes` when the class has a field called `bytes`."""
        plain = _PYTHON.get(field.base)
        if plain is None:
            plain = f"Type{class_name(field.base)}" if field.base in self.types else class_name(field.base)
        elif plain == "bytes" and hides_bytes:
            plain = "builtins.bytes"
        full = f"Sequence[{plain}]" if field.item else plain
        return f"{full} | None" if field.flags and field.type != "true" else full


def world_of(spoken: dict[str, Spoken], refused: set[str]) -> World:
    """Look over the schema. Raises `BadSchema` when two names would become one class."""
    seen: dict[str, str] = {}
    types: dict[str, list[Spoken]] = {}
    for name, one in spoken.items():
        other = seen.setdefault(class_name(name), name)
        if other != name:
            raise BadSchema(f"{name} and {other} would both be the class {class_name(name)}")
        if not one.canonical.method:
            types.setdefault(one.canonical.result, []).append(one)
    return World(spoken, types, refused, _rounds(types))


def _rounds(types: dict[str, list[Spoken]]) -> dict[str, frozenset[str]]:
    """Find the types that can hold themselves. Only these need their depth counted."""
    holds = {
        name: {f.base for one in group for form in one.forms for f in form.fields if f.base in types}
        for name, group in types.items()
    }
    reach = {name: _reach(name, holds) for name in types}
    return {
        name: frozenset(other for other in reach[name] if name in reach[other])
        for name in types
        if name in reach[name]
    }


def _reach(start: str, holds: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    todo = [start]
    while todo:
        new = holds[todo.pop()] - seen
        seen |= new
        todo += new
    return seen
