"""Help in a browser: what is tapped is explained, keys lead on, and nothing needs a script."""

import pytest
from playwright.sync_api import Browser
from tests.browser.visiting import Visitor

FIRST = ".affair .sign-tap"


@pytest.mark.parametrize("path", ["/help", "/keys", "/add"])
def test_a_page_fits_its_window_and_reads_for_everybody(path: str, visitor: Visitor) -> None:
    """Nothing scrolls sideways, and axe-core finds nothing to mend."""
    visitor.go(path)
    assert visitor.wide() == 0
    assert visitor.violations() == []


def test_a_sign_is_explained_at_a_tap(visitor: Visitor) -> None:
    """By pointer and by key: it opens, reads for everybody, leads to the glossary, and closes."""
    page = visitor.go("/incidents")
    sign = page.locator(FIRST).first
    box = page.locator(f"#{sign.get_attribute('popovertarget')}")
    sign.click()
    assert box.is_visible()
    assert visitor.violations() == []
    page.keyboard.press("Escape")
    assert not box.is_visible()
    sign.focus()
    page.keyboard.press("Enter")
    assert box.is_visible()
    box.get_by_role("link").click()
    page.wait_for_url("**/help#*")
    assert page.locator(":target dd").is_visible()


def test_it_is_explained_without_scripts(chromium: Browser, desk: str) -> None:
    """The browser opens the box itself; the list of keys is a page."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk}/incidents")
    sign = page.locator(FIRST).first
    sign.click()
    assert page.locator(f"#{sign.get_attribute('popovertarget')}").is_visible()
    page.goto(f"{desk}/keys")
    page.locator("main").get_by_role("link", name="Incidents").click()
    assert page.url == f"{desk}/incidents"
    context.close()


def test_two_keys_lead_to_a_page(visitor: Visitor) -> None:
    """Not while somebody types, and only where the list says so."""
    page = visitor.go("/findings")
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/incidents")
    page.locator("#q").focus()
    page.keyboard.press("g")
    page.keyboard.press("n")
    assert page.locator("#q").input_value() == "gn"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    assert visitor.violations() == []
