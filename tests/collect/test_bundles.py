"""Bundles are cut by incident, each with what belongs to it, however they are mixed."""

import json
from datetime import UTC, datetime

import pytest
import stix2
from hypothesis import given
from hypothesis import strategies as st

from vedette.collect.bundles import captures_of_bundle, handling, is_bundle
from vedette.collect.file import collect_files
from vedette.collect.lines import Reading
from vedette.records import ENTRY_TYPE, Capture, Issue
from vedette.write.stix.definitions import CLEAR

NOW = datetime(2026, 3, 3, tzinfo=UTC)
READING = Reading(known=NOW, source="xx/partner", channel="c")


def plain(*objects):
    """Objects as they travel."""
    return [json.loads(one.serialize()) for one in objects]


def cut(objects):
    """What a bundle of these is cut into: by key, the ids of what belongs there."""
    body = json.dumps({"type": "bundle", "objects": objects}).encode()
    found = list(captures_of_bundle(body, "b.json", READING))
    return {
        one.key: [inner["id"] for inner in json.loads(one.body)["objects"]]
        for one in found
        if isinstance(one, Capture)
    }


def affair():
    """Two incidents that one report tells of, and what hangs on each."""
    who, town = stix2.Identity(name="A"), stix2.Location(name="Mika", country="PL")
    one, other = stix2.Incident(name="x", created_by_ref=who.id), stix2.Incident(name="y")
    weekly = stix2.Report(name="w", published=NOW, object_refs=[one.id, other.id, town.id])
    located = stix2.Relationship(one, "located-at", town)
    note = stix2.Note(content="n", object_refs=[other.id])
    return one, other, weekly, located, note, who, town


def test_what_belongs_together_stays_together():
    """A report on two stands with both; what it lists leads from one to the other no more."""
    one, other, weekly, located, note, who, town = affair()
    found = cut(plain(one, other, weekly, located, note, who, town))
    assert found == {
        one.id: sorted([one.id, weekly.id, located.id, who.id, town.id]),
        other.id: sorted([other.id, weekly.id, note.id]),
    }


@given(st.randoms())
def test_the_order_of_a_bundle_is_nothing(rng):
    """The same objects in another order are the same captures, to the byte."""
    objects = plain(*affair())
    shuffled = list(objects)
    rng.shuffle(shuffled)
    bodies = [
        {one.key: one.body for one in captures_of_bundle(raw, "b", READING)}
        for raw in (json.dumps({"objects": listed}).encode() for listed in (objects, shuffled))
    ]
    # The ids are drawn anew with each affair: compared within one.
    assert bodies[0] == bodies[1]


def test_the_newest_version_counts():
    """Of several in one bundle, in whatever order they stand."""
    one = plain(stix2.Incident(name="x", created=NOW, modified=NOW))[0]
    later = one | {"name": "y", "modified": "2026-04-01T00:00:00.000Z"}
    for objects in ([one, later], [later, one]):
        body = json.dumps({"objects": objects}).encode()
        (found,) = captures_of_bundle(body, "b", READING)
        assert b'"y"' in found.body
        assert b'"x"' not in found.body


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "no STIX bundle"),
        (b'{"objects": {}}', "no STIX bundle"),
        (b'{"objects": []}', "no incident among these objects"),
        (b'{"objects": [1, {"id": "x"}, {"type": "incident", "id": 7}]}', "no incident among"),
    ],
)
def test_what_is_no_bundle_is_told(body, what):
    """With an issue, and nothing is raised."""
    (found,) = captures_of_bundle(body, "b.json", READING)
    assert isinstance(found, Issue)
    assert found.what.startswith(what)
    assert found.input == "b.json"


def test_the_strictest_marking_is_kept():
    """Of all that belongs to an incident, TLP 1 and 2, and of a part of an object."""
    one = plain(stix2.Incident(name="x"))[0]
    marks = {
        (): "clear",
        (CLEAR,): "clear",
        (stix2.TLP_GREEN.id,): "green",
        (CLEAR, "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"): "amber+strict",
        ("marking-definition--00000000-0000-4000-8000-000000000000",): "clear",
    }
    for listed, level in marks.items():
        assert handling([one | {"object_marking_refs": list(listed)}]) == level
    granular = [{"marking_ref": stix2.TLP_RED.id, "selectors": ["name"]}]
    assert handling([one | {"granular_markings": granular}]) == "red"
    assert handling([one | {"object_marking_refs": "x", "granular_markings": [7]}]) == "clear"


def test_a_file_that_is_a_bundle_is_told_from_a_feed(tmp_path):
    """By its words, under both names; a JSON feed stays one."""
    objects = plain(*affair())
    (tmp_path / "a.json").write_text(json.dumps({"type": "bundle", "objects": objects}))
    (tmp_path / "b.stix").write_text(json.dumps({"type": "bundle", "objects": objects}))
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "T"}]}
    (tmp_path / "c.json").write_text(json.dumps(feed))
    found = list(collect_files([str(tmp_path)], READING))
    kinds = [one.media_type for one in found]
    assert kinds == ["application/stix+json"] * 4 + [ENTRY_TYPE]
    assert not is_bundle(json.dumps(feed).encode())


def test_a_sample_stays_outside():
    """What is invented and says so does not become news by being passed on."""
    objects = plain(stix2.Incident(name="SAMPLE: Arson"), stix2.Incident(name="Sample taken"))
    body = json.dumps({"type": "bundle", "objects": objects}).encode()
    issue, capture = captures_of_bundle(body, "b.json", READING)
    assert issue.what == "an invented incident, out of a desk's sample"
    assert capture.key == objects[1]["id"]
