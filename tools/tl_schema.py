"""TL definitions as data: what a line of `schema/` says.

    dialogFilter#5fb5523b flags:# id:int title:string … = DialogFilter; // 181-195; title=o.title.text

The comment holds the layers in which the form holds: `196-` from 196 to the newest we speak, `181-195` up
to and with 195. A line without one holds in every layer (the service messages of MTProto). Notes may
follow, each after a semicolon; `Note` says what they mean.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

OLDEST, NEWEST = 181, 229

_LINE = re.compile(r"([\w.]+)(?:#([0-9a-f]+))?((?:\s+\S+)*?)\s*=\s*([\w.<> ]+?)\s*;")
_FIELD = re.compile(r"(\w+):(?:(\w+)\.(\d+)\?)?(\S+)")
_NOTE = re.compile(r"(\w+)\s*([=<])\s*(.+)")


class BadSchema(Exception):
    """The schema contradicts itself; the text names the line and says what to do."""


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter. `type` is without its condition: `Vector<long>`, `InputPeer`, `!X`, `true`."""

    name: str
    type: str
    flags: str | None = None
    """The name of the `#` parameter that tells whether this one is there."""
    bit: int = 0

    @property
    def item(self) -> str | None:
        """The type of a vector's items, or None when this is no vector."""
        found = re.fullmatch(r"[Vv]ector<(.+)>", self.type)
        return found[1] if found else None

    @property
    def base(self) -> str:
        """The type, or the type of the items."""
        return self.item or self.type

    def __str__(self) -> str:
        condition = f"{self.flags}.{self.bit}?" if self.flags else ""
        return f"{self.name}:{condition}{self.type}"


@dataclass(frozen=True, slots=True)
class Note:
    """What a person has to say about a form, since no machine could know it. Values are Python expressions.

    title=o.title.text      this form's `title` is written so; `o` is the canonical object
    title<plain(title)      the canonical `title` is read so from this form's fields
    instead=older(o)        what to write in place of `o` at these layers, or None to write this form
    before=Thing()          what to write at layers that do not have the thing yet

    `adapters.name(…)` calls a function of `src/folkmoot/mtproto/tl/adapters.py`.
    """

    key: str
    sign: str
    value: str

    def __str__(self) -> str:
        return f"{self.key}{self.sign}{self.value}"


@dataclass(frozen=True, slots=True)
class Form:
    """One constructor or method as some layers have it."""

    name: str
    id: int
    fields: tuple[Field, ...]
    result: str
    method: bool = False
    since: int = OLDEST
    until: int = NEWEST
    notes: tuple[Note, ...] = ()

    def note(self, key: str, sign: str = "=") -> str | None:
        """Return the value of a note, if there is one."""
        return next((note.value for note in self.notes if (note.key, note.sign) == (key, sign)), None)

    @property
    def definition(self) -> str:
        """The TL line itself, without its comment."""
        fields = "".join(f" {one}" for one in self.fields)
        return f"{self.name}#{self.id:08x}{fields} = {self.result};"

    def __str__(self) -> str:
        span = f"{self.since}-" if self.until == NEWEST else f"{self.since}-{self.until}"
        return f"{self.definition} // {'; '.join([span, *map(str, self.notes)])}"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A constructor or method over all layers; the last form is the canonical one."""

    forms: tuple[Form, ...]

    @property
    def canonical(self) -> Form:
        return self.forms[-1]

    @property
    def name(self) -> str:
        return self.canonical.name


def parse_line(line: str, *, method: bool) -> Form | None:
    """Read one definition, or return None for a line that holds none."""
    code, _, comment = line.partition("//")
    found = _LINE.match(code.strip())
    if found is None or "{t:Type}" in code:
        return None
    name, id_, fields, result = found.groups()
    read = tuple(
        Field(one[1], one[4], one[2], int(one[3] or 0))
        for one in _FIELD.finditer(fields.replace("{X:Type}", ""))
    )
    form = Form(name, int(id_, 16) if id_ else crc(code), read, result, method)
    return _with_comment(form, comment.strip())


def _with_comment(form: Form, comment: str) -> Form:
    span, *notes = (part.strip() for part in comment.split(";"))
    found = re.fullmatch(r"(\d+)-(\d*)", span)
    if found is None:
        return form
    read = []
    for note in notes:
        parts = _NOTE.fullmatch(note)
        if parts is None:
            raise BadSchema(f"{form.name}#{form.id:08x}: no note is {note!r}; see tl_schema.Note")
        read.append(Note(*parts.groups()))
    return replace(form, since=int(found[1]), until=int(found[2] or NEWEST), notes=tuple(read))


def crc(code: str) -> int:
    """The id that TL gives a definition: the CRC-32 of its normal form, which has no bare flags.

    So a line whose id is its own CRC was copied without a slip, but for fields of type `true`.
    """
    text = re.sub(r"^(\S+?)#[0-9a-f]+", r"\1", code.strip().rstrip("; "))
    text = re.sub(r" \w+:\w+\.\d+\?true", "", text)
    if ":!X" in text and "{X:Type}" not in text:
        text = text.replace(" ", " {X:Type} ", 1)
    text = text.replace(":bytes", ":string").replace("?bytes", "?string")
    return zlib.crc32(" ".join(re.sub(r"[<>{}]", " ", text).split()).encode())


def parse(text: str) -> Iterator[Form]:
    """Read a whole TL file; `---functions---` and `---types---` tell methods from constructors."""
    method = False
    for line in text.splitlines():
        if line.startswith("---"):
            method = "functions" in line
        elif form := parse_line(line, method=method):
            yield form


def gather(forms: Iterable[Form]) -> dict[str, Spoken]:
    """Group forms by name, oldest first, and check that no two hold in the same layer."""
    by_name: dict[str, list[Form]] = {}
    for form in forms:
        by_name.setdefault(form.name, []).append(form)
    spoken = {}
    for name, group in by_name.items():
        group.sort(key=lambda form: form.since)
        for earlier, later in pairwise(group):
            if earlier.until >= later.since:
                raise BadSchema(f"{name}: #{earlier.id:08x} and #{later.id:08x} overlap; mend their layers")
        spoken[name] = Spoken(tuple(group))
    return spoken


def read_folder(folder: Path) -> dict[str, Spoken]:
    """Read every `.tl` file of `schema/`."""
    return gather(form for file in sorted(folder.glob("*.tl")) for form in parse(file.read_text()))


def read_names(folder: Path) -> tuple[list[str], set[str]]:
    """Read `spoken.txt`: the names to speak, and the types that are refused."""
    lines = [line.partition("#")[0].strip() for line in (folder / "spoken.txt").read_text().splitlines()]
    names = [line for line in lines if line and not line.startswith("-")]
    return names, {line.removeprefix("-") for line in lines if line.startswith("-")}
