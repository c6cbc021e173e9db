"""What analysts set straight in the registers: it holds, outlives, is taken back, and rebuilt."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from tests.desk.test_calendaring import kept as dated
from tests.desk.test_pledging import kept
from tests.ledger.foretelling import keep, told, written
from tests.ledger.making import NOON
from tests.pledges.streams import HERE, marked

from vedette.amended import Amendment, Amendments, fault
from vedette.desk import CallAsk, Desk, PledgeAsk, PostureAsk
from vedette.desk.amending import Amending
from vedette.desk.deciding import Deciding
from vedette.desk.foresight import ForecastAsk
from vedette.desk.pledging import Pledging
from vedette.duty import Act
from vedette.errors import LedgerError, NotHeld
from vedette.ledger import folding, schema
from vedette.ledger.append import Appender
from vedette.ledger.store import Store
from vedette.records import Coding, Interval

AT = datetime(2026, 9, 10, 12, tzinfo=UTC)
LATE = datetime(2026, 12, 1, tzinfo=UTC)
OLD = PostureAsk(since=date(2026, 1, 1))


@pytest.fixture
def store(tmp_path):
    """Give an empty ledger."""
    store = Store(f"sqlite:///{tmp_path}/ledger.sqlite", write=True)
    yield store
    store.close()


def desk(store, now=LATE, *, bundled=False):
    """Give a desk over a ledger at a moment."""
    return Desk(store, pledging=Pledging(bundled=bundled), now=lambda: now)


def amend(store, noun, name, *, author="A. Analyst", at=AT, **said):
    """Decide; give the number of the decision."""
    by = Deciding(store=store, author=author, reason="seen", at=at)
    return desk(store).amend(by, Amending(noun=noun, name=name, **said))


def withdraw(store, number):
    """Take a decision back."""
    Deciding(store=store, author="B. Boss", reason="no", at=LATE).withdraw(number)


def lines(store, **more):
    """Give the pledges by what is promised."""
    return {one.act: one for one in desk(store, **more).pledges(PledgeAsk(limit=99)).lines}


def fence(store):
    """Give the only pledge of a ledger."""
    (line,) = desk(store).pledges().lines
    return line


# ── pledges ──────────────────────────────────────────────────────────────────────────────────────


def test_a_standing_is_set_with_who_said_so_until_a_report_moves_it(store):
    """Decided in September: kept from then on, until November's report says that it is broken."""
    kept(store, "05-fence")
    number = amend(store, "pledge", fence(store).id, standing="kept")
    then = desk(store, AT).pledge(fence(store).id)
    assert [turn.turn.standing for turn in then.turns] == ["open", "kept"]
    act = then.turns[-1].turn.decided
    assert (act.number, act.author, act.reason) == (number, "A. Analyst", "seen")
    assert fence(store).standing == "broken"


def test_a_standing_outweighs_what_was_told_before_it(store):
    """What a report said in November is turned by a decision made after it."""
    kept(store, "05-fence")
    amend(store, "pledge", fence(store).id, standing="behind", at=LATE)
    assert fence(store).standing == "behind"


def test_a_day_that_is_set_counts_for_what_falls_due(store):
    """A fence due a year later has not lapsed, and stands in the list of that day."""
    kept(store, "05-fence")
    amend(store, "pledge", fence(store).id, due="2027-06")
    line = fence(store)
    assert line.due == Interval(date(2027, 6, 1), date(2027, 6, 30))
    before = desk(store, datetime(2026, 11, 2, tzinfo=UTC)).pledge(line.id)
    assert before.line.standing == "open"
    assert desk(store).pledges_due(date(2027, 6, 30), date(2027, 6, 30))[0].id == line.id


def test_a_promisor_that_is_set_is_found_by_his_name_and_code(store):
    """The id stays, since it is that of the first report."""
    kept(store, "05-fence")
    name = fence(store).id
    amend(store, "pledge", name, who="Lithuania")
    asked = desk(store)
    assert [one.id for one in asked.pledges(PledgeAsk(by="LT")).lines] == [name]
    assert asked.pledges(PledgeAsk(by="PL")).total == 0


