"""A database server that is away for ten minutes, under a watch and a desk beside it.

`VEDETTE_TEST_AWAY` says for how many seconds.
"""

import json
import os
import socket
import time
import urllib.error
import urllib.request
from collections import Counter

import pytest
from sqlalchemy import select
from tests.desk.test_away import TOOLS, Server, there, wait
from tests.desk.test_sending import Killed
from tests.killing import run, stop, watching
from tests.soak.pulse import held, members

from vedette.ledger import schema as t
from vedette.ledger.store import Store

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not TOOLS, reason="PostgreSQL is not installed on this machine"),
]
AWAY = float(os.environ.get("VEDETTE_TEST_AWAY", "600"))
LOOKS = 5.0
"""Seconds between two looks at both, while it is away."""
MORE = 6
"""Handles that a process may hold beyond those at the beginning: of connections that are tried."""


@pytest.fixture
def server():
    """A server that is there until a test takes it away."""
    with Server() as made:
        yield made


class Two(Killed):
    """A watch and a desk beside it over one ledger, each at a port that is known."""

    def __init__(self, folder, url):
        super().__init__(folder, reports=12)
        self.url, self.ports = url, (free(), free())
        args, env = watching(url, folder / "sources", "0.02")
        given = {"home": folder, **env, **self.more()}
        self.watch = run(*args[:-1], str(self.ports[0]), **given)
        wait(lambda: there(url))
        self.desk = run("desk", "--ledger", url, "--port", str(self.ports[1]), **given)
        wait(lambda: all(self.ask(n, "/metrics")[0] == 200 for n in (0, 1)))

    def ask(self, n, path):
        """Ask the watch (0) or the desk (1); give the status and the body."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.ports[n]}{path}", headers={"Accept": "text/html"}
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()
        except OSError:  # it does not listen yet
            return 0, ""

    def handles(self):
        """How many handles each holds, with all that it started."""
        return [held(members(one.pid))["handles"] for one in (self.watch, self.desk)]

    def look(self):
        """Take down what both say while nothing can be read."""
        health = [self.ask(n, "/health") for n in (0, 1)]
        figures = [self.ask(n, "/metrics") for n in (0, 1)]
        assert [status for status, _ in figures] == [200, 200], figures
        assert all("vedette_ledger_readable 0" in told for _, told in figures)
        pages = [self.ask(n, "/incidents")[0] for n in (0, 1)]
        assert [status for status, _ in health] == [503, 503], health
        assert pages == [503, 503]
        still = json.loads(health[0][1])
        return still.get("why"), "vedette_standing_still 1" in figures[0][1]


def free():
    """Give a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


def test_ten_minutes_without_the_database(tmp_path, server):
    """Both live, say so, hold no more handles, and go on; nothing is lost, nothing is twice."""
    two = Two(tmp_path, server.url)
    for _ in range(4):
        two.drop()
    server.stop()
    two.drop()
    wait(lambda: two.ask(0, "/health")[1].count("stands still"))
    said, before, most = Counter(), two.handles(), [0, 0]
    end = time.monotonic() + AWAY
    while time.monotonic() < end:
        said[two.look()] += 1
        most = [max(pair) for pair in zip(most, two.handles(), strict=True)]
        time.sleep(LOOKS)
    two.drop()
    server.start()
    two.drop(last=True)
    wait(two.done, 600)
    assert [two.ask(n, "/incidents")[0] for n in (0, 1)] == [200, 200]
    assert json.loads(two.ask(0, "/health")[1]) == {"ledger": "readable"}
    complaints = [stop(one) for one in (two.watch, two.desk)]
    two.hook.close()
    assert [two.watch.returncode, two.desk.returncode] == [0, 0], complaints
    assert set(said) == {("the database is out of reach", True)}
    assert all(now <= then + MORE for now, then in zip(most, before, strict=True)), (before, most)
    store = Store(server.url)
    with store.reading() as connection:
        issues = connection.execute(select(t.issues.c.what)).scalars().all()
    store.close()
    assert sum(what.startswith("nothing was written for") for what in issues) == 1
    two.check()
