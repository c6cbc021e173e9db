"""How a finding is told."""

from vedette.records import Field, Finding, Span
from vedette.web.telling import gauge, shown, voices

BLAST = (Span(0, 5),)


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
    """Who accuses whom is told in the article's words, else by the value; three are cut to two."""
    told = Finding(
        id="v",
        type="attribution",
        anchor=BLAST,
        fields={
            "accuser": tuple(Field(text=name) for name in ("Vilnius", "Riga", "Tallinn")),
            "accused": (Field(value="BY"),),
        },
    )
    assert voices(told) == ("Vilnius, Riga …", "Belarus")
    assert voices(finding("posture")) == ("", "")


def test_times_are_told_in_words():
    """No code of TimeML and no stroke of ISO 8601 stands before a reader; other values keep it."""
    assert shown("when", "PAST") == "in the past"
    assert shown("due", "PRESENT/2030") == "now to 2030"
    assert shown("horizon", "2025-11-20/2027-11-20") == "2025-11-20 to 2027-11-20"
    assert shown("target", "24/7") == "24/7"
