"""Logging in at a provider of identities: what it says is believed only where all of it holds."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from joserfc.jwk import RSAKey
from litestar.testing import TestClient
from tests.people.conftest import PASSWORD, Clock
from tests.serving import serving
from tests.web.conftest import AT, PORT
from tests.web.people import provider as asked
from tests.web.small import SmallDesk

from vedette.people import Comer, People, people
from vedette.people.openid import Provider
from vedette.web import app


@pytest.fixture(scope="module")
def served() -> Iterator[asked.Provider]:
    """Serve one provider for all tests."""
    one = asked.Provider(now=int(Clock().at.timestamp()))
    with serving(one.site()) as at:
        one.at = at
        yield one


@pytest.fixture
def provider(served: asked.Provider) -> asked.Provider:
    """Give the provider, honest again."""
    served.lies, served.described, served.algorithm = {}, {}, "RS256"
    served.key = served.known
    served.person = {"sub": "0815", "preferred_username": "Ada"}
    return served


@pytest.fixture
def clock() -> Clock:
    """Give the desk's clock."""
    return Clock()


@pytest.fixture
def known(tmp_path, clock, provider) -> Iterator[People]:
    """Give a file in which Admin is in charge, and which asks the provider too."""
    told = Provider(
        issuer=provider.at, client=asked.CLIENT, secret=asked.SECRET, newcomers="reader"
    )
    made = people(tmp_path / "x.people", clock, provider=told)
    made.invitations.accept(made.first(), "Admin", PASSWORD)
    yield made
    made.close()


@pytest.fixture
def client(known: People) -> TestClient:
    """Open the desk in a browser that follows nobody by itself."""
    site = app(SmallDesk(), None, host="127.0.0.1", port=PORT, people=known)
    client = TestClient(site, base_url=AT, raise_server_exceptions=False)
    client.follow_redirects = False
    return client


def begin(client, path="/login/openid?back=/incidents"):
    """Go to the provider; give what the desk asked it for."""
    sent = client.get(path)
    assert sent.status_code == 303
    return dict(parse_qsl(urlsplit(sent.headers["location"]).query))


def come_back(client, told):
    """Come back from the provider with what it said."""
    return client.get("/login/openid/back", params=told)


def refused(answer):
    """Whether nobody was let in."""
    led = answer.headers["location"].startswith("/login?why=")
    return led and "vedette_session" not in answer.cookies


def test_who_is_new_becomes_what_the_settings_say(client, known, provider):
    """And is led to where he wanted to go; the second time he is known."""
    for _ in range(2):
        answer = come_back(client, provider.authorize(begin(client)))
        assert answer.headers["location"] == "/incidents"
        person = known.sessions.of(answer.cookies["vedette_session"])
        assert (person.name, person.role) == ("Ada", "reader")
    assert len(known.accounts.listed()) == 2


def test_a_link_binds_an_account_to_the_provider(client, known, provider):
    """It is used up; the provider's name for him is not taken for his here."""
    known.accounts.add("Max", "analyst", by="Admin")
    link = known.invitations.invite("Max", by="Admin")
    answer = come_back(client, provider.authorize(begin(client, f"/login/openid?link={link}")))
    assert known.sessions.of(answer.cookies["vedette_session"]).name == "Max"
    assert known.invitations.of(link) is None


def test_a_name_that_is_taken_is_not_given_to_a_stranger(client, known, provider):
    """Whoever is called Admin at the provider is not Admin here."""
    provider.person = {"sub": "666", "preferred_username": "Admin"}
    assert refused(come_back(client, provider.authorize(begin(client))))
    assert len(known.accounts.listed()) == 1


def test_who_is_shut_out_here_is_out(client, known, provider):
    """Whatever the provider says of him; nor does he become somebody new."""
    come_back(client, provider.authorize(begin(client)))
    known.accounts.disable("Ada", by="Admin")
    assert refused(come_back(client, provider.authorize(begin(client))))
    assert len(known.accounts.listed()) == 2


@pytest.mark.parametrize(
    "lies",
    [{"iss": "https://evil.example"}, {"aud": "another"}, {"aud": ["desk", "another"]},
     {"nonce": "another"}, {"nonce": None}, {"sub": None}, {"exp": None}, {"exp": 1},
     {"iat": 4_000_000_000}, {"nbf": 4_000_000_000}, {"azp": "another"}],
)  # fmt: skip
def test_a_token_that_does_not_hold_lets_nobody_in(client, known, provider, lies):
    """Another issuer, audience, question, time, or none of it."""
    provider.lies = lies
    assert refused(come_back(client, provider.authorize(begin(client))))
    assert len(known.accounts.listed()) == 1


def test_a_signature_that_is_not_the_providers_lets_nobody_in(client, known, provider):
    """Another key, none, or one that is made of the client's secret."""
    for key, algorithm in (
        (RSAKey.generate_key(2048, {"kid": "one"}), "RS256"),
        (asked.shared(), "HS256"),
        (provider.known, "none"),
    ):
        provider.key, provider.algorithm = key, algorithm
        assert refused(come_back(client, provider.authorize(begin(client))))
    assert len(known.accounts.listed()) == 1


def test_an_answer_belongs_to_the_browser_that_asked(client, provider):
    """Another browser's state, an old one, a used one, a made-up one, another provider's."""
    told = provider.authorize(begin(client))
    kept = client.cookies["vedette_asked"]
    for state, cookie, iss in (
        (told["state"], "", provider.at),
        (told["state"], "another~", provider.at),
        ("made-up", "made-up~", provider.at),
        (told["state"], kept, "https://evil.example"),
        (told["state"], kept, provider.at),  # used up by the one before
    ):
        client.cookies.clear()
        client.cookies.set("vedette_asked", cookie)
        assert refused(come_back(client, told | {"state": state, "iss": iss}))


def test_a_question_is_good_for_ten_minutes(client, clock, provider):
    """Whoever comes back later asks anew."""
    told = provider.authorize(begin(client))
    clock.go(minutes=10)
    assert refused(come_back(client, told))


@pytest.mark.parametrize(
    "described",
    [{"issuer": "https://evil.example"}, {"token_endpoint": "http://evil.example/"},
     {"jwks_uri": "file:///etc/passwd"}, {"authorization_endpoint": None}],
)  # fmt: skip
def test_a_provider_that_calls_itself_otherwise_is_not_asked(client, provider, described):
    """Nor one that would have us send a secret in the clear."""
    provider.described = described
    assert refused(client.get("/login/openid"))


def test_the_login_offers_the_provider(client, provider):
    """By its host, so that one knows where one is sent; it leads nowhere else on the way back."""
    page = client.get("/login?back=/sources").text
    assert f"Log in at {urlsplit(provider.at).netloc}" in page
    assert "did not confirm" in client.get("/login?why=provider").text
    told = provider.authorize(begin(client, "/login/openid?back=https://evil.example"))
    assert come_back(client, told).headers["location"] == "/"


def test_an_account_without_a_password_has_none(client, known, provider):
    """Whom a provider vouches for does not come in by an empty password."""
    come_back(client, provider.authorize(begin(client)))
    for password in ("", "x"):
        assert known.door.enter("Ada", password, Comer())[1] == "wrong"
