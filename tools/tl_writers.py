"""The writers: one straight-line function for each form, from the canonical object to bytes."""

from __future__ import annotations

import re

from tl_schema import BadSchema, Field, Form, Spoken
from tl_world import (
    FIXED,
    LISTS,
    SKIPPABLE,
    World,
    class_name,
    field_name,
    letters,
    local_name,
    mask,
    runs,
    zero,
)

_VECTOR = "0x1cb5c415"


def writer(world: World, one: Spoken, form: Form) -> str:
    """Return the function that writes `form`."""
    head = f"def _w{form.id:08x}(o: {class_name(one.name)}, out: list[bytes], by: _Encoders) -> None:"
    return "\n    ".join([head, *_instead(form), *_Writer(world, one, form).lines()])


def _instead(form: Form) -> list[str]:
    note = form.note("instead")
    if note is None:
        return []
    return [f"other = {note}", "if other is not None:", "    by[type(other)](other, out, by)", "    return"]


def before(one: Spoken) -> str | None:
    """Return the function that writes what stands for a thing at layers that do not have it yet, if noted."""
    note = one.forms[0].note("before")
    if note is None:
        return None
    return (
        f"def _b{one.forms[0].id:08x}(o: {class_name(one.name)}, out: list[bytes], by: _Encoders) -> None:\n"
        f"    other = {note}\n"
        "    by[type(other)](other, out, by)"
    )


class _Writer:
    """Writes the body of one writer. Neighbours of fixed size are packed in one go."""

    def __init__(self, world: World, one: Spoken, form: Form, *, bare: bool = False) -> None:
        self.world = world
        self.canonical = {field.name: field for field in world.fields(one.canonical)}
        self.form = form
        self.out: list[str] = []
        self.run: list[tuple[str, str]] = [] if bare else [("I", f"0x{form.id:08x}")]
        """What waits to be packed: letter, value."""

    def lines(self) -> list[str]:
        for field in self.form.fields:
            if field.type == "#":
                self.flags(field)
        for flags, group in runs(field for field in self.form.fields if field.type != "true"):
            if flags is None:
                for field in group:
                    self.required(field)
            else:
                self.flush()
                self.optional(flags, [field for field in group if self.written(field)])
        self.flush()
        return self.out

    # --- where values come from

    def source(self, field: Field) -> str | None:
        """The expression that this field is written from, if there is one."""
        note = self.form.note(field.name)
        if note is not None:
            return f"({note})" if " " in note else note
        found = self.canonical.get(field.name)
        return f"o.{field_name(field.name)}" if found is not None and found.type == field.type else None

    def certain(self, field: Field) -> bool:
        """Whether the source of an optional field is never None."""
        found = self.canonical.get(field.name)
        return self.form.note(field.name) is None and found is not None and found.flags is None

    def sharers(self, field: Field) -> list[Field]:
        return [one for one in self.form.fields if (one.flags, one.bit) == (field.flags, field.bit)]

    def written(self, field: Field) -> bool:
        """Whether an optional field is written at all: never, if some value on its bit has no source."""
        return all(self.source(one) is not None for one in self.sharers(field) if one.type != "true")

    # --- lines

    def flags(self, flags: Field) -> None:
        self.out.append(f"{flags.name} = 0")
        bits: dict[int, list[str]] = {}
        for one in self.form.fields:
            source = self.source(one)
            if one.flags != flags.name or source is None or not self.written(one):
                continue
            there = source if one.type == "true" else "True" if self.certain(one) else f"{source} is not None"
            bits.setdefault(one.bit, []).append(there)
        for bit, tests in bits.items():
            self.out += [f"if {' or '.join(tests)}:", f"    {flags.name} |= {1 << bit}"]

    def required(self, field: Field) -> None:
        if field.type == "#":
            self.run.append(("I", field.name))
            return
        if not self.world.keeps(self.form, field):
            self.run += [("I", _VECTOR), ("I", "0")]
            return
        value = self.source(field)
        found = self.canonical.get(field.name)
        if value is None or (found and found.flags and self.form.note(field.name) is None):
            raise BadSchema(
                f"{self.form.name}#{self.form.id:08x} requires {field}, which the canonical form has not: "
                f"note what is to be written, as in `; {field.name}={zero(field)}`"
            )
        if field.type in FIXED:
            self.run.append((FIXED[field.type][0], value))
        elif field.type == "Bool":
            self.run.append(("I", f"_BOOL_ID[{value}]"))
        else:
            self.flush()
            self.out += self.write(field, value)

    def optional(self, flags: str, group: list[Field]) -> None:
        """Write neighbours that hang on one flags word; where none of several is there, one test says so."""
        lines = [line for field in group for line in self.conditional(field)]
        if len(group) > 1:
            lines = [f"if {flags} & {mask(group)}:", *(f"    {line}" for line in lines)]
        self.out += lines

    def conditional(self, field: Field) -> list[str]:
        source = self.source(field)
        assert source is not None
        variable = local_name(field)
        lines = self.write(field, variable)
        if len(self.sharers(field)) == 1 and not self.certain(field):
            return [f"if ({variable} := {source}) is not None:", *(f"    {line}" for line in lines)]
        if not self.certain(field):
            lines = [f"assert {variable} is not None", *lines]
        lines = [f"{variable} = {source}", *lines]
        return [f"if {field.flags} & {1 << field.bit}:", *(f"    {line}" for line in lines)]

    def write(self, field: Field, value: str) -> list[str]:
        """Lines that write one value on its own."""
        kind, item = field.type, field.item
        if kind in FIXED:
            return [f"out.append(_p_{letters([FIXED[kind][0]])}({value}))"]
        if kind == "Bool":
            return [f"out.append(_p_I(_BOOL_ID[{value}]))"]
        if kind in ("string", "bytes"):
            return self.write_string(kind, value)
        if kind.startswith("!"):
            return [f"out.append({value})"]
        if item in LISTS:
            return [f"out.append(_put_{LISTS[item]}({value}))"]
        if item in self.world.types:
            return [f"_put_{'known_' if item in SKIPPABLE else ''}boxes({value}, out, by)"]
        if item in self.world.spoken:
            return self.write_bare(value, self.world.spoken[item])
        if kind in self.world.types:
            return [f"by[type({value})]({value}, out, by)"]
        raise BadSchema(f"{self.form.name}: no way to write {field}")

    def write_string(self, kind: str, value: str) -> list[str]:
        """Lines that write a string; a short one, as most are, without a call in Python."""
        plain = f"{value}.encode()" if kind == "string" else value
        return [
            f"text = {plain}",
            "size = len(text)",
            "out.append(_SHORT[size](size, text) if size < 254 else _put_bytes(text))",
        ]

    def write_bare(self, value: str, bare: Spoken) -> list[str]:
        """Lines that write a `vector<thing>`, whose items go without their ids."""
        body = "\n    ".join(_Writer(self.world, bare, bare.canonical, bare=True).lines())
        return [
            f"out.append(_p_I(len({value})))",
            f"for item in {value}:",
            "    " + re.sub(r"\bo\.", "item.", body),
        ]

    def flush(self) -> None:
        """Pack what waits."""
        if self.run:
            name = letters([letter for letter, _ in self.run])
            self.out.append(f"out.append(_p_{name}({', '.join(value for _, value in self.run)}))")
        self.run = []
