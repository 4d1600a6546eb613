"""Fixtures for the handlers' tests."""

from pathlib import Path

import pytest

from folkmoot.storage import Database
from tests.api.household import Household
from tests.domain.accounts.desk import Desk
from tests.domain.accounts.town import Town
from tests.support import ManualClock, SeededChance


@pytest.fixture
def household(db: Database, tmp_path: Path, clock: ManualClock, chance: SeededChance) -> Household:
    """All namespaces about people, on a fresh database."""
    return Household(Town(Desk(db, tmp_path, clock, chance)))
