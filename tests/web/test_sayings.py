"""What several reports quote: each in its own words, copies folded, repeats left out."""

from dataclasses import replace

from tests.web.affair import PAID, affair
from tests.web.invented import reports

from vedette.web.sayings import at, heads, named, quoting


def spoken():
    """The invented utterances: one by two reports and a copy, one by a report and its copy."""
    return affair(reports(), "")[1].said


def test_copies_are_folded_and_parts_left_out():
    """Of two findings of one quotation the whole one is shown; a copy stands under its origin."""
    first, other = quoting(spoken()[0])
    assert [quote.saying.words for quote in first.quotes] == [PAID]
    assert [len(report.copies) for report in (first, other)] == [1, 0]
    assert len(heads(spoken()[0])) == 3


def test_the_same_words_twice_are_shown_once():
    """Two findings that quote the same words are one quotation."""
    one = spoken()[0]
    twice = replace(one, quotes=(one.quotes[0], one.quotes[0]))
    assert [len(report.quotes) for report in quoting(twice)] == [1]


def test_another_name_for_who_said_it_is_told():
    """Where it is the same, whatever the capitals, it is not repeated."""
    one = spoken()[0]
    assert [named(quote, one) for quote in one.quotes] == ["", "", "", "a minister"]
    loud = replace(one, utterance=replace(one.utterance, speaker="WRONA"))
    assert named(one.quotes[0], loud) == ""


def test_words_lead_into_the_article():
    """To where they stand; else to the finding."""
    known, *_, unknown = spoken()[0].quotes
    start, end = known.span
    assert at(known) == f"?span={start}-{end}#here"
    assert at(unknown) == f"#f-{'e' * 32}"
