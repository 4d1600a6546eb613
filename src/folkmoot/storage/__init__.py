"""Where everything lasting lives: the database, its embedded server, its roles, migrations, keys on disk."""

from .database import Connection, Count, Database, DatabaseAway
from .embedded import EmbeddedPostgres
from .house import claim
from .identity import IdentityLog
from .keyring import Box, CannotOpen, Keyring
from .migrations import current_version, migrate, pending
from .public_keys import NoKeyForToday, PublicKeys
from .roles import BACKOFFICE, MESSENGER, VAULT, Role, role_dsn

__all__ = [
    "BACKOFFICE",
    "MESSENGER",
    "VAULT",
    "Box",
    "CannotOpen",
    "Connection",
    "Count",
    "Database",
    "DatabaseAway",
    "EmbeddedPostgres",
    "IdentityLog",
    "Keyring",
    "NoKeyForToday",
    "PublicKeys",
    "Role",
    "claim",
    "current_version",
    "migrate",
    "pending",
    "role_dsn",
]
