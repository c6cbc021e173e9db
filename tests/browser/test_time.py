"""The line of time and the charts, as a reader uses them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.browser.visiting import Visitor, tab
from tests.serving import serving
from tests.web.small import SmallDesk

from vedette.web import app


def test_a_drag_over_bars_chooses_days(visitor: Visitor) -> None:
    """A mouse drags; a touch or a key opens one bar, as without scripts."""
    page = visitor.go("/timeline?since=2026-03-01&until=2026-03-22")
    bars = page.locator("[data-timeline] svg").first.locator(".back")
    first, last = bars.nth(3).bounding_box(), bars.nth(9).bounding_box()
    page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] / 2, last["y"] + 20, steps=6)
    page.mouse.up()
    page.wait_for_url("**since=2026-03-04&until=2026-03-10")
    assert visitor.wide() == 0
    page.get_by_role("link", name="Map").last.click()
    page.wait_for_url("**/map?since=2026-03-04&until=2026-03-10")


def test_a_bar_opens_its_day_by_the_keyboard(visitor: Visitor) -> None:
    """Down to the hours."""
    page = visitor.go("/timeline?since=2026-03-01&until=2026-03-22")
    bar = page.locator("a[data-since='2026-03-05']").first
    bar.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**since=2026-03-05&until=2026-03-05")
    assert page.get_by_text("by hour, UTC").is_visible()
    assert visitor.violations() == []


@pytest.fixture
def full(chromium: Browser, size: tuple[int, int]) -> Iterator[Visitor]:
    """Visit a desk that has a past, pledges with figures, and forecasters."""
    site = app(SmallDesk(), None, host="127.0.0.1", port=0)
    with serving(site) as at, tab(chromium, size, at) as one:
        yield one
        assert one.wrong == []


RED = """([...document.querySelectorAll("[data-chart=band] .plot canvas")]).filter((canvas) => {
  const probe = document.createElement("i");
  probe.style.color = "var(--accent)";
  document.body.append(probe);
  const [r, g, b] = getComputedStyle(probe).color.match(/\\d+/g).map(Number);
  probe.remove();
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  for (let n = 0; n < data.length; n += 4) {
    const off = Math.abs(data[n] - r) + Math.abs(data[n + 1] - g) + Math.abs(data[n + 2] - b);
    if (off < 30 && data[n + 3] > 200) return true;
  }
  return false;
}).length"""
"""How many charts of series have a ring in the colour of alarms."""


@pytest.mark.parametrize("word", ["yes", "так"])
def test_a_week_whose_table_tells_of_an_alarm_is_ringed(full: Visitor, word: str) -> None:
    """In whichever language the table tells it."""
    page = full.go("/charts")
    page.wait_for_selector("[data-drawn]")
    assert page.evaluate(RED) == 0
    last = page.locator("[data-chart=band] tbody tr").last.locator("td").last
    last.evaluate("(cell, word) => { cell.textContent = word; }", word)
    page.evaluate("document.documentElement.dataset.theme = 'light'")  # all is drawn anew
    page.wait_for_function(f"{RED} === 1")


def test_charts_are_drawn_from_their_tables(full: Visitor) -> None:
    """Each has its figures behind it; none scrolls sideways."""
    page = full.go("/charts")
    page.wait_for_selector("[data-drawn]")
    assert page.locator("[data-chart=band] .plot canvas").count() >= 1
    assert page.locator("[data-chart=band] tbody tr").first.locator("td").count() == 6
    assert page.locator("[data-chart=path] .plot canvas").count() >= 1
    assert full.wide() == 0
    assert full.violations() == []
