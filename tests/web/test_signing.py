"""Who signs at a desk that asks nobody: a name is typed once, and stands in the next form."""

import re

import pytest
from tests.web.hushed import NOON

from vedette.desk import Desk, IncidentAsk
from vedette.web.room import NAME_COOKIE

TYPED = "Дана <b>"
BOX = re.compile(r'<input name="author"[^>]*>')


@pytest.fixture
def desk(url):
    """A desk of forty reports."""
    made = Desk(url, now=lambda: NOON)
    yield made
    made.close()


def boxes(client, path):
    """Give the boxes of a page that ask for a name."""
    return BOX.findall(client.get(path).text)


def test_a_name_that_was_typed_stands_in_every_next_form(visitor, desk):
    """In the browser that typed it; as it was typed, whatever is in it."""
    one = desk.incidents(IncidentAsk()).lines[0]
    pages = (
        f"/incidents/{one.id}",
        "/review",
        "/handover",
        "/incidents",
        f"/article/{one.article}",
    )
    assert all('value=""' in box for path in pages for box in boxes(visitor, path))
    visitor.post("/duty", data={"what": f"acknowledge:{one.id}", "author": TYPED, "back": "/"})
    for path in pages:
        found = boxes(visitor, path)
        assert found, path
        assert all('value="Дана &lt;b&gt;"' in box for box in found), path
    page = visitor.get(pages[0]).text
    assert "Taking on as <bdi>Дана &lt;b&gt;</bdi>" in page  # also where the form is folded away
    visitor.cookies.delete(NAME_COOKIE)
    assert all('value=""' in box for box in boxes(visitor, "/handover"))


def test_what_was_refused_leaves_no_name(visitor):
    """Nor does a page that is only read; what is kept is no script's business."""
    answer = visitor.post("/duty", data={"what": "acknowledge:nothing", "author": "Dana"})
    assert answer.status_code == 400
    assert "set-cookie" not in answer.headers
    assert "set-cookie" not in visitor.get("/handover").headers


def test_the_cookie_is_for_this_desk_alone(visitor, desk):
    """No script reads it, and no other site's form sends it."""
    name = desk.incidents(IncidentAsk()).lines[0].id
    form = {"what": f"acknowledge:{name}", "author": "Dana", "back": "/"}
    told = visitor.post("/duty", data=form, follow_redirects=False).headers["set-cookie"].lower()
    assert told.startswith(f"{NAME_COOKIE}=dana;")
    assert {"httponly", "samesite=strict", "path=/"} <= {part.strip() for part in told.split(";")}


def test_who_takes_over_is_not_who_handed_over(visitor):
    """The box of the second signature does not begin with the name of the first."""
    form = {"page": "what was seen\n", "author": "Dana", "watch": "the port"}
    there = visitor.post("/handover", data=form, follow_redirects=False).headers["location"]
    assert all('value=""' in box for box in boxes(visitor, there))
    assert all('value="Dana"' in box for box in boxes(visitor, "/handover"))


def test_a_form_that_is_not_complete_leads_back_to_itself(visitor, desk):
    """To the page that it was sent from, if that is one of ours."""
    there = f"/incidents/{desk.incidents(IncidentAsk()).lines[0].id}"
    form = {"what": "acknowledge:x", "author": ""}
    asked = {"accept": "text/html", "referer": f"{visitor.base_url}{there}?as_of=2026-01-01"}
    page = visitor.post("/duty", data=form, headers=asked)
    assert page.status_code == 400
    assert "The desk cannot take that as it stands" in page.text
    assert f'<a href="{there}?as_of=2026-01-01">Back to where you were</a>' in page.text
    for elsewhere in ("https://elsewhere.example/", f"{visitor.base_url}/duty", "//[", ""):
        page = visitor.post("/duty", data=form, headers={**asked, "referer": elsewhere})
        assert page.status_code == 400
        assert "Back to where you were" not in page.text
