"""The messenger: MTProto in, the domain behind it, pushes out."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import socket
from collections.abc import Callable
from typing import NamedTuple

import structlog

from folkmoot.api.account import Account
from folkmoot.api.auth import Auth
from folkmoot.api.contacts import ContactBook
from folkmoot.api.dispatch import Dispatch
from folkmoot.api.help import Help, Place
from folkmoot.api.password import Password
from folkmoot.api.peers import Peers
from folkmoot.api.render import Render
from folkmoot.api.sessions import Sessions
from folkmoot.api.small import Small
from folkmoot.api.users import Users
from folkmoot.config import Limits, Settings
from folkmoot.domain.accounts import (
    AuthKeys,
    Authorizations,
    Choices,
    Contacts,
    FileSms,
    HttpSms,
    Leaving,
    NoSms,
    Passwords,
    People,
    Phones,
    SigningIn,
    Sms,
    Usernames,
    sweep,
)
from folkmoot.gateway import Gateway, GatewaySettings, Registry
from folkmoot.gateway.pushing import Pushing
from folkmoot.kernel.chance import Chance, SystemChance
from folkmoot.kernel.clock import Clock, SystemClock
from folkmoot.kernel.limits import Buckets
from folkmoot.kernel.metrics import probe_loop
from folkmoot.mtproto.salts import Salts
from folkmoot.mtproto.session import SessionLimits
from folkmoot.storage import Database, IdentityLog, PublicKeys
from folkmoot.web.front import Front
from folkmoot.workers.sweeps import Sweep, keep_sweeping

from .errand import Errand
from .house import open_keyring, rsa_key, sealing_keys

log = structlog.get_logger()

HOUR = 3600.0

FILES_BESIDES_SOCKETS = 200
"""Descriptors for the database, logs and libraries."""


async def messenger(
    errand: Errand, listener: socket.socket, ready: Callable[[], None], stop: asyncio.Event
) -> None:
    """Serve clients until `stop` is set; then answer what runs, send it and return."""
    settings = errand.settings
    clock, chance = SystemClock(), SystemChance()
    db = await Database.connect(errand.dsn.reveal(), role_name="folkmoot messenger")
    sms = _sms(settings, clock)
    wired = await _wire(errand, db, sms, clock, chance)
    chores = [
        asyncio.create_task(probe_loop("messenger")),
        asyncio.create_task(keep_sweeping(wired.sweeps, clock, chance)),
    ]
    try:
        await wired.gateway.serve([listener])
        ready()
        await stop.wait()
        await wired.gateway.stop(settings.stop_seconds)
        await wired.signing_in.close()
    finally:
        for chore in chores:
            chore.cancel()
        await asyncio.gather(*chores, return_exceptions=True)
        await sms.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(db.close(), 2)


class _Wired(NamedTuple):
    gateway: Gateway
    signing_in: SigningIn
    sweeps: list[Sweep]
    """Here and not in the back office, whose role has no business with keys, codes and devices."""


async def _wire(errand: Errand, db: Database, sms: Sms, clock: Clock, chance: Chance) -> _Wired:
    """Put everything together, from the ground up."""
    settings, limits = errand.settings, errand.settings.limits
    keyring, identity = open_keyring(settings), IdentityLog(PublicKeys.load(sealing_keys(settings)))

    auth_keys = AuthKeys(db, keyring, clock)
    salts = Salts(keyring.derive("server salts"))
    registry = Registry(auth_keys, salts, clock, chance, SessionLimits())
    pushing = Pushing(registry, clock)

    phones = Phones(keyring, test_numbers=settings.test_numbers)
    passwords = Passwords(db, keyring, clock, chance)
    authorizations = Authorizations(db, identity, pushing, pushing, clock)
    signing_in = SigningIn(
        db,
        keyring=keyring,
        identity=identity,
        phones=phones,
        passwords=passwords,
        sms=sms,
        herald=pushing,
        clock=clock,
        chance=chance,
    )
    leaving = Leaving(db, identity=identity, phones=phones, passwords=passwords, herald=pushing, clock=clock)
    people, usernames, choices = People(db, clock, phones), Usernames(db, clock), Choices(db)
    contacts = Contacts(db, clock, phones)

    peers = Peers(keyring)
    render = Render(people, peers, clock)
    namespaces = [
        Account(people, usernames, choices, leaving, peers, render, pushing),
        Auth(signing_in, auth_keys, render),
        ContactBook(contacts, people, usernames, peers, render, pushing),
        Help(await _place(errand.front), clock),
        Password(passwords),
        Sessions(authorizations),
        Small(clock),
        Users(people, peers, render),
    ]
    rate = limits.calls_per_second
    calls = Buckets(burst=int(rate * 10), per_second=rate)
    dispatch = Dispatch(clock, auth_keys, namespaces, calls=calls, inflated=limits.inflated_bytes)
    gateway = Gateway(
        _gateway_settings(settings), registry, dispatch, [rsa_key(settings)], authorizations, clock, chance
    )
    sweeps = [
        Sweep("what has ended", HOUR, lambda: sweep(db, clock.now())),
        Sweep("idle accounts", HOUR, leaving.delete_idle),
    ]
    return _Wired(gateway, signing_in, sweeps)


def _sms(settings: Settings, clock: Clock) -> Sms:
    sms = settings.sms
    if sms.kind == "http":
        assert sms.url is not None
        headers = {name: value.reveal() for name, value in sms.headers.items()}
        return HttpSms(sms.url, headers=headers, body=sms.body)
    return FileSms(settings.data / "sms.txt", clock) if sms.kind == "file" else NoSms()


async def _place(front: Front) -> Place:
    """Clients hand what `help.getConfig` says to a socket, so a name is looked up for them, IPv4 first."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(front.host, front.port, type=socket.SOCK_STREAM)
    found.sort(key=lambda each: each[0] is not socket.AF_INET)
    return Place(host=str(found[0][4][0]), port=front.port, dc_id=front.dc_id, links=front.http + "/")


def _gateway_settings(settings: Settings) -> GatewaySettings:
    limits = settings.limits
    return GatewaySettings(
        frame_bytes=limits.frame_bytes,
        calls_in_flight=limits.calls_in_flight,
        connections=_sockets_allowed(limits),
        unauthenticated_per_address=limits.unauthenticated_per_address,
        handshakes_per_second=limits.handshakes_per_second,
        handshakes_per_address=limits.handshakes_per_address,
        trusted_proxies=settings.trusted_proxies,
    )


def _sockets_allowed(limits: Limits) -> int:
    """Raise the limit on open files as far as we may, and return how many sockets that leaves."""
    wanted = limits.connections + FILES_BESIDES_SOCKETS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        allowed = limits.connections
    else:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        allowed = min(limits.connections, wanted - FILES_BESIDES_SOCKETS)
    if allowed < limits.connections:
        log.warning("the system allows fewer sockets than limits.connections", allowed=allowed)
    return allowed
