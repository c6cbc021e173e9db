"""The watch over a desk's own incidents."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from click.testing import CliRunner
from tests.ledger import streaming
from tests.ledger.making import article, capture
from tests.ledger.stepping import step
from tests.ledger.streaming import reports

from vedette.assess.alarms.promise import Promise
from vedette.cli import main
from vedette.desk import Desk, IncidentAsk, running
from vedette.desk.rehearsing import RUNS, today
from vedette.desk.settings import Settings
from vedette.engines import Local
from vedette.errors import NotCounted
from vedette.ledger import folding
from vedette.ledger.append import Appender
from vedette.ledger.happenings import PAST, between, happenings
from vedette.ledger.store import Store
from vedette.records import Channel, Coding, Field, Finding, Place, Poll, Source, Span, coding_id
from vedette.records import finding_id as named
from vedette.relate.ladder import ENDED
from vedette.web import usual

START = datetime(2026, 1, 5, tzinfo=UTC)
DAY = timedelta(days=1)
FEED = Channel(kind="feed", url="https://test.example/feed")
SOURCE = Source(
    id="fi/test",
    name="The Test",
    home="https://test.example/",
    country="FI",
    languages=("en",),
    owner="test",
    ownership="private",
    licence="invented",
    channels=(FEED,),
)
TOWNS = {
    "Turku": (60.45, 22.27),
    "Oulu": (65.01, 25.47),
    "Vaasa": (63.1, 21.62),
    "Kotka": (60.47, 26.95),
    "Joensuu": (62.6, 29.76),
    "Rovaniemi": (66.5, 25.73),
    "Pori": (61.48, 21.8),
    "Kajaani": (64.23, 27.73),
}
PLACES = TOWNS | {
    "Tampere": (61.5, 23.76),
    "Lahti": (60.98, 25.66),
    "Kuopio": (62.89, 27.68),
    "Jyväskylä": (62.24, 25.75),
    "Lappeenranta": (61.06, 28.19),
    "Seinäjoki": (62.79, 22.84),
    "Mikkeli": (61.69, 27.27),
    "Kokkola": (63.84, 23.13),
    "Kouvola": (60.87, 26.7),
    "Savonlinna": (61.87, 28.88),
    "Rauma": (61.13, 21.51),
    "Kemi": (65.74, 24.56),
    "Iisalmi": (63.56, 27.19),
    "Raahe": (64.68, 24.48),
    "Imatra": (61.17, 28.77),
    "Salo": (60.38, 23.13),
    "Hamina": (60.57, 27.2),
}
SOUNDS = ["ka", "lomi", "ter", "sun", "vepa", "rido", "mal", "hesi", "tul", "joki", "bran"]


def day(number):
    """Noon of a day, by its number."""
    return START + number * DAY + DAY / 2


class Ledger:
    """A ledger that a test fills day by day: polls, entries of nothing much, and fires."""

    def __init__(self, path):
        self.url = f"sqlite:///{path}"
        self.store = Store(self.url, write=True)
        self.appender = Appender(self.store, now=lambda: START)
        self.entries = 0

    def watch(self, first, last, *, dark=()):
        """Poll four times a day from one day to another, with two entries a day; none when dark."""
        with self.appender.batch() as batch:
            for number in range(first, last):
                for quarter in range(4):
                    at = START + number * DAY + quarter * DAY / 4
                    outcome = "failed" if number in dark else "new"
                    poll = Poll(source="fi/test", channel=FEED.url, at=at, outcome=outcome)
                    batch.poll(poll)
                for _ in range(0 if number in dark else 2):
                    self.entries += 1
                    text = f"Entry {self.entries} tells of nothing much in town."
                    written = article(f"e{self.entries}", text, known=day(number))
                    seq = batch.capture(capture(written.key, text.encode(), known=written.known))
                    batch.coding(batch.article(seq, written), _empty(written))

    def fire(self, town, number, *, published=None, source="fi/test"):
        """A report of a fire in a town that became known on a day."""
        self.entries += 1
        chance = random.Random(self.entries)
        own = ["".join(chance.choices(SOUNDS, k=6)) for _ in range(40)]
        text = f"Somebody set fire to the {own[0]} {own[1]} of {town}. {' '.join(own[2:])}."
        written = article(
            f"f{self.entries}",
            text,
            known=day(number),
            published=published,
            title=f"{town} fire",
            source=source,
        )
        with self.appender.batch() as batch:
            raw = capture(written.key, text.encode(), known=written.known, source=source)
            seq = batch.article(batch.capture(raw), written)
            batch.coding(seq, _fire(written, town))

    def desk(self, number, **more):
        """The desk at the end of a day."""
        folding.catch_up(self.store)
        at = START + (number + 1) * DAY - timedelta(minutes=1)
        promise = Promise(budget=1.0)
        return Desk(self.store, sources=[SOURCE], now=lambda: at, **{"promise": promise, **more})


def _empty(of):
    return Coding(text_hash=of.text_hash, reader=of.reader, coder="tagger@1", taxonomy="t1")


def _fire(of, town):
    owner = coding_id(of.text_hash, of.reader, "tagger@1", "t1")
    anchor = (Span(of.text.index("set fire"), of.text.index("set fire") + 8),)
    at = Span(of.text.index(town), of.text.index(town) + len(town))
    told = of.published or of.known
    fields = {
        "where": (Field(span=at, text=town, value="FI"),),
        "status": (Field(value="reported"),),
        "when": (Field(value=told.date().isoformat()),),
    }
    finding = Finding(
        id=named(owner, "incident", "arson", anchor, fields),
        type="incident",
        kind="arson",
        anchor=anchor,
        fields=fields,
        confidence=0.95,
    )
    lat, lon = PLACES[town]
    place = Place(
        span=at, text=town, lat=lat, lon=lon, country="FI", precision="town", radius_km=4.0
    )
    return replace(_empty(of), findings=(finding,), places=(place,))


@pytest.fixture
def ledger(tmp_path):
    """An empty ledger."""
    made = Ledger(tmp_path / "l.sqlite")
    yield made
    made.store.close()


def burst(ledger, number):
    """Six fires in six towns within two days."""
    for n, town in enumerate(list(TOWNS)[:6]):
        ledger.fire(town, number + n % 2)


def test_a_burst_raises_an_alarm_that_names_its_incidents(ledger):
    """After four quiet months: in its kind, its state, and the week is unusual."""
    ledger.watch(0, 122)
    ledger.fire("Kajaani", 40)
    burst(ledger, 120)
    desk = ledger.desk(121)
    told = desk.lookout()
    assert told.ready
    found = next(one for one in told.alarms if one.alarm.series == ("arson@FI",))
    assert found.alarm.day == (START + 120 * DAY).date()
    assert found.alarm.count > found.alarm.high
    assert set(found.incidents) <= {line.id for line in desk.incidents().lines}
    assert len(found.incidents) == found.alarm.count
    later = ledger.desk(123).unusual("arson", "FI")
    assert (later.week.count, usual.verdict(later)) == (6, "more")
    assert found.id in {one.id for one in later.alarms}


def test_an_alarm_is_told_of_each_series_that_it_stands_for(ledger):
    """A burst in Finland is one of its theatre, and of all that burns."""
    ledger.watch(0, 122)
    burst(ledger, 120)
    desk = ledger.desk(121)
    (lead,) = {one.id for one in desk.lookout().alarms if "arson@FI" in one.named}
    for kind, place in (("arson", "FI"), ("arson", "*"), ("arson", "Northern Europe")):
        assert lead in {one.id for one in desk.unusual(kind, place).alarms}
    assert not desk.unusual("sabotage", "FI").alarms


def test_a_quiet_desk_raises_none(ledger):
    """One fire in four months is what there is."""
    ledger.watch(0, 122)
    ledger.fire("Kajaani", 40)
    desk = ledger.desk(121)
    assert not desk.lookout().alarms
    assert usual.verdict(desk.unusual()) == "usual"


def test_a_young_desk_says_so(ledger):
    """No alarm, no number, and how to come by a past."""
    ledger.watch(0, 30)
    burst(ledger, 28)
    told = ledger.desk(29).unusual()
    assert (told.week, told.alarms, told.seen) == (None, (), 30)
    assert "30 days of history, 84 needed" in usual.sentence(told)
    assert "backfill" in usual.remedy(told)


def test_an_outage_is_no_peace(ledger):
    """The week that was not seen expects less, and says how little was within reach."""
    ledger.watch(0, 122, dark=range(114, 122))
    for number in range(3, 110, 6):
        ledger.fire(list(TOWNS)[number % 8], number)
    told = ledger.desk(121).unusual("arson", "FI")
    assert told.week.expected == 0
    assert usual.verdict(told) == "usual"
    assert told.coverage.total.share == 0
    assert "0 % was within reach" in usual.coverage(told)


def test_what_is_filled_in_is_counted_when_it_was_published(ledger):
    """An archive read today is no news of today."""
    ledger.watch(0, 122)
    for n, town in enumerate(TOWNS):
        ledger.fire(town, 121, published=day(10 + 9 * n))
    desk = ledger.desk(121)
    assert not desk.lookout().alarms
    assert desk.lookout().today["arson@FI"] == 0


def test_an_archive_is_a_past(ledger):
    """Without any poll the days are those of its articles, and what it holds is the exposure."""
    for number in range(100):
        ledger.watch(number, number)
        ledger.fire(list(TOWNS)[number % 8], number)
    told = ledger.desk(99).lookout()
    assert told.ready
    assert told.weeks["*@*"].expected > 3


def test_what_was_refuted_or_long_past_does_not_count(tmp_path):
    """Of the sample's incidents those that ended as nothing, and what is only looked back on."""
    settings = replace(Settings(), ledger=f"sqlite:///{tmp_path}/s.sqlite")
    with running.opened(settings.ledger_url) as store:
        running.fill_sample(store, Local())
        lines = (
            Desk(store, sources=running.sample_sources()).incidents(IncidentAsk(limit=500)).lines
        )
        with store.reading() as connection:
            counted = {one.incident: one for one in happenings(connection)}
    ended = {line.id for line in lines if line.status in ENDED}
    assert ended
    assert counted.keys().isdisjoint(ended)
    assert {line.id for line in lines} - counted.keys() - ended <= {
        line.id for line in lines if line.when and line.when.last < line.first.date() - PAST
    }


