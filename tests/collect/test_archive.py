"""The past of a source is looked for file by file, and a host that wants a rest gets it."""

from datetime import UTC, datetime, timedelta

import pytest

from vedette.collect import HostBusy
from vedette.collect.archive import PATIENT, Seeker, published
from vedette.collect.signs import older_link
from vedette.collect.window import Window
from vedette.records import Channel, Entry

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
SEEN = Window(since=datetime(2025, 2, 1, tzinfo=UTC), until=datetime(2025, 3, 1, tzinfo=UTC))


@pytest.fixture
def seeker(ask, clock, web) -> Seeker:
    """Look for February, on a clock that only passes while somebody waits."""
    web.paths["/robots.txt"] = web.plain(status=404)
    begin = clock()
    return Seeker(
        ask=ask,
        seen=SEEN,
        now=lambda: NOW + timedelta(seconds=clock() - begin),
        sleep=clock.sleep,
    )


async def files(listing):
    """All files that a look gives."""
    return [file async for file in listing]


async def test_loops_and_missing_files_end(web, seeker) -> None:
    """Each file is asked once, and what is wrong with it is told."""
    index = "".join(
        f"<sitemap><loc>{web.url(path)}</loc></sitemap>"
        for path in ("/s.xml", "/gone.xml", "/b.xml")
    )
    web.paths["/s.xml"] = web.plain(f"<sitemapindex>{index}</sitemapindex>".encode())
    web.paths["/b.xml"] = web.plain(b"<urlset><url><loc>/2025/02/03/a</loc></url></urlset>")
    found = await files(seeker.sitemaps(Channel(kind="sitemap", url=web.url("/s.xml"))))
    assert web.asked() == ["/robots.txt", "/s.xml", "/gone.xml", "/b.xml"]
    assert [file.issue.what if file.issue else "" for file in found] == [
        "the server answered 404",
        "",
    ]
    assert [entry.link for entry in found[1].entries] == [web.url("/2025/02/03/a")]


async def test_a_busy_host_is_waited_for_and_not_for_ever(web, seeker, clock) -> None:
    """A short rest is kept; a long one ends the filling, which goes on another time."""
    page = web.plain(b"<urlset><url><loc>/2025/02/03/a</loc></url></urlset>")
    channel = Channel(kind="sitemap", url=web.url("/s.xml"))
    web.paths["/s.xml"] = web.in_turn(web.plain(status=503, retry_after="90"), page)
    (file,) = await files(seeker.sitemaps(channel))
    assert len(file.entries) == 1
    assert max(clock.slept) >= 90
    web.paths["/s.xml"] = web.plain(status=429, retry_after=str(int(PATIENT) + 60))
    with pytest.raises(HostBusy) as told:
        await files(seeker.sitemaps(channel))
    assert "goes on from here" in told.value.remedy


async def test_an_archive_that_leads_back_to_itself_ends(web, seeker) -> None:
    """A document is asked once."""
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="prev-archive" href="{}"/>'
        "<entry><id>urn:{}</id><title>x</title><updated>2025-02-0{}T00:00:00Z</updated></entry></feed>"
    )
    web.paths["/a"] = web.plain(feed.format("/b", "a", 3).encode())
    web.paths["/b"] = web.plain(feed.format("/a", "b", 2).encode())
    found = await files(seeker.feed(Channel(kind="feed", url=web.url("/a"))))
    assert [entry.key for file in found for entry in file.entries] == ["urn:a", "urn:b"]


@pytest.mark.parametrize(
    ("body", "link"),
    [
        ('<feed><link rel="prev-archive" href="/2"/><entry/></feed>', "https://a.example/2"),
        ("<rss><atom:link href='/2?a=1&amp;b=2' rel='next'/></rss>", "https://a.example/2?a=1&b=2"),
        ('<feed><entry><link rel="next" href="/x"/></entry></feed>' + " " * 30_000, ""),
        ('{"items": [], "next_url": "/2"}', "https://a.example/2"),
        ('{"items": []}', ""),
        ("<feed></feed>", ""),
    ],
)
def test_a_feed_names_its_older_document(body: str, link: str) -> None:
    """By RFC 5005 or JSON Feed; an entry's own links do not count."""
    assert older_link(body.encode(), "https://a.example/feed") == link


def test_an_address_counts_by_the_best_of_its_dates() -> None:
    """What news tell, else the day in the address, else the last change."""
    day, link = datetime(2025, 2, 3, tzinfo=UTC), "https://a.example/2025/02/03/cable"
    assert published(Entry(key="k", link=link, published=NOW, updated=day)) == NOW
    assert published(Entry(key="k", link=link, updated=NOW)) == day
    assert published(Entry(key="k", link="https://a.example/cable", updated=NOW)) == NOW
    assert published(Entry(key="k", link="https://a.example/cable")) is None
