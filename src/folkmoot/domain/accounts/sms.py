"""How codes leave the house: the SMS port and its three carriers.

A carrier gets the number, so nothing of what it raises or logs may contain one: failures carry no cause.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import httpx
import structlog

from folkmoot.kernel.clock import Clock

from .errors import CodeNotSent
from .phones import Phone

log = structlog.get_logger()

Template = str | float | bool | None | Mapping[str, "Template"] | Sequence["Template"]
"""JSON; `{phone}` and `{text}` are filled into its strings."""


class Sms(Protocol):
    """Something that takes short texts to phones."""

    async def send(self, phone: Phone, text: str) -> None:
        """Hand over `text`. Raises `CodeNotSent` when it was certainly not taken."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class FileSms:
    """Writes each text to a file that only the server's user can read, for a laptop without a gateway.

    A line shows the last two digits of the number: enough for whoever is waiting for a code, no list of
    members.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock

    async def send(self, phone: Phone, text: str) -> None:
        line = f"{self._clock.now():%Y-%m-%d %H:%M:%S}Z  number ending in {phone[-2:]}: {text}\n"
        try:
            await asyncio.to_thread(self._append, line.encode())
        except OSError as error:
            log.error("sms_file_not_written", path=str(self._path), reason=error.strerror)
            raise CodeNotSent from None

    def _append(self, line: bytes) -> None:
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            os.fchmod(handle, 0o600)
            os.write(handle, line)
        finally:
            os.close(handle)

    async def close(self) -> None:
        pass


class HttpSms:
    """Posts JSON to an SMS gateway.

    `body` is the JSON to post, in which `{phone}` (with its plus) and `{text}` are filled in, so that any
    gateway's names fit; `headers` carry its credentials. An answer of 2xx means taken. Anything else, and
    silence for `timeout` seconds, is `CodeNotSent`. Redirects are not followed: numbers go where the
    operator said.
    """

    BODY: Mapping[str, Template] = {"to": "{phone}", "text": "{text}"}

    def __init__(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: Mapping[str, Template] = BODY,
        timeout: float = 10.0,
    ) -> None:
        self._url = url
        self._body = body
        self._timeout = timeout
        self._http = httpx.AsyncClient(
            headers=dict(headers or {}),
            timeout=timeout,
            follow_redirects=False,
            limits=httpx.Limits(max_connections=50, max_keepalive_connections=10),
        )

    async def send(self, phone: Phone, text: str) -> None:
        try:
            async with asyncio.timeout(self._timeout):
                answer = await self._http.post(self._url, json=_fill(self._body, "+" + phone, text))
        except (httpx.HTTPError, TimeoutError) as error:
            log.error("sms_gateway_unreachable", kind=type(error).__name__)
            raise CodeNotSent from None
        if not answer.is_success:
            log.error("sms_gateway_refused", status=answer.status_code)
            raise CodeNotSent

    async def close(self) -> None:
        await self._http.aclose()


def _fill(template: Template, phone: str, text: str) -> object:
    if isinstance(template, str):
        return template.replace("{phone}", phone).replace("{text}", text)
    if isinstance(template, Mapping):
        return {name: _fill(part, phone, text) for name, part in template.items()}
    if isinstance(template, Sequence):
        return [_fill(part, phone, text) for part in template]
    return template


class NoSms:
    """For a server that sends no SMS: test numbers sign in, and who has another device to show the code.

    It takes every text without a word, so that the answer does not tell who has such a device.
    """

    async def send(self, phone: Phone, text: str) -> None:
        pass

    async def close(self) -> None:
        pass