def test_what_became_known_between_two_days_is_read_alone(ledger):
    """And is what all that counts has of these days, also of what was published long before."""
    for n, town in enumerate(TOWNS):  # published up to seven days before it became known
        ledger.fire(town, 3 * n, published=day(max(0, 2 * n)))
    folding.catch_up(ledger.store)
    with ledger.store.reading() as connection:
        every = list(happenings(connection))
        for first, last in product(range(3 * len(TOWNS)), repeat=2):
            since, until = day(first).date(), day(last).date()
            own = [one for one in every if since <= one.day <= until]
            assert list(between(connection, since, until)) == own
    assert len({one.day for one in every}) > 5


@pytest.mark.parametrize("seed", range(2))
def test_what_is_edited_copied_or_erased_lies_in_its_days(ledger, seed):
    """Reports of a stream, and all that happens to others: of each day what counts on it."""
    rng, held = random.Random(seed), []
    for n, (written, tells) in enumerate(reports("rhine", 24)):
        streaming.keep(ledger.appender, written, tells)
        held = step(rng, ledger.appender, n, held)
        if n % 6 == 5:
            folding.catch_up(ledger.store)
            with ledger.store.reading() as connection:
                every = list(happenings(connection))
                for told in {one.day + k * timedelta(days=1) for one in every for k in (-1, 0, 1)}:
                    own = [one for one in every if one.day == told]
                    assert list(between(connection, told, told)) == own
    assert len({one.day for one in every}) > 3


