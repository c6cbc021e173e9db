"""Envelopes for tests: invented alerts on an incident, alone, several at once, and what follows."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from vedette.alerts import Alert, Backing, Earlier, Envelope
from vedette.records import Spot

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DESK = "https://desk.example"
LIPOWA = Spot(name="Lipowa", lat=49.6, lon=19.1, country="PL", precision="town", radius_km=4.0)
HOSTILE = "Fire\r\nBcc: all@press.example\x00 <img src=https://t.example/x.gif> ]]>&\u202e cod.exe"


def backing(**more):
    """Words that an alert rests on."""
    told = {
        "quote": "Two signal boxes burnt near Lipowa on Monday, the railway said.",
        "article": "a" * 32,
        "title": "Signal boxes burn at Lipowa",
        "outlet": "Kurier Lipowski",
        "source": "pl/kurier",
        "url": "https://kurier.example/signal-boxes",
        "published": date(2026, 3, 2),
        "grade": "B",
    }
    return Backing(**told | more)


def alert(key="a1", **more):
    """An alert that is new."""
    told = {
        "thread": key,
        "rule": "rail",
        "subject": "incident",
        "name": "i1",
        "cause": "new",
        "headline": "Sabotage, Lipowa, Poland: reported",
        "lines": ("Sabotage, told by 2 reports of 2 voices; stage: reported.",),
        "made": NOON,
        "known": NOON,
        "path": "/incidents/i1",
        "backing": (backing(),),
        "kind": "sabotage",
        "status": "reported",
        "spot": LIPOWA,
        "grade": "B2",
        "voices": 2,
        "confidence": 0.95,
        "severity": "moderate",
        "published": NOON - timedelta(minutes=5),
    }
    return Alert(key=key, **told | more)


def enclosed(*alerts, key="k1", recipient="duty@example.org", channel="duty", **more):
    """An envelope with alerts, or with one that is new."""
    return Envelope(
        key=key, channel=channel, recipient=recipient, alerts=alerts or (alert(),), made=NOON,
        **more,
    )  # fmt: skip


def following(first, cause="stage", *, key="k2", alert="a2", told="", **more):
    """The envelope with what became of the one alert of another."""
    (old,) = first.alerts
    later = {"headline": "Sabotage, Lipowa, Poland: confirmed", "status": "confirmed"}
    new = replace(
        old, key=alert, after=old.key, cause=cause, before=old.status,
        made=old.made + timedelta(hours=2), **later | more,
    )  # fmt: skip
    before = Earlier(
        alert=old.key, thread=old.thread, envelope=first.key, cause=old.cause,
        made=old.made, headline=old.headline, told=told,
    )  # fmt: skip
    return replace(first, key=key, alerts=(new,), made=new.made, earlier=(*first.earlier, before))
