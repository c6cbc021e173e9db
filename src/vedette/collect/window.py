"""Which part of a site's sitemaps to look at: decided without asking anything.

A site of a million addresses lists them all, in thousands of files. What is new stands in few: in
the sitemap of news, in the files that say they changed, in those whose name has the newest date.
And of their addresses only the newest count, by the date of the news, of the last change, or in the
address itself.
"""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from vedette.collect.changes import EPOCH
from vedette.collect.urlset import Child
from vedette.records import Entry

DAY = timedelta(days=1)

LOOK_BACK = timedelta(days=3)
"""How old an address may be at the first look. Sitemaps of news list two days."""

LONGEST = timedelta(days=30)
"""How far back a desk looks that was away; what is older is for `vedette backfill`."""

MOST = 1000
"""Addresses that one look brings, as for a feed."""

FILES = 8
"""Sitemaps that one look asks for, at a polite pace a quarter of a minute."""

STAMPED = 10
"""From so many addresses on, one date for all is that of the file's making."""

NEWS = re.compile(r"news(?!letter)|nyhet|uutis|naujien|zinas|aktualn|nachricht", re.IGNORECASE)
ASIDE = re.compile(
    r"image|picture|photo|video|author|writer|tag(?:s|[-_.]|$)|categor|taxonom|keyword|product|event"
    r"|user|profile|podcast|forum|recipe|weather",
    re.IGNORECASE,
)
"""Names of sitemaps that list no articles."""

_DATED = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[-_/.]?(0[1-9]|1[0-2])(?:[-_/.]?([0-2]\d|3[01]))?)?(?!\d)"
)
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])(?:[/-]([0-2]?\d|3[01]))?(?=[/-])")
_MEDIA = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|mp[34]|m4[av]|webm|avi|mov|wav|ogg|zip|gz|css|js|xml|json|txt)$",
    re.IGNORECASE,
)


