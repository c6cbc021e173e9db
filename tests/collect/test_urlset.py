"""Sitemaps are read whatever their form, and damage costs no more than what is damaged."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.collect.urlset import MOST, newer, read_sitemap, stated
from vedette.errors import CollectError, TooLarge
from vedette.records import Entry

SITE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def urlset(*urls, more=""):
    """Write a sitemap of these `url` elements."""
    listed = "".join(f"<url>{url}</url>" for url in urls)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{SITE}" xmlns:news="{NEWS}"'
        f' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"{more}>{listed}</urlset>'
    ).encode()


PLAIN = "<loc>https://a.example/{}</loc><lastmod>2025-11-{:02}</lastmod>"


def test_news_tell_title_date_language_and_words():
    """And a picture's address and title are not the article's."""
    body = urlset(
        "<loc> https://a.example/1?a=1&amp;b=2 </loc>"
        "<image:image><image:loc>https://a.example/1.jpg</image:loc>"
        "<image:title>A picture</image:title></image:image>"
        "<news:news><news:publication><news:name>A</news:name><news:language>et</news:language>"
        "</news:publication><news:publication_date>2025-11-20T10:00:00+02:00"
        "</news:publication_date><news:title><![CDATA[Cable & port]]></news:title>"
        "<news:keywords>cable, port,cable</news:keywords></news:news>"
    )
    (page,) = read_sitemap(body).pages
    assert (page.key, page.title) == ("https://a.example/1?a=1&b=2", "Cable & port")
    assert page.published.isoformat() == "2025-11-20T10:00:00+02:00"
    assert (page.tags, page.language) == (("cable", "port"), "et")


def test_an_index_names_other_sitemaps():
    """Each with its last change, where it tells."""
    body = (
        b"<sitemapindex><sitemap><loc>/one.xml</loc><lastmod>2025-11-20T01:02:03Z</lastmod>"
        b"</sitemap><sitemap><loc>https://a.example/two.xml.gz</loc></sitemap></sitemapindex>"
    )
    told = read_sitemap(body, url="https://a.example/sitemap.xml")
    assert told.kind == "index"
    assert [child.url for child in told.children] == [
        "https://a.example/one.xml",
        "https://a.example/two.xml.gz",
    ]
    assert told.children[0].changed.isoformat() == "2025-11-20T01:02:03+00:00"
    assert told.children[1].changed is None


@pytest.mark.parametrize(
    "form",
    [
        lambda body: body,
        gzip.compress,
        lambda body: b"\xef\xbb\xbf" + body,
        lambda body: b"\n  " + body,
        lambda body: body.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        lambda body: body.replace(b"<url>", b"<s:url>").replace(b"</url>", b"</s:url>"),
    ],
    ids=["plain", "gzip", "mark", "space", "utf-16", "prefix"],
)
def test_the_form_does_not_matter(form):
    """Packed, marked, indented, in another charset or under a prefix: the same addresses."""
    body = urlset(*(PLAIN.format(n, n) for n in (1, 2)))
    assert read_sitemap(form(body)).pages == read_sitemap(body).pages


def test_a_text_lists_one_address_a_line():
    """And a text of anything else is no sitemap."""
    told = read_sitemap(b"https://a.example/1\r\n\nhttps://a.example/2\n")
    assert [page.key for page in told.pages] == ["https://a.example/1", "https://a.example/2"]
    assert read_sitemap(b"Nothing to see here").kind == ""


@pytest.mark.parametrize(
    "damage",
    [
        lambda body: body.replace(b"/2<", b"/2?a=1&b<"),
        lambda body: body[: body.rindex(b"<url>")] + b"<url><loc>https",
        lambda body: body.replace(b"</lastmod></url>", b"</lastmod>", 1),
        lambda body: body.replace(b"<?xml", b'<!DOCTYPE a [<!ENTITY x "y">]><?xml'),
    ],
    ids=["ampersand", "cut", "unclosed", "entities"],
)
def test_damage_costs_what_is_damaged(damage):
    """The other addresses are read, and the damage is told."""
    told = read_sitemap(damage(urlset(*(PLAIN.format(n, n) for n in (1, 2, 3, 4)))))
    assert told.damage
    assert {"https://a.example/1", "https://a.example/3"} <= {page.key for page in told.pages}


def test_entities_are_not_expanded():
    """A few bytes that stand for gigabytes stand for nothing."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    body = (
        f'<!DOCTYPE urlset [<!ENTITY e0 "x">{levels}]><urlset><url><loc>&e11;</loc></url></urlset>'
    )
    told = read_sitemap(body.encode())
    assert (told.kind, told.damage) == ("pages", "sitemap: it declares entities.")
    assert all(len(page.key) < 100 for page in told.pages)


def test_a_packed_bomb_is_refused():
    """Before it is unpacked."""
    with pytest.raises(TooLarge):
        read_sitemap(gzip.compress(b" " * 60_000_000), url="https://a.example/s.xml.gz")


def test_a_damaged_packing_is_an_error_of_ours():
    """A file that is no gzip after its mark."""
    with pytest.raises(CollectError):
        read_sitemap(b"\x1f\x8b" + b"x" * 100, url="https://a.example/s.xml.gz")


def test_what_is_past_the_limit_is_counted():
    """A file holds at most fifty thousand addresses."""
    body = b"<urlset>" + b"".join(
        b"<url><loc>https://a.example/%d</loc></url>" % n for n in range(MOST + 7)
    )
    told = read_sitemap(body + b"</urlset>")
    assert (len(told.pages), told.left) == (MOST, 7)


@pytest.mark.parametrize(
    "body",
    [b"<html><body>No</body></html>", b"", b"{}", b"<rss/>", b"\0\1\2", b"<urlset", b"<" * 99],
)
def test_what_is_no_sitemap_is_none(body):
    """It says why."""
    told = read_sitemap(body)
    assert (told.kind, told.pages, told.children) == ("", (), ()) or told.damage


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(raw):
    """Whatever follows a good beginning."""
    for body in (raw, b"<urlset><url><loc>https://a.example/1</loc>" + raw):
        try:
            read_sitemap(body)
        except CollectError:
            continue


def test_an_entry_without_an_address_is_left_out():
    """It is not the sitemap's own."""
    body = b"<urlset><url><loc> </loc></url><url><loc>https://a.ee/1</loc></url></urlset>"
    assert [page.link for page in read_sitemap(body, url="https://a.ee/s.xml").pages] == [
        "https://a.ee/1"
    ]


@pytest.mark.parametrize(
    "text", ["2025-06-07 7:32:06 +02:00", "2025-06-07T7:32:06+02:00", "2025-06-07 07:32:06 +02:00"]
)
def test_an_hour_may_have_one_digit(text):
    """An interface of the police writes so before ten."""
    found = stated(text)
    assert found is not None
    assert found.isoformat() == "2025-06-07T07:32:06+02:00"


def test_two_files_that_list_one_address_are_joined():
    """The words of the news, the later of the changes, in either order."""
    body = urlset(PLAIN.format(1, 20), PLAIN.format(1, 21))
    (page,) = read_sitemap(body).pages
    assert page.updated.day == 21
    news = Entry(key=page.key, link=page.key, title="Cable")
    assert newer(news, page) == newer(page, news)
    assert (newer(news, page).title, newer(news, page).updated) == ("Cable", page.updated)
