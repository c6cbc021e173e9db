"""An identity provider of the user's, asked instead of a password (OpenID Connect Core 1.0).

The code flow with PKCE (RFC 7636, S256), a state that is good once for ten minutes in the browser
that began, and a nonce. What the provider says is believed where its signature, issuer, audience,
time and nonce hold. Whom it names is looked up by issuer and subject, never by a name or an
address of mail, which others may take over.
"""

import base64
import hmac
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import httpx2

from vedette.errors import MissingExtra, PeopleError
from vedette.people.accounts import insert, refused
from vedette.people.audit import note
from vedette.people.file import File, drawn, key_of, stamp
from vedette.people.invitations import bind
from vedette.people.roles import Role

ALGORITHMS: Final = ("RS256", "RS512", "PS256", "ES256", "ES384", "EdDSA")
"""Of signatures: with a pair of keys, never `none`, never one where we could sign ourselves."""
LEEWAY: Final = 60
"""Seconds by which clocks may differ."""
PATIENCE: Final = timedelta(minutes=10)
"""For somebody to log in at the provider."""
LARGEST: Final = 1_000_000
"""Bytes of an answer; keys and tokens have a few thousand."""
SECONDS: Final = 10.0
"""For one answer of the provider."""
ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Who is asked, as whom; `newcomers` is the role of whoever he knows and we do not, if any."""

    issuer: str
    client: str
    secret: str = field(default="", repr=False)
    newcomers: Role | None = None

    @property
    def host(self) -> str:
        """What a person is told of where he would be sent."""
        return urlsplit(self.issuer).netloc


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """Whom the provider vouches for: a subject for good, and a name to begin with."""

    subject: str
    name: str


class OpenId:
    """Asks one provider; `http` makes a client for one exchange."""

    def __init__(self, file: File, provider: Provider, http: Callable[[], httpx2.Client]) -> None:
        _must_be_there()
        self._file = file
        self.provider = provider
        self._http = http

    def begin(self, redirect: str, back: str) -> tuple[str, str]:
        """Give where to send a browser, and the state that it must bring back."""
        told = self._described()
        state, nonce, verifier = drawn(), drawn(), drawn()
        at = self._file.now()
        with self._file.writing() as connection:
            connection.execute("DELETE FROM asked WHERE ends <= ?", (stamp(at),))
            connection.execute(
                "INSERT INTO asked VALUES (?, ?, ?, ?, ?)",
                (key_of(state), verifier, nonce, back, stamp(at + PATIENCE)),
            )
        query = {
            "response_type": "code",
            "client_id": self.provider.client,
            "redirect_uri": redirect,
            "scope": "openid profile",
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge(verifier),
            "code_challenge_method": "S256",
        }
        joint = "&" if urlsplit(told["authorization_endpoint"]).query else "?"
        return f"{told['authorization_endpoint']}{joint}{urlencode(query)}", state

    def finish(
        self, *, state: str, kept: str, code: str, issuer: str, redirect: str
    ) -> tuple[Vouched, str]:
        """Give whom the provider vouches for, and where he wanted to; raises PeopleError.

        `state` is what came back, `kept` what the browser was given; `issuer` is who the answer
        says it is from, where it says so (RFC 9207).
        """
        asked = self._spent(state) if hmac.compare_digest(state.encode(), kept.encode()) else None
        if asked is None or not code:
            raise _doubtful("the answer belongs to no question of this browser")
        if issuer and issuer != self.provider.issuer:
            raise _doubtful("the answer is from another provider")
        told = self._described()
        token = self._token(told["token_endpoint"], code, asked["verifier"], redirect)
        claims = self._claims(token, self._fetched(told["jwks_uri"]), asked["nonce"])
        name = claims.get("preferred_username") or claims.get("name") or claims["sub"]
        subject = f"{self.provider.issuer} {claims['sub']}"
        return Vouched(subject=subject, name=str(name)), str(asked["back"])

    def _spent(self, state: str) -> sqlite3.Row | None:
        """Take a question as answered, whatever comes of it."""
        with self._file.writing() as connection:
            query = "DELETE FROM asked WHERE key = ? AND ends > ? RETURNING *"
            found: sqlite3.Row | None = connection.execute(
                query, (key_of(state), self._file.stamp())
            ).fetchone()
        return found

    def take_in(self, vouched: Vouched) -> bool:
        """Make an account for whoever is not known here, where that is wanted; say whether."""
        if self.provider.newcomers is None:
            return False
        with self._file.writing() as connection:
            at = self._file.stamp()
            name = insert(connection, at, vouched.name, self.provider.newcomers)
            bind(connection, name, vouched.subject)
            told = f"{self.provider.newcomers}, by the provider"
            note(connection, at, "added", who=name, whom=name, told=told)
        return True

    def _described(self) -> dict[str, str]:
        """Give what the provider says of itself (OpenID Connect Discovery 1.0, section 4)."""
        base = self.provider.issuer.rstrip("/")
        told = self._fetched(f"{base}/.well-known/openid-configuration")
        if told.get("issuer") != self.provider.issuer:
            raise _doubtful("the provider calls itself by another name than [people.openid] issuer")
        for name in ENDPOINTS:
            if not safe(str(told.get(name, ""))):
                raise _doubtful(f"its {name} is not to be reached safely")
        return {name: str(told[name]) for name in ENDPOINTS}

    def _fetched(self, url: str) -> dict[str, Any]:
        return self._answer("GET", url)

    def _token(self, url: str, code: str, verifier: str, redirect: str) -> str:
        """Change a code for what it stands for (section 3.1.3)."""
        provider = self.provider
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect,
            "client_id": provider.client,
            "code_verifier": verifier,
        }
        auth = (provider.client, provider.secret) if provider.secret else None
        return str(self._answer("POST", url, data=form, auth=auth).get("id_token", ""))

    def _answer(self, method: str, url: str, **told: Any) -> dict[str, Any]:
        try:
            with self._http() as http:
                answer = http.request(method, url, **told)
                found = answer.json() if len(answer.content) <= LARGEST else None
        except (httpx2.HTTPError, ValueError) as fault:
            raise _doubtful(f"{url} did not answer: {type(fault).__name__}") from fault
        if answer.status_code != httpx2.codes.OK or not isinstance(found, dict):
            raise _doubtful(f"{url} answered {answer.status_code}")
        return found

    def _claims(self, token: str, keys: dict[str, Any], nonce: str) -> dict[str, Any]:
        """Give what a token says, where all of it holds (section 3.1.3.7)."""
        from joserfc import jwt  # noqa: PLC0415 -- optional
        from joserfc.errors import JoseError  # noqa: PLC0415
        from joserfc.jwk import KeySet  # noqa: PLC0415

        rules = jwt.JWTClaimsRegistry(
            now=lambda: int(self._file.now().timestamp()),
            leeway=LEEWAY,
            iss={"essential": True, "value": self.provider.issuer},
            aud={"essential": True, "value": self.provider.client},
            sub={"essential": True},
            exp={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            known = KeySet.import_key_set({"keys": keys.get("keys", [])})
            found = jwt.decode(token, known, list(ALGORITHMS))
            rules.validate(found.claims)
        except (JoseError, ValueError, KeyError, TypeError) as fault:
            raise _doubtful(f"what it says does not hold: {type(fault).__name__}") from fault
        claims: dict[str, Any] = found.claims
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", self.provider.client if not several else "") != self.provider.client:
            raise _doubtful("it speaks to another client")
        return claims


def challenge(verifier: str) -> str:
    """Give the challenge of a verifier (RFC 7636, section 4.2; the example of appendix B).

    >>> challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
    """
    return base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def safe(url: str) -> bool:
    """Say whether nobody on the way can read or change what is asked: TLS, or this machine.

    >>> safe("https://id.example/x"), safe("http://id.example/x"), safe("http://127.0.0.1:1/")
    (True, False, True)
    """
    parts = urlsplit(url)
    here = parts.hostname in {"127.0.0.1", "::1", "localhost"}
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and here))


def client() -> httpx2.Client:
    """Give a client that follows nobody elsewhere."""
    return httpx2.Client(timeout=SECONDS, follow_redirects=False)


def _must_be_there() -> None:
    try:
        import joserfc  # noqa: F401, PLC0415 -- looked for
    except ImportError as fault:
        raise MissingExtra(
            what="a provider of identities cannot be asked",
            where="[people.openid]",
            why="joserfc is not installed",
            remedy="pip install 'vedette[oidc]'",
        ) from fault


def _doubtful(why: str) -> PeopleError:
    return refused("the provider did not confirm who you are", "openid", "try again", why)
