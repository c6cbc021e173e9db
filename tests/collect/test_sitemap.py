"""Sitemaps are polled over the wire: what is new becomes an entry, and little is asked twice."""

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from vedette.collect.harvest import Harvest, recall
from vedette.collect.sitemap import collect_sitemap
from vedette.entries import entry_from
from vedette.records import Poll, Rule

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Desk:
    """Polls one channel again and again, remembering as a desk does."""

    def __init__(self, invented, ask, url: str) -> None:
        self.source, self.channel = invented.source(url, "sitemap")
        self.ask, self.now = ask, NOW
        self.polls: list[Poll] = []
        self.parts: dict[str, list[Poll]] = {}
        self.known: dict[str, str] = {}
        self.passed: dict[str, frozenset[str]] = {}
        self.elsewhere: frozenset[str] = frozenset()

    async def poll(self, after: timedelta = HOUR) -> Harvest:
        past = replace(
            recall(self.polls, self.known),
            parts={url: recall(polls, {}) for url, polls in self.parts.items()},
            passed=self.passed,
            elsewhere=self.elsewhere,
        )
        found = await collect_sitemap(self.source, self.channel, past, self.ask, now=self.now)
        self.polls.append(found.poll)
        for part in found.parts:
            url = part.channel.removeprefix(f"{self.channel.url} ")
            self.parts.setdefault(url, []).append(part)
        self.known |= {capture.key: capture.hash for capture in found.captures}
        self.passed |= found.passed
        self.now += after
        return found


def found_in(harvest: Harvest) -> list[str]:
    """The paths of what a look brought."""
    return ["/" + one.key.split("/", 3)[3] for one in harvest.captures]


def pages(web, *listed) -> bytes:
    """A sitemap of these paths, each with its last change or none."""
    urls = "".join(
        f"<url><loc>{web.url(path)}</loc>{f'<lastmod>{last}</lastmod>' if last else ''}</url>"
        for path, last in listed
    )
    return f"<urlset>{urls}</urlset>".encode()


def index(web, *listed) -> bytes:
    """An index of these sitemaps."""
    named = "".join(
        f"<sitemap><loc>{web.url(path)}</loc>{f'<lastmod>{last}</lastmod>' if last else ''}"
        "</sitemap>"
        for path, last in listed
    )
    return f"<sitemapindex>{named}</sitemapindex>".encode()


@pytest.fixture
def desk(web, invented, ask) -> Desk:
    """Watch the sitemap at /sitemap.xml."""
    web.paths["/robots.txt"] = web.plain(status=404)
    return Desk(invented, ask, web.url("/sitemap.xml"))


async def test_new_addresses_become_entries(web, desk) -> None:
    """Only those of the last days, oldest first; then nothing, until something comes."""
    old = [(f"/a/{n}", "2024-01-01") for n in range(50)]
    first = pages(web, ("/a/b", "2025-11-20"), ("/a/a", "2025-11-19"), *old)
    later = pages(web, ("/a/c", "2025-11-20T13:00:00Z"), ("/a/b", "2025-11-20"), *old)
    web.paths["/sitemap.xml"] = web.in_turn(web.plain(first), web.plain(first), web.plain(later))
    found = await desk.poll()
    assert (found.poll.outcome, found.poll.seen, found.poll.new) == ("new", 2, 2)
    assert found_in(found) == ["/a/a", "/a/b"]
    entry = entry_from(found.captures[0].body)
    assert (entry.key, entry.link) == (web.url("/a/a"), web.url("/a/a"))
    assert (await desk.poll()).poll.outcome == "quiet"
    assert found_in(await desk.poll()) == ["/a/c"]


async def test_a_date_at_the_end_of_time_hides_no_other_address(web, desk) -> None:
    """It is brought like any that is new."""
    body = pages(web, ("/a/terms", "9999-12-31"), ("/a/cable", "2025-11-20"))
    web.paths["/sitemap.xml"] = web.plain(body)
    found = await desk.poll()
    assert (found.poll.outcome, set(found_in(found))) == ("new", {"/a/cable", "/a/terms"})


