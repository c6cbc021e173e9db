"""The first page in a browser: what is new, read, announced; the wall."""

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.visiting import Visitor, tab

from vedette.web.tongues import TONGUES, gettext, speaking

SILENT = "No answer from the desk since %(since)s. What stands here may be out of date."
MONTH = "/?since=2026-03-01T00:00:00Z"


def test_a_line_opens_to_what_put_it_there(visitor: Visitor) -> None:
    """By the keyboard alone: to the line, to its reasons, and on to its incident."""
    page = visitor.go(MONTH)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('.news') !== null")
    first = page.locator(".newses .news").first
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    told = first.locator(".parts").inner_text()
    assert all(name in told for name in ("kind", "harm", "credibility", "turn", "rarity"))
    assert visitor.violations() == []
    assert visitor.wide() == 0
    page.keyboard.press("o")
    page.wait_for_url("**/incidents/*")


def test_the_order_is_that_of_the_figures(visitor: Visitor) -> None:
    """Each line's figures multiply to its sum, and no sum is above the one before."""
    page = visitor.go(MONTH)
    sums = [float(one) for one in page.locator(".parts .sum b").all_text_contents()]
    assert len(sums) > 20
    assert sums == sorted(sums, reverse=True)


def test_read_so_far_is_remembered(visitor: Visitor) -> None:
    """What was read is not shown again; the reader may still ask for more."""
    page = visitor.go(MONTH)
    page.get_by_role("button", name="Read so far").click()
    page.wait_for_load_state()
    assert "Nothing new since" in page.locator("main").inner_text()
    page.get_by_role("link", name="7 days").click()
    page.wait_for_load_state()
    assert page.locator(".newses .news").count() > 3


def test_it_says_the_same_without_scripts(visitor: Visitor) -> None:
    """The page is made by the server; scripts add keys and what is announced."""
    page = visitor.go(MONTH)
    plain = page.context.browser.new_context(java_script_enabled=False)
    other = plain.new_page()
    other.goto(visitor.at + MONTH)
    assert other.locator(".newses .news").count() == page.locator(".newses .news").count()
    told = [one.locator(".newses .n-what").all_inner_texts() for one in (other, page)]
    assert told[0] == told[1]
    plain.close()


def test_what_comes_is_announced_and_moves_nothing(visitor: Visitor) -> None:
    """The number stands in the bar and in the title within two seconds; the lines stay."""
    page = visitor.page
    page.route("**/fresh/incidents**", lambda route: route.fulfill(body="3"))
    visitor.go(MONTH)
    before = page.locator(".newses").inner_text()
    page.locator(".fresh").wait_for(timeout=4000)
    assert page.locator(".fresh").inner_text() == "3 new: show"
    assert page.title().startswith("(3) ")
    assert page.locator(".newses").inner_text() == before


def test_a_wall_is_dark_and_large(visitor: Visitor) -> None:
    """Chosen as a theme it is the first page; it leads out again."""
    page = visitor.go("/")
    page.get_by_role("button", name="Wall").click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("data-theme") == "wall"
    assert page.locator("nav").count() == 0
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
    assert size >= 30
    page.get_by_role("button", name="Leave the wall").click()
    page.wait_for_load_state()
    assert page.locator("nav").count() > 0


@pytest.mark.parametrize("tongue", TONGUES)
def test_a_wall_says_since_when_the_desk_is_silent(
    tongue: str, chromium: Browser, desk: str
) -> None:
    """Not after one load that failed, but after two; an answer takes it back."""
    with tab(chromium, (1440, 900), desk) as visitor:
        page = visitor.page
        page.context.add_cookies([{"name": "vedette_lang", "value": tongue, "url": desk}])
        page.clock.install(time="2026-03-03T14:45:10Z")
        visitor.go("/wall")
        still = page.locator(".wall-still")
        page.route("**/wall", lambda route: route.abort())
        page.clock.run_for(40_000)
        expect(still).to_be_hidden()
        page.clock.run_for(60_000)
        expect(still).to_be_visible()
        with speaking(tongue):
            day = {"en": "Tue 3 Mar 2026", "uk": "вт 3 бер 2026", "pl": "wt 3 mar 2026"}[tongue]
            expect(still).to_have_text(gettext(SILENT, since=f"{day}, 14:45 UTC"))
        assert visitor.violations() == []
        page.unroute("**/wall")
        with page.expect_response("**/wall"):
            page.clock.run_for(30_000)
        page.clock.run_for(2000)
        expect(still).to_be_hidden()
