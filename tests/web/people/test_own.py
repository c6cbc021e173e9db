"""One's own page, and the administrators'."""

import re

import pytest
from litestar import Litestar
from litestar.testing import RequestFactory
from tests.people.conftest import PASSWORD
from tests.web.conftest import PORT
from tests.web.small import SmallDesk

from vedette.people import Comer, Person
from vedette.web import app

EVIL = "<script>alert(1)</script>{{ 7 * 7 }}\"'"


@pytest.fixture
def asking_nobody() -> Litestar:
    """Give a site that asks for no login."""
    return app(SmallDesk(), None, host="127.0.0.1", port=PORT, author="A. Author")


def test_one_sees_ones_sessions_and_ends_another(visit, known):
    """Each with its browser, its address and its times; this one is marked."""
    client = visit("Reader")
    known.door.let_in("Reader", Comer(address="203.0.113.9", agent="Telephone"))
    page = client.get("/me").text
    assert "Telephone" in page
    assert "203.0.113.9" in page
    assert page.count('action="/me/sessions/end"') == 2  # the other, and all others
    name = re.search(r'name="session" value="([0-9a-f]+)"', page)[1]
    assert client.post("/me/sessions/end", data={"session": name}).status_code == 303
    assert "Telephone" not in client.get("/me").text
    known.door.let_in("Reader", Comer())
    client.post("/me/sessions/end", data={"session": "others"})
    assert len(known.sessions.listed("Reader")) == 1


def test_a_password_is_changed(visit, known):
    """What is wrong with it is told."""
    client = visit("Reader")
    new = {"old": PASSWORD, "password": "another long password", "again": "another long password"}
    assert "not the same" in client.post("/me/password", data=new | {"again": "x"}).text
    assert "old password is wrong" in client.post("/me/password", data=new | {"old": "x"}).text
    assert "is changed" in client.post("/me/password", data=new).text
    assert known.door.enter("Reader", "another long password", Comer())[1] is None


def test_a_token_is_shown_once(visit, known):
    """With it a program reads the API; the page has its name alone afterwards."""
    client = visit("Reader")
    told = {"label": EVIL, "scopes": ["read", "taxii"], "days": "30"}
    page = client.post("/me/tokens", data=told)
    secret = re.search(r"vedette_[\w-]{43}", page.text)[0]
    assert page.headers["cache-control"] == "no-store"
    assert "<script>alert" not in page.text
    assert visit(token=secret).get("/api/standing").status_code == 200
    after = client.get("/me").text
    assert secret not in after
    one = client.post("/me/tokens", data={"label": "b", "scopes": "read", "days": "1"})
    assert "cannot be shown again" in one.text
    assert "{{ 7 * 7 }}" in after  # said as it was written, and not worked out
    number = known.tokens.listed()[0].number
    assert visit("Analyst").post("/me/tokens/revoke", data={"number": number}).status_code == 400
    client.post("/me/tokens/revoke", data={"number": number})
    assert visit(token=secret).get("/api/standing").status_code == 401


def test_an_administrator_adds_somebody(visit, known):
    """The link is shown once; the name is printed as it is, whatever it is."""
    client = visit("Admin")
    page = client.post("/people", data={"name": EVIL, "role": "analyst"})
    link = re.search(r"/welcome\?link=([\w-]{43})", page.text)[1]
    assert known.invitations.of(link).role == "analyst"
    assert "<script>alert" not in page.text
    assert "{{ 7 * 7 }}" in page.text
    assert (
        "somebody of this name"
        in client.post("/people", data={"name": EVIL, "role": "reader"}).text
    )


def test_an_administrator_rules(visit, known):
    """Another role, another link, out, and in again; the last administrator stays."""
    client = visit("Admin")
    for act in ("analyst", "disable", "enable", "reader"):
        told = {"name": "Reader", "act": act}
        assert client.post("/people/rule", data=told).status_code == 303
    assert (
        "/welcome?link="
        in client.post("/people/rule", data={"name": "Reader", "act": "invite"}).text
    )
    page = client.post("/people/rule", data={"name": "Admin", "act": "disable"})
    assert "last administrator" in page.text
    number, _ = known.tokens.make("Reader", "report", ("read",), by="Reader")
    assert "report" in client.get("/people").text
    client.post("/people/tokens/revoke", data={"number": number})
    assert not known.tokens.listed()[0].live


def test_the_audit_log_is_shown_and_not_edited(visit, known):
    """No address of the desk takes anything for it."""
    client = visit("Admin")
    page = client.get("/audit").text
    assert "in a chain that holds" in page
    assert known.audit.verify().last in page
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert client.request(method, "/audit").status_code in {403, 405}


def test_the_page_says_who_is_in_it(visit):
    """At the foot of every page, with the way out."""
    page = visit("Analyst").get("/").text
    assert '<a href="/me"><bdi>Analyst</bdi></a>, analyst' in page
    assert 'action="/logout"' in page


def test_who_decides_is_who_is_logged_in(site, asking_nobody):
    """Every handler's room knows its person; without a login that is the author of the settings."""
    person = Person(name="Analyst", role="analyst")
    for served, user, name in ((site, person, "Analyst"), (asking_nobody, None, "A. Author")):
        rooms = 0
        for route in served.routes:
            for handler in route.route_handlers:
                if room := handler.resolve_dependencies().get("room"):
                    request = RequestFactory().get("/")
                    request.scope["user"] = user
                    assert room.dependency(request).person.name == name
                    rooms += 1
        assert rooms > 100
