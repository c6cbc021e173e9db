"""A server of the web on loopback that keeps what it was asked, and answers as it is told."""

import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Asked:
    """One question."""

    method: str
    path: str
    headers: dict
    body: bytes

    @property
    def told(self):
        """The body, where it is JSON."""
        return json.loads(self.body)


class Listener:
    """Answers are given one after the other, then `usual` for ever: status, headers, body."""

    def __init__(self, *answers, usual=(200, {}, b"{}")):
        self.answers, self.usual, self.asked = list(answers), usual, []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def answer(self, asked):
        """Answer a question."""
        del asked
        return self.answers.pop(0) if self.answers else self.usual

    def _handler(listener):  # noqa: N805  # the handler's own self is another
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self):
                body = self.rfile.read(int(self.headers["content-length"] or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(self.command, self.path, headers, body)
                listener.asked.append(asked)
                status, more, told = listener.answer(asked)
                self.send_response(status)
                for name, value in more.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

            do_POST = do_PUT = _answer  # noqa: N815  # the library's names

            def log_message(self, *_):
                """Say nothing."""

        return Handler

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


async def sent(kind, channel, *envelopes, address="https://desk.example"):
    """Send envelopes over a channel of a kind, one after the other; give the receipts."""
    from vedette.desk.wires import HttpWire  # noqa: PLC0415  # slow, and not every test sends

    wire = HttpWire("vedette/test", channel.options.get("allow", ()))
    sends = kind.opens(channel, wire)
    try:
        return [await sends(kind.writes(one, channel, address), one, channel) for one in envelopes]
    finally:
        await wire.close()
