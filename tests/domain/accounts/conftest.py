"""Fixtures of the accounts' tests."""

from pathlib import Path

import pytest

from folkmoot.storage import Database
from tests.domain.accounts.desk import Desk
from tests.domain.accounts.town import Town
from tests.support import ManualClock, SeededChance


@pytest.fixture
def desk(db: Database, tmp_path: Path, clock: ManualClock, chance: SeededChance) -> Desk:
    """The sign-in desk on a fresh database."""
    return Desk(db, tmp_path, clock, chance)


@pytest.fixture
def town(desk: Desk) -> Town:
    """People and what they do, on the same database as the desk."""
    return Town(desk)
