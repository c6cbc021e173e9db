"""Receivers of webhooks on loopback, which keep what they were sent and answer as they are told."""

import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Hook:
    """A receiver: `answers` are given one after the other, then 204 for ever.

    A status of 0 takes the message and hangs up without a word.
    """

    def __init__(self, *answers, port=0):
        self.answers = list(answers)
        self.taken, self.tries, self.headers, self.bodies = [], Counter(), [], {}
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def alerts(self):
        """The alerts that it took, in the order in which it took them."""
        return [one for key in self.taken for one in json.loads(self.bodies[key])["data"]["alerts"]]

    def _handler(hook):  # noqa: N805  # the handler's own self is another
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                with hook.lock:
                    key = self.headers["webhook-id"]
                    status, more = hook.answers.pop(0) if hook.answers else (204, {})
                    hook.tries[key] += 1
                    hook.headers.append(dict(self.headers))
                    assert hook.bodies.setdefault(key, body) == body, "one key, other bytes"
                    if status < 300 and key not in hook.taken:
                        hook.taken.append(key)
                if not status:
                    self.close_connection = True
                    return
                self.send_response(status)
                for name, value in more.items():
                    self.send_header(name, value)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_):
                """Say nothing."""

        return Handler

    def close(self):
        """Stop listening."""
        self.server.shutdown()
        self.server.server_close()
