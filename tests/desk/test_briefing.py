"""The brief of a desk: what it tells, in which order, from which reports."""

import json
import re
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.ledger.making import article, keep
from tests.web.alarmed import lookout

from vedette.cli import main
from vedette.desk import BriefAsk, CallAsk, Desk, IncidentAsk, running
from vedette.desk.briefing import brief, consequence
from vedette.desk.settings import Settings
from vedette.engines import Local
from vedette.ledger import folding
from vedette.ledger.append import Appender
from vedette.ledger.store import Store
from vedette.web import briefs
from vedette.web.briefing import file
from vedette.web.markdown import escaped, markdown

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """Settings whose ledger is the sample's, coded."""
    folder = tmp_path_factory.mktemp("sample")
    found = replace(Settings(), ledger=f"sqlite:///{folder}/s.sqlite")
    with running.opened(found.ledger_url) as store:
        running.fill_sample(store, Local())
    return found


@pytest.fixture(scope="module")
def desk(settings):
    """The desk over it, with the sample's sources, at its last report."""
    made = running.live_desk(settings, running.sample_sources())
    yield made
    made.close()


@pytest.fixture(scope="module")
def days(desk):
    """The day of the first and of the last report of an incident."""
    lines = desk.incidents().lines
    return min(one.first for one in lines).date(), max(one.last for one in lines).date()


def test_what_is_new_is_what_was_first_reported(desk, days):
    """Every incident is new on one day, and on no other."""
    first, last = days
    found = []
    day = first
    while day <= last:
        found += [one.line.id for one in desk.brief(BriefAsk(since=day, until=day)).fresh]
        day += DAY
    assert sorted(found) == sorted(line.id for line in desk.incidents().lines)


def test_every_sentence_names_its_reports(desk, days):
    """Of new, changed, accused and differing; each report is one that the incident has."""
    first, last = days
    told = desk.brief(BriefAsk(since=first, until=last))
    listed = briefs.parts(told)
    assert told.fresh
    for part in listed[:4]:
        for item in part.items:
            assert item.refs, item
            articles = {
                account.head.article
                for account in desk.incident(item.page.rpartition("/")[2]).accounts
            }
            assert {ref.article for ref in item.refs} <= articles


def test_a_change_lies_in_its_days_and_is_one(desk, days):
    """An older incident, another stage, in these days."""
    first, last = days
    day = first
    while day <= last:
        for one in desk.brief(BriefAsk(since=day, until=day)).changed:
            assert one.line.first.date() < day == one.climb.step.at.date()
            assert one.before != one.climb.step.status
        day += DAY


def test_what_hurt_comes_first(desk, days):
    """Then what several say, and the surer grade."""
    told = desk.brief(BriefAsk(since=days[0], until=days[1]))
    assert list(told.fresh) == sorted(told.fresh, key=consequence)
    killed = [one.line.killed[1] if one.line.killed else 0 for one in told.fresh]
    assert killed == sorted(killed, reverse=True)


def test_kinds_and_places_narrow_it(desk, days):
    """Only what is asked for; the title says so."""
    whole = desk.brief(BriefAsk(since=days[0], until=days[1]))
    line = whole.fresh[0].line
    ask = BriefAsk(
        since=days[0],
        until=days[1],
        kinds=frozenset({line.kind}),
        places=frozenset({line.spot.country}),
    )
    told = desk.brief(ask)
    assert line.id in {one.line.id for one in told.fresh}
    assert {(one.line.kind, one.line.spot.country) for one in told.fresh} == {
        (line.kind, line.spot.country)
    }
    assert briefs.title(told).endswith(briefs.title(told).partition(": ")[2])


class Judging:
    """A desk with the alarms of another watch."""

    def __init__(self, desk, alarms):
        self._desk, self._alarms = desk, alarms

    def __getattr__(self, name):
        return getattr(self._desk, name)

    def lookout(self, day):
        """Give what the desk sees, with other alarms."""
        return replace(self._desk.lookout(day), alarms=self._alarms)


def test_alarms_that_were_dismissed_are_counted_and_not_told(desk):
    """One that was kept, or not judged, is told."""
    (alarm,) = lookout("i", young=False).alarms
    kept = replace(alarm, id="a2", judged=replace(alarm.judged, verdict="kept"))
    open_ = replace(alarm, id="a3", judged=None)
    ask = BriefAsk(since=alarm.alarm.day, until=alarm.alarm.day)
    told = brief(Judging(desk, (alarm, kept, open_)), ask, datetime(2026, 3, 9, 12, tzinfo=UTC))
    assert [one.id for one in told.alarms] == ["a2", "a3"]
    (part,) = (one for one in briefs.parts(told) if one.name == "alarms")
    assert [item.head for item in part.items][2:] == ["1 alarm dismissed by an analyst"]


