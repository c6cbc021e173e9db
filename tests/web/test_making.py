"""What is decided on an article's page, and what the page shows of it."""

import re

import pytest
from litestar.testing import TestClient
from tests.web.conftest import AT, PORT
from tests.web.test_pages import words

from vedette.desk import Desk
from vedette.desk.deciding import Deciding
from vedette.ledger.store import Store
from vedette.web import app
from vedette.web.making import passage
from vedette.web.marks import SHAPES
from vedette.web.wordings import before, changes, told


@pytest.fixture
def visitor(url):
    """Visit a desk whose pages may decide."""
    desk = Desk(url)

    class Held:
        """A ledger for one decision."""

        def __init__(self, author, reason):
            self.store, self.told = Store(url, write=True), (author, reason)

        def __enter__(self):
            author, reason = self.told
            return Deciding(store=self.store, author=author, reason=reason, at=desk.now())

        def __exit__(self, *_):
            self.store.close()

    site = app(desk, None, host="127.0.0.1", port=PORT, hand=Held)
    with TestClient(site, base_url=AT, raise_server_exceptions=False) as client:
        yield client
    desk.close()


def target(client) -> tuple[str, str, str]:
    """Give an article, one of its incidents' findings, and the words that mark it."""
    (line, *_) = client.get("/api/findings?type=incident&limit=1").json()["lines"]
    report = client.get(f"/api/articles/{line['article']}").json()
    start, end = line["finding"]["anchor"][0]
    return line["article"], line["finding"]["id"], report["article"]["text"][start:end]


def sent(client, article, **more):
    """Send the form."""
    data = {"author": "Dana", "reason": "the ministry says so", **more}
    return client.post(f"/article/{article}/decide", data=data, follow_redirects=False)


def test_a_note_stands_on_the_words_that_were_selected(visitor):
    """It leads back to itself, and the page shows it with who wrote it and on what."""
    article, _, anchor = target(visitor)
    answer = sent(visitor, article, what="note", words=f"  {anchor} ")
    assert answer.status_code == 303
    assert re.fullmatch(rf"/article/{article}#decision-\d+", answer.headers["location"])
    told_ = words(visitor, f"/article/{article}")
    assert f"the ministry says so on {anchor} · Dana" in told_
    assert sent(visitor, article, what="note").status_code == 303


def test_a_finding_is_corrected_and_taken_out(visitor):
    """Kind, place, and that it does not hold, as the command line decides."""
    article, finding, _ = target(visitor)
    for more in (
        {"what": "kind", "kind": "arson"},
        {"what": "place", "place": "Narva, EE"},
        {"what": "confirm"},
        {"what": "dismiss"},
    ):
        assert sent(visitor, article, about=finding, **more).status_code == 303
    page = words(visitor, f"/article/{article}")
    for said in ("kind set to arson", "place set to Narva, Estonia", "it does not hold"):
        assert said in page


def added(client, article, **more):
    """Send the form of a new finding."""
    data = {"author": "Dana", "reason": "the coder missed it", "type": "incident", **more}
    return client.post(f"/article/{article}/find", data=data, follow_redirects=False)


