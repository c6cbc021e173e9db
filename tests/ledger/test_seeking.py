"""A query line is asked of both databases, and they answer what the line says."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, text
from tests.ledger.making import NOON, TEXT, article, capture, coding
from tests.ledger.test_plans import plans

from vedette.answers import Ask, IncidentAsk
from vedette.ledger import folding, listing, marking, search, seeking, stream
from vedette.ledger import schema as t
from vedette.ledger.seeking import Means
from vedette.ledger.tally import Tally
from vedette.ledger.terms import TOKENIZER, terms
from vedette.query import parse
from vedette.records import Field, Finding, Span, coding_id, finding_id
from vedette.sought import Words

LONG = timedelta(days=400)
"""Between two reports: they are told as two incidents."""
WORDS = "The Gdańsk–Łódź freight train F-16 passed the depot at e-mail_me kyiv/moscow 3.5 km"


def told(n, *, kind="sabotage", place=("Narva", "EE"), actor=None, firmness=None, **more):
    """A report of its own day with an incident, and who is accused of it how firmly."""
    tale = " ".join(f"tale{n}x{k}" for k in range(60))
    text = f"{TEXT} {WORDS if n == 1 else 'Nothing else'}. {tale}."
    report = article(f"k{n}", text, known=NOON - n * LONG, **{"source": f"fi/s{n}", **more})
    made = coding(report, kind=kind)
    first = made.findings[0]
    fields = {**first.fields, "where": (Field(text=place[0], value=place[1]),)}
    first = replace(first, id=f"{n}{first.id[1:]}", fields=fields)
    found = [first]
    if firmness is not None:
        found.append(_charge(made, first, actor, firmness))
    return report, replace(made, findings=tuple(found), taxonomy=f"t{n}")


def _charge(made, incident, actor, firmness):
    owner = coding_id(made.text_hash, made.reader, made.coder, made.taxonomy)
    fields = {
        "incident": (Field(value=incident.id),),
        "accused": (Field(text=actor[0], value=actor[1]),),
        "firmness": (Field(value=firmness),),
    }
    anchor = (Span(26, 32),)
    name = finding_id(owner, "attribution", None, anchor, fields)
    return Finding(
        id=name, type="attribution", anchor=anchor, fields=fields, confidence=0.99, rule="test"
    )


REPORTS = (
    {"kind": "sabotage", "actor": ("Moscow", "RU"), "firmness": 4},
    {"kind": "arson", "place": ("Gdynia Port", "PL"), "language": "pl"},
    {"kind": "sabotage", "place": ("Baltic Sea", "Baltic Sea"), "source": "pl/tabloid"},
    {
        "kind": "cyberattack",
        "actor": ("the EU or GRU", None),
        "firmness": 2,
        "title": "Narva by night",
    },
)


@pytest.fixture
def filled(store, appender):
    """Four reports of four incidents, the oldest come first."""
    for n, one in reversed(list(enumerate(REPORTS))):
        report, made = told(n, **one)
        with appender.batch() as batch:
            raw = capture(report.key, report.key.encode(), known=report.known, source=report.source)
            batch.coding(batch.article(batch.capture(raw), report), made)
    folding.catch_up(store)
    return store


CASES = {
    "": {0, 1, 2, 3},
    "kind:sabotage": {0, 2},
    "kind:sabotage,arson": {0, 1, 2},
    "-kind:sabotage": {1, 3},
    "place:PL": {1},
    'place:"Gdynia"': {1},
    "place:gdynia kind:sabotage": set(),
    'country:Poland,"Baltic Sea"': {1, 2},
    "-place:EE": {1, 2},
    "actor:RU": {0},
    "actor:GRU": {3},
    "actor:RU,GRU": {0, 3},
    "actor:EU": {3},
    "-actor:RU": {1, 2, 3},
    "firmness:>=4": {0},
    "firmness:<=3": {3},
    "firmness:2,4": {0, 3},
    "firmness:>=2 kind:cyberattack": {3},
    "source:pl/tabloid": {2},
    "-source:pl/tabloid": {0, 1, 3},
    "language:pl": {1},
    "-language:pl": {0, 2, 3},
    "since:2025": {0, 1},
    "until:2024-12": {2, 3},
    "since:2025-01-26 until:2025-01-26": {1},
    "confidence:>=0.4": {0, 1, 2, 3},
    "cable": {0, 1, 2, 3},
    '"cable broke"': {0, 1, 2, 3},
    '"broke cable"': set(),
    "gdansk": {1},
    '"lodz"': set(),
    "łódź": {1},
    '"FREIGHT TRAIN"': {1},
    "freight -cable": set(),
    "-freight": {0, 2, 3},
    'frei* "depot"': {1},
    'frei "depot"': set(),
    "dep": {1},
    '"dep"': set(),
    "f-16": {1},
    '"e-mail me"': {1},
    "moscow": {1},
    "kyiv/moscow": {1},
    '"3.5 km"': {1},
    '"3 km"': set(),
    "tale0x1": {0},
    "tale0x1 tale2x1": set(),
    "text:tale0x1,tale2x1": {0, 2},
    '-text:tale0x1,"tale2x1 tale2x2"': {1, 3},
    "night": {3},
    '"night a"': set(),
    "!!!": set(),
}


def numbers(names):
    """The numbers of the reports with these ids."""
    mine = {told(n, **one)[0].id: n for n, one in enumerate(REPORTS)}
    return {mine[name] for name in names}


def test_articles_answer(filled):
    """Those that hold the words and the findings, newest first or the best."""
    for line, wanted in CASES.items():
        query = parse(line)
        with filled.reading() as connection:
            where = seeking.articles(query, worded=False)
            newest = search.search(connection, query, where).lines
            best = search.search(connection, query, where, order="fit").lines
        assert numbers([hit.article for hit in newest]) == wanted, line
        assert {hit.article for hit in best} == {hit.article for hit in newest}, line
        known = [hit.known for hit in newest]
        assert known == sorted(known, reverse=True)


def test_incidents_answer_as_the_articles_that_tell_them(filled):
    """Each report here tells one incident, so that the same must answer; and so do the counts."""
    for line, wanted in CASES.items():
        with filled.reading() as connection:
            page = listing.page(connection, IncidentAsk(query=parse(line)))
            counts = listing.counts(connection, IncidentAsk(query=parse(line)))
        assert numbers([one.article for one in page.lines]) == wanted, line
        assert counts.total == len(wanted), line


def test_findings_answer_as_their_articles(filled):
    """Of the incidents among them; the counts are of what is listed."""
    for line, wanted in CASES.items():
        ask = Ask(query=parse(line), types=frozenset({"incident"}), copies=True)
        with filled.reading() as connection:
            page = stream.stream(connection, ask)
            counts = Tally().counts(connection, ask)
        assert numbers([one.article for one in page.lines]) == wanted, line
        assert counts.total == len(wanted), line


def test_what_is_in_review_counts_for_nothing_where_it_must_not(filled):
    """An accusation below its threshold does not let an incident through to a watch."""
    with filled.reading() as connection:
        for needed, found in (({}, 1), ({"attribution": 0.9}, 1), ({"incident": 0.9}, 0)):
            where = seeking.incidents(parse("actor:RU confidence:>=0.1"), Means(needed=needed))
            names = connection.execute(select(t.incidents.c.id).where(*where)).all()
            assert len(names) == found, needed


def test_ids_from_elsewhere_narrow_every_list(filled):
    """What no column tells comes as the ids of incidents that fit."""
    query = parse("grade:>=C3")
    with filled.reading() as connection:
        names = [one.id for one in listing.page(connection, IncidentAsk(kinds={"arson"})).lines]
        means = Means(incidents={query.clauses[0]: frozenset(names)})
        hits = search.search(connection, query, seeking.articles(query, means)).lines
        asked = {"query": query, "fitting": means.incidents}
        page = listing.page(connection, IncidentAsk(**asked))
        lines = stream.stream(connection, Ask(**asked)).lines
    assert numbers([hit.article for hit in hits]) == {1}
    assert [one.id for one in page.lines] == names
    assert numbers({one.article for one in lines}) == {1}


def test_one_incident_is_asked_for_by_its_id_or_a_report(filled):
    """By the start of either, in every list; and what has not that one."""
    report = told(2, **REPORTS[2])[0].id
    with filled.reading() as connection:
        (line,) = listing.page(connection, IncidentAsk(query=parse(f"article:{report}"))).lines
    for clause in (f"article:{report}", f"article:{report[:8]}", f"incident:{line.id[:12]}"):
        for asked, wanted in ((clause, {2}), (f"-{clause}", {0, 1, 3})):
            query = parse(asked)
            with filled.reading() as connection:
                page = listing.page(connection, IncidentAsk(query=query))
                lines = stream.stream(connection, Ask(query=query)).lines
                hits = search.search(connection, query, seeking.articles(query)).lines
            assert numbers([one.article for one in page.lines]) == wanted, asked
            assert numbers({one.article for one in lines}) == wanted, asked
            assert numbers({one.article for one in hits}) == wanted, asked


def test_what_sources_differ_on_is_asked_for(filled):
    """Of the incidents with such a disagreement, and of their reports."""
    with filled.transaction() as connection:
        name = next(iter(connection.execute(select(t.incidents.c.id)).scalars()))
        row = {"incident": name, "field": "place", "body": b"{}"}
        connection.execute(t.disagreements.insert(), row)
        telling = connection.execute(
            select(t.tellings.c.article).where(t.tellings.c.incident == name)
        ).scalars()
        wanted = numbers(telling)
        for line, found in (("differs:place", wanted), ("differs:killed", set())):
            where = seeking.incidents(parse(line))
            listed = connection.execute(select(t.incidents.c.id).where(*where)).scalars().all()
            assert listed == [name] * bool(found)
            hits = search.search(connection, parse(line), seeking.articles(parse(line))).lines
            assert numbers({one.article for one in hits}) == found


def test_pages_of_a_search_go_on_where_they_ended(filled):
    """Newest by the index's number, best by how many came before."""
    query = parse("cable")
    with filled.reading() as connection:
        for order in ("new", "fit"):
            whole = search.search(connection, query, order=order).lines
            first = search.search(connection, query, order=order, limit=3)
            rest = search.search(connection, query, order=order, limit=3, before=first.next)
            assert first.lines + rest.lines == whole
            assert rest.next is None