def test_two_that_are_one_are_one_with_all_their_reports(store):
    """The earlier keeps its id; what is told later of either is of the whole."""
    kept(store, "06-three")
    before = lines(store)
    drones = before["50 million euros for drones made in Ukraine"]
    cranes = before["pay 50 million euros for cranes in the ports on the Danube"]
    number = amend(store, "pledge", cranes.id, same=drones.id)
    (whole,) = [one for one in desk(store).pledges().lines if one.id == drones.id]
    assert (whole.reports, whole.standing) == (drones.reports + cranes.reports, "kept")
    with pytest.raises(NotHeld):
        desk(store).pledge(cranes.id)
    withdraw(store, number)
    assert lines(store) == before


def test_what_one_report_tells_of_another_is_taken_out(store):
    """The delay is of other ships: four stay open, and the delayed ones stand by themselves."""
    kept(store, "06-three")
    before = lines(store)
    ships = before["four new patrol ships"]
    late = desk(store).pledge(ships.id).reports[-1].bearing.article
    number = amend(store, "pledge", ships.id, apart=late)
    found = {one.act: (one.standing, one.reports) for one in desk(store).pledges().lines}
    assert found["four new patrol ships"] == ("open", 1)
    assert found["four patrol ships"] == ("behind", 1)
    withdraw(store, number)
    assert lines(store) == before


def test_the_later_of_two_who_differ_holds(store):
    """Apart after one is apart; both stand on the page, each naming the other."""
    kept(store, "06-three")
    before = lines(store)
    drones, cranes = (
        before["50 million euros for drones made in Ukraine"],
        before["pay 50 million euros for cranes in the ports on the Danube"],
    )
    told = desk(store).pledge(cranes.id).reports[0].bearing.article
    one = amend(store, "pledge", cranes.id, same=drones.id)
    two = amend(store, "pledge", drones.id, apart=told, author="B. Boss")
    assert lines(store) == before
    first, second = desk(store).amended("pledge", drones.id)
    assert (first.standing, first.by, second.standing, second.differs) == (
        "overruled", two, "holds", (one,),
    )  # fmt: skip


def test_what_is_no_pledge_is_gone_until_that_is_taken_back(store):
    """All its reports are dismissed by one decision."""
    kept(store, "05-fence")
    line = fence(store)
    number = amend(store, "pledge", line.id, none=True, at=LATE)
    assert desk(store).pledges().total == 0
    withdraw(store, number)
    assert fence(store) == line


def test_a_note_changes_nothing_and_stands_on_the_page(store):
    """Who reads the pledge reads the remark."""
    kept(store, "05-fence")
    line = fence(store)
    amend(store, "pledge", line.id, note=True)
    assert fence(store) == line
    (decided,) = desk(store).amended("pledge", line.id)
    assert (decided.ruling.decision.verb, decided.ruling.decision.reason) == ("note", "seen")


def test_a_pledge_of_an_official_paper_is_judged_and_met_by_its_key(store):
    """No report has to tell of it; whom it binds and when the paper says."""
    kept(store, "05-fence")
    asked = desk(store, bundled=True)
    wales = next(one for one in asked.pledges(PledgeAsk(by="NATO", limit=99)).lines
                 if one.due and one.due.last.year == 2024)  # fmt: skip
    by = Deciding(store=store, author="A. Analyst", reason="seen", at=AT)
    asked.amend(by, Amending(noun="pledge", name=wales.id, standing="kept"))
    assert desk(store, AT, bundled=True).pledge(wales.id).line.standing == "kept"
    asked.amend(by, Amending(noun="pledge", name=fence(store).id, same=wales.id))
    whole = desk(store, bundled=True).pledge(wales.id)
    assert len(whole.reports) == 2
    assert len(desk(store, bundled=True).amended("pledge", wales.id)) == 2
    with pytest.raises(LedgerError, match="no report tells of it"):
        asked.amend(by, Amending(noun="pledge", name=_paper(asked), note=True))


