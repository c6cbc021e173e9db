"""MISP events into an instance: PyMISP's own client, over a server that answers as MISP does."""

import json
import re
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pymisp
import pytest
from click.testing import CliRunner
from tests.write import dossiers
from tests.write.test_misp import feed

from vedette.cli import main
from vedette.desk.syncing import instance, sync
from vedette.errors import VedetteError

KEY = "k" * 40
OLDER = "Event could not be saved: Event in the request not newer than the local copy."


class Misp:
    """As much of an instance as PyMISP asks: its versions, its user, and events.

    By MISP 2.5's controllers: an edit that is not newer is refused with 403, what is not there is
    404, a key that is none 403; deleted parts of an edit are no more in what is shown.
    """

    def __init__(self):
        self.events, self.asked = {}, Counter()
        misp = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                misp.answer(self, b"")

            def do_HEAD(self):
                misp.answer(self, b"")

            def do_POST(self):
                misp.answer(self, self.rfile.read(int(self.headers["content-length"])))

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, handler, body):
        """Answer one question."""
        status, told = self._told(handler, body)
        raw = json.dumps(told).encode()
        handler.send_response(status)
        handler.send_header("content-type", "application/json")
        handler.send_header("content-length", str(len(raw)))
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(raw)

    def _told(self, handler, body):
        path = handler.path.strip("/")
        if handler.headers["authorization"] != KEY:
            return 403, {"name": "Authentication failed.", "message": "no", "url": path}
        if path.startswith("servers/get"):
            return 200, {"version": ".".join(pymisp.__version__.split(".")[:3])}
        if path.startswith("users/view"):
            return 200, {"User": {"id": "1"}, "Role": {"id": "1"}, "UserSetting": []}
        if path.startswith("attributes/describeTypes"):
            return 404, {"name": "Not Found", "message": "no", "url": path}
        verb, _, uuid = path.removeprefix("events/").partition("/")
        self.asked[verb] += 1
        return getattr(self, f"_{verb}")(uuid, json.loads(body) if body else {})

    def _view(self, uuid, _event):
        if uuid not in self.events:
            return 404, {"name": "Invalid event", "message": "Invalid event", "url": uuid}
        return 200, {"Event": self.events[uuid]}

    def _add(self, _uuid, event):
        event = event.get("Event", event)
        if event["uuid"] in self.events:
            return 403, {"name": "Event already exists", "message": "there", "url": "add"}
        self.events[event["uuid"]] = shown(event)
        return 200, {"Event": event}

    def _edit(self, uuid, event):
        event = event.get("Event", event)
        if int(event["timestamp"]) <= int(self.events[uuid]["timestamp"]):
            return 403, {"name": "Could not edit", "message": "no", "errors": OLDER}
        self.events[uuid] = shown(event)
        return 200, {"Event": event}


def shown(event):
    """An event without the parts that are deleted."""
    objects = [one for one in event.get("Object", []) if not one.get("deleted")]
    return event | {"Object": objects}


@pytest.fixture
def misp():
    """Give an instance without events."""
    made = Misp()
    yield made
    made.server.shutdown()
    made.server.server_close()


def laid(folder, *listed, **more):
    """A feed in a folder, which goes on from what it had."""
    folder.mkdir(exist_ok=True)
    held = {path.name: path.read_bytes() for path in folder.iterdir()}
    for name, raw in feed(*listed, held=held, **more).items():
        (folder / name).write_bytes(raw)
    return folder


def counted(found):
    """How many of each."""
    return Counter(one.done for one in found)


def test_events_arrive_whole_and_a_second_run_changes_nothing(misp, tmp_path):
    """What the instance has is what the feed has, object by object."""
    folder = laid(tmp_path / "feed", dossiers.dossier(""), dossiers.nowhere())
    to = instance(misp.url, KEY)
    assert counted(sync(folder, to)) == {"added": 2}
    for uuid, there in misp.events.items():
        ours = json.loads((folder / f"{uuid}.json").read_text())["Event"]
        assert there["info"] == ours["info"]
        assert [o["uuid"] for o in there["Object"]] == [o["uuid"] for o in ours["Object"]]
        assert {t["name"] for t in there["Tag"]} == {t["name"] for t in ours["Tag"]}
    assert counted(sync(folder, to)) == {"kept": 2}
    assert misp.asked["edit"] == 0


def test_what_is_told_no_more_is_withdrawn_there(misp, tmp_path):
    """As an edit that is newer; the event stays, so that whoever passed it on learns of it."""
    folder = laid(tmp_path / "feed", dossiers.dossier(""), dossiers.nowhere())
    to = instance(misp.url, KEY)
    list(sync(folder, to))
    laid(folder, dossiers.dossier(""))
    assert counted(sync(folder, to)) == {"kept": 1, "edited": 1}
    gone = [one for one in misp.events.values() if "retracted" in str(one) or not one["Object"]]
    assert len(gone) == 1


def test_what_was_changed_there_since_stands(misp, tmp_path):
    """Whoever analyses on the instance is not written over."""
    folder = laid(tmp_path / "feed", dossiers.nowhere())
    to = instance(misp.url, KEY)
    list(sync(folder, to))
    (uuid,) = misp.events
    misp.events[uuid] |= {"info": "an analyst's words", "timestamp": "9999999999"}
    assert counted(sync(folder, to)) == {"kept": 1}
    assert misp.events[uuid]["info"] == "an analyst's words"


def test_a_folder_that_is_no_feed_is_told(misp, tmp_path):
    """With how to write one."""
    with pytest.raises(VedetteError, match="no folder of a MISP feed"):
        list(sync(tmp_path, instance(misp.url, KEY)))


def test_the_command_says_what_it_did_and_needs_a_key(misp, tmp_path, monkeypatch):
    """The key stands in no argument, where every process could read it."""
    folder = str(laid(tmp_path / "feed", dossiers.nowhere()))
    given = ["misp", folder, "--to", misp.url]
    assert "VEDETTE_MISP_KEY" in CliRunner().invoke(main, given).output
    monkeypatch.setenv("VEDETTE_MISP_KEY", "wrong")
    assert CliRunner().invoke(main, given).exit_code == 1
    monkeypatch.setenv("VEDETTE_MISP_KEY", KEY)
    done = CliRunner().invoke(main, [*given, "--json"])
    assert done.exit_code == 0
    assert re.search(r'"done": "added"', done.output)
