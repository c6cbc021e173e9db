"""The languages in which pages speak, and the one of the page that is being made.

A language is chosen at the foot of a page and kept in a cookie; else the browser's wish counts,
else it is English. It holds for whoever reads a page: what programs ask for (the API, files, feeds)
is English always, and so is what is signed or kept in the ledger.

Strings are marked as gettext has it: `_("Reports")` in templates and here. Templates are compiled
once for each language with its words in them, so that no page looks up a word that does not change.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from pathlib import Path
from typing import Final, TypeVar

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from markupsafe import Markup

from vedette.web.catalogue import Catalogue, read
from vedette.web.cookies import cookies

Made = TypeVar("Made")

ENGLISH: Final = "en"
TONGUES: Final[Mapping[str, str]] = {"en": "English", "uk": "Українська", "pl": "Polski"}
"""What is spoken, by ISO 639-1, each by its own name. A new one needs a catalogue beside these."""
LOCALE: Final = Path(__file__).parent / "locale"
TONGUE_COOKIE: Final = "vedette_lang"
VARY: Final = (b"vary", b"accept-language, cookie")
FOR_PROGRAMS: Final = ("/api", "/schema/", "/taxii2", "/static", "/fresh", "/brief/")
"""What programs ask for, and what is the same in every language: a signed brief, too."""

SAID: Final = re.compile(r'\bworded\(\s*("(?:\\.|[^"\\])*")')
"""A string that a script says, as it stands in the script."""

_spoken: ContextVar[str] = ContextVar("vedette_tongue", default=ENGLISH)


@cache
def catalogue(tongue: str) -> Catalogue:
    """Give the translations into a language; English has none and is its own."""
    path = LOCALE / tongue / "LC_MESSAGES" / "desk.po"
    return read(path.read_text("utf-8") if tongue != ENGLISH else "")


def spoken() -> str:
    """Give the language of the page that is being made, as ISO 639-1."""
    return _spoken.get()


@contextmanager
def speaking(tongue: str = ENGLISH) -> Iterator[None]:
    """Speak a language within; English, for what is kept or signed."""
    before = _spoken.set(tongue)
    try:
        yield
    finally:
        _spoken.reset(before)


def each_tongue(make: Callable[[], Made]) -> Callable[[], Made]:
    """Keep what is made of words alone: once for each language, as it is asked for."""

    @cache
    def made(_tongue: str) -> Made:
        return make()

    @wraps(make)
    def in_ours() -> Made:
        return made(spoken())

    return in_ours


def gettext(message: str, /, **values: object) -> str:
    """Say something in the language of the page, its `%(name)s` filled.

    >>> gettext("not a message"), gettext("%(low)s to %(high)s", low=1, high=6)
    ('not a message', '1 to 6')
    """
    told = catalogue(spoken()).one(message)
    return told % values if values else told


def pgettext(context: str, message: str) -> str:
    """Say a word that another language tells apart by what it is said of."""
    return catalogue(spoken()).one(message, context)


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """Say something of a number, in the form that the language has for it; `%(num)s` is the number.

    >>> ngettext("%(num)s day", "%(num)s days", 1), ngettext("%(num)s day", "%(num)s days", 3)
    ('1 day', '3 days')
    """
    book = catalogue(spoken())
    return book.forms(one, many)[book.plural(count)] % {"num": count, **values}


def carried(tongue: str, scripts: Path) -> Markup:
    """Give what a page carries for its scripts: their words, as data that no policy has to allow.

    English pages carry nothing.
    """
    if tongue == ENGLISH:
        return Markup()
    book, texts = (
        catalogue(tongue),
        (one.read_text("utf-8") for one in sorted(scripts.glob("*.js"))),
    )
    said = {json.loads(words) for text in texts for words in SAID.findall(text)}
    told = json.dumps({words: book.one(words) for words in sorted(said)}, ensure_ascii=False)
    data = Markup(told.replace("<", "\\u003c"))  # noqa: S704  # our own catalogue
    return Markup('<script type="application/json" id="worded">{}</script>\n').format(data)


# ── whose language ──────────────────────────────────────────────────────────────────────────────


def wished(accepts: str) -> str:
    """Choose what a browser wishes most of what is spoken (RFC 9110, section 12.5.4).

    >>> wished("de, pl;q=0.8, uk;q=0.9"), wished("uk-UA"), wished("de"), wished("pl;q=x, en")
    ('uk', 'uk', 'en', 'en')
    """
    told = []
    for place, part in enumerate(accepts.split(",")):
        name, _, weight = part.partition(";")
        tongue = name.strip().lower().partition("-")[0]
        if tongue in TONGUES and (weighed := _weight(weight)) > 0:
            told.append((-weighed, place, tongue))
    return min(told)[2] if told else ENGLISH


def _weight(given: str) -> float:
    name, _, figure = given.strip().partition("=")
    if not given.strip():
        return 1.0
    try:
        return float(figure) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0


def asked(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """Choose the language of a request: what its reader has chosen, else what his browser wishes.

    >>> asked([(b"cookie", b"vedette_lang=pl"), (b"accept-language", b"uk")]), asked([])
    ('pl', 'en')
    """
    told = {name.lower(): value for name, value in headers}
    chosen = cookies(told.get(b"cookie", b"")).get(TONGUE_COOKIE, "")
    if chosen in TONGUES:
        return chosen
    return wished(told.get(b"accept-language", b"").decode("latin-1"))


def for_programs(path: str) -> bool:
    """Whether an address is a program's, or a file that is kept.

    >>> for_programs("/sample/api/counts"), for_programs("/export.csv"), for_programs("/incidents")
    (True, True, False)
    >>> for_programs("/handover/3/text"), for_programs("/sources/pl/kurier.pl")
    (True, False)
    """
    plain = path.removeprefix("/sample")
    name = plain.rpartition("/")[2]
    file = "." in name and not plain.startswith("/sources/")
    return plain.startswith(FOR_PROGRAMS) or file or name == "text"


def heard(app: ASGIApp) -> ASGIApp:
    """Answer each reader in his language; caches are told on what a page hangs."""

    async def inner_app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or for_programs(scope["path"]):
            await app(scope, receive, send)
            return
        with speaking(asked(scope["headers"])):
            await app(scope, receive, _varying(send))

    return inner_app


def _varying(send: Send) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), VARY]
        await send(message)

    return told
