"""What must be there before anything serves: a migrated database, the server's keys, keys to seal to."""

from __future__ import annotations

from pathlib import Path

import structlog

from folkmoot.config import Settings
from folkmoot.kernel.clock import Clock
from folkmoot.kernel.errors import Unusable
from folkmoot.mtproto.crypto import RsaKey
from folkmoot.storage import Keyring, PublicKeys, migrate
from folkmoot.storage.private_files import private_folder, read_or_make
from folkmoot.vault.keys import keygen
from folkmoot.web.front import Front

log = structlog.get_logger()

DAYS_TO_RENEW = 365
"""Sealing keys are made two years ahead; with fewer days than this left, a start makes more."""


async def prepare(settings: Settings, owner_dsn: str, clock: Clock) -> Front:
    """Bring database and data folder to what this version needs, and return how clients see this server.

    Safe to repeat: what is there stays. Raises `Unusable`.
    """
    secrets = private_folder(secrets_folder(settings))
    for migration in await migrate(owner_dsn, secrets):
        log.info("the database was migrated", migration=migration.name)
    open_keyring(settings)
    make_sealing_keys(settings, clock)
    return front(settings)


def secrets_folder(settings: Settings) -> Path:
    """Where the keys of the running server lie."""
    return settings.data / "secrets"


def rsa_key(settings: Settings) -> RsaKey:
    """Return the key by which clients know this server, made on the first call."""
    path = secrets_folder(settings) / "rsa.pem"
    try:
        return RsaKey.load(read_or_make(path, lambda: RsaKey.generate().pem.encode()))
    except Unusable as error:
        raise Unusable(f"{path}: {error}; put back the copy from your backup") from None


def open_keyring(settings: Settings) -> Keyring:
    """Return the keys that guard what the database holds, made on the first call."""
    return Keyring.open(secrets_folder(settings) / "master.key")


def front(settings: Settings) -> Front:
    """Return how clients see this server."""
    key = rsa_key(settings)
    return Front.of(settings, key.public_pem, key.fingerprint)


def vault_folder(settings: Settings) -> Path:
    """Where the vault's private keys lie on one machine."""
    return settings.data / "vault"


def sealing_keys(settings: Settings) -> Path:
    """The file of public keys to seal to; it lies outside the vault, which nobody else enters."""
    return settings.sealing_keys or settings.data / "sealing-keys.json"


def make_sealing_keys(settings: Settings, clock: Clock) -> None:
    """Make keys for the coming years when few are left. A file of another's vault is only checked.

    Raises `Unusable` when there is none for today and it is not ours to make one.
    """
    path, today = sealing_keys(settings), clock.now().date()
    ours = settings.sealing_keys is None
    if ours and not path.exists():
        left = 0
    else:
        left = PublicKeys.load(path).days_left(today)
    if ours and left < DAYS_TO_RENEW:
        made = keygen(vault_folder(settings), path, today)
        log.info("sealing keys were made", keys=made.keys, until=made.until.isoformat())
    elif not left:
        raise Unusable(
            f"{path} has no key for today: run `folkmoot vault keygen` where the vault is, then copy the file"
        )
