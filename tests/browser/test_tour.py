"""The guided tour and the first five minutes, in a browser."""

import pytest
from playwright.sync_api import Browser
from tests.browser.visiting import Visitor

from vedette.web.stops import STOPS

OUTLINED = """() => [...document.querySelectorAll("main *")].some(
  (one) => getComputedStyle(one).outlineStyle === "dashed")"""


@pytest.mark.parametrize("number", range(1, len(STOPS) + 1))
def test_a_stop_shows_what_it_names(number: int, visitor: Visitor) -> None:
    """Something on the page is outlined; it fits the window and reads for everybody."""
    page = visitor.go(f"/tour/{number}")
    assert STOPS[number - 1].look in page.locator(".tour").inner_text()
    assert page.evaluate(OUTLINED)
    assert visitor.wide() == 0
    assert visitor.violations() == []


def test_the_tour_is_walked_by_keys_and_without_scripts(chromium: Browser, desk: str) -> None:
    """From stop to stop by its links alone, and out of it."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk}/tour/1")
    for stop in STOPS[1:]:
        page.locator(".tour [rel=next]").focus()
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        assert stop.title in page.locator(".tour").inner_text()
    page.get_by_role("link", name="Leave the tour").click()
    assert page.locator(".tour").count() == 0
    context.close()


def test_the_first_steps_fit_and_read(visitor: Visitor) -> None:
    """With the choice of sources open, and with the lines that it makes."""
    page = visitor.go("/start")
    page.locator(".starting summary").click()
    page.locator("[name=country][value=EE]").check()
    assert visitor.violations() == []
    page.get_by_role("button", name="Show the lines").click()
    page.wait_for_load_state()
    assert 'countries = ["EE"]' in page.locator(".lines").first.inner_text()
    assert visitor.wide() == 0
    assert visitor.violations() == []