def test_a_budget_is_a_bound(ledger):
    """With a thousand a month more is told than with one in years, and nothing later."""
    ledger.watch(0, 122)
    for number in range(5, 120, 9):
        ledger.fire(list(TOWNS)[number % 8], number)
    burst(ledger, 120)
    strict, lax = (ledger.desk(121, promise=Promise(budget=b)).lookout() for b in (0.01, 1000.0))
    assert 0 < len(strict.alarms) < len(lax.alarms)
    first = {one.alarm.series: one.alarm.day for one in reversed(lax.alarms)}
    assert all(first[one.alarm.series] <= one.alarm.day for one in strict.alarms)
    assert all("1000 false alarms a month" in one.alarm.promise for one in lax.alarms)


@pytest.mark.parametrize(("kind", "place"), [("bomb", "*"), ("*", "Moon"), ("arson", "Lithuania")])
def test_what_is_not_counted_is_refused(ledger, kind, place):
    """With what may be given."""
    ledger.watch(0, 3)
    with pytest.raises(NotCounted, match="Remedy: give"):
        ledger.desk(2).unusual(kind, place)


def test_the_command_line_tells_it(ledger):
    """As a sentence, and as JSON; what is not counted is a usage error."""
    ledger.watch(0, 30)
    folding.catch_up(ledger.store)
    asked = ["--ledger", ledger.url]
    said = CliRunner().invoke(main, ["unusual", *asked])
    assert "Cannot say whether the week is unusual" in said.stdout
    told = CliRunner().invoke(main, ["alarms", "--json", *asked])
    assert '"schema": "vedette.alarms/1"' in told.stdout
    assert '"needed": 84' in told.stdout
    wrong = CliRunner().invoke(main, ["unusual", "--kind", "bomb", *asked])
    assert wrong.exit_code == 2
    assert "no kind of incident is called 'bomb'" in wrong.stderr


