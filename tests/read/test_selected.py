"""A site's own rules: what its source file selects is the article, and nothing else is."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from vedette.desk.stages import read_capture
from vedette.ledger.work import Waiting
from vedette.read import read
from vedette.read.selected import unmet
from vedette.records import Capture

PAGE = """<!doctype html><html lang="en"><head><title>Portal of the harbour</title></head><body>
<h1>Portal of the harbour</h1>
<div class="teaser"><p>Weather: a long paragraph of the portal says that the wind will turn to the
north on Tuesday and that ferries may be late, as they were all of the last week.</p>
<p>Another long paragraph of the portal tells how to buy tickets, where the office is, and when it
is open to the public, in more words than the notice itself has.</p></div>
<div class="n-head">Cable cut off Hanko</div><div class="n-date">2 March 2026</div>
<div class="n-text"><p>A cable was cut off Hanko on Monday, the harbour office said.</p>
<p class="share">Share this notice with your friends and with your neighbours.</p>
<p>Nobody saw it.</p></div></body></html>"""
RULES = {
    "x-read-body": "div.n-text",
    "x-read-without": ".share",
    "x-read-title": ".n-head",
    "x-read-date": ".n-date",
}


def page(**rules):
    """The page of an invented harbour, captured under rules."""
    return Capture(
        source="fi/harbour",
        channel="https://harbour.example/",
        key="https://harbour.example/n/1",
        url="https://harbour.example/n/1",
        known=datetime(2026, 3, 2, 12, tzinfo=UTC),
        body=PAGE.encode(),
        media_type="text/html",
        headers={"content-type": "text/html; charset=utf-8", **rules},
    )


def test_what_is_selected_is_the_article():
    """Text, title and date, without what is none of it; without rules the portal is read."""
    told = read(page(**RULES))
    assert told.text == (
        "Cable cut off Hanko\n\nA cable was cut off Hanko on Monday, the harbour office said."
        "\n\nNobody saw it."
    )
    assert (told.title, told.published) == ("Cable cut off Hanko", date(2026, 3, 2))
    assert "Weather" in read(page()).text


@pytest.mark.parametrize("name", ["body", "title", "date"])
def test_a_rule_that_finds_nothing_is_told_and_costs_no_article(name):
    """The page is read like any other where the rule is silent, and the issue names the rule."""
    given = page(**(RULES | {f"x-read-{name}": ".gone"}))
    assert unmet(given) == (name,)
    done = read_capture(Waiting(seq=1, capture=given))
    assert done.article is not None
    assert done.issue is not None
    assert f"rule for {name} finds nothing" in done.issue.what
    assert done.issue.input == given.url


def test_rules_that_hold_say_nothing():
    """No issue, neither with rules nor without."""
    assert unmet(page(**RULES)) == unmet(page()) == ()
    assert read_capture(Waiting(seq=1, capture=page(**RULES))).issue is None


def test_what_is_selected_twice_is_there_once():
    """An element within a selected one gives its words no second time."""
    rules = RULES | {"x-read-body": "div.n-text, div.n-text p"}
    assert read(page(**rules)).text == read(page(**RULES)).text


def test_other_kinds_of_captures_have_no_rules():
    """A text file under a channel with rules is read as it is."""
    words = replace(page(**RULES), body=b"A cable was cut off Hanko.", media_type="text/plain")
    assert read(words).text == "A cable was cut off Hanko."
    assert read_capture(Waiting(seq=1, capture=words)).issue is None
