"""How a finding is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.blame import Heard, text
from vedette.records import Field, Finding, Span
from vedette.web.telling import behind, confidence, gauge, shown, voices

BLAST = (Span(0, 5),)
HEARD = Heard(accusers=("Riga",))


def sure(given_: float) -> Finding:
    """Make a finding of this confidence."""
    return Finding(id="c", type="call", anchor=BLAST, fields={}, confidence=given_)


def finding(type_="incident", anchor=BLAST, **fields) -> Finding:
    """Make a finding whose fields are values without words."""
    told = {name: tuple(Field(value=v) for v in values) for name, values in fields.items()}
    return Finding(id="f" * 32, type=type_, anchor=anchor, fields=told, kind=None)


def test_firmness_is_a_rung():
    """An attribution is told on the ladder, in words and in steps."""
    told = gauge(finding("attribution", firmness=[4]))
    assert told is not None
    assert (told.rung, told.words) == (4, "official accusation")


def test_status_is_a_sign_with_words():
    """An incident's status has a sign that is filled as far as it is established."""
    signs = {
        status: told.sign
        for status in ("reported", "under_investigation", "confirmed", "convicted", "refuted")
        if (told := gauge(finding(status=[status])))
    }
    assert signs == {
        "reported": "stage-open",
        "under_investigation": "stage-half",
        "confirmed": "stage-full",
        "convicted": "stage-double",
        "refuted": "stage-crossed",
    }


def test_what_is_not_told_has_no_gauge():
    """A call has no firmness, nor has an incident without a status."""
    assert gauge(finding("call")) is None
    assert gauge(finding()) is None
    assert gauge(finding("attribution", firmness=[9])) is None


def test_values_are_words():
    """Enums, ranges and truth values are told as a reader would say them."""
    assert shown("status", "under_investigation") == "under investigation"
    assert shown("injured", (2, 4)) == "2–4"
    assert shown("series", value=True) == "yes"
    assert shown("target", "PL") == "PL"


def test_voices_are_words_or_values():
    """Who asks whom is told in the article's words, else by the value; three are cut to two."""
    told = Finding(
        id="v",
        type="call",
        anchor=BLAST,
        fields={
            "caller": tuple(Field(text=name) for name in ("Vilnius", "Riga", "Tallinn")),
            "addressee": (Field(text="Belarus", value="BY"),),
        },
    )
    assert voices(told) == ("Vilnius, Riga …", "Belarus")
    assert voices(finding("posture")) == ("", "")


@pytest.mark.parametrize(
    ("type_", "status", "heard", "label", "words"),
    [
        ("attribution", None, Heard(), "", "the report links it to Belarus"),
        ("incident", "attributed", Heard(), "", "the report links it to Belarus"),
        ("incident", "attributed", HEARD, "said to be behind it", "Belarus, according to Riga"),
        ("incident", "charged", HEARD, "said to be behind it", "Belarus, according to Riga"),
        ("incident", "convicted", HEARD, "actor", "Belarus, according to Riga"),
        ("incident", "claimed", HEARD, "actor", "Belarus, according to Riga"),
    ],
)
def test_who_is_behind_it_is_told_by_somebody(type_, status, heard, label, words):
    """No row and no note says who did it: an accuser does, or the report links."""
    told = behind(
        finding(type_, accused=["BY"], actor=["BY"], status=[status] if status else []), heard
    )
    assert (told.label, text(told.words)) == (label, words)


def test_voices_are_not_accused():
    """Those whom an accusation names are told as such, never as who acts."""
    for type_ in ("incident", "attribution"):
        assert voices(finding(type_, actor=["BY"], accuser=["LV"], accused=["BY"])) == ("", "")
    assert behind(finding("posture", actor=["BY"]), Heard()) is None


@given(st.integers(0, 100))
def test_hundredths_are_written_as_they_are(hundredths):
    """A confidence given in hundredths is shown with both of its digits."""
    assert confidence(sure(hundredths / 100)) == f"{hundredths / 100:.2f}"


@given(st.floats(0, 1), st.integers(0, 100))
def test_what_is_shown_was_reached(given_, hundredths):
    """A confidence below a threshold is never shown as having reached it."""
    threshold = hundredths / 100
    if given_ < threshold - 1e-7:
        assert float(confidence(sure(given_))) < threshold


def test_times_are_told_in_words():
    """No code of TimeML and no stroke of ISO 8601 stands before a reader; other values keep it."""
    assert shown("when", "PAST") == "in the past"
    assert shown("due", "PRESENT/2030") == "now to 2030"
    assert shown("horizon", "2025-11-20/2027-11-20") == "2025-11-20 to 2027-11-20"
    assert shown("target", "24/7") == "24/7"
