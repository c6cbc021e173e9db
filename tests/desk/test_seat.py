"""Coders side by side over one ledger, and a server that is not always there."""

import json
import pickle
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from tests.code.llm.invented import DAY, FINDINGS, TEXT, answer, serving
from tests.desk.test_line import Told
from tests.ledger.making import NOON, capture

from vedette.code.llm import Server
from vedette.desk import Ask, Desk, reading, stages
from vedette.desk.line import Line
from vedette.desk.recoding import recode
from vedette.desk.stages import Hired
from vedette.engines import Failure, Local, failure
from vedette.errors import CoderAway, ConfigurationError
from vedette.ledger import schema as t
from vedette.ledger.store import Store
from vedette.records import Issue, Report


class Clock:
    """A clock that tests set."""

    def __init__(self):
        self.at = NOON

    def __call__(self):
        return self.at

    def on(self, seconds):
        """Let time pass."""
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock():
    """Noon, until it is moved."""
    return Clock()


@pytest.fixture
def store(tmp_path):
    """An empty ledger."""
    opened = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    yield opened
    opened.close()


def hired(url):
    """The coder that asks this server."""
    return Hired(name="llm", server=Server(url=url, model="small", timeout=5))


def line(store, clock, *also):
    """A line with the first coder's part played, and others beside."""
    return Line(store, Told(), now=clock, also=also)


def fill(store, clock, *texts):
    """Append captures of text files."""
    with line(store, clock).appender.batch() as batch:
        for n, text in enumerate(texts):
            headers = {"x-published": DAY.isoformat()}
            one = capture(f"k{n}", text.encode(), known=NOON + timedelta(days=n))
            batch.capture(replace(one, media_type="text/plain", headers=headers))


def issues(store):
    """What went wrong, in order."""
    with store.reading() as connection:
        return connection.execute(select(t.issues.c.what).order_by(t.issues.c.seq)).scalars().all()


def coders(store):
    """Who has coded, as often as it did."""
    with store.reading() as connection:
        return sorted(connection.execute(select(t.codings.c.coder)).scalars())


def test_each_coder_codes_each_article_and_both_are_listed(store, clock):
    """The findings sit beside each other, each under its coder's name."""
    fill(store, clock, TEXT)
    with serving(answer()) as (url, asked):
        line(store, clock, hired(url)).finish()
        line(store, clock, hired(url)).finish()
    assert len(asked) == 1
    assert coders(store) == ["llm:small@1", "tagger@1"]
    found = Desk(store, also=["llm"]).stream().lines
    assert {line.finding.type for line in found if line.coder == "llm:small@1"} == {
        one["type"] for one in FINDINGS
    }
    assert issues(store) == []


REFUSED = (503, {"Retry-After": "20"}, b"loading")


@pytest.mark.parametrize(
    ("first", "rest"), [(REFUSED, 20), ((429, {}, b""), 30), ((401, {}, b"key"), 30)]
)
def test_an_article_waits_while_the_server_is_away(store, clock, first, rest):
    """It is not remembered as coded with nothing; one issue tells of the outage, not one a try."""
    fill(store, clock, TEXT)
    with serving(first, first, answer()) as (url, asked):
        working = line(store, clock, hired(url))
        working.finish()
        working.finish()
        assert len(asked) == 1
        assert coders(store) == ["tagger@1"]
        clock.on(rest - 1)
        working.finish()
        assert len(asked) == 1
        clock.on(2)
        working.finish()
        assert len(asked) == 2
        clock.on(120)
        working.finish()
    assert coders(store) == ["llm:small@1", "tagger@1"]
    assert issues(store) == [f"the server answered {first[0]}"]


def test_a_server_that_is_not_there_holds_up_nobody(store, clock):
    """The coder that counts goes on; what is left waits for as long as it takes."""
    fill(store, clock, TEXT, TEXT + "More.")
    working = line(store, clock, hired("http://127.0.0.1:9/v1"))
    for _ in range(6):
        working.finish()
        clock.on(3600)
    assert coders(store) == ["tagger@1"] * 2
    assert issues(store) == ["the server of the coder llm is not there"]


def test_an_article_on_which_the_server_breaks_is_given_up_in_the_end(store, clock):
    """Three times, and then the next one's turn comes."""
    fill(store, clock, TEXT, TEXT + "More.")
    broken = (500, {}, b"out of memory")
    with serving(broken, broken, broken, answer()) as (url, asked):
        working = line(store, clock, hired(url))
        for _ in range(4):
            working.finish()
            clock.on(3600)
    assert len(asked) == 4
    assert coders(store) == ["llm:small@1", "tagger@1", "tagger@1"]
    assert issues(store) == ["the server answered 500"] * 2


