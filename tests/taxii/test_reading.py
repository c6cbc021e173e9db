"""A client that others wrote discovers, lists, filters, pages and reads what the desk offers."""

import json
from dataclasses import replace

import httpx2
import pytest
from stix2validator import ValidationOptions, validate_instance
from taxii2client.exceptions import AccessError
from taxii2client.v21 import ApiRoot, Collection, Server, as_pages
from tests.taxii.conftest import BALTIC, PARTNER, READER

from vedette.collect import Keys, Past
from vedette.collect.taxii import collect_taxii
from vedette.desk import exporting, running
from vedette.desk.answering import clock
from vedette.read import read
from vedette.records import Channel, Rule

ACCEPT = {"Accept": "application/taxii+json;version=2.1", "Authorization": f"Bearer {READER}"}


def collection(site, title="Incidents", user="reader", password=READER):
    """A collection as that client sees it."""
    root = ApiRoot(site.api, user=user, password=password)
    return next(one for one in root.collections if one.title == title)


def raw(site, path, **more):
    """An answer as it stands on the wire."""
    return httpx2.get(f"{site.api}{path}", headers=ACCEPT | more)


def test_the_server_is_discovered(site):
    """Title, one API root, its version and limits, and its collections."""
    server = Server(site.discovery, user="reader", password=READER)
    assert server.title == "A test desk"
    (root,) = server.api_roots
    assert (root.url, server.default.url) == (site.api, site.api)
    assert root.versions == ["application/taxii+json;version=2.1"]
    assert root.max_content_length == 10_000_000
    told = {one.title: (one.can_read, one.can_write) for one in root.collections}
    assert told == {"Incidents": (True, False), "Sabotage and arson": (True, False)}


def test_all_is_there_and_valid(site):
    """What the collection holds is what the desk exports, and passes the validator of OASIS."""
    envelope = collection(site).get_objects()
    assert envelope["more"] is False
    exported = json.loads(b"".join(exporting.incidents(site.desk, "stix")))["objects"]
    held = {one["id"]: one for one in envelope["objects"]}
    assert held == {one["id"]: one for one in exported}
    bundle = {"type": "bundle", "id": "bundle--" + exported[0]["id"][-36:], **envelope}
    bundle.pop("more")
    assert not validate_instance(bundle, ValidationOptions(version="2.1")).errors


def test_pages_come_to_the_whole(site):
    """In the order in which objects were added, none twice and none left out."""
    one = collection(site)
    whole = one.get_objects()["objects"]
    paged = [
        object_
        for envelope in as_pages(one.get_objects, per_request=40)
        for object_ in envelope["objects"]
    ]
    assert paged == whole
    assert len(whole) > 200
    last = ""
    for envelope in as_pages(one.get_manifest, per_request=100):
        for entry in envelope["objects"]:
            assert entry["date_added"] >= last
            last = entry["date_added"]


def test_who_polls_again_gets_what_is_new(site):
    """`added_after` the header's last gives nothing, after the first's all but that moment's."""
    answer = raw(site, f"collections/{collection(site).id}/objects/?limit=50")
    first = answer.headers["x-taxii-date-added-first"]
    last = answer.headers["x-taxii-date-added-last"]
    manifest = collection(site).get_manifest()["objects"]
    assert (first, last) == (manifest[0]["date_added"], manifest[49]["date_added"])
    later = collection(site).get_manifest(added_after=last)["objects"]
    assert later == [one for one in manifest if one["date_added"] > last]
    assert later
    assert collection(site).get_manifest(added_after=manifest[-1]["date_added"]) == {}


@pytest.mark.parametrize("types", [["incident"], ["report", "location"]])
def test_types_filter(site, types):
    """One type, or several."""
    listed = collection(site).get_objects(type=types)["objects"]
    assert {one["type"] for one in listed} == set(types)


def test_ids_filter(site):
    """By the filter and by the address; what is not there is not found."""
    one = collection(site)
    some = [entry["id"] for entry in one.get_manifest()["objects"]][40:43]
    assert [found["id"] for found in one.get_objects(id=some)["objects"]] == some
    (alone,) = one.get_object(some[0])["objects"]
    assert alone["id"] == some[0]
    assert one.get_objects(id="report--" + "0" * 8 + "-0000-4000-8000-" + "0" * 12) == {}
    missing = raw(site, f"collections/{one.id}/objects/report--none/")
    assert missing.status_code == 404


