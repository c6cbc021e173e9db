"""What another system says comes in, counts as it says, and goes out again as it came."""

import csv
import io
import json
from collections import defaultdict
from dataclasses import replace

import pytest
import stix2
from tests.write.test_stix import faults, misshapen

from vedette.collect import Past
from vedette.collect.table import collect_table
from vedette.desk import Desk, IncidentAsk, exporting, inputs, running
from vedette.desk.answering import clock
from vedette.desk.line import Line
from vedette.desk.replaying import replay
from vedette.engines import Local
from vedette.ledger import folding
from vedette.ledger.versions import coders
from vedette.records import Channel, Rule, Source
from vedette.taxonomy.countries import countries
from vedette.write.stix.objects import PROVENANCE

KEPT = ("kind", "stage", "when", "killed", "injured", "targets")
WHERE = ("name", "country", "latitude", "longitude", "precision")


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """Give a desk over the sample archive, and all of it as STIX."""
    url = f"sqlite:///{tmp_path_factory.mktemp('sample')}/l.sqlite"
    with running.opened(url) as store:
        running.fill_sample(store, Local())
    desk = Desk(url, sources=running.sample_sources())
    return desk, b"".join(exporting.incidents(desk, "stix"))


def brought(names, folder, number=0):
    """Bring files through the line into an empty ledger; give the desk over it."""
    url = f"sqlite:///{folder}/{number}.sqlite"
    with running.opened(url) as store:
        line = Line(store, Local(), now=clock)
        told = replay(inputs.files(names, replaying=True), line, now=clock)
        assert told.issues == 0
        assert not folding.check(store).differing
    return Desk(url)


def told(raw):
    """What a bundle says of each incident, by the id under which the first desk knows it."""
    listed = json.loads(raw)["objects"]
    held = {one["id"]: one for one in listed}
    found = {}
    said, placed = defaultdict(set), {}
    for one in listed:
        if one["type"] == "relationship" and one["relationship_type"] == "located-at":
            ext, place = one["extensions"][PROVENANCE], held[one["target_ref"]]
            placed[one["source_ref"]] = {name: place.get(name) for name in WHERE} | ext
        elif one["type"] == "relationship":
            ext = one["extensions"][PROVENANCE]
            who, whom = (held[one[f"{end}_ref"]] for end in ("source", "target"))
            accused = whom["name"] if whom["type"] == "identity" else ""
            said[ext["incident_ref"]].add(
                (who["name"], one["relationship_type"], accused, ext.get("firmness"))
            )
    for one in listed:
        if one["type"] == "incident":
            ext = one["extensions"][PROVENANCE]
            names = [ref["external_id"] for ref in one.get("external_references", ())]
            found[names[0] if names else one["id"]] = (
                {name: ext.get(name) for name in KEPT}
                | {"name": one["name"], "created": one["created"]},
                placed.get(one["id"]),
                said[one["id"]],
            )
    return found


def named(said):
    """Leave of what is said what states say, and those whom a report does not name.

    A publisher's own voice has no other name in a second desk than that somebody's word is told.
    """
    nations = {state.name for state in countries().values()}
    return {line for line in said if line[0] in nations or line[0].startswith("somebody")}


def in_order(listed):
    """What is said of incidents, whatever each is called."""
    return sorted(str((facts, place, sorted(map(str, said)))) for facts, place, said in listed)


def test_a_round_trip_keeps_what_stix_can_say(exported, tmp_path):
    """Kind, stage, days, place, counts, targets, and who accuses whom how firmly: of all of it."""
    _, raw = exported
    (tmp_path / "out.json").write_bytes(raw)
    back = b"".join(exporting.incidents(brought([str(tmp_path / "out.json")], tmp_path), "stix"))
    assert faults(back) == ([], set())
    assert misshapen(back) == []
    first, second = told(raw), told(back)
    assert first.keys() == second.keys()
    assert len(first) > 20
    for name, (facts, place, said) in first.items():
        again, there, after = second[name]
        assert again == facts
        assert there == place
        assert named(after) >= named(said)
    (tmp_path / "back.json").write_bytes(back)
    third = brought([str(tmp_path / "back.json")], tmp_path, 1)
    once_more = told(b"".join(exporting.incidents(third, "stix")))
    assert in_order(once_more.values()) == in_order(second.values())


