"""The masthead: on a phone two lines, and everything within reach of a tap, a key and a reader."""

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.visiting import tab

PHONE, DESKTOP = (390, 844), (1440, 900)
REST = (
    "Map",
    "Alarms",
    "Review",
    "Stories",
    "Findings",
    "Foresight",
    "Sources",
    "Coverage",
    "Issues",
)


@pytest.mark.parametrize("tongue", ["en", "uk", "pl"])
@pytest.mark.parametrize("path", ["/", "/incidents", "/brief", "/handover", "/map"])
def test_it_has_two_lines_on_a_phone(chromium: Browser, own: str, path: str, tongue: str) -> None:
    """In every language of the pages, whichever of them is open."""
    with tab(chromium, PHONE, own) as one:
        one.page.context.add_cookies([{"name": "vedette_lang", "value": tongue, "url": own}])
        page = one.go(path)
        expect(page.locator("html")).to_have_attribute("lang", tongue)
        box = page.locator(".mast").bounding_box()
        assert box is not None
        assert box["height"] <= 96
        nav = page.locator(".mast nav").bounding_box()
        assert nav is not None
        assert nav["height"] <= 34
        assert one.wide() == 0
        assert one.wrong == []


def test_the_rest_is_behind_one_word(chromium: Browser, own: str) -> None:
    """By keys alone: it opens, is walked through, closes, and says that one is there."""
    with tab(chromium, PHONE, own) as one:
        page = one.go("/")
        more = page.locator(".mast").get_by_role("button", name="More")
        rest = page.locator("#mast-rest")
        expect(rest).to_be_hidden()
        more.focus()
        page.keyboard.press("Enter")
        for name in REST:
            expect(rest.get_by_role("link", name=name)).to_be_visible()
        assert one.violations() == []
        page.keyboard.press("Tab")
        expect(rest.get_by_role("link", name="Map")).to_be_focused()
        page.keyboard.press("Escape")
        expect(rest).to_be_hidden()
        more.click()
        rest.get_by_role("button", name="Close").click()
        expect(rest).to_be_hidden()
        more.click()
        rest.get_by_role("link", name="Coverage").click()
        page.wait_for_url("**/coverage")
        expect(page.locator(".mast-tap.is-here")).to_be_visible()
        assert one.wide() == 0
        assert one.wrong == []


def test_it_opens_without_scripts(chromium: Browser, own: str) -> None:
    """The browser does it."""
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": PHONE[0], "height": PHONE[1]}
    )
    page = context.new_page()
    page.goto(own)
    page.locator(".mast-tap").click()
    page.locator("#mast-rest").get_by_role("link", name="Sources").click()
    assert page.url == f"{own}/sources"
    context.close()


def test_a_wide_window_shows_all_in_one_line(chromium: Browser, desk: str) -> None:
    """Nothing is behind a word there, nor is the word; on paper there is neither."""
    with tab(chromium, DESKTOP, desk) as one:
        page = one.go("/")
        for name in REST:
            expect(page.locator(".mast nav").get_by_role("link", name=name)).to_be_visible()
        expect(page.locator(".mast-tap")).to_be_hidden()
        expect(page.locator(".mast-close")).to_be_hidden()
        box = page.locator(".mast").bounding_box()
        assert box is not None
        assert box["height"] <= 64
        page.emulate_media(media="print")
        expect(page.locator(".mast nav")).to_be_hidden()
        assert one.wrong == []
