"""A newcomer who does what he is asked by what he sees, and counts what it takes."""

from typing import Any

from playwright.sync_api import Locator, Page
from tests.browser.visiting import Visitor


class Walker:
    """Walks through a desk by visible controls alone: clicks, keys, and words that are typed.

    `steps` counts clicks and keys, `words` the words typed; choosing from a list and moving the
    pointer over the map is a step each.
    """

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.steps, self.words = visitor, 0, 0

    @property
    def page(self) -> Page:
        """The tab."""
        return self.visitor.page

    def start(self, path: str = "/") -> "Walker":
        """Open a page to begin at, which costs nothing."""
        self.visitor.go(path)
        return self

    def click(self, what: Locator) -> "Walker":
        """Click on what can be seen, and wait for the page that it leads to."""
        self.steps += 1
        what.click()
        self.page.wait_for_load_state()
        return self

    def link(self, name: Any) -> "Walker":
        """Click on the first link that is called so."""
        return self.click(self.page.get_by_role("link", name=name).first)

    def button(self, name: Any) -> "Walker":
        """Press the first button that is called so."""
        return self.click(self.page.get_by_role("button", name=name).first)

    def type(self, box: Locator, words: str) -> "Walker":
        """Click into a box and write."""
        self.click(box)
        self.words += len(words.split())
        box.fill(words)
        return self

    def choose(self, box: Locator, name: str) -> "Walker":
        """Choose from a list."""
        self.steps += 1
        box.select_option(label=name)
        return self

    def key(self, name: str) -> "Walker":
        """Press a key."""
        self.steps += 1
        self.page.keyboard.press(name)
        self.page.wait_for_load_state()
        return self

    def drag(self, box: Locator, one: tuple[float, float], other: tuple[float, float]) -> "Walker":
        """Drag over a box from one place in it to another, both as shares of its sides."""
        self.steps += 1
        told = box.bounding_box()
        assert told is not None
        first, last = (
            (told["x"] + x * told["width"], told["y"] + y * told["height"]) for x, y in (one, other)
        )
        mouse = self.page.mouse
        mouse.move(*first)
        mouse.down()
        mouse.move(*last, steps=4)
        mouse.up()
        return self

    @property
    def took(self) -> tuple[int, int]:
        """Steps and words so far."""
        return self.steps, self.words
