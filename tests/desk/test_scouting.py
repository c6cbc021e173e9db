"""From an address to the ways that lead to its articles, over a web on loopback."""

from datetime import UTC, datetime

import pytest

from vedette.desk.scouting import Scout
from vedette.errors import AddressRefused, CollectError, SourceError

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
WORDS = ("harbour crane burnt overnight", "cable found cut near island", "signals fail at junction")
LIST = "".join(
    f'<article><h3><a href="/news/{n}-{words.replace(" ", "-")}">The {words}, police say</a></h3>'
    "</article>"
    for n, words in enumerate((*WORDS, "minister names a suspect"), 100)
)
NEWS = "".join(
    f"<url><loc>{{home}}/news/{n}-{words.replace(' ', '-')}</loc><news:news>"
    f"<news:publication_date>2026-03-0{n}</news:publication_date><news:title>{words}</news:title>"
    "</news:news></url>"
    for n, words in enumerate(WORDS, 2)
)
FEED = b"""<rss version="2.0"><channel><title>Naide</title><language>et</language><item>
<title>Sadam</title><link>https://naide.example/1</link></item></channel></rss>"""


def page(inside: str, head: str = "") -> bytes:
    """Write a page of a site that nobody publishes."""
    head = f"<head><title>Naide</title>{head}</head>"
    return f"<html lang='et'>{head}<body>{inside}</body></html>".encode()


def sitemap(home: str) -> bytes:
    """Write a sitemap of news."""
    spaces = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f"<urlset {spaces}>{NEWS.format(home=home)}</urlset>".encode()


async def ways(web, ask, path="/"):
    """Look at the site, and give each way's kind, its address, and whether it is sure."""
    site = await Scout(ask=ask, now=NOW).site(web.url(path))
    return [(way.channel.kind, way.channel.url, way.sure) for way in site.ways]


async def test_a_feed_comes_first_and_a_sitemap_stands_beside_it(web, ask):
    """What a page announces is asked; robots.txt names the sitemap of news."""
    link = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    web.paths |= {
        "/": web.plain(page(LIST, link), content_type="text/html"),
        "/rss": web.plain(FEED),
        "/robots.txt": web.plain(f"Sitemap: {web.url('/news.xml')}".encode()),
        "/news.xml": web.plain(sitemap(web.url(""))),
    }
    found = await ways(web, ask)
    assert found == [
        ("feed", web.url("/rss"), True),
        ("sitemap", web.url("/news.xml"), True),
        ("index", web.url("/"), True),
    ]


async def test_a_sitemap_that_was_quiet_for_a_week_is_found(web, ask):
    """A ministry may have nothing to say for longer than the look-back of a first poll."""
    old = sitemap(web.url("")).replace(b"2026-03-0", b"2026-02-1")
    web.paths |= {
        "/": web.plain(page(LIST), content_type="text/html"),
        "/sitemap.xml": web.plain(old),
    }
    assert (await ways(web, ask))[0] == ("sitemap", web.url("/sitemap.xml"), True)


@pytest.mark.parametrize("place", ["/sitemap.xml", "/news-sitemap.xml"])
async def test_a_sitemap_is_found_at_its_usual_places(web, ask, place):
    """Without a feed and without a word in robots.txt; its newest entries come first."""
    web.paths |= {
        "/": web.plain(page(LIST), content_type="text/html"),
        place: web.plain(sitemap(web.url(""))),
    }
    site = await Scout(ask=ask, now=NOW).site(web.url("/"))
    best = site.ways[0]
    assert (best.channel.kind, best.channel.url) == ("sitemap", web.url(place))
    assert [entry.title for entry in best.entries] == list(reversed(WORDS))
    assert "at a usual place, 3 new addresses" in best.found


