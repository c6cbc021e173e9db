"""What analysts say of alarms, on a ledger with one burst."""

from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from tests.desk.test_lookout import Ledger, burst, day

from vedette.cli import main
from vedette.desk.deciding import Deciding
from vedette.desk.decisions import history
from vedette.desk.judging import Judged, Judgement, last
from vedette.errors import LedgerError, NotHeld
from vedette.ledger import folding


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """Four quiet months, and six fires in six towns within two days."""
    made = Ledger(tmp_path_factory.mktemp("judged") / "l.sqlite")
    made.watch(0, 122)
    made.fire("Kajaani", 40)
    burst(made, 120)
    yield made
    made.store.close()


def analyst(ledger, name="A. Analyst"):
    """Somebody who decides."""
    return Deciding(store=ledger.store, author=name, reason="one drill", at=day(121))


def test_a_verdict_stands_beside_its_alarm(ledger):
    """With who gave it and why; it outlives a rebuild, and a withdrawal leaves nothing."""
    (one, *_) = ledger.desk(121).lookout().alarms
    assert (one.judged, ledger.desk(121).lookout().judged) == (None, 0)
    number = analyst(ledger).judge(one.alarm, "dismissed")
    folding.rebuild(ledger.store)
    told = ledger.desk(121).lookout()
    said = next(again.judged for again in told.alarms if again.id == one.id)
    assert (said.verdict, said.author, said.reason) == ("dismissed", "A. Analyst", "one drill")
    assert (told.judged, told.dismissed) == (1, 1)
    analyst(ledger).withdraw(number)
    assert ledger.desk(121).lookout().judged == 0


def test_who_differs_stands_side_by_side(ledger):
    """The later verdict holds; both are in the history, each naming the other."""
    (one, *_) = ledger.desk(121).lookout().alarms
    first = analyst(ledger).judge(one.alarm, "dismissed")
    second = analyst(ledger, "B. Other").judge(one.alarm, "kept")
    told = ledger.desk(121).lookout()
    assert (told.judged, told.dismissed) == (1, 0)
    with ledger.store.reading() as connection:
        listed = {made.ruling.number: made for made in history(connection)}
    assert (listed[first].standing, listed[first].by) == ("overruled", second)
    assert listed[second].differs == (first,)
    for number in (first, second):
        analyst(ledger).withdraw(number)


def test_a_verdict_follows_an_alarm_that_moves_a_little(ledger):
    """Within a week and of the same series it is the same alarm; else another."""
    (one, *_) = ledger.desk(121).lookout().alarms
    alarm = one.alarm
    judged = Judged(number=1, verdict="kept", author="A", reason="b", at=day(121))
    held = Judgement(scope=alarm.scope, series=alarm.series, day=alarm.day, judged=judged)
    assert last(replace(alarm, day=alarm.day + timedelta(days=6)), [held]) == judged
    assert last(replace(alarm, day=alarm.day - timedelta(days=7)), [held]) is None
    assert last(replace(alarm, series=("arson@SE",)), [held]) is None


def test_what_is_no_verdict_is_refused(ledger):
    """A word that says neither, and an alarm that there is not."""
    (one, *_) = ledger.desk(121).lookout().alarms
    with pytest.raises(LedgerError, match="no verdict on the alarm"):
        analyst(ledger).judge(one.alarm, "perhaps")
    with pytest.raises(NotHeld, match="no alarm has an id that begins so"):
        ledger.desk(121).alarm("zzz")
    assert ledger.desk(121).alarm(one.id[:12]).id == one.id


def test_the_command_line_refuses_an_unknown_alarm(ledger):
    """With the verb that lists them."""
    given = ["decide", "alarm", "zzz", "kept", "--because", "x", "--author", "A", "--ledger"]
    done = CliRunner().invoke(main, [*given, ledger.url])
    assert done.exit_code
    assert "vedette alarms" in str(done.exception) + done.output
