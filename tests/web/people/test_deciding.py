"""Deciding on a page: by whom, whatever the form says."""

from contextlib import contextmanager

from litestar.testing import TestClient
from tests.web.conftest import AT, PORT
from tests.web.hushed import NOON

from vedette.desk import Ask
from vedette.people import Comer
from vedette.web import app


class By:
    """Notes what is decided."""

    def __init__(self, made):
        self.made = made

    def note(self, article):
        """Keep a note on an article."""
        self.made.append(article)
        return 7


def test_a_decision_bears_the_name_of_who_is_logged_in(known, live):
    """An author in the form is passed over; a reader may not decide at all."""
    made = []

    @contextmanager
    def hand(author, reason):
        made.append((author, reason))
        yield By(made)

    site = app(live, None, host="127.0.0.1", port=PORT, people=known, hand=hand)
    client = TestClient(site, base_url=AT, raise_server_exceptions=False)
    article = live.stream(Ask()).lines[0].article
    told = {"author": "Somebody Else", "reason": "seen", "what": "note"}
    for name, status in (("Reader", 403), ("Analyst", 303)):
        secret = known.door.let_in(name, Comer())
        sent = {"cookie": f"vedette_session={secret}", "sec-fetch-site": "same-origin"}
        path = f"/article/{article}/decide"
        answer = client.post(path, data=told, headers=sent, follow_redirects=False)
        assert answer.status_code == status
        assert "set-cookie" not in answer.headers  # whoever is known needs no name kept
    assert made == [("Analyst", "seen"), article]


class Signing:
    """Notes what is signed."""

    at = NOON

    def __init__(self, made, author, reason):
        self.made, self.author, self.reason = made, author, reason

    def sign(self, name, body, _handling, of):
        """Keep a paper."""
        self.made.append((name, body, of))
        return 7


def test_a_brief_is_signed_by_who_is_logged_in_and_not_by_a_reader(known, live):
    """The form's name is passed over; a reader has no form."""
    made = []

    @contextmanager
    def hand(author, reason):
        yield Signing(made, author, reason)

    site = app(live, None, host="127.0.0.1", port=PORT, people=known, hand=hand)
    client = TestClient(site, base_url=AT, raise_server_exceptions=False)
    form = {"author": "Somebody Else", "reason": "seen", "page": "as told"}
    for name, status in (("Reader", 403), ("Analyst", 303)):
        sent = {
            "cookie": f"vedette_session={known.door.let_in(name, Comer())}",
            "sec-fetch-site": "same-origin",
        }
        assert ("Sign this brief" in client.get("/brief", headers=sent).text) is (status == 303)
        path = f"/brief?week={live.today()}"
        answer = client.post(path, data=form, headers=sent, follow_redirects=False)
        assert answer.status_code == status
    ((name, body, of),) = made
    assert body.startswith(b"as told\n\nSigned by Analyst, ")
    assert (name, of) == (f"brief-week-{live.today()}.md", f"week={live.today()}")
