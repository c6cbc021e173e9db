"""The page of an incident in a browser: its fields by source, as known on a day, on paper."""

import re

import pytest
from playwright.sync_api import Page
from tests.browser.visiting import Visitor


@pytest.fixture
def page(visitor: Visitor) -> Page:
    """Open the incident that most reports tell of."""
    lines = visitor.go("/incidents?limit=100").locator(".affairs .affair").all()
    most = max(lines, key=lambda one: int(one.locator(".tells strong").first.inner_text()))
    href = most.locator(".what a[href*='/incidents/']").first.get_attribute("href")
    return visitor.go(str(href).removeprefix("/sample"))


def test_it_reads_for_everybody(page: Page, visitor: Visitor) -> None:
    """Wide tables scroll in their own frame, and axe-core finds nothing, dark or light."""
    assert visitor.wide() == 0
    assert visitor.violations() == []
    page.get_by_role("button", name="Dark").click()
    page.wait_for_selector("html[data-theme=dark]")
    assert visitor.violations() == []


def test_each_value_opens_its_words(page: Page) -> None:
    """A value of the table leads to the article, with the words marked."""
    link = page.locator(".crossing td a[href*='span=']").first
    link.click()
    page.wait_for_load_state()
    assert page.locator("mark.here").count() >= 1


def test_the_slider_shows_it_as_it_was(page: Page) -> None:
    """Moved to its first day by the keyboard, the address tells the day and less is known."""
    reports = page.locator("#reports .reports > li").count()
    slider = page.locator(".as-of input[type=range]")
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_url(re.compile(r"as_of=\d{4}-\d\d-\d\d"))
    assert "As known at the end of" in page.locator(".as-of").inner_text()
    assert 0 < page.locator("#reports .reports > li").count() < reports
    page.wait_for_function("document.activeElement.type === 'range'", timeout=5000)
    page.keyboard.press("End")
    page.wait_for_url(re.compile(r"/incidents/\w+#as-of$"))
    assert page.locator("#reports .reports > li").count() == reports


def test_it_prints(page: Page) -> None:
    """On paper there are no controls, and the table is whole."""
    page.emulate_media(media="print")
    assert not page.locator(".as-of input[type=range]").is_visible()
    assert not page.locator(".mast nav").is_visible()
    assert page.locator(".crossing").is_visible()


def test_it_leaves_in_every_format(page: Page) -> None:
    """Each link of its head gives a file that is not empty."""
    links = page.locator(".over a[href*='export.']").all()
    names = {one.inner_text() for one in links}
    assert {"STIX", "GeoJSON", "CSV", "Text"} <= names
    for one in links:
        answer = page.request.get(page.url.split("/sample")[0] + str(one.get_attribute("href")))
        assert answer.ok
        assert len(answer.body()) > 100
