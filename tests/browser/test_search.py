"""The query line and watches, as a visitor uses them."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.visiting import Visitor, tab
from tests.serving import serving

from vedette.alerts import Channel
from vedette.desk import running
from vedette.desk.settings import Settings
from vedette.web import app


def test_the_query_line_completes_by_keyboard_alone(visitor: Visitor) -> None:
    """Down opens and chooses, Enter takes, Escape closes, and Enter asks."""
    page = visitor.go("/search")
    line = page.get_by_role("combobox", name="Query")
    line.focus()
    line.press_sequentially("kin")
    offers = page.get_by_role("listbox", name="What may stand here")
    expect(offers.get_by_role("option")).to_have_count(1)
    line.press("ArrowDown")
    line.press("Enter")
    expect(line).to_have_value("kind:")
    expect(offers.get_by_role("option").first).to_contain_text("assassination")
    line.press_sequentially("sab")
    expect(offers.get_by_role("option")).to_have_count(1)
    assert visitor.violations() == []
    assert visitor.wide() == 0
    line.press("ArrowDown")
    line.press("Tab")
    expect(line).to_have_value("kind:sabotage ")
    line.press_sequentially("pl")
    expect(offers).to_be_visible()
    line.press("Escape")
    expect(offers).to_be_hidden()
    line.press("Backspace")
    line.press("Backspace")
    line.press("Escape")
    line.press("Enter")
    page.wait_for_url(re.compile(r"q=kind"))
    expect(page.locator(".hits li").first).to_be_visible()


def test_an_offer_is_taken_by_a_tap(visitor: Visitor) -> None:
    """The line goes on behind it, and keeps the focus."""
    page = visitor.go("/incidents")
    line = page.get_by_role("combobox", name="Query")
    line.press_sequentially("country:pola")
    page.get_by_role("option", name="PL Poland").click()
    expect(line).to_have_value("country:PL ")
    expect(line).to_be_focused()


def test_one_question_goes_from_list_to_list(visitor: Visitor) -> None:
    """Articles, findings and incidents under one line, and every page can be read."""
    page = visitor.go("/search?q=place:PL+rail")
    assert visitor.violations() == []
    for name in ("Findings", "Incidents", "Articles"):
        page.get_by_label("The same question elsewhere").get_by_role("link", name=name).click()
        expect(page.get_by_label("Query", exact=True)).to_have_value("place:PL rail")
        assert visitor.wide() == 0


def test_a_line_that_cannot_be_read_is_mended_where_it_stands(visitor: Visitor) -> None:
    """The fault is told beside the line, which keeps its words."""
    visitor.page.goto(f"{visitor.at}/search?q=knd:arson")
    alert = visitor.page.get_by_role("alert")
    expect(alert).to_contain_text("did you mean kind:")
    expect(visitor.page.get_by_label("Query", exact=True)).to_have_value("knd:arson")
    assert visitor.violations() == []
    # The browser says of its own accord that the page was answered with 400.
    visitor.wrong = [one for one in visitor.wrong if "400" not in one]


def test_a_search_works_without_scripts(chromium: Browser, desk: str) -> None:
    """The line is a field, its answer a page."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk}/search")
    page.get_by_label("Query", exact=True).fill("kind:sabotage")
    page.get_by_role("button", name="Ask").click()
    assert page.locator(".hits li").count() > 0
    context.close()


# ── watches ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def own(
    chromium: Browser, size: tuple[int, int], sample: Settings, tmp_path: Path
) -> Iterator[Visitor]:
    """Open a tab on a live desk of one's own, which holds what the sample does."""
    shutil.copy(sample.sample_url.removeprefix("sqlite:///"), tmp_path / "ledger.sqlite")
    settings = replace(
        sample,
        ledger=f"sqlite:///{tmp_path}/ledger.sqlite",
        channels=(Channel(name="duty", kind="file", recipients=("out.jsonl",)),),
    )
    live = running.live_desk(settings, running.sample_sources())
    last = max(line.known for line in live.stream().lines)
    live._now = lambda: last  # noqa: SLF001  # the sample's days are long past
    site = app(live, None, host="127.0.0.1", port=0)
    with closing(live), serving(site) as at, tab(chromium, size, at) as one:
        yield one
        assert one.wrong == []


def test_a_watch_on_an_area_is_tried_kept_and_switched(own: Visitor) -> None:
    """Before it is switched on, the page says how many alerts it would have sent."""
    page = own.go("/watches")
    assert own.violations() == []
    page.get_by_label("Name", exact=True).fill("north")
    page.get_by_role("combobox", name="Query line").fill("-kind:espionage")
    page.get_by_label("Area, if you wish").fill("10,45,30,65")
    page.get_by_role("checkbox", name="duty", exact=True).check()
    page.get_by_role("button", name="Try it on the last 90 days").click()
    status = page.locator(".preview .verdict")
    expect(status).to_contain_text(re.compile(r"[1-9]\d* alerts? on [1-9]\d* incidents?"))
    assert own.violations() == []
    assert own.wide() == 0
    page.get_by_label("Your name").fill("Ann")
    page.get_by_role("button", name="Keep and switch on").click()
    row = page.locator(".watches tbody tr")
    expect(row).to_contain_text("bbox:10,45,30,65 -kind:espionage")
    expect(row).to_contain_text("by Ann")
    assert own.violations() == []
    row.get_by_role("button", name="Switch north off").click()
    expect(page.get_by_role("link", name="Try north and switch it on")).to_be_visible()
    assert own.wide() == 0
