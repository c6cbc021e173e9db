"""The language of the pages: a choice kept in a cookie, as the colours are.

It changes nothing but what this browser is shown.
"""

from dataclasses import dataclass

from litestar import post
from litestar.datastructures import Cookie
from litestar.params import URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from vedette.web.theme import A_YEAR, inner
from vedette.web.tongues import ENGLISH, TONGUE_COOKIE, TONGUES


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The form's answer: the language, and the page to go back to."""

    tongue: str
    back: str = "/"


@post("/language", include_in_schema=False, sync_to_thread=False)
def choose(data: URLEncodedBody[Chosen]) -> Redirect:
    """Keep the language for a year and go back to the page that asked; one unknown is English."""
    tongue = data.tongue if data.tongue in TONGUES else ENGLISH
    cookie = Cookie(key=TONGUE_COOKIE, value=tongue, max_age=A_YEAR, samesite="strict", path="/")
    return Redirect(inner(data.back), status_code=HTTP_303_SEE_OTHER, cookies=[cookie])


HANDLERS = (choose,)
