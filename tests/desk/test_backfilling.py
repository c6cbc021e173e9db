"""A source's past is filled page by page, goes on after a kill, and is never known earlier."""

import json
import time
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from tests.desk.test_line import line
from tests.killing import assert_sound, finish, kill, run
from tests.oldnews import OldNews

from vedette.cli import main
from vedette.collect import Answer, HostBusy
from vedette.collect.archive import PAUSE
from vedette.collect.window import Window
from vedette.desk.backfilling import at_once
from vedette.desk.fetching import unlisted
from vedette.desk.filling import Backfill
from vedette.ledger import schema as t
from vedette.ledger.store import Store
from vedette.records import Channel


@pytest.fixture
def site():
    """Serve a site with a past."""
    serving = OldNews()
    yield serving
    serving.close()


@pytest.fixture
def vedette(tmp_path, monkeypatch):
    """Run a verb over a folder of loopback sources, in a home of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for name, value in settings(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    return lambda *args: runner.invoke(main, [str(arg) for arg in args])


def settings(tmp_path):
    """Settings for a web on loopback, asked as fast as it can be."""
    return {
        "VEDETTE_SOURCES": str(tmp_path / "sources"),
        "VEDETTE_BUNDLED": "false",
        "VEDETTE_COLLECT_ALLOW": "127.0.0.1",
        "VEDETTE_COLLECT_PACE": "0.01",
        "VEDETTE_LEDGER": f"sqlite:///{tmp_path}/l.sqlite",
    }


def articles(tmp_path):
    """The articles of the ledger, with the day they say and the time they became known."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite")
    with store.reading() as connection:
        a = t.articles.c
        found = connection.execute(select(a.key, a.published, a.known).order_by(a.key)).all()
    store.close()
    return found


def test_a_time_is_filled_from_the_sitemaps(vedette, site, tmp_path):
    """Only its files are asked, what robots.txt forbids is not, and nothing twice."""
    site.write_source(tmp_path / "sources")
    began = datetime.now(UTC)
    given = ("backfill", "ee/old", "--since", "2025-02-01", "--until", "2025-03-02", "--json")
    done = vedette(*given)
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["brought"], told["failed"], told["undated"]) == (5, 1, 2)
    assert sorted(site.pages.values()) == [1] * 5
    assert "/s-2025-01.xml" not in site.asked
    assert not any(path.startswith("/secret") for path in site.asked)
    found = articles(tmp_path)
    assert {row.published[:7] for row in found} == {"2025-02", "2025-03"}
    assert all(datetime.fromisoformat(row.known) > began for row in found)
    assert_sound(f"sqlite:///{tmp_path}/l.sqlite")
    assert json.loads(vedette(*given).stdout)["brought"] == 0
    assert sorted(site.pages.values()) == [1] * 5
    assert site.asked["/s-2025-02.xml"] == 1, "a file that is done is not asked again"


def test_what_was_filled_was_not_known_before(vedette, site, tmp_path):
    """`--as-of` shows it from now on, whatever it says of its publication."""
    site.write_source(tmp_path / "sources")
    assert vedette("backfill", "ee/old", "--since", "2025-01-01").exit_code == 0
    then = json.loads(vedette("related", "--as-of", "2025-06-01", "--json").stdout)
    now = json.loads(vedette("related", "--as-of", "now", "--json").stdout)
    assert then["incidents"] == []
    assert now["incidents"] != []


def test_a_feeds_archives_are_followed(vedette, site, tmp_path):
    """Document by document, until one lies before the time."""
    site.write_source(tmp_path / "sources", kind="feed", path="/feed")
    done = vedette("backfill", "ee/old", "--since", "2025-01-25", "--until", "2025-02-10", "--json")
    told = json.loads(done.stdout)
    assert site.asked["/feed"] == site.asked["/feed1"] == site.asked["/feed2"] == 1
    assert "/feed3" not in site.asked
    keys = {row.key for row in articles(tmp_path)}
    assert {key for key in keys if key.startswith("urn:")} == {f"urn:1:{n}" for n in range(4)}
    assert told["brought"] == 8, "and the four of the sitemap of February"


