"""What is added by hand: tried, corrected and filed through the one appender, or refused."""

import re
from contextlib import contextmanager

import pytest
from litestar.testing import TestClient
from sqlalchemy import func, select
from tests.ledger.making import NOON
from tests.web.conftest import AT, PORT
from tests.web.hushed import HUSH
from tests.web.test_pages import Read

from vedette.desk import Desk
from vedette.desk.deciding import Deciding
from vedette.desk.stages import CODER
from vedette.desk.tray import Tray
from vedette.engines import Local
from vedette.ledger import folding
from vedette.ledger import schema as t
from vedette.ledger.store import Store
from vedette.records import Capture, Issue
from vedette.web import app

WORDS = (
    "Data cable to Gotland damaged\n\nA data cable between Gotland and the Swedish mainland was"
    " damaged on Monday, the operator said.\n\nSweden's defence minister accused Russia of"
    " sabotage. Moscow denied any involvement.\n"
)
"""An invented report."""
PAGE = f"<html><body><article><h1>Cable</h1><p>{WORDS * 3}</p></article></body></html>"


def fetched(url):
    """Give a page, as if it had been asked for; or say that nobody answers."""
    if "silent" in url:
        return Issue(stage="collect", what="no connection", input=url, why="the network is away")
    return Capture(
        source="", channel=url, key=url, url=url, known=NOON, body=PAGE.encode(),
        media_type="text/html",
    )  # fmt: skip


@contextmanager
def working():
    """Work here: what is handed in is our own."""
    yield Local()


@pytest.fixture
def visitor(url):
    """Visit a desk that takes in what is handed to it."""
    desk = Desk(url, sources=[HUSH])

    @contextmanager
    def hand(author, reason):
        store = Store(url, write=True)
        yield Deciding(store=store, author=author, reason=reason, at=NOON)
        store.close()

    tray = Tray(
        workers=working,
        fetch=fetched,
        coder=CODER,
        now=lambda: NOON,
        listed=lambda: {HUSH.id: HUSH.name},
        levels=lambda: {HUSH.id: HUSH.handling},
    )
    site = app(desk, None, host="127.0.0.1", port=PORT, hand=hand, tray=tray)
    with TestClient(site, base_url=AT, raise_server_exceptions=False) as client:
        yield client
    desk.close()


def handed(client, files=(), **given):
    """Send the form."""
    data = {"handling": "clear", **given}
    parts = [("files", one) for one in files] or [("files", ("", b""))]
    return client.post("/add", data=data, files=parts, follow_redirects=False)


def counted(url):
    """The rows of the log."""
    store = Store(url)
    with store.reading() as connection:
        found = connection.execute(select(func.max(t.log.c.seq))).scalar()
    store.close()
    return found


def findings(page):
    """The findings of a preview that may be dropped."""
    return re.findall(r'name="drop" value="(\w+)"', page)


def words(page):
    """A page's words, runs of white space as one space."""
    return " ".join(Read(page).words.split())


def test_nothing_is_kept_before_it_is_filed(visitor, url):
    """The preview shows the findings as the line would make them, and the log stays as it was."""
    before = counted(url)
    answer = handed(visitor, words=WORDS, published="2026-03-03", source="The Gulf Wire")
    assert answer.status_code == 303
    page = visitor.get(answer.headers["location"]).text
    assert len(findings(page)) >= 2
    assert 'class="m a is-anchor"' in page
    assert counted(url) == before


def test_what_is_filed_is_an_article_with_its_findings(visitor, url):
    """Its source is F and by hand, who added it is noted, and a rebuild gives the same views."""
    at = handed(visitor, words=WORDS, published="2026-03-03", source="The Gulf Wire").headers
    answer = visitor.post(
        at["location"], data={"author": "Dana", "reason": "from the port"}, follow_redirects=False
    )
    assert answer.status_code == 303
    article = answer.headers["location"].removeprefix("/article/")
    told = visitor.get(f"/api/articles/{article}").json()
    assert told["article"]["source"] == "hand/the-gulf-wire"
    assert {one["type"] for one in told["report"]["coding"]["findings"]} >= {"incident", "denial"}
    page = words(visitor.get(f"/article/{article}").text)
    assert "added by hand: from the port" in page
    assert "Dana" in page
    store = Store(url, write=True)
    assert folding.check(store).holds
    store.close()
    assert visitor.post(at["location"], data={"author": "Dana"}).status_code == 200


def test_the_same_words_are_one_article(visitor, url):
    """Handed in twice they are filed once, and lead to where they are."""
    places = []
    for _ in range(2):
        at = handed(visitor, words=WORDS, source="The Gulf Wire").headers["location"]
        filed = visitor.post(at, data={"author": "Dana"}, follow_redirects=False)
        places.append((filed.headers["location"], counted(url)))
    assert places[0] == places[1]


