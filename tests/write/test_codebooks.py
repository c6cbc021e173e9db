"""PLOVER and ACLED: only what holds, nobody an actor because he is accused."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from tests.web.invented import EVIL
from tests.write import dossiers

from vedette.records import Field, Interval
from vedette.taxonomy.countries import countries
from vedette.taxonomy.kinds import ORDER, kind
from vedette.write import csv as csv_format
from vedette.write.codebooks import acled, plover
from vedette.write.codebooks.mapping import alpha3, mappings, numeric

MODES = {
    "ASSAULT": {"targeted", "destroy", "explosives", "drone", "aerial", "unconventional", ""},
    "COERCE": {"cyber", "misinformation", ""},
    "MOBILIZE": {"troops", "weapons", "police", "militia", ""},
}
"""Modes of PLOVER 2.0 by event, those that a kind of ours could be."""
CONTEXTS = {"cbrn", "military", "cyber", "misinformation", "intelligence", "economic", ""}
SUBS = {
    "Explosions/Remote violence": {
        "Air/drone strike",
        "Grenade",
        "Remote explosive/landmine/IED",
        "Shelling/artillery/missile attack",
        "Chemical weapon",
        "Suicide bomb",
        "",
    },
    "Strategic developments": {
        "Looting/property destruction",
        "Arrests",
        "Disrupted weapons use",
        "Other",
        "",
    },
    "": {""},
}
"""Sub-event types of ACLED's codebook by event type."""


def lines(*listed, **more):
    """What PLOVER gets."""
    raw = b"".join(plover.write_incidents(listed, dossiers.imprint(**more)))
    return [json.loads(line) for line in raw.splitlines()]


def sheet(*listed, **more):
    """What a reader of ACLED's columns gets."""
    raw = b"".join(acled.write_incidents(listed, dossiers.imprint(**more)))
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


def with_guilt(*guilt, **changes):
    """The affair with other things said of guilt, and other changes of its line."""
    sheet = dossiers.dossier().sheet
    mail, told, copied = sheet.accounts
    accounts = (mail, replace(told, about=guilt), replace(copied, about=()))
    line = replace(sheet.line, **{"disagreements": (), **changes})
    return dossiers.dossier(accounts=accounts, line=line)


def found(type_, **fields):
    """Something said of guilt, with the fields as values."""
    return dossiers.finding(type_, "f", **{name: [("x", v)] for name, v in fields.items()})


CHARGE = found("attribution", accuser="PL", accused="RU", firmness=5)
VERDICT = found("attribution", accused="RU", firmness=6)
CLAIM = found("denial", denier="RU", state="claimed")


def test_every_kind_is_mapped_to_classes_that_there_are():
    """All nineteen, each class from its codebook, each gap with its reason."""
    assert set(mappings()) == set(ORDER)
    for name, one in mappings().items():
        assert one.mode in MODES.get(one.event, {""})
        assert one.context in CONTEXTS
        assert one.sub in SUBS[one.acled]
        assert one.why or (one.event and one.acled)
        nearest = kind(name).crosswalk.get("plover", "")
        assert nearest.startswith(one.event)


def test_every_state_has_its_longer_codes():
    """Of three letters each its own, and a number but for the one that has none."""
    codes = [alpha3(code) for code in countries()]
    assert all(len(code) == 3 for code in codes)
    assert len(set(codes)) == len(codes)
    assert [code for code in countries() if numeric(code) is None] == ["XK"]
    assert (alpha3("GE"), numeric("GE")) == ("GEO", "268")


@pytest.mark.parametrize("evil", ["", EVIL])
def test_an_accusation_makes_nobody_an_actor(evil):
    """However firm; it stands beside, with who says it, and names nobody private."""
    (one,) = lines(dossiers.dossier(evil))
    assert one["actor"] == []
    first = one["accusations"][0]
    assert (first["speaker"], first["accused"], first["firmness"]) == (["POL"], ["RUS"], 4)
    assert "Dornescu" not in json.dumps(one)
    (row,) = sheet(dossiers.dossier(evil))
    assert row["actor1"] == ""
    assert "Poland" not in row["actor2"]
    assert "Dornescu" not in str(row)


