"""Words that mean harm, wherever a page shows them: a browser runs none of them."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Response
from tests.browser.conftest import SIZES
from tests.browser.visiting import Visitor, tab
from tests.hostile.shown import SHOWN, laid_out, sources
from tests.hostile.trying import NOW
from tests.serving import serving
from tests.web.deciding import Hand
from tests.web.small import SmallDesk
from tests.web.test_handling import PAGES

from vedette.desk import Desk
from vedette.web import app

NAMED = re.compile(
    r"(?<=/)(?:[0-9a-f]{12,}|[si][0-9a-f]{12}|\d+|(?:[a-z]{2}|archive)/[^/]+)(?=/|$)"
)
"""What stands in an address for one thing of many."""
ENOUGH = 25
"""Different addresses that a walk must have come by, or it has not walked."""
LONGEST = 60_000.0
"""Milliseconds for a page: on a busy machine, one of an incident that thirty reports tell of."""

LOOK = """() => {
  const faults = window.canary === undefined ? [] : ["a script ran"];
  for (const one of document.querySelectorAll("*"))
    for (const {name, value} of one.attributes)
      if (/^on/i.test(name) || name === "srcdoc" ||
          (/^(href|src|action|formaction|data|xlink:href)$/i.test(name) &&
           /^[\\s\\0-\\x1f]*(javascript|vbscript|data):/i.test(value)))
        faults.push(`${one.tagName} ${name}=${value}`.slice(0, 200));
  for (const one of document.querySelectorAll("script:not([src]), style, iframe, object, base"))
    if (one.type !== "application/json") faults.push(one.outerHTML.slice(0, 200));
  return {faults, links: [...document.links].map((one) => one.href)};
}"""
"""What a page must not have, whether or not its policy would stop it; and where it leads."""


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a ledger that means harm, and beside it a small desk all of whose words do."""
    url = laid_out(tmp_path_factory.mktemp("harm"))
    live = Desk(url, sources=sources(url), now=lambda: NOW)
    small = SmallDesk(sample=True, evil=SHOWN["breakout"] + SHOWN["image"])
    site = app(live, small, host="127.0.0.1", port=0, author=SHOWN["script"], hand=Hand(url, NOW))
    with closing(live), serving(site) as at:
        yield at


def walk(visitor: Visitor, most: int) -> Counter[str]:
    """Open every page that is listed and every one that they lead to; give how often each shape.

    Of a shape, which is an address without what it names, no more than so many are opened.
    """
    waiting = deque(PAGES)
    seen, shapes = set(), Counter()
    while waiting:
        path = waiting.popleft()
        shape = NAMED.sub("…", path.partition("?")[0])
        if path in seen or shapes[shape] == most or "." in shape or shape.startswith("/api"):
            continue
        seen.add(path)
        shapes[shape] += 1
        found = visitor.go(path).evaluate(LOOK)
        visitor.wrong += [f"{path}: {fault}" for fault in found["faults"]]
        within = (link for link in found["links"] if link.startswith(f"{visitor.at}/"))
        waiting += [link.removeprefix(visitor.at).partition("#")[0] for link in within]
    return shapes


def refused(visitor: Visitor, answer: Response) -> None:
    """Note what was not answered, by its address: the console does not tell it."""
    if answer.status >= 400:
        visitor.wrong.append(f"{answer.status} for {answer.url}")


@pytest.mark.parametrize("desk", ["", "/sample"])
@pytest.mark.parametrize("most", [1, pytest.param(40, marks=pytest.mark.soak)], ids=["some", "all"])
def test_no_word_on_any_page_is_a_script(
    chromium: Browser, harmful: str, desk: str, most: int
) -> None:
    """None runs, the policy has nothing to stop, nobody else is asked, and nothing is broken."""
    with tab(chromium, SIZES["desktop"], harmful + desk) as visitor:
        visitor.page.set_default_timeout(LONGEST)
        visitor.page.on("response", lambda one: refused(visitor, one))
        visitor.page.on("dialog", lambda one: visitor.wrong.append(f"dialog: {one.message}"))
        shapes = walk(visitor, most)
    # What was not answered is noted by its address; the console tells of the sign, too, that a
    # browser wants for a page of plain text.
    wrong = [one for one in visitor.wrong if "Failed to load resource" not in one]
    assert not wrong, "\n".join(wrong)
    assert len(shapes) >= ENOUGH
