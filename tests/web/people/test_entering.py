"""Coming in and going, as a browser does."""

import re

import pytest
from tests.people.conftest import PASSWORD
from tests.web.conftest import AT

from vedette.people import tries


def test_one_is_led_to_the_login_and_back(visit):
    """To the page that was asked for, with its question; the cookie is for nobody else."""
    client = visit()
    asked = client.get("/incidents?kind=sabotage&country=PL")
    assert asked.status_code == 303
    page = client.get(asked.headers["location"])
    back = re.search(r'name="back" value="([^"]+)"', page.text)[1].replace("&amp;", "&")
    answer = client.post("/login", data={"name": "Reader", "password": PASSWORD, "back": back})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/incidents?kind=sabotage&country=PL"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie
    assert "secure" not in cookie  # over plain HTTP on loopback it would be lost
    assert "max-age" not in cookie
    client.cookies.set("vedette_session", answer.cookies["vedette_session"])
    assert "Reader" in client.get("/").text


def test_over_tls_the_cookie_is_secure_and_ours_alone(visit):
    """`__Host-`: no other name, no other path, never in the clear; and HTTP is left for good."""
    client = visit(at=AT.replace("http:", "https:"))
    answer = client.post("/login", data={"name": "Reader", "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-vedette_session=")
    assert "Secure" in cookie
    assert "omain" not in cookie
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert client.get("/me").status_code == 200
    assert "strict-transport-security" not in visit().get("/login").headers


def test_every_refusal_reads_the_same(visit):
    """Whether the name or the password is wrong cannot be read off the page."""
    client = visit()
    pages = [
        client.post("/login", data={"name": name, "password": "wrong"})
        for name in ("Reader", "Nobody")
    ]
    assert [one.status_code for one in pages] == [403, 403]
    one, other = (page.text.replace("Reader", "X").replace("Nobody", "X") for page in pages)
    assert one == other
    assert "set-cookie" not in pages[0].headers


def test_guessing_is_stopped(visit):
    """With the time after which to try again."""
    client = visit()
    for _ in range(tries.EACH):
        client.post("/login", data={"name": "Reader", "password": "wrong"})
    answer = client.post("/login", data={"name": "Reader", "password": PASSWORD})
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "900"


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_the_login_leads_to_no_other_site(visit, back):
    """Not by its form, and not for who is known already."""
    told = {"name": "Reader", "password": PASSWORD, "back": back}
    assert visit().post("/login", data=told).headers["location"] == "/"
    led = visit("Reader").get("/login", params={"back": back})
    assert led.headers["location"] == "/"


def test_a_session_is_another_after_the_login(visit):
    """A cookie that somebody was given before is not what he is known by afterwards."""
    client = visit()
    client.cookies.set("vedette_session", "given-by-somebody")
    answer = client.post("/login", data={"name": "Reader", "password": PASSWORD})
    assert answer.cookies["vedette_session"] != "given-by-somebody"


def test_who_goes_is_gone(visit):
    """The session ends on the desk: its cookie is good for nothing afterwards."""
    client = visit("Reader")
    kept = client.cookies["vedette_session"]
    answer = client.post("/logout")
    assert answer.headers["location"] == "/login"
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    again = visit()
    again.cookies.set("vedette_session", kept)
    assert again.get("/").status_code == 303


def test_a_link_is_good_once(visit, known):
    """It shows whom it is for; afterwards it says that it is not good."""
    known.accounts.add("Eve", "reader", by="Admin")
    link = known.invitations.invite("Eve", by="Admin")
    client = visit()
    assert "Welcome, <bdi>Eve</bdi>" in client.get(f"/welcome?link={link}").text
    told = {"link": link, "name": "Admin", "password": PASSWORD, "again": PASSWORD}
    assert client.post("/welcome", data=told | {"again": "x"}).status_code == 400
    assert client.post("/welcome", data=told | {"password": "x", "again": "x"}).status_code == 400
    answer = client.post("/welcome", data=told)
    assert answer.status_code == 303
    assert known.sessions.of(answer.cookies["vedette_session"]).name == "Eve"
    assert client.post("/welcome", data=told).status_code == 400
    assert "not good" in visit().get(f"/welcome?link={link}").text


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
     {"origin": "https://evil.example"}, {"origin": "null"}, {}],
)  # fmt: skip
def test_another_site_does_nothing_in_ones_name(visit, known, headers):
    """Another site, a neighbour of ours, a sandboxed frame, a browser that says nothing."""
    client = visit("Admin")
    del client.headers["sec-fetch-site"]
    for path, told in (
        ("/people", {"name": "Eve", "role": "admin"}),
        ("/me/tokens", {"label": "x", "scopes": "read", "days": "1"}),
        ("/logout", {}),
    ):
        assert client.post(path, data=told, headers=headers).status_code == 403
    assert len(known.accounts.listed()) == 3
    assert known.tokens.listed() == []
    assert client.get("/me").status_code == 200


def test_nothing_of_a_desk_with_login_is_kept_by_a_cache(visit):
    """Neither pages, nor answers of the API, nor exports, nor the form itself."""
    client = visit("Reader")
    for path in ("/", "/me", "/api/standing", "/export.csv", "/login"):
        told = client.get(path).headers["cache-control"]
        assert "no-store" in told or "private" in told, path
        assert "public" not in told


def test_a_program_is_told_what_to_do(visit):
    """JSON with the remedy, and the scheme it needs; a token that is not good is no one's."""
    client = visit(token="vedette_made-up")
    client.cookies.set("vedette_session", "x")
    answer = client.get("/api/standing")
    assert answer.status_code == 401
    assert "token" in answer.json()["remedy"]
    assert answer.headers["www-authenticate"] == 'Bearer realm="vedette"'


def test_a_bad_token_is_not_made_up_for_by_a_session(visit):
    """Who shows a token is judged by it."""
    client = visit("Admin")
    assert client.get("/api/standing").status_code == 200
    shown = {"authorization": "Bearer vedette_made-up"}
    assert client.get("/api/standing", headers=shown).status_code == 401


def test_forms_have_a_size(visit):
    """A password of a megabyte is not hashed."""
    told = {"name": "Reader", "password": "x" * 1_000_000}
    assert visit().post("/login", data=told).status_code == 413


@pytest.mark.parametrize(
    "told",
    [{}, {"name": "x"}, {"name": ["a", "b"], "password": "x"}, {"password": "\udce4"},
     {"name": "x\x00", "password": "\x00"}],
)  # fmt: skip
def test_a_form_that_is_none_is_a_fault_of_who_sends_it(visit, told):
    """No such form breaks the desk."""
    sent = {
        k: v.encode("utf-8", "surrogateescape") if isinstance(v, str) else v
        for k, v in told.items()
    }
    assert visit().post("/login", data=sent).status_code in {400, 403}


@pytest.mark.parametrize("base", ["", "/sample"])
@pytest.mark.parametrize("asked", ["/fresh", "/fresh/incidents?since=2026-01-01"])
def test_a_page_that_is_left_open_does_not_keep_its_session(visit, clock, base, asked):
    """What it asks by itself is answered with a number, and at the end with a refusal, no page."""
    client = visit("Reader")
    for _ in range(11):
        clock.go(hours=1)
        assert client.get(base + asked).text.isdigit()
    clock.go(hours=1)
    answer = client.get(base + asked)
    assert answer.status_code == 401
    assert answer.json()["what"] == "Nobody is logged in"


def test_a_wall_keeps_its_session(visit, clock):
    """It is made to be left on."""
    client = visit("Reader")
    for _ in range(3):
        clock.go(hours=11)
        assert client.get("/wall").status_code == 200
