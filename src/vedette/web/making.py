"""What an analyst decides on an article's page: a note on words, a finding confirmed or corrected.

The same decisions as `vedette decide` makes, one row each, which can be taken back. A desk that
nobody may write to, the sample's for one, has no such form.
"""

import re
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from litestar import post
from litestar.exceptions import PermissionDeniedException, ValidationException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from vedette.desk import Sheet
from vedette.desk.deciding import Deciding, spot
from vedette.errors import VedetteError
from vedette.records import Finding, Span
from vedette.web.pages import sheet_of
from vedette.web.room import AnyRequest, InRoom, Visit
from vedette.web.words import KINDS

What = Literal["note", "confirm", "dismiss", "kind", "place", "tells"]
WHATS: Final[tuple[What, ...]] = get_args(What)
PASSAGE: Final = "words"
"""Stands where a finding's id would, for the words that are given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The form: what is decided of a finding, or of `words`, the `nth` time that they stand there.

    `kind`, `place` and `incident` are for those that say which.
    """

    what: What
    author: str
    reason: str
    about: str = PASSAGE
    words: str = ""
    nth: int = 0
    kind: str = ""
    place: str = ""
    incident: str = ""


@post("/article/{article_id:str}/decide", include_in_schema=False, sync_to_thread=True)
def decide(
    request: AnyRequest, room: InRoom, article_id: FromPath[str], data: URLEncodedBody[Made]
) -> Redirect:
    """Make a decision on an article or its words, and lead back to it.

    Its author is who is logged in, whatever the form says; on a desk without login, who it says.
    """
    if room.hand is None:
        raise PermissionDeniedException(detail="Nothing can be decided on this desk")
    sheet = sheet_of(room.desk, article_id, None)
    author = room.person.name if Visit.of(request).person else data.author.strip()
    if not author or not data.reason.strip():
        raise _wrong("author" if not author else "reason", "it is left empty")
    try:
        with room.hand(author, data.reason.strip()) as by:
            number = _made(by, sheet, article_id, data)
    except VedetteError as fault:
        extra = [{"why": f"{fault.what} {fault.why}".strip(), "remedy": fault.remedy}]
        raise ValidationException(detail=fault.what, extra=extra) from fault
    return Redirect(
        f"{room.base}/article/{article_id}#decision-{number}", status_code=HTTP_303_SEE_OTHER
    )


def _made(by: Deciding, sheet: Sheet, article: str, data: Made) -> int:
    if data.what == "note" and data.about == PASSAGE:
        span = passage(sheet.article.text, data.words, data.nth) if data.words.strip() else None
        return by.remark(article, span) if span else by.note(article)
    if data.what == "tells":
        return by.merge(data.incident.strip(), article)
    return _corrected(by, sheet, article, data)


def _corrected(by: Deciding, sheet: Sheet, article: str, data: Made) -> int:
    """Decide on one of the article's findings."""
    found = _finding(sheet, data.about)
    target = f"{article}:{sheet.article.text[slice(*found.anchor[0])]}"
    if data.what == "kind":
        if data.kind not in KINDS:
            raise _wrong("kind", "it is none of the 19 kinds")
        return by.kind(target, data.kind)
    if data.what == "place":
        return by.place(target, spot(data.place))
    if data.what == "note":
        return by.note(target)
    return (by.confirm if data.what == "confirm" else by.dismiss)(target, found.type)


def _finding(sheet: Sheet, name: str) -> Finding:
    listed = sheet.report.findings if sheet.report else ()
    found = next((one for one in listed if one.id == name and one.anchor), None)
    if found is None:
        raise _wrong("about", "name one of the article's findings")
    return found


def passage(text: str, words: str, nth: int) -> Span:
    """Find words in a text, whatever blanks are between them; raises ValidationException.

    >>> passage("A fire. A  fire.", "A fire", 1)
    Span(start=8, end=15)
    """
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = [one.span() for one in re.finditer(pattern, text)]
    if not found:
        raise _wrong("words", "they do not stand in the text")
    return Span(*found[min(max(nth, 0), len(found) - 1)])


def _wrong(key: str, why: str) -> ValidationException:
    extra: list[dict[str, Any]] = [{"key": key, "why": f"{key}: {why}"}]
    return ValidationException(detail=f"{key}: {why}", extra=extra)


HANDLERS = (decide,)
