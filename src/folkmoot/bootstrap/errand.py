"""What one serving process is sent out with, and how that is written for the way to a child process."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from folkmoot.config import Secret, Settings, pack, unpack
from folkmoot.web.front import Front


@dataclass(frozen=True, slots=True)
class Errand:
    """What one serving process needs to know."""

    settings: Settings
    """With the ports that are really served."""
    dsn: Secret
    """The database, as this duty's own role."""
    front: Front
    listener: int
    """The descriptor of the bound socket to serve."""


class _OnTheLine(msgspec.Struct):
    settings: msgspec.Raw
    dsn: str
    front: Front
    listener: int


def write_errand(errand: Errand) -> bytes:
    """Write an errand as one line, secrets included; for the leash only."""
    settings = msgspec.Raw(pack(errand.settings))
    said = _OnTheLine(settings, errand.dsn.reveal(), errand.front, errand.listener)
    return msgspec.json.encode(said) + b"\n"


def read_errand(line: bytes) -> Errand:
    """Read what `write_errand` wrote."""
    said = msgspec.json.decode(line, type=_OnTheLine)
    return Errand(unpack(bytes(said.settings)), Secret(said.dsn), said.front, said.listener)
