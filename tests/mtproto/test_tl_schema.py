"""`schema/` against what the client packages themselves carry, line by line."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import hydrogram.raw.all
import pyrogram.raw.all
import pytest
from telethon.tl.alltlobjects import LAYER as TELETHONS_LAYER
from telethon.tl.alltlobjects import tlobjects as telethons

from folkmoot.mtproto import tl
from tests.mtproto.tl_clients import JAVASCRIPT, carried
from tests.mtproto.tl_world import ROOT, Form, form_at, spoken_at, world

from tl_schema import crc, parse_line  # isort: skip  (tl_world puts tools/ on the path)

SERVICE = (ROOT / "schema/mtproto.tl").read_text()


def every_form() -> Iterator[Form]:
    for one in world().spoken.values():
        yield from one.forms


def test_each_line_has_the_id_that_follows_from_its_text():
    """A CRC covers all but the bare flags: no parameter can have been copied wrongly."""
    wrong = [form.definition for form in every_form() if crc(form.definition) != form.id]
    assert wrong == [
        "rpc_result#f35c6d01 req_msg_id:long result:!X = RpcResult;"
    ]  # its result is no `Object` to us


def test_a_line_is_read_and_written_alike():
    for form in every_form():
        assert parse_line(str(form), method=form.method) == form


def test_ids_are_unique_over_all_layers():
    ids = [form.id for form in every_form()]
    assert len(ids) == len(set(ids))


def test_the_generated_code_is_what_the_schema_says():
    told = subprocess.run(
        [sys.executable, ROOT / "tools/generate_tl.py", "--check"], capture_output=True, text=True
    )
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("package", JAVASCRIPT)
def test_each_form_stands_in_the_javascript_clients_of_its_layer(package: str):
    theirs = carried(package)
    forms = {form.name: form for form in theirs.forms}
    for one in spoken_at(theirs.layer):
        ours = form_at(one, theirs.layer)
        if ours is None or ours.name in SERVICE:
            continue
        assert ours.name in forms, f"{theirs.origin} has no {ours.name} at layer {theirs.layer}"
        assert_same(ours, forms[ours.name])


@pytest.mark.parametrize("package", JAVASCRIPT)
def test_nothing_is_said_to_be_gone_that_a_client_of_the_layer_has(package: str):
    theirs = carried(package)
    spoken = {one.name for one in spoken_at(theirs.layer)}
    kept_for_itself = {
        "emojiStatusUntil",
        "users.getIsPremiumRequiredToContact",
    }  # by mtcute, beyond their end
    for form in theirs.forms:
        if form.name in world().spoken and form.name not in kept_for_itself:
            assert form.name in spoken, f"{theirs.origin} has {form.name} at layer {theirs.layer}"


def assert_same(ours: Form, theirs: Form) -> None:
    """Compare two forms. Bare flags do not count for the id, and a later layer may have more of them."""
    assert ours.id == theirs.id, ours.name
    assert ours.method == theirs.method
    assert _plain(ours) == _plain(theirs)
    assert _bare_flags(theirs) <= _bare_flags(ours) | _RETIRED.get(ours.name, set()), ours.name


_RETIRED: dict[str, set[str]] = {
    "messageService": {"legacy_ios:flags.17?true"},
}
"""Flags that an early client still has and a later one of the same form no longer."""


def _plain(form: Form) -> list[str]:
    return [str(field) for field in form.fields if field.type != "true"] + [form.result]


def _bare_flags(form: Form) -> set[str]:
    return {str(field) for field in form.fields if field.type == "true"}


def test_each_canonical_form_of_the_newest_layer_is_a_class_of_telethon():
    assert TELETHONS_LAYER == tl.NEWEST
    for one in spoken_at(tl.NEWEST):
        form = one.canonical
        if form.name in NOT_IN_TELETHON:
            continue
        theirs = telethons.get(form.id)
        assert theirs is not None, f"Telethon has no {form.definition}"
        assert theirs.__name__.lower() == _class_of_telethon(form).lower()
        read = re.findall(r"_(\w+) = bool\((flags\d?) & (\d+)\)", inspect.getsource(theirs.from_reader))
        flags = {f"{_plain_name(name)}:{word}.{int(mask).bit_length() - 1}?true" for name, word, mask in read}
        assert flags == _bare_flags(form), form.name


def _class_of_telethon(form: Form) -> str:
    name = form.name.rpartition(".")[2].replace("_", "")
    return f"{name}Request" if form.method else name


def _plain_name(parameter: str) -> str:
    return "self" if parameter == "is_self" else parameter


NOT_IN_TELETHON = {"rpc_result", "gzip_packed", "msg_resend_ans_req"}
"""The first two are read by hand there; the last it never sends."""


@pytest.mark.parametrize("client", [hydrogram.raw.all, pyrogram.raw.all], ids=["hydrogram", "kurigram"])
def test_each_form_is_a_class_of_the_pyrogram_family(client: Any):
    for one in spoken_at(client.layer):
        form = form_at(one, client.layer)
        if form is None or form.name in SERVICE:
            continue
        assert form.id in client.objects, f"no class for {form.definition}"
        init = inspect.getsource(client.objects[form.id].__init__)
        theirs = {_plain_name(name): kind for name, kind in re.findall(r"self\.(\w+) = \w+  # (.+)", init)}
        ours = {field.name: str(field).partition(":")[2] for field in form.fields if field.type != "#"}
        assert {
            name: kind for name, kind in ours.items() if not kind.endswith("?true") or name in theirs
        } == theirs
