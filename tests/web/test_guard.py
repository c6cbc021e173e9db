"""Who may talk to a desk without login."""

import pytest

from vedette.web import app
from vedette.web.guard import HEADERS, Guard

AT = "http://127.0.0.1:8400"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8400", "localhost:8400", "LOCALHOST", "[::1]:8400", "[::1]", "127.0.0.1:9999"],
)
def test_loopback_is_answered(client, host):
    """Loopback may carry any port, for a tunnel changes it."""
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8400", "evil.example:8400",
     "127.0.0.1:8400.evil", "", "[::1].evil", "desk.example"],
)  # fmt: skip
def test_a_strangers_name_is_refused(client, host):
    """A name that was made to point at us is not ours, on pages, files and unknown paths."""
    for path in ("/", "/api/standing", "/nowhere", "/schema"):
        answer = client.get(path, headers={"host": host})
        assert answer.status_code == 421
        assert "Refused" in answer.text


def test_names_given_are_answered():
    """The host that was bound and those in `hosts` are known, with a port or without."""
    guard = Guard(app(None, None, host="::1", port=80), host="10.0.0.5", port=8400,
                  hosts={"Desk.example", "other.example:444"})  # fmt: skip
    assert guard.knows("desk.example")
    assert guard.knows("desk.example:8443")
    assert guard.knows("10.0.0.5:8400")
    assert guard.knows("other.example:444")
    assert not guard.knows("other.example")
    assert not guard.knows("10.0.0.6:8400")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:3000"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": AT},
    ],
)
def test_other_sites_may_change_nothing(client, headers):
    """A form that another site posts, or another port of this machine, is refused."""
    answer = client.post("/theme", data={"theme": "dark"}, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("headers", [{}, {"origin": AT, "sec-fetch-site": "same-origin"}])
def test_our_own_pages_may(client, headers):
    """Our pages, and programs that are no browsers, may post."""
    answer = client.post("/theme", data={"theme": "dark"}, headers=headers, follow_redirects=False)
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("path", "host"),
    [("/", "127.0.0.1"), ("/nowhere", "127.0.0.1"), ("/findings?since=x", "127.0.0.1"),
     ("/", "evil"), ("/api/standing", "127.0.0.1"), ("/export.csv", "127.0.0.1"),
     ("/schema", "127.0.0.1")],
)  # fmt: skip
def test_every_answer_carries_the_headers(client, path, host):
    """Pages, errors, refusals, exports: none may run, frame or leak what it should not."""
    answer = client.get(path, headers={"host": host})
    for name, value in HEADERS:
        assert answer.headers[name.decode()] == value.decode()
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
