"""What others add is kept as captures in the name of their token, and told object by object."""

import json
from uuid import uuid4

import httpx2
import pytest
import stix2
from sqlalchemy import select
from taxii2client.v21 import ApiRoot, Status
from tests.taxii.conftest import PARTNER, READER, opened

from vedette.ledger import rows
from vedette.ledger import schema as t

HEADERS = {
    "Content-Type": "application/taxii+json;version=2.1",
    "Authorization": f"Bearer {PARTNER}",
}


@pytest.fixture
def empty(tmp_path):
    """Serve a desk that has nothing yet."""
    with opened(tmp_path) as one:
        yield one


def inbox(site):
    """The inbox as a client with a token that may add sees it."""
    root = ApiRoot(site.api, user="partner", password=PARTNER)
    return root, next(one for one in root.collections if one.can_write)


def incident(name="Fire at a depot", **more):
    """An incident of an invented partner's."""
    return json.loads(stix2.Incident(name=name, **more).serialize())


def captures(site):
    """What the ledger has in captures."""
    query = select(t.captures, t.bodies.c.body).join(t.bodies, t.bodies.c.hash == t.captures.c.hash)
    with site.store.reading() as connection:
        return [rows.capture_from(row) for row in connection.execute(query)]


def test_what_is_added_is_kept(empty):
    """A capture for each incident with what belongs to it, under the partner's name."""
    who = json.loads(stix2.Identity(name="A partner").serialize())
    one, other = incident(created_by_ref=who["id"]), incident("Cut cable")
    told = inbox(empty)[1].add_objects({"objects": [who, one, other]})
    assert (told.status, told.total_count, told.success_count) == ("complete", 3, 3)
    assert {entry["id"] for entry in told.successes} == {who["id"], one["id"], other["id"]}
    kept = {capture.key: capture for capture in captures(empty)}
    assert set(kept) == {one["id"], other["id"]}
    assert {capture.source for capture in kept.values()} == {"xx/partner"}
    held = json.loads(kept[one["id"]].body)["objects"]
    assert sorted(held, key=str) == sorted([who, one], key=str)


def test_its_status_can_be_asked_for_again(empty):
    """By who sent it, after a restart too; nobody else is told."""
    root, own = inbox(empty)
    told = own.add_objects({"objects": [incident()]})
    again = Status(f"{root.url}status/{told.id}/", user="partner", password=PARTNER)
    assert (again.status, again.successes) == (told.status, told.successes)
    assert again.request_timestamp == told.request_timestamp
    other = httpx2.get(
        f"{root.url}status/{told.id}/", headers={"Authorization": f"Bearer {READER}"}
    )
    assert other.status_code == 404


def test_what_is_no_object_fails_alone(empty):
    """Each with its reason, and the others are kept."""
    good = incident()
    told = inbox(empty)[1].add_objects(
        {"objects": [good, {"type": "incident"}, 7, good | {"type": "report"}]}
    )
    assert (told.success_count, told.failure_count) == (1, 3)
    assert [entry["message"] for entry in told.failures] == [
        "it has no id as STIX writes them",
        "not an object",
        "its id is not of its type",
    ]
    assert [capture.key for capture in captures(empty)] == [good["id"]]


def test_a_sample_is_refused(empty):
    """What is invented does not become news by being passed on."""
    told = inbox(empty)[1].add_objects({"objects": [incident("SAMPLE: Arson, Mika")]})
    assert [entry["message"] for entry in told.failures] == ["it is invented: a sample"]
    assert not captures(empty)


def test_what_belongs_to_no_incident_is_kept_too(empty):
    """In one capture: nothing that was accepted is thrown away."""
    loose = json.loads(stix2.Campaign(name="A campaign").serialize())
    assert inbox(empty)[1].add_objects({"objects": [loose]}).success_count == 1
    (capture,) = captures(empty)
    assert json.loads(capture.body)["objects"] == [loose]


def test_the_same_again_is_kept_once(empty):
    """And a later version is a later capture under the same key."""
    one = incident()
    for sent in (one, one, one | {"modified": "2031-01-01T00:00:00.000Z"}):
        assert inbox(empty)[1].add_objects({"objects": [sent]}).success_count == 1
    assert [capture.key for capture in captures(empty)] == [one["id"]] * 2


def test_who_may_not_add_is_refused(empty):
    """Neither with a token that reads, nor into a collection of ours."""
    root, own = inbox(empty)
    reader = HEADERS | {"Authorization": f"Bearer {READER}"}
    body = json.dumps({"objects": [incident()]})
    for url, headers, status in (
        (f"{own.url}objects/", reader, 404),
        (f"{root.url}collections/incidents/objects/", HEADERS, 403),
        (f"{root.url}collections/incidents/objects/", reader, 403),
        (f"{own.url}objects/", HEADERS | {"Origin": "https://elsewhere.example"}, 403),
    ):
        assert httpx2.post(url, headers=headers, content=body).status_code == status
    assert not captures(empty)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", None, 400),
        (b'{"objects": []}', None, 422),
        (b'{"type": "bundle"}', None, 422),
        (b"[]", None, 422),
        (b'{"objects": [1]}', "application/json", 415),
        (b'{"objects": [1]}', "application/taxii+json;version=2.0", 415),
        (b" " * 10_000_001, None, 413),
    ],
)
def test_what_is_no_envelope_is_refused(empty, body, kind, status):
    """With the status that the standard has for it."""
    headers = HEADERS | ({"Content-Type": kind} if kind else {})
    answer = httpx2.post(f"{inbox(empty)[1].url}objects/", headers=headers, content=body)
    assert answer.status_code == status
    assert answer.json()["http_status"] == str(status)


def test_what_is_handled_keeps_its_marking(empty):
    """The strictest of what belongs to an incident stands with its capture."""
    marked = incident(object_marking_refs=[stix2.TLP_AMBER.id])
    note = json.loads(
        stix2.Note(
            content="x", object_refs=[marked["id"]], object_marking_refs=[stix2.TLP_RED.id]
        ).serialize()
    )
    plain = incident(id=f"incident--{uuid4()}")
    inbox(empty)[1].add_objects({"objects": [marked, note, plain]})
    told = {capture.key: capture.handling for capture in captures(empty)}
    assert told == {marked["id"]: "red", plain["id"]: "clear"}
