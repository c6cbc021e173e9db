"""Feeds of every format, good and bad, become entries."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.collect.changes import changes, wants_page
from vedette.collect.clean import clean_link, clean_markup, one_line
from vedette.collect.feed import complaint, read_bytes
from vedette.collect.listing import MOST, is_whole, shaped, shortened
from vedette.records import Channel

ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="lv"><title>Invented</title>
<entry><id>urn:a</id><title type="html">Cable &amp;lt;b&amp;gt; &lt;b>cut&lt;/b></title>
<link href="/news/1?utm_source=rss&amp;id=7"/><published>2025-11-19T10:00:00+02:00</published>
<updated>2025-11-19T12:30:00.5+02:00</updated><author><name>Invented Desk</name></author>
<category term="Energy"/><summary>Teaser.</summary>
<content type="html">&lt;p>Text with a &lt;a href="more">link&lt;/a>.&lt;/p></content></entry>
</feed>
"""
WORDS = "word " * 200


def test_an_atom_entry_is_read_whole() -> None:
    """Words of the title, absolute links without trackers, dates in their own zone."""
    (entry,) = read_bytes(ATOM, url="https://example.org/feed").entries
    assert entry.key == "urn:a"
    assert entry.title == "Cable <b> cut"
    assert entry.link == "https://example.org/news/1?id=7"
    assert entry.published is not None
    assert entry.published.isoformat() == "2025-11-19T10:00:00+02:00"
    assert entry.updated is not None
    assert entry.updated.isoformat() == "2025-11-19T12:30:00.500000+02:00"
    assert (entry.authors, entry.tags, entry.language) == (("Invented Desk",), ("Energy",), "lv")
    assert entry.summary == "Teaser."
    assert 'href="https://example.org/more"' in entry.content


def test_an_rss_entry_without_id_is_named_by_its_link(invented) -> None:
    """And one without either by its words."""
    body = invented.rss(
        "<title>A</title><link>https://example.org/a</link>", "<title>B</title>", "<title>C</title>"
    )
    first, second, third = read_bytes(body).entries
    assert first.key == first.link == "https://example.org/a"
    assert second.key != third.key
    assert second.key == read_bytes(body).entries[1].key


def test_entries_without_link_or_id_are_told_apart_by_their_words(invented) -> None:
    """None takes the feed's own address for its own, and no page behind them is wanted."""
    words = ("A mine drifts off Liepaja.", "Cable works off Gotland.", "Live firing at Ustka.")
    items = (f"<title>Warning</title><description>{told}</description>" for told in words)
    url = "https://example.org/feed.xml"
    listing = read_bytes(invented.rss(*items), url=url)
    found = changes(listing, {}, now=datetime(2025, 11, 20, 12, tzinfo=UTC))
    assert {change.entry.summary for change in found} == set(words)
    assert {change.entry.link for change in found} == {""}
    assert not any(wants_page(change.entry, Channel(kind="feed", url=url)) for change in found)
    told = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "7", "title": "Cut"}]}
    (entry,) = read_bytes(json.dumps(told).encode(), url=url).entries
    assert entry.link == ""


def test_no_link_stays_none() -> None:
    """An empty address is not that of the page on which it stands."""
    assert [clean_link(link, "https://example.org/feed") for link in ("", " ", "\0")] == [""] * 3


def test_a_feed_without_dates_has_none(invented) -> None:
    """No date is made up."""
    (entry,) = read_bytes(invented.rss("<title>A</title>")).entries
    assert (entry.published, entry.updated) == (None, None)


def test_links_that_are_no_web_links_are_dropped(invented) -> None:
    """Neither script nor file ever becomes an address."""
    kinds = ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "mailto:a@b.example")
    body = invented.rss(*(f"<title>A</title><link>{link}</link>" for link in kinds))
    assert {entry.link for entry in read_bytes(body).entries} == {""}


def test_a_title_is_one_line(invented) -> None:
    """No header can be smuggled into a mail through a title."""
    (entry,) = read_bytes(invented.rss("<title>Cut&#13;&#10;Bcc: x&#9;y</title>")).entries
    assert entry.title == "Cut Bcc: x y"


