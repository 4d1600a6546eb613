"""What the client packages themselves say of the layers: readers for the shapes in which they carry TL.

| package | shape |
|---|---|
| kurigram's source archive | `compiler/api/source/main_api.tl`, the layer in a comment at its end |
| GramJS (`telegram` on npm) | TL text inside `tl/apiTl.js`, the layer in `tl/AllTLObjects.js` |
| `@mtcute/tl`, `@mtcute/core` | `api-schema.json`, with its layer; `int53` there means `long` |
| Telethon, Pyrogram's family | generated Python classes, see `tests/mtproto` |
"""

from __future__ import annotations

import json
import re
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


def read_packages(folders: Iterable[Path]) -> list[Carried]:
    """Read each folder, whatever package it holds, and return them by rising layer."""
    return sorted((read_package(folder) for folder in folders), key=lambda one: one.layer)


def read_package(folder: Path) -> Carried:
    """Read the schema that one unpacked package carries."""
    for pattern, reader in _READERS.items():
        for file in sorted(folder.rglob(pattern)):
            return reader(file)
    raise BadSchema(f"{folder} holds no package whose schema we can read")


def _read_kurigram(file: Path) -> Carried:
    text = file.read_text()
    return Carried("kurigram", _layer_in(text, r"// LAYER (\d+)", file), tuple(parse(text)))


def _read_gramjs(file: Path) -> Carried:
    objects = file.with_name("AllTLObjects.js").read_text()
    text = file.read_text().replace("module.exports = `", "\n")
    return Carried("GramJS", _layer_in(objects, r"LAYER = (\d+)", file), tuple(parse(text)))


def _read_mtcute(file: Path) -> Carried:
    schema = json.loads(file.read_text())
    return Carried("mtcute", schema["l"], tuple(_mtcute_forms(schema["e"])))


def _mtcute_forms(entries: list[dict[str, Any]]) -> Iterator[Form]:
    for entry in entries:
        if _MTCUTES_OWN.search(entry["name"]):
            continue
        fields = tuple(_mtcute_field(one) for one in entry["arguments"])
        result = _mtcute_type(entry["type"], entry.get("typeModifiers", {}))
        yield Form(entry["name"], entry["id"], fields, result, entry["kind"] == "method")


_MTCUTES_OWN = re.compile(r"^mtcute\.|^test\.|Legacy$|Prefix$|^(error|sponsoredWebPage|accessPointRule|ipPort.*)$|Simple$")
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


_READERS = {"main_api.tl": _read_kurigram, "apiTl.js": _read_gramjs, "api-schema.json": _read_mtcute}


def _layer_in(text: str, pattern: str, file: Path) -> int:
    found = re.search(pattern, text)
    if found is None:
        raise BadSchema(f"{file} does not say its layer")
    return int(found[1])
