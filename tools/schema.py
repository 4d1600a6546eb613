"""Gather what we speak from the client packages into `schema/`.

    python tools/schema.py FOLDER            from the packages in FOLDER, archives or unpacked
    python tools/schema.py --fetch FOLDER    first get those of schema/packages.txt that are not there yet

`schema/spoken.txt` names what to gather; notes in the present files are kept. Developers run this when they
want more names or newer layers. `tools/generate_tl.py` then needs `schema/` alone.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from generate_tl import SCHEMA
from tl_packages import Carried, read_packages
from tl_schema import NEWEST, OLDEST, BadSchema, Form, Note, Spoken, read_folder, read_names

BY_HAND = "mtproto.tl"
PLAIN = {"Bool", "True", "Null"}
"""Types that `codec` knows by itself."""


@dataclass(slots=True)
class Library:
    """Everything that the packages carry, by name and by type."""

    things: dict[str, Spoken]
    types: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.types = {}
        for name, one in self.things.items():
            if not one.canonical.method:
                for result in {form.result for form in one.forms}:
                    self.types.setdefault(result, []).append(name)


def library_of(packages: list[Carried]) -> Library:
    """Work out in which layers each form holds.

    A form holds from the first layer that shows it to the layer before the next form shows itself, or
    before the first layer without the thing. Forms of one id differ in flags of type `true` only; the
    newest stands for all. Of several packages at one layer the first is taken, and mtcute's last: it keeps
    some older constructors.
    """
    by_layer: dict[int, dict[str, Form]] = {}
    for package in sorted(packages, key=lambda one: one.origin == "mtcute"):
        if OLDEST <= package.layer <= NEWEST:
            by_layer.setdefault(package.layer, {form.name: form for form in package.forms})
    things: dict[str, list[Form]] = {}
    for layer in sorted(by_layer):
        for name, group in things.items():
            if name not in by_layer[layer] and group[-1].until == NEWEST:
                group[-1] = replace(group[-1], until=layer - 1)
        for name, form in by_layer[layer].items():
            _see(things.setdefault(name, []), form, layer)
    return Library({name: Spoken(tuple(group)) for name, group in things.items()})


def _see(group: list[Form], form: Form, layer: int) -> None:
    if group and group[-1].id == form.id:
        group[-1] = replace(form, since=group[-1].since)
        return
    if group and group[-1].until == NEWEST:
        group[-1] = replace(group[-1], until=layer - 1)
    group.append(replace(form, since=layer))


@dataclass(slots=True)
class Gathering:
    """Follows names to all that they need."""

    library: Library
    named: dict[str, set[str]]
    """Types that are spoken in part, with the constructors that were named."""
    refused: set[str]
    """Types that are not spoken whatever needs them."""
    found: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)
    """Types that clients send: all that these may hold must be readable."""
    spoken: set[str] = field(default_factory=set)
    """Types that only we send: what they cannot do without is enough."""

    def add(self, name: str) -> None:
        """Add one line of `spoken.txt`."""
        if name in self.library.types:
            self._type(name)
        elif name in self.library.things:
            self._thing(name)
        else:
            raise BadSchema(f"spoken.txt: no package knows {name}")

    def _thing(self, name: str) -> None:
        if name in self.found:
            return
        self.found.add(name)
        for form in self.library.things[name].forms:
            for one in form.fields:
                if form.method:
                    self._sent(one.base)
                elif one.flags is None:
                    self._type(one.base)
            if form.method:
                self._type(form.result.removeprefix("Vector<").removesuffix(">"))

    def _type(self, name: str) -> None:
        if name not in self.spoken | self.refused | PLAIN and name in self.library.types:
            self.spoken.add(name)
            for constructor in self._constructors(name):
                self._thing(constructor)

    def _sent(self, name: str) -> None:
        if name in self.sent | self.refused | PLAIN or name not in self.library.types:
            return
        self.sent.add(name)
        for constructor in self._constructors(name):
            self._thing(constructor)
            for form in self.library.things[constructor].forms:
                for one in form.fields:
                    self._sent(one.base)

    def _constructors(self, type_name: str) -> list[str]:
        """The constructors of a type that are to be spoken: those that were named, or all when none was.

        One that consists of something refused is never among the latter.
        """
        named = self.named.get(type_name)
        if named:
            return sorted(named)
        return [name for name in sorted(self.library.types[type_name]) if not self._needs_refused(name)]

    def _needs_refused(self, name: str) -> bool:
        fields = self.library.things[name].canonical.fields
        return any(one.type in self.refused and one.flags is None for one in fields)


def closure(library: Library, names: list[str], refused: set[str]) -> set[str]:
    """Return every constructor and method that these names bring."""
    named: dict[str, set[str]] = {}
    for name in names:
        thing = library.things.get(name)
        if thing is not None and not thing.canonical.method:
            named.setdefault(thing.canonical.result, set()).add(name)
    gathering = Gathering(library, named, refused)
    for name in names:
        gathering.add(name)
    return gathering.found


def write(folder: Path, library: Library, found: set[str], notes: dict[int, tuple[Note, ...]]) -> None:
    """Write one file for each namespace, and `common.tl` for what has none."""
    files: dict[str, list[Spoken]] = {}
    for name, thing in sorted(library.things.items()):
        if name in found:
            files.setdefault(name.split(".")[0] if "." in name else "common", []).append(thing)
    for stale in folder.glob("*.tl"):
        if stale.name != BY_HAND and stale.stem not in files:
            stale.unlink()
    for stem, things in files.items():
        (folder / f"{stem}.tl").write_text("\n".join(_file(stem, things, notes)) + "\n")


def _file(stem: str, things: list[Spoken], notes: dict[int, tuple[Note, ...]]) -> Iterator[str]:
    subject = "What has no namespace" if stem == "common" else f"The namespace `{stem}`"
    yield f"// {subject}, gathered by tools/schema.py."
    yield "// `// 181-198` tells the layers in which a form holds; notes after `;` are by hand and are kept."
    types: dict[str, list[Spoken]] = {}
    for thing in things:
        if not thing.canonical.method:
            types.setdefault(thing.canonical.result, []).append(thing)
    for _, group in sorted(types.items()):
        yield ""
        yield from _forms(group, notes)
    calls = [thing for thing in things if thing.canonical.method]
    if calls:
        yield "\n---functions---\n"
        yield from _forms(calls, notes)


def _forms(things: Iterable[Spoken], notes: dict[int, tuple[Note, ...]]) -> Iterator[str]:
    for thing in things:
        for form in reversed(thing.forms):
            indent = "" if form is thing.canonical else "    "
            yield f"{indent}{replace(form, notes=notes.get(form.id, ()))}"


def fetch(folder: Path) -> None:
    """Get the packages of `schema/packages.txt` that `folder` does not hold yet, by the ordinary clients."""
    folder.mkdir(parents=True, exist_ok=True)
    for line in (SCHEMA / "packages.txt").read_text().splitlines():
        kind, name, version = (*line.partition("#")[0].split(), "", "", "")[:3]
        stem = f"{name.removeprefix('@').replace('/', '-')}-{version}"
        if not kind or any(folder.glob(f"{stem}.t*")):
            continue
        print(f"fetching {name} {version}")
        pip = [sys.executable, "-m", "pip", "-q", "download", "--no-deps", "--no-binary", ":all:"]
        command = (
            ["npm", "pack", "-s", f"{name}@{version}"] if kind == "npm" else [*pip, f"{name}=={version}"]
        )
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Gather schema/ from client packages.")
    parser.add_argument("folder", type=Path, help="holds the packages, as archives or unpacked")
    parser.add_argument("--fetch", action="store_true", help="first get the packages of schema/packages.txt")
    asked = parser.parse_args()
    try:
        if asked.fetch:
            fetch(asked.folder)
        library = library_of(read_packages(sorted(asked.folder.iterdir())))
        present = read_folder(SCHEMA)
        notes = {form.id: form.notes for one in present.values() for form in one.forms if form.notes}
        found = closure(library, *read_names(SCHEMA))
        write(SCHEMA, library, found, notes)
    except BadSchema as wrong:
        print(wrong, file=sys.stderr)
        return 1
    print(f"{len(found)} constructors and methods")
    return 0


if __name__ == "__main__":
    sys.exit(main())
