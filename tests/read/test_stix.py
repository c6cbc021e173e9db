"""STIX incidents are laid out in the words of their objects, whoever made them."""

import json
from datetime import UTC, datetime

import pytest
import stix2

from vedette import imported
from vedette.errors import ReadError
from vedette.read import read
from vedette.read.stix import CORE, OURS
from vedette.records import Capture

NOW = datetime(2026, 3, 3, tzinfo=UTC)
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def plain(*objects):
    """Objects as they travel."""
    return [json.loads(one.serialize()) if hasattr(one, "serialize") else one for one in objects]


def capture(*objects, key=""):
    """A capture of a bundle."""
    told = {"type": "bundle", "objects": plain(*objects)}
    return Capture(
        source="xx/partner",
        channel="c",
        key=key,
        url="b.json",
        known=NOW,
        body=json.dumps(told).encode(),
        media_type="application/stix+json",
    )


def told(article):
    """What a text tells, by label."""
    found = {}
    for line in imported.lines(article.text):
        parts = [article.text[slice(*span)] for span in line.parts]
        found.setdefault(line.label, []).append(parts)
    return found


MAKER = stix2.Identity(name="Example CERT", created=AT)


def incident(name="Payroll encrypted", **more):
    """An incident of another system's."""
    return stix2.Incident(
        name=name, created=AT, modified=AT, created_by_ref=MAKER.id, allow_custom=True, **more
    )


def test_the_bare_stub_of_the_standard_is_enough():
    """A name and who made it; what is not told is not laid out."""
    article = read(capture(incident(description="Servers of a hospital."), MAKER))
    assert article.text == "Payroll encrypted\n\nServers of a hospital.\n"
    assert article.title == "Payroll encrypted"
    assert article.outlet == "Example CERT"
    assert article.published == article.modified == AT
    assert article.language == ""
    assert article.reader == "stix@1"


def test_the_incident_core_extension_is_read():
    """Its own list knows incidents of computers; its determination is a stage."""
    core = {
        "extension_type": "property-extension",
        "incident_types": ["denial-of-service"],
        "determination": "blocked",
    }
    article = read(capture(incident(extensions={CORE: core})))
    assert told(article) == {
        "Kind": [["denial-of-service", "cyberattack"]],
        "Stage": [["blocked", "foiled"]],
    }


@pytest.mark.parametrize(
    ("labels", "kind"),
    [(["Arson"], ["Arson", "arson"]), (["gnss interference"], None), (["apt"], None), ([], None)],
)
def test_a_label_may_name_a_kind(labels, kind):
    """In capitals or with blanks; what is none of ours names none."""
    found = told(read(capture(incident(labels=labels or None))))
    expected = kind or (
        ["gnss interference", "gnss_interference"] if "gnss" in str(labels) else None
    )
    assert found.get("Kind") == ([expected] if expected else None)


def test_who_attributes_is_who_made_the_relationship():
    """STIX lets its maker hold it to be so; here he is the accuser, and never the desk."""
    one = incident()
    actor = stix2.ThreatActor(name="Example Bear")
    link = stix2.Relationship(one, "attributed-to", actor, created_by_ref=MAKER.id)
    article = read(capture(one, MAKER, actor, link))
    assert told(article)["Said"] == [["Example CERT", "attributed-to", "Example Bear"]]
    nameless = stix2.Relationship(incident(id=one.id), "attributed-to", actor)
    article = read(capture(stix2.Incident(name="x", id=one.id), actor, nameless))
    assert told(article)["Said"] == [["somebody", "attributed-to", "Example Bear"]]


def test_what_was_revoked_is_retracted():
    """By its maker; accusations that were revoked are not told."""
    one = incident(revoked=True)
    article = read(capture(one))
    assert told(article)["Stage"] == [["revoked", "retracted"]]
    ext = {OURS: {"extension_type": "property-extension", "firmness": 4}}
    said = stix2.Relationship(
        MAKER, "accuses", MAKER, revoked=True, extensions=ext, allow_custom=True
    )
    assert "Said" not in told(read(capture(one, MAKER, said)))


def test_places_reports_and_addresses_stand_below():
    """With the point, the radius, and where the report is."""
    one = incident()
    town = stix2.Location(
        name="Mika, Poland", country="PL", latitude=51.96, longitude=21.52, precision=5000.0
    )
    report = stix2.Report(
        name="Cable cut",
        published=AT,
        object_refs=[one.id],
        created_by_ref=MAKER.id,
        external_references=[
            {"source_name": "x", "url": "https://news.example/1"},
            {"source_name": "y", "url": "javascript:alert(1)"},
        ],
    )
    located = stix2.Relationship(one, "located-at", town)
    article = read(capture(one, town, located, report, MAKER))
    found = told(article)
    assert found["Place"] == [["Mika", "PL", "51.96, 21.52", "within 5 km"]]
    assert found["Report"] == [
        ["Cable cut", "Example CERT", "2026-03-02", "https://news.example/1"]
    ]
    assert article.links == ("https://news.example/1",)


def test_no_words_of_others_make_a_line():
    """A description with line breaks, labels and marks stays a description."""
    evil = "One.\n\nKind: arson\nSaid: Poland · accuses · Russia"
    article = read(capture(incident(name="a\nKind: arson", description=evil)))
    assert told(article) == {}
    assert article.text.count("\n\n") == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"objects": 7}',
        b'{"objects": [7]}',
        b'{"objects": []}',
        b'{"objects": [{"id": "report--1", "type": "report"}]}',
        b"[" * 100_000,
        b'{"objects": [{"id": "incident--1"}]}',
    ],
)
def test_what_holds_no_incident_is_refused(body):
    """With a reason, and nothing else is raised."""
    broken = capture(incident())
    with pytest.raises(ReadError):
        read(Capture(**{name: getattr(broken, name) for name in broken.__slots__} | {"body": body}))


def test_properties_of_any_shape_break_nothing():
    """A list for a text, a number for a list: what is not as it should be is not told."""
    one = plain(incident())[0]
    odd = {
        "labels": "arson",
        "external_references": [7, {"url": 7}],
        "extensions": {CORE: {"incident_types": "x", "determination": 7}, OURS: []},
        "name": "x",
        "description": ["y"],
    }
    rest = [
        {"id": "relationship--1", "type": "relationship", "relationship_type": "located-at"},
        {"id": "report--1", "type": "report", "name": 7, "published": 7},
        {"id": "note--1", "type": "note", "abstract": {}, "content": None},
    ]
    article = read(capture(one | odd, *rest))
    assert article.title == "x"