async def test_a_change_that_moved_is_a_new_look(web, desk) -> None:
    """The address is the same, the entry another."""
    before = pages(web, ("/a/1", "2025-11-19"), ("/a/2", "2025-11-20"))
    after = pages(web, ("/a/1", "2025-11-20"), ("/a/2", "2025-11-20"))
    web.paths["/sitemap.xml"] = web.in_turn(web.plain(before), web.plain(after))
    await desk.poll()
    found = await desk.poll()
    assert found_in(found) == ["/a/1"]
    assert entry_from(found.captures[0].body).updated.day == 20


async def test_a_file_that_did_not_change_costs_a_line(web, desk) -> None:
    """Its own tag is sent, whichever file of the channel it is."""
    body = pages(web, ("/a/1", "2025-11-20"))
    web.paths["/sitemap.xml"] = web.tagged(index(web, ("/s.xml", ""), ("/t.xml", "")), '"i"')
    web.paths["/s.xml"] = web.tagged(body, '"s"')
    web.paths["/t.xml"] = web.tagged(pages(web, ("/b/1", "2025-11-20")), '"t"')
    assert (await desk.poll()).poll.new == 2
    web.log.clear()
    found = await desk.poll()
    assert found.poll.outcome == "unchanged"
    tags = {asked.path: asked.headers.get("if-none-match") for asked in web.log}
    assert tags == {"/sitemap.xml": '"i"', "/s.xml": '"s"', "/t.xml": '"t"'}


async def test_files_that_their_index_calls_unchanged_are_not_asked(web, desk) -> None:
    """Only the index is."""
    listed = index(web, ("/s.xml", "2025-11-20T10:00:00Z"), ("/old.xml", "2024-01-01"))
    web.paths["/sitemap.xml"] = web.plain(listed)
    web.paths["/s.xml"] = web.plain(pages(web, ("/a/1", "2025-11-20")))
    await desk.poll()
    assert web.asked()[1:] == ["/sitemap.xml", "/s.xml"]
    web.log.clear()
    await desk.poll()
    assert web.asked() == ["/sitemap.xml"]
    later = index(web, ("/s.xml", "2025-11-20T13:30:00Z"), ("/old.xml", "2024-01-01"))
    web.paths["/sitemap.xml"] = web.plain(later)
    await desk.poll()
    assert web.asked()[1:] == ["/sitemap.xml", "/s.xml"]


async def test_a_clock_that_was_set_back_hides_no_file(web, desk) -> None:
    """A file that was looked at tomorrow is asked today."""
    web.paths["/sitemap.xml"] = web.plain(index(web, ("/s.xml", "2025-11-20T13:30:00Z")))
    web.paths["/s.xml"] = web.in_turn(
        web.plain(pages(web, ("/a/1", "2025-11-20"))),
        web.plain(pages(web, ("/a/1", "2025-11-20"), ("/a/2", "2025-11-20"))),
    )
    desk.now = NOW + timedelta(days=1)
    await desk.poll()
    desk.now = NOW + timedelta(hours=2)
    assert found_in(await desk.poll()) == ["/a/2"]


async def test_robots_names_the_sitemaps_of_a_home_page(web, invented, ask) -> None:
    """The sitemap of news alone is asked, while it lists something."""
    lines = [f"Sitemap: {web.url(path)}" for path in ("/all.xml", "/news.xml.gz")]
    web.paths["/robots.txt"] = web.plain("\n".join(lines).encode())
    news = pages(web, ("/a/1", "2025-11-20"))
    web.paths["/news.xml.gz"] = web.plain(gzip.compress(news), content_type="application/gzip")
    web.paths["/all.xml"] = web.plain(pages(web, ("/a/1", "2025-11-20"), ("/a/2", "2025-11-20")))
    desk = Desk(invented, ask, web.url("/"))
    assert found_in(await desk.poll()) == ["/a/1"]
    assert web.asked() == ["/robots.txt", "/news.xml.gz"]
    web.paths["/news.xml.gz"] = web.plain(gzip.compress(pages(web)))
    assert found_in(await desk.poll()) == ["/a/2"]


