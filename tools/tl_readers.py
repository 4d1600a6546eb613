"""The readers: one straight-line function for each form, from bytes to the canonical object."""

from __future__ import annotations

from tl_schema import BadSchema, Field, Form, Spoken
from tl_world import FIXED, LISTS, World, class_name, letters, local_name, mask, runs, zero


def reader(world: World, one: Spoken, form: Form) -> str:
    """Return the function that reads `form`."""
    body = _Reader(world, one, form).lines()
    head = f"def _r{form.id:08x}(data: bytes, at: int, depth: int) -> tuple[{class_name(one.name)}, int]:"
    return "\n    ".join([head, *body])


def decoders(type_name: str) -> str:
    """The name of a type's table of readers."""
    return f"_d_{class_name(type_name)}"


class _Reader:
    """Writes the body of one reader. Neighbours of fixed size are unpacked in one go."""

    def __init__(self, world: World, one: Spoken, form: Form) -> None:
        self.world = world
        self.canonical = one.canonical
        self.form = form
        self.round = frozenset() if form.method else world.rounds.get(form.result, frozenset())
        self.out: list[str] = []
        self.run: list[tuple[str, int, str]] = []
        """What waits to be unpacked: letter, size, variable."""
        self.after: list[str] = []
        """What is to be done once it is."""

    def lines(self) -> list[str]:
        if self.round:
            self.out += ["if depth > _DEEPEST:", '    raise _Malformed("nested too deeply")']
        for flags, group in runs(field for field in self.form.fields if field.type != "true"):
            if flags is None:
                for field in group:
                    self.required(field)
            else:
                self.flush()
                self.optional(flags, group)
        self.flush()
        return [*self.out, self.result()]

    def required(self, field: Field) -> None:
        variable = local_name(field)
        if field.type == "#":
            self.run.append(("I", 4, variable))
        elif field.type in FIXED:
            self.run.append((*FIXED[field.type], variable))
        elif field.type == "Bool":
            self.run.append(("I", 4, f"{variable}_id"))
            self.after.append(f"{variable} = _BOOL[{variable}_id]")
        elif not self.world.keeps(self.form, field):
            self.flush()
            self.out.append("at = _read_none(data, at)")
        elif field.type in self.world.types:
            self.run.append(("I", 4, f"{variable}_id"))
            self.flush()
            self.out.append(f"{variable}, at = {self.boxed(field, f'{variable}_id', 'at')}")
        else:
            self.flush()
            self.out += self.read(field)

    def optional(self, flags: str, group: list[Field]) -> None:
        """Read neighbours that hang on one flags word; where none of several is there, one test says so."""
        kept = [field for field in group if self.world.keeps(self.form, field)]
        self.out += [f"{local_name(field)}: {self.world.annotation(field)} = None" for field in kept]
        lines = [line for field in group for line in self.conditional(field)]
        if len(group) > 1:
            lines = [f"if {flags} & {mask(group)}:", *(f"    {line}" for line in lines)]
        self.out += lines

    def conditional(self, field: Field) -> list[str]:
        test = f"if {field.flags} & {1 << field.bit}:"
        if self.world.keeps(self.form, field):
            return [test, *(f"    {line}" for line in self.read(field))]
        return [test, f'    raise _Malformed("{self.form.name} with {field.name}, which we do not speak")']

    def read(self, field: Field) -> list[str]:
        """Lines that read one value on its own."""
        variable, kind, item = local_name(field), field.type, field.item
        if kind in FIXED:
            letter, size = FIXED[kind]
            return [f"({variable},) = _r_{letters([letter])}(data, at)", f"at += {size}"]
        if kind == "Bool":
            return [f"{variable} = _BOOL[_read_id(data, at)[0]]", "at += 4"]
        if kind in ("string", "bytes"):
            return self.read_string(kind, variable)
        if kind.startswith("!"):
            return [f"{variable} = data[at:]", "at = len(data)"]
        if item in LISTS:
            return [f"{variable}, at = _read_{LISTS[item]}(data, at)"]
        if item in self.world.types:
            deeper = "depth + 1" if item in self.round else "depth"
            return [f"{variable}, at = _read_boxes(data, at, {deeper}, {decoders(item)})"]
        if item in self.world.spoken:
            return self.read_bare(variable, self.world.spoken[item].canonical)
        if kind in self.world.types:
            return [f"{variable}, at = {self.boxed(field, '_read_id(data, at)[0]', 'at + 4')}"]
        raise BadSchema(f"{self.form.name}: no way to read {field}")

    def read_string(self, kind: str, variable: str) -> list[str]:
        """Lines that read a string; a short one, as most are, without a call in Python."""
        return [
            "end = at + 1 + data[at]",
            "if data[at] < 254:",
            f"    {variable} = data[at + 1 : end]{'.decode()' if kind == 'string' else ''}",
            "    at = (end + 3) & -4",
            "else:",
            f"    {variable}, at = _read_{kind}(data, at)",
        ]

    def read_bare(self, variable: str, bare: Form) -> list[str]:
        """Lines that read a `vector<thing>`, whose items come without their ids."""
        return [
            "(count,) = _read_id(data, at)",
            "at += 4",
            f"if count * {4 * len(bare.fields)} > len(data) - at:",
            '    raise _Malformed("a vector that is longer than its message")',
            f"{variable} = []",
            "for _ in range(count):",
            f"    item, at = _r{bare.id:08x}(data, at, depth)",
            f"    {variable}.append(item)",
        ]

    def boxed(self, field: Field, id_: str, at: str) -> str:
        deeper = "depth + 1" if field.type in self.round else "depth"
        return f"{decoders(field.type)}[{id_}](data, {at}, {deeper})"

    def flush(self) -> None:
        """Unpack what waits."""
        if self.run:
            names = ", ".join(name for _, _, name in self.run)
            comma = "," if len(self.run) == 1 else ""
            self.out.append(f"{names}{comma} = _r_{letters([letter for letter, _, _ in self.run])}(data, at)")
            self.out.append(f"at += {sum(size for _, size, _ in self.run)}")
        self.out += self.after
        self.run, self.after = [], []

    def result(self) -> str:
        mine = {one.name: one for one in self.form.fields}
        values = [self.value(one, mine.get(one.name)) for one in self.world.fields(self.canonical)]
        return f"return {class_name(self.form.name)}({', '.join(values)}), at"

    def value(self, wanted: Field, mine: Field | None) -> str:
        """What the canonical field `wanted` gets, where this form has `mine`."""
        note = self.form.note(wanted.name, "<")
        if note is not None:
            return note
        if wanted.type == "true":
            return f"({mine.flags} & {1 << mine.bit}) != 0" if mine and mine.type == "true" else "False"
        if mine is not None and mine.type == wanted.type and (wanted.flags or not mine.flags):
            return local_name(wanted)
        if wanted.flags:
            return "None"
        raise BadSchema(
            f"{self.form.name} requires {wanted}, which #{self.form.id:08x} has not: "
            f"note there what is to be read, as in `; {wanted.name}<{zero(wanted)}`"
        )