def test_selected_words_become_a_finding(visitor):
    """It is marked, numbered and signed; it can be corrected, and taken back."""
    article, _, anchor = target(visitor)
    text = visitor.get(f"/api/articles/{article}").json()["article"]["text"]
    own = text.split()[0]
    answer = added(visitor, article, words=own, kind="cbrn", role1="actor", told1=anchor)
    assert answer.status_code == 303
    page = visitor.get(f"/article/{article}")
    told_ = words(visitor, f"/article/{article}")
    assert "a new finding: CBRN" in told_
    assert "found by analyst Dana" in told_
    listed = visitor.get("/api/findings?kind=cbrn").json()["lines"]
    assert [one["coder"] for one in listed] == ["analysts@1"]
    assert f'value="{listed[0]["finding"]["id"]}"' in page.text
    dismissed = sent(visitor, article, what="dismiss", about=listed[0]["finding"]["id"])
    assert dismissed.status_code == 303
    assert visitor.get("/api/incidents?kind=cbrn").json()["lines"] == []


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"words": "never printed", "kind": "arson"}, "do not stand in the text"),
        ({"words": " ", "kind": "arson"}, "do not stand in the text"),
        ({"kind": ""}, "no kind of incident"),
        ({"kind": "arson", "told1": "in Narva"}, "which field"),
        ({"kind": "arson", "role1": "speaker", "told1": "the"}, "no field of incident"),
        ({"kind": "arson", "role1": "status", "told1": "burnt"}, "status cannot be that"),
        ({"kind": "arson", "reason": " "}, "left empty"),
    ],
)
def test_what_is_no_finding_is_told(visitor, more, why):
    """Nothing is written, and the page says what to give."""
    article, _, anchor = target(visitor)
    answer = added(visitor, article, **{"words": anchor, **more})
    assert answer.status_code == 400
    assert why in answer.text
    assert "decision-" not in visitor.get(f"/article/{article}").text


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"what": "kind", "kind": "treason"}, "none of the 19 kinds"),
        ({"what": "note", "words": "never printed"}, "do not stand in the text"),
        ({"what": "confirm", "about": "f0"}, "findings"),
        ({"what": "place", "place": "Nowhere upon Nothing"}, "there is no place"),
        ({"what": "tells", "incident": "zz"}, "no incident has this id"),
        ({"what": "note", "reason": " "}, "left empty"),
    ],
)
def test_what_cannot_be_decided_is_told(visitor, more, why):
    """Nothing is written, and the page says what to give."""
    article, finding, _ = target(visitor)
    about = {"about": finding} if more["what"] == "kind" else {}
    if more["what"] == "place":
        about = {"about": finding}
    answer = sent(visitor, article, **{**about, **more})
    assert answer.status_code == 400
    assert why in answer.text
    assert "decision-" not in visitor.get(f"/article/{article}").text


def test_a_desk_that_only_reads_has_no_form(client):
    """Neither the small live desk nor a sample can be written to."""
    article = client.get("/api/findings?limit=1").json()["lines"][0]["article"]
    for base in ("", "/sample"):
        assert "/decide" not in client.get(f"{base}/article/{article}").text
        answer = client.post(
            f"{base}/article/{article}/decide",
            data={"what": "note", "author": "Dana", "reason": "x"},
        )
        assert answer.status_code == 403


def test_only_our_own_pages_decide(visitor):
    """A stranger's form is refused before anything is read."""
    article, _, _ = target(visitor)
    answer = visitor.post(
        f"/article/{article}/decide",
        data={"what": "note", "author": "Eve", "reason": "x"},
        headers={"origin": "https://evil.example"},
    )
    assert answer.status_code == 403


def test_words_are_found_whatever_blanks_are_between_them():
    """The time that is meant counts; one too many means the last."""
    text = "A fire. A fire\n\nbroke out. A fire."
    assert passage(text, "A fire", 1) == (8, 14)
    assert passage(text, "fire broke", 0) == (10, 21)
    assert passage(text, "A fire", 9) == (27, 33)
    assert passage("so so so", "so so", 1) == (3, 8)


def test_marks_have_a_shape_of_their_own(client):
    """A legend tells them apart without colour; each finding's words bear its label."""
    article = client.get("/api/findings?limit=1").json()["lines"][0]["article"]
    page = client.get(f"/article/{article}").text
    assert 'class="legend"' in page
    assert {"anchor", "where", "when", "who", "how"} == set(SHAPES.values())
    assert re.search(r'class="no"[^>]*>1<span class="tagged" aria-hidden="true"> \w+', page)


def test_versions_are_compared_by_words():
    """What stayed and what is new are the later text, what stayed and what is gone the earlier."""
    one, other = "Two drones fell in Narva.\n\nNobody was hurt.", "Three drones fell in Narva."
    runs = changes(one, other)
    assert "".join(run.words for run in runs if run.how != "gone") == other
    assert "".join(run.words for run in runs if run.how != "new") == one
    assert told(runs) == (1, 4)
    assert [run.how for run in changes(one, one)] == ["same"]


def test_the_page_shows_what_changed(client, live):
    """Each version but the first leads to what it changed; the marks stand beside it."""
    article = client.get("/api/findings?limit=1").json()["lines"][0]["article"]
    page = client.get(f"/article/{article}").text
    assert f"/article/{article}?version=2&amp;against=1#changed" in page
    told_ = words(client, f"/article/{article}?version=2&against=1")
    assert "Version 2 against version 1: 0 words new, 0 gone." in told_
    assert client.get(f"/article/{article}?against=9").status_code == 404
    assert before(live.article(article).versions, 1) is None
