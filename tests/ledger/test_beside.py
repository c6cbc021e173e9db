"""Several coders on one article: each stands under its name, and one of them counts."""

from dataclasses import replace

import pytest
from sqlalchemy import column, create_engine, insert, select, table, text
from tests.ledger.making import article, capture, coding, keep

from vedette.answers import Ask
from vedette.desk import Desk
from vedette.ledger import folding, migrate, rows, sheets, work
from vedette.ledger import schema as t
from vedette.ledger.store import Store
from vedette.query import parse
from vedette.records import Field

ALSO = ("llm",)


def beside(appender, number, of, **more):
    """Append what a second coder made of an article."""
    with appender.batch() as batch:
        return batch.coding(number, coding(of, coder="llm:small@1", **more), beside="llm")


@pytest.fixture
def both(store, appender):
    """A ledger in which two coders coded two articles."""
    for key in "ab":
        one = article(key, f"{article().text} So said {key}.")
        beside(appender, keep(appender, one), one)
    folding.catch_up(store)
    return store


def test_lists_hold_what_every_named_coder_found_under_its_name(both):
    """Without its name a coder is not shown, though the ledger keeps what it found."""
    desk = Desk(both, also=ALSO)
    found = desk.stream().lines
    assert [line.coder for line in found] == ["llm:small@1"] * 2 + ["tagger@1"] * 2 + [
        "llm:small@1"
    ] * 2 + ["tagger@1"] * 2
    assert len({line.seq for line in found}) == 8
    assert desk.count().total == 8
    assert desk.count().coders == {"llm:small@1": 4, "tagger@1": 4}
    alone = Desk(both)
    assert {line.coder for line in alone.stream().lines} == {"tagger@1"}
    assert alone.count().total == 4


def test_what_measures_the_desk_counts_one_coder(both):
    """Nothing is counted twice because two looked at it."""
    desk = Desk(both, also=ALSO)
    assert desk.standing().findings == 4
    assert desk.search(parse("Hanko")).lines[0].findings == 2


def test_pages_follow_each_other_without_a_gap(both):
    """A page of one line each gives the same lines in the same order."""
    desk = Desk(both, also=ALSO)
    whole, ask = list(desk.stream().lines), Ask(limit=1)
    paged = []
    while ask is not None:
        page = desk.stream(ask)
        paged += page.lines
        ask = replace(ask, before=page.next) if page.next is not None else None
    assert paged == whole


def test_a_filter_by_coder_leaves_one(both):
    """The name with its version is asked for."""
    desk = Desk(both, also=ALSO)
    assert {one.coder for one in desk.stream(Ask(coders=frozenset({"tagger@1"}))).lines} == {
        "tagger@1"
    }


def test_review_asks_not_who_found_it(both):
    """Counts, filter, pages and the sheet hold every coder's findings to one threshold."""
    desk = Desk(both, also=ALSO, thresholds={"incident": 1.0})
    waiting = desk.stream(Ask(review=True)).lines
    assert [line.coder for line in waiting] == ["llm:small@1", "tagger@1"] * 2
    assert {line.finding.type for line in waiting} == {"incident"}
    assert desk.count().review == 4
    page = desk.stream(Ask(review=True, limit=1))
    assert desk.stream(Ask(review=True, before=page.next)).lines == waiting[1:]
    sheet = desk.article(article("a").id)
    own = {line.finding.id for line in waiting if line.article == sheet.article.id}
    assert sheet.review == dict.fromkeys(own, 1.0)
    assert len(own) == 2


def test_a_sheet_has_every_coding(both):
    """The one that counts comes first; a coder that is not named is left out."""
    desk = Desk(both, also=ALSO)
    report = desk.article(article("a").id).report
    assert [one.coder for one in report.codings] == ["tagger@1", "llm:small@1"]
    assert Desk(both).article(article("a").id).report.beside == ()


def test_a_new_version_waits_for_both_coders(both, appender):
    """What was coded of the old words no longer stands, by nobody."""
    edited = article("a", article().text + " Corrected.")
    with appender.batch() as batch:
        batch.article(batch.capture(capture("a", edited.text.encode())), edited)
    folding.catch_up(both)
    assert {line.article for line in Desk(both, also=ALSO).stream().lines} == {article("b").id}
    with both.reading() as connection:
        waits = work.to_code(connection, "llm:small@1", "t1", beside="llm")
        assert [one.article.text for one in waits] == [edited.text]
    assert folding.check(both).holds


