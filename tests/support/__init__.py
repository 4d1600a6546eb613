"""What tests share: a clock and chance that obey, and one PostgreSQL server for all workers of a run."""

from .chance import SeededChance
from .clock import ManualClock
from .databases import TestDatabase
from .scratch import scratch_folder
from .server import SharedPostgres

__all__ = ["ManualClock", "SeededChance", "SharedPostgres", "TestDatabase", "scratch_folder"]
