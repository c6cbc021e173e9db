"""The desk's thresholds: one set for the stream, its counts, the article and the exports."""

import csv
import io
import json

import pytest

from vedette.desk import Ask, Desk, inputs
from vedette.desk.answering import clock
from vedette.desk.line import Line
from vedette.desk.replaying import replay
from vedette.engines import Local
from vedette.ledger.store import Store
from vedette.query import parse
from vedette.review import in_review

TEXT = """Railway signals burnt near Narva

Two railway signal cabinets were set on fire near Narva on Sunday, police said. The interior
minister accused Russia of sabotage. Moscow denied it.
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """Give a ledger that holds one invented article."""
    folder = tmp_path_factory.mktemp("ledger")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    address = f"sqlite:///{folder}/l.sqlite"
    store = Store(address, write=True)
    replay(inputs.files([str(folder / "a.txt")]), Line(store, Local(), now=clock), now=clock)
    store.close()
    return address


@pytest.mark.parametrize("thresholds", [{}, {"incident": 1.0}, {"statement": 1.0, "denial": 0.1}])
def test_every_answer_keeps_to_the_desks_thresholds(url, thresholds):
    """Stream, counts, sheet and both exports agree on what is in review."""
    desk = Desk(url, thresholds=thresholds)
    lines = desk.stream().lines
    waiting = {one.finding.id for one in lines if in_review(one.finding, thresholds)}
    assert bool(waiting) is bool(thresholds)
    assert {one.finding.id for one in lines if one.review} == waiting
    assert {one.finding.id for one in desk.stream(Ask(review=True)).lines} == waiting
    assert desk.count().review == len(waiting)
    sheet = desk.article(lines[0].article)
    types = {one.id: one.type for one in sheet.report.findings}
    assert sheet.review == {one: thresholds[types[one]] for one in waiting}
    jsonl = [json.loads(line) for line in b"".join(desk.export("jsonl")).splitlines()]
    assert {one["id"] for one in jsonl if one["review"]} == waiting
    rows = csv.DictReader(io.StringIO(b"".join(desk.export("csv")).decode("utf-8-sig")))
    assert {row["finding"] for row in rows if row["review"] == "yes"} == waiting
    desk.close()


def test_a_search_has_a_lowest_confidence(url):
    """An article is found by its words only as far as a finding in it is sure enough."""
    desk = Desk(url)
    highest = max(one.finding.confidence for one in desk.stream().lines)
    assert desk.search(parse("signal"), confidence=highest).lines
    assert not desk.search(parse("signal"), confidence=highest + 0.001).lines
    desk.close()
