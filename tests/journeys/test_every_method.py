"""Every method that the server serves, called by the newest layer's client and by the oldest's.

Each call is answered: by something that the client's own classes can read, or by an error that is the
caller's fault. Another device listens, so that what is pushed is read as well.
"""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable
from itertools import islice
from typing import Any

import hydrogram
from telethon import errors
from telethon.tl import types

from tests.support import pyrogram_people, telethon_people
from tests.support.every_method import Caller, Hydrogram, Telethon, served
from tests.support.house import House

HANGS_AFTER = 20.0
"""Seconds without an answer to one call."""

REFUSED = """
account.resetAuthorization account.updateUsername
auth.bindTempAuthKey auth.cancelCode auth.checkPassword auth.checkRecoveryPassword auth.exportAuthorization
auth.importAuthorization auth.importBotAuthorization auth.recoverPassword auth.requestPasswordRecovery
auth.resendCode auth.signIn auth.signUp
langpack.getLanguage
"""
"""Methods that take more than a good will: a code, a password, a device, a name that is free."""

PUSHED = """
UpdateContactsReset UpdateNotifySettings UpdatePeerBlocked UpdatePeerSettings UpdatePrivacy UpdateUserName
"""
"""What another device of the caller hears of all this."""

Refusal = tuple[int, str]
Outcomes = dict[str, set[Refusal | None]]
"""How each method was refused; None among it when it was not."""


async def test_telethon_reads_every_answer_of_layer_229(house: House):
    async with telethon_people.people(house, may_say=telethon_people.CLOSED) as cast:
        ann, ben = await cast.joins("Anna Swept"), await cast.joins("Ben Swept")
        sweeper = await cast.on_another_device(ann)
        name = await cast.named(ben)
        met = await sweeper.client.get_input_entity(name)
        user = types.InputUser(met.user_id, met.access_hash)
        calls = Caller(Telethon(), known(user, met, name, ben.number.phone))
        check(await outcomes(calls, lambda call: _by_telethon(sweeper.client, call)))
        heard = {type(update).__name__ for update in ann.device.has_heard()}
        assert heard >= set(PUSHED.split())


async def test_hydrogram_reads_every_answer_of_layer_181(house: House):
    async with pyrogram_people.people(house, hydrogram, may_say="Waiting for") as cast:
        ann, ben = await cast.joins("Anna Swept"), await cast.joins("Ben Swept")
        sweeper = await cast.on_another_device(ann)
        name = await cast.named(ben)
        met = await sweeper.client.resolve_peer(name)
        user = hydrogram.raw.types.InputUser(user_id=met.user_id, access_hash=met.access_hash)
        calls = Caller(Hydrogram(), known(user, met, name, ben.number.phone))
        check(await outcomes(calls, lambda call: _by_hydrogram(sweeper.client, call)))
        heard = {type(update).__name__ for update in ann.device.has_heard()}
        assert heard >= set(PUSHED.split())


async def test_a_stranger_gets_an_answer_or_is_told_to_sign_in(house: House):
    async with telethon_people.people(house) as cast:
        client = (await cast.device()).client
        found = await outcomes(Caller(Telethon(), {}), lambda call: _by_telethon(client, call), once=True)
        assert not faults(found)
        answered = {name for name, outcome in found.items() if outcome != {(401, "AUTH_KEY_UNREGISTERED")}}
        assert {name.partition(".")[0] for name in answered} == {"auth", "help", "langpack"}


def known(user: Any, peer: Any, username: str, phone: str) -> dict[str, Any]:
    """Return what calls are to be about: somebody whom the caller has met."""
    numbers = dict.fromkeys(["phone", "phones", "phone_number"], phone)
    return {"InputUser": user, "InputPeer": peer, "username": username, **numbers}


async def outcomes(
    calls: Caller, ask: Callable[[Any], Awaitable[Refusal | None]], *, once: bool = False
) -> Outcomes:
    """Make every call, or the first of each method only, and tell what came of it."""
    found = defaultdict(set)
    for name in served():
        for call in islice(calls.calls(name), 1 if once else None):
            try:
                async with asyncio.timeout(HANGS_AFTER):
                    found[name].add(await ask(call))
            except BaseException as error:
                error.add_note(f"the call was {call}")
                raise
    return found


def check(found: Outcomes) -> None:
    """See that nothing failed, and that only what has to be was refused whatever was asked."""
    assert not faults(found)
    assert {name for name, outcome in found.items() if None not in outcome} == set(REFUSED.split())


def faults(found: Outcomes) -> dict[str, set[Refusal]]:
    """Return refusals that are not the caller's fault."""
    ours = {name: {one for one in outcome if one and one[0] // 100 != 4} for name, outcome in found.items()}
    return {name: refusals for name, refusals in ours.items() if refusals}


async def _by_telethon(client: Any, call: Any) -> Refusal | None:
    """Ask as it is: the client's own call would first look up whom the parameters name."""
    try:
        await client._sender.send(call)
    except errors.FloodWaitError as error:
        await asyncio.sleep(error.seconds)
        return await _by_telethon(client, call)
    except errors.RPCError as error:
        words = re.findall("[A-Z][a-z0-9]*", type(error).__name__.removesuffix("Error"))
        return error.code, "_".join(words).upper()
    return None


async def _by_hydrogram(client: Any, call: Any) -> Refusal | None:
    try:
        await client.invoke(call, retries=1, timeout=HANGS_AFTER)
    except hydrogram.errors.RPCError as error:
        return error.CODE, error.ID or str(error.value)
    except AttributeError as error:  # of some errors it knows the name but has no class
        return 400, str(error)
    return None
