"""A folder of mail on an IMAP server, looked at and never changed.

The connection is made to an address that the guard has checked, over TLS, and the server must show
a certificate of its name. The folder is opened read-only, and letters are asked for without marking
them as seen. Nothing here logs; what the server says is passed on without the password.

Source: RFC 3501 (IMAP4rev1; UIDs in section 2.3.1.1, names of folders in 5.1.3), RFC 4616 (PLAIN),
RFC 8314 (TLS from the first byte).
"""

import base64
import imaplib
import re
import socket
import ssl
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from vedette.collect.letters import LARGEST
from vedette.errors import CollectError, TooLarge

PORT = 993
SILENCE = 30.0
"""Seconds that a server may be silent."""

LONGEST = 300.0
"""Seconds after which a connection is cut, however much the server still says."""

Told = list[Any]
"""What imaplib gives of an answer: lines as bytes, and pairs of a line and what it announced."""

_NOT_PRINTED = re.compile(r"[^\x20-\x7e]+")
_SIZE = re.compile(rb"UID (\d+).*?RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+).*?UID (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Whose folder is looked at, and where; the password is not shown."""

    host: str
    port: int
    user: str
    folder: str
    password: str = field(default="", repr=False)


def box_of(url: str) -> Box:
    """Read the address of a channel.

    >>> box = box_of("imaps://press%40desk.example@imap.example/Press%20lists")
    >>> box.user, box.host, box.port, box.folder
    ('press@desk.example', 'imap.example', 993, 'Press lists')
    """
    parts = urlsplit(url)
    return Box(
        host=(parts.hostname or "").lower(),
        port=parts.port or PORT,
        user=unquote(parts.username or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
    )


def packed(name: str) -> str:
    """Write a folder's name as it goes over the wire: ASCII, the rest in a UTF-7 of IMAP's own.

    >>> packed("~peter/mail/台北/日本語"), packed("News & alerts")
    ('~peter/mail/&U,BTFw-/&ZeVnLIqe-', 'News &- alerts')
    """

    def shifted(found: re.Match[str]) -> str:
        raw = base64.b64encode(found[0].encode("utf-16-be")).decode().rstrip("=")
        return f"&{raw.replace('/', ',')}-"

    return _NOT_PRINTED.sub(shifted, name.replace("&", "&-"))


def _credentials(box: Box) -> bytes:
    return f"\0{box.user}\0{box.password}".encode("utf-8", "surrogateescape")


class Folder:
    """An open folder; `validity` changes when the server has numbered it anew."""

    def __init__(self, box: Box, address: str, tls: ssl.SSLContext) -> None:
        self._box, self._address, self._tls = box, address, tls
        self._where = f"{box.host}/{box.folder}"
        self._wire: _Wire | None = None
        self.validity = 0
        self.open()

    def open(self) -> None:
        """Open the folder over a new connection, and hang up an old one; raises CollectError."""
        self.close()
        box = self._box
        try:
            self._wire = _Wire(box.host, box.port, self._address, self._tls)
            self._wire.enter(box)
            quoted = packed(box.folder).replace("\\", "\\\\").replace('"', '\\"')
            self._good(self._wire.select(f'"{quoted}"', readonly=True))
        except (imaplib.IMAP4.error, OSError, UnicodeError) as fault:
            told = self._fault(fault)
            self.close()
            raise told from fault
        self.validity = self._told("UIDVALIDITY")

    def _told(self, name: str) -> int:
        assert self._wire is not None
        _, told = self._wire.response(name)
        value = told[0] if told else b""
        return int(value) if isinstance(value, bytes) and value.isdigit() else 0

    def newer(self, than: int) -> list[int]:
        """Give the numbers of the letters past one, the lowest first."""
        answer = self._asked("SEARCH", f"UID {than + 1}:*")
        told = b" ".join(line for line in answer if isinstance(line, bytes))
        # The last letter answers to every range that ends in a star.
        return sorted(number for number in map(int, re.findall(rb"\d+", told)) if number > than)

    def sizes(self, numbers: Sequence[int]) -> dict[int, int]:
        """Give the size of each letter, in bytes."""
        answer = self._asked("FETCH", ",".join(map(str, numbers)), "(UID RFC822.SIZE)")
        found = [_SIZE.search(line) for line in answer if isinstance(line, bytes)]
        pairs = [(hit[1] or hit[4], hit[2] or hit[3]) for hit in found if hit]
        return {int(number): int(size) for number, size in pairs}

    def letter(self, number: int) -> bytes:
        """Fetch a letter, without marking it as seen."""
        for part in self._asked("FETCH", str(number), "(BODY.PEEK[])"):
            if isinstance(part, tuple):
                return bytes(part[1])
        raise CollectError(what="the letter did not come", where=f"{self._where}, letter {number}")

    def _asked(self, verb: str, *words: str) -> Told:
        assert self._wire is not None
        try:
            return self._good(self._wire.uid(verb, *words))
        except (imaplib.IMAP4.error, OSError, UnicodeError) as fault:
            raise self._fault(fault) from fault

    def _good(self, answer: tuple[str, Told]) -> Told:
        status, told = answer
        if status != "OK":
            words = b" ".join(one for one in told if isinstance(one, bytes))
            raise imaplib.IMAP4.error(words.decode("utf-8", "replace"))
        return told

    def _fault(self, fault: Exception) -> CollectError:
        if self._wire is not None and self._wire.overfull:
            return TooLarge(what=f"more than {LARGEST:,} bytes at once", where=self._where)
        why, what, remedy = (
            self._plain(str(fault)),
            "the mail server does not answer as it should",
            "",
        )
        if isinstance(fault, ssl.SSLCertVerificationError):
            remedy = "see that the server's certificate is of its name and not expired"
        elif "AUTH" in why.upper() or "LOGIN" in why.upper():
            what = "the mail server does not let us in"
            remedy = "check the user in the address, and the password"
        return CollectError(what=what, where=self._where, why=why, remedy=remedy)

    def _plain(self, told: str) -> str:
        """Take the password out of what a server says."""
        box = self._box
        written = base64.b64encode(_credentials(box)).decode()
        for secret in filter(None, (written, box.password)):
            told = told.replace(secret, "…")
        return told[:200]

    def close(self) -> None:
        """Hang up."""
        if self._wire is not None:
            self._wire.hang_up()
            self._wire = None


class _Wire(imaplib.IMAP4):
    """The standard library's client, over a connection of our own making."""

    def __init__(self, host: str, port: int, address: str, tls: ssl.SSLContext) -> None:
        self._address, self._tls = address, tls
        self._timer: threading.Timer | None = None
        self.overfull = False
        super().__init__(host, port, SILENCE)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain = socket.create_connection((self._address, self.port), timeout)
        try:
            wire = self._tls.wrap_socket(plain, server_hostname=self.host)
        except Exception:
            plain.close()
            raise
        self._timer = threading.Timer(LONGEST, _cut, [wire])
        self._timer.daemon = True
        self._timer.start()
        return wire

    def read(self, size: int) -> bytes:
        if size > LARGEST:
            self.overfull = True  # the library raises another error in the place of this one
            raise imaplib.IMAP4.error(f"{size} bytes")
        return bytes(super().read(size))

    def enter(self, box: Box) -> None:
        """Say who we are: by LOGIN, which takes ASCII alone, or else as PLAIN."""
        if box.user.isascii() and box.password.isascii():
            self.login(box.user, box.password)
        elif "AUTH=PLAIN" in self.capabilities:
            self.authenticate("PLAIN", lambda _: _credentials(box))
        else:
            raise imaplib.IMAP4.error("LOGIN takes no user or password with letters beyond ASCII")

    def hang_up(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        try:
            self.logout()
        except (imaplib.IMAP4.error, OSError):
            self.shutdown()


def _cut(wire: socket.socket) -> None:
    try:
        wire.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