def test_a_promise_is_rehearsed_on_the_desks_own_series(ledger):
    """Nothing is known before; then the rate with its interval, the runs and the day."""
    ledger.watch(0, 122)
    for number in range(5, 120, 9):
        ledger.fire(list(TOWNS)[number % 8], number)
    desk = ledger.desk(121)
    assert desk.rehearsed is None
    told = desk.rehearse(runs=2, seed=1)
    assert desk.rehearsed == told
    assert (told.runs, told.seed, told.budget) == (2, 1, 1.0)
    assert told.low <= told.rate <= told.high
    assert told.day == (START + 121 * DAY).date()
    assert "in 2 quiet pasts of 2 months" in usual.rehearsed(told)


def test_the_watch_rehearses_in_its_workers():
    """The day is the seed; a run that breaks is left out."""
    asked = {}
    today(lambda **told: asked.update(told), Local(), lambda: START)
    assert (asked["runs"], asked["seed"]) == (RUNS, START.date().toordinal())
    assert list(asked["mapped"](lambda given: 6 // given, [1, 0, 3])) == [6, 2]


def test_a_rehearsal_is_asked_for_by_a_verb(ledger):
    """As a sentence and as JSON; a desk without a past has none, a table neither."""
    ledger.watch(0, 3)
    folding.catch_up(ledger.store)
    asked = ["alarms", "--rehearse", "1", "--ledger", ledger.url]
    assert "too little of a past" in CliRunner().invoke(main, asked).stderr
    assert '"rehearsed": null' in CliRunner().invoke(main, [*asked, "--json"]).stdout
    wrong = CliRunner().invoke(main, [*asked, "--counts", "c.csv"])
    assert (wrong.exit_code, "not for a table" in wrong.stderr) == (2, True)


def test_an_incident_has_a_day_of_its_own(ledger):
    """The one that its report tells, before the one on which it became known."""
    ledger.fire("Kotka", 4, published=day(3))
    folding.catch_up(ledger.store)
    with ledger.store.reading() as connection:
        (one,) = happenings(connection)
    assert (one.happened, one.day) == (day(3).date(), day(4).date())


def test_late_reports_are_not_guessed_at_from_little(ledger):
    """With eight incidents the desk says that it cannot tell; a young one says nothing of it."""
    assert ledger.desk(2).unusual().nowcast is None
    ledger.watch(0, 86)
    for n, town in enumerate(TOWNS):
        ledger.fire(town, 10 + 9 * n, published=day(9 + 9 * n))
    told = ledger.desk(85).unusual("arson", "FI").nowcast
    assert (told.learnt, told.needed, told.days) == (8, 30, ())
    assert "8 incidents tell a day of their own, 30 needed" in usual.late(told)


def test_the_week_is_the_seven_days_that_are_over(ledger):
    """What today shows stands beside it."""
    ledger.watch(0, 122)
    ledger.fire("Turku", 121)
    ledger.fire("Oulu", 120)
    ledger.fire("Pori", 114)
    ledger.fire("Kajaani", 113)
    told = ledger.desk(121).unusual("arson", "*")
    assert (told.since, told.until) == (date(2026, 4, 29), date(2026, 5, 5))
    assert (told.week.count, told.today) == (2, 1)
