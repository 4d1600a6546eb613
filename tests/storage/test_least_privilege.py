"""What a stolen password of the messenger is good for: nothing beyond the messenger's own duty."""

import asyncpg
import pytest

from folkmoot.storage import MESSENGER, EmbeddedPostgres, migrate, role_dsn

ROLES = ["folkmoot_messenger", "folkmoot_backoffice", "folkmoot_vault"]
HISTORY = "INSERT INTO identity.history VALUES (1, '2026-11-24', 'history/sign-in', '\\x00')"
SUBSCRIBER = "INSERT INTO identity.subscriber VALUES (1, 'subscriber-1', '\\x00')"


@pytest.fixture
async def messenger(database):
    connection = await asyncpg.connect(database.messenger)
    yield connection
    await connection.close()


async def test_the_messenger_adds_to_the_sealed_tables(messenger):
    await messenger.execute(HISTORY)
    await messenger.execute(SUBSCRIBER)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM identity.history",
        "SELECT count(*) FROM identity.history",
        "SELECT user_id FROM identity.subscriber",
        "TABLE identity.subscriber",
        f"{HISTORY} RETURNING user_id",
        f"{SUBSCRIBER} ON CONFLICT DO NOTHING RETURNING sealed",
        "UPDATE identity.history SET sealed = ''",
        "UPDATE identity.subscriber SET user_id = 2",
        "DELETE FROM identity.history",
        "DELETE FROM identity.subscriber WHERE user_id = 1",
        "TRUNCATE identity.history",
        "DROP TABLE identity.history",
        "ALTER TABLE identity.history ADD COLUMN seen int",
        "CREATE INDEX ON identity.history (sealed)",
        "DO $$BEGIN LOCK TABLE identity.history IN ACCESS EXCLUSIVE MODE; END$$",
        "COPY identity.history TO STDOUT",
        "COPY (SELECT * FROM identity.subscriber) TO STDOUT",
        "CREATE VIEW public.peek AS SELECT * FROM identity.history",
        "CREATE FUNCTION public.peek() RETURNS bigint LANGUAGE sql AS 'SELECT 1'",
        "CREATE RULE peek AS ON INSERT TO identity.history DO ALSO NOTIFY peek",
        "CREATE TABLE identity.mine (n int)",
        "CREATE TABLE public.mine (n int)",
        "CREATE TEMP TABLE mine (n int)",
        "CREATE SCHEMA mine",
        "CREATE DATABASE mine",
        "CREATE ROLE mine",
        "SET ROLE folkmoot",
        "SET ROLE folkmoot_vault",
        "SET ROLE folkmoot_backoffice",
        "SET ROLE pg_read_all_data",
        "SET SESSION AUTHORIZATION folkmoot",
        "SET SESSION AUTHORIZATION folkmoot_vault",
        "SET SESSION AUTHORIZATION folkmoot_backoffice",
        "GRANT folkmoot_vault TO folkmoot_messenger",
        "ALTER ROLE folkmoot_vault PASSWORD 'mine'",
        "ALTER ROLE folkmoot_messenger SUPERUSER",
        "SELECT * FROM pg_authid",
        "SELECT * FROM pg_shadow",
        "SELECT pg_read_file('postgresql.conf')",
        "SELECT pg_read_binary_file('pg_hba.conf')",
        "SELECT pg_ls_dir('.')",
        "SELECT lo_import('/etc/passwd')",
        "COPY public.migration TO '/dev/null'",
        "COPY public.migration FROM PROGRAM 'id'",
        "ALTER SYSTEM SET log_statement = 'all'",
        "SELECT pg_reload_conf()",
        "UPDATE public.migration SET version = 99",
        "SELECT * FROM public.keyring",
    ],
)
async def test_the_messenger_cannot(messenger, statement):
    with pytest.raises(asyncpg.PostgresError) as caught:
        await messenger.execute(statement)
    refused = (asyncpg.InsufficientPrivilegeError, asyncpg.InvalidGrantOperationError)
    assert isinstance(caught.value, refused), caught.value


@pytest.mark.parametrize("table", ["identity.history", "identity.subscriber"])
@pytest.mark.parametrize(
    ("role", "rights"),
    [("folkmoot_messenger", {"INSERT"}), ("folkmoot_backoffice", set()), ("folkmoot_vault", {"SELECT"})],
)
async def test_each_role_has_exactly_these_rights_on_sealed_tables(messenger, role, rights, table):
    await messenger.execute(
        "GRANT ALL ON identity.history, identity.subscriber TO folkmoot_messenger"
    )  # a warning
    every = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"]
    ask = (
        "SELECT has_table_privilege($1, $2, $3) OR ($3 <> ALL ($4) AND has_any_column_privilege($1, $2, $3))"
    )
    whole_table_only = ["DELETE", "TRUNCATE", "TRIGGER"]
    has = {right for right in every if await messenger.fetchval(ask, role, table, right, whole_table_only)}
    assert has == rights


@pytest.mark.parametrize("table", ["auth_key", "authorization_", "sign_in_code", "password", "account"])
async def test_the_back_office_reaches_no_key_code_or_password(database, table):
    connection = await asyncpg.connect(database.backoffice)
    for statement in (f"SELECT * FROM {table}", f"DELETE FROM {table}", f"SELECT count(*) FROM {table}"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    await connection.close()


async def test_no_role_has_any_power_over_the_server_or_over_another_role(messenger):
    mighty = "rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls OR rolinherit"
    assert (
        await messenger.fetch(f"SELECT rolname FROM pg_roles WHERE rolname = ANY ($1) AND ({mighty})", ROLES)
        == []
    )
    joined = "SELECT 1 FROM pg_auth_members JOIN pg_roles AS r ON r.oid = member WHERE rolname = ANY ($1)"
    assert await messenger.fetch(joined, ROLES) == []


async def test_a_function_is_nobodys_until_it_is_granted(database, messenger):
    owner = await asyncpg.connect(database.admin)
    await owner.execute(
        "CREATE FUNCTION public.power() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'"
    )
    await owner.close()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await messenger.execute("SELECT public.power()")


async def test_rows_hold_no_clear_time_finer_than_the_day(database):
    owner = await asyncpg.connect(database.admin)
    columns = await owner.fetch(
        "SELECT table_name || '.' || column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = 'identity' AND data_type ~ 'time|date|interval' ORDER BY 1"
    )
    await owner.close()
    assert [tuple(column) for column in columns] == [("history.epoch", "date")]


@pytest.mark.parametrize("name", ["postgres", "template1"])
async def test_a_role_enters_no_database_but_ours(house, name):
    server = EmbeddedPostgres.start(house)
    try:
        await migrate(server.dsn, house / "secrets")
        ours = role_dsn(server.dsn, MESSENGER, house / "secrets")
        await (await asyncpg.connect(ours)).close()
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="CONNECT"):
            await asyncpg.connect(ours.replace("/folkmoot?", f"/{name}?"))
    finally:
        server.stop()
