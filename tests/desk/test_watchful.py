"""Watches: rules that are made at the desk, tried on the past, and kept in the log."""

from dataclasses import replace

import pytest
from tests.desk.alerted import FILE, NOON, TEXT, Alerted, source

from vedette.alerts import Watch
from vedette.desk import Desk, IncidentAsk
from vedette.errors import ConfigurationError, LedgerError
from vedette.ledger import folding
from vedette.ledger.watches import change_of
from vedette.query import parse
from vedette.records import Decision

SEA = Watch(name="sea", query="kind:undersea_infrastructure actor:RU", channels=("desk",))
STORY = {"accuser": "Helsinki", "accused": "RU"}


@pytest.fixture
def line(tmp_path):
    """A desk that alerts, without a rule in its settings."""
    made = Alerted(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def desk(line):
    """The same, as pages ask it."""
    opened = Desk(
        line.store.url,
        sources=[source(name) for name in ("fi/a", "fi/b", "fi/c")],
        channels=[FILE.name],
        now=lambda: line.now,
    )
    yield opened
    opened.close()


def keep(desk, watch, **more):
    """Keep a watch as an analyst does."""
    return desk.keep_watch(replace(watch, **more), author="ann", reason="to see")


def test_a_watch_that_is_on_tells_what_answers_its_line(line, desk):
    """From then on, and no longer than until it is switched off."""
    line.report("old", **STORY)
    assert line.fold() == []
    keep(desk, SEA, switched=True)
    line.wait(minutes=1).report("a", TEXT.replace("Hanko", "Kotka"), place="Kotka")
    assert line.fold() == [], "nobody is accused of it"
    line.wait(minutes=1).report("b", TEXT.replace("Hanko", "Turku"), place="Turku", **STORY)
    (sent,) = line.fold()
    (alert,) = sent.envelope.alerts
    assert (alert.rule, alert.cause) == ("sea", "new")
    keep(desk, SEA, switched=False)
    line.wait(minutes=1).report("c", TEXT.replace("Hanko", "Vaasa"), place="Vaasa", **STORY)
    assert line.fold() == [sent]


def test_a_watch_that_cannot_be_read_any_longer_holds_no_other_up(line, desk):
    """An earlier vedette took its line; the desk says what is wrong with it, once."""
    old = Watch(name="old", query="country:ZZ", channels=("desk",), switched=True)
    told = {"author": "ann", "reason": "to see", "at": line.now}
    with line.appender.batch() as batch:
        batch.decision(Decision(verb="watch", change=change_of(old), **told))
    keep(desk, SEA, switched=True)
    for key in "ab":
        line.wait(minutes=1).report(key, **STORY)
        line.fold()
    assert line.causes() == ["new"]
    (issue,) = line.issues()
    assert issue.what.startswith("the watch old is not looked for")


def test_an_accusation_in_review_lets_nothing_through(line, desk):
    """The line is asked of what may leave, not of all that was coded."""
    keep(desk, SEA, switched=True)
    line.wait(minutes=1).report("a", sure=0.9, **STORY)
    assert line.fold() == []


def test_a_watch_is_kept_as_decisions(desk, line):
    """The newest under a name holds; nothing is lost, and one that is withdrawn counts for none."""
    first = keep(desk, SEA)
    keep(desk, SEA, query="actor:RU", switched=True, causes=("new", "stage"))
    (one,) = desk.watches()
    assert (one.query, one.switched, one.causes) == ("actor:RU", True, ("new", "stage"))
    assert (one.author, one.since, one.number) == ("ann", NOON, first + 1)
    assert [each.ruling.decision.verb for each in desk.decisions()] == ["watch", "watch"]
    folding.catch_up(line.store)
    assert folding.check(line.store).holds


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": "a b"}, "cannot be its name"),
        ({"channels": ("fax",)}, "no channel fax"),
        ({"channels": (), "switched": True}, "it has no channel"),
        ({"on": "alarm"}, "alarms are not counted by that"),
    ],
)
def test_what_cannot_be_a_watch_is_refused(desk, changes, told):
    """With what to do about it, and nothing is kept."""
    with pytest.raises(ConfigurationError, match=told):
        keep(desk, SEA, **changes)
    with pytest.raises(LedgerError, match="without author"):
        desk.keep_watch(SEA, author=" ", reason="r")
    assert desk.watches() == []


def test_a_preview_says_what_it_would_have_told(line, desk):
    """The first alert on an incident, and one more for whatever came later, as it was news then."""
    line.report("a", **STORY)
    line.fold()
    line.wait(hours=1).report("b", TEXT + " B said so.", source="fi/b", status="confirmed")
    line.fold()
    line.wait(days=2).report("c", TEXT.replace("Hanko", "Kotka"), place="Kotka")
    line.fold()
    told = desk.preview(SEA)
    assert [alert.cause for alert in told.alerts] == ["stage", "new"]
    assert (told.total, told.incidents, told.most) == (2, 1, 2)
    assert desk.preview(replace(SEA, causes=("new",))).total == 1
    assert desk.preview(replace(SEA, query="kind:arson")).total == 0
    assert desk.preview(replace(SEA, query="kind:undersea_infrastructure -actor:RU")).total == 1
    assert desk.preview(SEA, days=1).total == 0


def test_a_preview_and_the_line_agree(tmp_path):
    """What a watch told while it was on is what its preview counts afterwards."""
    line = Alerted(tmp_path)
    desk = Desk(line.store.url, sources=[source("fi/a")], channels=["desk"], now=lambda: line.now)
    watch = replace(SEA, query="cable")
    keep(desk, watch, switched=True)
    for n, day in enumerate(("Monday", "Tuesday", "Friday")):
        line.wait(days=20).report(f"r{n}", TEXT.replace("Monday", day))
        line.fold()
    sent = [alert for one in line.told() for alert in one.envelope.alerts]
    assert desk.preview(watch).total == len(sent)
    desk.close()
    line.store.close()


def test_alarms_are_watched_by_kind_and_place_alone(desk):
    """Their series know nothing else."""
    watch = Watch(name="n", query="kind:arson place:PL", channels=("desk",), on="alarm")
    assert desk.preview(watch).total == 0
    keep(desk, watch, switched=True)
    assert desk.watches()[0].on == "alarm"


# ── what no column tells ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("grade:>=B3", 1), ("grade:>=A1", 0), ("grade:B", 1), ("grade:<=B3", 1), ("grade:A,B3", 1),
        ("-grade:B3", 0), ("voices:1", 1), ("voices:>=2", 0), ("bbox:20,59,24,61", 1),
        ("bbox:24,59,28,61", 0), ("-bbox:24,59,28,61", 1), ("bbox:179,59,24,61", 1),
        ("area:20,59;24,59;24,61;20,61", 1), ("area:0,0;1,0;1,1", 0),
        ("kind:arson area:20,59;24,59;24,61;20,61", 0),
    ],
)  # fmt: skip
def test_grades_voices_and_areas_narrow_lists(line, desk, asked, found):
    """They come from what is worked out of all incidents, on every list alike."""
    line.report("a")
    line.fold()
    (one,) = desk.incidents().lines
    assert (one.grade, one.voices) == ("B3", ("fi/a",))
    query = parse(asked)
    assert len(desk.incidents(IncidentAsk(query=query)).lines) == found
    assert desk.count_incidents(IncidentAsk(query=query)).total == found
    assert len(desk.search(query).lines) == found
