"""Browsers and the desks that they visit."""

import shutil
from collections.abc import Iterator
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.browser.chromium import found
from tests.browser.visiting import Visitor, tab
from tests.serving import serving

from vedette.desk import running
from vedette.desk.settings import Settings, settle
from vedette.desk.tray import Tray, tray
from vedette.engines import Local
from vedette.web import app

SIZES = {"desktop": (1440, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start a browser for the tests of a module.

    Not for all: while it is there an event loop runs in this thread, and no other may.
    """
    path = found()
    if path is None:
        pytest.skip("there is no Chromium; set VEDETTE_TEST_CHROMIUM or install one")
    with sync_playwright() as playwright:
        # Maps are drawn by the processor here, which newer versions do on demand alone.
        args = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
        browser = playwright.chromium.launch(executable_path=path, args=args)
        yield browser
        browser.close()


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Give the width and height of a window in CSS pixels: a desk's, then a phone's."""
    return SIZES[request.param]


@pytest.fixture(scope="session")
def sample() -> Settings:
    """Give settings whose sample is coded."""
    settings = settle(None)
    with running.opened(settings.sample_url) as store:
        running.fill_sample(store, Local())
    return settings


@pytest.fixture(scope="session")
def desk(sample: Settings) -> Iterator[str]:
    """Serve the coded sample; gives the address of its first page, without `/`."""
    shown = running.sample_desk(sample)
    with closing(shown), serving(app(None, shown, host="127.0.0.1", port=0)) as at:
        yield f"{at}/sample"


@pytest.fixture
def own(sample: Settings, tmp_path: Path) -> Iterator[str]:
    """Serve the sample's reports as a desk of one's own, whose pages decide and take things in.

    Gives its address.
    """
    ledger = tmp_path / "own.sqlite"
    shutil.copy(sample.sample_url.removeprefix("sqlite:///"), ledger)
    settings = replace(sample, ledger=f"sqlite:///{ledger}")
    live = running.live_desk(settings, running.sample_sources())
    site = app(
        live, None, host="127.0.0.1", port=0, hand=running.hand(settings), tray=near(settings)
    )
    with closing(live), serving(site) as at:
        yield at


def near(settings: Settings) -> Tray:
    """Give a tray without a worker of its own: what tests hand in is their own."""
    return replace(tray(settings), workers=lambda: nullcontext(Local()))


@pytest.fixture
def visitor(chromium: Browser, size: tuple[int, int], desk: str) -> Iterator[Visitor]:
    """Open a tab on the desk that must show no error and ask no stranger."""
    with tab(chromium, size, desk) as one:
        yield one
    assert one.wrong == []