def test_the_same_moment_gives_the_same_bytes(settings, days):
    """From two desks, in both forms."""
    ask = BriefAsk(since=days[0], until=days[1])
    made = datetime(2026, 3, 9, 12, tzinfo=UTC)
    forms = []
    for _ in range(2):
        one = running.live_desk(settings, running.sample_sources())
        told = replace(one.brief(ask), made=made)
        forms.append((markdown(told), file(told, "html", sample=True)))
        one.close()
    assert forms[0] == forms[1]


class Asked:
    """A desk that notes which incidents were asked for."""

    def __init__(self, desk):
        self.desk, self.names = desk, []

    def __getattr__(self, name):
        return getattr(self.desk, name)

    def sheets(self, names):
        self.names += names
        return self.desk.sheets(names)


def test_what_incidents_tell_is_kept_until_the_views_are_others(settings, days, tmp_path):
    """A second brief is the first one; after another report it is that of a desk just opened."""
    path = tmp_path / "s.sqlite"
    path.write_bytes(Path(settings.ledger_url.removeprefix("sqlite:///")).read_bytes())
    own, now = replace(settings, ledger=f"sqlite:///{path}"), [datetime(2026, 3, 21, tzinfo=UTC)]
    ask = BriefAsk(since=days[0], until=days[1])

    def opened():
        return Desk(own.ledger_url, sources=running.sample_sources(), now=lambda: now[0])

    with closing(opened()) as kept:
        first = kept.brief(ask)
        assert kept.brief(ask) == first
        counted = kept.firsts(IncidentAsk(), *days)
        assert kept.firsts(IncidentAsk(), *days) is counted
        now[0] += timedelta(days=120)  # stages that nobody confirmed are in review by now
        with closing(opened()) as other:
            later = kept.brief(ask)
            assert later.fresh == other.brief(ask).fresh
        assert any(one.line.review for one in later.fresh)
        assert later.fresh != first.fresh
        with closing(Store(own.ledger_url, write=True)) as store:
            appender = Appender(store, now=lambda: now[0])
            known = datetime.combine(days[1], time(12), UTC)
            keep(appender, article("new", known=known, published=known))
            folding.catch_up(store)
        with closing(opened()) as other:
            assert kept.brief(ask) == other.brief(ask)
            assert kept.firsts(IncidentAsk(), *days) == other.firsts(IncidentAsk(), *days)
        assert kept.firsts(IncidentAsk(), *days) != counted
        assert len(kept.brief(ask).fresh) == len(first.fresh) + 1


def test_sheets_are_asked_for_some_at_a_time(desk, days):
    """Each once, and the brief is the desk's own."""
    asked, ask = Asked(desk), BriefAsk(since=days[0], until=days[1])
    own = desk.brief(ask)
    assert brief(asked, ask, own.made) == own
    assert len(asked.names) == len(set(asked.names)) > len(own.fresh) / 2


def test_it_is_read_in_three_minutes(desk, days):
    """However much there is: what is left out is counted."""
    told = desk.brief(BriefAsk(since=days[0], until=days[1]))
    many = replace(told, fresh=told.fresh * 20, changed=told.changed * 20)
    listed = briefs.parts(many)
    assert briefs.minutes(listed) < 4
    assert listed[0].more == len(many.fresh) - briefs.MOST["new"]


def test_what_falls_due_is_told_within_its_bound(desk):
    """A pledge whose day comes within a month, with its report; calls of the days after it."""
    told = desk.brief(BriefAsk(since=date(2026, 6, 20), until=date(2026, 6, 26)))
    part = next(one for one in briefs.parts(told) if one.name == "due")
    pledges = [item for item in part.items if item.page.startswith("/pledges/")]
    assert "Germany, pledge due 1 Jul 2026" in {item.head for item in pledges}
    assert all(item.refs for item in part.items)
    assert not desk.brief(replace(told.ask, kinds=frozenset({"arson"}))).due
    early = desk.brief(BriefAsk(since=date(2026, 5, 20), until=date(2026, 5, 26)))
    assert "1 Jul 2026" not in markdown(early)
    many = replace(told, due=told.due * 20)
    whole = next(one for one in briefs.parts(many) if one.name == "due")
    assert len(whole.items) <= briefs.MOST["due"] + briefs.MOST["calls"]
    assert whole.more == len(many.due) + len(many.unanswered) - len(whole.items)


