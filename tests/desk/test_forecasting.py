"""The register of forecasts over a ledger: thirty with known outcomes, decided and scored."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.ledger.foretelling import coding, keep, told, written
from tests.ledger.making import capture

from vedette.desk.deciding import Deciding
from vedette.desk.decisions import history
from vedette.desk.forecasting import Forecasting
from vedette.desk.foresight import ForecastAsk
from vedette.desk.settling import Settled
from vedette.errors import LedgerError, NotHeld
from vedette.ledger import folding
from vedette.ledger.append import Appender
from vedette.ledger.store import Store

AFTER = datetime(2027, 2, 1, 12, tzinfo=UTC)
DAY = AFTER.date()
BEFORE = date(2025, 9, 20)


@pytest.fixture
def store(tmp_path):
    """An empty ledger."""
    opened = Store(f"sqlite:///{tmp_path}/ledger.sqlite", write=True)
    yield opened
    opened.close()


def appending(store):
    """Its writer."""
    return Appender(store, now=lambda: AFTER)


def filled(store, listed):
    """Take the reports of forecasts in, in this order."""
    for one in listed:
        keep(appending(store), written(one), one)
    folding.catch_up(store)


def analyst(store, reason="seen"):
    """Somebody who decides."""
    return Deciding(store=store, author="A. Analyst", reason=reason, at=AFTER)


def register(store, today=DAY):
    """The forecasts by the names of their reports."""
    with store.reading() as connection:
        found = Forecasting().page(connection, ForecastAsk(limit=500), today)
    assert len({one.id for one in found.lines}) == len(found.lines)
    titles = {one["text"].strip().partition("\n")[0]: one["id"] for one in ALL}
    return {titles[found.heads[one.said.article].title]: one for one in found.lines}


ALL = told("built-with", "held", "unscoreable")


def test_thirty_with_known_outcomes_are_scored_exactly(store):
    """Due before, decided after; the scores are those that were worked out by hand."""
    listed = told("built-with", "held")
    filled(store, listed)
    due = register(store)
    assert len(due) == 30
    assert {one.state for one in due.values()} == {"due"}
    for one in listed:
        name = due[one["id"]].id
        Settled(forecast=name[:12], outcome=one["outcome"]).decide(analyst(store), Forecasting())
    decided = register(store)
    for one in listed:
        found = decided[one["id"]]
        assert found.state == {"yes": "came_true", "no": "did_not"}[one["outcome"]]
        assert [found.likelihood.low, found.likelihood.high] == one["percent"], one["id"]
        assert (found.score.brier, round(found.score.log, 6)) == (one["brier"], one["log"])
        assert 0 <= found.score.brier_best <= found.score.brier <= found.score.brier_worst <= 1


def test_each_waits_until_its_time_is_over(store):
    """Open up to the last day of its time, due from the next."""
    one = told("built-with")[0]
    filled(store, [one])
    assert register(store, date(2026, 3, 31))[one["id"]].state == "open"
    assert register(store, date(2026, 4, 1))[one["id"]].state == "due"


def test_what_cannot_be_scored_says_why(store):
    """Every warning without a day, an event, a likelihood, or with a condition."""
    listed = told("unscoreable")
    filled(store, listed)
    found = register(store)
    for one in listed:
        assert (found[one["id"]].state, list(found[one["id"]].doubts)) == (
            "unscoreable",
            one["doubts"],
        )


def test_the_order_of_reports_does_not_matter(store, tmp_path):
    """Taken in backwards the same register comes out."""
    listed = told("built-with", "unscoreable")
    filled(store, listed)
    other = Store(f"sqlite:///{tmp_path}/other.sqlite", write=True)
    filled(other, listed[::-1])
    assert register(store) == register(other)
    other.close()


def test_a_decision_withdrawn_leaves_the_register_as_it_was(store):
    """And a rebuild gives the same, decided or not."""
    filled(store, told("built-with"))
    before = register(store)
    name = before["brevik-ferries"].id
    number = Settled(forecast=name, outcome="yes").decide(analyst(store), Forecasting())
    decided = register(store)
    assert decided["brevik-ferries"].resolution.number == number
    assert folding.check(store).holds
    folding.rebuild(store)
    assert register(store) == decided
    analyst(store).withdraw(number)
    assert register(store) == before


def test_the_later_of_two_who_differ_holds(store):
    """Both stay in the history, each naming the other."""
    filled(store, told("built-with"))
    name = register(store)["brevik-ferries"].id
    one = Settled(forecast=name, outcome="yes").decide(analyst(store), Forecasting())
    other = Settled(forecast=name, outcome="void").decide(analyst(store), Forecasting())
    assert register(store)["brevik-ferries"].state == "void"
    with store.reading() as connection:
        first, second = history(connection)
    assert (first.standing, first.by, second.differs) == ("overruled", other, (one,))


def test_a_decision_outlives_an_upgrade_of_the_coder(store):
    """Another coder marks more words at the cue; the outcome stays with the forecast."""
    one = told("built-with")[0]
    filled(store, [one])
    name = register(store)[one["id"]].id
    Settled(forecast=name, outcome="yes").decide(analyst(store), Forecasting())
    of = written(one)
    with appending(store).batch() as batch:
        number = batch.article(batch.capture(capture(of.key, of.text.encode())), of)
        more = {**one, "cue": "are likely"}
        batch.coding(number or 1, coding(of, more, coder="canned@2"))
    folding.catch_up(store)
    assert register(store)[one["id"]].state == "came_true"


def test_all_words_slice_back_to_their_report(store):
    """Sentence, cue and event of every saying are the text's own at their place."""
    filled(store, ALL)
    printed = {written(one).id: (written(one).text, one) for one in ALL}
    for found in register(store).values():
        for said in found.sayings:
            text, one = printed[said.article]
            assert text[said.start : said.start + len(said.sentence)] == said.sentence
            assert text[slice(*said.anchor[0])] == one["cue"]
            events = [text[slice(*span)] for span in said.events]
            assert events == [one[name] for name in ("event",) if name in one]


