"""One typed settings object for every process, and the only place where a setting is described.

A value comes from, each over the one before: its default here, a TOML file, the environment, the command
line. A name that nobody knows is refused with the nearest that exists, so that a slip of the pen never runs
a server with a default in place of what the operator meant. `python -m folkmoot.config` prints the guide to
all settings.
"""

from __future__ import annotations

import difflib
import ipaddress
import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

from folkmoot.kernel.errors import Unusable

PREFIX = "FOLKMOOT_"
CONFIG = PREFIX + "CONFIG"
"""The one variable that is no setting: it names the file that holds them."""

FILE_NAME = "folkmoot.toml"


class Secret:
    """A text that shows itself only to who asks for it by name; never in a repr, a log or a traceback."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)


class Endpoint:
    """HOST:PORT; the host is a name, an IPv4 or a bracketed IPv6 address, and port 0 means any free one."""

    __slots__ = ("host", "port")

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port

    @classmethod
    def read(cls, text: str) -> Endpoint:
        """Read `text`, or raise `ValueError` with a sentence that says what it should be."""
        match = re.fullmatch(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\s:\[\]/]+)):(\d{1,5})", text.strip())
        if match is None or int(match[3]) > 65535:
            raise ValueError(f"{text!r} is not HOST:PORT, such as 127.0.0.1:4430 or [::]:443")
        return cls(match[1] or match[2], int(match[3]))

    @property
    def everywhere(self) -> bool:
        """Whether the host means all addresses of this machine."""
        return self.host in ("0.0.0.0", "::")  # noqa: S104 - compared, not bound

    @property
    def local(self) -> bool:
        """Whether the host is this machine's own name for itself."""
        return self.host in ("localhost", "::1") or self.host.startswith("127.")

    def at(self, port: int) -> Endpoint:
        """Return the same host with another port."""
        return Endpoint(self.host, port)

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def __repr__(self) -> str:
        return f"Endpoint({self})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Endpoint) and (other.host, other.port) == (self.host, self.port)

    def __hash__(self) -> int:
        return hash((self.host, self.port))