async def test_where_neither_is_the_links_of_the_page_are_the_list(web, ask):
    """Links of one shape; a sitemap of sections does not outrank them."""
    sections = "".join(f"<url><loc>{web.url(f'/about/{w}')}</loc></url>" for w in ("us", "team"))
    dated = sections.replace("</loc>", "</loc><lastmod>2026-03-03T10:00:00Z</lastmod>", 1)
    web.paths |= {
        "/en/news": web.plain(page(LIST), content_type="text/html"),
        "/sitemap.xml": web.plain(f"<urlset>{dated}</urlset>".encode()),
    }
    found = await ways(web, ask, "/en/news")
    assert found == [
        ("index", web.url("/en/news"), True),
        ("sitemap", web.url("/sitemap.xml"), False),
    ]


async def test_a_feed_or_a_sitemap_may_be_given_itself(web, ask):
    """Nothing else is asked then."""
    web.paths |= {"/rss": web.plain(FEED), "/n.xml": web.plain(sitemap(web.url("")))}
    assert await ways(web, ask, "/rss") == [("feed", web.url("/rss"), True)]
    assert await ways(web, ask, "/n.xml") == [("sitemap", web.url("/n.xml"), True)]
    assert not set(web.asked()) - {"/rss", "/n.xml", "/robots.txt"}


async def test_a_sitemap_of_another_year_is_told(web, ask):
    """It is a sitemap, and nothing in it would ever be news."""
    web.paths["/n.xml"] = web.plain(sitemap(web.url("")).replace(b"2026-", b"2019-"))
    with pytest.raises(SourceError, match="lists nothing that is new") as caught:
        await ways(web, ask, "/n.xml")
    assert "sitemap of news" in caught.value.remedy


@pytest.mark.parametrize(
    ("reply", "what", "remedy"),
    [
        ({"status": 401}, "the address wants a login", "open address"),
        ({"status": 403}, "the server does not let us in", "ask the publisher"),
        ({"status": 404}, "nothing is at this address", "look for the new address"),
        ({"status": 503}, "the server is overloaded", "try again later"),
        (
            {"body": b"\x89PNG", "content_type": "image/png"},
            "no web page, feed or",
            "lists the news",
        ),
        ({"body": b"{}", "content_type": "application/json"}, "no web page, feed or", "its feed"),
        ({"body": b" "}, "an empty page", "lists the news"),
        ({"body": b"<title>Just a moment...</title>"}, "a bot check", "lists the news"),
    ],
)
async def test_what_is_no_site_is_told_with_the_remedy(web, ask, reply, what, remedy):
    """A wall, an error, or bytes that are nothing of the kind."""
    web.paths["/"] = web.plain(**reply)
    with pytest.raises(CollectError, match=what) as caught:
        await ways(web, ask)
    assert remedy in caught.value.remedy


async def test_a_login_in_the_place_of_the_news_is_told(web, ask):
    """A page with a field for a password and nothing to follow."""
    form = "<form><input name='u'><input type='password' name='p'></form>"
    web.paths["/"] = web.plain(page(form), content_type="text/html")
    with pytest.raises(SourceError, match="a login stands before"):
        await ways(web, ask)


async def test_a_page_with_nothing_to_follow_is_told(web, ask):
    """How many addresses were asked, and which address would help."""
    web.paths["/"] = web.plain(page("<p>Hello.</p>"), content_type="text/html")
    with pytest.raises(SourceError, match=r"neither a feed.*11 addresses were asked"):
        await ways(web, ask)


async def test_robots_that_bar_all_are_obeyed(web, ask):
    """Nothing but robots.txt is asked."""
    web.paths |= {
        "/robots.txt": web.plain(b"User-agent: *\nDisallow: /"),
        "/": web.plain(page(LIST), content_type="text/html"),
    }
    with pytest.raises(AddressRefused, match=r"robots\.txt does not let us ask") as caught:
        await ways(web, ask)
    assert "ask the publisher for leave" in caught.value.remedy
    assert web.asked() == ["/robots.txt"]
