"""An invented article, what a model might answer about it, and servers that answer so."""

import json
import threading
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from vedette.code.llm import Reply
from vedette.records import Article

TEXT = """Cable cut near Hanko

HANKO — A data cable between Finland and Estonia was cut on Sunday, the Finnish coast guard said.
Two people were injured when a patrol boat turned. Prime Minister Eero Example accused Russia of
“deliberate sabotage” of the cable. Moscow denied it.

NATO will send two frigates to the Gulf of Finland by the end of March, a spokesman said.
"""
DAY = date(2026, 3, 3)
ARTICLE = Article(text=TEXT, title="Cable cut near Hanko", published=DAY, language="en", key="a")

FINDINGS = [
    {
        "type": "attribution",
        "id": "A1",
        "anchor": ["accused"],
        "accuser": ["Prime Minister Eero Example"],
        "accused": ["Russia"],
        "incident": ["I1"],
        "firmness": 4,
    },
    {
        "type": "incident",
        "id": "I1",
        "kind": "undersea_infrastructure",
        "anchor": ["Cable cut", 'deliberate sabotage"', "was cut"],
        "when": ["on Sunday"],
        "where": ["Hanko"],
        "target": ["A data cable"],
        "means": [],
        "actor": ["Russia"],
        "killed": [],
        "injured": ["Two"],
        "effect": [],
        "status": "attributed",
        "status_words": ["accused Russia"],
        "series": False,
    },
    {
        "type": "denial",
        "id": "D1",
        "anchor": ["denied"],
        "denier": ["Moscow"],
        "incident": ["I1"],
        "attribution": ["A1"],
        "state": "denied",
    },
    {
        "type": "posture",
        "id": "P1",
        "anchor": ["will send"],
        "actor": ["NATO"],
        "change": ["send two frigates to the Gulf of Finland"],
        "direction": "deploy",
        "region": ["Gulf of Finland"],
        "when": [],
    },
]


def answer(findings=FINDINGS, *, content=None, finish="stop", logprobs=None):
    """A server's whole answer, as OpenAI's API and llama.cpp's server shape it."""
    written = json.dumps({"findings": findings}) if content is None else content
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": written},
        "finish_reason": finish,
    }
    if logprobs:
        choice["logprobs"] = logprobs
    told = {"id": "c1", "object": "chat.completion", "model": "small", "choices": [choice]}
    return json.dumps(told).encode()


def reply(*args, **more):
    """The same as the coder sees it."""
    return Reply(status=200, body=answer(*args, **more))


@contextmanager
def serving(*answers):
    """A server on loopback that gives these answers in turn, the last one for ever.

    An answer is bytes, or (status, headers, bytes), or a function of the handler that does it all.
    Gives its address, and the list of what it was asked: (path, headers, body).
    """
    asked, left = [], list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.path, dict(self.headers), json.loads(body)))
            told = left.pop(0) if len(left) > 1 else left[0]
            if callable(told):
                told(self)
                return
            status, headers, raw = told if isinstance(told, tuple) else (200, {}, told)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(raw)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