def test_a_coder_beside_is_asked_for_newest_versions_alone(store, appender):
    """Older words are history: the coder that counts has them, one that costs need not."""
    keep(appender, article("a"), code=False)
    edited = article("a", article().text + " Corrected.")
    with appender.batch() as batch:
        batch.article(batch.capture(capture("a", edited.text.encode())), edited)
    with store.reading() as connection:
        assert len(work.to_code(connection, "tagger@1", "t1")) == 2
        waits = work.to_code(connection, "llm:small@1", "t1", beside="llm")
    assert [one.article.text for one in waits] == [edited.text]


def test_an_erased_article_leaves_no_coding_of_anybody(both, appender):
    """The words go whoever quoted them."""
    with appender.batch() as batch:
        batch.erase(article("a").id, author="A", reason="r", at=article().known)
    folding.catch_up(both)
    with both.reading() as connection:
        left = connection.execute(select(t.standing_codings.c.article)).scalars().all()
        held = connection.execute(select(t.findings.c.id)).all()
    assert set(left) == {article("b").id}
    assert len(held) == 4
    assert folding.check(both).holds


def test_the_rule_of_a_field_and_what_was_dropped_are_kept(store, appender):
    """They come back as they were, and change no id."""
    one = article("a")
    made = coding(one)
    fields = {"where": tuple(replace(it, rule="places") for it in made.findings[0].fields["where"])}
    told = replace(made.findings[0], fields={**made.findings[0].fields, **fields})
    made = replace(made, findings=(told,), dropped={"not in the text": 2})
    number = keep(appender, one, code=False)
    with appender.batch() as batch:
        batch.coding(number, made)
    with store.reading() as connection:
        row = connection.execute(select(t.articles)).one()
        back = sheets.report(connection, row).coding
    assert back == made
    assert back.findings[0].fields["where"][0].rule == "places"
    assert back.findings[0].fields["series"][0].rule == ""
    assert Field(value=1, rule="x") == Field(value=1)


def test_a_ledger_of_the_first_schema_is_brought_forward(url):
    """What stood in it stands as it did, by the coder that counts."""
    one, engine = article("a"), create_engine(url)
    migrate.upgrade(engine, url, "0001")
    made = coding(one)
    heads, spans, entries = rows.finding_rows(4, made.findings)
    named = {head.pop("ref"): head["id"] for head in heads}
    for row in (*spans, *entries):
        row["finding"] = named[row["finding"]]
    old = [{k: v for k, v in entry.items() if k != "rule"} for entry in entries]
    with engine.begin() as connection:
        for seq, noun in enumerate(("captures", "articles", "marks", "codings", "coded"), 1):
            connection.execute(insert(t.log), {"seq": seq, "noun": noun, "recorded": "2026"})
        raw = rows.capture_row(capture("a"), wants_page=False)
        raw.pop("handling")
        connection.execute(insert(t.captures), {"seq": 1, **raw})
        laid = {**rows.article_row(one), "version": 1, "why": "first", "capture": 1, "seq": 2}
        connection.execute(insert(t.articles), laid)
        head = {k: v for k, v in rows.coding_row(made).items() if k != "dropped"}
        connection.execute(insert(t.codings), {"seq": 4, **head})
        for name, listed in (("findings", heads), ("anchors", spans), ("fields", old)):
            connection.execute(insert(table(name, *map(column, listed[0]))), listed)
        connection.execute(
            text(
                'INSERT INTO places (coding, n, start, "end", text, lat, lon, country)'
                " VALUES (4, 0, 0, 5, 'Hanko', 59.8, 22.9, 'FI')"
            )
        )
        connection.execute(text("INSERT INTO coded (seq, article, coding) VALUES (5, 2, 4)"))
    engine.dispose()
    store = Store(url, write=True)
    with store.reading() as connection:
        back = sheets.report(connection, connection.execute(select(t.articles)).one())
    assert back.coding.findings == made.findings
    (place,) = back.coding.places
    assert (place.text, place.precision, place.radius_km, place.metonym) == (
        "Hanko",
        None,
        None,
        False,
    )
    folding.catch_up(store)
    assert Desk(store, also=ALSO).count().coders == {"tagger@1": 2}
    store.close()


def test_appending_twice_beside_is_appending_once(store, appender):
    """The same coding under the same name is one row; under another it is another."""
    one = article("a")
    number = keep(appender, one)
    for _ in range(2):
        beside(appender, number, one)
    with store.reading() as connection:
        told = connection.execute(select(t.coded.c.beside).order_by(t.coded.c.seq)).scalars().all()
    assert told == ["", "llm"]
