"""Ten tasks and four hours of a day, walked by somebody who knows only what is on the screen.

`docs/tasks.md` says how many steps and words each takes; here it is counted again.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, expect
from tests.browser.visiting import Visitor, tab
from tests.browser.walking import Walker
from tests.serving import serving
from tests.web.small import SmallDesk

from vedette.web import app

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "tasks.md"
ROW: Final = re.compile(r"^\| ([^|]+?) \| [^|]+ \| (\d+) and (\d+) \|", re.MULTILINE)
DESKTOP, PHONE = (1440, 900), (390, 844)


def counted() -> dict[str, tuple[int, int]]:
    """The steps and words that the page says each task takes now."""
    listed = ROW.findall(PAGE.read_text("utf-8"))
    return {name: (int(steps), int(words)) for name, steps, words in listed}


@pytest.fixture
def walker(chromium: Browser, own: str) -> Iterator[Walker]:
    """A newcomer at the first page of a desk of his own, before a large window."""
    with tab(chromium, DESKTOP, own) as one:
        yield Walker(one).start()
        assert one.wrong == []


def lines(walker: Walker) -> Locator:
    """The incidents of a list."""
    return walker.page.locator(".affairs .affair")


def sought(walker: Walker, words: str, title: str) -> None:
    """Find an incident by words that he remembers."""
    walker.type(walker.page.get_by_label("Search the articles"), words).key("Enter")
    walker.click(
        walker.page.locator(".found-incidents li", has_text=title).get_by_role("link").first
    )


def find(walker: Walker) -> None:
    """Look for the incident with the signalling cabinets at Łuków."""
    sought(walker, "signalling cabinets", "Łuków")
    expect(walker.page.locator("h1")).to_contain_text("Łuków")


def accused(walker: Walker) -> None:
    """Look who accused whom first of what was done to the water utility of Jelgava."""
    walker.type(walker.page.get_by_label("Search the articles"), "utility Jelgava").key("Enter")
    same = walker.page.get_by_label("The same question elsewhere")
    walker.click(same.get_by_role("link", name="Incidents"))
    row = lines(walker).filter(has_text="attributed by").first
    walker.click(row.locator(".what a").first)
    walker.click(walker.page.locator(".about-it a[href='#charges']"))
    first = walker.page.locator("#charges li").first
    expect(first).to_be_in_viewport()
    moments = walker.page.locator("#charges .meta").all_inner_texts()
    days = [int(re.search(r"(\d+) Mar", one)[1]) for one in moments]  # type: ignore[index]
    assert days == sorted(days)


def differing(walker: Walker) -> None:
    """Look of which incident sources differ about the place, and who says what."""
    walker.link("Incidents")
    walker.click(walker.page.locator(".by-differs").get_by_role("link", name="place"))
    expect(lines(walker)).to_have_count(1)
    walker.click(lines(walker).locator(".what a").first)
    walker.link("they differ on")
    told = walker.page.locator("#disagreements")
    expect(told.get_by_role("heading", name="Place")).to_be_in_viewport()


def drawn(walker: Walker) -> None:
    """Be told of what happens in an area of the map."""
    page = walker.link("Map").page
    page.wait_for_selector(".atlas[data-ready]", timeout=30_000)
    walker.button("Draw an area").drag(page.locator(".drawing"), (0.4, 0.3), (0.7, 0.7))
    expect(page.locator(".of-area output")).to_contain_text("in the area")
    walker.link("Watch this area")
    expect(page.locator("#preview .verdict")).to_be_visible()
    walker.type(page.get_by_label("Your name"), "Dana").button("Keep and switch on")
    expect(page.locator("table.watches")).to_contain_text("bbox:")


def kind(walker: Walker) -> None:
    """The buoys off Kotka were no sabotage: correct the kind, and see that it stands."""
    sought(walker, "buoys Kotka", "Kotka")
    page = walker.page
    walker.click(page.get_by_text("Correct it, or leave a note"))
    form = page.locator("#correcting")
    walker.type(form.get_by_label("Your name"), "Dana")
    walker.type(form.get_by_label("Why"), "stolen")
    walker.choose(form.get_by_label("Kind"), "vandalism").button("Set the kind")
    expect(page.locator("h1")).to_contain_text("Vandalism")
    expect(page.locator("#decisions")).to_contain_text("kind set to vandalism")


def merged(walker: Walker) -> None:
    """The red paint at Rakvere and the one filed under Võru are one."""
    page = walker.link("Incidents").page
    before = lines(walker).count()
    for place in ("Rakvere", "Võru"):
        row = lines(walker).filter(has=page.locator(".place", has_text=place))
        walker.click(row.get_by_role("checkbox").first)
    walker.type(page.locator("#choosing").get_by_label("Your name"), "Dana")
    walker.button("Merge into one")
    expect(page.locator("#decisions")).to_contain_text("all tell of one incident")
    page.goto(f"{walker.visitor.at}/incidents")
    expect(lines(walker)).to_have_count(before - 1)


def due(walker: Walker) -> None:
    """Look which forecasts fall due in December 2026."""
    page = walker.link("Foresight").click(walker.page.locator(".under a", has_text="Fore")).page
    walker.type(page.get_by_label("Due from"), "2026-12-01")
    walker.type(page.get_by_label("Due before"), "2027-01-01")
    walker.button("Filter")
    rows = page.locator("table tbody tr[data-row]")
    assert rows.count() > 0
    assert all("Dec 2026" in one for one in rows.all_inner_texts())


def stix(walker: Walker) -> None:
    """Hand an incident on as STIX."""
    walker.link("Incidents").click(lines(walker).first.locator(".what a").first)
    with walker.page.expect_download() as told:
        walker.link("STIX")
    assert b'"type": "bundle"' in Path(told.value.path()).read_bytes().replace(b'":"', b'": "')


def blind(walker: Walker) -> None:
    """Look which sources are blind, and since when."""
    walker.link(re.compile("Sources .* blind"))
    states = walker.page.locator("tbody .c-state")
    assert states.count() > 0
    expect(states.first).to_contain_text("since")


TASKS: Final[dict[str, Callable[[Walker], None]]] = {
    "Find the incident": find,
    "Who accused whom first": accused,
    "Which sources disagree about the place": differing,
    "Make a watch on a drawn area": drawn,
    "Correct a kind": kind,
    "Merge two incidents": merged,
    "Which forecasts fall due in a month": due,
    "Export to STIX": stix,
    "Which sources are blind": blind,
}


@pytest.mark.parametrize("task", TASKS)
def test_a_task_takes_what_the_page_says(walker: Walker, task: str) -> None:
    """As many steps and words, no page on the way is wider than its window, none has an error."""
    TASKS[task](walker)
    assert walker.took == counted()[task], task
    assert walker.visitor.wide() == 0
    assert walker.visitor.violations() == []


@pytest.fixture
def past(chromium: Browser) -> Iterator[Visitor]:
    """Visit a desk that has a past, and so an alarm."""
    site = app(SmallDesk(), None, host="127.0.0.1", port=0)
    with serving(site) as at, tab(chromium, DESKTOP, at) as one:
        yield one
        assert one.wrong == []


def test_why_something_is_an_alarm(past: Visitor) -> None:
    """What was counted, what was expected, how rare that is, and the incidents themselves."""
    walker = Walker(past).start().link("Alarms")
    row = past.page.locator("table.alarms tbody tr").first
    for told in ("4 in 3 days", "0.31", "0 to 2", "years"):
        expect(row).to_contain_text(told)
    walker.click(row.locator(".counted a").first)
    assert "/incidents/" in past.page.url
    assert walker.took == counted()["Why is this an alarm"]


# ── four hours of a day ─────────────────────────────────────────────────────────────────────────

A_MINUTE: Final = 200
"""Words that are read in a minute."""
HOUR: Final = re.compile(
    r"^\| ([^|]+?) \| [^|]+ \| (\d+) and (\d+) \| (\d+) and (\d+) \|", re.MULTILINE
)
WIDTHS: Final = pytest.mark.parametrize("width", [DESKTOP, PHONE], ids=["desktop", "phone"])


def takes(name: str, width: tuple[int, int]) -> tuple[int, int]:
    """The steps and words that the page says an hour takes, at a desk or on a phone."""
    told = {one[0]: tuple(map(int, one[1:])) for one in HOUR.findall(PAGE.read_text("utf-8"))}
    steps, words = told[name][:2] if width == DESKTOP else told[name][2:]
    return steps, words


@contextmanager
def walking(chromium: Browser, width: tuple[int, int], at: str) -> Iterator[Walker]:
    """A newcomer before a window of a width, whose pages fit it and have no error."""
    with tab(chromium, width, at) as one:
        yield Walker(one)
        assert one.wide() == 0
        assert one.violations() == []
        assert one.wrong == []


@WIDTHS
def test_the_morning_brief_is_read_in_ten_minutes(
    chromium: Browser, own: str, width: tuple[int, int]
) -> None:
    """No more words are in it than that; what it tells of opens, and it is one step back."""
    with walking(chromium, width, own) as walker:
        walker.start("/brief?week=2026-03-22")
        page, brief = walker.page, walker.page.url
        words = len(page.locator("main").inner_text().split())
        assert 100 < words < 10 * A_MINUTE
        walker.start().link("Brief")
        expect(page.get_by_role("link", name="Week", exact=True)).to_have_attribute(
            "aria-current", "page"
        )
        walker.start("/brief?week=2026-03-22")
        walker.click(page.locator(".brief li a").first)
        expect(page.locator(".sentence")).to_be_in_viewport()
        page.go_back()
        assert page.url == brief
        assert walker.took == takes("The brief at 07:30", width)


def judged(walker: Walker) -> None:
    """Take an incident on that an alert leads to: from its first screen, in a tap or two."""
    page = walker.page
    walker.link("Nobody has taken it on.")
    duty = page.locator("#duty")
    expect(duty.get_by_label("Your name").first).to_be_in_viewport()
    expect(duty.get_by_role("button", name="Acknowledge")).to_be_in_viewport()
    walker.type(duty.get_by_label("Your name").first, "Dana")
    walker.click(duty.get_by_role("button", name="Acknowledge"))
    expect(page.locator("#duty")).to_contain_text("taken on by Dana")


@WIDTHS
def test_an_alert_at_night_is_judged(chromium: Browser, own: str, width: tuple[int, int]) -> None:
    """What, where and how surely stand on the first screen; then it is assigned, and noted."""
    with walking(chromium, width, own) as walker:
        page = walker.start("/incidents").page
        where = lines(walker).first.locator(".what a").first.get_attribute("href")
        walker.start(str(where))
        for seen in (page.locator(".sentence"), page.get_by_text("Nobody has taken it on.").first):
            box = seen.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= width[1]
        judged(walker)
        assert walker.took == takes("An alert at 02:00", width)
        before = walker.took
        walker.type(page.locator("#duty").get_by_label("Assign to"), "Piotr")
        walker.click(page.locator("#duty").get_by_role("button", name="Assign"))
        expect(page.locator("#duty")).to_contain_text("for Piotr")
        walker.click(page.get_by_text("Correct it, or leave a note"))
        walker.type(page.locator("#correcting").get_by_label("Why"), "rang the port")
        walker.button("Leave it as a note")
        expect(page.locator("#decisions")).to_contain_text("Dana")
        expect(page.locator("#decisions")).to_contain_text("rang the port")
        assert (walker.steps - before[0], walker.words - before[1]) == (5, 4)


def test_a_box_that_was_left_empty_is_shown(chromium: Browser, own: str) -> None:
    """Nothing is sent without a name, nor assigned to nobody; without scripts a page leads back."""
    with tab(chromium, PHONE, own) as one:
        walker = Walker(one).start("/incidents")
        page = walker.click(lines(walker).first.locator(".what a").first).page
        there, duty = page.url, page.locator("#duty")
        for button, label in (("Acknowledge", "Your name"), ("Assign", "Assign to")):
            duty.get_by_role("button", name=button).click()
            expect(duty.get_by_label(label).first).to_be_focused()
            page.keyboard.type("Dana")
        duty.get_by_label("Assign to").fill("")
        duty.get_by_role("button", name="Put off").click()
        expect(page.locator("#duty")).to_contain_text("put off until")
        assert page.url.split("#")[0] == there
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(there)
    page.locator("#taking").get_by_label("Your name").fill("Dana")
    page.locator("#duty").get_by_role("button", name="Assign").click()
    page.get_by_role("link", name="Back to where you were").click()
    assert page.url == there
    context.close()


@WIDTHS
def test_whether_the_week_is_unusual_stands_on_the_first_page(
    chromium: Browser, width: tuple[int, int]
) -> None:
    """The answer itself, without a step; the figures behind it, one step away."""
    site = app(SmallDesk(), None, host="127.0.0.1", port=0)
    with serving(site) as at, walking(chromium, width, at) as walker:
        answer = walker.start().page.locator(".ask-week a")
        expect(answer).to_contain_text("Unusual")
        expect(answer).to_be_in_viewport()
        walker.click(answer)
        expect(walker.page.locator(".verdict").first).to_contain_text("2 to 9 were to be expected")
        assert walker.took == takes("“Is this week unusual?”", width)


@WIDTHS
def test_a_shift_is_handed_over_in_five_minutes(
    chromium: Browser, own: str, width: tuple[int, int]
) -> None:
    """Its page is read and signed; who comes signs too, at a browser of his own."""
    with walking(chromium, width, own) as goes:
        page = goes.start().link("Handover").page
        assert len(page.locator("main").inner_text().split()) < 5 * A_MINUTE
        goes.type(page.get_by_label("What to watch"), "the port")
        goes.type(page.get_by_label("Your name"), "Dana").button("Sign as the shift that goes")
        expect(page.locator(".signatures")).to_contain_text("the port")
        assert goes.took == takes("Handing over", width)
    with walking(chromium, width, own) as comes:
        page = comes.start().link("Handover").page
        comes.click(page.locator(".handed-part").last.get_by_role("link").first)
        comes.type(page.get_by_label("Your name"), "Piotr").button("Sign as the shift that comes")
        expect(page.locator(".signatures")).to_contain_text("Piotr")
        assert comes.took == takes("Taking over", width)


def test_the_four_hours_are_walked_by_keys_alone(chromium: Browser, own: str) -> None:
    """No pointer: to a brief and into what it tells of, an incident taken on, a shift handed on."""
    with tab(chromium, DESKTOP, own) as one:
        page = one.go("/brief?week=2026-03-22")
        press = page.keyboard.press
        press("j")
        press("o")
        page.wait_for_url("**/incidents/*")
        press("a")
        expect(page.locator("#taking").get_by_label("Your name")).to_be_focused()
        page.keyboard.type("Dana")
        press("Escape")
        press("a")
        expect(page.locator("#duty")).to_contain_text("taken on by Dana")
        press("g")
        press("o")
        page.wait_for_url("**/handover")
        while page.evaluate("document.activeElement.name") != "watch":
            press("Tab")
        page.keyboard.type("the port")
        press("Tab")
        press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Sign as the shift that goes"
        press("Enter")
        expect(page.locator(".signatures")).to_contain_text("Dana")
        press("g")
        press("a")
        page.wait_for_url("**/alarms")
        assert one.wrong == []
