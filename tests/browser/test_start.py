"""A test alert that is really sent from the first steps, over a webhook on loopback."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.visiting import Visitor, tab
from tests.send.receivers import Hook
from tests.serving import serving

from vedette.desk import running
from vedette.desk.settings import settle
from vedette.ledger.store import Store
from vedette.web import app


@pytest.fixture
def hook() -> Iterator[Hook]:
    """A receiver on loopback."""
    made = Hook()
    yield made
    made.close()


@contextmanager
def starting(chromium: Browser, size: tuple[int, int], folder: Path, url: str) -> Iterator[Visitor]:
    """Open the first steps of a desk that tells over a webhook at an address."""
    config = folder / "vedette.toml"
    config.write_text(
        f'[channels.duty]\nkind = "webhook"\nto = ["{url}"]\nallow = ["127.0.0.1"]\n', "utf-8"
    )
    settings = replace(settle(config), ledger=f"sqlite:///{folder}/own.sqlite")
    Store(settings.ledger, write=True).close()
    live = running.live_desk(settings, [])
    hand, trial = running.hand(settings), running.trial(settings)
    site = app(live, None, host="127.0.0.1", port=0, hand=hand, trial=trial)
    with closing(live), serving(site) as at, tab(chromium, size, at) as one:
        yield one


def test_a_test_alert_arrives_and_the_page_says_so(
    chromium: Browser, size: tuple[int, int], tmp_path: Path, hook: Hook
) -> None:
    """It says that it is a test; the step is done, and the alert stands among those sent."""
    with starting(chromium, size, tmp_path, hook.url) as one:
        page = one.go("/start")
        step = page.locator("#alert")
        expect(step).to_contain_text("No message has gone out yet.")
        step.get_by_role("button", name="Send a message that says TEST").click()
        expect(step.get_by_role("status")).to_contain_text("duty: taken, 204")
        expect(step).to_contain_text("Messages have gone out.")
        (alert,) = hook.alerts
        assert alert["headline"].startswith("TEST of the rule test: nothing has happened")
        assert one.violations() == []
        assert one.wide() == 0
        expect(one.go("/alerts").locator("main")).to_contain_text("TEST of the rule test")
        assert one.wrong == []


def test_a_receiver_that_is_not_there_is_told_plainly(
    chromium: Browser, size: tuple[int, int], tmp_path: Path, hook: Hook
) -> None:
    """That it did not arrive, why, and what to do; nor is it said where one is that refuses."""
    hook.answers = [(500, {})]
    with starting(chromium, size, tmp_path, hook.url) as one:
        page = one.go("/start")
        press = page.get_by_role("button", name="Send a message that says TEST")
        press.click()
        alert = page.locator("#alert").get_by_role("alert")
        expect(alert).to_contain_text("The message did not arrive over duty. 500.")
        hook.close()
        press.click()
        expect(alert).to_contain_text("did not arrive over duty")
        expect(alert).not_to_contain_text("500")
        expect(alert).to_contain_text("See that the channel's address")
        assert page.get_by_role("status").count() == 0
        assert hook.alerts == []
        assert one.violations() == []
        assert one.wide() == 0
        assert one.wrong == []
