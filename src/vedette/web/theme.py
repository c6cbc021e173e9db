"""Light, dark or a wall: a choice kept in a cookie, which holds without scripts or a flash.

It changes nothing but the reader's own browser.
"""

from dataclasses import dataclass

from litestar import post
from litestar.datastructures import Cookie
from litestar.params import URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from vedette.web.guard import is_sample
from vedette.web.room import SAMPLE, THEME_COOKIE, Theme

A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The form's answer: the theme, and the page to go back to."""

    theme: Theme
    back: str = "/"


@post("/theme", include_in_schema=False, sync_to_thread=False)
def choose(data: URLEncodedBody[Chosen]) -> Redirect:
    """Keep the theme for a year and go back to the page that asked; a wall is the first page."""
    there = front(data.back) if data.theme == "wall" else inner(data.back)
    return kept(THEME_COOKIE, data.theme, there)


def kept(cookie: str, value: str, there: str) -> Redirect:
    """Keep a choice for a year in the reader's browser, and lead to a page of ours."""
    told = Cookie(key=cookie, value=value, max_age=A_YEAR, samesite="strict", path="/")
    return Redirect(there, status_code=HTTP_303_SEE_OTHER, cookies=[told])


def front(path: str) -> str:
    """Give the first page of the desk that a path belongs to."""
    return SAMPLE if is_sample(path) else "/"


def inner(path: str) -> str:
    """Let through a path of our own; an address elsewhere becomes the first page.

    >>> inner("/sources"), inner("//example.org"), inner("https://example.org")
    ('/sources', '/', '/')
    """
    ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if ours else "/"
