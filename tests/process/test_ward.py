"""The supervisor's patience with a child: little before it has served, much afterwards."""

import asyncio
from pathlib import Path

import pytest

from folkmoot.kernel.errors import Unusable
from folkmoot.supervisor import Ward

from .test_child import errand


class Lives:
    """Lives that a child has had and will have: its exit status, or that it says that it cannot run."""

    def __init__(self, ward: Ward, *ends: int | Unusable) -> None:
        self.ward, self.ends = ward, list(ends)
        self.over = asyncio.Event()

    async def next(self) -> int:
        if not self.ends:
            self.over.set()
            await asyncio.Event().wait()
        end = self.ends.pop(0)
        if isinstance(end, Unusable):
            raise end
        self.ward.ready.set()
        return end


def ward_of(tmp_path: Path, *ends: int | Unusable) -> tuple[Ward, Lives]:
    ward = Ward("messenger", errand(tmp_path))
    lives = Lives(ward, *ends)
    ward._live = lives.next  # type: ignore[method-assign]
    return ward, lives


async def test_a_child_that_has_served_is_started_again_whatever_it_says(tmp_path: Path) -> None:
    away = Unusable("cannot use the database: the database system is starting up")
    ward, lives = ward_of(tmp_path, 0, away, -9)
    keeping = asyncio.create_task(ward.keep())
    over = asyncio.create_task(lives.over.wait())
    await asyncio.wait({keeping, over}, timeout=20, return_when=asyncio.FIRST_COMPLETED)
    assert lives.over.is_set(), keeping.exception()
    keeping.cancel()


async def test_a_child_that_cannot_run_at_first_ends_the_server(tmp_path: Path) -> None:
    ward, _ = ward_of(tmp_path, Unusable("the database is newer than this folkmoot"))
    with pytest.raises(Unusable, match="newer"):
        await ward.keep()
