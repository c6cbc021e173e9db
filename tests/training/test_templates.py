"""MUC-4's templates as what is learnt, and back. All reports are invented."""

import pytest
from training.public.templates import day_of, entities, joined, occurrences, templates, when, where

from vedette.code.places import Gazetteer


def _template(type_, **roles):
    blank = {role: [] for role in ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")}
    return {"incident_type": type_, **blank, **roles}


def _key(stage, confidence):
    return {
        "stage": [{"raw": stage, "label": [stage]}],
        "perp_org_confidence": [{"raw": confidence, "label": confidence.split(" / ")}],
    }


REPORT = {
    "id": "INVENTED-1",
    "dateline": "SAN SALVADOR, 12 MAR 89 (AN INVENTED RADIO)",
    "gtt_text": "on 10 march a mill burned in san miguel. masked men had set fire to the mill.",
    "templates": [
        _template("arson", Target=[[["mill", 14], ["the mill", 68]]]),
        _template(
            "arson", PerpInd=[[["masked men", 41]]], Target=[[["mill", 14], ["the mill", 68]]]
        ),
        _template("bombing / attack", Weapon=[[["fire", 60]]]),
    ],
    "keys": [
        _key("ACCOMPLISHED", "POSSIBLE"),
        _key("ACCOMPLISHED", "(REPORTED AS FACT)"),
        _key("THREATENED", "SOMETHING ELSE"),
    ],
}  # fmt: skip


def test_templates_of_one_type_are_joined():
    """Mentions, stages and confidences of all templates of a type are told together."""
    arson, bombing = templates(REPORT)
    assert (arson.type, bombing.type) == ("arson", "bombing")
    assert arson.mentions["Target"] == {"mill", "the mill"}
    assert arson.mentions["PerpInd"] == {"masked men"}
    assert arson.confidences == {"POSSIBLE", "REPORTED AS FACT"}
    assert bombing.stages == {"THREATENED"}
    assert bombing.confidences == frozenset()


def test_joined_gold_keeps_each_entity_once():
    """The ceiling is of gold entities, none twice."""
    arson, _ = joined(REPORT)
    assert arson["Target"] == [[["mill", 14], ["the mill", 68]]]
    assert arson["PerpInd"] == [[["masked men", 41]]]


def test_a_mention_is_found_as_words_of_its_own():
    """Every occurrence counts, parts of other words do not."""
    text = "a mine, the mine and the miner"
    assert [text[start:end] for start, end in occurrences(text, "mine")] == ["mine", "mine"]


def test_of_one_thing_the_surest_mention_is_told():
    """Mentions that contain each other, or end alike, are one entity."""
    found = {
        "ricardo plata": 0.4,
        "mayor ricardo plata": 0.9,
        "a plata": 0.3,
        "the": 1.0,
        "bus": 0.1,
    }
    assert entities(found) == [["mayor ricardo plata"], ["bus"]]


@pytest.mark.parametrize("dateline", [None, "LIMA, NO DATE", "LIMA, 31 FEB 89"])
def test_no_day_is_made_up(dateline):
    """A dateline without a day that is one gives none."""
    assert day_of(dateline) is None


def test_the_day_is_the_texts_and_else_the_datelines():
    """A day before the dateline that the text names goes before it."""
    assert when(REPORT) == "1989-03-10"
    assert when(REPORT | {"gtt_text": "a mill burned."}) == "1989-03-12"


def test_the_country_is_where_most_places_lie():
    """Places count, and a clandestine radio's dateline does not."""
    gazetteer = Gazetteer.load()
    assert where(REPORT, gazetteer) == "el salvador"
    rebels = {"dateline": "CLANDESTINE, 12 MAR 89", "gtt_text": "a mill burned in bogota."}
    assert where(rebels, gazetteer) == "colombia"
