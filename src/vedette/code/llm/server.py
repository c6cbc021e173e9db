"""The server that a language model runs on, as its user names it, and what it answers.

Nothing here connects to anything: how a question gets to the server is handed in (`Post`).
"""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

MODEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+-]{0,119}")
"""Names of models; `@` is left to us, who put the coder's version behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """An OpenAI-compatible server: `url` ends where `/chat/completions` begins.

    `timeout` is in seconds for one whole answer. The key, if one is needed, never shows in a
    `repr`.
    """

    url: str
    model: str
    timeout: float = 120.0
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered: HTTP status, bytes, and for how many seconds it asks to be left."""

    status: int
    body: bytes
    wait: float | None = None


Post = Callable[[bytes], Reply]
"""Puts one question to the server; raises CoderAway where nobody answers in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """The server's name for its model, and the way to ask it: what the desk hands to a coder."""

    model: str
    post: Post


def fault_of(url: str) -> str:
    """Say why an address can be no server's; empty where it can.

    >>> fault_of("127.0.0.1:8080"), fault_of("http://127.0.0.1:8080/v1")
    ('it is no http or https address', '')
    """
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # raises where it is no number
    except ValueError as fault:
        return str(fault)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return "it is no http or https address"
    if parts.username or parts.password:
        return "it holds a password, which belongs into VEDETTE_LLM_KEY"
    return "" if url.isascii() and url.isprintable() and " " not in url else "it is not plain ASCII"


def is_loopback(url: str) -> bool:
    """Tell whether an address is this machine's own: `localhost`, 127.0.0.0/8 or ::1.

    Another name is not resolved: what it means today it need not mean tomorrow.

    >>> [is_loopback(f"http://{host}/v1") for host in ("localhost:1", "[::1]:1", "10.0.0.1")]
    [True, True, False]
    """
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
