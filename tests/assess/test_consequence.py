"""The order of news: its factors, and that none of them works backwards."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.assess.consequence import CREDIBLE, KINDS, TURNS, Facts, consequence
from vedette.taxonomy.kinds import ORDER

FACTS = st.builds(
    Facts,
    kind=st.sampled_from(sorted(KINDS)),
    credibility=st.sampled_from(sorted(CREDIBLE)),
    turn=st.sampled_from(sorted(TURNS)),
    before=st.integers(0, 6),
    firmness=st.integers(0, 6),
    others=st.integers(0, 400),
    killed=st.integers(0, 30),
    injured=st.integers(0, 30),
)


def score(facts: Facts) -> float:
    """Give the number alone."""
    return consequence(facts).score


def test_every_kind_has_its_place():
    """None of the 19 falls into the middle for want of a figure."""
    assert set(KINDS) == set(ORDER)


def test_a_factor_for_each_part():
    """Five factors, whose product it is."""
    told = consequence(Facts(kind="arson", credibility=2, turn="new", firmness=4, others=1))
    assert list(told.factors) == ["kind", "harm", "credibility", "turn", "rarity"]
    assert told.score == pytest.approx(0.8 * 1.0 * 0.85 * (1.0 + 4 * 0.15) * 1.5)


@given(FACTS, st.integers(1, 6))
def test_a_firmer_accusation_never_lowers_it(facts, more):
    """The rung now counts up, the rung before counts down."""
    assert score(replace(facts, firmness=facts.firmness + more)) >= score(facts)
    assert score(replace(facts, before=facts.before + more)) <= score(facts)


@given(FACTS, st.integers(1, 30))
def test_more_harm_never_lowers_it(facts, more):
    """Neither a killed nor an injured person more."""
    assert score(replace(facts, killed=facts.killed + more)) >= score(facts)
    assert score(replace(facts, injured=facts.injured + more)) >= score(facts)


@given(FACTS, st.integers(1, 30))
def test_what_is_rarer_stands_higher(facts, more):
    """The more of a kind at a place, the less each of them moves."""
    assert score(replace(facts, others=facts.others + more)) < score(facts)


@given(FACTS)
def test_what_is_surer_stands_higher(facts):
    """From improbable to confirmed; what cannot be judged lies between possible and doubtful."""
    scores = [score(replace(facts, credibility=figure)) for figure in (5, 4, 6, 3, 2, 1)]
    assert scores == sorted(set(scores))


@given(FACTS)
def test_what_was_not_known_stands_above_what_was(facts):
    """New, then firmer or moved, then told again."""
    told = {turn: score(replace(facts, turn=turn)) for turn in TURNS}
    assert told["new"] > told["firmer"] == told["moved"] > told["told"]
