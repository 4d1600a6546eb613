"""Migrations: each once, all or nothing, whoever starts at the same time, and never by altered files."""

import asyncio
import shutil

import asyncpg
import pytest

from folkmoot.kernel.errors import Broken, Unusable
from folkmoot.storage import Database, current_version, migrate, pending
from folkmoot.storage.migrations import FOLDER, known

HOUSE = (FOLDER / "0001_house.sql").read_text()


@pytest.fixture
def files(tmp_path):
    """A folder of migrations that a test may change."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_house.sql").write_text(HOUSE)
    (folder / "0002_shop.sql").write_text("CREATE TABLE shop (n int); INSERT INTO shop VALUES (1);")
    return folder


async def ask(dsn, statement):
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


def names(migrations):
    return [migration.name for migration in migrations]


async def test_a_fresh_database_gets_every_migration_once(empty, files):
    assert names(await migrate(empty.admin, empty.secrets, files)) == ["0001_house", "0002_shop"]
    assert await migrate(empty.admin, empty.secrets, files) == []
    assert await ask(empty.admin, "SELECT count(*) FROM shop") == 1


async def test_only_what_is_missing_runs(empty, files):
    (files / "0002_shop.sql").rename(files / "later")
    await migrate(empty.admin, empty.secrets, files)
    (files / "later").rename(files / "0002_shop.sql")
    assert names(await migrate(empty.admin, empty.secrets, files)) == ["0002_shop"]


async def test_of_several_at_once_one_works_and_all_succeed(empty, files):
    done = await asyncio.gather(*(migrate(empty.admin, empty.secrets, files) for _ in range(4)))
    assert sorted(len(each) for each in done) == [0, 0, 0, 2]
    assert await ask(empty.admin, "SELECT count(*) FROM shop") == 1


async def test_a_migration_that_fails_leaves_nothing_of_itself(empty, files):
    (files / "0002_shop.sql").write_text("CREATE TABLE shop (n int); SELECT 1 / 0;")
    with pytest.raises(asyncpg.DivisionByZeroError):
        await migrate(empty.admin, empty.secrets, files)
    assert await ask(empty.admin, "SELECT to_regclass('shop') IS NULL")
    assert await ask(empty.admin, "SELECT max(version) FROM migration") == 1


async def test_an_altered_file_is_refused(empty, files):
    await migrate(empty.admin, empty.secrets, files)
    (files / "0001_house.sql").write_text(HOUSE + "-- a word\n")
    with pytest.raises(Unusable, match="another 0001_house"):
        await migrate(empty.admin, empty.secrets, files)


async def test_a_newer_database_is_refused(empty, files):
    await migrate(empty.admin, empty.secrets, files)
    (files / "0002_shop.sql").unlink()
    with pytest.raises(Unusable, match="version 2 and this folkmoot knows 1"):
        await migrate(empty.admin, empty.secrets, files)


async def test_any_role_can_tell_whether_the_database_is_ready(empty, files):
    await migrate(empty.admin, empty.secrets, files)
    (files / "0003_more.sql").write_text("SELECT 1")
    db = await Database.connect(empty.backoffice)
    async with db.reading() as connection:
        assert await current_version(connection) == 2
        assert names(await pending(connection, files)) == ["0003_more"]
    await db.close()


async def test_another_master_secret_than_the_databases_own_is_refused(empty, files, tmp_path):
    secrets = tmp_path / "secrets"
    shutil.copytree(empty.secrets, secrets)
    await migrate(empty.admin, secrets, files)
    (secrets / "master.key").unlink()
    with pytest.raises(Unusable, match="put back the secrets folder"):
        await migrate(empty.admin, secrets, files)


async def test_a_database_without_an_answer_is_unusable(empty):
    with pytest.raises(Unusable, match="cannot use the database"):
        await migrate("postgresql://folkmoot:x@127.0.0.1:1/folkmoot", empty.secrets)


@pytest.mark.parametrize("name", ["0003_gap.sql", "0001_twice.sql", "notes.sql"])
def test_numbers_out_of_order_are_a_bug_of_ours(tmp_path, name):
    (tmp_path / "0001_house.sql").write_text("")
    (tmp_path / name).write_text("")
    with pytest.raises(Broken, match="out of order"):
        known(tmp_path)


def test_our_own_migrations_need_no_extension():
    for migration in known():
        assert "EXTENSION" not in migration.sql.upper()
