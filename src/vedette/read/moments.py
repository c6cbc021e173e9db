"""When a page says that it was published: the first place that gives a usable date decides.

The order: JSON-LD, meta elements, elements marked as the date of publication, the path of the
address, a date in words where a byline would stand, and last `htmldate` without its wide search,
which finds what no rule names. Measured on the pages of the second half in `benchmarks/pages.py`.
"""

import re
from datetime import date, datetime, timedelta, timezone

from htmldate import find_date as guess_date
from selectolax.lexbor import LexborHTMLParser, LexborNode

from vedette.read.body import Body
from vedette.read.dates import AHEAD, date_span, find_date, machine_date, not_ahead, url_date
from vedette.read.meta import Meta, of
from vedette.read.page import Page
from vedette.read.structured import Told
from vedette.read.titles import tidy

_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "article:published",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "date",
    "cxenseparse:recs:publishtime",
    "iso-8601-publish-date",
    "bt:pubdate",
    "og:article:published_time",
    "citation_publication_date",
    "article.published",
)
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
    "lastmod",
)
_MARKED = '[itemprop~="datePublished"], time[pubdate], time[class*="publish"], time.entry-date'
_SHOWN = '[itemprop~="datePublished"], article time, main time, h1 ~ time'
_NAMED = ", ".join(
    f'[class*="{name}"]'
    for name in ("ublish", "pubdate", "pub-date", "datum", "date", "Date", "time", "stamp")
)

WEST, EAST = -10, 13
"""Hours from UTC of Hawaii and of a summer in New Zealand; hardly anybody prints beyond."""

SHORT = 120
"""Letters of a line that may be a byline with its date; a longer one is prose."""

_NEAR = 8
"""Blocks before the body in which such a line may stand."""


_FAR, _BELOW = 24, 6
"""Blocks above and below the body's end in which a line that is a date alone may stand."""

_LINKED = 6
"""Elements around a box that are looked at for a link."""

_PICTURE = frozenset({"figure", "figcaption"})
"""What holds the words of a picture, whose date is the picture's."""

_PARTED = re.compile(r"\s+[|·•–—-]\s+")

LABEL = 20
"""Letters that such a line may have beside its date: `Published: `, `Erstellt am: `."""


def find_published(
    page: Page,
    body: Body,
    said: tuple[Meta, Told],
    *,
    address: str,
    known: datetime,
    dated: bool = False,
) -> date | None:
    """Find when an article was published, none of it later than two days after `known`.

    Where its entry tells it (`dated`), no day in words is taken but in a box that is named for it.
    """
    meta, told = said
    machine = _first([told.published, *of(meta, _PUBLISHED)], known)
    return (
        _local(machine, address, page.tree)
        or _marked(page.tree, known)
        or not_ahead(url_date(address), known)
        or _boxed(page, known)
        or (None if dated else _seen(page, body, known))
    )


def find_modified(meta: Meta, told: Told, *, known: datetime) -> date | None:
    """Find when an article was last changed, as it says in JSON-LD or meta elements."""
    return _first([told.modified, *of(meta, _MODIFIED)], known)


def guess_published(markup: str, address: str, *, known: datetime) -> date | None:
    """Ask htmldate (Apache-2.0), 10 ms; only for pages where no place of ours has a date."""
    try:
        guess = guess_date(
            markup,
            url=address or None,
            original_date=True,
            extensive_search=False,
            max_date=(known + AHEAD + timedelta(days=1)).strftime("%Y-%m-%d"),
        )
    except (ValueError, TypeError, AttributeError, RecursionError):  # what it lets escape
        return None
    day = machine_date(guess or "")
    return None if day is None or _doubtful(day, markup) else not_ahead(day, known)


def _doubtful(day: date, markup: str) -> bool:
    """Whether a guess may have taken 3/4/2025 for one of the two days that it can be."""
    if day.day > 12 or day.day == day.month:
        return False
    for first, second in ((day.day, day.month), (day.month, day.day)):
        if re.search(rf"(?<!\d)0?{first}[/-]0?{second}[/-]{day.year}", markup):
            return True
    return False


