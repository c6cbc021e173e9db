"""Incidents that are ticked in a list, over more than one of its pages."""

from playwright.sync_api import Browser, expect
from tests.browser.visiting import tab

DESKTOP = (1440, 900)


def test_ticks_are_kept_from_page_to_page(chromium: Browser, own: str) -> None:
    """Those of another page are counted, go along with the form, and can be let go."""
    with tab(chromium, DESKTOP, own) as one:
        page = one.go("/incidents?limit=3")
        boxes = page.locator(".pick input")
        boxes.nth(0).check()
        boxes.nth(2).check()
        wanted = [str(boxes.nth(n).get_attribute("value")) for n in (0, 2)]
        page.get_by_role("link", name="Older").click()
        page.wait_for_url("**before=3**")
        told = page.locator(".ticked-else")
        expect(told).to_contain_text("On other pages: 2")
        boxes.nth(1).check()
        wanted.append(str(boxes.nth(1).get_attribute("value")))
        assert one.violations() == []
        page.go_back()
        expect(boxes.nth(0)).to_be_checked()
        expect(boxes.nth(1)).not_to_be_checked()
        expect(told).to_contain_text("On other pages: 1")
        page.get_by_role("button", name="Show these alone").click()
        page.wait_for_url("**q=incident**")
        assert all(name in page.url for name in wanted)
        assert boxes.count() == 3
        one.go("/incidents?limit=3&before=3")
        page.get_by_role("button", name="Untick them").click()
        expect(told).to_be_hidden()
        one.go("/incidents?limit=3")
        expect(boxes.nth(0)).not_to_be_checked()
        assert one.wrong == []
