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
    assert isinstance(fault_of("mail", text), str)


def test_an_empty_address_is_no_address_for_any_kind():
    """Even a plug-in's channel must say where it goes."""
    assert fault_of("mail", " ") == "the address is empty"


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("imaps://press%40a.ee@imap.a.ee/Press%20lists", ""),
        ("imaps://press@imap.a.ee:9993", ""),
        ("imap://press@imap.a.ee/INBOX", "a mailbox is named as imaps://user@host/folder"),
        ("imaps://imap.a.ee/INBOX", "a mailbox is named as imaps://user@host/folder"),
        ("imaps://a:b@imap.a.ee/", "an address with a password would be written into the ledger"),
        ("imaps://a@imap.a.ee/Press lists", "an address holds no spaces, quotes or brackets"),
    ],
)
def test_a_mailbox_has_a_user_and_no_password(url, fault):
    """Over TLS alone; what is secret stands elsewhere."""
    assert fault_of("mail", url) == fault


def test_archives_are_files():
    """They have a path, as folders of texts do."""
    assert fault_of("warc", "/srv/crawls") == ""
    assert fault_of("warc", "https://a.ee/x.warc") == "a warc channel has a path, not a web address"
