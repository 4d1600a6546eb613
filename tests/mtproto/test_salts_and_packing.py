"""Salts rotate and need no storage; packed requests cannot grow beyond their bound."""

import gzip
import os
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.kernel.errors import Malformed
from folkmoot.mtproto.packing import WORTH_PACKING, deflate, inflate
from folkmoot.mtproto.salts import AT_MOST, FIRST_AT_MOST, FIRST_SECONDS, PERIOD, Salts

KEY = -(1 << 40) + 12345
NOW = 1_790_000_000.5


def taken(salts: Salts, key: int, salt: int, now: float) -> bool:
    return salts.now(key, now).allow(salt) or salts.was_first(key, salt, now)


def test_a_salt_is_taken_for_an_hour_and_no_longer():
    salts = Salts(b"s" * 32)
    start = NOW // PERIOD * PERIOD
    salt = salts.now(KEY, start).current
    assert taken(salts, KEY, salt, start)
    assert taken(salts, KEY, salt, start + 2 * PERIOD - 1)
    assert not taken(salts, KEY, salt, start + 2 * PERIOD)
    assert not taken(salts, KEY, salt, start - 1)


def test_salts_of_a_half_hour_hold_until_it_ends():
    salts = Salts(b"s" * 32).now(KEY, NOW)
    end = (NOW // PERIOD + 1) * PERIOD
    assert salts.hold(end - 1)
    assert not salts.hold(end)


def test_a_salt_of_another_key_or_another_server_is_refused():
    salt = Salts(b"s" * 32).now(KEY, NOW).current
    assert not taken(Salts(b"s" * 32), KEY + 1, salt, NOW)
    assert not taken(Salts(b"t" * 32), KEY, salt, NOW)


def test_the_salt_of_the_key_exchange_is_taken_for_a_minute():
    salts = Salts(b"s" * 32)
    salts.begin(KEY, 77, NOW)
    assert taken(salts, KEY, 77, NOW + FIRST_SECONDS - 1)
    assert not taken(salts, KEY, 77, NOW + FIRST_SECONDS)
    assert not taken(salts, KEY + 1, 77, NOW)
    assert not taken(salts, KEY + 1, 0, NOW)


def test_first_salts_are_bounded():
    salts = Salts(b"s" * 32)
    for key in range(FIRST_AT_MOST + 5):
        salts.begin(key, 1, NOW)
    assert len(salts._first) == FIRST_AT_MOST
    salts.begin(7, 1, NOW + FIRST_SECONDS)
    assert len(salts._first) == 1


@given(st.integers(-5, 200))
def test_future_salts_follow_one_another_and_hold_when_they_say(count):
    salts = Salts(b"s" * 32)
    future = salts.future(KEY, NOW, count)
    assert len(future) == min(max(count, 1), AT_MOST)
    assert future[0].value == salts.now(KEY, NOW).current
    for salt in future:
        assert taken(salts, KEY, salt.value, salt.since)
        assert taken(salts, KEY, salt.value, salt.until - 1)


@given(st.binary(max_size=5000))
def test_both_headers_that_clients_send_are_read(data):
    assert inflate(gzip.compress(data), 5000) == data
    assert inflate(zlib.compress(data), 5000) == data


def test_a_bomb_is_refused_at_its_bound():
    bomb = gzip.compress(bytes(50_000_000))
    with pytest.raises(Malformed):
        inflate(bomb, 1 << 20)
    assert inflate(gzip.compress(bytes(1 << 20)), 1 << 20) == bytes(1 << 20)
    with pytest.raises(Malformed):
        inflate(gzip.compress(bytes((1 << 20) + 1)), 1 << 20)


@given(st.binary(max_size=200))
def test_damaged_streams_are_refused(data):
    for damaged in (data, gzip.compress(data)[:-1], gzip.compress(data)[:-9]):
        with pytest.raises(Malformed):
            inflate(damaged, 1000)


def test_answers_are_packed_only_where_it_pays():
    assert deflate(bytes(WORTH_PACKING - 1)) is None
    packed = deflate(bytes(WORTH_PACKING))
    assert packed is not None
    assert inflate(packed, WORTH_PACKING) == bytes(WORTH_PACKING)

    assert deflate(os.urandom(4096)) is None