def _paper(asked):
    """Give a pledge of which nothing but a paper tells."""
    return next(one.id for one in asked.pledges(PledgeAsk(limit=99)).lines if not one.reports)


def test_a_decision_outlives_an_upgrade_of_the_coder(store):
    """Another coder finds the pledge by the same words: it stays what an analyst made of it."""
    kept(store, "05-fence")
    amend(store, "pledge", fence(store).id, standing="kept", who="Lithuania")
    with store.reading() as connection:
        a = schema.articles.c
        number = dict(connection.execute(select(a.id, a.seq)).all())
    for article, findings in marked(HERE / "05-fence.toml"):
        read = replace(article, reader="entry@1")
        again = tuple(replace(one, id=one.id[::-1]) for one in findings)
        with Appender(store, now=lambda: NOON).batch() as batch:
            batch.coding(
                number[read.id],
                Coding(
                    text_hash=read.text_hash,
                    reader=read.reader,
                    coder="tagger@2",
                    taxonomy="t1",
                    findings=again,
                ),
            )
    folding.catch_up(store)
    sheet = desk(store, AT).pledge(fence(store).id)
    assert (sheet.line.standing, sheet.line.promisor) == ("kept", "LT")


def test_a_rebuild_gives_the_same_registers(store):
    """Nothing of it lies in a view: a fresh fold of the log answers as before."""
    kept(store, "06-three")
    before = lines(store)
    drones = before["50 million euros for drones made in Ukraine"]
    cranes = before["pay 50 million euros for cranes in the ports on the Danube"]
    amend(store, "pledge", cranes.id, same=drones.id)
    amend(store, "pledge", drones.id, due="2031", standing="behind")
    amend(store, "pledge", before["four new patrol ships"].id, none=True)
    decided = lines(store)
    assert folding.check(store).holds
    folding.rebuild(store)
    assert lines(store) == decided


def test_what_was_set_straight_outlives_the_first_of_its_reports(store):
    """Erased, it takes its words along; the decision still holds for the other report."""
    kept(store, "05-fence")
    sheet = desk(store).pledge(fence(store).id)
    amend(store, "pledge", sheet.line.id, standing="behind", who="Lithuania", at=LATE)
    for report, left in zip(sheet.reports, (1, 0), strict=True):
        with Appender(store, now=lambda: LATE).batch() as batch:
            batch.erase(report.bearing.article, author="A", reason="asked to", at=LATE)
        folding.catch_up(store)
        found = desk(store).pledges().lines
        assert [(one.standing, one.promisor) for one in found] == [("behind", "LT")] * left
    with store.reading() as connection:
        (change,) = connection.execute(select(schema.decisions.c.change)).scalars()
    assert "fence" not in change


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "it says nothing"),
        ({"standing": "kept", "note": True}, "several things"),
        ({"standing": "revised"}, "never 'revised'"),
        ({"due": "soon"}, "'soon' is no day"),
        ({"due": "2027-02/2026-01"}, "is no day"),
        ({"whom": "Latvia"}, "whom is nothing of a pledge"),
        ({"who": "L" * 201}, "longer than 200"),
        ({"same": "itself"}, "the same pledge already"),
        ({"apart": "three-3"}, "does not tell of this pledge"),
        ({"apart": "nothing"}, "there is no article nothing"),
    ],
)
def test_what_nobody_can_follow_is_refused(store, said, why):
    """Nothing is written then."""
    kept(store, "06-three")
    name = lines(store)["50 million euros for drones made in Ukraine"].id
    told = {key: name if value == "itself" else value for key, value in said.items()}
    with pytest.raises(LedgerError, match=why):
        amend(store, "pledge", name, **told)
    assert desk(store).amended("pledge", name) == ()


