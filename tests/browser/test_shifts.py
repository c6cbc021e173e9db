"""Shifts, as a visitor works them: by keys, by clicks, on a phone, and without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.visiting import Visitor, tab

LONG_AGO = "2020-01-01T00:00Z"
NOW = f"/?since={LONG_AGO}"


@pytest.fixture
def analyst(chromium: Browser, size: tuple[int, int], own: str) -> Iterator[Visitor]:
    """Open a tab on a desk of one's own."""
    with tab(chromium, size, own) as one:
        yield one
        assert one.wrong == []


def test_an_incident_is_taken_on_put_off_and_taken_back(analyst: Visitor) -> None:
    """By keys alone from the first page; the incident's page takes it back."""
    page = analyst.go(NOW)
    page.get_by_label("Your name").fill("A. Analyst")
    page.get_by_label("Your name").press("Escape")
    assert analyst.violations() == []
    assert analyst.wide() == 0
    page.keyboard.press("j")
    first = page.locator(".newses .news").first
    expect(first).to_have_class("news at")
    page.keyboard.press("a")
    expect(page.locator(".duty.is-taken").first).to_contain_text("taken on by A. Analyst")
    page.get_by_text("Taking on as A. Analyst").click()
    page.get_by_label("Your name").fill("B. Boss")
    page.locator(".n-why summary").first.click()
    page.locator(".n-why[open]").get_by_role("button", name="Put off").click()
    page.get_by_text("1 put off", exact=True).click()
    expect(page.locator(".asleep .duty.is-put-off")).to_contain_text("by B. Boss")
    assert analyst.violations() == []
    assert analyst.wide() == 0
    page.locator(".asleep .n-what a").click()
    duty = page.locator("#duty")
    expect(duty).to_contain_text("taken on by A. Analyst")
    assert analyst.violations() == []
    assert analyst.wide() == 0
    duty.locator("#taking").get_by_label("Your name").fill("B. Boss")
    duty.get_by_role("button", name="Take back the putting off").click()
    expect(page.locator("#duty")).not_to_contain_text("put off until")


def test_what_waits_is_decided_by_one_key_and_taken_back_by_another(analyst: Visitor) -> None:
    """The next one stands at the same place; the axe finds nothing on any sort."""
    page = analyst.go("/review?only=low")
    assert analyst.violations() == []
    assert analyst.wide() == 0
    count = page.get_by_label("What waits").locator("[aria-current] b")
    before = int(count.inner_text())
    page.get_by_label("Your name").fill("A. Analyst")
    page.get_by_label("Your name").press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    waits = page.locator(".waits")
    expect(waits.nth(1)).to_have_class("waits at")
    name = waits.nth(1).locator("h3").inner_text()
    page.keyboard.press("c")
    expect(page.get_by_role("status")).to_contain_text("it holds, by A. Analyst")
    expect(count).to_have_text(str(before - 1))
    expect(waits.nth(1)).to_have_class("waits at")
    assert analyst.violations() == []
    assert analyst.wide() == 0
    page.keyboard.press("u")
    expect(count).to_have_text(str(before))
    expect(waits.nth(1).locator("h3")).to_have_text(name)
    analyst.go("/review")
    assert analyst.violations() == []
    assert analyst.wide() == 0


def test_one_shift_hands_over_to_the_next(analyst: Visitor) -> None:
    """Who goes signs, who comes signs, and the page stands in the list."""
    page = analyst.go("/handover")
    assert analyst.violations() == []
    assert analyst.wide() == 0
    page.get_by_label("What to watch").fill("the port")
    page.get_by_label("Your name").fill("A. Analyst")
    page.get_by_role("button", name="Sign as the shift that goes").click()
    signatures = page.locator(".signatures")
    expect(signatures).to_contain_text("the port")
    expect(signatures).to_contain_text("nobody has yet")
    assert analyst.violations() == []
    assert analyst.wide() == 0
    page.get_by_label("Your name").fill("B. Boss")
    page.get_by_role("button", name="Sign as the shift that comes").click()
    expect(signatures).to_contain_text("B. Boss")
    expect(page.locator(".as-signed")).to_contain_text("Nobody has taken on")
    page = analyst.go("/handover")
    expect(page.locator(".handed-part").last).to_contain_text("taken over by B. Boss")
    assert analyst.violations() == []


def test_a_brief_is_signed_where_it_is_read(analyst: Visitor) -> None:
    """By a name typed once, edited first; its page says so, and takes the signature back."""
    page = analyst.go("/brief?week=2026-03-17")
    page.get_by_text("Edit it first").click()
    assert analyst.violations() == []
    assert analyst.wide() == 0
    page.get_by_label("Markdown").press("Control+End")
    page.get_by_label("Markdown").press_sequentially("Seen by the duty officer.")
    page.get_by_label("A remark").fill("read to the director")
    page.get_by_label("Your name").fill("A. Analyst")
    page.get_by_role("button", name="Sign this brief").click()
    expect(page.locator(".signatures")).to_contain_text("A. Analyst")
    expect(page.locator(".as-signed")).to_contain_text("Seen by the duty officer.\n\nSigned by A.")
    assert analyst.violations() == []
    assert analyst.wide() == 0
    page.emulate_media(media="print")
    expect(page.locator(".signatures")).to_contain_text("read to the director")
    expect(page.get_by_role("button", name="Take it back")).to_be_hidden()
    page.emulate_media(media="screen")
    analyst.go("/brief?week=2026-03-17")
    expect(page.locator(".brief-by")).to_contain_text("A. Analyst signed this brief")
    expect(page.get_by_label("Your name")).to_have_value("A. Analyst")
    assert analyst.violations() == []
    page.emulate_media(media="print")
    expect(page.locator(".brief-by")).to_be_visible()
    page.emulate_media(media="screen")
    page.locator(".brief-by").get_by_role("link").click()
    page.get_by_label("Why").fill("the port was wrong")
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator(".signatures")).to_contain_text("the port was wrong")
    assert analyst.violations() == []
    analyst.go("/brief?week=2026-03-17")
    expect(page.locator(".brief-by")).to_have_count(0)


def test_taking_on_works_without_scripts(chromium: Browser, own: str) -> None:
    """A form and its buttons."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(own + NOW)
    page.get_by_label("Your name").fill("A. Analyst")
    page.get_by_role("button", name="Acknowledge").first.click()
    page.goto(own + NOW)
    assert "taken on by A. Analyst" in page.inner_text(".newses")
    context.close()
