"""The views: what the log says, however and whenever it was folded."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from importlib.resources import files
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, select, update
from tests.ledger.making import NOON, TEXT, article, coding, keep

from vedette.answers import Ask
from vedette.ledger import folding, stream
from vedette.ledger import schema as t
from vedette.ledger.append import Appender
from vedette.ledger.recalling import recall
from vedette.ledger.search import search
from vedette.ledger.store import MANY, Store
from vedette.ledger.tally import Tally
from vedette.query import parse
from vedette.relate import traces
from vedette.relate.likeness import like

ONE_HOUR = timedelta(hours=1)
LONG = " ".join(f"word{n}" for n in range(60))


def copies(store):
    """Each copy with its origin."""
    with store.reading() as connection:
        return {row.article: row.origin for row in connection.execute(select(t.copies))}


def test_a_copy_points_to_the_earliest(store, appender):
    """Two outlets with one text: the earlier is the origin."""
    late = article("a", LONG, source="fi/late", known=NOON + timedelta(hours=1))
    early = article("b", LONG + " more", source="fi/early")
    keep(appender, late)
    keep(appender, early)
    folding.catch_up(store)
    assert copies(store) == {late.id: early.id}


def test_an_edit_can_end_a_copy(store, appender):
    """When the origin's text changes past likeness, nothing is a copy any longer."""
    one, two = article("a", LONG, source="fi/one"), article("b", LONG, source="fi/two")
    keep(appender, one)
    keep(appender, two)
    folding.catch_up(store)
    assert copies(store)
    keep(appender, article("a", TEXT, source="fi/one"))
    folding.catch_up(store)
    assert copies(store) == {}


def test_templates_of_one_outlet_are_no_copies(store, appender):
    """An outlet that fills in its template tomorrow does not repeat itself."""
    keep(appender, article("a", LONG + " one hit"))
    keep(appender, article("b", LONG + " two sunk and more came late", known=NOON))
    folding.catch_up(store)
    assert copies(store) == {}


@settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(order=st.permutations(range(6)), cut=st.integers(0, 6))
def test_the_views_do_not_depend_on_order_or_on_when_they_were_folded(tmp_path_factory, order, cut):
    """Any order of arrival, folded in any two halves, gives the same copies; a check holds."""
    made = [
        article(
            f"k{n}", LONG + f" tail{n // 2}", source=f"fi/s{n}", known=NOON + timedelta(hours=n)
        )
        for n in range(4)
    ] + [article("k4", TEXT), article("k5", TEXT, source="fi/s5")]
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('l')}/l.sqlite", write=True)
    appender = Appender(store, now=lambda: NOON)
    for n, which in enumerate(order):
        if n == cut:
            folding.catch_up(store)
        keep(appender, made[which])
    folding.catch_up(store)
    assert folding.check(store).holds
    found = copies(store)
    assert {a.id for a in made[1:4]} <= set(found)
    assert all(found[a.id] == made[0].id for a in made[1:4])
    store.close()


def test_a_check_sees_a_view_that_was_tampered_with(store, appender):
    """A row too few and a row changed are both named."""
    keep(appender, article("a", LONG, source="fi/one"))
    keep(appender, article("b", LONG, source="fi/two"))
    folding.catch_up(store)
    with store.transaction() as connection:
        connection.execute(delete(t.copies))
        connection.execute(update(t.standing).values(known="2020"))
    assert set(folding.check(store).differing) == {"view_copies", "view_standing"}
    folding.rebuild(store)
    assert folding.check(store).holds


def test_other_code_refolds_everything(store, appender):
    """Views made by another fold are dropped and made anew."""
    keep(appender, article())
    folding.catch_up(store)
    with store.transaction() as connection:
        connection.execute(update(t.snapshots).values(code="old"))
        connection.execute(delete(t.standing))
    folding.catch_up(store)
    with store.reading() as connection:
        assert folding.size(connection, t.standing) == 1
    assert folding.check(store).holds


def test_the_newest_coding_supersedes_the_whole_one_before(store, appender):
    """An upgrade of the coder can retract what the old one found."""
    given_ = article()
    number = keep(appender, given_)
    folding.catch_up(store)
    with store.reading() as connection:
        assert len(stream.stream(connection, Ask()).lines) == 2
    with appender.batch() as batch:
        batch.coding(number, coding(given_, "tagger@2", findings=False))
    folding.catch_up(store)
    with store.reading() as connection:
        assert stream.stream(connection, Ask()).lines == ()
    assert folding.check(store).holds