def test_the_only_report_is_not_taken_out(store):
    """It is no pledge, then, or another's."""
    kept(store, "06-three")
    cranes = lines(store)["pay 50 million euros for cranes in the ports on the Danube"]
    article = desk(store).pledge(cranes.id).reports[0].bearing.article
    with pytest.raises(LedgerError, match="alone tells of it"):
        amend(store, "pledge", cranes.id, apart=article)


# ── forecasts ────────────────────────────────────────────────────────────────────────────────────


def foretold(store, name):
    """Take a report of a forecast in; give its id."""
    (one,) = [each for each in told("built-with", "held", "unscoreable") if each["id"] == name]
    keep(Appender(store, now=lambda: AT), written(one), one)
    folding.catch_up(store)
    found = desk(store).forecasts(ForecastAsk(limit=99))
    return next(line.id for line in found.lines if line.said.article == written(one).id)


def test_a_forecast_gets_the_day_and_the_name_that_an_analyst_gives(store):
    """Due on the day after, and in the record of the one whose it is."""
    name = foretold(store, "brevik-ferries")
    number = amend(store, "forecast", name, due="2026-11-30", who="Ingrid Solbakk")
    found = desk(store).forecast(name)
    assert found.forecast.horizon == Interval(date(2026, 11, 30), date(2026, 11, 30))
    assert (found.forecast.forecaster, found.forecast.state) == ("Ingrid Solbakk", "due")
    assert desk(store, AT).forecast(name).forecast.state == "open"
    assert desk(store).forecaster("Ingrid Solbakk").forecasts[0].id == name
    withdraw(store, number)
    assert desk(store).forecast(name).forecast.forecaster != "Ingrid Solbakk"


def test_two_forecasts_that_are_one_are_scored_once(store):
    """The first counts; taken back they are two again."""
    one, other = foretold(store, "brevik-ferries"), foretold(store, told("held")[0]["id"])
    number = amend(store, "forecast", other, same=one)
    (line,) = desk(store).forecasts(ForecastAsk(limit=9)).lines
    assert {saying.article for saying in line.sayings} >= {line.said.article}
    assert len(line.sayings) == 2
    withdraw(store, number)
    assert len(desk(store).forecasts(ForecastAsk(limit=9)).lines) == 2


# ── calls and postures ───────────────────────────────────────────────────────────────────────────


def call(store, now=LATE):
    """Give the only call of a ledger."""
    (line,) = desk(store, now).calls(CallAsk(limit=9)).lines
    return line


def test_a_deed_that_was_none_leaves_a_call_unanswered(store):
    """The decision is told beside the step that it turns."""
    dated(store, "01-crossing")
    line = call(store)
    assert line.standing == "followed"
    number = amend(store, "call", line.id, standing="unanswered")
    assert [one.step.standing for one in call(store).steps] == ["followed", "unanswered"]
    assert call(store).steps[-1].step.decided.number == number
    withdraw(store, number)
    assert call(store) == line


def test_a_deed_after_the_decision_moves_the_call_on(store):
    """Refused by an analyst in early February; closed on the 19th: it followed."""
    dated(store, "01-crossing")
    amend(store, "call", call(store).id, standing="refused", at=datetime(2026, 2, 10, tzinfo=UTC))
    assert [one.step.standing for one in call(store).steps] == ["refused", "followed"]
    assert call(store, datetime(2026, 2, 12, tzinfo=UTC)).standing == "refused"


def test_who_was_asked_decides_whose_deed_answers(store):
    """Latvia was asked: that Poland closed its crossing answers nothing."""
    dated(store, "01-crossing")
    name = call(store).id
    amend(store, "call", name, whom="Latvia", who="Estonia")
    line = call(store)
    assert (line.id, line.callers, line.addressees) == (name, ("EE",), ("LV",))
    assert line.standing == "unanswered"


