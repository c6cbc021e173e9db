"""What an analyst decides on an article's page: a note on words, a finding added or corrected.

The same decisions as `vedette decide` makes, one row each, which can be taken back. A desk that
nobody may write to, the sample's for one, has no such form.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from litestar import post
from litestar.exceptions import PermissionDeniedException, ValidationException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from vedette.desk import Sheet
from vedette.desk.deciding import Deciding, spot
from vedette.desk.marking import Marked
from vedette.errors import VedetteError
from vedette.records import Finding, FindingType, Span
from vedette.web.pages import sheet_of
from vedette.web.room import AnyRequest, InRoom, Room, Visit
from vedette.web.signing import remember
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


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """The form of a new finding: the words that name it, the `nth` time that they stand there.

    `role1` to `role5` name fields, `told1` to `told5` their words, or one of the codebook's values.
    """

    type: FindingType
    words: str
    author: str
    reason: str
    nth: int = 0
    kind: str = ""
    role1: str = ""
    told1: str = ""
    role2: str = ""
    told2: str = ""
    role3: str = ""
    told3: str = ""
    role4: str = ""
    told4: str = ""
    role5: str = ""
    told5: str = ""

    def fields(self) -> dict[str, list[str]]:
        """Give the words of each field that is named and told."""
        pairs = (
            (self.role1, self.told1), (self.role2, self.told2), (self.role3, self.told3),
            (self.role4, self.told4), (self.role5, self.told5),
        )  # fmt: skip
        found: dict[str, list[str]] = {}
        for role, told in pairs:
            if told.strip():
                found.setdefault(role, []).append(told)
        return found


@post("/article/{article_id:str}/find", include_in_schema=False, sync_to_thread=True)
def find(
    request: AnyRequest, room: InRoom, article_id: FromPath[str], data: URLEncodedBody[New]
) -> Redirect:
    """Add a finding that the coder did not make, and lead back to the article."""
    text = _writable(room, article_id).article.text
    if "" in data.fields():
        raise _wrong("role1", "say which field the words are for")
    marked = Marked(
        type=data.type,
        anchor=passage(text, data.words, data.nth),
        kind=data.kind or None,
        fields=data.fields(),
    )
    return _decided(request, room, article_id, data, lambda by: by.find(article_id, marked))


@post("/article/{article_id:str}/decide", include_in_schema=False, sync_to_thread=True)
def decide(
    request: AnyRequest, room: InRoom, article_id: FromPath[str], data: URLEncodedBody[Made]
) -> Redirect:
    """Make a decision on an article or its words, and lead back to it.

    Its author is who is logged in, whatever the form says; on a desk without login, who it says.
    """
    sheet = _writable(room, article_id)
    return _decided(request, room, article_id, data, lambda by: _made(by, sheet, article_id, data))


def _writable(room: Room, article: str) -> Sheet:
    """Give an article that may be decided on; raises PermissionDeniedException where none may."""
    if room.hand is None:
        raise PermissionDeniedException(detail="Nothing can be decided on this desk")
    return sheet_of(room.desk, article, None)


def _decided(
    request: AnyRequest,
    room: Room,
    article: str,
    data: "Made | New",
    made: Callable[[Deciding], int],
) -> Redirect:
    """Decide in the name of who is logged in, or of whom the form names; lead to the decision."""
    author = room.person.name if Visit.of(request).person else data.author.strip()
    if not author or not data.reason.strip():
        raise _wrong("author" if not author else "reason", "it is left empty")
    assert room.hand is not None
    try:
        with room.hand(author, data.reason.strip()) as by:
            number = made(by)
        remember(request, author)
    except VedetteError as fault:
        extra = [{"why": f"{fault.what} {fault.why}".strip(), "remedy": fault.remedy}]
        raise ValidationException(detail=fault.what, extra=extra) from fault
    return Redirect(
        f"{room.base}/article/{article}#decision-{number}", status_code=HTTP_303_SEE_OTHER
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
    codings = sheet.report.codings if sheet.report else ()
    listed = [finding for coding in codings for finding in coding.findings]
    found = next((one for one in listed if one.id == name and one.anchor), None)
    if found is None:
        raise _wrong("about", "name one of the article's findings")
    return found


def passage(text: str, words: str, nth: int) -> Span:
    """Find words in a text, whatever blanks are between them; raises ValidationException.

    Each place at which they begin counts, also one within the words before: `nth` 0 is the first.

    >>> passage("A fire. A  fire.", "A fire", 1)
    Span(start=8, end=15)
    """
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = [one.span(1) for one in re.finditer(f"(?=({pattern}))", text)] if pattern else []
    if not found:
        raise _wrong("words", "they do not stand in the text")
    return Span(*found[min(max(nth, 0), len(found) - 1)])


def _wrong(key: str, why: str) -> ValidationException:
    extra: list[dict[str, Any]] = [{"key": key, "why": f"{key}: {why}"}]
    return ValidationException(detail=f"{key}: {why}", extra=extra)


HANDLERS = (decide, find)
