"""Calls of every method that the server serves, made of a client library's own classes.

What a parameter may be is read from the library itself, so that nothing here has to follow the schema. For
each method there is a call with what is required only, one with all there is, and one for each constructor
that a parameter may be.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import folkmoot.api
from folkmoot.mtproto import tl

LAST = ("auth.resetAuthorizations", "auth.logOut", "account.deleteAccount")
"""Methods after which a caller can ask for little more."""

TEXTS = {"phone": "+9996630000", "phones": "+9996630000", "phone_number": "+9996630000"}
TEXTS |= {"first_name": "Sweep", "username": "swept_clean", "q": "sweep", "lang_code": "en"}
NUMBERS = {"limit": 10, "days": 365, "day": 29, "month": 2, "year": 2000}
"""What parameters of these names are; others are empty or 1."""


def served() -> list[str]:
    """Return the dotted names of all methods for which there is a handler in `folkmoot.api`."""
    names = set()
    for module in pkgutil.iter_modules(folkmoot.api.__path__, "folkmoot.api."):
        for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            for method in vars(kind).values():
                names |= {tl.NAMES[serving.request] for serving in getattr(method, "__serves__", ())}
    return sorted(names, key=lambda name: (LAST.index(name) + 1 if name in LAST else 0, name))


class Library(Protocol):
    """A client library's classes."""

    def method(self, name: str) -> type | None:
        """Return the class of a method by its dotted name; None when its layer has none."""
        ...

    def constructors(self, base: str) -> list[type]:
        """Return the classes that a value of the type `base` ("InputPeer") may be of."""
        ...


class Telethon:
    """Telethon's classes; a type's members know its number."""

    def __init__(self) -> None:
        from telethon.tl import alltlobjects, functions, types

        self._functions, self._types = functions, types
        self._all = list(alltlobjects.tlobjects.values())

    def method(self, name: str) -> type | None:
        space, _, bare = name.rpartition(".")
        return getattr(getattr(self._functions, space), _capital(bare) + "Request", None)

    def constructors(self, base: str) -> list[type]:
        union = getattr(self._types, f"Type{base}")
        members = typing.get_args(union) or (union,)
        return [member if isinstance(member, type) else getattr(self._types, member.__forward_arg__) for member in members]


class Hydrogram:
    """Hydrogram's classes; a base type is a union of names."""

    def __init__(self) -> None:
        from hydrogram import raw

        self._raw = raw
        self._all = [getattr(raw.types, name) for name in dir(raw.types)]

    def method(self, name: str) -> type | None:
        space, _, bare = name.rpartition(".")
        return getattr(getattr(self._raw.functions, space), _capital(bare), None)

    def constructors(self, base: str) -> list[type]:
        page = getattr(self._raw.base, base).__doc__
        listed = page.partition(":nosignatures:")[2].partition("Functions:")[0].split()
        return [getattr(self._raw.types, name) for name in listed]


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]