def test_what_fits_best_is_found_however_many_newer_reports_do_not_meet_the_rest(filled):
    """The newest are counted among those that meet all of a line; without more, of all."""
    line = "cable source:fi/s0,pl/tabloid"
    with filled.transaction() as connection:
        (row,) = connection.execute(select(t.standing).order_by(t.standing.c.first.desc()).limit(1))
        crowd = range(row.first + 1, row.first + 1 + search.RANKED)
        new = [{"article": f"n{n}", "first": n, "source": "fi/crowd"} for n in crowd]
        connection.execute(insert(t.standing), [row._asdict() | one for one in new])
        own = "title, text, outlet" if filled.sqlite else "title, text, outlet, words"
        again = f"SELECT :n, {own} FROM view_search WHERE rowid = {row.first}"
        numbered = [{"n": n} for n in crowd]
        connection.execute(text(f"INSERT INTO view_search (rowid, {own}) {again}"), numbered)
        query = parse(line)
        where = seeking.articles(query, worded=False)
        hits = search.search(connection, query, where, order="fit").lines
        assert numbers([hit.article for hit in hits]) == {0, 2}
        if filled.sqlite:
            told = plans(connection, lambda: search.search(connection, query, where, order="fit"))
            assert not re.search(r"SCAN (?:view_standing|articles)", told), told