@pytest.mark.parametrize(
    "bad",
    [
        b"<html>",
        answer(content="Sure! Here it is"),
        answer(content='{"findings": [', finish="length"),
        answer(content="{}"),
        (400, {}, b"no such response_format"),
    ],
)
def test_an_answer_of_no_use_is_one_issue_and_the_line_goes_on(store, clock, bad):
    """The article is not asked about again by this version, and has no coding by it."""
    fill(store, clock, TEXT, TEXT + "More.")
    with serving(bad, answer()) as (url, asked):
        line(store, clock, hired(url)).finish()
        line(store, clock, hired(url)).finish()
    assert len(asked) == 2
    assert coders(store) == ["llm:small@1", "tagger@1", "tagger@1"]
    assert len(issues(store)) == 1


def test_a_short_rest_is_waited_for_where_somebody_can_sleep(store, clock):
    """A replay goes on by itself; a server that never gives in ends it."""
    fill(store, clock, TEXT)
    with serving(REFUSED, REFUSED, answer()) as (url, _):
        line(store, clock, hired(url)).finish(sleep=clock.on)
    assert coders(store) == ["llm:small@1", "tagger@1"]
    fill(store, clock, TEXT, TEXT + "More.")
    with serving(REFUSED) as (url, asked):
        line(store, clock, hired(url)).finish(sleep=clock.on)
    assert len(asked) == 6


# ── Without a watch ─────────────────────────────────────────────────────────────────────────────


def test_a_further_coder_codes_what_stands_and_nothing_it_finds_counts(store, clock):
    """It goes on where it was; the desk lists it when it is named."""
    fill(store, clock, TEXT, TEXT + "More.")
    line(store, clock).finish()
    with serving(answer(), REFUSED, answer()) as (url, asked):
        first = recode(store, Local(), hired(url), now=clock)
        assert (first.done, first.away.what) == (1, "the server answered 503")
        clock.on(60)
        heard = []
        second = recode(store, Local(), hired(url), now=clock, told=heard.append)
        assert (second.done, second.away, heard) == (1, None, [1])
    assert len(asked) == 3
    assert {one.coder for one in Desk(store).stream().lines} <= {"tagger@1"}
    listed = Desk(store, also=["llm"]).count(Ask(copies=True)).coders
    assert listed["llm:small@1"] == 2 * len(FINDINGS)


def test_only_what_became_known_since_a_day_is_coded(store, clock):
    """The first day counts."""
    fill(store, clock, TEXT, TEXT + "More.")
    line(store, clock).finish()
    with serving(answer()) as (url, asked):
        made = recode(store, Local(), hired(url), now=clock, since=(NOON + timedelta(1)).date())
    assert made.done == len(asked) == 1
    assert asked[0][2]["messages"][1]["content"].endswith("More.")


def test_what_was_dropped_is_counted_over_all_articles(store, clock):
    """The sum is told, and each coding keeps its own."""
    fill(store, clock, TEXT, TEXT + "More.")
    line(store, clock).finish()
    wrong = answer([FINDINGS[2] | {"denier": ["Nobody"], "incident": [], "attribution": []}])
    with serving(wrong) as (url, _):
        made = recode(store, Local(), hired(url), now=clock)
    assert made.dropped == {"quotations that are not in the article": 2}
    with store.reading() as connection:
        told = connection.execute(select(t.codings.c.dropped)).scalars().all()
    assert [json.loads(one) for one in told if one] == [dict.fromkeys(made.dropped, 1)] * 2


# ── Without a ledger ────────────────────────────────────────────────────────────────────────────


def test_reading_gives_both_codings_and_says_why_one_is_missing():
    """A coder that fails takes nothing from the other."""
    one = reading.captured(TEXT, published=DAY.isoformat())
    with serving(answer(), b"<html>") as (url, _):
        also = [hired(url)]
        (both,) = reading.reports([one], also=also)
        (alone,) = reading.reports([one], also=also)
    assert [coding.coder for coding in both.codings] == ["tagger@1", "llm:small@1"]
    assert isinstance(alone, Report)
    assert [issue.what for issue in alone.issues] == ["the server's answer is no JSON"]
    told = json.loads(reading.as_json(both))
    assert {finding["coder"] for finding in told["findings"]} == {"tagger@1", "llm:small@1"}
    assert told["coder"] == "tagger@1"
    assert json.loads(reading.as_json(alone))["issues"][0]["what"].startswith("the server")


def test_a_coder_that_counts_and_fails_is_an_issue_in_the_reports_place():
    """As with any input that cannot be read."""
    with serving((500, {}, b"")) as (url, _):
        (made,) = reading.reports([reading.captured(TEXT)], coder=hired(url))
    assert isinstance(made, Issue)
    assert made.what == "the server answered 500"


def test_a_coder_without_its_server_says_what_to_write():
    """It does not ask just anybody."""
    with pytest.raises(ConfigurationError, match="no server to ask"):
        stages.coder(Hired(name="llm"))


def test_who_is_away_stays_so_across_processes():
    """What a worker raised is told with its wait and its doubt."""
    fault = CoderAway(what="w", where="x", why="y", remedy="z", wait=3.0, doubt=True)
    told = failure(pickle.loads(pickle.dumps(fault)))
    expected = Failure(what="w", why="y", remedy="z", away=True, wait=3.0, doubt=True)
    assert told == expected
