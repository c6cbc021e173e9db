"""Addresses: which may be asked, and which two are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.sources.addresses import fault_of, same, web_fault


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.ee/rss", "https://a.ee/rss"),
        ("https://www.a.ee/rss/", "https://a.ee/rss"),
        ("https://A.ee:443/rss#top", "https://a.ee/rss"),
    ],
)
def test_two_spellings_of_one_feed_are_one(one, other):
    """Scheme, www, default port, slash and fragment do not make another feed."""
    assert same(one) == same(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.ee/rss?lang=en", "https://a.ee/rss?lang=et"),
        ("https://news.a.ee/rss", "https://a.ee/rss"),
        ("https://a.ee:8080/rss", "https://a.ee/rss"),
        ("https://a.ee/RSS", "https://a.ee/rss"),
    ],
)
def test_two_feeds_of_one_host_are_two(one, other):
    """Query, subdomain, port and the case of the path do make another feed."""
    assert same(one) != same(other)


@given(st.text())
def test_any_text_is_judged_without_a_crash(text):
    """Law: what people paste is refused or compared, never an exception."""
    assert isinstance(web_fault(text), str)
    assert isinstance(same(text), str)
    assert isinstance(fault_of("file", text), str)


def test_an_empty_address_is_no_address_for_any_kind():
    """Even a plug-in's channel must say where it goes."""
    assert fault_of("mail", " ") == "the address is empty"
