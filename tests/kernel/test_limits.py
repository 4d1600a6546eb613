"""A bucket lets a burst through, then a rate, and never holds more keys than it has room for."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.kernel.errors import TryLater
from folkmoot.kernel.limits import Buckets


def test_a_burst_passes_and_then_the_rate_holds():
    buckets = Buckets(burst=3, per_second=0.5)
    for _ in range(3):
        buckets.take("a", now=100.0)
    with pytest.raises(TryLater) as refused:
        buckets.take("a", now=100.0)
    assert refused.value.seconds == 2
    buckets.take("a", now=102.0)
    buckets.take("b", now=100.0)


def test_looking_takes_nothing():
    buckets = Buckets(burst=1, per_second=1.0)
    for _ in range(5):
        buckets.check("a", now=0.0)
    buckets.take("a", now=0.0)
    with pytest.raises(TryLater):
        buckets.check("a", now=0.0)


def test_refusals_do_not_postpone_the_next_turn():
    buckets = Buckets(burst=1, per_second=1.0)
    buckets.take("a", now=0.0)
    for tenth in range(1, 10):
        with pytest.raises(TryLater):
            buckets.take("a", now=tenth / 10)
    buckets.take("a", now=1.0)


@given(st.lists(st.tuples(st.integers(0, 50), st.floats(0, 5)), max_size=200))
def test_memory_is_bounded_whoever_calls(calls):
    buckets, now = Buckets(burst=4, per_second=2.0, room=10), 0.0
    for key, later in calls:
        now += later
        with contextlib.suppress(TryLater):
            buckets.take(key, now)
        assert len(buckets._filled) <= 10