def test_a_form_that_is_sent_twice_files_once(visitor, url):
    """The second leads to where the first led, and decides nothing again."""
    at = handed(visitor, words=WORDS, source="The Gulf Wire").headers["location"]
    page = visitor.get(at).text
    data = {"author": "Dana", "drop": findings(page)[:1]}
    first = visitor.post(at, data=data, follow_redirects=False).headers["location"]
    before = counted(url)
    assert visitor.post(at, data=data, follow_redirects=False).headers["location"] == first
    assert counted(url) == before


def test_corrections_are_decisions(visitor):
    """What is dropped leaves the incidents at once; another kind is the incident's."""
    at = handed(visitor, words=WORDS, published="2026-03-03").headers["location"]
    page = visitor.get(at).text
    kinds = re.findall(r'name="kind-(\w+)"', page)
    data = {"author": "Dana", f"kind-{kinds[0]}": "sabotage", f"place-{kinds[0]}": "Visby, SE"}
    filed = visitor.post(at, data=data, follow_redirects=False).headers["location"]
    told = words(visitor.get(filed).text)
    assert "kind set to sabotage and place set to Visby" in told
    again = handed(visitor, words=WORDS + "\nOne ship left.", published="2026-03-03").headers
    page = visitor.get(again["location"]).text
    dropped = {"author": "Dana", "drop": findings(page)}
    filed = visitor.post(again["location"], data=dropped, follow_redirects=False)
    told = words(visitor.get(filed.headers["location"]).text)
    assert told.count("it does not hold") == len(findings(page))


def test_files_are_taken_in_together(visitor):
    """Text, HTML and lines of JSON; what is none is told in its place and the others go on."""
    line = b'{"text": "A substation burned near Narva, police said.", "title": "Fire"}\n'
    at = handed(
        visitor,
        [
            ("../../report.txt", WORDS.encode()),
            ("page.html", PAGE.encode()),
            ("two.jsonl", line + b'{"nothing": 1}\n'),
            ("empty.txt", b""),
        ],
        source=HUSH.id,
    )
    page = visitor.get(at.headers["location"]).text
    told = words(page)
    assert "two.jsonl:2: no article on this line" in told
    assert "empty.txt: an empty file" in told
    assert "/tmp" not in page
    assert page.count('class="sheet tried"') == 3
    assert "File 3 articles" in told


def test_a_listed_source_lends_its_name_and_its_handling(visitor):
    """And nothing is told more freely than its file says."""
    at = handed(visitor, words=WORDS, source=HUSH.id).headers["location"]
    filed = visitor.post(at, data={"author": "Dana"}, follow_redirects=False).headers["location"]
    told = visitor.get(f"/api{filed.replace('article', 'articles')}")
    assert told.status_code == 404
    page = visitor.get(filed).text
    assert "TLP:AMBER" in page
    assert HUSH.name in page


def test_a_page_is_asked_for(visitor):
    """An address is enough; where nobody answers, the desk says what to do instead."""
    at = handed(visitor, url="https://port.example/cable")
    assert "accuses Russia" in words(visitor.get(at.headers["location"]).text)
    answer = handed(visitor, url="https://silent.example/")
    assert answer.status_code == 400
    assert "the network is away" in answer.text
    assert "paste its words instead" in answer.text
    assert "https://silent.example/" in answer.text


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "there is nothing to add"),
        ({"words": "A fire.", "url": "https://a.example/"}, "words and url"),
        ({"words": "A fire.", "published": "Monday"}, "published cannot be read"),
        ({"words": "A fire.", "language": "english"}, "language cannot be read"),
        ({"words": "A fire.", "handling": "pink"}, "handling cannot be read"),
        ({"files": [("a.txt", b"A fire.")] * 11}, "11 files"),
        ({"files": [("a.txt", b"x" * 10_000_001)]}, "10,000,001 bytes"),
        ({"files": [("a.jsonl", b'{"text": "A fire."}\n' * 26)]}, "more than 25 articles"),
    ],
)
def test_what_cannot_be_taken_in_is_told(visitor, url, given, why):
    """The form comes back as it was filled in, with what is wrong; nothing is kept."""
    before = counted(url)
    answer = handed(visitor, given.pop("files", ()), **given)
    assert answer.status_code == 400
    assert why in words(answer.text).lower()
    assert given.get("words", "") in answer.text
    assert counted(url) == before


def test_too_large_a_body_is_refused_before_it_is_read(visitor):
    """Nothing of more than the limit and a form's worth around it reaches the disk."""
    assert handed(visitor, [("a.txt", b"x" * 11_000_000)]).status_code == 413


def test_a_desk_that_only_reads_takes_nothing_in(client):
    """Neither the small live desk nor a sample; both say so."""
    for base in ("", "/sample"):
        assert "takes nothing in" in client.get(f"{base}/add").text
        assert client.post(f"{base}/add", data={"words": "A fire."}).status_code == 403
    assert client.get("/add/guessed").status_code == 404


def test_only_our_own_pages_hand_in(visitor):
    """A stranger's form is refused before anything is read."""
    answer = visitor.post("/add", data={"words": WORDS}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