def test_what_is_no_call_is_gone_and_its_reports_part(store):
    """One report is taken out and makes a call of its own; dismissed, it is gone."""
    dated(store, "01-crossing")
    amend(store, "call", call(store).id, apart="crossing-2")
    found = desk(store).calls(CallAsk(limit=9)).lines
    assert sorted(one.reports for one in found) == [1, 1]
    amend(store, "call", found[0].id, none=True)
    assert desk(store).calls(CallAsk(limit=9)).total == 1


def test_a_posture_is_of_the_state_and_the_day_that_an_analyst_gives(store):
    """It stands in that state's line then, and answers by its words as before."""
    dated(store, "01-crossing")
    (track,) = desk(store).postures(OLD).tracks
    name = track.lines[0].change.id
    number = amend(store, "posture", name, who="Lithuania")
    (found,) = desk(store).postures(OLD).tracks
    assert (track.country, found.country) == ("PL", "LT")
    amend(store, "posture", found.lines[0].change.id, due="2026-02-20/2026-03-01")
    change = desk(store).postures(OLD).tracks[0].lines[0].change
    assert (change.day, change.until) == (date(2026, 2, 20), date(2026, 3, 1))
    withdraw(store, number)
    assert desk(store).postures(OLD).tracks[0].country == "PL"


def test_what_is_no_posture_is_gone(store):
    """And what it answered is unanswered."""
    dated(store, "01-crossing")
    name = desk(store).postures(OLD).tracks[0].lines[0].change.id
    amend(store, "posture", name, none=True)
    assert desk(store).postures(OLD).tracks == ()
    assert call(store).standing == "unanswered"


# ── the particulars ──────────────────────────────────────────────────────────────────────────────


def test_the_particulars_are_read_strictly():
    """Each register takes its own, and nothing that is none."""
    assert fault("incident", {"stands": "kept"}) == "incident stands in no register"
    assert fault("posture", {"link": "one"}) == "link is nothing of a posture"
    assert fault("call", {"stands": "kept"}).startswith("a call stands unanswered")
    assert fault("pledge", {"link": "three"}) == "'three' is no link"
    assert "is after" in fault("pledge", {"due": ["2027-01-02", "2027-01-01"]})
    assert "no first and last day" in fault("pledge", {"due": 5})
    assert fault("pledge", {"key": "x"}) == "nothing is set straight"
    assert fault("pledge", {"also": [], "at": 3}) == "nothing is set straight"


def test_the_last_of_each_sort_holds():
    """A day of the first and a name of the second decision, whatever order they are read in."""
    said = frozenset({("a", "f")})
    days = Interval(date(2027, 1, 1), date(2027, 1, 1))
    acts = [Act(number=n, author="A", reason="r", at=AT) for n in (1, 2)]
    told = [
        Amendment(act=acts[1], said=said, who="Latvia"),
        Amendment(act=acts[0], said=said, who="Estonia", due=days),
    ]
    for listed in (told, told[::-1]):
        found = Amendments(listed).of([("a", "f")])
        assert (found.who, found.due) == ("Latvia", days)
    assert Amendments(told).of([("a", "g")]).who == ""


# ── who may know of it ───────────────────────────────────────────────────────────────────────────


def test_a_decision_is_withheld_with_the_reports_that_it_quotes(store):
    """Aimed at a report that is red, too, it changes nothing for who may not read that."""
    kept(store, "05-fence")
    line = fence(store)
    second = desk(store).pledge(line.id).reports[1].bearing.article
    amend(store, "pledge", line.id, standing="kept", at=LATE)
    by = Deciding(store=store, author="A. Analyst", reason="inquiry", at=LATE)
    by.handle(second, "red")
    whole = desk(store)
    assert (whole.pledges().lines[0].standing, len(whole.amended("pledge", line.id))) == ("kept", 1)
    clear = whole.under("clear")
    (seen,) = clear.pledges().lines
    assert (seen.standing, seen.reports) == ("lapsed", 1)
    assert clear.amended("pledge", line.id) == ()
