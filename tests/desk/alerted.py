"""A small desk that alerts: invented reports, folded and looked at, a moment at a time."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from tests.ledger.making import NOON, capture

from vedette.alerts import Channel, DutyLine, Rule
from vedette.desk.alerting import Alerting
from vedette.desk.outgoing import Outgoing
from vedette.ledger import chain, folding, outbox
from vedette.ledger import schema as t
from vedette.ledger.append import Appender
from vedette.ledger.store import Store
from vedette.records import (
    Article,
    Coding,
    Field,
    Finding,
    Place,
    Source,
    Span,
    coding_id,
    finding_id,
)

TEXT = "A cable was cut off Hanko on Monday. The police of the town said that nobody saw it."
NO_LINE = DutyLine()
FILE = Channel(name="desk", kind="file", recipients=("out.jsonl",))


def source(name, owner="", reliability="B"):
    """A source with an owner of its own."""
    return Source(
        id=name, name=name, home=f"https://{name}.example/", country="FI", languages=("en",),
        owner=owner or name, ownership="private", licence="invented", found="made for a test",
        channels=(), reliability=reliability, reason="invented",
    )  # fmt: skip


class Alerted:
    """A ledger whose folds are looked at for alerts, under a clock that is set by hand."""

    def __init__(
        self, folder, *rules, channels=(FILE,), sources=("fi/a", "fi/b", "fi/c"), now=NOON,
        line=NO_LINE, **more
    ):  # fmt: skip
        self.now = now
        self.store = Store(f"sqlite:///{folder}/ledger.sqlite", write=True)
        self.appender = Appender(self.store, now=lambda: self.now)
        alerting = Alerting(rules, sources=[source(name) for name in sources], **more)
        self.outgoing = Outgoing(alerting, channels, address="https://desk.example/", line=line)
        with self.appender.batch() as batch:
            for rule in rules:
                batch.version("rule", rule.name, repr(rule), self.now)

    def wait(self, **span):
        """Let time pass."""
        self.now += timedelta(**span)
        return self

    def report(self, key, text=TEXT, *, published=None, code=True, **told):
        """Keep a report that appears now, coded or not; give its article and number."""
        name, handling = told.pop("source", "fi/a"), told.pop("handling", "clear")
        written = Article(
            text=text, title=f"The cable, by {key}", key=key, source=name, language="en",
            known=self.now, published=published or self.now, reader="text@1", outlet=name,
            url=f"https://{key}.example/",
        )  # fmt: skip
        with self.appender.batch() as batch:
            raw = capture(key, text.encode(), known=self.now, source=name)
            raw = replace(raw, handling=handling)
            number = batch.article(batch.capture(raw), written)
        if code:
            self.code(written, number, **told)
        return written, number

    def code(self, written, number, **told):
        """Keep a coding of a report."""
        with self.appender.batch() as batch:
            batch.coding(number, coding(written, **told))

    def fold(self):
        """Fold and look as the line does; give what was newly put into envelopes."""
        with self.appender.batch() as batch:
            while folding.advance(batch.connection) == folding.STEP:
                pass
            self.outgoing.step(batch, self.now)
        return self.told()

    def look(self):
        """Look for pauses that are over; give all that went out."""
        with self.appender.batch() as batch:
            self.outgoing.pack(batch, self.now)
        return self.told()

    def told(self):
        """Every envelope so far, the first first."""
        with self.store.reading() as connection:
            return chain.sent(connection, 1000)[::-1]

    def causes(self):
        """Why each alert that left was made, the first first."""
        return [a.cause for one in self.told() if not one.outcome for a in one.envelope.alerts]

    def issues(self):
        """What went wrong."""
        with self.store.reading() as connection:
            return connection.execute(t.issues.select()).all()

    def waiting(self):
        """How many alerts no envelope holds."""
        with self.store.reading() as connection:
            return len(outbox.posted(connection))


def rule(name="cables", **more):
    """A rule over the desk's own channel."""
    return Rule(name=name, **{"channels": ("desk",), **more})


def coding(
    written, *, kind="undersea_infrastructure", anchor="cable was cut", status="reported",
    place="Hanko", country="FI", confidence=0.95, killed=None, accuser="", accused="", firmness=4,
    sure=0.99, coder="canned@1", incident=True, when="2026-03-02",
):  # fmt: skip
    """A coding with one incident, and who accuses whom of it."""
    owner = coding_id(written.text_hash, written.reader, coder, "t1")
    head = Coding(text_hash=written.text_hash, reader=written.reader, coder=coder, taxonomy="t1")
    if not incident:
        return head
    at, where = span(written.text, anchor), span(written.text, place)
    fields = {
        "status": (Field(value=status),),
        "where": (Field(span=where, text=place, value=country),),
        "when": (Field(value=when),),
    }
    if killed is not None:
        fields["killed"] = (Field(value=killed),)
    found = finding(owner, "incident", at, fields, kind=kind, confidence=confidence)
    listed = [found]
    if accused:
        about = {
            "incident": (Field(value=found.id),),
            "accuser": (Field(text=accuser),),
            "accused": (Field(text=accused, value=accused),),
            "firmness": (Field(value=firmness),),
        }
        said = span(written.text, "said")
        listed.append(finding(owner, "attribution", said, about, confidence=sure))
    there = Place(
        span=where, text=place, lat=59.8, lon=22.9 - len(place) % 5, country=country,
        precision="town", radius_km=4.0,
    )  # fmt: skip
    return Coding(
        text_hash=head.text_hash, reader=head.reader, coder=coder, taxonomy="t1",
        findings=tuple(listed), places=(there,),
    )  # fmt: skip


def finding(owner, type_, at, fields, *, kind=None, confidence=1.0):
    """One finding."""
    return Finding(
        id=finding_id(owner, type_, kind, (at,), fields), type=type_, kind=kind, anchor=(at,),
        fields=fields, confidence=confidence,
    )  # fmt: skip


def span(text, words):
    """Where words stand."""
    return Span(*re.search(re.escape(words), text).span())


def moment(hour, minute=0, day=2):
    """A moment of March 2026."""
    return datetime(2026, 3, day, hour, minute, tzinfo=NOON.tzinfo)
