"""What holds for every page of the desk, in a real browser."""

import pytest
from tests.browser.visiting import Visitor

PAGES = (
    "/", "/?since=2026-03-01T00:00Z", "/wall", "/findings", "/incidents", "/map", "/timeline",
    "/charts", "/stories", "/alarms", "/alerts", "/watches", "/watches?name=a&q=place:PL",
    "/brief", "/foresight", "/pledges", "/forecasts", "/calendar", "/sources", "/coverage",
    "/issues", "/search", "/search?q=railway", "/incidents?q=kind:sabotage+-drill",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_its_window_and_reads_for_everybody(path: str, visitor: Visitor) -> None:
    """Nothing scrolls sideways, and axe-core finds nothing to mend."""
    visitor.go(path)
    assert visitor.wide() == 0
    assert visitor.violations() == []


@pytest.mark.parametrize("noun", ["incidents", "stories", "pledges", "forecasts", "sources"])
def test_so_does_the_page_of_one(noun: str, visitor: Visitor) -> None:
    """The first of each list, followed as a visitor would."""
    first = visitor.go(f"/{noun}").locator("main a[href]").first
    link = visitor.page.locator(f"main a[href*='/{noun.rstrip('s')}']").first
    link = link if link.count() else first
    visitor.go(str(link.get_attribute("href")).removeprefix("/sample"))
    assert visitor.wide() == 0
    assert visitor.violations() == []


def test_what_is_done_with_ticked_lines_stays_in_reach(visitor: Visitor) -> None:
    """Down a long list the form can be clicked: the heads of the columns stand below it."""
    page = visitor.go("/incidents")
    page.locator(".affairs .affair").last.scroll_into_view_if_needed()
    page.locator("#choosing button").first.click(trial=True)
