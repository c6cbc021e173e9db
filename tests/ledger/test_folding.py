"""The views: what the log says, however and whenever it was folded."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from tests.ledger.making import NOON, TEXT, article, coding, keep

from vedette.answers import Ask
from vedette.ledger import folding, stream
from vedette.ledger import schema as t
from vedette.ledger.append import Appender
from vedette.ledger.search import search
from vedette.ledger.store import Store

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
        batch.coding(number, coding(given_, "rules@2", findings=False))
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
        facets = stream.counts(connection, Ask())
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
        (hit,) = search(connection, "cable hank").lines
        assert "\x02cable\x03" in hit.snippet.lower()
        assert hit.findings == 2
        assert search(connection, "kaapeli").lines
        for odd in ('"', "NEAR(", "a OR b", "*", "title:cable", "'; DROP TABLE log", "", "\x00"):
            search(connection, odd)
        assert not search(connection, "cable AND nosuchword").lines
