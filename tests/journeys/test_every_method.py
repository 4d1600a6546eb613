"""Every method that the server serves, called by the newest layer's client and by the oldest's.

Each call is answered: by something that the client's own classes can read, or by an error that is the caller's
fault. Another device listens, so that what is pushed is read as well.
"""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

from telethon import errors
from telethon.tl import functions, types
from tests.support import pyrogram_people, telethon_people
from tests.support.every_method import Caller, Hydrogram, Telethon, served
from tests.support.house import House
from tests.support.pyrogram_people import hydrogram

HANGS_AFTER = 20.0
"""Seconds without an answer to one call."""

REFUSED = """
account.resetAuthorization account.updateUsername
auth.bindTempAuthKey auth.cancelCode auth.checkPassword auth.checkRecoveryPassword auth.exportAuthorization
auth.importAuthorization auth.importBotAuthorization auth.recoverPassword auth.requestPasswordRecovery auth.resendCode
auth.signIn auth.signUp
langpack.getLanguage
"""
"""What nobody can ask for with empty hands: it takes a code, a password, a device or a language that exists."""

Refusal = tuple[int, str]


async def outcomes(calls: Caller, ask: Callable[[Any], Awaitable[Refusal | None]]) -> dict[str, set[Refusal | None]]:
    """Make every call; return for each method how it was refused, None among it when it was not."""
    found = defaultdict(set)
    for name in served():
        for call in calls.calls(name):
            try:
                async with asyncio.timeout(HANGS_AFTER):
                    found[name].add(await ask(call))
            except BaseException as error:
                error.add_note(f"the call was {call}")
                raise
    return found


def check(found: dict[str, set[Refusal | None]]) -> None:
    """See that nothing failed, and that only what has to be was refused whatever was asked."""
    faults = {name: all for name, all in found.items() if any(one is not None and one[0] // 100 != 4 for one in all)}
    assert not faults
    assert {name for name, all in found.items() if None not in all} == set(REFUSED.split())


async def test_telethon_reads_every_answer_of_layer_229(house: House):
    async with telethon_people.people(house, may_say=telethon_people.CLOSED) as cast:
        ann, ben = await cast.joins("Swept", "Clean"), await cast.joins("Swept", "Too")
        sweeper = await cast.on_another_device(ann)
        name = f"swept_{ben.number.phone[-5:]}"
        await ben.client(functions.account.UpdateUsernameRequest(name))
        met = await sweeper.client.get_input_entity(name)
        known = {
            "InputUser": types.InputUser(met.user_id, met.access_hash),
            "InputPeer": met,
            "username": name,
            **dict.fromkeys(["phone", "phones", "phone_number"], ben.number.phone),
        }

        async def ask(call: Any) -> Refusal | None:
            try:
                await sweeper.client._sender.send(call)
            except errors.FloodWaitError as error:
                await asyncio.sleep(error.seconds)
                return await ask(call)
            except errors.RPCError as error:
                return error.code, re.sub("(?<!^)(?=[A-Z])", "_", type(error).__name__.removesuffix("Error")).upper()
            return None

        found = await outcomes(Caller(Telethon(), known), ask)
        check(found)


async def test_hydrogram_reads_every_answer_of_layer_181(house: House):
    async with pyrogram_people.people(house, hydrogram, may_say="Waiting for", may_wonder_at="Z") as cast:
        ann, ben = await cast.joins("Swept", "Clean"), await cast.joins("Swept", "Too")
        sweeper = await cast.on_another_device(ann)
        name = f"swept_{ben.number.phone[-5:]}"
        await ben.client.set_username(name)
        met = await sweeper.client.resolve_peer(name)
        known = {
            "InputUser": hydrogram.raw.types.InputUser(user_id=met.user_id, access_hash=met.access_hash),
            "InputPeer": met,
            "username": name,
            **dict.fromkeys(["phone", "phones", "phone_number"], ben.number.phone),
        }

        async def ask(call: Any) -> Refusal | None:
            try:
                await sweeper.client.invoke(call, retries=1, timeout=HANGS_AFTER)
            except hydrogram.errors.RPCError as error:
                return error.CODE, error.ID or str(error.value)
            except AttributeError as error:
                return 400, str(error)
            return None

        found = await outcomes(Caller(Hydrogram(), known), ask)
        for k,v in found.items(): print(k,v)
        check(found)
