"""The line of time: a period in lanes, and what lies in it."""

import re

from vedette.desk import Ask


def test_a_day_is_shown_by_its_hours(client):
    """Bars of hours lead nowhere closer."""
    page = client.get("/timeline?since=2025-11-20&until=2025-11-20").text
    assert "by hour, UTC" in page
    assert "data-since=" not in page


def test_bars_open_their_days_under_the_same_filters(client):
    """A link is a view."""
    page = client.get("/timeline?kind=sabotage&since=2025-11-01&until=2025-11-30").text
    assert "by day, UTC" in page
    opened = "/timeline?kind=sabotage&amp;since=2025-11-20&amp;until=2025-11-20"
    assert f'href="{opened}" data-since="2025-11-20"' in page
    assert page.count("data-since=") == 4 * 30
    for path in ("incidents", "map", "charts"):
        assert f'href="/{path}?kind=sabotage&amp;since=2025-11-01&amp;until=2025-11-30"' in page


def test_without_a_period_it_shows_what_there_is_and_a_quarter_ahead(client):
    """From the first incident on."""
    page = client.get("/timeline").text
    assert re.search(r"Incidents</b> [1-9]", page)
    assert "Earlier" in page
    assert "Farther" in page


def test_what_falls_due_stands_in_its_days(client):
    """A pledge due in 2030 is not of this week, and is of its year."""
    assert (
        "No pledge and no forecast."
        in client.get("/timeline?since=2020-01-01&until=2020-01-31").text
    )
    page = client.get("/timeline?since=2025-01-01&until=2040-12-31").text
    assert "by year, UTC" in page
    assert re.search(r"Pledges due</b> [1-9]", page)


def test_statements_are_counted_whatever_they_are_about(client, live):
    """By the day on which they became known."""
    said = live.count(Ask(types=frozenset({"statement"}))).total
    page = client.get("/timeline?since=2025-11-01&until=2025-12-30").text
    assert f"Statements</b> {said}" in page
