"""A query line is read, refused with place and remedy, and written back."""

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import QueryError
from vedette.query import FIELDS, line_of, parse
from vedette.sought import Clause, Outline, Words


def clauses(line):
    """The clauses of a line."""
    return list(parse(line).clauses)


def test_the_line_of_the_handbook_is_read():
    """Fields, a comparison, a month and a phrase, all at once."""
    assert clauses('kind:sabotage place:PL firmness:>=4 since:2025-11 "rail"') == [
        Clause(name="kind", values=("sabotage",)),
        Clause(name="place", values=("PL",)),
        Clause(name="firmness", values=(4,), how="least"),
        Clause(name="since", values=(date(2025, 11, 1),)),
        Clause(name="", values=(Words(text="rail"),)),
    ]


def test_the_united_kingdom_goes_by_both_its_codes():
    """What the ledger keeps is that of the standard, by which all else is compared."""
    (one, other, third) = clauses("country:UK actor:uk place:UK")
    assert (one.values, other.values, third.values) == (("GB",), ("GB",), ("GB",))


def test_a_comma_offers_and_a_dash_excludes():
    """Values after a comma are alternatives; a clause with a dash must not hold."""
    assert clauses('-kind:arson,"drone incursion" -drill') == [
        Clause(name="kind", values=("arson", "drone_incursion"), negated=True),
        Clause(name="", values=(Words(text="drill"),), negated=True),
    ]


def test_the_last_bare_word_may_be_the_beginning_of_one():
    """So does one with a star anywhere; quotation marks take a word as it is."""
    assert [one.values[0].begins for one in clauses("east* depot rail")] == [True, False, True]
    assert [one.values[0].begins for one in clauses('rail "depot"')] == [False, False]


def test_areas_are_read():
    """A box by its sides, an area by its corners, which is closed."""
    assert clauses("bbox:20.9,53.9,26.8,56.4")[0].values == (Outline(box=(20.9, 53.9, 26.8, 56.4)),)
    ring = ((24.0, 54.0), (26.0, 54.0), (25.0, 56.0), (24.0, 54.0))
    assert clauses("area:24,54;26,54;25,56")[0].values == (Outline(points=ring),)


def test_an_address_and_a_lone_dash_are_words():
    """What only looks like a field or a negation is looked for as it is."""
    assert clauses("https://a.example - b")[0].values[0].text == "https://a.example"


@pytest.mark.parametrize(
    ("line", "at", "told"),
    [
        ("knd:arson", 0, "did you mean kind:"),
        ("rail kind:fire", 10, "give one of assassination"),
        ('rail "depot', 5, 'close it with "'),
        ("kind:", 5, "like kind:sabotage"),
        ("kind:>=arson", 5, "signs here: none"),
        ("firmness:>4", 9, "signs here: >= and <="),
        ("firmness:7", 9, "from 0 to 6"),
        ("firmness:>=1,2", 9, "give one"),
        ("-since:2025", 0, "until"),
        ("since:2025-13", 6, "a month such as"),
        ("until:2025-02-30", 6, "a day such as"),
        ("bbox:1,2,3", 5, "west,south,east,north"),
        ("bbox:1,60,3,50", 5, "west,south,east,north"),
        ("area:1,2;3,4", 5, "three corners"),
        ("area:1,2;3,99;5,6", 5, "three corners"),
        ("country:Atlantis", 8, "a state such as PL"),
        ("country:ZZ", 8, "a state such as PL"),
        ("country:EU", 8, "a state such as PL"),
        ("grade:>=G9", 8, "a grade such as B2"),
        ("confidence:2", 11, "from 0 to 1"),
        ("a " * 41, 80, "keep to 40"),
        ("a" * 1001, 1000, "keep it to 1000"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_to_do(line, at, told):
    """Nothing is passed over: a filter that is dropped looks like an answer."""
    with pytest.raises(QueryError) as fault:
        parse(line)
    assert fault.value.at == at
    assert told in fault.value.remedy
    again = pickle.loads(pickle.dumps(fault.value))
    assert (again.at, str(again)) == (at, str(fault.value))


@pytest.mark.parametrize("name", FIELDS)
def test_the_example_of_every_field_reads_and_is_written_back(name):
    """The table that completion and the reference show holds lines that work."""
    (one,) = clauses(FIELDS[name].example)
    assert clauses(line_of([one])) == [one]


PIECES = st.sampled_from(
    ["rail", '"east rail"', "-drill", "kind:arson", "-kind:cbrn,arson", "place:PL", "since:2025",
     "until:2025-11", 'text:a,"b c",d*', "grade:>=C3", "actor:GRU", 'place:"Gdynia Port"', "x*",
     "bbox:-1.5,50,3,60", "area:1,1;2,1;2,2", "a-b", "confidence:<=0.25", "12:30"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=6))
def test_a_line_that_is_written_reads_to_the_same(pieces):
    """Writing and reading are each other's inverse, whatever stands last."""
    query = parse(" ".join(pieces))
    assert parse(line_of(query)) == query
    assert line_of(parse(line_of(query))) == line_of(query)


@given(st.text(max_size=60))
def test_any_line_is_read_or_refused(line):
    """No line breaks the parser, and what it reads can be written."""
    try:
        query = parse(line)
    except QueryError as fault:
        if 0 <= fault.at <= len(line):
            return
        raise
    assert parse(line_of(query)) == query
