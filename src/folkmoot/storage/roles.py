"""A database role for each duty, with a password of its own that lies in a private file.

The messenger that is broken into must not read who signed in from where; the rights that say so are granted
in the migrations, table by table. Here are the roles themselves: they can sign in and do nothing else, and
none is a member of another, so none can become another.
"""

import base64
import hashlib
import hmac
import secrets as chance
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import asyncpg

from folkmoot.kernel.errors import Unusable

from .private_files import private_folder, read_or_make, read_private

_ITERATIONS = 4096  # the passwords are 256 random bits: more rounds would only slow every connection down


@dataclass(frozen=True, slots=True)
class Role:
    """One duty's role; its limits hold however it connects."""

    name: str
    statement_timeout: str
    lock_timeout: str = "5s"
    idle_in_transaction_session_timeout: str = "30s"

    def settings(self) -> dict[str, str]:
        return {
            "idle_in_transaction_session_timeout": self.idle_in_transaction_session_timeout,
            "lock_timeout": self.lock_timeout,
            "statement_timeout": self.statement_timeout,
        }


MESSENGER = Role("folkmoot_messenger", statement_timeout="10s")
BACKOFFICE = Role("folkmoot_backoffice", statement_timeout="30s")
VAULT = Role("folkmoot_vault", statement_timeout="60s")
ROLES = (MESSENGER, BACKOFFICE, VAULT)


def role_dsn(owner_dsn: str, role: Role, secrets: Path) -> str:
    """Return the address under which `role` reaches the database of `owner_dsn`.

    Host, database and options stay; user and password become the role's. Raises `Unusable` before the first
    `migrate`, which makes the passwords.
    """
    try:
        password = read_private(_password_file(secrets, role)).decode()
    except FileNotFoundError:
        raise Unusable(
            f"{role.name} has no password in {secrets} yet: run `folkmoot migrate` first"
        ) from None
    parts = urlsplit(owner_dsn)
    hosts = parts.netloc.rpartition("@")[2]
    options = [(name, value) for name, value in parse_qsl(parts.query) if name not in _CREDENTIALS]
    return urlunsplit(
        parts._replace(
            netloc=f"{role.name}:{quote(password, safe='')}@{hosts}", query=urlencode(options, safe="/,")
        )
    )


_CREDENTIALS = {"user", "password", "passfile", "sslcert", "sslkey", "sslpassword"}


async def ensure_roles(owner: "asyncpg.Connection[asyncpg.Record]", secrets: Path) -> None:
    """Make the roles that are missing, check those that are there, and let them into this database only.

    Raises `Unusable` when a role has more rights than its duty, or exists with a password that we do not
    hold.
    """
    private_folder(secrets)
    for role in ROLES:
        await _ensure(owner, role, secrets)
    await open_database(owner)


async def open_database(owner: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Let the roles, and nobody else but the owner, connect to the database that `owner` is connected to."""
    database = _quoted(await owner.fetchval("SELECT current_database()"))
    names = ", ".join(role.name for role in ROLES)
    await owner.execute(
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC; GRANT CONNECT ON DATABASE {database} TO {names}"
    )


async def _ensure(owner: "asyncpg.Connection[asyncpg.Record]", role: Role, secrets: Path) -> None:
    file = _password_file(secrets, role)
    found = await owner.fetchrow(_ROLE, role.name)
    if found is None:
        password = read_or_make(file, lambda: chance.token_urlsafe(32).encode()).decode()
        await owner.execute(f"CREATE ROLE {role.name} LOGIN NOINHERIT PASSWORD '{scram_verifier(password)}'")
    elif not file.exists():
        raise Unusable(f"the role {role.name} exists: put its password into {file}, or drop the role")
    elif found["mighty"] or found["joined"] or not found["enters"]:
        raise Unusable(f"the role {role.name} has other rights than it should: drop it, and it is made anew")
    settings = found["settings"] if found else None
    for name, value in role.settings().items():
        if f"{name}={value}" not in (settings or ()):
            await owner.execute(f"ALTER ROLE {role.name} SET {name} = '{value}'")


_ROLE = """
SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls AS mighty,
       rolcanlogin AS enters, rolconfig AS settings,
       EXISTS (SELECT FROM pg_auth_members WHERE member = role.oid) AS joined
FROM pg_roles AS role WHERE rolname = $1
"""


def scram_verifier(password: str) -> str:
    """Return what PostgreSQL keeps of a password (RFC 5803), so that no log of it ever holds the password."""
    salt = chance.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, _ITERATIONS)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    in_text = [base64.b64encode(part).decode() for part in (salt, stored, server)]
    return f"SCRAM-SHA-256${_ITERATIONS}:{in_text[0]}${in_text[1]}:{in_text[2]}"


def _password_file(secrets: Path, role: Role) -> Path:
    return secrets / f"{role.name}.password"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
