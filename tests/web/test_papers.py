"""A brief is signed on its page, kept as it was signed, and the signature taken back."""

import html
import re

import pytest
from litestar.testing import TestClient
from tests.web.conftest import AT, PORT
from tests.web.deciding import Hand, deciding
from tests.web.hushed import HUSH, NOON, WORD, fill, secret
from tests.web.test_pages import words

from vedette.desk import Desk
from vedette.ledger.append import Appender
from vedette.ledger.store import Store
from vedette.web import app

WEEK = f"week={NOON:%Y-%m-%d}"


@pytest.fixture
def desk(url):
    """A desk of forty reports."""
    made = Desk(url, now=lambda: NOON)
    yield made
    made.close()


def form_of(client, query=WEEK):
    """Where the form of a brief's page leads, and the Markdown that it carries."""
    page = client.get(f"/brief?{query}").text
    action = re.search(r'action="(/brief\?[^"]*)"', page)[1]
    text = re.search(r'<textarea name="page"[^>]*>([^<]*)</textarea>', page)[1]
    return html.unescape(action), html.unescape(text)


def signed(client, query=WEEK, **more):
    """Sign a brief as it stands; give the address of what was signed."""
    action, text = form_of(client, query)
    form = {"page": text.replace("\n", "\r\n"), "author": "A. Analyst", **more}
    answer = client.post(action, data=form, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_a_brief_is_signed_as_its_page_has_it(visitor, desk):
    """To the byte, with a last line that says who signed it, when and why."""
    markdown = visitor.get(f"/brief.md?{WEEK}").text
    assert form_of(visitor)[1] == markdown
    address = signed(visitor, reason="sent to *the* duty officer")
    when = f"{NOON.day} {NOON:%b %Y, %H:%M} UTC"
    last = f"Signed by A. Analyst, {when}: sent to \\*the\\* duty officer\n"
    assert visitor.get(f"{address}/text").text == f"{markdown.rstrip()}\n\n{last}"
    (paper,) = desk.papers()
    assert (paper.name, paper.of) == (f"brief-week-{NOON:%Y-%m-%d}.md", WEEK)
    page = words(visitor, address)
    assert "signed A. Analyst" in page
    assert "sent to *the* duty officer" in page
    assert "taken back it stands" in page


def test_the_page_of_the_same_days_says_that_it_was_signed(visitor):
    """However they were asked for; that of other days, or of one kind alone, does not."""
    address = signed(visitor)
    told = "A. Analyst signed this brief as it stood on"
    assert told in words(visitor, f"/brief?{WEEK}")
    assert f'href="{address}"' in visitor.get(f"/brief?{WEEK}").text
    assert told not in words(visitor, f"/brief?day={NOON:%Y-%m-%d}")
    narrow = f"{WEEK}&kind=sabotage&kind=arson&country=de"
    assert told not in words(visitor, f"/brief?{narrow}")
    signed(visitor, narrow)
    assert told in words(visitor, f"/brief?country=DE&kind=arson&kind=sabotage&{WEEK}")


def test_a_brief_may_be_edited_before_it_is_signed(visitor):
    """What was written is what is kept; a label in it is held to."""
    address = signed(visitor, page="TLP:AMBER\r\n\r\nOnly this.\r\n")
    text = visitor.get(f"{address}/text").text
    assert text.startswith("TLP:AMBER\n\nOnly this.\n\nSigned by A. Analyst, ")
    assert text.endswith(": signed at the desk\n")
    assert "TLP:AMBER" in words(visitor, address)
    # The API of a desk gives what is clear.
    assert visitor.get("/api/briefs").json() == []
    assert visitor.get(f"/api/briefs/{address.rpartition('/')[2]}").status_code == 404


def test_a_signature_is_taken_back_and_the_paper_stays(visitor, desk):
    """By whom, when and why is told on its page, in the list and to programs."""
    address = signed(visitor)
    number = int(address.rpartition("/")[2])
    told = visitor.get(f"/api/briefs/{number}").json()
    assert told["paper"]["withdrawn"] is None
    assert "Signed by A. Analyst" in told["text"]
    form = {"what": f"withdraw:{number}", "author": "B. Boss", "reason": "the port was wrong"}
    answer = visitor.post("/duty", data={**form, "back": address}, follow_redirects=False)
    assert answer.headers["location"] == address
    page = words(visitor, address)
    assert "taken back B. Boss" in page
    assert "the port was wrong" in page
    assert "Take the signature back" not in page
    assert "signed this brief as it stood" not in words(visitor, f"/brief?{WEEK}")
    assert "taken back by B. Boss" in words(visitor, f"/brief?{WEEK}")
    assert visitor.get("/api/briefs").json()[0]["withdrawn"]["author"] == "B. Boss"
    assert desk.paper(number)[1].startswith(b"**TLP:CLEAR**")


def test_the_first_who_took_it_back_is_named(visitor, desk):
    """Whoever does so again changes nothing."""
    number = int(signed(visitor).rpartition("/")[2])
    for who in ("B. Boss", "C. Chief"):
        form = {"what": f"withdraw:{number}", "author": who, "reason": "no", "back": "/"}
        visitor.post("/duty", data=form)
    assert desk.papers()[0].withdrawn.author == "B. Boss"


@pytest.mark.parametrize(
    ("query", "form", "told"),
    [
        (WEEK, {"page": " \r\n"}, "page: it is empty"),
        (WEEK, {"author": ""}, "author: it is left empty"),
        (WEEK, {"page": "x" * 2_000_001}, "more than 2,000,000 bytes"),
        ("week=2099-01-01", {}, "no brief of 2099-01-01"),
        ("day=soon", {}, "soon"),
        ("weak=1", {}, "there is no parameter"),
    ],
)
def test_what_cannot_be_signed_is_told(visitor, desk, query, form, told):
    """And nothing is kept."""
    form = {"page": "x", "author": "A", **form}
    answer = visitor.post(f"/brief?{query}", data=form, headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert told in answer.text
    assert desk.papers() == []


def test_another_sites_form_signs_nothing(visitor, desk):
    """Nor does a desk that only shows have a form."""
    form = {"page": "x", "author": "A"}
    foreign = {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}
    assert visitor.post(f"/brief?{WEEK}", data=form, headers=foreign).status_code == 403
    assert desk.papers() == []
    with TestClient(app(desk, None, host="127.0.0.1", port=PORT), base_url=AT) as shown:
        assert "Sign this brief" not in shown.get("/brief").text
        assert shown.post("/brief", data=form).status_code == 403


def test_what_tells_of_amber_is_signed_as_amber(tmp_path):
    """Also where somebody took the label out of the text; no clear exit gives it."""
    url = f"sqlite:///{tmp_path}/l.sqlite"
    fill(url, secret()).close()
    desk = Desk(url, sources=[HUSH], now=lambda: NOON)
    with deciding(desk, Hand(url)) as client:
        assert WORD in form_of(client)[1]
        address = signed(client, page="no label")
        assert "TLP:AMBER" in words(client, address)
        assert client.get("/api/briefs").json() == []
    closed = desk.under("clear", frank=True)
    assert closed.papers() == []
    desk.close()


def test_a_paper_whose_report_was_erased_says_so(visitor, desk, url):
    """On its page, to programs and as text: by whom, when and why; who signed it stays."""
    line = desk.incidents().lines[0]
    address = signed(visitor, page=f"Only this: “{line.sentence}”")
    number = int(address.rpartition("/")[2])
    store = Store(url, write=True)
    with Appender(store, now=lambda: NOON).batch() as batch:
        assert batch.erase(line.article, author="D. Desk", reason="Art. 17", at=NOON) == (number,)
    store.close()
    page = words(visitor, address)
    assert "signed A. Analyst" in page
    assert "erased D. Desk" in page
    assert "A report that this told of was erased, and the text with it." in page
    answer = visitor.get(f"{address}/text")
    assert answer.status_code == 410
    assert "D. Desk" in answer.text
    told = visitor.get(f"/api/briefs/{number}").json()
    assert told["text"] == ""
    assert told["paper"]["erased"]["reason"] == "Art. 17"
