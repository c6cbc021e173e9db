"""Coverage on the web: a sentence, a mark a day that needs no colour, and the same as JSON."""

from dataclasses import replace

from tests.web.invented import NOON
from tests.web.watched import watched

from vedette.coverage import CoverageAsk
from vedette.web import seen


def test_the_page_says_what_was_not_seen(client):
    """The blind with their start, the unpolled, and languages without a coder."""
    page = client.get("/coverage").text
    assert (
        "Since 16 November 3 of 5 sources were seen; blind: Pakrantės žinios (since 20 November, "
        "05:00); not polled yet: Hafenbote; no coder for Lithuanian." in page
    )
    assert page.index("Pakrantės žinios</bdi>") < page.index("Kurier Nadwiślański</bdi>")


def test_every_mark_is_told_in_words(client):
    """Each day has its date and what it was; a whole line is told to who does not see it."""
    page = client.get("/coverage").text
    for told in seen.MARKS.values():
        assert f': {told}"' in page
    assert 'title="Tue 18 Nov: seen in part"' in page
    assert "1 day seen in full, 1 day seen in part, 1 day not seen" in page


def test_stretches_are_listed_for_one_source(client):
    """Since when, until when, how many polls failed and why."""
    assert "<h2>Not seen</h2>" not in client.get("/coverage").text
    page = client.get("/coverage?source=lt/pakrante").text
    assert "<h2>Not seen</h2>" in page
    assert "<b>now</b>" in page


def test_the_answer_is_the_same_as_json(client):
    """By what is asked for; a wrong word is told."""
    told = client.get("/api/coverage?by=day&since=2025-11-16").json()
    assert told["by"] == "day"
    assert told["lines"][0]["name"] == "2025-11-16"
    assert told["lines"][0]["marks"] == ["unknown", "full", "part", "silent", "blind"]
    assert "by" in client.get("/api/coverage?by=week").json()["why"]
    assert client.get("/api/coverage?country=Estonia").status_code == 400


def test_how_deep_each_language_is_read_is_told(client):
    """Beside the language; of one that nobody codes too; nothing where the coder does not tell."""
    assert "English</a><small>all types of findings</small>" in client.get("/coverage").text
    assert client.get("/api/coverage").json()["depths"]["fi"] == "incident"
    told = watched(CoverageAsk(), "")
    assert [seen.depth(told, one) for one in ("fi", "lt", "da")] == [
        "incidents alone",
        "not coded",
        "",
    ]


def test_the_sentence_is_true_of_what_is_not_there():
    """No source, none polled, a time that is over, more names than a sentence bears."""
    told = watched(CoverageAsk(), "")
    assert seen.sentence(told, ended=True).startswith("From 16 November to 20 November 3 of 5")
    assert seen.sentence(replace(told, listed=0)) == "No such source is listed."
    bare = replace(told, listed=1, unpolled=("a",))
    assert seen.sentence(bare) == "None of 1 source has been polled yet."
    many = replace(told, blind=told.blind * 6)
    assert " and 2 more;" in seen.sentence(many)
    assert many.until == NOON.date()
