"""What is swept away by time: ended keys, keys that never signed in, idle devices, old codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from folkmoot.storage import Database

from . import sweep_store
from .codes import CodeRules

KEY_IDLE = timedelta(days=7)
"""How long a key lives that nobody is signed in with. Its client gets -404 and makes a new one."""
KEY_STRANGE = timedelta(days=1)
"""How long a key lives with which nobody ever signed in: anybody can have them made, and each is a row."""
KEY_UNUSED = timedelta(hours=2)
"""How long one lives whose client has not even said what it is, or has not bound it."""
DEVICE_IDLE = timedelta(days=180)
"""How long a device stays signed in without being used; clients show it as `authorization_ttl_days`."""
CODES_KEPT = CodeRules().sends_per_number.within + timedelta(hours=1)
"""Codes are counted over a day, so their rows live a little longer than that."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How many rows went."""

    codes: int
    devices: int
    keys: int


async def sweep(db: Database, now: datetime) -> Swept:
    """Delete what has ended, in small transactions, and return how much it was. Safe to run at any time."""
    return Swept(
        codes=await _until_few(db, sweep_store.delete_codes, now - CODES_KEPT),
        devices=await _until_few(db, sweep_store.delete_devices, now - DEVICE_IDLE),
        keys=await _until_few(db, sweep_store.delete_ended_keys, now)
        + await _until_few(db, sweep_store.delete_unbound_keys, now - KEY_UNUSED)
        + await _until_few(db, sweep_store.delete_silent_keys, now - KEY_UNUSED)
        + await _until_few(db, sweep_store.delete_strange_keys, now - KEY_STRANGE)
        + await _until_few(db, sweep_store.delete_idle_keys, now - KEY_IDLE),
    )


async def _until_few(db: Database, delete: sweep_store.Delete, before: datetime) -> int:
    total = 0
    while True:
        async with db.transaction() as conn:
            deleted = await delete(conn, before)
        total += deleted
        if deleted < sweep_store.BATCH:
            return total
