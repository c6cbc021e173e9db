"""Confidence and review in the ledger's answers, and who accuses an incident's actor."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ledger.making import NOON, article, keep

from vedette.answers import Ask
from vedette.ledger import folding, stream
from vedette.ledger.search import search
from vedette.ledger.tally import Tally
from vedette.query import parse
from vedette.records import Coding, Field, Finding, Span, coding_id
from vedette.review import in_review

TYPES = ("incident", "attribution", "denial", "statement")
HUNDREDTHS = st.integers(0, 100).map(lambda n: n / 100)


def coded(appender, of, *findings):
    """Keep an article with a coding of these findings."""
    number = keep(appender, of, code=False)
    owner = Coding(
        text_hash=of.text_hash, reader=of.reader, coder="c@1", taxonomy="t", findings=findings
    )
    with appender.batch() as batch:
        batch.coding(number, owner)


def finding(of, type_, confidence, n=0, **fields):
    """Make a finding of an article; a field is words, or a value after `=`."""
    told = {
        name: (Field(value=words[1:]) if words[0] == "=" else Field(text=words, span=Span(0, 1)),)
        for name, words in fields.items()
    }
    return Finding(
        id=f"{coding_id(of.text_hash, of.reader, 'c@1', 't')}{type_}{n}",
        type=type_,
        kind="arson" if type_ == "incident" else None,
        anchor=(Span(n, n + 1),),
        fields=told,
        confidence=confidence,
    )


def spread(appender):
    """Keep a day of articles whose findings have every type and confidences of all sizes."""
    for n in range(4):
        of = article(f"k{n}", f"A cable broke, case {n}.", known=NOON + timedelta(days=n))
        coded(
            appender,
            of,
            *(
                finding(of, type_, (25 * n + 21 + step) / 100, step)
                for step, type_ in enumerate(TYPES)
            ),
        )


def test_a_lowest_confidence_is_counted_in(store, appender):
    """What has just that confidence is shown; pages and counts keep to it."""
    spread(appender)
    folding.catch_up(store)
    with store.reading() as connection:
        whole = stream.stream(connection, Ask(limit=100)).lines
        asked = Ask(confidence=0.48, limit=2)
        seen = []
        while True:
            page = stream.stream(connection, asked)
            seen += page.lines
            if page.next is None:
                break
            asked = Ask(confidence=0.48, limit=2, before=page.next)
        counts = Tally().counts(connection, Ask(confidence=0.48))
    expected = [line.seq for line in whole if line.finding.confidence >= 0.48]
    assert [line.seq for line in seen] == expected
    assert 0.48 in {line.finding.confidence for line in seen}
    assert 0 < len(expected) < len(whole)
    assert counts.total == len(expected)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(thresholds=st.dictionaries(st.sampled_from(TYPES), HUNDREDTHS))
def test_the_filter_says_what_the_function_says(store, appender, thresholds):
    """Rows in review, rows that are not, their counts and their marks agree with `in_review`."""
    with store.reading() as connection:
        begun = stream.stream(connection, Ask()).lines
    if not begun:
        spread(appender)
        folding.catch_up(store)
    with store.reading() as connection:
        whole = stream.stream(connection, Ask(limit=100), thresholds).lines
        waiting = stream.stream(connection, Ask(limit=100, review=True), thresholds).lines
        others = stream.stream(connection, Ask(limit=100, review=False), thresholds).lines
        counts = Tally().counts(connection, Ask(), thresholds)
    expected = [line for line in whole if in_review(line.finding, thresholds)]
    assert list(waiting) == expected
    assert list(others) == [line for line in whole if line not in expected]
    assert all(line.review is in_review(line.finding, thresholds) for line in whole)
    assert (counts.review, counts.total) == (len(expected), len(whole))


def test_a_search_keeps_to_the_confidence(store, appender):
    """Articles without a finding that sure are left out, and only such findings are counted."""
    spread(appender)
    keep(appender, article("none", "A cable, and nothing found."), code=False)
    folding.catch_up(store)
    with store.reading() as connection:
        every = search(connection, parse("cable")).lines
        sure = search(connection, parse("cable"), confidence=0.73).lines
        page = search(connection, parse("cable"), confidence=0.3, limit=2)
        rest = search(connection, parse("cable"), confidence=0.3, limit=2, before=page.next)
    assert sorted(hit.findings for hit in every) == [0, 4, 4, 4, 4]
    assert [hit.findings for hit in sure] == [4, 2]
    assert len({hit.article for hit in (*page.lines, *rest.lines)}) == 3


def test_an_incident_comes_with_who_accuses_its_actor(store, appender):
    """The words of an attribution of the same article reach the incident's line, on any page."""
    of = article("a", "A cable broke. Riga accused Moscow.")
    blast = finding(of, "incident", 0.9, 0, actor="Moscow")
    named = {"incident": f"={blast.id}", "accused": "Moscow"}
    charge = finding(of, "attribution", 0.9, 1, accuser="Riga", **named)
    claim = finding(of, "denial", 0.9, 2, denier="Moscow", state="=claimed", **named)
    coded(appender, of, blast, charge, claim)
    folding.catch_up(store)
    with store.reading() as connection:
        (line,) = stream.stream(connection, Ask(types=frozenset({"incident"}))).lines
        (other,) = stream.stream(connection, Ask(types=frozenset({"attribution"}))).lines
    assert (line.accusers, line.claimed) == (("Riga",), True)
    assert (other.accusers, other.claimed) == ((), False)
