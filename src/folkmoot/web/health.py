"""Whether this server can do its work: what a balancer or an operator asks at `/readyz`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import structlog

from folkmoot.config import Endpoint, Settings

log = structlog.get_logger()

PATIENCE = 3.0
"""Seconds that a check may take; a balancer asks every few seconds."""


class NotReady(Exception):
    """A check failed. The text says what is wrong in words that anybody may read: no address, no secret."""


Check = Callable[[], Awaitable[None]]
"""Returns when all is well, raises `NotReady` when not."""


@dataclass(frozen=True, slots=True)
class Health:
    """The outcome of all checks at one moment."""

    ready: bool
    checks: Mapping[str, str]
    """"ok" or what is wrong, by the check's name."""


async def ask(checks: Mapping[str, Check]) -> Health:
    """Run all checks at the same time and gather what they say. Raises nothing."""
    said = await asyncio.gather(*(_said(name, check) for name, check in checks.items()))
    return Health(ready=all(words == "ok" for words in said), checks=dict(zip(checks, said, strict=True)))


async def _said(name: str, check: Check) -> str:
    try:
        async with asyncio.timeout(PATIENCE):
            await check()
    except NotReady as error:
        return str(error)
    except TimeoutError:
        return f"no answer within {PATIENCE:.0f} s"
    except Exception as error:
        log.warning("a check of readiness failed", check=name, kind=type(error).__name__)
        return "cannot be reached"
    return "ok"


def messenger_answers(at: Endpoint) -> Check:
    """Check that the messenger takes a connection and speaks.

    To be let in is not enough: while a messenger starts again, its socket is held open for it. It answers
    plain HTTP with a refusal, which is proof of life. The header is for the case that we count as a trusted
    proxy.
    """
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(at.host, at.host)  # noqa: S104 - compared, not bound
    question = b"GET /readyz HTTP/1.1\r\nHost: readiness\r\nX-Forwarded-For: 127.0.0.1\r\n\r\n"

    async def check() -> None:
        reader, writer = await asyncio.open_connection(host, at.port)
        try:
            writer.write(question)
            if not (await reader.read(64)).startswith(b"HTTP/1.1 "):
                raise NotReady("it takes connections and does not answer")
        finally:
            writer.close()

    return check


def addresses_are_true(settings: Settings) -> Check:
    """Check that behind a balancer we can tell clients apart.

    Without the proxies' word each client would be recorded under the balancer's address, and an order to
    disclose would hit the wrong person.
    """

    async def check() -> None:
        if settings.balanced and not settings.trusted_proxies:
            raise NotReady(
                "balanced is set and trusted_proxies names nobody: clients' addresses would be the balancer's"
            )

    return check
