"""What clients understand of our bytes: every constructor, in every layer that a client of ours has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from random import Random
from typing import Any

import hydrogram.raw.all
import hydrogram.raw.core
import pyrogram.raw.all
import pyrogram.raw.core
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telethon.extensions import BinaryReader
from telethon.tl.alltlobjects import tlobjects as telethons

from folkmoot.mtproto import tl
from tests.mtproto.test_tl_schema import NOT_IN_TELETHON, SERVICE
from tests.mtproto.tl_book import Book
from tests.mtproto.tl_clients import JAVASCRIPT, carried
from tests.mtproto.tl_world import Maker, Spoken, field_name, form_at, spoken_at, world

few = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
chances = st.integers(0, 2**32).map(Random)


@pytest.fixture(autouse=True, scope="module")
def plain_messages() -> Iterator[None]:
    """Let Telethon read messages into its plain classes: those made for its users rewrite who sent them."""
    patched = {id_: kind for id_, kind in telethons.items() if kind.__module__ == "telethon.tl.patched"}
    telethons.update((id_, kind.__bases__[-1]) for id_, kind in patched.items())
    yield
    telethons.update(patched)


@few
@given(chances)
def test_telethon_reads_every_constructor_of_the_newest_layer_and_repeats_our_bytes(chance: Random):
    maker = Maker(chance)
    for one in spoken_at(tl.NEWEST):
        if one.name in NOT_IN_TELETHON | _BY_HAND_IN_TELETHON or one.canonical.until != tl.NEWEST:
            continue
        ours = tl.encode(maker.make(one.name))
        theirs = BinaryReader(ours).tgread_object()
        assert bytes(theirs) == ours, one.name


_BY_HAND_IN_TELETHON = {"future_salt", "future_salts", "p_q_inner_data_dc", "invokeWithLayer"}


PYROGRAMS = pytest.mark.parametrize("client", [hydrogram.raw, pyrogram.raw], ids=["hydrogram", "kurigram"])


@few
@given(chances)
@PYROGRAMS
def test_the_pyrogram_family_reads_every_constructor_of_its_layer(client: Any, chance: Random):
    layer = client.all.layer
    maker = Maker(chance, layer)
    for one in sayable(layer):
        if one.name not in SERVICE:
            meant = maker.make(one.name)
            data = tl.encode(meant, layer)
            if not any_vector_is_taken_for_numbers(data):
                read = BytesIO(data)
                compare(meant, as_tree(client.core.TLObject.read(read)), layer)
                assert not read.read()


def any_vector_is_taken_for_numbers(data: bytes) -> bool:
    """Tell whether the Pyrogram family would guess wrong.

    It divides what is left by a vector's count, and takes four or eight bytes an item for an int or a long.
    """
    starts = (at + 4 for at in range(0, len(data) - 4, 4) if data[at : at + 4] == b"\x15\xc4\xb5\x1c")
    counts = ((int.from_bytes(data[at : at + 4], "little"), len(data) - at - 4) for at in starts)
    return any(left == size * count for count, left in counts for size in (4, 8) if count)


@few
@given(chances)
@PYROGRAMS
def test_we_read_what_the_pyrogram_family_writes(client: Any, chance: Random):
    layer = client.all.layer
    maker = Maker(chance, layer, unknown_flags(client))
    for one in sayable(layer):
        form = form_at(one, layer)
        if one.name in SERVICE or form is None:
            continue
        meant = maker.make(one.name)
        try:
            theirs = as_theirs(client, meant)
        except Adapted:
            continue
        assert theirs.write() == tl.encode(meant, layer), one.name
        assert tl.decode(theirs.write()) == tl.decode(tl.encode(meant, layer)), one.name


class Adapted(Exception):
    """The layer says it in another way than field by field."""


def as_theirs(client: Any, meant: Any) -> Any:
    """Build an object of ours out of a client's classes, as its own users would."""
    if isinstance(meant, list):
        return [as_theirs(client, one) for one in meant]
    if not isinstance(meant, tl.TLObject):
        return meant
    name = tl.NAMES[type(meant)]
    form = form_at(world().spoken[name], client.all.layer)
    if form is None or form.notes:
        raise Adapted
    kind = client.all.objects[form.id]
    values = {}
    for field in form.fields:
        slot = f"is_{field.name}" if field.name == "self" else field.name
        if field.type == "!X":
            values[slot] = client.functions.help.GetConfig()
        elif hasattr(meant, field_name(field.name)) and slot in kind.__slots__:
            values[slot] = as_theirs(client, getattr(meant, field_name(field.name)))
        elif field.item and field.flags is None:
            values[slot] = []  # of what we do not speak
    return kind(**values)


