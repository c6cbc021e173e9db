"""What a day brings: alarms and what falls due, told once, and taken back where they fall."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update
from tests.desk.alerted import Alerted, rule
from tests.web.alarmed import TODAY, lookout
from tests.web.invented import NOON, reports
from tests.web.pledged import pledged

from vedette.desk.dues import Dues
from vedette.errors import NotHeld
from vedette.ledger import folding
from vedette.ledger import schema as t
from vedette.records import Interval


class Asked:
    """A desk that says what it is told to say of alarms and pledges."""

    def __init__(self):
        told = lookout("i1", young=False)
        self.raised = replace(told.alarms[0], judged=None)
        self.lookouts = told
        sheet, _ = pledged(tuple(reports()), "")
        due = Interval(TODAY, TODAY + timedelta(days=5))
        self.sheet = replace(sheet, line=replace(sheet.line, due=due))
        self.gone = False

    def under(self, ceiling):
        """This desk: all that it holds is clear."""
        assert ceiling == "clear"
        return self

    def lookout(self):
        """The watch of today."""
        return replace(self.lookouts, alarms=(self.raised,) if self.raised else ())

    def pledges_due(self, _since, _until):
        """All pledges."""
        return () if self.gone else (self.sheet.line,)

    def pledge_reports(self, pledges):
        """Those that tell of them themselves."""
        own = tuple(one.bearing.article for one in self.sheet.reports if not one.bearing.copied)
        return dict.fromkeys(pledges, own)

    def heads(self, _articles):
        """Those of the reports of the only pledge."""
        return {one.bearing.article: one.told.head for one in self.sheet.reports}

    def pledge(self, _name):
        """The only pledge."""
        if self.gone:
            raise NotHeld(what="no such pledge", where="here")
        return self.sheet

    def forecasts_due(self, _since, _until):
        """None."""
        return ()


@pytest.fixture
def desk(tmp_path):
    """A desk with rules on alarms and pledges."""
    rules = rule("alarms", on="alarm", fresh=72.0), rule("pledges", on="pledge", ahead=7)
    made = Alerted(tmp_path, *rules, now=NOON - timedelta(days=30))
    made.now = NOON
    made.asked = Asked()
    made.dues = Dues(made.asked, made.outgoing, made.appender, lambda: made.now)
    yield made
    made.store.close()


def look(desk):
    """Look once, and give what has been told so far."""
    desk.dues.tell(desk.dues.gather())
    return [alert for one in desk.told() for alert in one.envelope.alerts]


def test_an_alarm_is_told_once_though_its_day_moves(desk):
    """A report that comes late moves it by a day; that makes no second one."""
    told = [one for one in look(desk) if one.subject == "alarm"]
    assert [one.headline for one in told] == [
        "Alarm: drone incursion, Lithuania: 4 in 3 days, where 0 to 2 were to be expected"
    ]
    assert told[0].severity == "moderate"
    raised = desk.asked.raised
    moved = replace(raised.alarm, day=raised.alarm.day + timedelta(days=1))
    desk.asked.raised = replace(raised, id="a2", alarm=moved)
    assert len([one for one in look(desk) if one.subject == "alarm"]) == 1


def test_an_alarm_that_is_dismissed_is_taken_back(desk):
    """By an analyst; an alarm that was dismissed before anybody was told is not told."""
    look(desk)
    desk.asked.raised = lookout("i1", young=False).alarms[0]
    told = [one for one in look(desk) if one.subject == "alarm"]
    assert [one.cause for one in told] == ["new", "withdrawn"]
    assert told[1].lines[0] == "An analyst looked at it and found nothing in it."


def test_an_old_alarm_is_not_told(desk):
    """Nor is one of a day before the rule."""
    desk.now = NOON + timedelta(days=9)
    assert [one for one in look(desk) if one.subject == "alarm"] == []


def test_a_pledge_is_told_of_when_it_falls_due_and_again_when_the_day_moves(desk):
    """Once for each day; one that no report tells any more is taken back."""
    told = [one for one in look(desk) if one.subject == "pledge"]
    assert [one.cause for one in told] == ["due"]
    assert told[0].backing[0].quote
    assert look(desk)[-1] in told or len(look(desk)) == 2
    line = desk.asked.sheet.line
    later = replace(line, due=Interval(TODAY, TODAY + timedelta(days=6)))
    desk.asked.sheet = replace(desk.asked.sheet, line=later)
    assert [one.cause for one in look(desk) if one.subject == "pledge"] == ["due", "due"]
    desk.asked.gone = True
    assert [one.cause for one in look(desk) if one.subject == "pledge"][-1] == "withdrawn"


def test_what_is_not_folded_yet_is_not_taken_back(desk):
    """While all is folded afresh no pledge may be there, and none is gone."""
    assert [one.cause for one in look(desk) if one.subject == "pledge"] == ["due"]
    desk.asked.gone = True
    with desk.store.transaction() as connection:
        connection.execute(update(t.snapshots).values(code="of before"))
    desk.report("a")
    assert "withdrawn" not in [one.cause for one in look(desk) if one.subject == "pledge"]
    folding.catch_up(desk.store)
    assert [one.cause for one in look(desk) if one.subject == "pledge"][-1] == "withdrawn"


def test_what_falls_due_later_than_a_rule_looks_is_not_told_yet(desk):
    """It is when its time has come."""
    line = desk.asked.sheet.line
    far = replace(line, due=Interval(TODAY, TODAY + timedelta(days=20)))
    desk.asked.sheet = replace(desk.asked.sheet, line=far)
    assert [one for one in look(desk) if one.subject == "pledge"] == []
    desk.now = NOON + timedelta(days=14)
    assert [one.cause for one in look(desk) if one.subject == "pledge"] == ["due"]
    assert date.fromisoformat(look(desk)[-1].headline[7:17]) == TODAY + timedelta(days=20)
