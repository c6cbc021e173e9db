"""Coming in, being refused, making a token: as one does it, at a desk and on a phone."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser
from tests.browser.visiting import Visitor, tab
from tests.people.conftest import PASSWORD, copied
from tests.serving import serving
from tests.web.small import SmallDesk

from vedette.people import Comer, People, people
from vedette.web import app


def now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file with an administrator and a reader."""
    path = tmp_path_factory.mktemp("people") / "drafted"
    with closing(people(path, now)) as made:
        made.invitations.accept(made.first(), "Admin", PASSWORD)
        made.accounts.add("Reader", "reader", by="Admin")
        made.invitations.accept(made.invitations.invite("Reader", by="Admin"), "", PASSWORD)
    return path


@pytest.fixture
def known(drafted: Path, tmp_path: Path) -> Iterator[People]:
    """Give a copy of that file."""
    with copied(drafted, tmp_path, now) as made:
        yield made


@pytest.fixture
def visitor(chromium: Browser, size: tuple[int, int], known: People) -> Iterator[Visitor]:
    """Open a tab on a desk that asks who comes; a refusal is no fault of the page's."""
    site = app(SmallDesk(), None, host="127.0.0.1", port=0, people=known)
    with serving(site) as at, tab(chromium, size, at) as one:
        yield one
    assert [
        fault for fault in one.wrong if "the server responded with a status of 4" not in fault
    ] == []


def sound(visitor: Visitor) -> None:
    """Hold a page to what holds for every page."""
    assert visitor.wide() == 0
    assert visitor.violations() == []


def log_in(visitor: Visitor, name: str, password: str = PASSWORD) -> None:
    """Fill in the form as one does."""
    visitor.page.get_by_label("Name").fill(name)
    visitor.page.get_by_label("Password").fill(password)
    visitor.page.get_by_role("button", name="Log in").click()


def test_one_logs_in_and_comes_to_where_one_wanted(visitor):
    """By way of a wrong password; and out again."""
    page = visitor.go("/incidents")
    assert page.url.endswith("/login?back=%2Fincidents")
    sound(visitor)
    log_in(visitor, "Reader", "a wrong password")
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_label("Name").input_value() == "Reader"
    sound(visitor)
    log_in(visitor, "Reader")
    assert page.url.endswith("/incidents")
    sound(visitor)
    page.get_by_role("button", name="Log out").click()
    assert page.url.endswith("/login")
    visitor.go("/incidents")
    assert "/login" in page.url


def test_a_list_that_is_left_open_leads_to_the_login(visitor, known):
    """Once the session is over, and back to where one was; it tells no number that is none."""
    page = visitor.go("/?since=2025-11-01T00:00Z")
    log_in(visitor, "Reader")
    known.sessions.end_others("Reader", "")
    offer = page.locator("a.fresh", has_text="Your session has ended: log in")
    offer.wait_for()
    assert "NaN" not in page.title() + page.inner_text("main")
    sound(visitor)
    offer.click()
    log_in(visitor, "Reader")
    assert unquote(page.url).endswith("/?since=2025-11-01T00:00Z")


def test_a_wall_whose_session_is_over_shows_the_login(visitor, known):
    """In its place, rather than what was true a while ago."""
    page = visitor.page
    page.clock.install()
    visitor.go("/wall")
    log_in(visitor, "Reader")
    page.locator(".wall-head").wait_for()
    known.sessions.end_others("Reader", "")
    with page.expect_navigation():
        page.clock.run_for(31_000)
    assert page.url.endswith("/login?back=%2Fwall")


def test_a_role_that_does_not_reach_is_told_so(visitor):
    """Which one is needed, and whom to ask."""
    page = visitor.go("/audit")
    log_in(visitor, "Reader")
    assert "this needs the role admin" in page.inner_text("main")
    sound(visitor)


def test_a_token_is_made_and_taken_back(visitor, known):
    """It works for a program, and is gone from the page when it is loaded again."""
    page = visitor.go("/me")
    log_in(visitor, "Reader")
    sound(visitor)
    page.get_by_label("Which program is it for?").fill("weekly report")
    page.get_by_role("button", name="Make a token").click()
    secret = page.locator(".once code").inner_text()
    assert known.tokens.of(secret).name == "Reader"
    sound(visitor)
    visitor.go("/me")
    assert secret not in page.content()
    page.get_by_role("button", name="Take back weekly report").click()
    assert known.tokens.of(secret) is None


def test_an_administrator_lets_somebody_in(visitor, known):
    """Who opens the link chooses a password and is in; the log tells it."""
    page = visitor.go("/people")
    log_in(visitor, "Admin")
    sound(visitor)
    page.get_by_label("Name, as it will stand beside decisions").fill("Max Analyst")
    page.get_by_label("Role").select_option("analyst")
    page.get_by_role("button", name="Add, and show a link").click()
    link = page.locator(".once code").inner_text()
    sound(visitor)
    visitor.go("/audit")
    sound(visitor)
    visitor.page.context.clear_cookies()
    page.goto(link)
    sound(visitor)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Come in").click()
    assert "Max Analyst, analyst" in page.inner_text("footer")
    assert known.door.enter("Max Analyst", PASSWORD, Comer())[1] is None
    page.goto(link)
    assert "not good" in page.inner_text("h1")
    sound(visitor)