def test_the_stream_filters_and_pages(store, appender):
    """Filters narrow, facets count, and pages join without a gap or a repeat."""
    for n in range(5):
        keep(appender, article(f"k{n}", TEXT + f" Case {n}.", known=NOON + timedelta(days=n)))
    folding.catch_up(store)
    with store.reading() as connection:
        whole = stream.stream(connection, Ask(types=frozenset({"incident"})))
        assert len(whole.lines) == 5
        assert [line.place for line in whole.lines] == ["Hanko"] * 5
        assert whole.lines[0].country == "FI"
        assert whole.lines[0].known > whole.lines[1].known
        seen, before = [], None
        while True:
            page = stream.stream(connection, Ask(limit=3, before=before))
            seen += [line.seq for line in page.lines]
            before = page.next
            if before is None:
                break
        assert seen == sorted(set(seen), reverse=True)
        assert len(seen) == 10
        narrow = Ask(countries=frozenset({"FI"}), since=(NOON + timedelta(days=3)).date())
        assert len(stream.stream(connection, narrow).lines) == 2
        until = Ask(until=NOON.date(), kinds=frozenset({"undersea_infrastructure"}))
        assert len(stream.stream(connection, until).lines) == 1
        assert stream.stream(connection, Ask(place="hank")).lines
        assert not stream.stream(connection, Ask(place="%")).lines
        assert len(stream.stream(connection, Ask(words="case 3")).lines) == 2
        placed = Tally().counts(connection, Ask(place="hank", countries=frozenset({"FI"})))
        facets = Tally().counts(connection, Ask())
    assert placed.countries == {"FI": placed.total}
    assert facets.total == 10
    assert facets.types == {"incident": 5, "statement": 5}
    assert facets.countries == {"FI": 5}
    assert len(facets.days) == 5


def test_a_line_shows_the_sentence_and_where_it_stands(store, appender):
    """The sentence is a slice of the text, and the anchor lies in it."""
    keep(appender, article())
    folding.catch_up(store)
    with store.reading() as connection:
        lines = stream.stream(connection, Ask()).lines
    for line in lines:
        start = line.sentence_start
        assert TEXT[start : start + len(line.sentence)] == line.sentence
        anchor = line.finding.anchor[0]
        assert start <= anchor.start < anchor.end <= start + len(line.sentence)
    assert {line.sentence for line in lines} == set(TEXT.replace(". P", ".|P").split("|"))


@given(text=st.text(max_size=600), at=st.integers(0, 599), size=st.integers(1, 20))
def test_a_sentence_is_always_a_slice_that_holds_its_start(text, at, size):
    """Whatever the text, what is shown stands in it where it is said to stand."""
    start = min(at, len(text))
    head, sentence = stream.around(text, start, min(start + size, len(text)))
    assert text[head : head + len(sentence)] == sentence


def test_search_finds_words_and_takes_no_operators(store, appender):
    """Words are words: operators of the database find nothing but themselves."""
    keep(appender, article(title="Kaapeli poikki", text=TEXT))
    folding.catch_up(store)
    with store.reading() as connection:
        (hit,) = search(connection, parse("cable hank")).lines
        assert "\x02cable\x03" in hit.snippet.lower()
        assert hit.findings == 2
        assert search(connection, parse("kaapeli")).lines
        for odd in ('""', "NEAR(", "a OR b", "*", '"title:cable"', "'; DROP TABLE log", "", "\x00"):
            search(connection, parse(odd))
        assert not search(connection, parse("cable AND nosuchword")).lines


def test_a_date_that_no_calendar_of_news_knows_does_not_stop_the_fold(store, appender):
    """Feeds write 0001-01-01 where they have no date; it counts as none."""
    keep(appender, article("a", LONG, source="fi/one", published=date(1, 1, 1)))
    keep(appender, article("b", LONG, source="fi/two", known=NOON - timedelta(hours=1)))
    keep(appender, article("c", TEXT, known=datetime(1, 1, 1, 1, tzinfo=timezone(ONE_HOUR * 3))))
    folding.catch_up(store)
    assert copies(store) == {article("a", source="fi/one").id: article("b", source="fi/two").id}


def test_who_corrects_a_report_does_not_come_to_copy_it(store, appender):
    """The origin stays the origin when its text is edited after it was copied."""
    early, late = article("a", LONG, source="fi/one"), article("b", LONG, source="fi/two")
    keep(appender, early)
    keep(appender, replace(late, known=NOON + ONE_HOUR))
    keep(appender, replace(early, text=LONG + " corrected", known=NOON + 2 * ONE_HOUR))
    folding.catch_up(store)
    assert copies(store) == {late.id: early.id}


def test_a_bulletin_does_not_stay_a_copy_of_its_first_issue(store, appender):
    """Links reach on from each to the next, but an origin is never further than the window."""
    issues = [
        article(f"k{n}", LONG, source=f"fi/s{n}", known=NOON + timedelta(days=10 * n))
        for n in range(4)
    ]
    for issue in issues:
        keep(appender, issue)
    folding.catch_up(store)
    assert copies(store) == {issues[1].id: issues[0].id, issues[3].id: issues[2].id}


def chain():
    """Three reports, the second and the third like the one before it."""
    sentences = [
        " ".join(f"{a.upper()}o{b}a{n}" for n in "bdfgkprt") + "." for a in "bdfgk" for b in "lm"
    ]
    first, middle, last = sentences[:6], sentences[2:8], sentences[4:10]
    return [
        article(f"k{n}", " ".join(one), source=f"fi/s{n}", known=NOON + n * ONE_HOUR)
        for n, one in enumerate((first, middle, last))
    ]


