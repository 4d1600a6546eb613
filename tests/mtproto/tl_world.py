"""The schema, and random objects of it, for the tests of the codec.

What is made here comes from `schema/` by its own small reading of it, not from the generated code.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from folkmoot.mtproto import tl

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

from tl_schema import Field as Field  # noqa: E402
from tl_schema import Form as Form  # noqa: E402
from tl_schema import Spoken as Spoken  # noqa: E402
from tl_schema import read_folder, read_names  # noqa: E402
from tl_world import World, class_name, world_of  # noqa: E402
from tl_world import field_name as field_name  # noqa: E402

SHALLOW = 2
"""Below this depth only what must be there is made."""


@cache
def world() -> World:
    """The schema of `schema/`."""
    return world_of(read_folder(ROOT / "schema"), read_names(ROOT / "schema")[1])


def class_of(name: str) -> type[tl.TLObject]:
    """The generated class of a constructor or method."""
    found: type[tl.TLObject] = getattr(tl, class_name(name))
    return found


def form_at(one: Spoken, layer: int) -> Form | None:
    """The form that holds in `layer`."""
    return next((form for form in one.forms if form.since <= layer <= form.until), None)


def spoken_at(layer: int) -> list[Spoken]:
    """Every constructor and method that `layer` has."""
    return [one for one in world().spoken.values() if form_at(one, layer)]


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes random objects that `layer` can say.

    They are such that clients can read and repeat them byte for byte: Telethon drops a false optional
    `Bool` and the Pyrogram family an empty optional vector, so there are none.
    """

    chance: Random
    layer: int = tl.NEWEST
    avoid: frozenset[tuple[str, str]] = frozenset()
    """Fields that are not to be there: name of the thing, name of the field."""

    def make(self, name: str, depth: int = 0) -> tl.TLObject:
        """Make one object, with about half of its optional fields."""
        one = world().spoken[name]
        form = form_at(one, self.layer) or one.canonical
        there: dict[tuple[str | None, int], bool] = {}
        values = {}
        for field in world().fields(one.canonical):
            if field.flags is not None and not self._there(field, form, there, depth):
                continue
            if (name, field.name) in self.avoid:
                continue
            values[field_name(field.name)] = self.value(field, depth)
        return class_of(name)(**values)

    def _there(self, field: Field, form: Form, there: dict[tuple[str | None, int], bool], depth: int) -> bool:
        """Decide for a bit, once for all fields that hang on it in the form that will be written."""
        written = next((one for one in form.fields if one.name == field.name), field)
        bit = (written.flags, written.bit)
        if bit not in there:
            there[bit] = depth < SHALLOW and self.chance.random() < 0.5
        return there[bit]

    def value(self, field: Field, depth: int) -> Any:
        """Make a value for a field."""
        if field.item is None:
            return self.plain(field.type, depth)
        if field.flags is None and (depth >= SHALLOW or self.chance.random() < 0.3):
            return []
        return [self.plain(field.item, depth) for _ in range(self.chance.randint(1, 2))]

    def plain(self, kind: str, depth: int) -> Any:
        """Make a value of a type that is no vector."""
        chance = self.chance
        match kind:
            case "int":
                return chance.choice([chance.getrandbits(31), chance.getrandbits(7)])
            case "long":
                return chance.choice([chance.getrandbits(63), -chance.getrandbits(63), chance.getrandbits(8)])
            case "double":
                return chance.uniform(-1e6, 1e6)
            case "Bool" | "true":
                return True
            case "string":
                return self.text()
            case "bytes":
                return self.text().encode()
            case "int128" | "int256":
                return chance.randbytes(int(kind[3:]) // 8)
            case "!X":
                return tl.encode(tl.HelpGetConfig())
        return self.make(self.constructor(kind), depth + 1)

    def text(self) -> str:
        """Make a text: mostly short, sometimes longer than one byte can say."""
        length = self.chance.choice([0, 1, 2, 3, 7, 20, 252, 253, 254, 255, 300])
        return "".join(self.chance.choices("abc xyz ё漢🙂", k=length))

    def constructor(self, kind: str) -> str:
        """Choose a constructor of a type, one that both this layer and the newest have if there is any."""
        if kind not in world().types:
            return kind
        group = world().types[kind]
        lasting = [one for one in group if one.canonical.until == tl.NEWEST]
        fitting = [one for one in lasting if form_at(one, self.layer)] or lasting or group
        light = [one for one in fitting if not _holds_boxes(one)]
        return self.chance.choice(light if light and self.chance.random() < 0.6 else fitting).name


def _holds_boxes(one: Spoken) -> bool:
    return any(field.type in world().types for field in one.canonical.fields if field.flags is None)