def _local(moment: date | None, address: str, tree: LexborHTMLParser) -> date | None:
    """Move a moment in UTC to the nearest zone where it is the day that readers are told.

    An evening in Denver is the next morning in UTC; what the article calls today is in its address,
    or in words on the page. Where no zone makes that day of it, the moment stays as it is.
    """
    if not isinstance(moment, datetime) or moment.utcoffset() != timedelta(0):
        return moment
    day = url_date(address) or _worded(tree)
    if day is None:
        return moment
    ahead = (day - moment.date()).days
    hours = {1: 24 - moment.hour, -1: -moment.hour - 1}.get(ahead, 0)
    return moment.astimezone(timezone(timedelta(hours=hours))) if WEST <= hours <= EAST else moment


def _worded(tree: LexborHTMLParser) -> date | None:
    """Find the day that the element of the date of publication shows in words."""
    nodes = tree.css(_SHOWN)[:_LINKED]
    lines = [tidy(node.text()) for node in nodes if not _in_link(node)]
    return next((day for line in lines if len(line) <= SHORT if (day := find_date(line))), None)


def _first(raw: list[str], known: datetime) -> date | None:
    days = (not_ahead(machine_date(text), known) for text in raw if text)
    return next((day for day in days if day), None)


def _marked(tree: LexborHTMLParser, known: datetime) -> date | None:
    for node in tree.css(_MARKED)[:5]:
        attributes = node.attributes
        day = _first([attributes.get(name) or "" for name in ("datetime", "content")], known)
        if day:
            return day
    times = tree.css("article time[datetime], main time[datetime]") or tree.css("time[datetime]")
    days = [_first([node.attributes.get("datetime") or ""], known) for node in times[:3]]
    return next((day for day in days if day), None)


def _boxed(page: Page, known: datetime) -> date | None:
    """Find a date in words in a box named for it."""
    return _first_day(_named(page.tree), known)


def _seen(page: Page, body: Body, known: datetime) -> date | None:
    """Find a date in words: in the title, in a short line near the body, or in its own line."""
    near = page.blocks[max(body.first - _NEAR, 0) : body.first + 1] if body.first >= 0 else []
    before = (block.text for block in near if block.tag not in _PICTURE)
    return _first_day([*_parted_title(page.tree), *before], known) or _alone(page, body, known)


def _first_day(lines: list[str], known: datetime) -> date | None:
    short = (line for line in lines if len(line) <= SHORT)
    days = (not_ahead(find_date(line, short_year=True), known) for line in short)
    return next((day for day in days if day), None)


def _named(tree: LexborHTMLParser) -> list[str]:
    """Give what boxes named for a date say, but for those in links: the other article's."""
    return [tidy(node.text()) for node in tree.css(_NAMED)[:12] if not _in_link(node)]


def _in_link(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(_LINKED):
        if above is None or above.tag == "a":
            return above is not None
        above = above.parent
    return False


def _parted_title(tree: LexborHTMLParser) -> list[str]:
    """Give the parts of a page's title that are a date alone: `Cable cut | The Paper | 28.4.2023`.

    The last two, for a title may begin with the day that it tells of.
    """
    head = tree.css_first("title")
    parts = _PARTED.split(tidy(head.text()))[1:][-2:] if head else []
    return [part for part in parts if (found := date_span(part)) and found[1:] == (0, len(part))]


def _alone(page: Page, body: Body, known: datetime) -> date | None:
    """Find a line that is a date and hardly anything else, further off or just below the body."""
    if body.first < 0:
        return None
    above = page.blocks[max(body.first - _FAR, 0) : body.first]
    below = page.blocks[max(body.last - _BELOW, body.first) : body.last + 1 + _BELOW]
    for block in (*reversed(above), *below):
        short = len(block.text) <= SHORT and block.tag not in _PICTURE
        found = date_span(block.text, short_year=True) if short else None
        if found and len(block.text) - (found[2] - found[1]) <= LABEL:
            day = not_ahead(found[0], known)
            if day is not None:
                return day
    return None
