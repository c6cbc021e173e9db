"""The desk in another language, in a browser: it fits, reads for everybody, and is chosen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.browser.visiting import Visitor, tab

from vedette.web.tongues import gettext, speaking

PAGES = (
    "/", "/wall", "/findings", "/incidents", "/map", "/timeline", "/charts", "/stories", "/alarms",
    "/alerts", "/watches", "/brief", "/foresight", "/pledges", "/forecasts", "/calendar",
    "/sources", "/coverage", "/issues", "/search?q=railway", "/review", "/handover", "/help",
    "/keys", "/add", "/start",
)  # fmt: skip


@pytest.fixture
def reader(chromium: Browser, size: tuple[int, int], desk: str) -> Iterator[Visitor]:
    """Open a tab of somebody who has chosen Ukrainian, on a desk that must show no error."""
    with tab(chromium, size, desk) as one:
        origin = "/".join(desk.split("/")[:3])
        one.page.context.add_cookies([{"name": "vedette_lang", "value": "uk", "url": origin}])
        yield one
    assert one.wrong == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_in_ukrainian_fits_its_window_and_reads_for_everybody(
    path: str, reader: Visitor
) -> None:
    """Nothing scrolls sideways, and axe-core finds nothing to mend."""
    page = reader.go(path)
    assert page.locator("html").get_attribute("lang") == "uk"
    assert reader.wide() == 0
    assert reader.violations() == []


@pytest.mark.parametrize("noun", ["incidents", "stories", "pledges", "forecasts", "sources"])
def test_so_does_the_page_of_one(noun: str, reader: Visitor) -> None:
    """The first of each list."""
    reader.go(f"/{noun}")
    link = reader.page.locator(f"main a[href*='/{noun}/']").first
    link = link if link.count() else reader.page.locator("main a[href]").first
    reader.go(str(link.get_attribute("href")).removeprefix("/sample"))
    assert reader.wide() == 0
    assert reader.violations() == []


def test_a_language_is_chosen_at_the_foot(visitor: Visitor) -> None:
    """By one button; the page that asked comes back in it, and so do the words of scripts."""
    page = visitor.go("/map")
    page.get_by_role("button", name="Polski").click()
    page.wait_for_url("**/map")
    assert page.locator("html").get_attribute("lang") == "pl"
    with speaking("pl"):
        title = gettext("Map of these incidents; arrows move it, + and − change how close it is")
    page.locator(f'canvas[aria-label="{title}"], [aria-label="{title}"]').first.wait_for()
    page.get_by_role("button", name="English").click()
    page.wait_for_url("**/map")
    assert page.locator("html").get_attribute("lang") == "en"
