"""What is typed is words: no statement, no template, no header, no script, and never too much."""

from urllib.parse import quote

import pytest
from tests.people.conftest import PASSWORD

STATEMENTS = (
    "' OR '1'='1", "Admin' --", "x'; DROP TABLE accounts; --",
    "' UNION SELECT password FROM accounts --",
    "\\'; DELETE FROM sessions; --", "Admin\x00", "%' OR name LIKE '%",
)  # fmt: skip
TEMPLATES = (
    "{{ 7 * 191 }}", "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "${7*191}", "<%= 7*191 %>", "#{7*191}", "{{ lobby.people.accounts.listed() }}",
)  # fmt: skip
READ = (
    "/search?q={}", "/api/search?q={}", "/?source={}", "/api/findings?source={}",
    "/article/{}", "/sources/{}", "/incidents/{}", "/api/incidents/{}", "/stories/{}",
    "/api/incidents?country={}", "/login?back={}", "/welcome?link={}", "/pledges/{}",
    "/forecasters/{}", "/calendar?caller={}", "/api/calls?caller={}", "/brief?kind={}", "/{}",
)  # fmt: skip


def quoted(words):
    """Words as they stand in an address."""
    return quote(words, safe="")


@pytest.mark.parametrize("words", STATEMENTS)
def test_what_is_typed_is_no_statement(visit, known, words):
    """Nobody comes in by it, nothing breaks, and all is there afterwards."""
    client = visit()
    told = {"name": words, "password": words}
    assert client.post("/login", data=told).status_code in {403, 429}
    assert client.post("/login", data={"name": "Admin", "password": words}).status_code == 403
    reader = visit("Reader")
    for path in READ:
        assert reader.get(path.format(quoted(words))).status_code < 500, path
    for path, form in (
        ("/me/sessions/end", {"session": words}),
        ("/me/tokens", {"label": words, "scopes": words, "days": words}),
        ("/me/tokens/revoke", {"number": words}),
    ):
        assert reader.post(path, data=form).status_code < 500, path
    client.cookies.set("vedette_session", quoted(words))
    assert client.get("/me").status_code == 303
    assert visit(token=quoted(words)).get("/api/standing").status_code == 401
    assert len(known.accounts.listed()) == 3
    assert known.sessions.listed("Reader")


@pytest.mark.parametrize("words", TEMPLATES)
def test_what_is_typed_is_no_template(visit, words):
    """It is printed as it stands, or not at all; nothing is worked out."""
    reader, admin = visit("Reader"), visit("Admin")
    pages = [reader.get(path.format(quoted(words))) for path in READ]
    pages += [
        visit().post("/login", data={"name": words, "password": "x"}),
        admin.post("/people", data={"name": words, "role": "reader"}),
        admin.get("/people"),
        admin.get("/audit"),
        reader.post("/me/tokens", data={"label": words, "scopes": "read", "days": "1"}),
    ]
    for page in pages:
        assert page.status_code < 500
        assert "1337" not in page.text
        assert "<class " not in page.text
        assert "&lt;class " not in page.text
        assert "Account(" not in page.text


@pytest.mark.parametrize("path", ["/login?back={}", "/login/openid?back={}", "/{}"])
def test_what_is_typed_is_no_header(visit, path):
    """A line break in an address begins no header of the answer, nor a cookie of a stranger's."""
    for words in ("x\r\nset-cookie: a=b", "/x\nlocation: https://evil.example", "/\r\n\r\n<b>"):
        for client in (visit(), visit("Reader")):
            answer = client.get(path.format(quoted(words)))
            assert "a=b" not in answer.headers.get("set-cookie", "")
            assert "evil.example" not in answer.headers.get("location", "").partition("?")[0]


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:3000"])
def test_no_other_site_reads_an_answer(visit, origin):
    """No answer says that another site may read it, nor that a preflight was heard."""
    asked = {"origin": origin, "access-control-request-method": "POST"}
    for client in (visit(), visit("Admin")):
        for method, path in (("GET", "/api/standing"), ("GET", "/me"), ("OPTIONS", "/people")):
            headers = client.request(method, path, headers=asked).headers
            assert not [name for name in headers if name.startswith("access-control-")]


def test_bodies_have_a_size(visit):
    """A form of a megabyte is refused at every address that takes one."""
    huge = {"name": "x" * 1_000_000}
    for client, paths in (
        (visit(), ("/login", "/welcome")),
        (visit("Reader"), ("/me/password", "/me/tokens")),
        (visit("Admin"), ("/people", "/people/rule")),
    ):
        for path in paths:
            assert client.post(path, data=huge).status_code == 413, path


def test_no_secret_is_in_an_answer_that_is_not_for_it(visit, known):
    """Neither hashes nor links nor others' tokens, on any page of people."""
    link = known.invitations.invite("Reader", by="Admin")
    _, token = known.tokens.make("Reader", "a", ("read",), by="Reader")
    with known.file.reading() as connection:
        kept = [row[0] for row in connection.execute("SELECT password FROM accounts")]
        kept += [row[0] for row in connection.execute("SELECT key FROM sessions")]
        kept += [row[0] for row in connection.execute("SELECT key FROM tokens")]
    admin = visit("Admin")
    for path in ("/me", "/people", "/audit", "/api/standing", "/schema/openapi.json"):
        page = admin.get(path).text
        for secret in (link, token, PASSWORD, *kept):
            assert secret not in page, path