async def test_a_home_page_without_sitemaps_is_asked_at_the_usual_place(web, invented, ask) -> None:
    """And what is not there is named."""
    web.paths["/robots.txt"] = web.plain(b"User-agent: *\nDisallow:\n")
    desk = Desk(invented, ask, web.url("/"))
    found = await desk.poll()
    assert web.asked() == ["/robots.txt", "/sitemap.xml"]
    assert (found.poll.outcome, found.poll.status) == ("failed", 404)
    assert found.poll.issue is not None
    assert found.poll.issue.input == web.url("/sitemap.xml")


async def test_addresses_without_dates_count_from_the_second_look(web, desk) -> None:
    """What stood there at the first is not news."""
    first = [(f"/a/{n}", "") for n in range(30)]
    body, more = pages(web, *first), pages(web, ("/a/new", ""), *first)
    web.paths["/sitemap.xml"] = web.in_turn(web.plain(body), web.plain(more), web.plain(more))
    found = await desk.poll()
    assert (found.captures, found.poll.outcome) == ((), "quiet")
    assert len(found.passed[web.url("/sitemap.xml")]) == 30
    assert found_in(await desk.poll()) == ["/a/new"]
    assert found_in(await desk.poll()) == []


async def test_past_a_thousand_addresses_without_dates_a_new_one_is_seen(web, desk) -> None:
    """The newest is listed first; what is known gives way, and is not called left unread."""

    def listed(count: int):
        return web.plain(pages(web, *((f"/a/{n}", "") for n in reversed(range(count)))))

    web.paths["/sitemap.xml"] = web.in_turn(*map(listed, (10, 500, 1010, 1011, 1012)))
    for _ in range(3):
        await desk.poll()
    assert found_in(await desk.poll()) == ["/a/1010"]
    found = await desk.poll()
    assert (found_in(found), found.poll.issue) == (["/a/1011"], None)


async def test_loops_and_depth_end(web, desk) -> None:
    """An index that names itself, and a chain of indexes without end."""
    web.paths["/sitemap.xml"] = web.plain(index(web, ("/sitemap.xml", ""), ("/i1.xml", "")))
    for n in range(1, 20):
        web.paths[f"/i{n}.xml"] = web.plain(index(web, (f"/i{n + 1}.xml", ""), ("/i1.xml", "")))
    found = await desk.poll()
    assert found.poll.outcome == "quiet"
    assert web.asked()[1:] == ["/sitemap.xml", "/i1.xml", "/i2.xml", "/i3.xml"]


async def test_a_huge_site_is_not_walked(web, desk) -> None:
    """Ten thousand files without dates: a few are asked."""
    web.paths["/sitemap.xml"] = web.plain(index(web, *((f"/s{n}.xml", "") for n in range(10_000))))
    await desk.poll()
    assert len(web.log) < 20


async def test_one_bad_file_does_not_hide_the_others(web, desk) -> None:
    """Its poll says what is wrong; the channel is seen."""
    files = [(name, "") for name in ("/good.xml", "/gone.xml", "/html.xml", "/bomb.xml")]
    web.paths["/sitemap.xml"] = web.plain(index(web, *files))
    web.paths["/good.xml"] = web.plain(pages(web, ("/a/1", "2025-11-20")))
    web.paths["/html.xml"] = web.plain(b"<html><body>No such file</body></html>")
    web.paths["/bomb.xml"] = web.plain(gzip.compress(b" " * 60_000_000))
    found = await desk.poll()
    assert (found.poll.outcome, found_in(found)) == ("new", ["/a/1"])
    told = {part.channel.rpartition("/")[2]: part.issue for part in found.parts}
    assert told["good.xml"] is None
    assert told["gone.xml"].what == "nothing is at this address"
    assert told["html.xml"].what == "no sitemap at this address"
    assert "unpacks to more than" in told["bomb.xml"].what


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ({"status": 500}, "failed"),
        ({"status": 410}, "failed"),
        ({"status": 503}, "busy"),
        ({"body": b"<html><body>Back soon</body></html>"}, "failed"),
    ],
)
async def test_an_index_whose_files_all_fail_is_blind(web, desk, reply, outcome: str) -> None:
    """Unchanged or read in full, it tells of no article; what the file has, the channel has."""
    web.paths["/sitemap.xml"] = web.tagged(index(web, ("/s.xml", "")), '"i"')
    web.paths["/s.xml"] = web.in_turn(
        web.plain(pages(web, ("/a/1", "2025-11-20"))), web.plain(**reply)
    )
    assert (await desk.poll()).poll.outcome == "new"
    for _ in range(2):
        poll = (await desk.poll(after=timedelta(days=1))).poll
        assert (poll.outcome, poll.status) == (outcome, reply.get("status", 200))
        assert poll.issue is not None
        assert poll.issue.input == web.url("/s.xml")


