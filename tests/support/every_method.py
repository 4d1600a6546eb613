"""Calls of every method that the server serves, made of a client library's own classes.

What a parameter may be is read from the library itself, so that nothing here has to follow the schema. For
each method there is a call with what is required only, one with all there is, and one for each constructor
that a parameter may be of.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType
from typing import Any, Protocol

import folkmoot.api
from folkmoot.mtproto import tl

LAST = ["auth.resetAuthorizations", "account.deleteAccount", "auth.logOut"]
"""Methods after which a caller can ask for little more."""

TEXTS = {"first_name": "Sweeper", "q": "sweep", "lang_code": "en"}
NUMBERS = {"limit": 10, "days": 365, "day": 29, "month": 2, "year": 2000}
"""What parameters of these names are, unless the caller knows better; others are empty or 0."""

PLAIN: Mapping[type, Any] = {bool: True, float: 0.5, bytes: b"", datetime: None}


def served() -> list[str]:
    """Return the dotted names of all methods for which there is a handler in `folkmoot.api`, `LAST` last."""
    names = set()
    for module in pkgutil.iter_modules(folkmoot.api.__path__, "folkmoot.api."):
        for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            for method in vars(kind).values():
                names |= {tl.NAMES[serving.request] for serving in getattr(method, "__serves__", ())}
    return [*sorted(names.difference(LAST)), *LAST]


class Library(Protocol):
    """A client library's classes."""

    def method(self, name: str) -> type | None:
        """Return the class of a method by its dotted name; None when its layer has none."""
        ...

    def constructors(self, base: str) -> list[type]:
        """Return the classes of which a value of `base` may be, by the name that annotations have for it."""
        ...


class Telethon:
    """Telethon's classes. An annotation says `TypeInputPeer`, which is a union in `types`.

    Base types of a namespace have no union there; those that methods want have one constructor of their name.
    """

    def __init__(self) -> None:
        from telethon.tl import functions, types

        self._functions = functions
        self._types = types
        self._below = [each for each in vars(types).values() if isinstance(each, ModuleType)]

    def method(self, name: str) -> type | None:
        return _found(self._functions, name, "Request")

    def constructors(self, base: str) -> list[type]:
        union = getattr(self._types, base, None)
        if union is None:
            bare = base.removeprefix("Type")
            return [getattr(place, bare) for place in self._below if hasattr(place, bare)]
        return list(typing.get_args(union)) or [union]


class Hydrogram:
    """Hydrogram's classes. An annotation says `raw.base.InputPeer`, and that class lists its constructors."""

    def __init__(self) -> None:
        from hydrogram import raw

        self._raw = raw

    def method(self, name: str) -> type | None:
        return _found(self._raw.functions, name)

    def constructors(self, base: str) -> list[type]:
        page = _found(self._raw.base, base.removeprefix("raw.base.")).__doc__ or ""
        listed = page.partition(":nosignatures:")[2].partition("Functions:")[0].split()
        found = [_found(self._raw.types, name) for name in listed]
        return [each for each in found if each is not None]


def _found(place: Any, name: str, ending: str = "") -> Any:
    """Return the class of a dotted TL name."""
    space, _, bare = name.rpartition(".")
    return getattr(getattr(place, space, None) if space else place, bare[0].upper() + bare[1:] + ending, None)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a constructor or method wants, read from its annotation."""

    name: str
    kind: Any
    """A plain type, or the name of a base type."""
    is_list: bool
    is_optional: bool


def parameters(made: type) -> list[Parameter]:
    """Return what `made` takes."""
    found = []
    for parameter in inspect.signature(made).parameters.values():
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            continue
        kind, is_list = parameter.annotation, False
        while typing.get_origin(kind) is not None:
            is_list = is_list or typing.get_origin(kind) is list
            kind = next(each for each in typing.get_args(kind) if each is not type(None))
        kind = getattr(kind, "__forward_arg__", kind)
        optional = parameter.default is not parameter.empty
        found.append(Parameter(parameter.name, kind, is_list, optional))
    return found


class Caller:
    """Makes calls of a library's classes.

    `known` are good values, by the name of a base type ("InputUser") or of a text ("phone").
    """

    def __init__(self, library: Library, known: Mapping[str, Any]) -> None:
        self._library = library
        self._known = {**TEXTS, **known}

    def calls(self, name: str) -> Iterator[Any]:
        """Yield calls of the method, fewest parameters first; none when the library's layer lacks it."""
        method = self._library.method(name)
        if method is None:
            return
        wanted = parameters(method)
        yield self._make(method, whole=False)
        if any(each.is_optional for each in wanted):
            yield self._make(method, whole=True)
        for parameter in wanted:
            if isinstance(parameter.kind, str):
                for one in self._library.constructors(parameter.kind):
                    made = self._make(one, whole=True)
                    yield self._make(
                        method, whole=False, **{parameter.name: [made] if parameter.is_list else made}
                    )

    def _make(self, made: type, *, whole: bool, **given: Any) -> Any:
        for parameter in parameters(made):
            if parameter.name not in given and (whole or not parameter.is_optional):
                value = self._value(parameter, whole)
                given[parameter.name] = [value] if parameter.is_list else value
        return made(**given)

    def _value(self, parameter: Parameter, whole: bool) -> Any:
        if isinstance(parameter.kind, str):
            base = parameter.kind.removeprefix("raw.base.").removeprefix("Type")
            if base in self._known:
                return self._known[base]
            shortest = min(self._library.constructors(parameter.kind), key=lambda one: len(parameters(one)))
            return self._make(shortest, whole=whole)
        if parameter.kind is str:
            return self._known.get(parameter.name, "")
        if parameter.kind is int:
            return NUMBERS.get(parameter.name, 0)
        return PLAIN[parameter.kind]
