"""What may be public of a desk: names withheld, quotations short, nothing that is for the desk."""

import msgspec
import pytest
from tests.web.affair import NEAR, RAIL
from tests.web.public.opened import DISMISSED, ELSEWHERE, JOINED, REREAD, OpenDesk
from tests.write.dossiers import CULPRIT

from vedette.desk import IncidentAsk
from vedette.desk.abridging import public_brief, public_lookout
from vedette.desk.briefing import BriefAsk
from vedette.desk.publishing import Edition
from vedette.web.briefing import ask_of


@pytest.fixture
def desk():
    """A desk with a culprit."""
    return OpenDesk()


@pytest.fixture
def told(desk):
    """What is public of it."""
    return Edition(desk, IncidentAsk()).told


def words(told):
    """All that is told, as one text."""
    return msgspec.json.encode(told).decode()


def test_no_accused_person_is_named(told):
    """Neither the whole name nor a part of it, in headlines, quotations, accusations or stories."""
    assert set(told.incidents) == {RAIL, NEAR}
    assert told.stories
    for name in CULPRIT.split():
        assert name not in words(told)
    assert "somebody whose name is withheld" in words(told)
    assert "[name withheld]" in words(told)


def test_quotations_are_short_and_nothing_else_is_quoted(told, desk):
    """At most 240 characters of a sentence, and no paragraph of any report."""
    quoted = [q for one in told.incidents.values() for r in one.reports for q in r.quotations]
    assert quoted
    assert max(map(len, quoted)) <= 241
    for report in desk.reports:
        paragraphs = [one for one in report.article.text.split("\n\n") if len(one) > 241]
        assert not any(one in words(told) for one in paragraphs)


def test_what_the_user_watches_over_is_nobody_elses(told):
    """No asset stands in what is public, nor how far one is."""
    assert "Line 7" not in words(told)
    assert all(one.line.near is None for one in told.incidents.values())


def test_weak_readings_are_marked(told):
    """In review is what every coder was unsure of, and a report without a coder says how likely."""
    one = told.incidents[RAIL]
    assert one.weak
    assert [report.likely for report in one.reports] == [80, None]
    assert [report.weak for report in one.reports] == [False, True]


def test_an_accusation_in_review_is_marked():
    """It is told, and is told to be unsure."""
    unsure = type("Unsure", (OpenDesk,), {"waits": lambda _, found: found.type == "attribution"})
    said = Edition(unsure(), IncidentAsk()).told.incidents[RAIL].said
    assert {one.weak for one in said if one.type == "attribution"} == {True}
    assert {one.weak for one in said if one.type == "denial"} == {False}


def test_copies_stand_under_what_they_repeat(told):
    """Three reports of which one is a copy are two, and the copy says nothing anew."""
    one = told.incidents[RAIL]
    assert [len(report.copies) for report in one.reports] == [0, 1]


def test_both_sides_stand_beside_each_other(told):
    """A state is named, somebody else is not."""
    (apart,) = told.incidents[RAIL].apart
    assert [side.value for side in apart.sides] == ["RU", "somebody whose name is withheld"]
    assert [side.voices for side in apart.sides] == [
        ("Kurier Nadwiślański",),
        ("Pakrantės žinios",),
    ]


def test_ids_lead_on_only_to_what_is_public(told):
    """What is told under an id that is not public is not told of at all."""
    gone = {one.id: one for one in told.retold}
    assert gone[JOINED].into == (RAIL,)
    assert gone[REREAD].into == (RAIL,)
    assert ELSEWHERE not in gone


@pytest.mark.parametrize("reasons", [False, True])
def test_reasons_are_told_where_the_desk_prints_them_and_authors_never(desk, reasons):
    """The reason of a decision leaves the desk only by choice."""
    made = next(one.ruling.decision for one in desk.decisions() if one.ruling.number == 14)
    told = Edition(desk, IncidentAsk(), reasons=reasons).told
    gone = {one.id: one for one in told.retold}
    assert gone[DISMISSED].reason == (made.reason if reasons else "")
    assert made.author not in words(told)


def test_a_brief_for_everybody_has_no_names_and_nothing_that_falls_due(desk, told):
    """Its incidents are those that are public, in their public words."""
    asked = ask_of(None, None, today=desk.today())
    whole = desk.brief(BriefAsk(since=asked.since, until=asked.until))
    given = public_brief(whole, told.incidents)
    assert given.fresh
    assert (given.due, given.unanswered) == ((), ())
    assert {one.line.id for one in given.fresh} <= told.incidents.keys()
    assert not public_brief(whole, {}).fresh


def test_who_judged_an_alarm_stays_on_the_desk(desk, told):
    """The verdict is told, by whom and why is not; incidents that are not public are left out."""
    (alarm,) = public_lookout(desk.lookout(), told.incidents).alarms
    assert alarm.judged.verdict == "dismissed"
    assert (alarm.judged.author, alarm.judged.reason) == ("", "")
    assert alarm.incidents == (RAIL,)
