"""Roles: made on the first start, with passwords in private files, on our own PostgreSQL or on somebody's."""

from urllib.parse import urlsplit

import asyncpg
import pytest

from folkmoot.kernel.errors import Unusable
from folkmoot.storage import BACKOFFICE, MESSENGER, VAULT, Database, EmbeddedPostgres, Role, migrate, role_dsn
from folkmoot.storage.roles import ensure_roles


@pytest.fixture
def secrets(tmp_path):
    for role in (MESSENGER, BACKOFFICE, VAULT):
        file = tmp_path / f"{role.name}.password"
        file.write_text("p/w")
        file.chmod(0o600)
    return tmp_path


@pytest.mark.parametrize(
    ("owner", "messenger"),
    [
        ("postgresql://o:x@db.example/chat", "postgresql://folkmoot_messenger:p%2Fw@db.example/chat"),
        ("postgres://o@[::1]:6432/chat", "postgres://folkmoot_messenger:p%2Fw@[::1]:6432/chat"),
        ("postgresql:///chat?host=/run/pg", "postgresql://folkmoot_messenger:p%2Fw@/chat?host=/run/pg"),
        (
            "postgresql://a:1,b:2/chat?user=o&password=x&sslmode=verify-full",
            "postgresql://folkmoot_messenger:p%2Fw@a:1,b:2/chat?sslmode=verify-full",
        ),
    ],
)
def test_a_roles_address_is_the_owners_with_another_name_and_password(secrets, owner, messenger):
    assert role_dsn(owner, MESSENGER, secrets) == messenger


def test_before_the_first_migration_no_role_has_an_address(tmp_path):
    with pytest.raises(Unusable, match="folkmoot migrate"):
        role_dsn("postgresql://o:x@db/chat", MESSENGER, tmp_path)


def test_a_password_that_others_can_read_is_refused(secrets):
    (secrets / f"{VAULT.name}.password").chmod(0o640)
    with pytest.raises(Unusable, match="open to other users"):
        role_dsn("postgresql://o:x@db/chat", VAULT, secrets)


async def test_limits_hold_for_each_role(database):
    db = await Database.connect(database.messenger)
    async with db.reading() as connection:
        for name, value in MESSENGER.settings().items():
            assert await connection.fetchval(f"SHOW {name}") == value
    await db.close()


async def test_a_role_whose_password_we_do_not_hold_is_left_alone(database, tmp_path):
    owner = await asyncpg.connect(database.admin)
    with pytest.raises(Unusable, match="put its password into"):
        await ensure_roles(owner, tmp_path / "secrets")
    await owner.close()


async def test_a_role_with_other_rights_than_its_duty_is_refused(database, tmp_path, monkeypatch):
    owner = await asyncpg.connect(database.admin)
    strong = Role(f"{urlsplit(database.admin).path[1:]}_strong", statement_timeout="1s")
    monkeypatch.setattr("folkmoot.storage.roles.ROLES", (strong,))
    (tmp_path / f"{strong.name}.password").write_text("x")
    tmp_path.chmod(0o700)
    await owner.execute(f"CREATE ROLE {strong.name} LOGIN CREATEDB")
    try:
        with pytest.raises(Unusable, match="other rights than it should"):
            await ensure_roles(owner, tmp_path)
    finally:
        await owner.execute(f"DROP ROLE {strong.name}")
        await owner.close()


@pytest.fixture(scope="module")
def foreign(house):
    """Stands for a PostgreSQL that somebody else runs: its superuser is not given to us."""
    server = EmbeddedPostgres.start(house)
    yield server
    server.stop()


async def make_owner(server, name, rights):
    """Give the address of an ordinary user's own database."""
    admin = await asyncpg.connect(server.dsn)
    await admin.execute(f"CREATE ROLE {name} LOGIN {rights} PASSWORD 'x'")
    await admin.execute(f"CREATE DATABASE {name} OWNER {name}")
    await admin.close()
    return f"postgresql://{name}:x@/{name}?{urlsplit(server.dsn).query}"


async def test_an_owner_who_may_make_roles_is_enough(foreign, tmp_path):
    refused = await make_owner(foreign, "weak", "NOCREATEROLE")
    with pytest.raises(Unusable, match="lacks a right"):
        await migrate(refused, tmp_path / "secrets")
    owner = await make_owner(foreign, "strong", "CREATEROLE")
    assert await migrate(owner, tmp_path / "secrets")
    assert await migrate(owner, tmp_path / "secrets") == []
    for role in (MESSENGER, BACKOFFICE, VAULT):
        db = await Database.connect(role_dsn(owner, role, tmp_path / "secrets"))
        async with db.reading() as connection:
            assert await connection.fetchval("SELECT current_user") == role.name
        await db.close()
    with pytest.raises(Unusable, match="must own the database"):
        await migrate(owner.replace("/strong?", "/weak?"), tmp_path / "secrets")