@pytest.mark.parametrize("status", [503, 200])
@pytest.mark.parametrize("others", [(), ("/t.xml",)])
async def test_what_a_file_listed_while_it_failed_is_brought(
    web, desk, status: int, others: tuple[str, ...]
) -> None:
    """The time it is read for begins at its own last look, whatever other files answered."""
    days = [f"2025-11-{day}" for day in range(20, 28)]
    web.paths["/sitemap.xml"] = web.plain(index(web, *((path, "") for path in ("/s.xml", *others))))
    web.paths["/t.xml"] = web.plain(pages(web, ("/b/1", "2025-11-20")))
    web.paths["/s.xml"] = web.in_turn(
        web.plain(pages(web, ("/a/1", days[0]))),
        *[web.plain(b"<html><body>Back soon</body></html>", status)] * 6,
        web.plain(pages(web, *((f"/a/{day}", day) for day in days))),
    )
    for _ in range(7):
        await desk.poll(after=timedelta(days=1))
    assert found_in(await desk.poll()) == [f"/a/{day}" for day in days]


async def test_an_index_of_a_site_with_a_long_delay_is_followed(web, desk) -> None:
    """A minute and a half between two requests, of which its file needs the second."""
    web.paths["/robots.txt"] = web.plain(b"User-agent: *\nCrawl-delay: 90\n")
    web.paths["/sitemap.xml"] = web.plain(index(web, ("/s.xml", "")))
    web.paths["/s.xml"] = web.plain(pages(web, ("/a/1", "2025-11-20")))
    assert found_in(await desk.poll()) == ["/a/1"]


async def test_refusals_and_rests_are_kept_to(web, desk) -> None:
    """What robots.txt forbids is not asked; who says later is left alone."""
    web.paths["/robots.txt"] = web.plain(b"User-agent: *\nDisallow: /sitemap\n")
    assert (await desk.poll()).poll.outcome == "refused"
    assert web.asked() == ["/robots.txt"]


async def test_a_busy_site_is_asked_later(web, desk) -> None:
    """The poll says until when."""
    web.paths["/sitemap.xml"] = web.plain(status=429, retry_after="120")
    poll = (await desk.poll()).poll
    assert (poll.outcome, poll.wait_until) == ("busy", NOW + timedelta(seconds=120))


async def test_what_another_channel_brings_is_left_to_it(web, desk) -> None:
    """No article stands twice because its site has a feed too."""
    web.paths["/sitemap.xml"] = web.plain(
        pages(web, ("/a/1", "2025-11-20"), ("/a/2", "2025-11-20"))
    )
    desk.elsewhere = frozenset({web.url("/a/1")})
    assert found_in(await desk.poll()) == ["/a/2"]


async def test_a_declared_pattern_chooses(web, desk) -> None:
    """Nothing else on the site is an article."""
    web.paths["/sitemap.xml"] = web.plain(
        pages(web, ("/news/1", "2025-11-20"), ("/jobs/2", "2025-11-20"))
    )
    desk.channel = replace(desk.channel, rules=(Rule(name="pattern", value="/news/"),))
    assert found_in(await desk.poll()) == ["/news/1"]


async def test_after_days_away_the_gap_is_closed(web, desk) -> None:
    """The window reaches back to the last look."""
    listed = pages(web, ("/a/1", "2025-11-20"), ("/a/2", "2025-11-22"), ("/a/3", "2025-11-28"))
    web.paths["/sitemap.xml"] = web.in_turn(
        web.plain(pages(web, ("/a/1", "2025-11-20"))), web.plain(listed)
    )
    await desk.poll(after=timedelta(days=9))
    assert found_in(await desk.poll()) == ["/a/2", "/a/3"]
