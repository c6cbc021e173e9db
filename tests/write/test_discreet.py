"""Findings told of private persons without their names; invented articles, invented people."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from vedette.answers import Line
from vedette.records import Field, Finding, Span
from vedette.write.withheld import discreet

ARSON = "Police in Tartu hold Gleb Sorin, 27, who denies that he set the depot alight."


def line(sentence, fields, type_="incident"):
    """A finding whose fields are words of a sentence, each with the value that it is given."""
    made = {
        name: (
            Field(span=Span(at := sentence.index(text), at + len(text)), text=text, value=value),
        )
        for name, (text, value) in fields.items()
    }
    found = Finding(id="f", type=type_, anchor=(Span(0, 6),), fields=made)
    particulars = {"outlet": "o", "source": "ee/o", "url": None, "language": "en"}
    return Line(
        seq=1, finding=found, article="a", version=1, title=f"Held: {sentence[:40]}",
        published=None, known=datetime(2026, 3, 2, tzinfo=UTC), sentence=sentence,
        sentence_start=0, country="EE", place=None, when=None, **particulars,
    )  # fmt: skip


def test_a_suspect_is_a_man_aged_27():
    """His name is in no field, sentence or headline; every span still fits."""
    told = discreet(line(ARSON, {"actor": ("Gleb Sorin", None)}))
    assert told.finding.fields["actor"] == (Field(value="a man aged 27"),)
    assert told.sentence == ARSON.replace("Gleb Sorin", "•••• •••••")
    assert len(told.sentence) == len(ARSON)
    assert "Sorin" not in repr(told)


def test_who_denies_and_who_is_accused_likewise():
    """A denial and an attribution name him no more than an incident does."""
    for name, type_ in (("denier", "denial"), ("accused", "attribution")):
        assert "Sorin" not in repr(discreet(line(ARSON, {name: ("Gleb Sorin", None)}, type_)))


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        ("Riga accuses Gleb Sorin, who acts for Minsk.", {"accused": ("Gleb Sorin", "BY")}),
        (
            "The ambassador, Gleb Sorin, denies it.",
            {"denier": ("The ambassador, Gleb Sorin", None)},
        ),
        ("The group Polar Moth claimed it.", {"actor": ("The group Polar Moth", None)}),
        ("Said the economist Gleb Sorin.", {"speaker": ("the economist Gleb Sorin", None)}),
        (
            "Gleb Sorin was sentenced to five years.",
            {"actor": ("Gleb Sorin", None), "status": ("sentenced", "convicted")},
        ),
        (
            "The court holds Gleb Sorin responsible.",
            {"accuser": ("The court", None), "accused": ("Gleb Sorin", None)},
        ),
    ],
)
def test_states_offices_groups_and_whom_a_court_named_are_named(sentence, fields):
    """What is known of them is public."""
    made = line(sentence, fields)
    assert discreet(made) is made


def test_a_pronoun_whose_value_is_a_name_tells_none():
    """The value stands for the word, and goes with it."""
    made = line(
        "He denies it; Gleb Sorin said no more.", {"denier": ("He", "Gleb Sorin")}, "denial"
    )
    assert "Sorin" not in repr(discreet(made).finding) + discreet(made).sentence


def test_an_acquitted_man_is_not_named():
    """A court that acquits has named nobody."""
    fields = {"actor": ("Gleb Sorin", None), "status": ("acquitted", "acquitted")}
    told = discreet(line("Gleb Sorin was acquitted in Tartu.", fields))
    assert told.sentence == "•••• ••••• was acquitted in Tartu."
    assert told.finding.fields["status"][0].text == "acquitted"


def test_victims_and_witnesses_are_not_named():
    """By the role in which they are called."""
    sentence = "The neighbour Ināra Zute saw that the pensioner Gleb Sorin was hit."
    fields = {
        "speaker": ("The neighbour Ināra Zute", None),
        "target": ("pensioner Gleb Sorin", None),
    }
    told = discreet(line(sentence, fields, "statement"))
    assert "Zute" not in repr(told)
    assert "Sorin" not in repr(told)


def test_one_of_two_is_withheld():
    """A state beside a private person keeps its name."""
    made = line(ARSON, {"actor": ("Gleb Sorin", None)})
    both = (*made.finding.fields["actor"], Field(span=Span(0, 6), text="Police", value="EE"))
    made = replace(made, finding=replace(made.finding, fields={"actor": both}))
    person, state = discreet(made).finding.fields["actor"]
    assert (person.text, state.text) == (None, "Police")
