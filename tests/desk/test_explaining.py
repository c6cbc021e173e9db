"""A report in text: accusations with their accusers, and what waits."""

import json
from dataclasses import replace

import pytest

from vedette.desk import reading
from vedette.desk.explaining import explained
from vedette.records import Article, Coding, Field, Finding, Report, Span

TEXT = "A blast near Lublin. Riga accused Moscow."


def report(status="attributed") -> Report:
    """Code an invented article: a blast with an actor, and who accuses him."""
    moscow = Field(span=Span(34, 40), text="Moscow", value="RU")
    blast = Finding(
        id="i",
        type="incident",
        kind="sabotage",
        anchor=(Span(2, 7),),
        fields={"actor": (moscow,), "status": (Field(value=status),)},
        confidence=0.9,
    )
    charge = Finding(
        id="a",
        type="attribution",
        anchor=(Span(26, 33),),
        fields={
            "accuser": (Field(span=Span(21, 25), text="Riga", value="LV"),),
            "accused": (moscow,),
            "incident": (Field(value="i"),),
        },
        confidence=0.8,
    )
    patrols = Finding(
        id="p", type="posture", anchor=(Span(0, 1),), fields={"actor": (moscow,)}, confidence=0.3
    )
    coding = Coding(
        text_hash="h", reader="r", coder="c", taxonomy="t", findings=(blast, charge, patrols)
    )
    return Report(article=Article(text=TEXT), coding=coding)


def test_accusations_are_worded():
    """A line in words names the accuser, and the actor's label says that he is only said to be."""
    told = explained(report(), confidence=0.0, thresholds={})
    assert "    in words: Moscow, according to Riga\n" in told
    assert "    in words: Riga accuses Moscow\n" in told
    assert "    said to be behind it: Moscow = RU\n" in told
    assert "    incident: [1]\n" in told
    assert told.count("    actor: ") == 1  # the posture's own


def test_a_convicted_actor_is_labelled_as_one():
    """After a conviction the label is the field's; the words still name who says so."""
    told = explained(report("convicted"), confidence=0.0, thresholds={})
    assert "said to be" not in told
    assert "    in words: Moscow, according to Riga\n" in told


def test_the_accuser_is_known_though_his_accusation_is_left_out():
    """A finding below the confidence is not listed, and still tells who accuses."""
    told = explained(report(), confidence=0.85, thresholds={})
    assert "[2]" not in told
    assert "    in words: Moscow, according to Riga\n" in told


@pytest.mark.parametrize(("needed", "said"), [(0.95, True), (0.8, False)])
def test_what_waits_says_so(needed, said):
    """A finding below its threshold has a line with what an alert needs."""
    told = explained(report(), confidence=0.0, thresholds={"attribution": needed})
    assert ("    in review: yes, an alert needs 0.95\n" in told) is said


def test_what_stands_beside_is_worded_and_left_out_alike():
    """A further coder's findings keep to the confidence and the thresholds too."""
    one = report()
    second = tuple(replace(found, id=f"x{found.id}") for found in one.findings[:1])
    both = replace(one, beside=(replace(one.coding, coder="llm:small@1", findings=second),))
    told = explained(both, confidence=0.85, thresholds={"incident": 0.95})
    assert told.count("    in review: yes, an alert needs 0.95\n") == 2
    assert "    in words: the report links it to Moscow\n" in told  # nobody accuses in its coding
    assert "[3]" not in told
    shown = reading.Shown(confidence=0.85, thresholds={"incident": 0.95})
    laid = json.loads(reading.as_json(both, shown))["findings"]
    assert [(found["coder"], found["review"]) for found in laid] == [
        ("c", True),
        ("llm:small@1", True),
    ]
    assert json.loads(reading.as_json(both, reading.Shown(confidence=0.95)))["findings"] == []