def test_copies_change_no_count(store):
    """A copy stands with what it copies and is neither a saying nor a forecast."""
    one = {**told("built-with")[0]}
    one["text"] += "\n" + " ".join(
        f"The {n}th sentry of Brevik saw nothing odd." for n in range(40)
    )
    filled(store, [one])
    later = written(one, source="xx/echo", key="copy", slug="copy")
    keep(appending(store), replace(later, known=later.known + timedelta(hours=2)), one)
    folding.catch_up(store)
    with store.reading() as connection:
        found = Forecasting().page(connection, ForecastAsk(), DAY)
    assert [len(held.sayings) for held in found.lines] == [1]
    assert len(found.lines[0].sayings[0].copies) == 1


def test_words_and_incidents_show_how_it_came_out(store):
    """Words of a report stand with the decision; words that are not there are refused."""
    filled(store, told("built-with"))
    found = register(store)
    name, shown = found["brevik-ferries"].id, found["cable-winter"].said.article
    Settled(forecast=name, outcome="yes", words=f"{shown}:0-12").decide(
        analyst(store), Forecasting()
    )
    assert register(store)["brevik-ferries"].resolution.evidence.words == "Cable damage"
    for words, why in ((f"{shown}:9000-9010", "no words from"), ("nonsense", "names no words")):
        with pytest.raises(LedgerError, match=why):
            Settled(forecast=name, outcome="no", words=words).decide(analyst(store), Forecasting())


def test_what_is_named_wrongly_is_told(store):
    """No forecast, several of them, no forecaster."""
    filled(store, told("built-with"))
    with store.reading() as connection:
        for start in ("zz", ""):
            with pytest.raises(NotHeld, match="no forecast has this id"):
                Forecasting().sheet(connection, start, DAY)
        with pytest.raises(NotHeld, match="no forecaster has this name"):
            Forecasting().forecaster(connection, "Nobody Atall", DAY)


def test_a_forecaster_is_found_by_any_of_his_names(store):
    """By the surname alone too; his record is of what was scored."""
    filled(store, told("built-with"))
    with store.reading() as connection:
        found = Forecasting().forecaster(connection, "Horak", DAY)
    assert (found.name, len(found.forecasts), found.record.count) == ("Pavel Horak", 1, 0)


def test_questions_narrow_the_list(store):
    """By state, by name and by the day before which the time ends."""
    filled(store, ALL)
    with store.reading() as connection:
        asked = Forecasting()

        def count(**ask):
            return len(asked.page(connection, ForecastAsk(**ask), BEFORE).lines)

        assert count(states=frozenset({"unscoreable"})) == 5
        assert count(by="horak") == 1
        assert count(due_before=date(2025, 12, 25)) == 1
        assert count(limit=3, before=34) == 1


def test_an_erased_report_takes_its_forecast_along(store):
    """Nothing of it stands in the register, decided or not."""
    filled(store, told("built-with")[:2])
    one = register(store)["brevik-ferries"]
    Settled(forecast=one.id, outcome="yes").decide(analyst(store), Forecasting())
    with appending(store).batch() as batch:
        batch.erase(one.said.article, author="A", reason="asked for", at=AFTER)
    folding.catch_up(store)
    assert list(register(store)) == ["cable-winter"]