@cache
def unknown_flags(client: Any) -> frozenset[tuple[str, str]]:
    """The bare flags that came later than the client, and the fields that it never writes."""
    missing = set()
    for one in spoken_at(client.all.layer):
        form = form_at(one, client.all.layer)
        if form is None or form.id not in client.all.objects:
            continue
        slots = {name.removeprefix("is_") for name in client.all.objects[form.id].__slots__}
        optional = {field.name for field in one.canonical.fields if field.flags}
        missing |= {(one.name, name) for name in optional if name.removeprefix("is_") not in slots}
    return frozenset(missing)


def as_tree(theirs: Any) -> Any:
    """Turn an object of the Pyrogram family into what `compare` takes."""
    if isinstance(theirs, list):
        return [as_tree(one) for one in theirs]
    if not hasattr(theirs, "ID"):
        return theirs
    name = next(one.name for one in world().spoken.values() for form in one.forms if form.id == theirs.ID)
    fields = {slot.removeprefix("is_"): as_tree(getattr(theirs, slot)) for slot in theirs.__slots__}
    return {"_": name, **fields}


@few
@given(chances)
@pytest.mark.parametrize("package", JAVASCRIPT)
def test_by_the_book_of_each_layer_our_bytes_say_what_we_meant(package: str, chance: Random):
    theirs = carried(package)
    book = Book({form.id: form for form in theirs.forms})
    maker = Maker(chance, theirs.layer)
    for one in sayable(theirs.layer):
        if one.name not in SERVICE:
            meant = maker.make(one.name)
            compare(meant, book.read(tl.encode(meant, theirs.layer)), theirs.layer)


def sayable(layer: int) -> list[Spoken]:
    """What an object of the newest layer can be said of in `layer`."""
    return [one for one in spoken_at(layer) if one.name not in _NEW_INSIDE]


_NEW_INSIDE = {"keyboardInlineButton", "keyboardInlineButtonRow"}


def compare(meant: Any, understood: Any, layer: int) -> None:
    """Compare an object of ours with what the book says, field by field where both have the same one."""
    if isinstance(meant, list):
        assert len(meant) == len(understood)
        for one, other in zip(meant, understood, strict=True):
            compare(one, other, layer)
    elif isinstance(meant, bytes) and isinstance(understood, dict):
        assert tl.decode(meant) == tl.HelpGetConfig()
        assert understood == {"_": "help.getConfig"}
    elif not isinstance(meant, tl.TLObject):
        assert meant == understood or (meant, understood) == (None, [])
    elif tl.NAMES[type(meant)] == understood["_"]:
        one = world().spoken[understood["_"]]
        form = form_at(one, layer)
        assert form is not None
        kinds = {field.name: field.type for field in form.fields if form.note(field.name) is None}
        for field in world().fields(one.canonical):
            if kinds.get(field.name) == field.type and field.name in understood:
                compare(getattr(meant, field_name(field.name)), understood[field.name], layer)
    else:
        assert form_at(world().spoken[tl.NAMES[type(meant)]], layer) is None or "Button" in understood["_"]


def test_an_inline_keyboard_is_the_same_for_clients_of_all_layers():
    markup = tl.ReplyInlineMarkup(
        rows=[
            tl.KeyboardInlineButtonRow(
                [
                    tl.KeyboardInlineButton(text="Yes", type=tl.InlineButtonTypeCallback(data=b"yes")),
                    tl.KeyboardInlineButton(
                        text="Rules", type=tl.InlineButtonTypeUrl(url="https://a.example")
                    ),
                ]
            )
        ]
    )
    for layer in (181, 198, 221, 222, 228, 229):
        assert tl.decode(tl.encode(markup, layer)) == markup
    old = Book({form.id: form for form in carried("mtcute-tl-181").forms}).read(tl.encode(markup, 181))
    assert [button["_"] for button in old["rows"][0]["buttons"]] == [
        "keyboardButtonCallback",
        "keyboardButtonUrl",
    ]
