"""Invented captures, articles and codings for the tests of the ledger."""

from datetime import UTC, datetime

from vedette.records import (
    ENTRY_TYPE,
    Article,
    Capture,
    Coding,
    Field,
    Finding,
    Place,
    Span,
    TimeExpression,
    coding_id,
    finding_id,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEXT = "A cable broke off Hanko. Police said on Monday that nobody saw it."


def capture(key="a", body=b"one", *, entry=True, known=NOON, source="fi/test"):
    """A capture of a feed's entry, or of a page."""
    return Capture(
        source=source,
        channel="https://test.example/feed",
        key=key,
        url=f"https://test.example/{key}",
        known=known,
        body=body,
        media_type=ENTRY_TYPE if entry else "text/html",
        headers={"etag": '"x"'},
    )


def article(key="a", text=TEXT, *, known=NOON, source="fi/test", **more):
    """An article as a reader gives it."""
    given = {"title": "A cable", "language": "en", "reader": "entry@1", **more}
    return Article(text=text, key=key, source=source, known=known, **given)


def coding(of, coder="tagger@1", *, kind="undersea_infrastructure", findings=True):
    """A coding with one incident and the statement about it."""
    owner = coding_id(of.text_hash, of.reader, coder, "t1")
    head = Coding(text_hash=of.text_hash, reader=of.reader, coder=coder, taxonomy="t1")
    if not findings or "cable broke" not in of.text:
        return head
    at = of.text.index("cable broke")
    anchor = (Span(at, at + 11),)
    hanko = of.text.index("off ") + 4
    fields = {
        "where": (Field(span=Span(hanko, hanko + 5), text=of.text[hanko : hanko + 5], value="FI"),),
        "series": (Field(value=False),),
        "injured": (Field(value=(2, 4)),),
    }
    incident = Finding(
        id=finding_id(owner, "incident", kind, anchor, fields),
        type="incident",
        kind=kind,
        anchor=anchor,
        fields=fields,
        confidence=0.5,
        rule="test",
    )
    said = of.text.find("said")
    spoken = (Span(said, said + 4),)
    statement = Finding(
        id=finding_id(owner, "statement", None, spoken, {}),
        type="statement",
        anchor=spoken,
        fields={},
    )
    return Coding(
        text_hash=of.text_hash,
        reader=of.reader,
        coder=coder,
        taxonomy="t1",
        findings=(incident, statement),
        places=(
            Place(
                span=Span(hanko, hanko + 5),
                text=of.text[hanko : hanko + 5],
                lat=59.8,
                lon=22.9,
                country="FI",
                precision="town",
                radius_km=4.0,
                metonym=True,
            ),
        ),
        times=(TimeExpression(span=Span(0, 1), text="A", value="2026-03-02", type="DATE"),),
    )


def keep(appender, of, *, code=True, body=None, **more):
    """Append a capture, what is read from it and what is coded; give the article's number."""
    with appender.batch() as batch:
        raw = capture(of.key, body or of.text.encode(), known=of.known, source=of.source)
        seq = batch.capture(raw)
        number = batch.article(seq, of)
        if code:
            batch.coding(number, coding(of, **more))
    return number
