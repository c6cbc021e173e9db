"""Adding by hand: words, an address or files are handed in, looked at, corrected, and filed.

What is handed in lies on a tray of the desk; the page that shows it is the only way to it, for
whoever handed it in. Nothing of it is in the ledger before it is filed.
"""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.exceptions import NotFoundException, PermissionDeniedException, ValidationException
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER, HTTP_400_BAD_REQUEST

from vedette.desk import handing
from vedette.desk.deciding import spot
from vedette.desk.handing import Slip, Upload
from vedette.desk.inputs import is_address, is_day
from vedette.desk.tray import Handful, Mended, Tray, Tried
from vedette.errors import HandedError, VedetteError
from vedette.handling import LEVELS
from vedette.records import Article, Span
from vedette.web.marks import Piece, marks_of, paragraphs
from vedette.web.notes import Note, in_reading_order, notes
from vedette.web.room import AnyRequest, InRoom, Room, Visit
from vedette.web.signing import remember
from vedette.web.words import KINDS

BODY: Final = handing.LARGEST + 500_000
"""Bytes of the whole form: the files, and what stands around them."""
LONGEST: Final = 300
"""Characters of one field but for the words."""
CODE: Final = 2
"""Letters of a language's code (ISO 639-1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An article that was handed in, as its page would show it, numbered from where it begins."""

    tried: Tried
    article: Article
    notes: tuple[Note, ...]
    blocks: tuple[tuple[Piece, ...], ...]

    @property
    def by_number(self) -> dict[int, Note]:
        """Its notes by their numbers, which run on over all articles of the page."""
        return {one.number: one for one in self.notes}


@get("/add", include_in_schema=False, sync_to_thread=True)
def form(request: AnyRequest, room: InRoom) -> Response[str]:
    """Show the form to hand something in."""
    return _form(request, room, Slip(), "", "")


@post("/add", include_in_schema=False, request_max_body_size=BODY)
async def hand_in(request: AnyRequest, room: InRoom) -> Response[Any]:
    """Try what is handed in, and lead to what would be made of it; or say what is wrong with it."""
    tray = _tray(room)
    given = await request.form()
    url, words = _text(given, "url"), str(given.get("words") or "")
    try:
        slip = _slip(given)
        found = await asyncio.to_thread(
            _handed_in, tray, slip, words, url, list(_files(given)), room.person.name
        )
    except HandedError as fault:
        return await asyncio.to_thread(
            _form, request, room, _slip(given, strict=False), words, url, fault
        )
    return Redirect(f"{room.base}/add/{found.name}", status_code=HTTP_303_SEE_OTHER)


def _handed_in(  # noqa: PLR0917  # each is one part of the form
    tray: Tray, slip: Slip, words: str, url: str, files: list[Upload], of: str
) -> Handful:
    given = [
        name for name, one in (("words", words.strip()), ("url", url), ("files", files)) if one
    ]
    if len(given) != 1:
        remedy = "give words, or an address, or files"
        what = f"there are {' and '.join(given)}" if given else "there is nothing to add"
        raise HandedError(what=what, where="form", remedy=remedy)
    if url:
        return tray.hand_in_page(url, slip, of=of)
    if not files:
        return tray.hand_in([handing.pasted(words)], slip, of=of)
    # One slip cannot tell the titles of several.
    return tray.hand_in(files, slip if len(files) == 1 else replace(slip, title=""), of=of)


def _form(  # noqa: PLR0917  # each is one part of the form
    request: AnyRequest, room: Room, slip: Slip, words: str, url: str, fault: Any = None
) -> Response[str]:
    answer = room.page(
        request,
        "add.html",
        slip=slip,
        words_given=words,
        url_given=url,
        fault=fault,
        listed=room.tray.listed() if room.tray else {},
        levels=LEVELS,
        limits=handing,
        taking=room.tray is not None,
    )
    answer.status_code = HTTP_400_BAD_REQUEST if fault else answer.status_code
    return answer


@get("/add/{name:str}", include_in_schema=False, sync_to_thread=True)
def look(request: AnyRequest, room: InRoom, name: FromPath[str]) -> Response[str]:
    """Show what would be made of what was handed in, and ask what of it holds."""
    return _look(request, room, _held(room, name))


def _look(request: AnyRequest, room: Room, found: Handful, fault: str = "") -> Response[str]:
    answer = room.page(
        request,
        "added.html",
        handful=found,
        shown=tuple(_shown(found)),
        here=Span(0, 0),
        kinds=KINDS,
        author="" if Visit.of(request).person else room.signer(request),
        asks_author=Visit.of(request).person is None,
        fault=fault,
    )
    answer.status_code = HTTP_400_BAD_REQUEST if fault else answer.status_code
    return answer


