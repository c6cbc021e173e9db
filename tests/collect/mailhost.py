"""A mail server on the loopback interface: as much of IMAP as a reader needs, over TLS."""

import base64
import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

PASSWORD = "a secret of the test"


@dataclass
class Post:
    """A folder and its letters by number; `said` holds every line that a client sent.

    At a letter that is among `breaks_at` it hangs up, as often as is said there. `folders` are
    others of the same server, by name; a name that is not among them is this one. `plain` is
    whether it takes a password beyond ASCII.
    """

    letters: dict[int, bytes] = field(default_factory=dict)
    validity: int = 7
    sizes: dict[int, int] = field(default_factory=dict)
    breaks_at: dict[int, int] = field(default_factory=dict)
    port: int = 0
    tls: ssl.SSLContext | None = None
    said: list[str] = field(default_factory=list)
    folders: "dict[str, Post]" = field(default_factory=dict)
    password: str = PASSWORD
    plain: bool = True

    def answer(self, line: str) -> Iterator[bytes]:
        """Answer one command, without its closing line."""
        verb, _, rest = line.partition(" ")
        if verb == "CAPABILITY":
            yield b"* CAPABILITY IMAP4rev1" + b" AUTH=PLAIN" * self.plain
        elif verb == "EXAMINE":
            yield b"* %d EXISTS" % len(self.letters)
            yield b"* OK [UIDVALIDITY %d] ok" % self.validity
        elif rest.startswith("SEARCH"):
            found = re.search(r"UID (\d+):\*", rest)
            assert found
            newer = [n for n in self.letters if n >= int(found[1])] or list(self.letters)[-1:]
            yield b"* SEARCH " + " ".join(map(str, newer)).encode()
        elif rest.startswith("FETCH"):
            yield from self._fetch(rest)

    def _fetch(self, rest: str) -> Iterator[bytes]:
        for number in map(int, rest.split(" ")[1].split(",")):
            raw = self.letters[number]
            if "RFC822.SIZE" in rest:
                size = self.sizes.get(number, len(raw))
                yield b"* 1 FETCH (UID %d RFC822.SIZE %d)" % (number, size)
            elif self.breaks_at.get(number, 0):
                self.breaks_at[number] -= 1
                raise ConnectionError
            else:
                assert "BODY.PEEK[]" in rest
                yield b"* 1 FETCH (UID %d BODY[] {%d}\r\n%s)" % (number, len(raw), raw)


def name_of(wire: str) -> str:
    """Read a folder's name off the wire.

    >>> name_of("&U,BTFw-/News &- alerts")
    '台北/News & alerts'
    """

    def letters(found: re.Match[str]) -> str:
        raw = found[1].replace(",", "/")
        return base64.b64decode(raw + "=" * (-len(raw) % 4)).decode("utf-16-be") if raw else "&"

    assert wire.isascii()
    return re.sub("&([^-]*)-", letters, wire)


class _Talk(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        post = self.server.post
        self.wfile.write(b"* OK ready\r\n")
        while line := self.rfile.readline().decode("utf-8", "replace").strip():
            tag, _, rest = line.partition(" ")
            post.said.append(rest)
            if rest == "AUTHENTICATE PLAIN":
                self.wfile.write(b"+ \r\n")
                given = self.rfile.readline().decode().strip()
                right = base64.b64decode(given).decode().endswith(f"\0{post.password}")
            else:
                given, right = rest, not rest.startswith("LOGIN") or post.password in rest
            if not right:
                told = f"NO [AUTHENTICATIONFAILED] wrong: {given}"
                self.wfile.write(f"{tag} {told}\r\n".encode())
                continue
            if rest.startswith("EXAMINE"):
                post = post.folders.get(name_of(rest.partition('"')[2].strip('"')), post)
            try:
                for part in post.answer(rest):
                    self.wfile.write(part + b"\r\n")
            except ConnectionError:
                return
            self.wfile.write(f"{tag} OK done\r\n".encode())
            if rest == "LOGOUT":
                return


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self, post: Post, tls: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.post = post
        self._tls = tls

    def get_request(self):
        wire, address = super().get_request()
        return self._tls.wrap_socket(wire, server_side=True), address

    def handle_error(self, request, client_address) -> None:
        """Say nothing: clients that hang up are part of the tests."""


@contextmanager
def serving(post: Post) -> Iterator[Post]:
    """Serve a folder; its `tls` trusts the server's certificate, which is of 127.0.0.1."""
    authority = pytest.importorskip("trustme").CA()
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(served)
    post.tls = ssl.create_default_context()
    authority.configure_trust(post.tls)
    server = _Server(post, served)
    post.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield post
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
