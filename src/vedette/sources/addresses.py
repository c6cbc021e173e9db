"""Addresses of channels: what may stand in a source file, and when two are one.

>>> fault_of("feed", "ftp://example.org/news")
'the scheme ftp is not one that we ask'
>>> same("http://www.Example.org/feed/") == same("https://example.org/feed")
True
"""

import re
from urllib.parse import SplitResult, urlsplit

WEB = frozenset({"http", "https"})
ASKED = frozenset({"feed", "page", "sitemap", "index", "json", "gdelt", "taxii"})
"""Kinds of channel whose address is asked over the web."""
PATHS = frozenset({"file", "warc"})
"""Kinds of channel that read files of this machine."""

EITHER = frozenset({"stix", "csv"})
"""Kinds of channel that do either."""

SECRET = "an address with a password would be written into the ledger"  # noqa: S105 # no password

_NOT_IN_URLS = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]")


def fault_of(kind: str, url: str) -> str:
    """Say what is wrong with the address of a channel of this kind, or nothing.

    What is asked over the web has a web address, a mailbox one of IMAP over TLS. What is read from
    files has a path or a pattern; other kinds come from plug-ins, and whether their addresses make
    sense is for the plug-in to say.
    """
    if not url.strip():
        return "the address is empty"
    if kind in ASKED:
        return web_fault(url)
    if kind == "mail":
        return mail_fault(url)
    if kind in EITHER and "://" in url:
        return web_fault(url)
    if kind in PATHS and url.lower().startswith(("http:", "https:")):
        return f"a {kind} channel has a path, not a web address"
    return ""


def web_fault(url: str) -> str:
    """Say what is wrong with a web address, or nothing: scheme, host, port, passwords, spaces."""
    if _NOT_IN_URLS.search(url):
        return "an address holds no spaces, quotes or brackets"
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError as problem:
        return f"it is no address ({problem})"
    if not parts.scheme:
        return "the scheme is missing"
    if parts.scheme not in WEB:
        return f"the scheme {parts.scheme} is not one that we ask"
    if not host:
        return "the host is missing"
    return SECRET if _secret(parts) else ""


def mail_fault(url: str) -> str:
    """Say what is wrong with the address of a mailbox, or nothing.

    >>> mail_fault("imaps://press%40desk.example@imap.example/INBOX")
    ''
    >>> mail_fault("imap://imap.example/INBOX")
    'a mailbox is named as imaps://user@host/folder'
    """
    if _NOT_IN_URLS.search(url):
        return "an address holds no spaces, quotes or brackets"
    try:
        parts = urlsplit(url)
        whole = parts.scheme == "imaps" and parts.hostname and parts.username and parts.port != 0
    except ValueError as problem:
        return f"it is no address ({problem})"
    if not whole:
        return "a mailbox is named as imaps://user@host/folder"
    return SECRET if parts.password is not None else ""


def _secret(parts: SplitResult) -> bool:
    return parts.username is not None or parts.password is not None


def same(url: str) -> str:
    """Bring an address into the form under which it counts as already listed.

    Scheme, a leading `www.`, a trailing slash and a fragment do not make another feed; asking one
    feed under two addresses would count one voice twice.
    """
    if web_fault(url):
        return url
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}"
