"""What is passed on keeps its moment, changes by versions, and is revoked when it was none."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from stix2validator import ValidationOptions, validate_instance
from taxii2client.v21 import ApiRoot
from tests.taxii.conftest import READER, opened

from vedette.desk import IncidentAsk
from vedette.desk.answering import clock
from vedette.desk.deciding import Deciding
from vedette.desk.taxii import Publisher, ShelfAsk
from vedette.desk.taxii.shelf import Shelf
from vedette.ledger import folding
from vedette.ledger.append import Appender


@pytest.fixture
def changing(filled, tmp_path):
    """Serve a copy of the sample's ledger, which the test may change."""
    for file in filled.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    with opened(tmp_path) as one:
        one.publisher.finish()
        yield one


def collection(site, title="Incidents"):
    """A collection as a client sees it."""
    root = ApiRoot(site.api, user="reader", password=READER)
    return next(one for one in root.collections if one.title == title)


def deciding(site):
    """An analyst at the ledger."""
    return Deciding(store=site.store, author="A. Analyst", reason="a test", at=datetime.now(UTC))


def folded(site):
    """Fold what was decided, and pass on what is new."""
    folding.catch_up(site.store)
    return site.publisher.finish()


def accused(site):
    """Give an incident of which somebody is accused."""
    return next(
        one for one in site.desk.incidents(IncidentAsk(limit=500)).lines if one.by and one.spot
    )


def of(site, name, title="Incidents"):
    """The objects of an incident in a collection, the newest version of each."""
    listed = collection(site, title).get_objects()["objects"]
    (own,) = (
        one
        for one in listed
        if one["type"] == "incident"
        and any(ext.get("incident") == name for ext in one["extensions"].values())
        and not one.get("revoked")
    )
    return own, [one for one in listed if own["id"] in str(one) and one is not own]


def test_what_is_passed_on_keeps_its_moment(changing):
    """A second look, and another process, pass nothing on again; the manifest stays as it was."""
    before = collection(changing).get_manifest()
    assert changing.publisher.finish() == 0
    assert Publisher(changing.desk, changing.store, now=clock).finish() == 0
    assert collection(changing).get_manifest() == before


def test_a_change_is_a_version(changing):
    """Of what changed alone; the one before can still be asked for; who polls gets it."""
    chosen = accused(changing)
    own, _ = of(changing, chosen.id)
    last = collection(changing).get_manifest()["objects"][-1]["date_added"]
    deciding(changing).note(chosen.id)
    assert folded(changing)
    fresh = collection(changing).get_objects(added_after=last)["objects"]
    noted = [one for one in fresh if own["id"] in str(one)]
    assert [one["type"] for one in noted] == ["note"]
    deciding(changing).kind(chosen.id, "vandalism" if chosen.kind != "vandalism" else "arson")
    assert folded(changing)
    versions = collection(changing).object_versions(own["id"])["versions"]
    assert versions[0] == own["modified"]
    assert len(versions) == 2
    assert collection(changing).get_object(own["id"], version="first")["objects"] == [own]
    whole = collection(changing).get_object(own["id"], version="all")["objects"]
    assert [one["modified"] for one in whole] == versions
    assert whole[0]["created"] == whole[1]["created"]


def test_what_was_none_is_revoked_for_good(changing):
    """With all that was said in it; where it comes back, it comes back as another."""
    chosen = accused(changing)
    own, said = of(changing, chosen.id)
    number = deciding(changing).dismiss(chosen.id)
    assert folded(changing)
    newest = {one["id"]: one for one in collection(changing).get_objects()["objects"]}
    assert newest[own["id"]]["revoked"] is True
    assert newest[own["id"]]["modified"] > own["modified"]
    assert {newest[one["id"]].get("revoked") for one in said} == {True}
    gone = {one["type"] for one in newest.values() if one.get("revoked")}
    assert not gone & {"identity", "location", "marking-definition", "extension-definition"}
    deciding(changing).withdraw(number)
    assert folded(changing)
    again, there = of(changing, chosen.id)
    assert again["id"] != own["id"]
    assert again["name"] == own["name"]
    told = [sorted(x["name"] for x in of_it if x["type"] == "report") for of_it in (said, there)]
    assert told[0] == told[1]
    newest = {one["id"]: one for one in collection(changing).get_objects()["objects"]}
    assert newest[own["id"]]["revoked"] is True
    assert Publisher(changing.desk, changing.store, now=clock).finish() == 0


