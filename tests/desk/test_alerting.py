"""What a desk tells of its own accord: once, fresh, sure enough, and taken back where it falls."""

from datetime import time, timedelta

import pytest
from sqlalchemy import event
from tests.desk.alerted import TEXT, Alerted, coding, moment, rule, source

from vedette.alerts import Quiet
from vedette.desk.alerting import Alerting
from vedette.desk.deciding import Deciding
from vedette.desk.grading import Grading
from vedette.ledger import folding, matters, related


@pytest.fixture
def desk(tmp_path):
    """A desk with one rule over all that happens."""
    made = Alerted(tmp_path, rule())
    yield made
    made.store.close()


def test_a_new_incident_is_told_once_with_what_it_rests_on(desk):
    """Its words, its source, its grade, how many voices; a second fold tells nothing more."""
    written, _ = desk.report("a")
    (sent,) = desk.fold()
    (alert,) = sent.envelope.alerts
    assert (alert.cause, alert.rule, alert.after) == ("new", "cables", "")
    assert alert.thread == alert.key
    assert alert.headline == "Undersea infrastructure, Hanko, Finland: reported"
    assert (alert.voices, alert.grade[0], alert.known) == (1, "B", desk.now)
    (backing,) = alert.backing
    assert backing.quote in written.text
    assert (backing.source, backing.grade, backing.url) == ("fi/a", "B", "https://a.example/")
    assert desk.fold() == [sent]
    desk.report("b", TEXT + " So says b.", source="fi/b")
    assert desk.fold() == [sent], "another report of the same tells nothing that was not told"


def test_what_is_in_review_never_leaves(desk):
    """Neither an incident nor a stage nor an accusation that no sure report tells."""
    desk.report("a", confidence=0.85)
    assert desk.fold() == []
    desk.report("b", TEXT + " So b.", source="fi/b")
    assert [one.cause for one in desk.fold()[0].envelope.alerts] == ["new"]
    desk.report("c", TEXT + " So c.", source="fi/c", accuser="Helsinki", accused="RU", sure=0.9)
    desk.fold()
    assert desk.causes() == ["new"]


MORE = "A cable was cut at Hanko on Monday, and twelve people died, another paper wrote of its own."


@pytest.mark.parametrize("asked", [{"voices": 2}, {"grade": "C2"}, {"query": "voices:>=2"}])
def test_a_report_in_review_lets_nothing_through(tmp_path, asked):
    """It is no second voice, and makes no grade better; a sure one is and does."""
    desk = Alerted(tmp_path, rule(**asked))
    desk.report("a", confidence=0.99)
    desk.report("b", MORE, source="fi/b", confidence=0.5, killed=12)
    assert desk.fold() == []
    desk.report("c", MORE.replace("twelve", "12"), source="fi/c", confidence=0.99, killed=12)
    assert len(desk.fold()) == 1


def test_a_report_that_a_rule_does_not_take_for_sure_is_no_voice(tmp_path):
    """Its own bound holds beside that of all."""
    desk = Alerted(tmp_path, rule(voices=2), rule("surer", voices=2, confidence=0.97))
    desk.report("a", confidence=0.99)
    desk.report("b", TEXT + " So b.", source="fi/b", confidence=0.95)
    assert [one.envelope.alerts[0].rule for one in desk.fold()] == ["cables"]


def test_the_dead_of_a_report_in_review_wake_nobody(tmp_path):
    """What sure reports tell waits for the end of the quiet hours."""
    desk = Alerted(tmp_path, rule(quiet=Quiet(since=time(22), until=time(6))), now=moment(23))
    desk.report("a", confidence=0.99)
    desk.report("b", MORE, source="fi/b", confidence=0.5, killed=12)
    assert desk.fold() == []
    assert desk.outgoing.next == moment(6, day=3)


def test_an_alert_tells_what_its_sure_reports_tell(desk):
    """Of one that is in review neither the dead, nor the stage, the accusation, or the words."""
    desk.report("a", confidence=0.99)
    told = {"status": "confirmed", "accuser": "Helsinki", "accused": "RU"}
    desk.report(
        "b", MORE.replace("wrote", "said"), source="fi/b", confidence=0.5, killed=12, **told
    )
    (sent,) = desk.fold()
    (alert,) = sent.envelope.alerts
    assert (alert.severity, alert.voices, alert.grade, alert.status) == (
        "minor", 1, "B3", "reported",
    )  # fmt: skip
    assert alert.headline == "Undersea infrastructure, Hanko, Finland: reported"
    assert not [words for words in alert.lines if "killed" in words or "Helsinki" in words]
    assert [one.source for one in alert.backing] == ["fi/a"]


def test_a_stage_that_a_sure_report_bears_out_is_told(desk):
    """Though one in review told it first."""
    desk.report("a")
    desk.wait(hours=1).report("b", MORE, source="fi/b", status="confirmed", confidence=0.5)
    desk.fold()
    assert desk.causes() == ["new"]
    desk.wait(hours=1).report("c", TEXT + " So c.", source="fi/c", status="confirmed")
    desk.fold()
    assert desk.causes() == ["new", "stage"]


