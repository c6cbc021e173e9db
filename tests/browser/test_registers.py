"""The registers at a desk of one's own: their forms, on a desk and on a phone."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.visiting import tab


@pytest.mark.parametrize("noun", ["pledges", "forecasts", "calendar"])
def test_what_is_set_straight_fits_and_reads_for_everybody(
    noun: str, chromium: Browser, size: tuple[int, int], own: str
) -> None:
    """With every form open nothing scrolls sideways, and axe-core finds nothing to mend."""
    with tab(chromium, size, own) as visitor:
        page = visitor.go(f"/{noun}?since=2020-01-01" if noun == "calendar" else f"/{noun}")
        if noun != "calendar":
            link = page.locator(f"main a[href^='/{noun}/']").first.get_attribute("href")
            page = visitor.go(str(link))
        assert page.locator("details.correcting").count()
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        if there := os.environ.get("VEDETTE_TEST_PICTURES"):
            page.screenshot(path=Path(there) / f"{noun}-{size[0]}.png", full_page=True)
        assert visitor.wide() == 0
        assert visitor.violations() == []
        assert visitor.wrong == []


def test_a_note_on_a_pledge_is_left_and_taken_back(chromium: Browser, own: str) -> None:
    """By the form, with a name and a reason; it stands below then, and goes by its button."""
    with tab(chromium, (1440, 900), own) as visitor:
        page = visitor.go("/pledges")
        link = page.locator("main tr:has-text('report') a[href^='/pledges/']").first
        page = visitor.go(str(link.get_attribute("href")))
        page.locator("details.correcting summary").click()
        form = page.locator("#straightening")
        form.locator("[name=author]").fill("Dana")
        form.locator("[name=reason]").fill("ask the ministry in March")
        form.locator("button[value=note]").click()
        expect(page.locator("#decisions")).to_contain_text("ask the ministry in March")
        page.locator("#withdrawing [name=author]").fill("Dana")
        page.get_by_role("button", name="Take back").first.click()
        expect(page.locator("#decisions")).to_contain_text("withdrawn by Dana")
        assert visitor.wrong == []
