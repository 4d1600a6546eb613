"""Fixtures for all tests; `support/` holds what they are made of."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from folkmoot.storage import Database
from tests.support import ManualClock, SeededChance, SharedPostgres, TestDatabase, scratch_folder
from tests.support.databases import ensure_template, fresh_database


@pytest.fixture
def clock() -> ManualClock:
    """Time that moves only by `clock.advance(…)`."""
    return ManualClock()


@pytest.fixture
def chance() -> SeededChance:
    """Chance that gives the same numbers in every run."""
    return SeededChance()


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A folder for a data folder with a PostgreSQL of its own; `tmp_path` does for everything else."""
    with scratch_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[SharedPostgres]:
    """The PostgreSQL server that all workers share, started when the first test needs it."""
    with SharedPostgres.use() as server:
        yield server


@pytest.fixture(scope="session")
def template(postgres: SharedPostgres) -> str:
    """The name of a database with all migrations and no rows."""
    return ensure_template(postgres)


@pytest.fixture
async def database(postgres: SharedPostgres, template: str) -> AsyncIterator[TestDatabase]:
    """A fresh, migrated database of this test's own, with a DSN for each role."""
    async with fresh_database(postgres, template) as fresh:
        yield fresh


@pytest.fixture
async def db(database: TestDatabase) -> AsyncIterator[Database]:
    """The fresh database as the messenger sees it."""
    opened = await Database.connect(database.messenger, max_size=5)
    yield opened
    await opened.close()
