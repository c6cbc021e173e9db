"""Running vedette as a process of its own, to be killed; and what must hold afterwards."""

import os
import signal
import subprocess
import sys
from collections import Counter

from sqlalchemy import func, select

from vedette.ledger import folding
from vedette.ledger import schema as t
from vedette.ledger.store import Store


def run(*args, home, **env):
    """Start vedette in a home of its own."""
    given = {**os.environ, "XDG_DATA_HOME": str(home), "VEDETTE_CODE_WORKERS": "1", **env}
    return subprocess.Popen(
        [sys.executable, "-m", "vedette", *args],
        env=given,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def watch(url, sources, *, home, pace="0.02", **env):
    """Start watching a folder of loopback sources, as fast as a test wants it."""
    args, told = watching(url, sources, pace)
    return run(*args, home=home, **told, **env)


def watching(url, sources, pace):
    """Give the arguments and the environment of such a watch."""
    args = ("watch", "--ledger", url, "--no-sample", "--port", "0")
    env = {
        "VEDETTE_SOURCES": str(sources),
        "VEDETTE_BUNDLED": "false",
        "VEDETTE_COLLECT_ALLOW": "127.0.0.1",
        "VEDETTE_COLLECT_FASTEST": "1",
        "VEDETTE_COLLECT_SLOWEST": "2",
        "VEDETTE_COLLECT_PACE": pace,
    }
    return args, env


def kill(process):
    """Kill a process and all that it started, as a power cut would."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:  # one that was forked a moment ago has no group yet
        os.kill(process.pid, signal.SIGKILL)
    process.communicate()


def finish(process):
    """Wait for a process, and give its exit status."""
    process.communicate()
    return process.returncode


def stop(process, seconds=20):
    """Ask a process to stop, and give what it complained about."""
    process.send_signal(signal.SIGTERM)
    _, complaint = process.communicate(timeout=seconds)
    return complaint.decode()


def held(store):
    """What a ledger holds, without the numbers that depend on when it was interrupted."""
    with store.reading() as connection:
        articles = connection.execute(
            select(t.articles.c.id, t.articles.c.version, t.articles.c.text_hash)
        )
        findings = connection.execute(select(t.findings.c.id))
        copies = connection.execute(select(t.copies))
        standing = connection.execute(
            select(t.standing.c.article, t.articles.c.version, t.codings.c.id)
            .join(t.articles, t.articles.c.seq == t.standing.c.seq)
            .outerjoin(t.codings, t.codings.c.seq == t.standing.c.coding)
        )
        return [sorted(map(tuple, rows)) for rows in (articles, findings, copies, standing)]


def assert_sound(url):
    """The log has no gap and no double, the views hold, nothing waits."""
    store = Store(url, write=True)
    with store.reading() as connection:
        last = connection.execute(select(func.max(t.log.c.seq))).scalar() or 0
        assert connection.execute(select(func.count()).select_from(t.log)).scalar() == last
        nouns = Counter(connection.execute(select(t.log.c.noun)).scalars())
        for noun, count in nouns.items():
            table = t.metadata.tables[noun]
            assert connection.execute(select(func.count()).select_from(table)).scalar() == count
        twice = (
            select(t.captures.c.key)
            .group_by(t.captures.c.source, t.captures.c.key, t.captures.c.hash)
            .having(func.count() > 1)
        )
        assert connection.execute(twice).all() == []
        uncoded = select(t.standing.c.article).where(t.standing.c.coding.is_(None))
        assert connection.execute(uncoded).all() == []
    assert folding.check(store).holds
    store.close()
