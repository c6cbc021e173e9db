"""The archive keeps the form that the desk, the tutorial and other tests rely on."""

import re
from collections import Counter
from datetime import date
from urllib.parse import urlsplit

import pytest

from vedette import sample

REPORTS = tuple(sample.reports())
FIRST, LAST = date(2026, 3, 2), date(2026, 3, 22)
# The shortest has 94 words, the longest 375.
WORDS = range(60, 401)


def test_there_are_enough_reports_to_tell_a_story():
    """Forty is the least that was promised."""
    assert len(REPORTS) >= 40


def test_reports_come_in_order_of_publication():
    """A replay of the file as it stands is a replay in time."""
    published = [report.published for report in REPORTS]
    assert published == sorted(published)


def test_the_archive_spans_three_weeks():
    """The first day is a Monday, the last the third Sunday after it."""
    days = {report.published.date() for report in REPORTS}
    assert (min(days), max(days)) == (FIRST, LAST)
    assert FIRST.weekday() == 0


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.slug)
class TestEachReport:
    """What holds for every single line."""

    def test_text_opens_with_the_title(self, report):
        """Spans include the title, so it is the first paragraph and only that."""
        title, *paragraphs = report.text.split("\n\n")
        assert title == report.title
        assert paragraphs
        assert all(part == part.strip() and part for part in paragraphs)

    def test_length_is_that_of_a_short_report(self, report):
        """Neither a headline nor a feature."""
        assert len(report.text.split()) in WORDS

    def test_published_has_a_zone(self, report):
        """Without a zone the order of two countries' reports would be a guess."""
        assert report.published.utcoffset() is not None

    def test_it_says_that_it_is_invented(self, report):
        """A line may travel without the README."""
        assert report.note == "invented for demonstration"

    def test_url_belongs_to_the_outlet_and_leads_nowhere(self, report):
        """The reserved top-level domain `example` can never be somebody's site (RFC 2606)."""
        host = urlsplit(report.url).hostname
        assert host == f"{report.source.split('/')[1]}.example"
        assert all(
            urlsplit(address).hostname.endswith(".example")
            for address in re.findall(r"https?://\S+", report.text)
        )

    def test_language_is_english(self, report):
        """Other languages come with coders that read them."""
        assert report.language == "en"


def test_slugs_are_unique():
    """Everything in truth.json points by slug."""
    assert len({report.slug for report in REPORTS}) == len(REPORTS)


def test_only_versions_share_an_address():
    """One address twice means that the publisher changed the text."""
    twice = {url for url, count in Counter(report.url for report in REPORTS).items() if count > 1}
    by_slug = {report.slug: report for report in REPORTS}
    assert twice == {by_slug[edit.first].url for edit in sample.truth().versions}
