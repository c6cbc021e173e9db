"""A visitor who notices what a page should not do."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

SECONDS = 30
"""For a page to do what it was asked for."""


@contextmanager
def tab(chromium: Browser, size: tuple[int, int], at: str) -> Iterator["Visitor"]:
    """Open a tab of a size in CSS pixels on a desk; a small one is touched."""
    width, height = size
    context = chromium.new_context(
        viewport={"width": width, "height": height}, has_touch=width < 600, locale="en-GB"
    )
    context.set_default_timeout(SECONDS * 1000)
    yield Visitor(context.new_page(), at)
    context.close()


class Visitor:
    """A tab at one width, which keeps what went wrong in it: errors, and strangers asked.

    `page` is Playwright's; `at` is the address of the desk's first page, without the last `/`.
    """

    def __init__(self, page: Page, at: str) -> None:
        self.page, self.at = page, at
        self.wrong: list[str] = []
        self._own: tuple[str, ...] = ("blob:", "data:")
        self.own(at)
        page.on("console", self._told)
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("request", self._asked)

    def own(self, at: str) -> None:
        """Count an address among the desk's own."""
        self._own = (*self._own, "/".join(at.split("/")[:3]) + "/")

    def _told(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.wrong.append(f"{message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(self._own):
            self.wrong.append(f"asked {request.url}")

    def go(self, path: str) -> Page:
        """Open a page of the desk and wait until it has loaded."""
        self.page.goto(self.at + path, wait_until="load")
        return self.page

    def until(self, expression: str) -> None:
        """Wait until an expression of the page holds; its policy forbids to poll inside."""
        end = time.monotonic() + SECONDS
        while not self.page.evaluate(expression):
            assert time.monotonic() < end, f"never came true: {expression}"
            self.page.wait_for_timeout(50)

    def violations(self) -> list[str]:
        """Give what axe-core finds against WCAG 2.2 AA and its best practices on this page."""
        found = Axe().run(self.page).response["violations"]
        return [f"{one['id']}: {one['help']} at {_targets(one)}" for one in found]

    def wide(self) -> float:
        """Give by how many pixels the page is wider than the window: 0 where it fits.

        A page that a click has just asked for has no document yet; it is waited for.
        """
        self.until("document.readyState === 'complete' && document.documentElement !== null")
        width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return float(self.page.evaluate(width))


def _targets(violation: dict[str, Any]) -> str:
    """Give the first few places that break a rule."""
    return ", ".join(str(node["target"]) for node in violation["nodes"][:5])
