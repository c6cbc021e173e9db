"""A desk that watches offers what comes in; one alone offers what there is."""

import contextlib
import socket
import time
from dataclasses import replace

import httpx2
from taxii2client.v21 import ApiRoot
from tests.killing import run, stop
from tests.taxii.conftest import PARTNER, READER, TOKENS, settings

from vedette.desk import answering, running
from vedette.desk.taxii import exchange
from vedette.people import people

INCIDENT = {
    "type": "incident",
    "spec_version": "2.1",
    "id": "incident--6f1c1d4e-5a0b-4f0e-9a55-0d1f5b2c7e63",
    "created": "2026-11-20T10:00:00.000Z",
    "modified": "2026-11-20T10:00:00.000Z",
    "name": "Fibre cut in Narva",
    "labels": ["sabotage"],
}


def free():
    """A port that was free a moment ago."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def until(ask, seconds=150):
    """Ask again until there is an answer."""
    late = time.time() + seconds
    while time.time() < late:
        with contextlib.suppress(httpx2.TransportError):
            if answer := ask():
                return answer
        time.sleep(0.3)
    return None


def test_what_is_added_is_offered(tmp_path):
    """From the inbox through the line to a collection, in one running desk."""
    (tmp_path / "tokens.toml").write_text(TOKENS)
    (tmp_path / "sources").mkdir()
    port = free()
    process = run(
        *(
            "watch",
            "--ledger",
            f"sqlite:///{tmp_path}/l.sqlite",
            "--no-sample",
            "--port",
            str(port),
        ),
        home=tmp_path,
        VEDETTE_SOURCES=str(tmp_path / "sources"),
        VEDETTE_BUNDLED="false",
        VEDETTE_TAXII_SERVE="true",
        VEDETTE_TAXII_COLLECTIONS="Sabotage and arson: kind=sabotage&kind=arson",
        VEDETTE_TAXII_TOKENS=str(tmp_path / "tokens.toml"),
    )
    api = f"http://127.0.0.1:{port}/taxii2/api/"
    headers = {
        "Authorization": f"Bearer {PARTNER}",
        "Content-Type": "application/taxii+json;version=2.1",
    }
    added = until(
        lambda: httpx2.post(
            f"{api}collections/inbox/objects/", json={"objects": [INCIDENT]}, headers=headers
        )
    )
    assert added, stop(process)
    assert added.json()["success_count"] == 1
    offered = ApiRoot(api, user="reader", password=READER).collections[0]
    found = until(lambda: offered.get_objects(type="incident"))
    told = stop(process)
    assert found, told
    (own,) = found["objects"]
    assert own["external_references"] == [
        {"source_name": "xx/partner", "external_id": INCIDENT["id"]}
    ]
    assert own["labels"] == ["sabotage", "reported"]


def test_a_desk_alone_offers_what_there_is_and_takes_nothing(filled):
    """What is new is put on the shelf when it starts."""
    chosen = settings(filled)
    live = running.live_desk(chosen)
    counted = []
    running.offer(chosen, live, counted.append)
    assert counted[-1] == live.count_incidents().total
    assert live.exchange.inbox is None
    partner = live.exchange.tokens.of(f"Bearer {PARTNER}")
    assert [one.alias for one in live.exchange.collections(partner)] == ["incidents"]
    quiet = running.live_desk(replace(chosen, taxii_serve=False))
    running.offer(replace(chosen, taxii_serve=False), quiet)
    assert quiet.exchange is None


def test_a_desk_that_asks_for_a_login_lets_its_tokens_in(tmp_path):
    """With the scope for it, beside those of the file; without one nobody polls, file or not."""
    with running.opened(f"sqlite:///{tmp_path}/ledger.sqlite") as store:
        known = people(tmp_path / "x.people", answering.clock)
        known.accounts.add("Ada", "reader", by="")
        _, polls = known.tokens.make("Ada", "a", ("taxii",), by="")
        _, reads = known.tokens.make("Ada", "b", ("read",), by="")
        chosen = settings(tmp_path)
        for told in (chosen, replace(chosen, taxii_tokens="")):
            offered = exchange(told, store, store, now=answering.clock, people=known).tokens
            assert offered.of(f"Bearer {polls}").read == {"*"}
            assert not offered.of(f"Bearer {polls}").add
            for shown in ("", f"Bearer {reads}", "Bearer ", "Basic Og=="):
                assert offered.of(shown) is None
            assert bool(offered.of(f"Bearer {PARTNER}")) == bool(told.taxii_tokens)
        known.close()
