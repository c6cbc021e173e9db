"""What each address needs: the whole table, walked over by everybody."""

import pytest
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from tests.serving import serving

from vedette.client import Client, DeskError
from vedette.web.guard import SAFE_METHODS
from vedette.web.people import access

OURS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
FILLED = {
    "{file_path}": "icon.svg", "{number}": "1", "{name}": "x", "{path}": "openapi.json",
}  # fmt: skip


def addresses(site):
    """Every method and path of a site."""
    for route in site.routes:
        assert isinstance(route, HTTPRoute), f"{route.path_format} is no ordinary route"
        for handler in route.route_handlers:
            assert isinstance(handler, HTTPRouteHandler)
            for method in sorted(handler.http_methods & OURS):
                yield method, route.path_format


OPEN = {"health", "login", "static", "welcome", "worker.js"}
"""The beginnings of the addresses that answer whoever comes."""
PROGRAMS = tuple(
    f"{base}/{asked}" for base in ("", "/sample") for asked in ("api", "metrics", "fresh")
)
"""Where whoever is not known is told so in a program's words, not led to a page."""


def filled(path):
    """A path in which every name stands for something."""
    for name, value in FILLED.items():
        path = path.replace(name, value)
    return "".join("x" if part.startswith("{") else part for part in _parts(path))


def _parts(path):
    while "{" in path:
        before, _, rest = path.partition("{")
        name, _, path = rest.partition("}")
        yield before
        yield "{" + name + "}"
    yield path


def test_no_address_is_missing_from_the_table(site):
    """Whoever adds an address says what it needs, or this fails and only administrators see it."""
    unknown = [f"{m} {path}" for m, path in addresses(site) if access.need(m, path) is None]
    assert unknown == []


def test_little_is_open_to_whoever_comes(site):
    """What is not: the ways in, what pages are drawn with, and two words on the ledger."""
    free = {p for m, p in addresses(site) if m == "GET" and access.need(m, p).role is None}
    assert {path.split("/")[1] for path in free} == OPEN


def test_what_changes_anything_needs_more_than_reading(site):
    """Save for what is one's own browser's, and the ways in and out."""
    free = {"/theme", "/language", "/login", "/logout", "/welcome"}
    for method, path in addresses(site):
        if method not in SAFE_METHODS and path not in free:
            need = access.need(method, path)
            assert need not in {access.READ, access.NOBODY}, f"{method} {path}"


def test_nobody_is_let_in_who_is_not_known(site, visit):
    """Every address but the ways in leads to the login, or refuses; none answers."""
    client = visit()
    for method, path in addresses(site):
        if access.need(method, path).role is None:
            continue
        answer = client.request(method, filled(path))
        if method == "GET" and not path.startswith(PROGRAMS):
            assert answer.status_code == 303, path
            assert answer.headers["location"].startswith("/login"), path
        else:
            assert answer.status_code == 401, path
            assert answer.headers["www-authenticate"].startswith("Bearer"), path


@pytest.mark.parametrize("name", ["Reader", "Analyst", "Admin"])
def test_everybody_is_let_in_where_his_role_reaches(site, visit, name):
    """And nowhere else: 403 for every address that needs more, another answer for the rest."""
    client = visit(name)
    for method, path in addresses(site):
        need = access.need(method, path)
        if method != "GET" or need.role is None:
            continue
        reached = access.Person(name=name, role=name.lower()).may(need.role)
        answer = client.get(filled(path))
        assert (answer.status_code == 403) == (not reached), path


def test_a_role_that_does_not_reach_changes_nothing(site, visit, known):
    """Every form of the administrators, sent by an analyst."""
    before = known.accounts.listed()
    client = visit("Analyst")
    for method, path in addresses(site):
        if access.need(method, path) == access.RULE and method == "POST":
            told = {"name": "Analyst", "act": "admin", "role": "admin", "number": "1"}
            assert client.post(filled(path), data=told).status_code == 403
    assert known.accounts.listed() == before


def test_a_token_reaches_what_it_is_for_and_no_more(site, visit, known):
    """One for reading reads; none reaches one's own page, nor the administrators'."""
    for name, scopes in (("a", ("read",)), ("b", ("decide", "import", "taxii"))):
        _, token = known.tokens.make("Admin", name, scopes, by="Admin")
        client = visit(token=token)
        for method, path in addresses(site):
            need = access.need(method, path)
            if method == "GET" and need.role is not None:
                may = need.scope in scopes
                assert (client.get(filled(path)).status_code == 403) == (not may), path


def test_options_and_heads_need_what_reading_needs(visit):
    """No way round by another method."""
    for method in ("HEAD", "OPTIONS"):
        assert visit().request(method, "/api/findings").status_code == 401
        assert visit().request(method, "/audit").status_code in {303, 401}
        assert visit("Reader").request(method, "/audit").status_code == 403


def test_a_path_written_otherwise_needs_the_same(visit):
    """Doubled slashes, dots and escapes lead to nothing or to the login, never past it."""
    client = visit()
    for path in ("//audit", "/./audit", "/%61udit", "/audit/", "/sample/../audit", "/AUDIT",
                 "/static/../audit", "/static/x/../../audit", "/sample//api/findings"):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code in {303, 401, 404}, path
        assert "What was done" not in answer.text


def test_a_desk_without_people_asks_nobody(client):
    """As before: whoever sits before it may do everything, and there are no such pages."""
    assert client.get("/").status_code == 200
    for path in ("/login", "/me", "/people", "/audit", "/welcome"):
        assert client.get(path).status_code == 404


def test_the_python_client_shows_a_token(site, known):
    """A program of ours is let in as others are."""
    _, token = known.tokens.make("Reader", "a", ("read",), by="Reader")
    with serving(site) as at:
        with Client(at, token=token) as desk:
            assert desk.standing()["findings"]
        with Client(at) as desk, pytest.raises(DeskError, match="Nobody is logged in"):
            desk.standing()
