"""What the client packages themselves say of the layers: readers for the shapes in which they carry TL.

| package | what is read |
|---|---|
| kurigram, as a source archive | `main_api.tl`, the layer in a comment at its end |
| GramJS (`telegram` on npm) | `apiTl.js`, TL inside a string; the layer is in `AllTLObjects.js` |
| `@mtcute/tl`, `@mtcute/core` | `api-schema.json` with its layer; `int53` there means `long` |

Telethon and Pyrogram's family carry generated classes; `tests/mtproto` compares with those.
"""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tl_schema import BadSchema, Field, Form, parse


@dataclass(frozen=True, slots=True)
class Carried:
    """One package's schema."""

    origin: str
    layer: int
    forms: tuple[Form, ...]


def read_packages(packages: Iterable[Path]) -> list[Carried]:
    """Read each package, and return them by rising layer."""
    return sorted(map(read_package, packages), key=lambda one: one.layer)


def read_package(package: Path) -> Carried:
    """Read the schema that one package carries: a folder, or an archive as the package clients fetch it."""
    files = dict(_from_folder(package) if package.is_dir() else _from_archive(package))
    if "main_api.tl" in files:
        text = files["main_api.tl"]
        return Carried("kurigram", _layer_in(text, r"// LAYER (\d+)", package), tuple(parse(text)))
    if "apiTl.js" in files:
        layer = _layer_in(files["AllTLObjects.js"], r"LAYER = (\d+)", package)
        return Carried("GramJS", layer, tuple(parse(files["apiTl.js"].replace("module.exports = `", "\n"))))
    if "api-schema.json" in files:
        schema = json.loads(files["api-schema.json"])
        return Carried("mtcute", schema["l"], tuple(_mtcute_forms(schema["e"])))
    raise BadSchema(f"{package} holds no schema that we can read")


_WANTED = {"main_api.tl", "apiTl.js", "AllTLObjects.js", "api-schema.json"}


def _from_folder(folder: Path) -> Iterator[tuple[str, str]]:
    for name in _WANTED:
        for file in folder.rglob(name):
            yield name, file.read_text()


def _from_archive(file: Path) -> Iterator[tuple[str, str]]:
    with tarfile.open(file) as archive:
        for member in archive:
            name = member.name.rpartition("/")[2]
            content = archive.extractfile(member) if name in _WANTED else None
            if content is not None:
                yield name, content.read().decode()


def _mtcute_forms(entries: list[dict[str, Any]]) -> Iterator[Form]:
    for entry in entries:
        if _MTCUTES_OWN.search(entry["name"]):
            continue
        fields = tuple(_mtcute_field(one) for one in entry["arguments"])
        result = _mtcute_type(entry["type"], entry.get("typeModifiers", {}))
        yield Form(entry["name"], entry["id"], fields, result, entry["kind"] == "method")


_MTCUTES_OWN = re.compile(
    r"^mtcute\.|^test\.|Legacy$|Prefix$|Simple$|^(error|sponsoredWebPage|accessPointRule|ipPort.*)$"
)
"""Helpers and leftovers that mtcute adds to the schema for itself."""


def _mtcute_field(argument: dict[str, Any]) -> Field:
    modifiers = argument.get("typeModifiers", {})
    flags, _, bit = modifiers.get("predicate", "").partition(".")
    return Field(argument["name"], _mtcute_type(argument["type"], modifiers), flags or None, int(bit or 0))


def _mtcute_type(name: str, modifiers: dict[str, Any]) -> str:
    plain = {"int53": "long"}.get(name, name)
    if modifiers.get("isVector"):
        return f"Vector<{plain}>"
    return f"vector<{plain}>" if modifiers.get("isBareVector") else plain


def _layer_in(text: str, pattern: str, package: Path) -> int:
    found = re.search(pattern, text)
    if found is None:
        raise BadSchema(f"{package} does not say its layer")
    return int(found[1])