@pytest.mark.parametrize(
    ("guilt", "changes", "actors"),
    [
        ((CHARGE,), {}, []),
        ((VERDICT,), {}, ["RUS"]),
        ((VERDICT,), {"disagreements": ("accused",)}, []),
        ((VERDICT,), {"status": "acquitted"}, []),
        ((CLAIM,), {}, ["RUS"]),
        ((replace(CLAIM, fields={**CLAIM.fields, "state": (Field(value="denied"),)}),), {}, []),
        ((found("attribution", accused=None, firmness=6),), {}, []),
    ],
)
def test_who_did_it_is_told_when_it_is_settled(guilt, changes, actors):
    """By a court or by himself, while nobody differs and nobody was cleared; states alone."""
    given = with_guilt(*guilt, **changes)
    (one,) = lines(given)
    assert [actor["code"] for actor in one["actor"]] == actors
    (row,) = sheet(given)
    assert row["actor1"] == ("Government of Russia" if actors else "")


@pytest.mark.parametrize("status", ["accident", "refuted", "retracted", "foiled"])
def test_what_did_not_happen_is_no_row(status):
    """For rows are counted."""
    line = replace(dossiers.dossier().sheet.line, status=status)
    assert lines(dossiers.dossier(line=line)) == sheet(dossiers.dossier(line=line)) == []


@pytest.mark.parametrize(
    ("targets", "told"),
    [
        (("rail",), [{"code": "POL"}]),
        (("rail", "military"), [{"code": "POL", "sector": "MIL"}]),
        (("diplomatic",), []),
        (("ship", "port"), []),
        ((), []),
    ],
)
def test_whom_it_hit_is_told_where_that_is_certain(targets, told):
    """The state's own things; not what may be another's."""
    line = replace(dossiers.dossier().sheet.line, targets=targets)
    assert lines(dossiers.dossier(line=line))[0]["recipient"] == told


@pytest.mark.parametrize(
    ("last", "known"), [(18, "1"), (19, "2"), (24, "2"), (25, "3"), (30, "3"), (None, "")]
)
def test_a_date_is_told_as_closely_as_it_is_known(last, known):
    """To the day, the week, the month; else there is none."""
    first = date(2025, 11, 18)
    end = date(2025, 11, last) if last else date(2026, 1, 18)
    line = replace(dossiers.dossier().sheet.line, when=Interval(first, end))
    (row,) = sheet(dossiers.dossier(line=line))
    assert row["time_precision"] == known
    assert row["event_date"] == ("2025-11-18" if known else "")


def test_a_place_is_told_as_closely_as_it_is_known():
    """A town with a point, a country without, nowhere with nothing."""
    town, country, nowhere = sheet(dossiers.dossier(), dossiers.near(), dossiers.nowhere())
    assert (town["country"], town["iso"], town["geo_precision"]) == ("Poland", "616", "1")
    assert country["latitude"] == country["location"] == ""
    assert nowhere["country"] == ""
    placed = [one["event_loc"] for one in lines(dossiers.dossier(), dossiers.nowhere())]
    assert placed[0]["country_code"] == "POL"
    assert placed[1] is None


def test_every_row_says_that_it_is_none_of_acleds():
    """And has all their columns, empty where nothing can be said; no cell is a formula."""
    listed = sheet(dossiers.dossier(EVIL), dossiers.near(), sample=True)
    for row in listed:
        assert tuple(row) == acled.COLUMNS
        assert "not ACLED data" in row["tags"]
        assert row["tags"].startswith("SAMPLE")
        assert not any(
            cell.startswith(csv_format.FORMULA)
            for name, cell in row.items()
            if name not in {"latitude", "longitude"}
        )
        assert row["fatalities"] == ""


def test_plover_has_what_its_manual_requires():
    """An id, a date, actors and events, lists where the manual has lists; licences with reports."""
    for one in lines(dossiers.dossier(), dossiers.near(), sample=True):
        assert {"id", "date", "actor", "event"} <= one.keys()
        assert all(isinstance(one[name], list) for name in ("actor", "recipient", "event", "mode"))
        assert one["cite_info"][0]["license"] == "all rights reserved"
        assert one["sample"] is True
        assert one["comment"].startswith("SAMPLE")
    (one,) = lines(dossiers.dossier())
    assert (one["event"], one["mode"], one["cameo"]) == (["ASSAULT"], ["destroy"], "171")
    assert one["size"] == {"dead": None, "injured": [2, 4]}
