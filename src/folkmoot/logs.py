"""The log: one line per event on standard error, and never a person in it.

What identifies somebody (a phone number, an IP address) or what somebody said (a text, a code) does not
belong into a log, because logs are copied, shipped and kept by people who may not see it. Code must not
hand it over; `withhold` is the net below: it looks at every value, tracebacks included. Under `log.strict`
(our tests) it raises, so that the mistake is found; in production it replaces the value, says so and
counts.

The lines of libraries (uvicorn, asyncio) go the same way; access logs are off.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping, Sequence
from typing import Any, Protocol, cast

import structlog

from folkmoot.config import Log
from folkmoot.kernel import metrics
from folkmoot.kernel.errors import Broken

NEVER = frozenset(
    {
        "address",
        "body",
        "code",
        "ip",
        "message",
        "password",
        "peer",
        "phone",
        "phone_number",
        "secret",
        "text",
        "token",
    }
)
"""Names of values that are not logged, whatever they look like."""

MAY_BE_LONG = frozenset(
    {"authorization", "bytes", "chat", "fingerprint", "key", "session", "timestamp", "user"}
)
"""Names of values that are long numbers by nature: our own ids, which mean nothing outside this server."""

_ADDRESS = re.compile(
    r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)"  # 192.0.2.1
    r"|(?<![\w:])(?=[0-9a-fA-F:]*::|(?:[0-9a-fA-F]+:){7})[0-9a-fA-F:]{3,39}(?![\w:])"  # 2001:db8::1
)
_PHONE = re.compile(r"(?<![\w.+-])(?:\+[ ()\d-]{7,20}\d|\d{8,15})(?![\w-]|\.\d)")

WITHHELD = "[withheld]"

Event = MutableMapping[str, Any]


class PersonalData(Broken):
    """A line for the log held what must never be in one. The text names the value, and does not show it."""


def withhold(event: Event, *, strict: bool) -> Event:
    """Return `event` without values that look like personal data; when `strict`, raise `PersonalData`."""
    for name, value in event.items():
        if name in NEVER or (name not in MAY_BE_LONG and _personal(value)):
            if strict:
                raise PersonalData(f"the log line {_cleaned(event['event'])!r} may not hold {name!r}")
            metrics.LOG_WITHHELD.inc()
            event[name] = WITHHELD if name not in _FREE else _cleaned(value)
    return event


_FREE = frozenset({"event", "exception"})
"""Sentences and tracebacks keep the rest of what they say."""


def _personal(value: object) -> bool:
    if isinstance(value, (bool, float)) or value is None:
        return False
    text = value if isinstance(value, str) else str(value)
    return bool(_ADDRESS.search(text) or _PHONE.search(text))


def _cleaned(value: object) -> str:
    return _PHONE.sub(WITHHELD, _ADDRESS.sub(WITHHELD, str(value)))


def configure(log: Log, process: str) -> None:
    """Send everything that this process logs to standard error as `log` says, marked with `process`."""
    as_text = log.format == "text" or (log.format == "auto" and sys.stderr.isatty())
    shared = _shared(log, process)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(_level(log)),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _last(as_text)],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(_level(log))
    logging.getLogger("uvicorn.access").disabled = True
    for wordy in ("uvicorn.error", "websockets", "httpx", "httpcore"):
        logging.getLogger(wordy).setLevel(max(_level(log), logging.WARNING))


class _Processor(Protocol):
    def __call__(self, logger: Any, method: str, event: Event) -> Any: ...


def _shared(log: Log, process: str) -> Sequence[_Processor]:
    """What happens to every line, ours or a library's."""

    def mark(logger: Any, method: str, event: Event) -> Event:
        event["process"] = process
        return event

    def guard(logger: Any, method: str, event: Event) -> Event:
        meta = {name: event.pop(name) for name in ("_record", "_from_structlog") if name in event}
        return {**withhold(event, strict=log.strict), **meta}

    steps: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        mark,
        structlog.processors.format_exc_info,
        guard,
    ]
    return steps


def _last(as_text: bool) -> Any:
    if as_text:
        return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    return structlog.processors.JSONRenderer(sort_keys=False)


def _level(log: Log) -> int:
    return cast(int, getattr(logging, log.level.upper()))