def test_calls_that_nobody_answered_are_told_in_the_brief_of_their_days(desk):
    """Each with the report that tells of it, and on no other day."""
    calls = desk.calls(CallAsk(standings=frozenset({"unanswered"}), limit=500)).lines
    days = sorted({line.first.date() for line in calls})
    assert days
    found = []
    for day in days:
        found += [one.id for one in desk.brief(BriefAsk(since=day, until=day)).unanswered]
    assert sorted(found) == sorted(line.id for line in calls)


@pytest.mark.parametrize("words", ["[a](http://b)", "*a*", "<b>", "# a", "a | b", "`a`", "a\nb"])
def test_strangers_words_are_no_marks(words):
    """In Markdown they stay what they are."""
    told = escaped(words)
    assert "\n" not in told
    assert not re.search(r"(?<!\\)[*<>`\[\]#|]", told)


def test_a_file_stands_alone(desk, days):
    """No script, no sheet, no picture from elsewhere."""
    told = desk.brief(BriefAsk(since=days[0], until=days[1]))
    page = file(told, "html", sample=False)
    assert not re.search(r"<(?:script|link|img)|src=|url\(", page)
    assert "<svg" in page


def test_the_command_line_writes_it(settings, days, tmp_path):
    """To a file or standard output; what cannot be is a usage error."""
    asked = ["brief", "--ledger", settings.ledger_url]
    run = CliRunner().invoke
    told = run(main, [*asked, "--week", days[1].isoformat()])
    assert told.stdout.startswith("**TLP:CLEAR**\n\n# Brief, ")
    target = tmp_path / "brief.html"
    done = run(main, [*asked, "--day", "--format", "html", "--output", str(target)])
    assert (done.exit_code, done.stdout) == (0, "")
    assert target.read_text("utf-8").startswith("<!doctype html>")
    for wrong in (
        ["--day", "soon"],
        ["--day", "--week"],
        ["--kind", "bomb"],
        ["--place", "Moon"],
        ["--week", "0001-01-01"],
        ["--day", "9999-12-31"],
    ):
        assert run(main, [*asked, *wrong]).exit_code in {1, 2}
    gone = run(main, [*asked, "--output", str(tmp_path / "no" / "b.md")])
    assert "cannot be written" in gone.stderr


def test_a_day_without_anything_says_so(desk):
    """Nothing is left blank."""
    told = markdown(desk.brief(BriefAsk(since=date(2020, 1, 1), until=date(2020, 1, 7))))
    assert "No incident was first reported." in told
    assert "Cannot say whether the week is unusual" in told


def test_a_signed_brief_is_kept_as_it_is(settings, tmp_path):
    """To the byte, over a rebuild, under a name and a reason; an empty one is refused."""
    paper = tmp_path / "brief.md"
    paper.write_bytes("# Brief\r\n\r\nedited by hand – \u202e\n".encode())
    asked = ["--ledger", settings.ledger_url]
    signing = ["decide", "sign", *asked, "--author", "A. Analyst", "--because", "sent at six"]
    run = CliRunner().invoke
    done = run(main, [*signing, str(paper)])
    assert done.exit_code == 0, done.output
    number = re.search(r"decision (\d+): brief.md is signed", done.output)[1]
    assert run(main, ["rebuild", *asked, "--check"]).exit_code == 0
    kept = run(main, ["brief", *asked, "--signed", number])
    assert kept.stdout_bytes == paper.read_bytes()
    assert "A. Analyst" in run(main, ["decide", "list", *asked]).output
    paper.write_text(" \n")
    assert run(main, [*signing, str(paper)]).exit_code == 1
    assert run(main, ["brief", *asked, "--signed", "1"]).exit_code == 1


def test_a_signed_brief_that_tells_of_an_erased_report_is_gone_and_says_so(settings, tmp_path):
    """The command that erases names it; the one that shows it says by whom and why."""
    asked = ["--ledger", settings.ledger_url]
    run = CliRunner().invoke
    article = json.loads(run(main, ["export", *asked]).stdout.splitlines()[0])["article"]["id"]
    paper = tmp_path / "brief.md"
    paper.write_text(f"See /article/{article}\n", encoding="utf-8")
    done = run(main, ["decide", "sign", *asked, "--author", "A", "--because", "sent", str(paper)])
    number = re.search(r"decision (\d+)", done.output)[1]
    erasing = ["erase", article, *asked, "--author", "D. Desk", "--reason", "Art. 17"]
    assert f"the paper signed as {number} told of it" in run(main, erasing).output
    gone = run(main, ["brief", *asked, "--signed", number])
    assert (gone.exit_code, gone.stdout) == (1, "")
    assert "was erased, with a report that it told of" in gone.stderr
    assert "by D. Desk" in gone.stderr
    assert run(main, ["rebuild", *asked, "--check"]).exit_code == 0
