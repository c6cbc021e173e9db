"""Browsers and a push service on loopback, by readings of the standards that are not ours."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils


def b64(raw):
    """Bytes in base64 for addresses."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(text):
    """The bytes of such a text."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Reader:
    """A browser: it has the private half of its keys, and opens what was sealed for it."""

    def __init__(self, endpoint, private=None, secret=bytes(range(16))):
        self.private = private or ec.generate_private_key(ec.SECP256R1())
        self.endpoint, self.secret = endpoint, secret
        self.point = self.private.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )

    @property
    def address(self):
        """What `PushSubscription.toJSON()` gives."""
        keys = {"p256dh": b64(self.point), "auth": b64(self.secret)}
        return json.dumps({"endpoint": self.endpoint, "expirationTime": None, "keys": keys})

    def open(self, sealed):
        """Decrypt by http-ece, which is not ours."""
        return http_ece.decrypt(
            sealed, private_key=self.private, auth_secret=self.secret, version="aes128gcm"
        )


class PushService:
    """A push service: it checks who asks, keeps what it is given, and answers as it is told."""

    def __init__(self, *answers):
        self.answers, self.bodies, self.headers, self.refused = list(answers), [], [], []
        self.asked = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, name="one"):
        """Where it takes messages for a browser."""
        return f"{self.origin}/push/{name}"

    def _handler(service):  # noqa: N805  # the handler's own self is another
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                told = {name.lower(): value for name, value in self.headers.items()}
                status, more = service.answers.pop(0) if service.answers else (201, {})
                if fault := vouched(told.get("authorization", ""), service.origin):
                    service.refused.append(fault)
                    status = 403
                if status < 300:
                    service.bodies.append(body)
                    service.asked.append(self.path)
                    service.headers.append(told)
                self.send_response(status)
                for name, value in more.items():
                    self.send_header(name, value)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_):
                """Say nothing."""

        return Handler

    def taken(self, name):
        """What was given for a browser."""
        pairs = zip(self.asked, self.bodies, strict=True)
        return [body for path, body in pairs if path == f"/push/{name}"]

    def close(self):
        """Stop listening."""
        self.server.shutdown()
        self.server.server_close()


def vouched(header, origin):
    """Say what is wrong with who asks (RFC 8292), empty for nothing."""
    scheme, _, rest = header.partition(" ")
    told = dict(part.strip().split("=", 1) for part in rest.split(",")) if rest else {}
    if scheme != "vapid" or told.keys() != {"t", "k"}:
        return "nobody vouches"
    head, claims, mark = told["t"].split(".")
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(told["k"]))
    r, s = (int.from_bytes(raw(mark)[at : at + 32], "big") for at in (0, 32))
    key.verify(
        utils.encode_dss_signature(r, s), f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256())
    )
    if json.loads(raw(head)) != {"typ": "JWT", "alg": "ES256"}:
        return "another algorithm"
    return "" if json.loads(raw(claims))["aud"] == origin else "meant for another"