def test_a_filling_that_was_killed_goes_on(tmp_path):
    """The same command brings the rest, and asks for no page that it had."""
    site = OldNews(each=25)
    site.write_source(tmp_path / "sources")
    given = ("backfill", "ee/old", "--since", "2025-01-01")
    slow = settings(tmp_path) | {"VEDETTE_COLLECT_PACE": "0.1"}
    for _ in range(2):
        process, before = run(*given, home=tmp_path, **slow), sum(site.pages.values())
        deadline = time.time() + 30
        while sum(site.pages.values()) < before + 15 and time.time() < deadline:
            time.sleep(0.05)
        kill(process)
    assert finish(run(*given, home=tmp_path, **settings(tmp_path))) == 0
    site.close()
    assert len(articles(tmp_path)) == 75
    assert sum(site.pages.values()) <= 75 + 2, "at most the page in hand is asked again"
    assert_sound(f"sqlite:///{tmp_path}/l.sqlite")


def test_what_cannot_be_filled_is_said(vedette, site, tmp_path):
    """An unknown source, a time without days, and a site that is not there."""
    site.write_source(tmp_path / "sources")
    unknown = vedette("backfill", "ee/none", "--since", "2025-01-01")
    assert (unknown.exit_code, "there is no source ee/none" in unknown.stderr) == (1, True)
    turned = vedette("backfill", "ee/old", "--since", "2025-02-01", "--until", "2025-01-01")
    assert turned.exit_code == 2
    site.close()
    gone = vedette("backfill", "ee/old", "--since", "2025-01-01")
    assert gone.exit_code == 1
    assert "cannot be reached" in gone.stderr


class Rests:
    """A site whose sitemap answers, and whose pages are always busy."""

    async def get(self, url, **_asked):
        """Answer as the site does."""
        if url.endswith(".xml"):
            body = b"<urlset><url><loc>https://a.example/2025/02/03/a</loc></url></urlset>"
            return Answer(status=200, url=url, final_url=url, body=body)
        raise HostBusy(what="the host wants to be left alone", where=url)


def filling(store, client, slept):
    """Give a filling from one sitemap; its rests are listed."""

    async def sleep(seconds):
        slept.append(seconds)

    async def came():
        """Read nothing."""

    return Backfill(
        line=line(store),
        source=unlisted("xx/a", Channel(kind="sitemap", url="https://a.example/s.xml")),
        client=client,
        seen=Window(since=datetime(2025, 1, 1, tzinfo=UTC)),
        now=lambda: datetime(2025, 11, 20, 12, tzinfo=UTC),
        sleep=sleep,
        write=at_once,
        came=came,
    )


class Fails(Rests):
    """A site whose pages come after so many attempts."""

    def __init__(self, times):
        self.left = times

    async def get(self, url, **asked):
        """Answer with a fault of the server's own, then as it should."""
        if url.endswith(".xml"):
            return await super().get(url, **asked)
        self.left -= 1
        told, body = {"content-type": "text/html"}, b"<p>A cable was cut off Hanko.</p>"
        status = 502 if self.left >= 0 else 200
        return Answer(status=status, url=url, final_url=url, headers=told, body=body)


@pytest.mark.parametrize(("times", "brought"), [(1, [1, 0]), (4, [0, 1])])
async def test_what_fails_for_now_is_brought_later(tmp_path, times, brought):
    """By the same command, if need be: it is not known for having been asked for."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    site = Fails(times)
    found = [(await filling(store, site, []).run()).brought for _ in brought]
    store.close()
    assert found == brought


async def test_nobody_waits_for_a_page_that_was_given_up(tmp_path):
    """The pauses are those between the tries."""
    store, slept = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True), []
    filled = await filling(store, Rests(), slept).run()
    store.close()
    assert (filled.found, filled.brought, filled.failed) == (1, 0, 1)
    assert slept == [PAUSE, 2 * PAUSE]
