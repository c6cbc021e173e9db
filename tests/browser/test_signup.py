"""Signing up for news as a stranger does it, and leaving: at a desk and on a phone."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser.test_people import sound
from tests.browser.visiting import Visitor, tab
from tests.serving import serving
from tests.web.small import SmallDesk
from tests.web.test_signup import Post

from vedette.people import people
from vedette.web import app


def now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    """Give what takes people in."""
    made = Post(tmp_path, now)
    with closing(made.signups):
        yield made


@pytest.fixture
def visitor(
    chromium: Browser, size: tuple[int, int], post: Post, tmp_path: Path
) -> Iterator[Visitor]:
    """Open a tab on a desk that asks who comes, as somebody whom it does not know."""
    live = SmallDesk()
    live.enlisting = post
    with closing(people(tmp_path / "people", now)) as known:
        site = app(live, None, host="127.0.0.1", port=0, people=known)
        with serving(site) as at, tab(chromium, size, at) as one:
            yield one
    assert one.wrong == []


def test_a_stranger_signs_up_confirms_and_leaves(visitor, post):
    """By the form, the link in his mail, and the link in the news; each page is sound."""
    page = visitor.go("/signup")
    sound(visitor)
    page.get_by_label("Your mail address").fill("ann@mail.example")
    page.get_by_text("Kinds of incident").first.click()
    page.get_by_label("sabotage").check()
    page.get_by_text("Countries").first.click()
    page.get_by_label("Finland").check()
    sound(visitor)
    page.get_by_role("button", name="Sign up").click()
    assert page.url.endswith("/signup/asked")
    sound(visitor)
    visitor.go(post.path())
    assert "Finland" in page.inner_text("main")
    sound(visitor)
    page.get_by_role("button", name="Yes, tell me").click()
    assert "You are on the list" in page.inner_text("main")
    sound(visitor)
    (name,) = post.signups.names("news")
    visitor.go(f"/signup/leave/{post.signups.leaving('news', name)}")
    sound(visitor)
    page.get_by_role("button", name="Leave the list").click()
    assert "You are off the list" in page.inner_text("main")
    sound(visitor)
    assert post.signups.count("news") == 0


def test_who_wants_no_question_says_so(visitor, post):
    """By one button; the way to confirm is shut then."""
    page = visitor.go("/signup")
    page.get_by_label("Your mail address").fill("ann@mail.example")
    page.get_by_role("button", name="Sign up").click()
    visitor.go(post.path("never"))
    sound(visitor)
    page.get_by_role("button", name="Never ask again").click()
    assert "writes to you no more" in page.inner_text("main")
    sound(visitor)