class Sms(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How sign-in codes leave the house."""

    kind: Annotated[
        Literal["file", "http", "none"],
        Meta(
            description="`file` writes codes to `sms.txt` in the data folder; `http` posts JSON "
            "to `sms.url`; with `none` only test numbers and people who are signed in elsewhere get a code."
        ),
    ] = "file"
    url: Annotated[
        str | None, Meta(description="Where `http` posts to: the SMS gateway of your choice. HTTPS, please.")
    ] = None
    headers: Annotated[
        dict[str, Secret],
        Meta(
            description="Headers of that request, such as `Authorization`. In the environment: a JSON object."
        ),
    ] = msgspec.field(default_factory=dict)
    body: Annotated[
        dict[str, Any],
        Meta(
            description="The JSON that is posted, in which `{phone}` and `{text}` are filled in. "
            "In the environment: a JSON object."
        ),
    ] = msgspec.field(default_factory=lambda: {"to": "{phone}", "text": "{text}"})


class Limits(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much clients may ask of one messenger."""

    frame_bytes: Annotated[int, Meta(ge=4096, description="Largest frame that a client may send.")] = 1 << 20
    inflated_bytes: Annotated[
        int, Meta(ge=4096, description="Most that a compressed message may unpack to.")
    ] = 1 << 20
    calls_in_flight: Annotated[
        int,
        Meta(
            ge=1,
            description="Calls of one session that may wait for an answer at the same time. "
            "Clients send a hundred in one message.",
        ),
    ] = 256
    calls_per_second: Annotated[
        float, Meta(gt=0, description="Calls of one device, on average; ten times as many may come at once.")
    ] = 30.0
    connections: Annotated[
        int, Meta(ge=1, description="Open sockets. The system's limit on open files may be lower.")
    ] = 100_000
    unauthenticated_per_address: Annotated[
        int, Meta(ge=1, description="Open sockets from one address on which nobody is signed in.")
    ] = 256
    handshakes_per_second: Annotated[
        float,
        Meta(gt=0, description="Key exchanges in all, on average; three times as many may come at once."),
    ] = 200.0
    handshakes_per_address: Annotated[
        float,
        Meta(
            gt=0,
            description="Key exchanges a second from one address, on average; three times as many at once.",
        ),
    ] = 20.0


class Log(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said on standard error. Never phone numbers, addresses, codes or texts of messages."""

    level: Annotated[
        Literal["debug", "info", "warning", "error"],
        Meta(description="The least important lines that are said."),
    ] = "info"
    format: Annotated[
        Literal["auto", "json", "text"],
        Meta(description="`auto` is text on a terminal and JSON elsewhere."),
    ] = "auto"
    strict: Annotated[
        bool,
        Meta(
            description="Raise an error where a line would hold personal data, rather than withhold "
            "the value. For tests."
        ),
    ] = False


_DATABASE_URL = re.compile(r"postgres(ql)?://")


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that an operator can decide."""

    data: Annotated[
        Path,
        Meta(description="The folder of all that this server keeps, secrets included; made when missing."),
    ] = Path("data")
    listen: Annotated[
        Endpoint,
        Meta(
            description="Where clients connect, by TCP and by websocket at `/apiws`. Port 0 takes a free one."
        ),
    ] = Endpoint("127.0.0.1", 4430)
    http: Annotated[Endpoint, Meta(description="Where pages, `/healthz`, `/readyz` and `/metrics` are.")] = (
        Endpoint("127.0.0.1", 8080)
    )
    advertise: Annotated[
        Endpoint | None,
        Meta(
            description="What clients are told to connect to, where it differs from `listen`: a public name."
        ),
    ] = None
    public_url: Annotated[
        str | None,
        Meta(
            description="Where browsers find pages and `/apiws` behind a TLS proxy, such as `https://chat.example.org`."
        ),
    ] = None
    database_url: Annotated[
        Secret | None,
        Meta(
            description="A PostgreSQL of your own (`postgresql://owner:password@host/name`) instead of the "
            "embedded one; the user must be able to create roles."
        ),
    ] = None
    test_numbers: Annotated[
        bool,
        Meta(
            description="Let numbers 99966XYYYY sign in with the code XXXXX. For trying out; never in public."
        ),
    ] = False
    dc_id: Annotated[
        int, Meta(ge=1, le=5, description="The number of this data centre, as clients are told it.")
    ] = 2
    messengers: Annotated[
        int, Meta(ge=1, le=1, description="Messenger processes. One, until messengers share a bus.")
    ] = 1
    balanced: Annotated[
        bool,
        Meta(
            description="Say that a balancer or TLS proxy stands before us. The server is then not ready "
            "until `trusted_proxies` names it."
        ),
    ] = False
    trusted_proxies: Annotated[
        tuple[str, ...],
        Meta(
            description="Networks whose PROXY protocol v2 header (clients) and `X-Forwarded-For` (pages, "
            "websockets) are believed and demanded. In the environment: separated by commas."
        ),
    ] = ()
    sealing_keys: Annotated[
        Path | None,
        Meta(
            description="The file of public keys to which identities are sealed; `sealing-keys.json` in the "
            "data folder when not set, and `up` then keeps it filled."
        ),
    ] = None
    stop_seconds: Annotated[
        float, Meta(gt=0, description="How long running requests may take to finish when the server stops.")
    ] = 10.0
    sms: Sms = Sms()
    limits: Limits = Limits()
    log: Log = Log()

    def __post_init__(self) -> None:
        for network in self.trusted_proxies:
            try:
                ipaddress.ip_network(network)
            except ValueError as error:
                raise ValueError(f"trusted_proxies: {error}") from error
        if self.database_url is not None and not _DATABASE_URL.match(self.database_url.reveal()):
            raise ValueError("database_url: is not like postgresql://owner:password@host/name")
        if self.sms.kind == "http" and not self.sms.url:
            raise ValueError("sms.url: must be set when sms.kind is http")
        if self.public_url is not None and not re.fullmatch(r"https?://[^/\s]+/?", self.public_url):
            raise ValueError(f"public_url: {self.public_url!r} is not like https://chat.example.org")


@dataclass(frozen=True, slots=True)
class Known:
    """One setting as the operator knows it."""

    name: str
    """As in the file: "limits.frame_bytes"."""
    kind: Any
    default: Any
    meaning: str

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return PREFIX + self.name.replace(".", "_").upper()


def _known(struct: type[Struct] = Settings, path: str = "") -> Iterator[Known]:
    hints = get_type_hints(struct, include_extras=True)
    for field in msgspec.structs.fields(struct):
        hint = hints[field.name]
        if isinstance(hint, type) and issubclass(hint, Struct):
            yield from _known(hint, f"{path}{field.name}.")
            continue
        kind, *notes = get_args(hint)
        made = field.default_factory is not msgspec.NODEFAULT
        default = field.default_factory() if made else field.default
        meaning = next(note.description for note in notes if isinstance(note, Meta))
        yield Known(path + field.name, kind, default, meaning or "")


KNOWN: dict[str, Known] = {known.name: known for known in _known()}


def load(flags: Mapping[str, object], environ: Mapping[str, str] = os.environ) -> Settings:
    """Gather the settings. `flags` are those given on the command line, None meaning not given.

    Raises `Unusable` with one line that names the setting, where it was said and what it should be.
    """
    given: dict[str, tuple[object, str]] = {}
    for name, value in flags.items():
        if value is not None:
            given[name] = (value, "--" + name.replace("_", "-"))
    from_environment = dict(_from_environment(environ))
    file = environ.get(CONFIG)
    if file is not None:
        path = Path(file)
        if not path.is_file():
            raise Unusable(f"{CONFIG} names {file}, and there is no such file")
    else:
        folder = given.get("data") or from_environment.get("data") or (Settings().data, "")
        path = Path(str(folder[0])) / FILE_NAME
    from_file = dict(_from_file(path))
    if file is None and "data" in from_file:
        raise Unusable(
            f"{path}: it lies in the data folder, so it cannot say where that is; use {CONFIG} or --data"
        )
    return _settings(from_file | from_environment | given)


def _from_environment(environ: Mapping[str, str]) -> Iterator[tuple[str, tuple[object, str]]]:
    names = {known.variable: known for known in KNOWN.values()}
    for variable in sorted(environ):
        if not variable.startswith(PREFIX) or variable == CONFIG:
            continue
        known = names.get(variable)
        if known is None:
            raise Unusable(f"{variable} is no setting{_nearest(variable, [*names, CONFIG])}")
        yield known.name, (_from_text(known, environ[variable]), variable)


def _from_text(known: Known, text: str) -> object:
    """Read what the environment says: lists by commas, tables as JSON, the rest as it stands."""
    if known.name == "trusted_proxies":
        return [part.strip() for part in text.split(",") if part.strip()]
    if get_origin(known.kind) is dict:
        try:
            return json.loads(text)
        except ValueError:
            raise Unusable(f'{known.variable} must be a JSON object, such as {{"name": "value"}}') from None
    return text


def _from_file(path: Path) -> Iterator[tuple[str, tuple[object, str]]]:
    try:
        text = path.read_text()
    except FileNotFoundError:
        return
    except PermissionError:
        raise Unusable(f"{path} cannot be read; let its owner be the user that runs folkmoot") from None
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(error, NotADirectoryError):
            return
        raise Unusable(f"{path} cannot be read: {error}") from None
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unusable(f"{path} is not TOML: {error}") from None
    for name, value in _flat(tables):
        if name not in KNOWN:
            raise Unusable(f"{path}: {name} is no setting{_nearest(name, list(KNOWN))}")
        yield name, (value, str(path))


def _flat(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        name = path + key
        if isinstance(value, dict) and name not in KNOWN:
            yield from _flat(value, name + ".")
        else:
            yield name, value


def _nearest(name: str, names: list[str]) -> str:
    near = difflib.get_close_matches(name, names, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _settings(given: Mapping[str, tuple[object, str]]) -> Settings:
    tree: dict[str, Any] = {}
    for name, (value, _) in given.items():
        *tables, last = name.split(".")
        table = tree
        for key in tables:
            table = table.setdefault(key, {})
        table[last] = value
    try:
        settings = msgspec.convert(tree, Settings, strict=False, dec_hook=_read)
    except msgspec.ValidationError as error:
        raise Unusable(_explained(str(error), given)) from None
    return msgspec.structs.replace(
        settings,
        data=settings.data.expanduser().absolute(),
        sealing_keys=settings.sealing_keys and settings.sealing_keys.expanduser().absolute(),
    )


_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "str": "a text",
    "array": "a list",
}


def _explained(problem: str, given: Mapping[str, tuple[object, str]]) -> str:
    """Turn "Expected `int`, got `str` - at `$.limits.connections`" into a line about that setting."""
    what, _, where = problem.partition(" - at `$.")
    name, colon, said = what.partition(": ")
    if where:
        name, said = re.sub(r"\[.*", "", where.rstrip("`")), what
    elif not colon:
        return problem
    if name in KNOWN and get_origin(KNOWN[name].kind) is Literal:
        said = "must be one of " + ", ".join(get_args(KNOWN[name].kind))
    said = re.sub(
        r"^Expected `(\w+)`(, got `\w+`)?", lambda match: "must be " + _WORDS.get(match[1], match[1]), said
    )
    source = given[name][1] if name in given else ""
    return f"{name}: {said}" + (f" (from {source})" if source else "")


def _read(kind: type, value: object) -> object:
    if not isinstance(value, str):
        if isinstance(value, kind):
            return value
        raise TypeError(f"Expected `str`, got `{type(value).__name__}`")
    if kind is Endpoint:
        return Endpoint.read(value)
    if kind is Secret or issubclass(kind, Path):
        return kind(value)
    raise NotImplementedError(kind)


def pack(settings: Settings) -> bytes:
    """Write `settings` as JSON, secrets included, for a child process behind a private socket."""
    return msgspec.json.encode(
        settings, enc_hook=lambda value: value.reveal() if isinstance(value, Secret) else str(value)
    )


def unpack(data: bytes) -> Settings:
    """Read what `pack` wrote."""
    return msgspec.json.decode(data, type=Settings, dec_hook=_read)


def guide() -> str:
    """Write docs/guides/configuration.md."""
    lines = [_GUIDE]
    for known in KNOWN.values():
        lines += [f"### `{known.name}`", "", known.meaning, "", f"`{known.variable}`, {_default(known)}", ""]
    return "\n".join(lines)


def _default(known: Known) -> str:
    if known.default is None or known.default in ({}, ()):
        return "not set"
    shown = str(known.default).lower() if isinstance(known.default, bool) else str(known.default)
    return f"`{shown}` when not set"


_GUIDE = """# Settings

This page is written by `python -m folkmoot.config`; the words live in `src/folkmoot/config.py`.

A value comes from, each over the one before: its default, a TOML file, the environment, the command line
(`folkmoot up --help`). The file is `folkmoot.toml` in the data folder, or the one that `FOLKMOOT_CONFIG`
names; a name with a dot is a key in a table:

```toml
listen = "0.0.0.0:4430"
advertise = "chat.example.org:4430"

[sms]
kind = "http"
url = "https://sms.example.org/send"
headers = { Authorization = "Bearer …" }
```

A name that does not exist is refused, and the nearest that does is named.

## All of them
"""

if __name__ == "__main__":
    print(guide(), end="")