def test_what_comes_in_is_coded_by_its_own_words(exported, tmp_path):
    """By the coder of imports alone; every field slices back to the text of its article."""
    _, raw = exported
    (tmp_path / "out.json").write_bytes(raw)
    desk = brought([str(tmp_path / "out.json")], tmp_path)
    with running.opened(f"sqlite:///{tmp_path}/0.sqlite") as store, store.reading() as connection:
        assert {name for name, _ in coders(connection)} == {"import:stix@2"}
    for line in desk.incidents(IncidentAsk(limit=500)).lines:
        sheet = desk.article(line.article)
        for finding in sheet.report.findings:
            for entries in finding.fields.values():
                for entry in entries:
                    assert (
                        entry.span is None or sheet.article.text[slice(*entry.span)] == entry.text
                    )


def test_prose_beside_it_is_coded_as_ever(tmp_path):
    """One folder with a bundle and a report: each by its own coder."""
    one = stix2.Incident(name="Depot burnt", labels=["arson"])
    (tmp_path / "a.json").write_text(stix2.Bundle(one).serialize())
    text = "Signal box set on fire\n\nPolice in Narva said a signal box was set on fire on Monday."
    (tmp_path / "b.txt").write_text(text)
    brought([str(tmp_path / "a.json"), str(tmp_path / "b.txt")], tmp_path)
    with running.opened(f"sqlite:///{tmp_path}/0.sqlite") as store, store.reading() as connection:
        found = {name.partition("@")[0] for name, _ in coders(connection)}
    assert found == {"import:stix", "tagger"}


def test_two_rows_of_one_register_are_two_incidents(tmp_path):
    """However alike they are; a later version of one moves it, and what is revoked is retracted."""
    alike = {"name": "Drones at the airport", "labels": ["drone-incursion"], "description": "Seen."}
    one, other = stix2.Incident(**alike), stix2.Incident(**alike)
    (tmp_path / "a.json").write_text(stix2.Bundle(one, other).serialize())
    desk = brought([str(tmp_path / "a.json")], tmp_path)
    page = desk.incidents()
    assert [line.reports for line in page.lines] == [1, 1]
    (tmp_path / "b.json").write_text(stix2.Bundle(one.revoke()).serialize())
    with running.opened(f"sqlite:///{tmp_path}/0.sqlite") as store:
        line = Line(store, Local(), now=clock)
        replay(inputs.files([str(tmp_path / "b.json")], replaying=True), line, now=clock)
    assert sorted(line.status for line in desk.incidents().lines) == ["reported", "retracted"]


async def test_our_own_table_comes_in_by_its_columns(exported, tmp_path):
    """What CSV can say of kind, stage, days, state and counts is kept."""
    desk, _ = exported
    (tmp_path / "t.csv").write_bytes(b"".join(exporting.incidents(desk, "csv")))
    columns = {
        "id": "id",
        "name": "name",
        "kind": "kind",
        "stage": "stage",
        "when": "first_day",
        "until": "last_day",
        "place": "place",
        "country": "country",
        "lat": "lat",
        "lon": "lon",
        "radius": "radius_km",
        "killed": "killed_high",
        "published": "first_reported",
    }
    rules = tuple(Rule(name=name, value=value) for name, value in columns.items())
    channel = Channel(kind="csv", url=str(tmp_path / "t.csv"), rules=rules)
    harvest = await collect_table(source(channel), channel, Past(), None, now=clock())
    url = f"sqlite:///{tmp_path}/l.sqlite"
    with running.opened(url) as store:
        replay(harvest.captures, Line(store, Local(), now=clock), now=clock)
    back = {
        line.sentence.splitlines()[0]: line
        for line in Desk(url).incidents(IncidentAsk(limit=500)).lines
    }
    rows = list(csv.DictReader(io.StringIO((tmp_path / "t.csv").read_text("utf-8"))))
    assert len(back) == len({row["name"] for row in rows})
    for row in rows:
        line = back[row["name"]]
        same = [other for other in rows if other["name"] == row["name"]]
        if len(same) == 1:
            assert (line.kind, line.status) == (row["kind"], row["stage"])
            assert (line.when.first.isoformat() if line.when else "") == row["first_day"]
            assert (line.spot.country if line.spot else "") == row["country"]


def source(channel):
    """A source that nobody published."""
    return replace(
        Source(
            id="xx/partner",
            name="A partner",
            home="https://partner.example/",
            country="XX",
            languages=("en",),
            owner="partner",
            ownership="nonprofit",
            licence="CC0",
            channels=(),
        ),
        channels=(channel,),
    )
