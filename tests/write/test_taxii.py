"""Alerts go into other systems as objects that are valid, keep their ids, and can be taken back."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import stix2
from tests.write.test_stix import faults, misshapen

from vedette.alerts import Alert, Backing, Channel, Envelope
from vedette.handling import LEVELS, MARKINGS
from vedette.records import Interval, Spot
from vedette.write.taxii import write

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CHANNEL = Channel(name="partner", kind="taxii", recipients=("https://x.example/collections/1/",))
ALERT = Alert(
    key="k1",
    thread="k1",
    rule="rail",
    subject="incident",
    name="i0123456789ab",
    cause="new",
    headline="Sabotage near Mika",
    made=NOON,
    known=NOON - timedelta(minutes=1),
    path="/incidents/i0123456789ab",
    lines=("Poland accuses Russia.",),
    backing=(
        Backing(
            quote="The cable was cut.",
            article="a1",
            title="Trains stop",
            outlet="Example Courier",
            source="xx/courier",
            url="https://courier.example/1",
            published=date(2026, 3, 2),
            grade="B",
        ),
    ),
    kind="sabotage",
    status="under_investigation",
    when=Interval(date(2026, 3, 1), date(2026, 3, 2)),
    spot=Spot(name="Mika", lat=51.96, lon=21.52, country="PL", precision="town", radius_km=5.0),
    grade="B2",
    voices=2,
)


def envelope(*alerts):
    """Put alerts into one envelope."""
    return Envelope(
        key="e1", channel="partner", recipient=CHANNEL.recipients[0], alerts=alerts, made=NOON
    )


def objects(*alerts, address="https://desk.example"):
    """What is written of alerts, by type."""
    listed = json.loads(write(envelope(*alerts), CHANNEL, address))["objects"]
    return {one["type"]: one for one in listed}, listed


def later(cause, **more):
    """A later alert of the same thread."""
    made = NOON + timedelta(hours=1)
    return replace(ALERT, key="k2", after="k1", cause=cause, made=made, begun=NOON, **more)


@pytest.mark.parametrize("subject", ["incident", "alarm", "pledge", "forecast"])
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("address", ["", "https://desk.example"])
def test_what_is_written_is_valid(subject, level, address):
    """By the validator of OASIS, by the library and by our own schema, whatever it is about."""
    alert = replace(ALERT, subject=subject, handling=level, sample=level == "clear")
    _, listed = objects(alert, address=address)
    raw = json.dumps(
        {"type": "bundle", "id": "bundle--" + listed[0]["id"][-36:], "objects": listed}
    )
    assert faults(raw) == ([], set())
    assert misshapen(raw) == []
    assert len(stix2.parse(raw).objects) == len(listed)
    own = next(one for one in listed if one["type"] in {"incident", "note"})
    assert MARKINGS[level] in own["object_marking_refs"]
    assert ("SAMPLE" in json.dumps(own)) == (level == "clear")


def test_a_later_alert_is_a_later_version():
    """Under the same id, created with the first; the same alert is the same bytes."""
    first, _ = objects(ALERT)
    second, _ = objects(later("stage", status="attributed"))
    assert second["incident"]["id"] == first["incident"]["id"]
    assert second["incident"]["created"] == first["incident"]["created"]
    assert second["incident"]["modified"] > first["incident"]["modified"]
    assert "revoked" not in second["incident"]
    assert write(envelope(ALERT), CHANNEL, "") == write(envelope(ALERT), CHANNEL, "")
    both, listed = objects(ALERT, later("stage"))
    assert both["incident"]["modified"] == second["incident"]["modified"]
    assert len([one for one in listed if one["type"] == "incident"]) == 1


def test_what_is_withdrawn_is_revoked():
    """With its place, and what all desks mean alike stays."""
    told, _ = objects(later("withdrawn"))
    revoked = {type_ for type_, one in told.items() if one.get("revoked")}
    assert revoked == {"incident", "relationship"}


def test_it_says_on_what_it_rests():
    """The words of the report, whose they are, and where they are to be read."""
    told, _ = objects(ALERT)
    words = told["incident"]["description"].splitlines()
    assert words == [
        "Sabotage near Mika",
        "Poland accuses Russia.",
        "“The cable was cut.” (Example Courier [B], “Trains stop”, 2026-03-02)",
    ]
    assert told["incident"]["external_references"] == [
        {
            "source_name": "a vedette desk",
            "external_id": "i0123456789ab",
            "url": "https://desk.example/incidents/i0123456789ab",
        },
        {"source_name": "Example Courier", "url": "https://courier.example/1"},
    ]
    assert told["incident"]["confidence"] == 70
    assert "threat-actor" not in told