def test_a_chain_counts_once(store, appender):
    """A copy of a copy has the first as its origin, though it shares too little with it."""
    made = chain()
    for one in reversed(made):
        keep(appender, one)
    folding.catch_up(store)
    assert copies(store) == {made[1].id: made[0].id, made[2].id: made[0].id}
    keep(appender, article("k1", TEXT, source="fi/s1", known=NOON + 3 * ONE_HOUR))
    folding.catch_up(store)
    assert copies(store) == {}
    assert folding.check(store).holds


def test_a_copy_is_told_with_its_likeness_to_its_origin(store, appender):
    """Whether it is like its origin itself or like a copy of it, in the view and as recalled."""
    made = chain()
    for one in made:
        keep(appender, one)
    folding.catch_up(store)
    first, *others = (traces.trace(one.text) for one in made)
    with store.reading() as connection:
        held = {row.article: row.similarity for row in connection.execute(select(t.copies))}
        recalled = recall(connection, made[2].known).copies
    assert held == {one.article: one.similarity for one in recalled}
    assert [held[one.id] for one in made[1:]] == [like(first, other) for other in others]


def test_a_text_that_holds_two_reports_does_not_make_them_one(store, appender):
    """A roundup is a copy of the earlier of the two, and the later one is nobody's."""
    one = " ".join(f"Bora{n} Kane{n} Duri{n}." for n in "bcdfghklm")
    other = " ".join(f"Mopa{n} Segu{n} Vila{n}." for n in "bcdfghklm")
    texts = (one, other, f"{one} {other}")
    made = [
        article(f"k{n}", text, source=f"fi/s{n}", known=NOON + n * ONE_HOUR)
        for n, text in enumerate(texts)
    ]
    for given_ in made:
        keep(appender, given_)
    folding.catch_up(store)
    assert copies(store) == {made[2].id: made[0].id}


def test_a_text_with_more_keys_than_a_question_may_hold(store, appender):
    """A long book is placed, and its copy is found."""
    names = ["o".join(four).title() for four in product("bdfgklm", repeat=4)]
    text = ". ".join(" ".join(names[at : at + 8]) for at in range(0, len(names), 8))
    assert len(traces.trace(text).keys) > MANY
    keep(appender, article("a", text, source="fi/one"))
    keep(appender, article("b", text, source="fi/two", known=NOON + ONE_HOUR))
    folding.catch_up(store)
    assert len(copies(store)) == 1


@pytest.mark.parametrize(
    "name",
    [
        "relate/copies.py",
        "relate/odds.toml",
        "relate/stages.tsv",
        "relate/rarity.bin",
        "notions/en.toml",
    ],
)
def test_every_file_of_relating_is_in_the_name_of_its_code(tmp_path, name):
    """Whoever changes code, a word list or a weight of it has the views folded afresh."""
    packages = [tmp_path / one for one in ("relate", "notions")]
    for package in packages:
        shutil.copytree(Path(str(files(f"vedette.{package.name}"))), package)
    assert folding.code_of(*packages) == folding.CODE
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b"\n")
    assert folding.code_of(*packages) != folding.CODE


def test_an_index_serves_every_step_of_the_folds(store):
    """What is done for every row of the log does not read a whole view."""
    if not store.sqlite:
        pytest.skip("PostgreSQL reads small tables whole whatever the indices")
    with store.reading() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN UPDATE view_standing SET coding = 1 WHERE seq = 1"
        ).all()
    assert all("SCAN" not in step.detail for step in plan), plan


def test_two_may_fold_at_once(store, url, appender):
    """A rebuild beside a watching desk folds nothing twice, and a check beside it holds."""
    for n in range(40):
        keep(appender, article(f"k{n}", f"{LONG} {n}", source=f"fi/s{n}"))
    stores = [Store(url, write=True) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        jobs = [pool.submit(folding.rebuild, one) for one in stores]
        assert all(job.result() is not None for job in jobs)
    for one in stores:
        one.close()
    assert folding.check(store).holds


def test_a_check_folds_first_what_the_views_have_not(store, appender):
    """An erasure that is not folded yet is no difference."""
    given_ = article("a", LONG)
    keep(appender, given_)
    folding.catch_up(store)
    with appender.batch() as batch:
        batch.erase(given_.id, author="desk", reason="request", at=NOON)
    assert folding.check(store).holds


def plans(store, ask):
    """The steps of SQLite's plans for whatever `ask` asks through a connection."""
    asked = []

    def note(_connection, _cursor, statement, given, *_):
        asked.append((statement, given))

    with store.reading() as connection:
        event.listen(connection, "before_cursor_execute", note)
        ask(connection)
        event.remove(connection, "before_cursor_execute", note)
        return [
            step.detail
            for statement, given in asked
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        ]


def test_a_search_stops_at_its_limit(store):
    """The snippets of all hits of a common word are not cut only to be sorted away."""
    if not store.sqlite:
        pytest.skip("a plan of SQLite")
    steps = plans(store, lambda connection: search(connection, parse("cable"), before=7))
    assert any("view_search" in step for step in steps)
    assert not any("TEMP B-TREE" in step for step in steps), steps
