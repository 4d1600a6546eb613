"""What clients understand of our bytes: every constructor, in every layer that a client of ours has."""

from __future__ import annotations

from collections.abc import Iterator
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

few = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
chances = st.integers(0, 2**32).map(Random)


@pytest.fixture(autouse=True, scope="module")
def plain_messages() -> Iterator[None]:
    """Let Telethon read messages into its plain classes: the ones made for its users rewrite who sent them."""
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


@few
@given(chances)
@pytest.mark.parametrize("client", [hydrogram.raw, pyrogram.raw], ids=["hydrogram", "kurigram"])
def test_the_pyrogram_family_reads_every_constructor_of_its_layer_and_we_read_it_back(
    client: Any, chance: Random
):
    layer = client.all.layer
    maker = Maker(chance, layer)
    for one in sayable(layer):
        if one.name in SERVICE:
            continue
        ours = tl.encode(maker.make(one.name), layer)
        theirs = client.core.TLObject.read(BytesIO(ours))
        assert theirs.write() == ours, one.name
        assert tl.encode(tl.decode(theirs.write()), layer) == ours, one.name


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
    elif not isinstance(meant, tl.TLObject):
        assert meant == understood
    elif tl.NAMES[type(meant)] == understood["_"]:
        one = world().spoken[understood["_"]]
        form = form_at(one, layer)
        assert form is not None
        kinds = {field.name: field.type for field in form.fields if form.note(field.name) is None}
        for field in world().fields(one.canonical):
            if kinds.get(field.name) == field.type:
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
