"""Write the TL codec in `src/folkmoot/mtproto/tl/` from `schema/`.

    python tools/generate_tl.py [--check]

`generated/classes.py` gets a class for each constructor and method in its canonical (newest) form;
`generated/forms.py` gets, for each form that some layer has, a straight-line function that reads it into
that class and one that writes it from there. With `--check` nothing is written, and the exit status is 1
when a file is stale.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tl_readers import decoders, reader
from tl_schema import NEWEST, OLDEST, BadSchema, Form, Spoken, read_folder, read_names
from tl_world import World, class_name, field_name, world_of
from tl_writers import before, writer

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "schema"
TARGET = ROOT / "src/folkmoot/mtproto/tl/generated"

STAND_INS = {
    "InputUser": {
        "inputPeerEmpty": "inputUserEmpty",
        "inputPeerSelf": "inputUserSelf",
        "inputPeerUser": "inputUser",
        "inputPeerUserFromMessage": "inputUserFromMessage",
    },
    "InputChannel": {
        "inputPeerEmpty": "inputChannelEmpty",
        "inputPeerChannel": "inputChannel",
        "inputPeerChannelFromMessage": "inputChannelFromMessage",
    },
}
"""Peers that are taken where a narrower type is wanted: Pyrogram's family sends them, and servers have always
taken them. Their fields are the same, so the reader of what is wanted reads them."""

_HEAD = '''"""{what} Written by tools/generate_tl.py from schema/: change that and run the tool."""

# ruff: noqa
# fmt: off
from __future__ import annotations
'''

_CLASSES = """
import builtins
from collections.abc import Sequence
from typing import TypeAlias, Union

from ..codec import TLObject
"""

_FORMS = """
from collections.abc import Sequence
from struct import Struct as _Struct

