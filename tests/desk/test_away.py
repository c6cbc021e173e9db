"""A database server that goes away under a running watch, and comes back."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.desk.test_sending import Killed
from tests.killing import stop

from vedette.errors import LedgerError
from vedette.ledger import schema as t
from vedette.ledger.store import Store

TOOLS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
AWAY = 8.0
"""Seconds for which the server is gone: some attempts long."""


class Server:
    """A PostgreSQL of its own, which nobody else asks."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="vedette-away-"))
        self.tools = TOOLS[-1].parent
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.user:
            shutil.chown(self.folder, "postgres")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.run("initdb", "-A", "trust", "-U", "desk", "-E", "UTF8", "--no-sync")
        self.start()

    def run(self, tool, *given):
        """Run one of its tools over its folder."""
        data = ["-D", str(self.folder / "data")]
        command = [*self.user, str(self.tools / tool), *data, *given]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)

    def start(self):
        """Let it answer."""
        options = f"-p {self.port} -k '' -h 127.0.0.1"
        self.run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self):
        """Let it go away at once, as where its machine fails."""
        self.run("pg_ctl", "-w", "-m", "immediate", "stop")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder)

    @property
    def url(self):
        """Its address."""
        return f"postgresql+psycopg://desk@127.0.0.1:{self.port}/postgres"


@pytest.fixture
def server():
    """A server that is there until a test takes it away."""
    with Server() as made:
        yield made


@pytest.mark.skipif(not TOOLS, reason="PostgreSQL is not installed on this machine")
def test_the_watch_outlives_its_database(tmp_path, server):
    """It lives, goes on, loses and doubles nothing, and says for how long it stood still."""
    alerts = Killed(tmp_path, reports=9)
    alerts.url = server.url
    process = alerts.start()
    wait(lambda: there(server.url))
    alerts.drop()
    alerts.drop()
    server.stop()
    alerts.drop()
    time.sleep(AWAY)
    assert process.poll() is None, process.communicate()
    server.start()
    alerts.drop(last=True)
    wait(alerts.done)
    complaint = stop(process)
    alerts.hook.close()
    assert process.returncode == 0, complaint
    store = Store(server.url)
    with store.reading() as connection:
        said = connection.execute(select(t.issues.c.what)).scalars().all()
    store.close()
    assert any(what.startswith("nothing was written for") for what in said)
    alerts.check()


def there(url):
    """Whether the watch has brought the ledger forward and polled."""
    try:
        store = Store(url)
    except LedgerError:
        return False
    with store.reading() as connection:
        found = connection.execute(select(t.polls).limit(1)).all()
    store.close()
    return bool(found)


def wait(holds, seconds=200):
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.5)
