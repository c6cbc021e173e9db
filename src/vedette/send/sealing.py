"""Sealing a message so that one browser alone reads it, and saying who sends it.

    his public key, a key made for this message ─► shared secret ─► AES-128-GCM     (RFC 8291, 8188)
    our own key ─► a signed word on who asks this push service to pass it on        (RFC 8292)

The push service sees the length of what it passes on, rounded up, and nothing of what it says.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from vedette.errors import MissingExtra

RECORD: Final = 4096
"""Bytes of the one record; push services need not take more in all (RFC 8291, section 4)."""
POINT: Final = 65
"""Bytes of a public key: an uncompressed point of P-256."""
SALT: Final = 16
HEAD: Final = SALT + 4 + 1 + POINT
TAG: Final = 16
LARGEST: Final = RECORD - HEAD - TAG - 1
"""Bytes that a message may have, 3,993: the record less its head, its tag and the mark of its
end."""
STEP: Final = 512
"""Bytes to whose next multiple a message is filled up: most alerts look alike from outside."""
HOLDS: Final = timedelta(hours=12)
"""How long a signed word is good for; more than 24 hours are refused (RFC 8292, section 2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """A browser that subscribed: where its push service takes messages for it, and its keys."""

    endpoint: str
    point: bytes
    secret: bytes


def seal(message: bytes, browser: Browser, *, salt: bytes, once: Any, step: int = STEP) -> bytes:
    """Encrypt a message; `salt` has 16 bytes, `once` is a private key: both for this message alone.

    Raises ValueError where the message is too long, or the browser's key is none.
    """
    if len(message) > LARGEST:
        raise ValueError(f"{len(message)} bytes, of which {LARGEST} can be sent")
    kit = library()
    theirs = kit.ec.EllipticCurvePublicKey.from_encoded_point(kit.ec.SECP256R1(), browser.point)
    ours = point(once)
    # RFC 8291, section 3.4
    info = b"WebPush: info\0" + browser.point + ours
    secret = _derive(browser.secret, once.exchange(kit.ec.ECDH(), theirs), info, 32)
    # RFC 8188, sections 2.1 to 2.3
    key = _derive(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(salt, secret, b"Content-Encoding: nonce\0", 12)
    filled = message + b"\x02" + bytes(_room(len(message), step))
    head = salt + RECORD.to_bytes(4, "big") + bytes([POINT]) + ours
    sealed: bytes = kit.aead.AESGCM(key).encrypt(nonce, filled, None)
    return head + sealed


def _room(length: int, step: int) -> int:
    """Give the zeros that a message is filled up with.

    >>> _room(500, STEP), _room(512, STEP), _room(LARGEST, STEP)
    (12, 0, 0)
    """
    return min(-length % step, LARGEST - length)


def _derive(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    """Derive up to 32 bytes by HKDF with SHA-256 (RFC 5869), of which one block is enough."""
    mixed = hmac.digest(salt, secret, hashlib.sha256)
    return hmac.digest(mixed, info + b"\x01", hashlib.sha256)[:length]


def vouch(endpoint: str, key: str, now: datetime, contact: str = "") -> str:
    """Give the header that tells a push service who asks, by a signed token (RFC 8292, 3).

    `key` is our private key as `made` gives it, `contact` an address at which we can be reached.
    """
    kit = library()
    parts = urlsplit(endpoint)
    claims: dict[str, Any] = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now + HOLDS).timestamp()),
    } | ({"sub": contact} if contact else {})
    head = _json({"typ": "JWT", "alg": "ES256"})
    private = private_of(key)
    signed = f"{head}.{_json(claims)}"
    der = private.sign(signed.encode(), kit.ec.ECDSA(kit.hashes.SHA256()))
    r, s = kit.utils.decode_dss_signature(der)
    mark = encoded(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={signed}.{mark}, k={encoded(point(private))}"


def _json(told: dict[str, Any]) -> str:
    return encoded(json.dumps(told, separators=(",", ":")).encode())


# ── keys ────────────────────────────────────────────────────────────────────────────────────────


def made() -> str:
    """Make a private key, its 32 bytes in base64 for addresses, as other tools write it too."""
    return encoded(fresh().private_numbers().private_value.to_bytes(32, "big"))


def public(key: str) -> str:
    """Give the public half of a private key, as browsers want it."""
    return encoded(point(private_of(key)))


def fresh() -> Any:
    """Make a private key for one message."""
    kit = library()
    return kit.ec.generate_private_key(kit.ec.SECP256R1())


def private_of(key: str) -> Any:
    """Read a private key; raises ValueError where it is none."""
    raw = decoded(key)
    if len(raw) != 32:
        raise ValueError(f"a private key has 32 bytes, not {len(raw)}")
    kit = library()
    return kit.ec.derive_private_key(int.from_bytes(raw, "big"), kit.ec.SECP256R1())


def point(private: Any) -> bytes:
    """Give the public half of a private key as an uncompressed point."""
    kit = library()
    told: bytes = private.public_key().public_bytes(
        kit.serialization.Encoding.X962, kit.serialization.PublicFormat.UncompressedPoint
    )
    return told


def encoded(raw: bytes) -> str:
    """Write bytes in base64 for addresses, without filling (RFC 4648, section 5)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    r"""Read bytes, filled up or not; raises ValueError.

    >>> decoded("_-8"), decoded("_-8=")
    (b'\xff\xef', b'\xff\xef')
    """
    bare = text.rstrip("=")
    return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kit:
    """The parts of the library that are used."""

    ec: Any
    utils: Any
    aead: Any
    hashes: Any
    serialization: Any


def library() -> _Kit:
    """Give the library of ciphers; raises MissingExtra where it is not installed."""
    try:
        from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415 # an extra
        from cryptography.hazmat.primitives.asymmetric import ec, utils  # noqa: PLC0415
        from cryptography.hazmat.primitives.ciphers import aead  # noqa: PLC0415
    except ImportError as fault:
        raise MissingExtra(
            what="web push needs cryptography, which is not installed",
            where="the extra push",
            remedy="pip install 'vedette[push]'",
        ) from fault
    return _Kit(ec=ec, utils=utils, aead=aead, hashes=hashes, serialization=serialization)