def _shown(found: Handful) -> Iterator[Shown]:
    first = 1
    for one in found.tried:
        if one.report is None:
            continue
        article = one.report.article
        findings = in_reading_order(one.report.findings)
        numbered = notes(findings, article.text, first=first)
        blocks = paragraphs(article.text, marks_of(findings, first=first))
        yield Shown(tried=one, article=article, notes=numbered, blocks=blocks)
        first += len(numbered)


@post("/add/{name:str}", include_in_schema=False)
async def file(request: AnyRequest, room: InRoom, name: FromPath[str]) -> Response[Any]:
    """File it with its corrections, and lead to the article, or to the list of them."""
    given = await request.form()
    return await asyncio.to_thread(_file, request, room, name, given)


def _file(request: AnyRequest, room: Room, name: str, given: FormMultiDict) -> Response[Any]:
    tray, found = _tray(room), _held(room, name)
    person = Visit.of(request).person
    author = person.name if person else _text(given, "author")
    if not author:
        return _look(request, room, found, "nobody signs it: give your name")
    reason = ": ".join(filter(None, ("added by hand", _text(given, "reason"))))
    assert room.hand is not None
    try:
        if not found.filed:
            with room.hand(author, reason) as by:
                tray.file(found, _mended(found, given), by)
        filed = _held(room, name).filed
        remember(request, author)
    except VedetteError as fault:
        return _look(request, room, found, f"{fault.what} {fault.why}; {fault.remedy}")
    to = f"/article/{filed[0]}" if len(filed) == 1 else f"/add/{name}"
    return Redirect(f"{room.base}{to}", status_code=HTTP_303_SEE_OTHER)


def _mended(found: Handful, given: FormMultiDict) -> Mapping[str, Mended]:
    """Read what was corrected, by the findings' ids; raises VedetteError where it cannot be."""
    dropped = set(map(str, given.getall("drop", [])))
    findings = [one for tried in found.tried if tried.report for one in tried.report.findings]
    mended: dict[str, Mended] = {}
    for one in findings:
        kind, place = _text(given, f"kind-{one.id}"), _text(given, f"place-{one.id}")
        mended[one.id] = Mended(
            drop=one.id in dropped,
            kind=kind if kind in KINDS and kind != one.kind else "",
            place=spot(place) if place else None,
        )
    return mended


# ── What the form holds ──────────────────────────────────────────────────────────────────────────


def _slip(given: FormMultiDict, *, strict: bool = True) -> Slip:
    """Read what is said of it; raises HandedError where a date, a language or a level is none."""
    published, language = _text(given, "published"), _text(given, "language")
    level = next((one for one in LEVELS if one == _text(given, "handling")), None)
    url = _text(given, "url")
    wrong = {
        "published": published and not is_day(published) and "give a day such as 2026-03-02",
        "language": language and len(language) != CODE and "give two letters: en",
        "handling": not level and f"give one of {', '.join(LEVELS)}",
        "url": url and not is_address(url) and "give a whole address",
    }
    for name, remedy in wrong.items():
        if strict and remedy:
            raise HandedError(what=f"{name} cannot be read", where="form", remedy=remedy)
    return Slip(
        source=_text(given, "source"),
        title=_text(given, "title"),
        published=published,
        language=language.lower(),
        handling=level or "clear",
    )


def _text(given: FormMultiDict, name: str) -> str:
    value = given.get(name)
    if value is not None and not isinstance(value, str):
        raise ValidationException(
            detail="the form", extra=[{"key": name, "why": f"{name} is no file"}]
        )
    return " ".join((value or "").replace("\0", "").split())[:LONGEST]


def _files(given: FormMultiDict) -> Iterator[Upload]:
    """Give the files that came; a box that was left empty sends one without name or bytes."""
    for one in given.getall("files", []):
        if isinstance(one, UploadFile) and (one.filename or one.file.seek(0, 2)):
            one.file.seek(0)
            yield Upload(name=one.filename or "file", body=one.file.read())


def _tray(room: Room) -> Tray:
    if room.tray is None:
        raise PermissionDeniedException(detail="This desk takes nothing in by hand")
    return room.tray


def _held(room: Room, name: str) -> Handful:
    found = _tray(room).held(name, room.person.name) if room.tray else None
    if found is None:
        raise NotFoundException(
            detail="Nothing that you handed in lies here: it is kept for an hour",
            extra={"remedy": "hand it in again at /add"},
        )
    return found


HANDLERS = (form, hand_in, look, file)
