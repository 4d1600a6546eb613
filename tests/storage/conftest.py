"""Fixtures of the storage tests."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from folkmoot.storage import EmbeddedPostgres
from tests.support import SharedPostgres, TestDatabase, scratch_folder
from tests.support.databases import empty_database

NOBODY = 65534


@pytest.fixture
async def empty(postgres: SharedPostgres) -> AsyncIterator[TestDatabase]:
    """A database that no migration has touched."""
    async with empty_database(postgres) as fresh:
        yield fresh


@pytest.fixture(scope="module")
def house() -> Iterator[Path]:
    """A data folder with a PostgreSQL that was made, used once and stopped."""
    with scratch_folder() as folder:
        EmbeddedPostgres.start(folder).stop()
        yield folder


@pytest.fixture
def closed(scratch: Path) -> Iterator[Path]:
    """A folder in which we may not write. Nothing is closed to root, who steps down for a while."""
    scratch.chmod(0o500)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    yield scratch
    if os.getuid() == 0:
        os.seteuid(0)
    scratch.chmod(0o700)
