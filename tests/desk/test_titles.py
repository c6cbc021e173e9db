"""A title that stands apart from its text is part of the article, whichever way it comes in."""

import json

import pytest
from litestar.testing import TestClient

from vedette.desk import Desk, inputs
from vedette.desk.answering import clock
from vedette.desk.line import Line
from vedette.desk.reading import reports
from vedette.desk.replaying import replay
from vedette.engines import Local
from vedette.ledger.store import Store
from vedette.web import app

TITLE = "Saboteurs blew up railway signal box near Valmiera"
TEXT = (
    "Trains between Riga and Strenci stood for six hours on Monday, and 400 passengers waited.\n\n"
    "Police were looking for two men who had been seen beside the line with a van in the morning."
)
ROWS = (
    {"id": "apart", "title": TITLE, "text": TEXT},
    {"id": "within", "title": TITLE, "text": f"{TITLE.upper()}\n{TEXT}"},
    {"id": "without", "text": TEXT},
    {"id": "alone", "title": TITLE},
    {"id": "retitled", "title": "Six hours without a train in Vidzeme", "text": TEXT},
)
READ = {
    "apart": f"{TITLE}\n\n{TEXT}",
    "within": f"{TITLE.upper()}\n{TEXT}",
    "without": TEXT,
    "alone": TITLE,
    "retitled": f"Six hours without a train in Vidzeme\n\n{TEXT}",
}
DAY = {"published": "2026-03-02"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """The rows as a file of JSON Lines, each of an outlet of its own."""
    path = tmp_path_factory.mktemp("titles") / "a.jsonl"
    told = ({**row, **DAY, "outlet": f"Paper {n}"} for n, row in enumerate(ROWS))
    path.write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def desk(archive):
    """The archive, replayed."""
    url = f"sqlite:///{archive.parent}/l.sqlite"
    store = Store(url, write=True)
    replay(inputs.files([str(archive)], replaying=True), Line(store, Local(), now=clock), now=clock)
    store.close()
    desk = Desk(url)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def read(archive):
    """What reading the archive gives, by name."""
    found = reports(inputs.files([str(archive)], replaying=True))
    return {one.article.slug: one.article for one in found}


def test_reading_and_replaying_give_the_same_text(read, desk):
    """A title goes before a text that has it not; all others stay as they were given."""
    assert {name: article.text for name, article in read.items()} == READ
    for article in read.values():
        assert desk.article(article.id).article.text == article.text


def test_a_retitled_copy_is_a_copy(desk):
    """Titles are each outlet's own: what stands below them decides."""
    first = {copy: origin for origin, copy in desk.related()["duplicates"]}
    assert first.get("apart", "apart") == first.get("retitled", "retitled")


def test_what_a_title_tells_is_shown_in_it(read, desk):
    """A finding whose words stand in the title alone opens on the page, marked in the heading."""
    article = read["apart"].id
    (first, *_) = desk.article(article).report.findings
    assert first.anchor[0].end <= len(TITLE)
    with TestClient(app(desk, None, host="127.0.0.1", port=8400)) as visitor:
        page = visitor.get(f"http://127.0.0.1:8400/article/{article}").text
    heading = page.partition("<h1")[2].partition("</h1>")[0]
    assert "is-anchor" in heading
    assert first.kind in heading
