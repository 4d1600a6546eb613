"""Privacy rules: what wins, whatever the order."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.domain.accounts.people_errors import NoRules, TooManyNamed
from folkmoot.domain.accounts.privacy import (
    CONTACTS,
    DEFAULTS,
    EVERYBODY,
    NAMED_AT_MOST,
    NOBODY,
    Group,
    PrivacyKey,
    Rule,
    Rules,
    Viewer,
)
from folkmoot.kernel.ids import UserId

ADA, BOB = UserId(1), UserId(2)

users = st.frozensets(st.integers(1, 4).map(UserId), min_size=1)
chats = st.frozensets(st.integers(1, 4), min_size=1)
rule = st.one_of(
    st.builds(Rule, st.booleans(), st.sampled_from(Group)),
    st.builds(Rule, st.booleans(), users=users),
    st.builds(Rule, st.booleans(), chats=chats),
)
lists = st.lists(rule, min_size=1, max_size=8)
viewers = st.builds(
    Viewer,
    st.integers(1, 4).map(UserId),
    is_contact=st.booleans(),
    is_bot=st.booleans(),
    is_premium=st.booleans(),
    is_close_friend=st.booleans(),
    chats=st.frozensets(st.integers(1, 4)),
)


def names(rule: Rule, viewer: Viewer) -> bool:
    """Say whether a rule speaks of the viewer, by itself."""
    if rule.group is not None:
        return viewer.belongs(rule.group)
    return viewer.user in rule.users or bool(rule.chats & viewer.chats)


@given(lists, viewers, st.randoms())
def test_the_order_of_rules_means_nothing(rules: list[Rule], viewer: Viewer, random: Random) -> None:
    shuffled = sorted(rules, key=lambda _: random.random())
    assert Rules.of(shuffled) == Rules.of(rules)
    assert Rules.of(shuffled).allow(viewer) == Rules.of(rules).allow(viewer)


@given(lists, viewers)
def test_the_first_rule_that_fits_in_the_list_we_give_back_decides(rules: list[Rule], viewer: Viewer) -> None:
    listed = list(Rules.of(rules).listed())
    first = next((rule.allows for rule in listed if names(rule, viewer)), False)
    assert Rules.of(rules).allow(viewer) == first


@given(lists)
def test_rules_given_back_are_the_same_rules(rules: list[Rule]) -> None:
    made = Rules.of(rules)
    assert Rules.of(list(made.listed())) == made


@given(lists, viewers)
def test_a_person_refused_by_name_is_refused_whatever_else_is_said(rules: list[Rule], viewer: Viewer) -> None:
    against = Rule(False, users=frozenset({viewer.user}))
    assert not Rules.of([*rules, against]).allow(viewer)


@given(lists, viewers)
def test_a_person_named_as_allowed_is_allowed_unless_refused_by_name(
    rules: list[Rule], viewer: Viewer
) -> None:
    made = Rules.of([*rules, Rule(True, users=frozenset({viewer.user}))])
    assert made.allow(viewer) == (viewer.user not in made.refused_users)


@given(lists, viewers)
def test_whom_no_rule_names_is_refused(rules: list[Rule], viewer: Viewer) -> None:
    if not any(names(rule, viewer) for rule in rules):
        assert not Rules.of(rules).allow(viewer)


@given(lists, viewers)
def test_one_more_refusal_never_lets_anybody_in(rules: list[Rule], viewer: Viewer) -> None:
    for group in Group:
        if Rules.of([*rules, Rule(False, group)]).allow(viewer):
            assert Rules.of(rules).allow(viewer)


@given(lists, viewers)
def test_admitting_somebody_changes_nothing_for_others(rules: list[Rule], viewer: Viewer) -> None:
    before = Rules.of(rules)
    after = before.admitting(ADA)
    assert after.allow(replace(viewer, user=ADA))
    if viewer.user != ADA:
        assert after.allow(viewer) == before.allow(viewer)


@pytest.mark.parametrize(
    ("rules", "contact", "stranger"),
    [
        ([Rule(True, Group.EVERYBODY)], True, True),
        ([Rule(True, Group.CONTACTS)], True, False),
        ([Rule(False, Group.EVERYBODY)], False, False),
        ([Rule(False, Group.CONTACTS), Rule(True, Group.EVERYBODY)], False, True),
        ([Rule(True, Group.CONTACTS), Rule(False, Group.EVERYBODY)], True, False),
    ],
)
def test_the_choices_that_clients_offer_mean_what_they_say(
    rules: list[Rule], contact: bool, stranger: bool
) -> None:
    made = Rules.of(rules)
    assert made.allow(Viewer(ADA, is_contact=True)) is contact
    assert made.allow(Viewer(BOB)) is stranger


def test_a_setting_needs_rules_and_names_no_more_than_a_thousand() -> None:
    with pytest.raises(NoRules):
        Rules.of([])
    many = frozenset(map(UserId, range(1, NAMED_AT_MOST + 1)))
    assert Rules.of([Rule(True, users=many)]).named == NAMED_AT_MOST
    with pytest.raises(TooManyNamed):
        Rules.of([Rule(True, users=many), Rule(False, chats=frozenset({1}))])


def test_what_nobody_chose_shows_no_number_and_no_birthday_to_strangers() -> None:
    assert set(DEFAULTS) == set(PrivacyKey)
    assert {key for key, rules in DEFAULTS.items() if rules != EVERYBODY} == {
        PrivacyKey.PHONE,
        PrivacyKey.BIRTHDAY,
        PrivacyKey.PEER_TO_PEER_CALLS,
        PrivacyKey.NO_PAID_MESSAGES,
    }
    assert DEFAULTS[PrivacyKey.PHONE] == DEFAULTS[PrivacyKey.BIRTHDAY] == CONTACTS
    assert DEFAULTS[PrivacyKey.NO_PAID_MESSAGES] == NOBODY
