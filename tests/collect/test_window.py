"""What of a site's sitemaps is looked at: the newest, by every date that is told."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from vedette.collect.urlset import Child
from vedette.collect.window import FILES, Window, articles, chosen, sorted_out, window
from vedette.records import Entry

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
SEEN = window(NOW, None)


def child(name, changed=None):
    """A sitemap of the site, changed so many days ago."""
    moment = None if changed is None else NOW - timedelta(days=changed)
    return Child(url=f"https://news.example/{name}", changed=moment)


def page(path, **dates):
    """An address of the site."""
    link = f"https://news.example{path}"
    return Entry(key=link, link=link, **dates)


def names(children):
    """What was chosen, in order."""
    return [one.url.removeprefix("https://news.example/") for one in children]


def test_the_sitemap_of_news_is_enough():
    """The host's own name does not make everything news."""
    index = [child("post-1.xml", 0), child("google-news.xml", 0), child("newsletter.xml", 0)]
    assert names(chosen(index, SEEN)) == ["google-news.xml"]
    assert names(chosen(index, SEEN, news=False))[0] == "post-1.xml"


def test_files_that_did_not_change_lately_are_not_asked():
    """A thousand files, of which two changed."""
    index = [child(f"s{n}.xml", 400 - n) for n in range(398)] + [
        child("x.xml", 2),
        child("y.xml", 1),
    ]
    assert names(chosen(index, SEEN)) == ["y.xml", "x.xml"]


def test_without_changes_the_date_in_the_name_tells():
    """Days, months and years, with and without marks between them."""
    index = [child(n) for n in ("2019.xml", "s-2025-10.xml", "s-2025-11.xml", "s.xml?d=20251119")]
    assert names(chosen(index, SEEN)) == ["s-2025-11.xml", "s.xml?d=20251119"]


def test_without_any_date_the_last_numbers_count():
    """Only so many: the rest of a huge site stays unasked."""
    index = [child(f"posts-{n}.xml") for n in range(1, 1001)]
    assert names(chosen(index, SEEN)) == [f"posts-{n}.xml" for n in range(1000, 1000 - FILES, -1)]


def test_pictures_and_writers_are_left_aside():
    """Unless there is nothing else."""
    index = [child("image-1.xml", 0), child("authors.xml", 0), child("post.xml", 0)]
    assert names(chosen(index, SEEN)) == ["post.xml"]
    assert names(chosen(index[:1], SEEN)) == ["image-1.xml"]


def test_the_window_grows_with_the_time_away():
    """Up to a month; then a backfill is wanted."""
    assert window(NOW, None).since == NOW - timedelta(days=3)
    assert window(NOW, NOW - timedelta(days=9)).since == NOW - timedelta(days=10)
    assert window(NOW, NOW - timedelta(days=900)).since == NOW - timedelta(days=30)


def test_a_bare_day_counts_with_all_its_hours():
    """A change on the day on which the window begins may lie in it."""
    seen = Window(since=datetime(2025, 11, 17, 12, tzinfo=UTC))
    assert seen.holds(datetime(2025, 11, 17, tzinfo=UTC))
    assert not seen.holds(datetime(2025, 11, 17, 1, tzinfo=UTC))
    assert not seen.holds(datetime(2025, 11, 16, tzinfo=UTC))


@pytest.mark.parametrize(
    "last",
    [
        datetime(9999, 12, 31, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(-timedelta(hours=5))),
    ],
)
def test_a_day_after_which_there_is_none_counts(last):
    """Some sites write the last one of all where something never ends."""
    assert Window(since=NOW).holds(last)
    found = sorted_out([page("/terms", updated=last), page("/cable", updated=NOW)], SEEN)
    assert [one.link[20:] for one in found.dated] == ["/terms", "/cable"]


def test_addresses_are_dated_by_change_publication_or_path():
    """What has no date at all can only be told at a second look."""
    day = timedelta(days=1)
    found = sorted_out(
        [
            page("/a", updated=NOW - day),
            page("/b", updated=NOW - 9 * day),
            page("/c", published=NOW - day),
            page("/2025/11/19/d"),
            page("/2024/11/19/e"),
            page("/2025/11/f"),
            page("/g-2031"),
        ],
        SEEN,
    )
    assert [one.link[-2:] for one in found.dated] == ["/a", "/c", "/d"]
    assert [one.link[20:] for one in found.undated] == ["/2025/11/f", "/g-2031"]


def test_one_date_for_all_is_no_date():
    """Some sites stamp every address with the moment at which the file was made."""
    pages = [page(f"/{n}", updated=NOW) for n in range(20)]
    assert sorted_out(pages, SEEN).dated == ()
    assert len(sorted_out(pages, SEEN).undated) == 20
    assert len(sorted_out(pages[:3], SEEN).dated) == 3


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", False),
        ("/?p=7", True),
        ("/news", False),
        ("/news/2025/cable", True),
        ("/news/photo.jpg", False),
        ("/about", True),
    ],
)
def test_homes_sections_and_pictures_are_no_articles(path, kept):
    """A section is an address below which others lie."""
    others = [page("/news/2025/port"), page("/news/2025/other")]
    links = {one.link for one in articles([page(path), *others], home="https://news.example")}
    assert (f"https://news.example{path}" in links) is kept


def test_other_sites_are_not_followed():
    """Nor anything that a declared pattern does not find."""
    pages = [page("/a/1"), page("/b/2"), Entry(key="x", link="https://other.example/a/1")]
    assert len(articles(pages, home="https://www.news.example/")) == 2
    assert [p.link[-2:] for p in articles(pages, home="https://news.example", pattern="/a/")] == [
        "/1"
    ]
