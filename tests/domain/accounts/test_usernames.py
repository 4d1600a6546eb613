"""Usernames: their shape, and who may have one."""

import asyncio
import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.domain.accounts import (
    BadUsername,
    NameOwner,
    NoSuchUsername,
    OwnerKind,
    UsernameTaken,
    UsernameUnchanged,
)
from folkmoot.domain.accounts.usernames import RESERVED, check_username, parse_username
from folkmoot.kernel.errors import TryLater
from folkmoot.kernel.ids import UserId
from tests.domain.accounts.town import Town


def fits(text: str) -> bool:
    """Say whether `text` is a username, rule by rule."""
    return (
        5 <= len(text) <= 32
        and re.fullmatch("[A-Za-z0-9_]+", text) is not None
        and text[0].isalpha()
        and not text.endswith("_")
        and "__" not in text
    )


def accepted(text: str) -> bool:
    try:
        return check_username(text).spelled == text
    except BadUsername:
        return False


@given(st.text(alphabet="aZ9_", max_size=34) | st.text(max_size=34))
def test_a_username_is_letters_digits_and_single_underscores(text: str) -> None:
    assert accepted(text) == fits(text)


@given(st.from_regex(r"[A-Za-z](_?[A-Za-z0-9]){4,15}", fullmatch=True))
def test_names_that_differ_in_case_are_one_name_and_the_at_sign_is_no_part_of_it(text: str) -> None:
    assert check_username(text.upper()).folded == check_username(text.lower()).folded
    assert parse_username(f" @{text} ").spelled == text


@pytest.mark.parametrize(
    "text", ["анна_к", "İstanbul", "a" * 33, "abcd", "1abcd", "abcd_", "ab__cd", "ab-cd", "abcde\n"]
)
def test_what_is_no_username_is_refused(text: str) -> None:
    with pytest.raises(BadUsername):
        check_username(text)


def test_every_reserved_name_could_be_one_otherwise() -> None:
    assert all(word == word.lower() for word in RESERVED)
    assert {"folkmoot", "admin", "support", "telegram", "service", "searchreport", "searchbot"} <= RESERVED


async def test_a_name_leads_to_its_owner_in_any_case(town: Town) -> None:
    ada = await town.settle("Ada")
    await town.usernames.change(ada.id, "Ada_Lovelace")
    assert await town.usernames.resolve("@ADA_lovelace") == NameOwner(OwnerKind.USER, ada.id)
    assert (await town.look(ada, ada)).username == "Ada_Lovelace"


async def test_nobody_takes_a_name_that_another_has_in_whatever_case(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    await town.usernames.change(ada.id, "lovelace")
    with pytest.raises(UsernameTaken):
        await town.usernames.change(bob.id, "LoveLace")
    me = NameOwner(OwnerKind.USER, bob.id)
    assert not await town.usernames.is_free("LOVELACE", me)
    assert await town.usernames.is_free("lovelace", NameOwner(OwnerKind.USER, ada.id))
    assert await town.usernames.is_free("lovelace2", me)


async def test_a_name_that_is_let_go_is_free_at_once(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    await town.usernames.change(ada.id, "lovelace")
    await town.usernames.change(ada.id, "")
    await town.usernames.change(bob.id, "lovelace")
    assert (await town.usernames.resolve("lovelace")).id == bob.id


async def test_a_refused_change_leaves_the_old_name(town: Town) -> None:
    ada, bob = await town.settle("Ada"), await town.settle("Bob")
    await town.usernames.change(ada.id, "lovelace")
    await town.usernames.change(bob.id, "babbage")
    for refused in ("lovelace", "support", "no"):
        with pytest.raises((UsernameTaken, BadUsername)):
            await town.usernames.change(bob.id, refused)
    assert (await town.look(bob, bob)).username == "babbage"


async def test_the_same_name_again_is_no_change_but_another_spelling_is(town: Town) -> None:
    ada = await town.settle("Ada")
    with pytest.raises(UsernameUnchanged):
        await town.usernames.change(ada.id, "")
    await town.usernames.change(ada.id, "lovelace")
    with pytest.raises(UsernameUnchanged):
        await town.usernames.change(ada.id, "lovelace")
    await town.usernames.change(ada.id, "LoveLace")
    assert (await town.look(ada, ada)).username == "LoveLace"


async def test_reserved_names_are_given_by_the_house_only(town: Town) -> None:
    ada = await town.settle("Ada")
    me = NameOwner(OwnerKind.USER, ada.id)
    assert not await town.usernames.is_free("SearchBot", me)
    with pytest.raises(UsernameTaken):
        await town.usernames.change(ada.id, "SearchBot")
    await town.usernames.assign(NameOwner(OwnerKind.USER, UserId(777000)), "SearchBot")
    assert (await town.usernames.resolve("searchbot")).id == 777000


async def test_of_many_who_want_a_name_at_once_one_gets_it(town: Town) -> None:
    rivals = [await town.settle(f"Rival {n}") for n in range(4)]
    got = await asyncio.gather(
        *(town.usernames.change(rival.id, "lovelace") for rival in rivals), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in got) == ["NoneType", *["UsernameTaken"] * 3]


async def test_a_name_can_be_changed_twenty_times_a_day(town: Town) -> None:
    ada = await town.settle("Ada")
    for n in range(20):
        await town.usernames.change(ada.id, f"lovelace{n}")
    with pytest.raises(TryLater) as refused:
        await town.usernames.change(ada.id, "lovelace_20")
    assert refused.value.seconds == 12 * 3600
    town.desk.clock.advance(timedelta(hours=12))
    await town.usernames.change(ada.id, "lovelace_20")


async def test_what_nobody_has_and_what_is_no_name_are_not_found(town: Town) -> None:
    for text in ("nobody_here", "x", "", "@", "a b c d e"):
        with pytest.raises(NoSuchUsername):
            await town.usernames.resolve(text)
