"""A server that submits mail, on loopback: real SMTP over TLS, misbehaving where it is told."""

import asyncio
import ssl
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default

import pytest

PASSWORD = "open sesame 7"


@dataclass
class Office:
    """What came in; `answers` are given to the letters' last bytes, then 250 for ever.

    `refuses` answers for recipients. An answer `drop` takes the letter and hangs up, `hang` says
    nothing at all.
    """

    answers: list[str] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    users: Counter = field(default_factory=Counter)
    plain: list[str] = field(default_factory=list)
    tls: ssl.SSLContext | None = None
    authority: bytes = b""
    port: int = 0

    @property
    def letters(self):
        """The letters that were taken, parsed."""
        return [message_from_bytes(raw, policy=default) for _, raw in self.taken]

    async def handle_RCPT(self, server, _session, envelope, address, _options):  # noqa: N802
        """Say whether a recipient is one."""
        if server.transport.get_extra_info("ssl_object") is None:
            self.plain.append(address)
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802
        """Take a letter, or not."""
        answer = self.answers.pop(0) if self.answers else "250 kept"
        if answer in {"drop", "hang"} or answer.startswith("2"):
            self.taken.append((envelope.rcpt_tos[0], envelope.original_content))
        if answer == "drop":
            server.transport.abort()
        if answer == "hang":
            await asyncio.sleep(30)
        return answer

    def authenticator(self, _server, _session, _envelope, mechanism, found):
        """Let in who knows the password."""
        from aiosmtpd.smtp import AuthResult  # noqa: PLC0415  # a package of tests

        self.users[found.login.decode()] += 1
        if mechanism not in {"LOGIN", "PLAIN"}:
            return AuthResult(success=False, handled=False)
        return AuthResult(success=found.password == PASSWORD.encode(), handled=False)


@asynccontextmanager
async def serving(office, *, implicit=False, login=False):
    """Serve it; its `tls` trusts the server's certificate, which is of 127.0.0.1."""
    smtp = pytest.importorskip("aiosmtpd.smtp")
    authority = pytest.importorskip("trustme").CA()
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(served)
    office.tls = ssl.create_default_context()
    authority.configure_trust(office.tls)
    office.authority = authority.cert_pem.bytes()

    def session():
        return smtp.SMTP(
            office, hostname="127.0.0.1", tls_context=None if implicit else served,
            require_starttls=not implicit, authenticator=office.authenticator,
            auth_required=login, auth_require_tls=not implicit,
        )  # fmt: skip

    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        session, "127.0.0.1", office.port, ssl=served if implicit else None
    )
    office.port = server.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        server.close()
        await asyncio.sleep(0.05)  # connections that broke in the middle are let go of
