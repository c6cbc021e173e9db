"""Tables that lead to one another: every row by the dictionary, and nobody named."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from tests.web.invented import EVIL
from tests.write import dossiers

from vedette.write import atom, geojson, stix
from vedette.write.tables import LAYERS, rows
from vedette.write.tables.shape import table, tables

TYPES = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "day": date,
    "moment": datetime,
    "list": list,
}


def laid(*listed, **more):
    """Lay dossiers out, each table a list of rows."""
    found = {one.name: [] for one in tables()}
    for name, row in rows(listed, dossiers.imprint(**more)):
        found[name].append(row)
    return found


def whole(evil="", **more):
    """The affair, one told by its country, one told nowhere."""
    return laid(dossiers.dossier(evil), dossiers.near(evil), dossiers.nowhere(), **more)


@pytest.mark.parametrize("evil", ["", EVIL])
def test_every_row_is_as_the_dictionary_says(evil):
    """All columns and no other, of the type that is told, among the values that are told."""
    for name, listed in whole(evil).items():
        assert listed, name
        for row in listed:
            assert list(row.keys() ^ {one.name for one in table(name).columns}) == []
            for column in table(name).columns:
                told = row[column.name]
                assert told is not None or not column.needed
                assert told is None or isinstance(told, TYPES[column.type])
                assert told is None or not column.among or told in column.among or evil
                assert isinstance(told, bool) == (column.type == "boolean")
                assert not (column.type == "day" and isinstance(told, datetime))


def test_every_key_is_its_rows_own_and_every_lead_leads_somewhere():
    """As a database would have it, and lists of reports too."""
    told = whole()
    ids = {one.name: {row.get("id") for row in told[one.name]} for one in tables()}
    for one in tables():
        keys = [tuple(row[name] for name in one.key) for row in told[one.name]]
        assert len(keys) == len(set(keys))
        for column in one.columns:
            if column.leads:
                assert {row[column.name] for row in told[one.name]} - {None} <= ids[column.leads]
    for row in told["disagreements"]:
        assert set(row["reports"]) <= ids["reports"]
        assert set(row["voices"]) <= ids["sources"]


def test_nobody_private_has_a_name_in_any_table():
    """States are named, a man is not; an accuser speaks in his own name; copies say nothing new."""
    told = whole()
    assert "Dornescu" not in str(told)
    first, second, *_ = told["accusations"]
    assert first["speaker"] == ["Interior minister Halina Wrona"]
    assert first["speaker_states"] == ["PL"]
    assert first["accused"] == ["Russia", "somebody whose name is withheld"]
    assert first["accused_states"] == ["RU"]
    assert (first["firmness"], first["answer"]) == (4, None)
    assert second["accused_states"] == []
    lawyer = told["accusations"][5]
    assert (lawyer["speaker"], lawyer["answer"]) == (["somebody whose name is withheld"], "denied")
    sides = [row["value"] for row in told["disagreements"]]
    assert sides[:2] == ["RU", "somebody whose name is withheld"]


def test_who_speaks_may_be_called_after_who_is_accused():
    """His lawyer accuses somebody else: the name is taken out of that too, in every format."""
    lawyer = dossiers.finding(
        "attribution", "f-lawyers", accuser=[("Dornescu’s lawyer", None)], accused=[("Riga", "LV")]
    )
    mail, told, copied = dossiers.dossier().sheet.accounts
    one = dossiers.dossier(accounts=(mail, replace(told, about=(lawyer,)), copied))
    (row,) = laid(one)["accusations"][:1]
    assert row["said"] == "[name withheld]’s lawyer accuses Latvia"
    assert row["speaker"] == ["[name withheld]’s lawyer"]
    for module in (atom, geojson, stix):
        raw = b"".join(module.write_incidents([one], dossiers.imprint())).decode()
        assert "Dornescu" not in raw
        assert "lawyer accuses Latvia" in raw


def test_a_copy_is_told_as_one_and_leads_to_its_origin():
    """By the id of a report of the same incident."""
    told = laid(dossiers.dossier())["reports"]
    assert [row["copy"] for row in told] == [False, False, True]
    assert told[2]["copy_of"] == told[1]["id"]
    assert told[1]["licence"] == "all rights reserved"
    assert all(len(row["quotation"]) <= 241 for row in told)


def test_a_source_that_is_not_listed_has_a_row_too():
    """With what is known of it, which is its name, and no right assumed."""
    imprint = dossiers.imprint()
    listed = list(rows([dossiers.dossier()], type(imprint)(desk=imprint.desk)))
    told = [row for name, row in listed if name == "sources"]
    assert [row["listed"] for row in told] == [False, False, False]
    assert {row["licence"] for row in told} == {"unknown: all rights are its publisher's"}
    assert [row["id"] for row in told] == sorted(row["id"] for row in told)


def test_the_sample_says_so():
    """In the name of each incident, and in a column."""
    told = whole(sample=True)["incidents"]
    assert all(row["sample"] and row["name"].startswith("SAMPLE: ") for row in told)


def test_moments_bear_their_zone():
    """None is without, so that each is one moment wherever it is read."""
    for name, listed in whole().items():
        for column in table(name).columns:
            if column.type == "moment":
                assert all(row[column.name].utcoffset() is not None for row in listed)
                assert all(row[column.name].utcoffset() < timedelta(days=1) for row in listed)


def test_the_dictionary_has_a_sentence_for_everything():
    """And every table is one that is laid out."""
    assert {one.name for one in tables()} == {*LAYERS, "sources"}
    for one in tables():
        assert one.says.endswith(".")
        assert all(column.says for column in one.columns)
        assert set(one.key) <= {column.name for column in one.columns if column.needed}
