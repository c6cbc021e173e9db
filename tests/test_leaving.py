"""What leaves the machine: a desk as it comes asks its sources, and nobody else."""

import json
import sys
import time
import tomllib
from pathlib import Path

import pytest
from tests.killing import run, stop
from tests.newsday import NewsDay
from tests.soak.test_kill import newest

from vedette.desk.settings import Settings, in_files, label, named_in_file
from vedette.errors import LedgerError

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reference" / "leaves.md").read_text("utf-8")

LISTENING = '''"""Notes where this process, and each that it starts, asks for a name or connects."""
import json, os, sys

def note(event, told):
    if event in {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}:
        address = told[1] if event in {"socket.connect", "socket.sendto"} else told[0]
        line = json.dumps([event, address], default=str) + "\\n"
        handle = os.open(os.environ["NOTED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(handle, line.encode())
        os.close(handle)

sys.addaudithook(note)
'''
"""A module that Python imports before all others."""


def asked(noted):
    """Every address that was asked for, as text: a host with a port, a host, or a path."""
    told = [json.loads(line) for line in noted.read_text("utf-8").splitlines()]
    return {
        f"{where[0]}:{where[1]}" if isinstance(where, list) else str(where) for _, where in told
    }


@pytest.mark.skipif(sys.platform == "win32", reason="processes are stopped by signals")
def test_a_desk_as_it_comes_asks_its_sources_and_nobody_else(tmp_path):
    """Its processes connect to the outlet that they were given; all else stays at home."""
    (tmp_path / "sitecustomize.py").write_text(LISTENING, encoding="utf-8")
    noted, url = tmp_path / "noted.jsonl", f"sqlite:///{tmp_path}/l.sqlite"
    noted.touch()
    day = NewsDay(outlets=1, entries=3, every=0.5)
    day.write_sources(tmp_path / "sources")
    given = {
        "VEDETTE_SOURCES": str(tmp_path / "sources"),
        "VEDETTE_BUNDLED": "false",
        "VEDETTE_COLLECT_ALLOW": "127.0.0.1",
        "VEDETTE_COLLECT_FASTEST": "1",
        "VEDETTE_COLLECT_SLOWEST": "2",
        "VEDETTE_COLLECT_PACE": "0.02",
        "PYTHONPATH": ":".join([str(tmp_path), *filter(None, sys.path)]),
        "NOTED": str(noted),
    }
    process = run("watch", "--no-sample", "--port", "0", "--ledger", url, home=tmp_path, **given)
    deadline = time.time() + 90
    while time.time() < deadline and not done(url):
        time.sleep(0.5)
    told = stop(process)
    day.close()
    assert done(url), told
    assert f"127.0.0.1:{day.port}" in asked(noted)
    assert {one for one in asked(noted) if not own(one, day)} == set()


def done(url):
    """Whether three articles are read and coded."""
    try:
        found, waiting = newest(url)
    except LedgerError:  # it is not there yet
        return False
    return len(found) == 3 and not waiting


def own(where, day):
    """Whether an address is the outlet's, or this machine's own socket."""
    return where in {f"127.0.0.1:{day.port}", "127.0.0.1", "127.0.0.1:0", "localhost"} or (
        where.startswith(("/", "b'"))
    )


def test_listening_hears_what_leaves(tmp_path):
    """The notes of the test above are no silence of a hook that hears nothing."""
    (tmp_path / "sitecustomize.py").write_text(LISTENING, encoding="utf-8")
    noted = tmp_path / "noted.jsonl"
    noted.touch()
    day = NewsDay(outlets=1, entries=1)
    given = {"PYTHONPATH": ":".join([str(tmp_path), *filter(None, sys.path)]), "NOTED": str(noted)}
    address = f"http://127.0.0.1:{day.port}/outlet0/feed"
    allowed = {"VEDETTE_COLLECT_ALLOW": "127.0.0.1"}
    run("read", address, home=tmp_path, **given, **allowed).communicate(timeout=60)
    day.close()
    assert f"127.0.0.1:{day.port}" in asked(noted)


def rows():
    """The settings of the page with their defaults, as it writes them."""
    part = PAGE.partition("## What leaves once")[2].partition("\n## ")[0]
    lines = [line.split(" | ") for line in part.splitlines() if line.startswith("| `")]
    return {cells[0].strip("|` "): cells[1].strip("`") for cells in lines}


def test_all_that_may_leave_is_off_as_it_comes():
    """Each setting of the page has the default that the page says."""
    fresh = Settings()
    usual = {label(*named_in_file(one)): getattr(fresh, one.name) for one in in_files()}
    told = {name: value for name, value in rows().items() if "…" not in name}
    assert len(told) >= 10
    for name, value in told.items():
        read = tomllib.loads(f"value = {value}")["value"]
        assert usual[name] == (tuple(read) if isinstance(read, list) else read), name
    assert (fresh.channels, fresh.rules) == ((), ())