def test_stages_and_accusations_go_on_in_one_thread(desk):
    """Each names the one before it; the same accusation again is nothing new, a firmer one is."""
    desk.report("a")
    desk.fold()
    desk.wait(hours=1).report("b", TEXT + " B said so.", source="fi/b", status="confirmed")
    desk.fold()
    told = {"accuser": "Helsinki", "accused": "RU", "status": "confirmed"}
    desk.wait(hours=1).report("c", TEXT + " C said it.", source="fi/c", firmness=3, **told)
    desk.fold()
    desk.wait(hours=1).report("d", TEXT + " D said it too.", firmness=3, **told)
    desk.fold()
    desk.wait(hours=1).report("e", TEXT + " E said it firmly.", firmness=5, **told)
    desk.fold()
    assert desk.causes() == ["new", "stage", "accused", "accused"]
    alerts = [one.envelope.alerts[0] for one in desk.told()]
    assert len({alert.thread for alert in alerts}) == 1
    assert [alert.after for alert in alerts[1:]] == [alert.key for alert in alerts[:-1]]
    assert alerts[1].before == "reported"
    assert "Helsinki suspects Russia." in alerts[2].lines
    afters = [one.envelope.after for one in desk.told()]
    assert afters[3] == tuple(one.envelope.key for one in desk.told()[:3])


def test_old_news_are_not_told(desk, tmp_path):
    """Neither what appeared long ago, though it comes now, nor what was known before the rule."""
    desk.report("a", published=desk.now - timedelta(days=2))
    assert desk.fold() == []
    desk.wait(hours=30).report("b", TEXT + " B.", source="fi/b", status="confirmed")
    assert [one.cause for one in desk.fold()[0].envelope.alerts] == ["stage"]
    late = Alerted(tmp_path, rule("late"), now=desk.now + timedelta(hours=1))
    late.report("c", TEXT + " C.", source="fi/c")
    late.fold()
    late.store.close()
    assert [one.envelope.alerts[0].rule for one in late.told()] == ["cables"]


def test_a_rebuild_tells_nothing_again(desk):
    """Views that are dropped and folded anew are the same; the outbox is no view."""
    desk.report("a")
    first = desk.fold()
    folding.rebuild(desk.store)
    assert desk.fold() == first
    assert folding.check(desk.store).holds


def test_an_edit_that_waits_for_its_coder_takes_nothing_back(desk):
    """Between the two there is no incident; after them the same one, though its words moved."""
    written, _ = desk.report("a")
    desk.fold()
    edited, number = desk.wait(minutes=5).report("a", f"Corrected. {TEXT}", code=False)
    desk.fold()
    assert desk.causes() == ["new"]
    desk.code(edited, number)
    desk.fold()
    assert desk.causes() == ["new"]
    gone, number = desk.wait(minutes=5).report("a", "Nothing happened off Hanko.", code=False)
    desk.fold()
    assert desk.causes() == ["new"]
    desk.code(gone, number, incident=False)
    desk.fold()
    assert desk.causes() == ["new", "withdrawn"]
    taken = desk.told()[-1].envelope
    assert taken.alerts[0].headline.startswith("Withdrawn: Undersea infrastructure, Hanko")
    assert taken.after == (desk.told()[0].envelope.key,)
    assert desk.fold()[-1].envelope == taken
    del written


def test_what_an_analyst_dismisses_is_taken_back_and_may_come_again(desk):
    """A command folds in a process of its own; whoever looks next sees it all the same."""
    desk.report("a")
    desk.fold()
    name = desk.told()[0].envelope.alerts[0].name
    analyst = Deciding(store=desk.store, author="A", reason="a drill", at=desk.now)
    number = analyst.dismiss(name)
    desk.fold()
    assert desk.causes() == ["new", "withdrawn"]
    analyst.withdraw(number)
    desk.fold()
    assert desk.causes() == ["new", "withdrawn", "new"]
    assert len({one.envelope.alerts[0].thread for one in desk.told()}) == 1


def test_what_sources_refute_is_taken_back_from_whoever_got_it(tmp_path):
    """Whatever the rule asks for by now, and though the rule is gone."""
    desk = Alerted(tmp_path, rule(statuses=("reported",), fresh=1.0))
    desk.report("a")
    desk.fold()
    desk.outgoing.alerting.rules.clear()
    desk.wait(hours=5).report("b", TEXT + " B.", source="fi/b", status="accident")
    desk.fold()
    assert desk.causes() == ["new", "withdrawn"]
    assert "Sources now say that it was an accident" in desk.told()[1].envelope.alerts[0].lines[0]
    desk.store.close()


