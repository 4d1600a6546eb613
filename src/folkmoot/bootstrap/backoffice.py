"""The back office: pages, health, figures, and the sweeps."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable

from folkmoot.child import Errand
from folkmoot.domain import accounts
from folkmoot.kernel.chance import SystemChance
from folkmoot.kernel.clock import Clock, SystemClock
from folkmoot.kernel.errors import Unusable
from folkmoot.kernel.metrics import probe_loop
from folkmoot.storage import Database, PublicKeys, pending
from folkmoot.web.app import HttpServer, make_app
from folkmoot.web.health import Check, NotReady, addresses_are_true, messenger_answers
from folkmoot.workers.sweeps import Sweep, keep_sweeping

from .house import sealing_keys

HOUR = 3600.0


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
    sweeps = [Sweep("accounts", HOUR, lambda: accounts.sweep(db, clock.now()))]
    chores = [
        asyncio.create_task(probe_loop("backoffice")),
        asyncio.create_task(keep_sweeping(sweeps, clock, SystemChance())),
    ]
    try:
        async with http.serving(listener):
            ready()
            await stop.wait()
    finally:
        for chore in chores:
            chore.cancel()
        await asyncio.gather(*chores, return_exceptions=True)
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
