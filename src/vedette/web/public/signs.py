"""The signs of a page, set into the page: a browser that opens files takes none from another."""

import re
from functools import cache
from typing import Final

from vedette.web.press import STATIC

PLACE: Final = "<!--signs-->"
"""Where the signs go; no text of a page is like it, for every `<` of one is escaped."""
_SYMBOL: Final = re.compile(r'<symbol id="([\w-]+)".*?</symbol>', re.DOTALL)
_USED: Final = re.compile(r'<use href="#([\w-]+)"')


@cache
def symbols() -> dict[str, str]:
    """Give every sign of the sprite by its name."""
    sprite = (STATIC / "signs.svg").read_text("utf-8")
    return {found[1]: found[0] for found in _SYMBOL.finditer(sprite)}


def with_signs(page: str) -> str:
    """Put the signs that a page uses at their place in it."""
    known = symbols()
    used = [known[name] for name in dict.fromkeys(_USED.findall(page)) if name in known]
    told = f'<svg class="signs" aria-hidden="true">{"".join(used)}</svg>' if used else ""
    return page.replace(PLACE, told, 1)
