"""A provider of identities on loopback, whose tokens are signed, and which can lie in many ways."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from litestar import Litestar, Request, Response, get, post

CLIENT, SECRET = "desk", "a secret of the client's"


class Provider:
    """Vouches for whom it is told to; `lies` overwrites what its tokens say.

    `now` is the time of its clock in seconds, `key` what it signs with.
    """

    def __init__(self, now: int) -> None:
        self.at = ""
        self.now = now
        self.key: Any = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.known = self.key
        self.algorithm = "RS256"
        self.person = {"sub": "0815", "preferred_username": "Ada"}
        self.lies: dict[str, Any] = {}
        self.described: dict[str, Any] = {}
        self.asked: dict[str, dict[str, str]] = {}

    def authorize(self, query: dict[str, str]) -> dict[str, str]:
        """Log somebody in, as his browser would see it; gives what the browser takes back."""
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        code = f"code-{len(self.asked)}"
        self.asked[code] = query
        return {"code": code, "state": query["state"], "iss": self.at}

    def token(self, form: dict[str, str]) -> dict[str, str]:
        """Change a code, once, for a signed token."""
        query = self.asked.pop(form["code"])
        made = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest())
        assert made.rstrip(b"=").decode() == query["code_challenge"]
        assert form["redirect_uri"] == query["redirect_uri"]
        claims = {
            "iss": self.at,
            "aud": CLIENT,
            "iat": self.now,
            "exp": self.now + 300,
            "nonce": query["nonce"],
            **self.person,
            **self.lies,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": self.algorithm, "kid": "one"}
        algorithms = ["RS256", "HS256", "none"]
        return {"id_token": jwt.encode(header, claims, self.key, algorithms=algorithms)}

    def site(self) -> Litestar:
        """Give what it answers over HTTP."""

        @get("/.well-known/openid-configuration", sync_to_thread=False)
        def described() -> dict[str, Any]:
            return {
                "issuer": self.at,
                "authorization_endpoint": f"{self.at}/authorize",
                "token_endpoint": f"{self.at}/token",
                "jwks_uri": f"{self.at}/keys",
                **self.described,
            }

        @get("/keys", sync_to_thread=False)
        def keys() -> dict[str, Any]:
            return dict(KeySet([self.known]).as_dict(private=False))

        @post("/token")
        async def token(request: Request[Any, Any, Any]) -> Response[dict[str, str]]:
            form = dict(await request.form())
            if (
                request.headers.get("authorization", "").startswith("Basic ")
                and form["code"] in self.asked
            ):
                return Response(self.token(form), status_code=200)
            return Response({"error": "invalid_grant"}, status_code=400)

        return Litestar([described, keys, token], openapi_config=None)


def shared() -> OctKey:
    """Give a key that both sides would know: the client's secret."""
    return OctKey.import_key(SECRET)
