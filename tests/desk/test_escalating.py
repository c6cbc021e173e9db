"""Urgent alerts go down the line of duty, once each, until somebody has taken them on."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from tests.desk.alerted import FILE, NOON, Alerted, rule

from vedette.alerts import DutyLine, Quiet, Watch
from vedette.desk.deciding import Deciding
from vedette.desk.settings import settle
from vedette.errors import ConfigurationError
from vedette.ledger import folding
from vedette.ledger.watches import change_of
from vedette.records import Decision

NAMES = ("desk", "second", "third")
CHANNELS = tuple(replace(FILE, name=name, recipients=(f"{name}.jsonl",)) for name in NAMES)
LINE = DutyLine(channels=("second", "third"), pause=timedelta(minutes=15))


def desk_of(folder, *rules, **more):
    """A desk with three channels, two of them in the line of duty."""
    rules = rules or (rule(urgent=True),)
    return Alerted(folder, *rules, **{"channels": CHANNELS, "line": LINE, **more})


def ways(desk):
    """The channels over which anything went, in order."""
    return [one.envelope.channel for one in desk.told()]


def incident(desk):
    """The incident that the first alert is on."""
    return desk.told()[0].envelope.alerts[0].name


def analyst(desk):
    """Somebody on duty."""
    return Deciding(store=desk.store, author="A. Analyst", reason="mine", at=desk.now)


def test_what_nobody_takes_on_goes_to_the_next_and_the_one_after(tmp_path):
    """Each a pause after the one before, each once; then the line is at its end."""
    desk = desk_of(tmp_path)
    desk.report("a")
    desk.fold()
    assert ways(desk) == ["desk"]
    assert desk.outgoing.next == NOON + LINE.pause
    desk.wait(minutes=14).look()
    assert ways(desk) == ["desk"]
    desk.wait(minutes=1).look()
    assert ways(desk) == ["desk", "second"]
    assert desk.outgoing.next == NOON + 2 * LINE.pause
    desk.wait(minutes=15).look()
    desk.wait(hours=5).look()
    assert ways(desk) == ["desk", "second", "third"]
    assert desk.outgoing.next is None
    first, *others = [one.envelope.alerts for one in desk.told()]
    assert all(one == first for one in others)


def test_who_takes_the_incident_on_stops_it(tmp_path):
    """At its page, or beside the alert; taking it back starts it again."""
    desk = desk_of(tmp_path)
    desk.report("a")
    desk.fold()
    number = analyst(desk.wait(minutes=5)).acknowledge(incident(desk))
    desk.wait(hours=1).look()
    assert ways(desk) == ["desk"]
    assert desk.outgoing.next is None
    analyst(desk).withdraw(number)
    desk.look()
    assert ways(desk) == ["desk", "second"]
    thread = desk.told()[0].envelope.alerts[0].thread
    analyst(desk).acknowledge_thread(thread)
    desk.wait(hours=1).look()
    assert ways(desk) == ["desk", "second"]


def test_a_later_alert_wants_to_be_taken_on_anew(tmp_path):
    """Who has taken on a fire has not heard of the dead yet."""
    desk = desk_of(tmp_path)
    desk.report("a")
    desk.fold()
    analyst(desk.wait(minutes=5)).acknowledge(incident(desk))
    desk.wait(minutes=5)
    desk.report("b", source="fi/b", status="attributed")
    made = desk.fold()
    assert len(made) == 2
    desk.wait(minutes=15).look()
    assert ways(desk) == ["desk", "desk", "second"]


def test_only_urgent_rules_go_down_the_line(tmp_path):
    """And only where there is a line."""
    for n, (urgent, line) in enumerate([(False, LINE), (True, DutyLine())]):
        folder = tmp_path / str(n)
        folder.mkdir()
        desk = desk_of(folder, rule(urgent=urgent), line=line)
        desk.report("a")
        desk.fold()
        desk.wait(hours=2).look()
        assert ways(desk) == ["desk"]


def test_a_desk_that_was_killed_in_between_tells_nobody_twice(tmp_path):
    """Whether the post was written and no envelope made, or nothing at all was."""
    desk = desk_of(tmp_path)
    desk.report("a")
    desk.fold()
    desk.wait(minutes=20)
    with desk.appender.batch() as batch:  # the post alone: killed before it became an envelope
        (step,) = desk.outgoing._steps(batch, desk.now)  # noqa: SLF001
        batch.post(step.alert, step.channel, desk.now)
    with pytest.raises(ZeroDivisionError), desk.appender.batch() as batch:
        desk.outgoing.pack(batch, desk.now)
        _ = 1 // 0  # killed before the transaction ended: nothing of it is there
    assert ways(desk) == ["desk"]
    desk.look()
    desk.look()
    assert ways(desk) == ["desk", "second"]


def test_what_is_held_back_by_quiet_hours_waits_with_its_line(tmp_path):
    """Nobody could have taken on what he has not got; the line itself has no quiet hours."""
    night = Quiet(since=time(11), until=time(13))
    desk = desk_of(tmp_path, rule(urgent=True, quiet=night, wakes="extreme"))
    desk.report("a")
    desk.fold()
    desk.wait(minutes=45).look()
    assert ways(desk) == []
    desk.wait(minutes=15).look()
    assert ways(desk) == ["desk"]
    late = Quiet(since=time(13, 10), until=time(23))
    desk.outgoing.alerting.declared["cables"] = rule(urgent=True, quiet=late, wakes="extreme")
    desk.wait(minutes=15).look()
    assert ways(desk) == ["desk", "second"]


def test_what_is_taken_back_goes_no_further_and_reaches_whoever_got_it(tmp_path):
    """The correction goes over the channels of the claim, and down no line."""
    desk = desk_of(tmp_path)
    desk.report("a")
    desk.fold()
    desk.wait(minutes=15).look()
    analyst(desk).dismiss(incident(desk))
    desk.fold()
    desk.wait(hours=3).look()
    assert ways(desk) == ["desk", "second", "desk", "second"]


def test_a_watch_has_quiet_hours_and_a_line_of_its_own(tmp_path):
    """By the clock of a zone; what is as grave as its `wakes` goes out all the same."""
    for n, (wakes, sent) in enumerate([("severe", []), ("minor", ["desk"])]):
        folder = tmp_path / str(n)
        folder.mkdir()
        desk = Alerted(folder, channels=CHANNELS, line=LINE)
        watch = Watch(
            name="sea", query="-kind:espionage", channels=("desk",), switched=True, urgent=True,
            quiet="13:30-15:00 Europe/Riga", wakes=wakes,
        )  # fmt: skip
        with desk.appender.batch() as batch:
            batch.decision(
                Decision(verb="watch", change=change_of(watch), author="A", reason="r", at=desk.now)
            )
        desk.report("a")
        desk.fold()
        assert ways(desk) == sent
        desk.wait(minutes=61).look()  # noon is two in the afternoon in Riga
        assert ways(desk)[:1] == ["desk"]
        desk.wait(minutes=15).look()
        assert "second" in ways(desk)
    assert folding.check(desk.store).holds


HOOK = '[channels.duty]\nkind = "webhook"\nto = ["https://hooks.example/duty"]\n'


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (HOOK + '[duty]\nline = ["boss"]\n', 5, "there is no channel boss"),
        (HOOK + '[duty]\nline = ["duty", "duty"]\n', 5, "stands in the line twice"),
        (HOOK + '[duty]\nline = ["duty"]\nminutes = 0\n', 6, "minutes is less than 1"),
        (HOOK + "[duty]\nseconds = 5\n", 5, "there is no setting"),
        (
            HOOK + '[[alerts]]\nname = "a"\nchannels = ["duty"]\nurgent = "yes"\n',
            7,
            "urgent is 'yes'",
        ),
        (
            HOOK + '[[alerts]]\nname = "a"\nchannels = ["duty"]\nurgent = true\ndigest = "day"\n',
            7,
            "waits for a digest",
        ),
    ],
)
def test_a_line_that_cannot_be_is_refused_where_it_stands(tmp_path, text, line, told):
    """With the number of the line in the file."""
    path = tmp_path / "vedette.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as refused:
        settle(path, {})
    assert told in str(refused.value)
    assert refused.value.where == f"{path}:{line}"


def test_a_line_is_read(tmp_path):
    """Channels in order, and minutes."""
    path = tmp_path / "vedette.toml"
    path.write_text(HOOK + '[duty]\nline = ["duty"]\nminutes = 7.5\n', encoding="utf-8")
    settings = settle(path, {})
    assert (settings.duty_line, settings.minutes) == (("duty",), 7.5)
