"""A desk names no private person in its findings, nor finds him by his name."""

import json
from dataclasses import replace

import pytest
from tests.ledger.making import NOON, article, capture, coding

from vedette.answers import Ask
from vedette.desk import Desk
from vedette.ledger import folding
from vedette.ledger.append import Appender
from vedette.ledger.store import Store
from vedette.query import parse
from vedette.records import Field, Span, finding_id

TEXT = "A cable broke off Hanko. Gleb Sorin, 27, blames the group Polar Moth."


@pytest.fixture
def desk(tmp_path):
    """A desk with one incident, laid to a private person and to a group."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    of = article("a", TEXT)
    made = coding(of)
    first = made.findings[0]
    called = ("Gleb Sorin", "the group Polar Moth")
    spans = [Span(TEXT.index(one), TEXT.index(one) + len(one)) for one in called]
    actors = tuple(Field(span=at, text=one) for at, one in zip(spans, called, strict=True))
    fields = {**first.fields, "actor": actors}
    named = finding_id("c", "incident", first.kind, first.anchor, fields)
    found = replace(first, id=named, fields=fields)
    with Appender(store, now=lambda: NOON).batch() as batch:
        number = batch.article(batch.capture(capture("a", TEXT.encode())), of)
        batch.coding(number, replace(made, findings=(found,)))
    folding.catch_up(store)
    store.close()
    opened = Desk(f"sqlite:///{tmp_path}/l.sqlite")
    yield opened
    opened.close()


def test_lists_and_exports_have_the_group_and_not_the_man(desk):
    """The page of his article has his name, as it was captured."""
    (line,) = desk.stream().lines
    assert line.finding.fields["actor"][1].text == "the group Polar Moth"
    for format_ in ("jsonl", "csv"):
        written = b"".join(desk.export(format_)).decode()
        assert "Sorin" not in written
        assert "Polar Moth" in written
    (told,) = map(json.loads, b"".join(desk.export("jsonl")).splitlines())
    assert told["fields"]["actor"][0] == {"value": "a person"}
    assert "Gleb Sorin" in desk.article(line.article).article.text


def test_nobody_is_looked_up_by_a_private_persons_name(desk):
    """Neither by the whole of it nor by a part; the group is."""
    for asked, count in (("Sorin", 0), ('"Gleb Sorin"', 0), ("gleb", 0), ('"polar moth"', 1)):
        ask = Ask(query=parse(f"actor:{asked}"))
        assert len(desk.stream(ask).lines) == count, asked
        assert desk.count(ask).total == count, asked
