"""What robots.txt allows, and for how long that is believed."""

from datetime import UTC, datetime, timedelta

import pytest

from vedette.collect.robots import DAY, HOUR, LARGEST, MINUTE, from_answer, renewed, unreachable

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
FILE = b"User-agent: *\nDisallow: /private/\nCrawl-delay: 4\n\nUser-agent: otherbot\nDisallow: /\n"


def test_rules_are_read() -> None:
    """Paths, agents and the delay."""
    rules = from_answer(200, FILE, NOW)
    assert rules.allows("https://example.org/news", "vedette")
    assert not rules.allows("https://example.org/private/x", "vedette")
    assert not rules.allows("https://example.org/news", "otherbot")
    assert rules.delay("vedette") == 4.0
    assert rules.ask_again == NOW + DAY


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_no_file_allows_everything(status: int) -> None:
    """RFC 9309, 2.3.1.3: unavailable means unrestricted."""
    assert from_answer(status, b"Disallow: /", NOW).allows("https://example.org/x", "vedette")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_failing_server_forbids_everything_for_a_while(status: int) -> None:
    """RFC 9309, 2.3.1.4: unreachable means disallowed."""
    rules = from_answer(status, b"", NOW)
    assert not rules.allows("https://example.org/x", "vedette")
    assert rules.ask_again == NOW + HOUR


def test_an_older_copy_stands_in_while_the_file_cannot_be_had() -> None:
    """For a month, no longer; and a fresh file always replaces it."""
    old = from_answer(200, FILE, NOW)
    later = NOW + timedelta(days=2)
    kept = renewed(old, unreachable("reset", later), later)
    assert kept.text == old.text
    assert kept.ask_again == later + MINUTE
    late = NOW + timedelta(days=40)
    assert renewed(old, unreachable("reset", late), late).state == "unreachable"
    assert renewed(old, from_answer(404, b"", later), later).state == "absent"


def test_only_the_start_of_a_huge_file_is_read() -> None:
    """A rule past the limit does not count, and nothing breaks."""
    body = b"# " + b"x" * LARGEST + b"\nUser-agent: *\nDisallow: /\n"
    assert from_answer(200, body, NOW).allows("https://example.org/x", "vedette")


def test_a_delay_of_a_day_is_cut_to_an_hour() -> None:
    """A crawl-delay is a pace, not a ban."""
    rules = from_answer(200, b"User-agent: *\nCrawl-delay: 86400\n", NOW)
    assert rules.delay("vedette") == 3600.0