def test_a_kind_that_was_wrong_is_corrected(desk):
    """An analyst says that it was of another kind: whoever got the claim hears of it."""
    desk.report("a")
    desk.fold()
    name = desk.told()[0].envelope.alerts[0].name
    Deciding(store=desk.store, author="A", reason="seen", at=desk.now).kind(name, "sabotage")
    desk.fold()
    assert desk.causes() == ["new", "corrected"]
    alert = desk.told()[1].envelope.alerts[0]
    assert alert.headline.startswith("Corrected: Sabotage, Hanko")
    assert alert.lines[0] == "It was told as undersea infrastructure, Finland."


def test_two_that_are_one_by_now_are_told_so(desk):
    """The earlier thread goes on, the later is taken back and leads to what it is one with."""
    other = "In a shop of Turku a cable was cut at night. A thief was seen, the staff said."
    desk.report("a")
    desk.fold()
    desk.wait(minutes=1).report("b", other, source="fi/b", kind="vandalism", place="Turku")
    desk.fold()
    first, second = (one.envelope.alerts[0] for one in desk.told())
    Deciding(store=desk.store, author="A", reason="seen", at=desk.now).merge(
        first.name, second.name
    )
    desk.fold()
    taken = [a for one in desk.told() for a in one.envelope.alerts if a.cause == "withdrawn"]
    assert [alert.thread for alert in taken] == [second.thread]
    assert taken[0].lines[0].startswith("It is one with another that was told")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"kinds": ("undersea_infrastructure",)}, True),
        ({"kinds": ("arson",)}, False),
        ({"places": ("FI", "EE")}, True),
        ({"places": ("EE",)}, False),
        ({"accused": ("RU",)}, True),
        ({"accused": ("BY",)}, False),
        ({"statuses": ("confirmed",)}, False),
        ({"grade": "A3"}, False),
        ({"grade": "C6"}, True),
        ({"voices": 2}, False),
        ({"confidence": 0.96}, False),
        ({"on": "alarm"}, False),
        ({"causes": ("stage", "accused")}, True),
        ({"causes": ("stage",)}, False),
    ],
)
def test_a_rule_lets_through_what_it_asks_for(tmp_path, asked, told):
    """Every filter that is not empty must hold."""
    desk = Alerted(tmp_path, rule(**asked))
    desk.report("a", accuser="Helsinki", accused="RU")
    assert bool(desk.fold()) == told
    desk.store.close()


def test_a_stage_that_the_codings_change_is_not_news_of_today(desk):
    """A coder that reads an old report anew may change a stage; who was told of it then is not."""
    written, number = desk.report("a")
    desk.fold()
    desk.wait(days=3)
    with desk.appender.batch() as batch:
        batch.coding(number, coding(written, status="confirmed", coder="canned@2"))
    desk.fold()
    assert desk.causes() == ["new"]


def test_two_that_were_one_for_a_while_are_told_as_two(desk):
    """The thread goes on with the one; the other, whose name began it, begins anew."""
    desk.report("a")
    desk.fold()
    analyst = Deciding(store=desk.store, author="A", reason="seen", at=desk.now)
    first = desk.told()[0].envelope.alerts[0].name
    other = "In a shop of Turku a cable was cut at night. A thief was seen, the staff said."
    desk.report("b", other, source="fi/b", place="Turku")
    desk.report("c", f"{other} The owner of the shop said so.", source="fi/c", place="Turku")
    folding.catch_up(desk.store)
    with desk.store.reading() as connection:
        second = next(one.id for one in related.incidents(connection) if one.id != first)
    merged = analyst.merge(first, second)
    desk.report("d", TEXT + " D.", source="fi/a", status="confirmed")
    desk.wait(minutes=1).fold()
    analyst.withdraw(merged)
    desk.wait(minutes=1).fold()
    alerts = [alert for one in desk.told() for alert in one.envelope.alerts]
    open_ = {alert.thread: alert for alert in alerts}
    assert sorted(alert.cause != "withdrawn" for alert in open_.values()) == [True, True]
    assert len({alert.name for alert in open_.values()}) == 2


def test_who_printed_the_reports_of_graded_incidents_is_read_once(desk):
    """For their grades and for what is told of them; the grades are those of incidents alone."""
    desk.report("a")
    desk.report("b", TEXT + " So says b.", source="fi/b")
    desk.fold()
    alerting = Alerting([rule()], sources=[source(name) for name in ("fi/a", "fi/b")])
    asked = []
    with desk.store.reading() as connection:
        alerting.refresh(connection)
        names = [one.id for one in related.incidents(connection)]
        event.listen(connection, "before_cursor_execute", lambda *run: asked.append(run[2]))
        matters.known(connection, names, alerting.thresholds)
        before = sum("view_copies.origin" in one for one in asked)
        asked.clear()
        (known,) = alerting.graded(connection, names)
        assert sum("view_copies.origin" in one for one in asked) == before + 1
        alone = Grading(alerting.sources).grade(connection, known.incident, ())
    assert known.line.grade == alone.mark
