"""What is inside the envelopes: the facts that an order may reach, and nothing else."""

from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import msgspec

from folkmoot.kernel.errors import Malformed


class SignIn(msgspec.Struct, frozen=True, tag="sign-in", tag_field="kind", forbid_unknown_fields=True):
    """Somebody used an account from here. The port counts: many people share one address."""

    address: str
    port: int
    at: datetime
    device: str


class NumberEvent(StrEnum):
    """What happened between an account and a number."""

    TAKEN = "taken"
    GIVEN_UP = "given up"


class Number(msgspec.Struct, frozen=True, tag="number", tag_field="kind", forbid_unknown_fields=True):
    """From then on the number was, or was no longer, the account's: numbers pass from hand to hand."""

    phone: str
    at: datetime
    event: NumberEvent


class Subscriber(msgspec.Struct, frozen=True, tag="subscriber", tag_field="kind", forbid_unknown_fields=True):
    """The number that an account has."""

    phone: str


Record = TypeVar("Record", SignIn, Number, Subscriber)


def encode(record: SignIn | Number | Subscriber) -> bytes:
    """Return the record as JSON, which will still be readable in ten years."""
    return msgspec.json.encode(record)


def decode(data: bytes, kind: type[Record]) -> Record:
    """Read a record of exactly this kind; raises `Malformed` for anything else."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise Malformed(f"no {kind.__name__}: {error}") from error