def test_who_has_read_it_hears_that_its_kind_was_another(changing):
    """An incident stays in the collection that it came into, and comes whole into its new one."""
    title = "Sabotage and arson"
    lines = changing.desk.incidents(IncidentAsk(limit=500)).lines
    leaving = next(one for one in lines if one.kind == "arson")
    coming = next(one for one in lines if one.kind == "cyberattack")
    deciding(changing).kind(leaving.id, "vandalism")
    deciding(changing).kind(coming.id, "sabotage")
    assert folded(changing) >= 2
    own, _ = of(changing, leaving.id, title)
    assert own["labels"][0] == "vandalism"
    all_of = {one["id"] for one in of(changing, coming.id)[1]}
    assert {one["id"] for one in of(changing, coming.id, title)[1]} == all_of


def test_a_clock_that_goes_back_loses_nobody(changing):
    """What comes later is added later, whatever the clock says."""
    last = collection(changing).get_manifest()["objects"][-1]["date_added"]
    chosen = accused(changing)
    deciding(changing).note(chosen.id)
    folding.catch_up(changing.store)
    early = Publisher(changing.desk, changing.store, now=lambda: clock() - timedelta(days=9))
    assert early.finish()
    fresh = collection(changing).get_manifest(added_after=last)["objects"]
    assert "note" in {one["id"].partition("--")[0] for one in fresh}


def test_what_is_erased_is_blanked_and_told(changing):
    """No headline or address of it is left on the shelf; whoever has it hears that it is gone."""
    chosen = accused(changing)
    sheet = changing.desk.incident(chosen.id)
    head = sheet.accounts[0].head
    last = collection(changing).get_manifest()["objects"][-1]["date_added"]
    with Appender(changing.store, now=clock).batch() as batch:
        batch.erase(head.article, author="A", reason="law", at=clock())
    assert folded(changing)
    fresh = Shelf(changing.store, changing.desk.exchange.declared)
    everything = fresh.find("incidents", ShelfAsk(versions=frozenset({"all"}), limit=10_000))
    raw = json.dumps(fresh.objects(everything.held))
    assert head.url not in raw
    assert head.title not in raw
    told = collection(changing).get_objects(added_after=last)["objects"]
    assert {one["type"] for one in told if one.get("revoked")} >= {"report"}
    bundle = {"type": "bundle", "id": "bundle--" + told[0]["id"][-36:], "objects": told}
    assert not validate_instance(bundle, ValidationOptions(version="2.1")).errors


def test_what_may_no_longer_leave_is_revoked(changing):
    """An incident that an analyst has raised above the ceiling is told no further."""
    chosen = accused(changing)
    own, _ = of(changing, chosen.id)
    deciding(changing).handle(chosen.id, "amber")
    assert folded(changing)
    (newest,) = collection(changing).get_object(own["id"])["objects"]
    assert newest["revoked"]


def test_nothing_is_revoked_while_views_are_folded_afresh(changing):
    """After an upgrade incidents are not there yet; what is revoked would stay so."""
    with changing.store.transaction() as connection:
        folding.drop_views(connection)
        assert folding.fold(connection, 0, 30)
    again = Publisher(changing.desk, changing.store, now=clock)
    assert again.finish() == 0
    folding.catch_up(changing.store)
    assert again.finish() == 0
