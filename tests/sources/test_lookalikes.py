"""Hosts that look like a known one and are another's; every host is invented."""

from dataclasses import replace

import pytest

from vedette.records import Channel, Source
from vedette.sources import load
from vedette.sources.checks import check
from vedette.sources.lookalikes import Lookalikes

POST = Source(
    id="ee/post", name="Marsö Post", home="https://www.marsopost.ee/", country="EE",
    languages=("en",), owner="Marsö House", ownership="private", licence="invented",
    channels=(Channel(kind="feed", url="https://feeds.marsowire.co.uk/rss"),), found="invented",
)  # fmt: skip
CUP = replace(POST, id="ee/cup", name="Cup", home="https://cup.ee/", channels=())
KNOWN = Lookalikes((POST, CUP))
CLONES = (
    *("mars\u043epost.ee", "xn--marspost-qbh.ee", "m\u0430rs\u043ep\u043est.ee", "mars0post.ee"),
    *("marso-post.ee", "mar-so-post.ee", "rnarsopost.ee", "m\u00e1rsopost.ee"),
    *("marsopost.com", "marsopost.news", "marsopost.org.ee", "www.marsopost.lv"),
    *("marsopost-ee.com", "marsopost.ee.login.example", "news.marsopost.ee.evil.example"),
    *("marsowire.com", "marsowire.uk", "rnarsowire.co.uk", "c-up.ee", "\u0441up.ee"),
)
HONEST = (
    *("marsopost.ee", "www.marsopost.ee", "en.marsopost.ee", "feeds.marsowire.co.uk"),
    *("marsowire.co.uk", "cup.lv", "cup.com", "post.ee", "marso.ee", "hankopost.ee", "ee"),
    *("marsopostimees.ee", "localhost", "127.0.0.1", "[::1]", "xn--.ee", "xn--\u00e9.ee", ""),
)


@pytest.mark.parametrize("host", CLONES)
def test_a_clone_is_told(host):
    """Letters that look alike, hyphens, another ending, the domain inside another's."""
    like = KNOWN.of(f"https://{host}/news/1")
    assert like is not None
    assert like.id == ("ee/cup" if "up.ee" in host and len(host) < 8 else "ee/post")


@pytest.mark.parametrize("host", HONEST)
def test_what_is_ones_own_or_nobodys_is_not(host):
    """A source's own hosts, names that merely share a word, short names under another ending."""
    assert KNOWN.of(f"https://{host}/news/1") is None


@pytest.mark.parametrize("url", ["", "nonsense", "https://[", "mailto:a@b.example", "//x"])
def test_what_is_no_address_looks_like_nobodys(url):
    """Whatever stands in a feed's link."""
    assert KNOWN.of(url) is None


def test_no_source_that_ships_looks_like_another():
    """Neither by its home nor by its channels, nor as a file."""
    sources = load().sources
    known = Lookalikes(sources)
    urls = [url for one in sources for url in (one.home, *(c.url for c in one.channels))]
    assert [url for url in urls if known.of(url)] == []


def test_a_file_of_a_clone_is_told_by_the_check():
    """Whoever lists it is told before its word counts as a voice of its own."""
    clone = replace(POST, id="ee/zost", name="Z", home="https://marso-post.ee/", owner="Z")
    told = [one for one in check((POST, clone)) if "looks like" in one.what]
    assert [(one.source, one.field) for one in told] == [("ee/zost", "home")]
