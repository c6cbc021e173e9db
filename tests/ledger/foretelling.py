"""Reports that foretell something, with codings made from their answers."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from tests.ledger.making import capture

from vedette.records import Article, Coding, Field, Finding, Span, coding_id, finding_id

FOLDER = Path(__file__).resolve().parents[1] / "forecasts"
FIELDS = ("forecaster", "event", "horizon", "probability")
VALUES = {"horizon": "days", "probability": "share", "forecaster": "value"}


@cache
def told(*names):
    """The forecasts of files, as they stand there."""
    files = [FOLDER / f"{name}.toml" for name in names]
    return [one for path in files for one in tomllib.loads(path.read_text("utf-8"))["forecast"]]


def written(one, **more):
    """The report of a forecast."""
    text = one["text"].strip("\n")
    published = datetime.fromisoformat(one["published"]).replace(hour=8, tzinfo=UTC)
    given = {"source": "xx/invented", "key": one["id"], "slug": one["id"], **more}
    return Article(
        text=text,
        title=text.partition("\n")[0],
        published=published,
        known=published + timedelta(minutes=5),
        language="en",
        outlet="The Invented Post",
        reader="text@1",
        **given,
    )


def coding(of, *listed, coder="canned@1"):
    """The coding that the answers stand for, one finding for each of them."""
    head = coding_id(of.text_hash, of.reader, coder, "t1")
    return Coding(
        text_hash=of.text_hash,
        reader=of.reader,
        coder=coder,
        taxonomy="t1",
        findings=tuple(_finding(head, of.text, one) for one in listed),
    )


def _finding(head, text, one):
    anchor = (_span(text, one["cue"]),)
    fields = {
        name: (Field(span=_span(text, one[name]), text=one[name], value=one.get(VALUES.get(name))),)
        for name in FIELDS
        if name in one
    }
    if "modality" in one:
        fields["modality"] = (Field(value=one["modality"]),)
    return Finding(
        id=finding_id(head, "forecast", None, anchor, fields),
        type="forecast",
        anchor=anchor,
        fields=fields,
    )


def _span(text, words):
    """The last place of words that do not begin a longer word: a title says them first."""
    start = text.rindex(words)
    return Span(start, start + len(words))


def keep(appender, of, *listed, coder="canned@1"):
    """Append a report with its coding; give the number of its article."""
    with appender.batch() as batch:
        raw = replace(
            capture(of.key, of.text.encode(), known=of.known, source=of.source), channel="c"
        )
        number = batch.article(batch.capture(raw), of)
        batch.coding(number, coding(of, *listed, coder=coder))
    return number