from .. import adapters
from ..codec import (
    BOOL as _BOOL,
    BOOL_ID as _BOOL_ID,
    DEEPEST as _DEEPEST,
    Decoder as _Decoder,
    Decoders as _Decoders,
    Encoder as _Encoder,
    Encoders as _Encoders,
    Malformed as _Malformed,
    SHORT as _SHORT,
    TLObject,
    put_boxes as _put_boxes,
    put_bytes as _put_bytes,
    put_bytes_list as _put_bytes_list,
    put_doubles as _put_doubles,
    put_ints as _put_ints,
    put_known_boxes as _put_known_boxes,
    put_longs as _put_longs,
    put_strings as _put_strings,
    read_boxes as _read_boxes,
    read_bytes as _read_bytes,
    read_bytes_list as _read_bytes_list,
    read_doubles as _read_doubles,
    read_id as _read_id,
    read_ints as _read_ints,
    read_longs as _read_longs,
    read_none as _read_none,
    read_string as _read_string,
    read_strings as _read_strings,
)
from .classes import *
"""


def classes_text(world: World) -> str:
    """Return the text of `classes.py`."""
    parts = [
        _HEAD.format(what="The constructors and methods that we speak.") + _CLASSES,
        *(_class(world, one.canonical) for one in world.spoken.values()),
        *(_union(name, group) for name, group in world.types.items()),
    ]
    return "\n\n".join(parts) + "\n"


def _class(world: World, form: Form) -> str:
    fields = world.fields(form)
    hides = any(one.name == "bytes" for one in fields)
    lines = [f"class {class_name(form.name)}(TLObject, frozen=True, gc=False):"]
    for one in fields:
        default = "" if one.flags is None else " = False" if one.type == "true" else " = None"
        lines.append(f"    {field_name(one.name)}: {world.annotation(one, hides_bytes=hides)}{default}")
    return "\n".join(lines if fields else [*lines, "    pass"])


def _union(name: str, group: list[Spoken]) -> str:
    names = [class_name(one.name) for one in group]
    right = names[0] if len(names) == 1 else f"Union[{', '.join(names)}]"
    return f"Type{class_name(name)}: TypeAlias = {right}"


def forms_text(world: World) -> str:
    """Return the text of `forms.py`."""
    functions: list[str] = []
    wrong: list[str] = []
    for make in (reader, writer):
        for one in world.spoken.values():
            for form in one.forms:
                try:
                    functions.append(make(world, one, form))
                except BadSchema as error:
                    wrong.append(str(error))
    if wrong:
        raise BadSchema("\n".join(wrong))
    functions += [text for one in world.spoken.values() if (text := before(one))]
    body = "\n\n".join([*functions, *_tables(world)]) + "\n"
    head = _HEAD.format(what="Every form of every layer: readers, writers and their tables.") + _FORMS
    return f"{head}\n{_structs(body)}\n\n{body}"


def _structs(body: str) -> str:
    """Define the `struct`s that the functions use; their names are their letters."""
    lines = {
        f'_{kind}_{name} = _Struct("<{name.lstrip("_")}").{"unpack_from" if kind == "r" else "pack"}'
        for kind, name in re.findall(r"\b_([rp])_(\w+)\(", body)
    }
    return "\n".join(sorted(lines))


def _tables(world: World) -> Iterator[str]:
    for name, group in world.types.items():
        forms = (form for one in group for form in one.forms)
        entries = [*map(_reader_entry, forms), *_stand_ins(world, name)]
        yield _table(f"{decoders(name)}: _Decoders[Type{class_name(name)}]", entries)
    things = world.spoken.values()
    every = [(one, form) for one in things for form in one.forms]
    kinds = (f"0x{form.id:08x}: {class_name(one.name)}" for one, form in every)
    spans = "dict[type[TLObject], tuple[tuple[int, int, _Encoder], ...]]"
    yield _table("DECODERS: dict[int, _Decoder]", (_reader_entry(form) for _, form in every))
    yield _table("KINDS: dict[int, type[TLObject]]", kinds)
    yield _table(f"FORMS: {spans}", map(_writer_entry, things))
    yield _table(
        "BEFORE: dict[type[TLObject], _Encoder]",
        (f"{class_name(one.name)}: _b{one.forms[0].id:08x}" for one in things if before(one)),
    )
    names = (f'{class_name(one.name)}: "{one.name}"' for one in things)
    yield _table("NAMES: dict[type[TLObject], str]", names)
    yield _table(
        "ANSWERS: dict[type[TLObject], str]",
        (f'{class_name(one.name)}: "{one.canonical.result}"' for one in things if one.canonical.method),
    )


def _stand_ins(world: World, type_name: str) -> Iterator[str]:
    for given, wanted in STAND_INS.get(type_name, {}).items():
        yield f"0x{world.spoken[given].canonical.id:08x}: _r{world.spoken[wanted].canonical.id:08x}"


def _table(left: str, entries: Iterable[str]) -> str:
    return f"{left} = {{\n" + "".join(f"    {entry},\n" for entry in entries) + "}"


def _reader_entry(form: Form) -> str:
    return f"0x{form.id:08x}: _r{form.id:08x}"


def _writer_entry(one: Spoken) -> str:
    spans = "".join(f"({form.since}, {form.until}, _w{form.id:08x})," for form in one.forms)
    return f"{class_name(one.name)}: ({spans})"


def texts() -> dict[Path, str]:
    """Return what each generated file should hold."""
    world = world_of(read_folder(SCHEMA), read_names(SCHEMA)[1])
    layers = f"\nOLDEST, NEWEST = {OLDEST}, {NEWEST}\n"
    return {
        TARGET / "classes.py": classes_text(world),
        TARGET / "forms.py": forms_text(world) + layers,
    }


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Write the TL codec from schema/.")
    parser.add_argument("--check", action="store_true", help="only tell whether the files are stale")
    check = parser.parse_args().check
    try:
        wanted = texts()
    except BadSchema as wrong:
        print(wrong, file=sys.stderr)
        return 1
    stale = {file: text for file, text in wanted.items() if not file.exists() or file.read_text() != text}
    for file, text in stale.items():
        if check:
            print(f"{file.relative_to(ROOT)} is stale: run python tools/generate_tl.py", file=sys.stderr)
        else:
            file.write_text(text)
            print(f"wrote {file.relative_to(ROOT)}, {text.count(chr(10))} lines")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
