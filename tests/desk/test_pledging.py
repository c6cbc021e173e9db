"""The register over a ledger: what stands there, copies folded, kept until the views are others."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.ledger.making import NOON, capture
from tests.pledges.streams import HERE, marked, noon

from vedette.desk import Desk, PledgeAsk
from vedette.desk.deciding import Deciding
from vedette.desk.pledging import Pledging
from vedette.errors import NotHeld
from vedette.ledger.append import Appender
from vedette.ledger.folding import catch_up
from vedette.ledger.store import Store
from vedette.ledger.told import among
from vedette.records import Coding
from vedette.sources import load

LATE = datetime(2026, 12, 1, tzinfo=UTC)


def kept(store, name):
    """Append a stream, each article with the pledges that a reader marks in it, and fold it."""
    appender = Appender(store, now=lambda: NOON)
    for article, findings in marked(HERE / f"{name}.toml"):
        read = replace(article, reader="entry@1")
        coding = Coding(
            text_hash=read.text_hash,
            reader=read.reader,
            coder="tagger@1",
            taxonomy="t1",
            findings=findings,
        )
        with appender.batch() as batch:
            raw = capture(read.key, read.text.encode(), known=read.known, source=read.source)
            batch.coding(batch.article(batch.capture(raw), read), coding)
    catch_up(store)


@pytest.fixture
def store(tmp_path):
    """Give an empty ledger."""
    store = Store(f"sqlite:///{tmp_path}/ledger.sqlite", write=True)
    yield store
    store.close()


def desk(store, now=LATE, **more):
    """Give a desk over a ledger at a moment, without the pledges that ship."""
    return Desk(store, pledging=Pledging(bundled=False), now=lambda: now, **more)


def test_the_register_is_told_out_of_the_ledger(store):
    """One pledge of four reports, two of them copies: two voices, behind, with the words."""
    kept(store, "08-copies")
    (line,) = desk(store).pledges().lines
    assert (line.standing, line.reports, len(line.voices)) == ("behind", 4, 2)
    sheet = desk(store).pledge(line.id[:6])
    assert [one.bearing.copied for one in sheet.reports] == [False, True, False, True]
    (_, late) = sheet.turns
    words = late.told
    at = words.span.start - words.start
    assert words.sentence[at:].startswith("will not come before November")


def test_what_took_its_place_is_told_in_the_words_of_its_report(store):
    """The change of a revised pledge quotes the report of what took its place, which leads back."""
    kept(store, "02-portugal")
    asked = desk(store)
    old = next(line for line in asked.pledges().lines if line.standing == "revised")
    sheet = asked.pledge(old.id)
    assert "3 per cent of GDP for defence by 2029" in sheet.turns[-1].told.sentence
    assert sheet.revised.level == "3 % of GDP"
    assert asked.pledge(sheet.revised.id).revises.id == old.id


def test_what_is_asked_filters(store):
    """By standing, by a part of a name or a whole code, by the day it is due; page by page."""
    kept(store, "06-three")
    asked = desk(store)
    whole = asked.pledges(PledgeAsk(limit=2))
    assert (len(whole.lines), whole.next, whole.total) == (2, 2, 3)
    assert whole.standings == {"behind": 1, "kept": 1, "open": 1}
    assert asked.pledges(PledgeAsk(standings=frozenset({"kept"}))).total == 1
    assert asked.pledges(PledgeAsk(by="denm")).total == 3
    assert asked.pledges(PledgeAsk(by="DK")).total == 3
    assert asked.pledges(PledgeAsk(by="Norway")).total == 0
    assert asked.pledges(PledgeAsk(due_before=date(2030, 1, 1))).total == 1
    assert asked.pledges(PledgeAsk(due_before=date(2029, 1, 1))).total == 0


def test_a_register_is_kept_until_the_views_are_others(store):
    """What comes in later is in the register as soon as it is folded."""
    kept(store, "01-shells")
    asked = desk(store)
    assert asked.pledges().total == 1
    kept(store, "05-fence")
    assert asked.pledges().total == 2


def test_what_was_dismissed_bears_on_nothing(store):
    """A dismissed report of the end leaves the pledge to its day, until that is withdrawn."""
    kept(store, "05-fence")
    (line,) = desk(store).pledges().lines
    assert (line.standing, line.reports) == ("broken", 2)
    bearing = desk(store).pledge(line.id).reports[1].bearing
    analyst = Deciding(store=store, author="A. Analyst", reason="another fence", at=LATE)
    number = analyst.dismiss(f"{bearing.article}:pledge", "pledge")
    (line,) = desk(store).pledges().lines
    assert (line.standing, line.reports) == ("lapsed", 1)
    analyst.withdraw(number)
    assert desk(store).pledges().lines[0].standing == "broken"


def test_the_day_decides_what_is_known(store):
    """A desk that looks at an earlier moment tells how it stood then."""
    kept(store, "12-late")
    then = desk(store, noon(date(2026, 5, 1))).pledges().lines[0]
    now = desk(store).pledges().lines[0]
    assert (then.standing, then.reports, now.standing, now.reports) == ("lapsed", 1, "kept", 2)


def test_ids_that_fit_none_or_several_are_told(store):
    """None is told with how to list them, several with their ids."""
    kept(store, "06-three")
    asked = desk(store)
    with pytest.raises(NotHeld, match="no pledge has this id"):
        asked.pledge("zz")
    with pytest.raises(NotHeld, match="no pledge has this id"):
        asked.pledge("")
    with pytest.raises(NotHeld, match="several pledge ids begin so") as several:
        among("pledge", ["ab2", "ab1", "b"], "a")
    assert several.value.why == "ab1, ab2"
    assert among("pledge", ["ab2", "ab1", "b"], "ab2") == "ab2"


def test_two_sources_of_one_owner_are_one_voice(store):
    """As elsewhere on the desk."""
    kept(store, "01-shells")
    first = load().sources[0]
    owned = [replace(first, id=name, owner="One house") for name in ("be/one", "pl/two")]
    (line,) = desk(store, sources=owned).pledges().lines
    assert set(line.voices) == {"be/one", "ua/three"}


def test_weak_readings_are_marked(store):
    """A finding below the threshold of its type is in review, as everywhere."""
    kept(store, "01-shells")
    (line,) = desk(store).pledges().lines
    assert not any(one.review for one in desk(store).pledge(line.id).reports)
    strict = desk(store, thresholds={"pledge": 1.1})
    assert all(one.review for one in strict.pledge(line.id).reports)