def test_json_feed_is_read() -> None:
    """Version 1.1, with a number for an id and an entry that is none."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Invented",
        "language": "FI",
        "authors": [{"name": "Invented Desk"}],
        "items": [
            {
                "id": 7,
                "url": "/a?fbclid=1",
                "title": "Cable cut",
                "content_text": "1 < 2\n\nSecond.",
                "date_published": "2025-11-19T10:00:00+02:00",
                "tags": ["Energy"],
            },
            "nothing",
        ],
    }
    listing = read_bytes(json.dumps(told).encode(), url="https://example.org/feed.json")
    (entry,) = listing.entries
    assert listing.kind == "json11"
    assert listing.damage
    assert (entry.key, entry.link) == ("7", "https://example.org/a")
    assert entry.content == "1 &lt; 2<p>Second."
    assert (entry.language, entry.authors, entry.tags) == ("fi", ("Invented Desk",), ("Energy",))
    assert entry.published == datetime(2025, 11, 19, 8, tzinfo=UTC)


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"items": 3}', b"[" * 100_000, b'{"a": 1}'])
def test_json_that_is_no_feed_is_named(body: bytes) -> None:
    """It gives a complaint, no crash."""
    issue = complaint(read_bytes(body), body, "x")
    assert issue is not None
    assert issue.what == "no feed at this address"


def test_a_cut_feed_gives_its_whole_entries(invented) -> None:
    """And is called damaged."""
    body = invented.rss(*(invented.item(n) for n in range(4)))[:-120]
    listing = read_bytes(body)
    assert [entry.title for entry in listing.entries][:3] == ["Story 0", "Story 1", "Story 2"]
    issue = complaint(listing, body, "x")
    assert issue is not None
    assert issue.what == "a damaged feed"


def test_a_message_before_the_feed_is_stepped_over(invented) -> None:
    """Servers print warnings into their feeds."""
    body = b"<br /><b>Warning</b>: headers already sent<br />\n" + invented.rss(invented.item(1))
    assert [entry.title for entry in read_bytes(body).entries] == ["Story 1"]


@pytest.mark.parametrize("prolog", ["", ' encoding="iso-8859-1"', ' encoding="utf-8"'])
def test_utf8_is_known_by_its_bytes(prolog: str) -> None:
    """Header and prolog may both be wrong."""
    text = f'<?xml version="1.0"{prolog}?><rss version="2.0"><channel><item><title>Kabeļa bojājums'
    body = f"{text}</title></item></channel></rss>".encode()
    (entry,) = read_bytes(body, content_type="application/rss+xml; charset=iso-8859-1").entries
    assert entry.title == "Kabeļa bojājums"


def test_another_charset_is_believed() -> None:
    """Bytes that are not UTF-8 are read as declared."""
    body = '<?xml version="1.0"?><rss version="2.0"><channel><item><title>Кабель</title></item>'
    raw = f"{body}</channel></rss>".encode("windows-1251")
    (entry,) = read_bytes(raw, content_type="text/xml; charset=windows-1251").entries
    assert entry.title == "Кабель"


def test_entities_open_no_file_and_do_not_unfold() -> None:
    """External entities are left alone; a tower of entities is cut down."""
    tower = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    dtd = f'<!DOCTYPE rss [<!ENTITY a0 "lol">{tower}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = f'<?xml version="1.0"?>{dtd}<rss version="2.0"><channel><item><title>x &f; &a9;</title>'
    listing = read_bytes(f"{body}</item></channel></rss>".encode())
    text = "".join(entry.title + entry.summary for entry in listing.entries)
    assert "root:" not in text
    assert len(text) < 100_000


def test_a_crowd_of_attributes_is_refused() -> None:
    """The parser behind would take minutes."""
    crowd = " ".join(f'a{n}="1"' for n in range(5000))
    body = f'<rss version="2.0"><channel><x {crowd}/></channel></rss>'.encode()
    assert "attributes" in read_bytes(body).damage


@pytest.mark.parametrize("piece", [b"<item>", b"<"])
def test_a_crowd_of_tags_is_cut_or_refused(piece: bytes) -> None:
    """A megabyte of openings takes no longer than a feed."""
    body = b'<rss version="2.0"><channel>' + piece * (1_000_000 // len(piece) + 1)
    listing = read_bytes(body)
    assert len(listing.entries) <= MOST
    assert "tags" in listing.damage or listing.left


def test_the_newest_entries_of_a_huge_feed_are_read(invented) -> None:
    """And it is told how many were left."""
    body = invented.rss(*(f"<title>{n}</title>" for n in range(MOST + 5)))
    listing = read_bytes(body)
    assert (len(listing.entries), listing.left, listing.damage) == (MOST, 5, "")
    issue = complaint(listing, body, "x")
    assert issue is not None
    assert issue.what == "5 entries were left unread"


@given(st.integers(min_value=0, max_value=12), st.integers(min_value=1, max_value=12))
def test_shortening_keeps_head_and_tail(count: int, most: int) -> None:
    """As many as asked for, the first ones, and the closing tags."""
    items = [f"<item>{n}</item>" for n in range(count)]
    body = f"<rss>{''.join(items)}</rss>".encode()
    short, left = shortened(body, most)
    assert short == f"<rss>{''.join(items[:most])}</rss>".encode()
    assert left == max(0, count - most)


def test_bot_checks_and_pages_are_told_from_feeds() -> None:
    """A page names its feed where it has one."""
    wall = b"<html><head><title>Just a moment...</title></head><body>Wait</body></html>"
    page = (
        b"<!doctype html><html><head><title>News</title>"
        b"<link rel=alternate type='application/rss+xml' href='/rss?a=1&amp;b=2'></head></html>"
    )
    told = [complaint(read_bytes(body), body, "https://example.org/feed") for body in (wall, page)]
    assert told[0] is not None
    assert told[0].what == "a bot check in the feed's place"
    assert told[1] is not None
    assert told[1].what == "a web page in the feed's place"
    assert told[1].remedy.endswith("https://example.org/rss?a=1&b=2")


@pytest.mark.parametrize(
    "body", [b"", b"   ", b"\0\xff" * 50, b"plain words", b"<rss", b"%PDF-1.7"]
)
def test_what_is_no_feed_gives_no_entries_and_a_complaint(body: bytes) -> None:
    """Never silently empty."""
    listing = read_bytes(body)
    assert listing.entries == ()
    assert complaint(listing, body, "x") is not None


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(body: bytes) -> None:
    """Whatever comes, there are entries or a complaint."""
    listing = read_bytes(body)
    assert listing.entries or complaint(listing, body, "x")


@pytest.mark.parametrize(
    ("markup", "whole"),
    [
        (f"<p>{WORDS}end.</p>", True),
        ("<p>Short.</p>", False),
        (f"<p>{WORDS}…</p>", False),
        (f"<p>{WORDS}</p><a href='x'>Czytaj więcej »</a>", False),
        (f"{WORDS}[&#8230;]", False),
    ],
)
def test_a_text_that_breaks_off_is_not_whole(markup: str, whole: bool) -> None:
    """Length alone does not make an article."""
    assert is_whole(markup) is whole


def test_a_long_description_is_the_content(invented) -> None:
    """RSS of the old kind puts whole articles there."""
    (entry,) = read_bytes(
        invented.rss(invented.item(1, text=f"&lt;p&gt;{WORDS}&lt;/p&gt;"))
    ).entries
    assert (entry.whole, entry.summary) == (True, "")
    assert entry.content.startswith("<p>word")


@given(st.dictionaries(st.sampled_from(["id", "page", "q"]), st.sampled_from(["1", "b"])))
def test_tracking_changes_no_link(query: dict[str, str]) -> None:
    """With or without campaign names, the link is the same; other parameters stay."""
    pairs = [f"{name}={value}" for name, value in query.items()]
    bare = "https://example.org/a" + ("?" if pairs else "") + "&".join(pairs)
    tracked = "https://example.org/a?" + "&".join(["utm_source=rss", *pairs, "fbclid=xyz"])
    assert clean_link(tracked) == clean_link(bare) == bare


def test_tracking_changes_no_content() -> None:
    """Pixels and campaign names in the text are not an edit."""
    first = '<p>Text</p><a href="https://e.example/?id=1&amp;utm_medium=a">x</a>'
    second = '<p>Text</p><a href="https://e.example/?id=1&amp;utm_medium=b">x</a>'
    assert clean_markup(first) == clean_markup(f'{second}<img src="//c.example/9" height="1">')
    picture = '<img src="a.jpg" width="100" height="10">'
    assert clean_markup(picture) == picture


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    """No break, no control letter, and the same again the second time."""
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert "\0" not in line
    assert one_line(line) == line


def test_a_key_that_no_store_can_hold_is_mended() -> None:
    """A NUL or half a surrogate pair in an id does not end the feed, nor the entry."""
    entry = shaped(key="a\0b\ud800", link="", title="t", summary="", content="")
    assert entry is not None
    assert entry.key == "ab\ufffd"
