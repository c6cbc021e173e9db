"""Confidence from evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.code.tagger.making import thing

from vedette.code.tagger.confidence import confidence, evidence, pieces
from vedette.code.tagger.labels import TYPES
from vedette.records import Field, FindingType

_SHARES = st.floats(min_value=0, max_value=1)


@given(_SHARES, _SHARES)
def test_confidence_is_a_share_and_grows_with_the_evidence(one: float, two: float) -> None:
    """Under positive weights more evidence never makes a finding less sure."""
    low, high = sorted((one, two))
    first, second = (confidence([x, 0.5], [-0.5, 1.0, 0.2]) for x in (low, high))
    assert 0 <= first <= second <= 1


def test_nothing_is_surer_than_its_type_may_be() -> None:
    """A curve that is certain is cut."""
    assert confidence([9.0], [9.0, 9.0], 0.94) == 0.94


@pytest.mark.parametrize("type_", TYPES)
def test_evidence_has_as_many_pieces_as_it_says(look, type_: FindingType) -> None:
    """Curves are as long as the evidence of their type, and a bias."""
    scene = look("The minister said that a depot had burned.")
    assert len(evidence(thing(scene, "burned", type_=type_), scene)) == pieces(type_)


def test_who_accuses_itself_and_who_accuses_nobody_is_told_apart(look) -> None:
    """The last three signs of an accusation: no accuser, no accused, itself."""
    scene = look("Moscow accused Russia of a fire.")
    moscow, russia = Field(text="Moscow", value="RU"), Field(text="Russia", value="RU")
    named = {"accuser": [moscow], "accused": [russia]}
    itself = thing(scene, "accused", type_="attribution", fields=named)
    nobody = thing(scene, "accused", type_="attribution")
    assert evidence(itself, scene)[-3:] == (0, 0, 1)
    assert evidence(nobody, scene)[-3:] == (1, 1, 0)


def test_a_word_of_the_kind_in_the_sentence_counts_and_one_in_the_next_does_not(look) -> None:
    """An arson beside an arsonist is likelier than one beside a flood."""
    scene = look("The depot was damaged by arsonists. The shop was damaged by a flood.")
    depot = thing(scene, "damaged by arson")
    shop = thing(scene, "damaged by a flood")
    assert (evidence(depot, scene)[-1], evidence(shop, scene)[-1]) == (1, 0)