class Stretch(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The time that is looked at: from `since` on, before `until` where that is told."""

    since: datetime
    until: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        """Tell whether a moment lies in it; a bare day counts where any part of it does."""
        end = moment + DAY if is_day(moment) and moment.date() < date.max else moment
        return end > self.since and (self.until is None or moment < self.until)

    def meets(self, days: Stretch) -> bool:
        """Tell whether some of these days lie in it."""
        begin = datetime.combine(days.first, datetime.min.time(), UTC)
        end = datetime.combine(days.last, datetime.max.time(), UTC)
        return end >= self.since and (self.until is None or begin < self.until)


def window(now: datetime, last_look: datetime | None) -> Window:
    """Choose the window of a look: the last days, or all since the last look where that is more."""
    since = now - LOOK_BACK
    if last_look is not None:
        since = min(since, last_look - DAY)
    return Window(since=max(since, now - LONGEST))


def is_day(moment: datetime) -> bool:
    """Tell whether a moment is a bare day, which is written as its beginning in UTC."""
    return moment.utcoffset() == timedelta() and moment.time() == datetime.min.time()


def days_in(name: str, pattern: re.Pattern[str] = _DATED) -> Stretch | None:
    """Read the day, month or year in a name; the last one that is there counts.

    >>> days_in("https://a.ee/sitemap-2025-02.xml.gz")
    Stretch(first=datetime.date(2025, 2, 1), last=datetime.date(2025, 2, 28))
    """
    for found in reversed(list(pattern.finditer(name))):
        year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
        try:
            first = date(year, month or 1, day or 1)
        except ValueError:
            continue
        if day:
            return Stretch(first, first)
        return Stretch(first, date(year, month or 12, monthrange(year, month or 12)[1]))
    return None


# ── Sitemaps ────────────────────────────────────────────────────────────────────────────────────


def chosen(
    children: Sequence[Child], seen: Window, *, news: bool = True, most: int = FILES
) -> tuple[Child, ...]:
    """Choose the sitemaps of an index that can hold what is new, the likeliest first.

    Where there are sitemaps of `news`, they alone: they list the same articles, and fewer.
    """
    able = reachable(children, seen)
    first = [child for child in able if news and NEWS.search(_name(child.url))]
    order = {child.url: n for n, child in enumerate(able)}
    likeliest = sorted(
        first or able, key=lambda child: (_promise(child), -order[child.url]), reverse=True
    )
    return tuple(likeliest[:most])


def reachable(children: Sequence[Child], seen: Window) -> list[Child]:
    """Leave out the sitemaps that cannot hold what is looked for, by date or by name."""
    kept = [child for child in children if not ASIDE.search(_name(child.url))] or list(children)
    return [child for child in kept if _may_hold(child, seen)]


def _may_hold(child: Child, seen: Window) -> bool:
    """Tell whether a file can hold it: a file that did not change since holds nothing newer."""
    if child.changed is not None and not Window(since=seen.since).holds(child.changed):
        return False
    days = days_in(_name(child.url))
    return days is None or seen.meets(days)


def _promise(child: Child) -> tuple[bool, datetime, date, int]:
    """Order sitemaps by what they promise: those with a date, the newest date, the last number."""
    days = days_in(_name(child.url))
    numbers = [int(found) for found in re.findall(r"\d{1,9}", _name(child.url))]
    return (
        child.changed is not None or days is not None,
        child.changed or EPOCH,
        days.last if days else date.min,
        max(numbers, default=0),
    )


def _name(url: str) -> str:
    """Give what a sitemap is called: its path and query, without the host, whose name may mislead.

    >>> _name("https://news.example/sitemap-1.xml?yyyy=2025")
    '/sitemap-1.xml?yyyy=2025'
    """
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


# ── Addresses ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The addresses of one sitemap: `dated` ones that lie in the window, and `undated` ones.

    Of an undated address only a second look can tell whether it is new.
    """

    dated: tuple[Entry, ...]
    undated: tuple[Entry, ...]


def sorted_out(pages: Sequence[Entry], seen: Window) -> Sorted:
    """Sort addresses by whether their dates lie in the window."""
    pages = _unstamped(pages)
    told = [(page, date_of(page)) for page in pages]
    undated = [page for page, moment in told if moment is None and _could_be(page, seen)]
    dated = [page for page, moment in told if moment is not None and seen.holds(moment)]
    return Sorted(dated=tuple(dated), undated=tuple(undated))


def date_of(page: Entry) -> datetime | None:
    """Give the latest date of an address: of its change, its publication, or in its path."""
    told = [moment for moment in (page.updated, page.published) if moment is not None]
    return max(told) if told else day_in(page.link)


def day_in(link: str) -> datetime | None:
    """Give the day that stands in an address, as its beginning in UTC; a month alone is none.

    >>> day_in("https://a.ee/2025/11/20/cable").isoformat(), day_in("https://a.ee/2025/11/cable")
    ('2025-11-20T00:00:00+00:00', None)
    """
    days = days_in(link, _IN_PATH)
    if days is None or days.first != days.last:
        return None
    return datetime.combine(days.first, datetime.min.time(), UTC)


def _could_be(page: Entry, seen: Window) -> bool:
    days = days_in(page.link, _IN_PATH)
    return days is None or seen.meets(days)


def _unstamped(pages: Sequence[Entry]) -> Sequence[Entry]:
    """Drop a last change that all addresses share: it is when the file was made."""
    stamps = {page.updated for page in pages}
    if len(pages) >= STAMPED and len(stamps) == 1:
        return [replace(page, updated=None) for page in pages]
    return pages


def articles(pages: Iterable[Entry], *, home: str, pattern: str = "") -> tuple[Entry, ...]:
    """Leave out what cannot be an article: other sites, pictures, home and sections.

    A section is an address below which others lie. With a `pattern`, only what it finds counts.
    """
    host = bare_host(home)
    own = [page for page in pages if is_of(page.link, host) and not _MEDIA.search(_path(page))]
    if pattern:
        wanted = re.compile(pattern)
        return tuple(page for page in own if wanted.search(page.link))
    above = Counter(parent for page in own for parent in _parents(_path(page)))
    return tuple(page for page in own if not _is_section(page, above))


def _is_section(page: Entry, above: Mapping[str, int]) -> bool:
    path = _path(page).strip("/")
    return not urlsplit(page.link).query and (not path or above.get(path, 0) > 0)


def _path(page: Entry) -> str:
    return urlsplit(page.link).path


def _parents(path: str) -> list[str]:
    steps = path.strip("/").split("/")
    return ["/".join(steps[:n]) for n in range(1, len(steps))]


def bare_host(url: str) -> str:
    """Give the host without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def is_of(link: str, host: str) -> bool:
    """Tell whether an address is of this site: its host, one below it, or the one above.

    >>> is_of("https://news.example.ee/a", "example.ee"), is_of("https://other.ee/a", "example.ee")
    (True, False)
    """
    other = bare_host(link)
    return other == host or other.endswith(f".{host}") or host.endswith(f".{other}")
