"""The back office: pages, health and figures."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable

from folkmoot.kernel.clock import Clock, SystemClock
from folkmoot.kernel.errors import Unusable
from folkmoot.kernel.metrics import probe_loop
from folkmoot.storage import Database, PublicKeys, pending
from folkmoot.web.app import HttpServer, make_app
from folkmoot.web.health import Check, NotReady, addresses_are_true, messenger_answers

from .errand import Errand
from .house import sealing_keys


async def backoffice(
    errand: Errand, listener: socket.socket, ready: Callable[[], None], stop: asyncio.Event
) -> None:
    """Serve the HTTP port until `stop` is set, then answer what runs and return."""
    settings, clock = errand.settings, SystemClock()
    db = await Database.connect(errand.dsn.reveal(), role_name="folkmoot back office")
    checks = {
        "database": database_is_ours(db),
        "messenger": messenger_answers(settings.listen),
        "sealing keys": key_for_today(PublicKeys(sealing_keys(settings)), clock),
        "addresses": addresses_are_true(settings),
    }
    app = make_app(errand.front, checks, test_numbers=settings.test_numbers)
    http = HttpServer(app, trusted_proxies=settings.trusted_proxies, stop_seconds=settings.stop_seconds)
    probe = asyncio.create_task(probe_loop("backoffice"))
    try:
        async with http.serving(listener):
            ready()
            await stop.wait()
    finally:
        probe.cancel()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(db.close(), 2)


def database_is_ours(db: Database) -> Check:
    """Check that the database answers and has the shape that this version knows, neither older nor newer."""

    async def check() -> None:
        async with db.reading() as conn:
            try:
                missing = await pending(conn)
            except Unusable as error:
                raise NotReady(str(error)) from None
        if missing:
            raise NotReady("it is older than this folkmoot: run `folkmoot migrate`")

    return check


def key_for_today(keys: PublicKeys, clock: Clock) -> Check:
    """Check that a sign-in of today can be sealed."""

    async def check() -> None:
        try:
            left = keys.days_left(clock.now().date())
        except Unusable:
            raise NotReady("the file of public keys cannot be read: run `folkmoot vault keygen`") from None
        if not left:
            raise NotReady("there is none for today: run `folkmoot vault keygen`")

    return check
