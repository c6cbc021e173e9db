"""What another system says becomes findings by its own words, and nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette import imported
from vedette.code import imported as coders
from vedette.records import Article

CODER = coders.stix()


def code(*told, name="Cut near Mika", description=""):
    """Code what is told."""
    text = imported.lay(name, description, told)
    return Article(text=text, title=name, reader="stix@1"), CODER.code(
        Article(text=text, title=name, reader="stix@1")
    )


def fields(coding, n=0):
    """The fields of a finding: words and values."""
    return {
        name: [(entry.text, entry.value) for entry in entries]
        for name, entries in coding.findings[n].fields.items()
    }


def test_each_line_is_a_field_with_its_words():
    """The anchor is the name; a value stands behind its words."""
    article, coding = code(
        ("Kind", ["Infrastructure attack", "sabotage"]),
        ("Stage", ["under_investigation"]),
        ("When", ["2 March", "2026-03-02"]),
        ("Place", ["Mika", "PL", "51.96, 21.52", "within 5 km", "town"]),
        ("Killed", ["0"]),
        ("Injured", ["two or three", "2-3"]),
        ("Target", ["rail"]),
        ("Target", ["signal box"]),
    )
    (one,) = coding.findings
    assert (one.type, one.kind, one.rule) == ("incident", "sabotage", "import:stix")
    assert [article.text[slice(*span)] for span in one.anchor] == ["Cut near Mika"]
    assert fields(coding) == {
        "status": [("under_investigation", "under_investigation")],
        "when": [("2 March", "2026-03-02")],
        "where": [("Mika", "PL")],
        "killed": [("0", 0)],
        "injured": [("two or three", (2, 3))],
        "target": [("rail", "rail"), ("signal box", None)],
    }
    (place,) = coding.places
    assert (place.lat, place.lon, place.radius_km, place.precision) == (51.96, 21.52, 5.0, "town")
    (time,) = coding.times
    assert time.value == "2026-03-02"
    assert coding.coder == "import:stix@2"
    assert not coding.dropped


def test_who_accuses_and_who_answers():
    """A state has its code; who is not named has none, whoever reports him."""
    _, coding = code(
        ("Said", ["Poland", "accuses", "Russia", "firmness 4", "“Russia did it”"]),
        ("Said", ["somebody whose word Ministry of Finance (Norway) reports", "links", "Iran"]),
        ("Answer", ["Russia", "does-not-comment-on"]),
    )
    incident, *rest = coding.findings
    assert [one.type for one in rest] == ["attribution", "attribution", "denial"]
    assert fields(coding, 1) == {
        "accuser": [("Poland", "PL")],
        "accused": [("Russia", "RU")],
        "firmness": [(None, 4)],
        "incident": [(None, incident.id)],
    }
    assert fields(coding, 2)["accuser"][0][1] is None
    assert "firmness" not in fields(coding, 2)
    assert fields(coding, 3)["state"] == [(None, "no_comment")]


def test_what_no_codebook_has_is_told_and_left_out():
    """A kind of somebody else's is unexplained; a stage, a day or a count of none is dropped."""
    _, coding = code(
        ("Kind", ["burglary"]), ("Stage", ["parked"]), ("When", ["soon"]), ("Killed", ["many"])
    )
    (one,) = coding.findings
    assert one.kind == "unexplained"
    assert not one.fields
    assert coding.dropped == {"kind": 1, "status": 1, "when": 1, "killed": 1}


def test_a_place_without_a_point_is_looked_up():
    """By its name; a state alone has its code and no point."""
    _, coding = code(("Place", ["Narva", "EE"]))
    assert [(one.text, one.country) for one in coding.places] == [("Narva", "EE")]
    _, coding = code(("Place", ["Gulf of Finland"]))
    assert fields(coding)["where"][0][1] == "Baltic Sea"


def test_a_state_stands_without_a_place():
    """A line whose only words are a code, or that has no words at all, loses neither."""
    _, coding = code(("Place", ["PL"]))
    assert fields(coding)["where"] == [("PL", "PL")]
    _, coding = code(("Place", ["", "EE", "59.4, 28.2", "within 3 km"]))
    assert fields(coding)["where"] == [("EE", "EE")]
    assert [(one.country, one.lat, one.radius_km) for one in coding.places] == [("EE", 59.4, 3.0)]
    _, coding = code(("Place", ["59.4, 28.2"]))
    assert [(one.country, one.lat) for one in coding.places] == [("", 59.4)]


def test_no_line_takes_the_state_of_the_next():
    """A place that nobody knows has no state, whatever place is told below it."""
    _, coding = code(("Place", ["Xyzzy"]), ("Place", ["Narva", "EE"]), ("Place", ["Quux"]))
    assert fields(coding)["where"] == [("Xyzzy", None), ("Narva", "EE"), ("Quux", None)]


words = st.text(max_size=40) | st.sampled_from(["Kind: arson", "Said: a · b · c", "\n\nWhen: 2026"])
told = st.lists(
    st.tuples(st.sampled_from(imported.LABELS), st.lists(words, max_size=5)), max_size=6
)


@given(words, words, told)
def test_every_span_is_its_words(name, description, listed):
    """Whatever is told, each field slices back to its text, and one incident is found."""
    text = imported.lay(name, description, listed)
    coding = CODER.code(Article(text=text, title=name, reader="stix@1"))
    assert [one.type for one in coding.findings].count("incident") == 1
    for finding in coding.findings:
        assert all(text[slice(*span)] for span in finding.anchor)
        for entries in finding.fields.values():
            for entry in entries:
                assert entry.span is None or text[slice(*entry.span)] == entry.text
    for place in coding.places:
        assert text[slice(*place.span)] == place.text


@given(words, words, told)
def test_what_is_laid_out_is_found_again(name, description, listed):
    """Every label with its parts, in order, and nothing that a name or a description says."""
    text = imported.lay(name, description, listed)
    found = [
        (line.label, [text[slice(*span)] for span in line.parts]) for line in imported.lines(text)
    ]
    expected = [
        (label, parts)
        for label, raw in listed
        if (parts := list(dict.fromkeys(filter(None, map(imported.plain, raw)))))
    ]
    assert found == expected


@pytest.mark.parametrize("reader", ["stix@1", "csv@7"])
def test_both_readers_are_known(reader):
    """By their names without a version; prose is another's."""
    assert imported.laid_out(reader)
    assert not imported.laid_out("html@3")
    assert imported.prose(reader, "T", "T\n\nx") == ""
    assert imported.prose("html@3", "T", "T\n\nx") == "x"