def test_versions_and_specs_filter(site):
    """A version is named by its moment, in whatever precision; of STIX there is 2.1 alone."""
    one = collection(site)
    (first, *_) = one.get_objects(type="incident")["objects"]
    assert one.object_versions(first["id"])["versions"] == [first["modified"]]
    for moment in (first["modified"], first["modified"].replace("Z", "000+00:00")):
        assert one.get_object(first["id"], version=moment)["objects"] == [first]
    assert one.get_object(first["id"], version="2001-01-01T00:00:00Z") == {}
    assert one.get_objects(spec_version="2.0") == {}
    assert one.get_objects(spec_version="2.1") == one.get_objects()


def test_a_collection_of_some_has_these_whole(site):
    """Those of its kinds with all that they refer to, and no others."""
    listed = collection(site, "Sabotage and arson").get_objects()["objects"]
    kinds = {one["labels"][0] for one in listed if one["type"] == "incident"}
    assert kinds == {"sabotage", "arson"}
    held = {one["id"] for one in listed}
    for one in listed:
        assert held.issuperset(one.get("object_refs", []))
        assert held.issuperset(one.get("object_marking_refs", []))
        assert held >= {one[name] for name in ("source_ref", "target_ref") if name in one}


def test_a_token_reads_what_it_may(site):
    """Others' collections are as if they were not there; without a token there is nothing."""
    root = ApiRoot(site.api, user="baltic", password=BALTIC)
    (mine,) = root.collections
    assert mine.title == "Sabotage and arson"
    other = Collection(
        f"{site.api}collections/{collection(site).id}/", user="baltic", password=BALTIC
    )
    for asked in (other.refresh, other.get_objects):
        with pytest.raises(Exception, match="404"):
            asked()
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic %%"}):
        refused = httpx2.get(site.discovery, headers=headers)
        assert refused.status_code == 401
        assert "Basic" in refused.headers["www-authenticate"]
    with pytest.raises(AccessError):
        collection(site, "Inbox", "partner", PARTNER).get_objects()


def test_a_name_goes_with_its_own_secret(site):
    """Basic with another's name is refused; Bearer needs no name."""
    assert httpx2.get(site.api, auth=("reader", READER)).status_code == 200
    assert httpx2.get(site.api, auth=("partner", READER)).status_code == 401
    assert raw(site, "").status_code == 200


def test_what_is_wrong_is_told_as_taxii_does(site):
    """An error message in its media type; the desk's own pages are not in the way."""
    name = collection(site).id
    for path, status in {
        "collections/none/": 404,
        "status/none/": 404,
        f"collections/{name}/objects/?limit=0": 400,
        f"collections/{name}/objects/?limit=x": 400,
        f"collections/{name}/objects/?next=x": 400,
        f"collections/{name}/objects/?added_after=yesterday": 400,
        f"collections/{name}/manifest/?match[version]=newest": 400,
    }.items():
        answer = raw(site, path)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/taxii+json;version=2.1"
        assert answer.json()["http_status"] == str(status)
        assert answer.json()["title"]
    assert raw(site, "", Accept="application/vnd.oasis.taxii+json").status_code == 406
    assert raw(site, "", Accept="application/taxii+json;version=2.0").status_code == 406
    assert raw(site, "", Accept="application/taxii+json").status_code == 200
    assert httpx2.delete(
        f"{site.api}collections/{name}/objects/a/", headers=ACCEPT
    ).status_code == (403)


def test_an_alias_leads_there_too(site):
    """`collections/incidents/` is the collection, whose id stays its UUID."""
    told = raw(site, "collections/incidents/").json()
    assert told["id"] == collection(site).id


async def test_a_desk_polls_another(site, ask):
    """Ours asks ours: each incident is a capture, and asked again nothing is new."""
    ask.keys = Keys(password=lambda _host, user: READER if user == "reader" else "")
    url = f"{site.api}collections/incidents/"
    channel = Channel(kind="taxii", url=url, rules=(Rule(name="login", value="reader"),))
    source = replace(running.sample_sources()[0], channels=(channel,))
    harvest = await collect_taxii(source, channel, Past(), ask, now=clock())
    assert harvest.poll.outcome == "new"
    assert len(harvest.captures) == site.desk.count_incidents().total
    again = await collect_taxii(source, channel, Past(etag=harvest.poll.etag), ask, now=clock())
    assert (again.poll.outcome, again.captures) == ("quiet", ())
    titles = {read(capture).title for capture in harvest.captures}
    exported = json.loads(b"".join(exporting.incidents(site.desk, "stix")))["objects"]
    assert titles == {one["name"] for one in exported if one["type"] == "incident"}