def test_a_word_in_the_headline_weighs_more(filled):
    """The report that is about it comes before those that hold the word."""
    with filled.reading() as connection:
        hits = search.search(connection, parse("text:night,depot"), order="fit").lines
    assert [hit.title for hit in hits] == ["Narva by night", "A cable"]


# ── words ───────────────────────────────────────────────────────────────────────────────────────


def cut(text):
    """The terms that SQLite makes of a text."""
    with closing(sqlite3.connect(":memory:")) as asked:
        asked.execute(f"CREATE VIRTUAL TABLE t USING fts5(x, tokenize='{TOKENIZER}')")
        asked.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')")
        asked.execute("INSERT INTO t VALUES (?)", [text])
        return [term for (term,) in asked.execute("SELECT term FROM v ORDER BY offset")]


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(min_codepoint=1, max_codepoint=0x2FFF, exclude_categories=["Cs"])))
def test_terms_are_those_of_sqlite(text):
    """A text is cut by us as the index of SQLite cuts it, whatever is in it."""
    assert terms(text) == cut(text)


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("A cable. The Cable!", [Words(text="cable")], ["cable", "Cable"]),
        ("e\u0301migre\u0301 emigre", [Words(text="émigré")], ["e\u0301migre\u0301", "emigre"]),
        ("railway rail", [Words(text="rail")], ["rail"]),
        ("railway rail", [Words(text="rail", begins=True)], ["rail", "rail"]),
        ("an east,  rail b", [Words(text="east rail"), Words(text="b")], ["east,  rail", "b"]),
        ("nothing", [Words(text="!"), Words(text="no")], []),
    ],
)
def test_words_are_marked_where_they_stand(text, words, marked):
    """Whole words unless they begin one; phrases over what stands between; marks of accents too."""
    assert [text[a:b] for a, b in marking.places(text, words)] == marked
    assert marking.snippet(text, words).replace("\x02", "").replace("\x03", "") == text


def test_a_snippet_shows_where_most_words_stand():
    """A lone word far ahead of where they stand together is not what is shown."""
    text = f"Rail. {'blah ' * 100}the rail depot burnt {'blah ' * 100}"
    cut_out = marking.snippet(text, [Words(text="rail"), Words(text="depot")])
    assert "\x02rail\x03 \x02depot\x03" in cut_out
    assert len(cut_out) < 300
