"""Days and moments as pages write them, read strictly: a wrong date is worse than none.

A moment without a zone counts as its day only, and so does midnight, which most systems write when
they know no hour. Numbers with slashes are read only where no month can be meant (18/04/2021; but
3/4/2025 is two days), numbers with dots always: only countries that put the day first write them.

>>> read_date("2025-12-13T08:30:00+01:00").isoformat()
'2025-12-13T08:30:00+01:00'
>>> read_date("13 December 2025"), read_date("3/4/2025")
(datetime.date(2025, 12, 13), None)
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

EARLIEST = date(1990, 1, 1)
"""Nothing on the web is older than the web; older dates on pages are the subject, or 1970."""

AHEAD = timedelta(days=2)
"""How far a date may lie after the page was known here: zones give one day, clocks another."""

# A month's name in any of these languages means the same month in all of them that use it; names
# that do not (listopad: November in Polish and Czech, October in Croatian) follow the languages
# around the Baltic. Genitives stand beside nominatives.
_MONTH_NAMES = (
    (
        "january jan januar jänner januari stycznia styczeń ledna leden tammikuu tammikuuta "
        "jaanuar sausio janvāris janvārī января січня ianuarie janvier enero gennaio janeiro"
    ),
    (
        "february feb februar feber februari lutego luty února únor helmikuu helmikuuta "
        "veebruar vasario februāris februārī февраля лютого februarie février febrero febbraio "
        "fevereiro"
    ),
    (
        "march mar märz mars marts maart marca marzec března březen maaliskuu maaliskuuta märts "
        "kovo martā марта березня martie marzo março"
    ),
    (
        "april apr kwietnia kwiecień dubna duben huhtikuu huhtikuuta aprill balandžio aprīlis "
        "aprīlī апреля квітня aprilie avril abril aprile"
    ),
    (
        "may mai maj mei maja května květen toukokuu toukokuuta gegužės maijs maijā мая травня "
        "mayo maggio maio"
    ),
    (
        "june jun juni czerwca czerwiec června červen kesäkuu kesäkuuta juuni birželio jūnijs "
        "jūnijā июня червня iunie juin junio giugno junho"
    ),
    (
        "july jul juli lipca lipiec července červenec heinäkuu heinäkuuta juuli liepos jūlijs "
        "jūlijā июля липня iulie juillet julio luglio julho"
    ),
    (
        "august aug augusti augustus sierpnia sierpień srpna srpen elokuu elokuuta rugpjūčio "
        "augusts augustā августа серпня août agosto"
    ),
    (
        "september sep sept września wrzesień září syyskuu syyskuuta rugsėjo septembris "
        "septembrī сентября вересня septembrie septembre septiembre settembre setembro"
    ),
    (
        "october oct okt oktober października październik října říjen lokakuu lokakuuta "
        "oktoober spalio oktobris oktobrī октября жовтня octombrie octobre octubre ottobre "
        "outubro"
    ),
    (
        "november nov listopada listopad listopadu marraskuu marraskuuta lapkričio novembris "
        "novembrī ноября листопада noiembrie novembre noviembre novembro"
    ),
    (
        "december dec dez dezember grudnia grudzień prosince prosinec joulukuu joulukuuta "
        "detsember gruodžio decembris decembrī декабря грудня decembrie décembre diciembre "
        "dicembre dezembro"
    ),
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))

_ISO = re.compile(
    r"\s*(\d{4})-(\d\d)-(\d\d)"
    r"(?:[T ]+(\d\d):(\d\d)(?::(\d\d?)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?"
    r"(?![\d-])"
)
_COMPACT = re.compile(r"\s*(20\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?)?\s*$")
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|\.|-?е)?\s*(?:of\s+|de\s+)?({_MONTH})\.?,?\s+(?:de\s+)?(\d{{4}})\b",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE
)
_YEAR_FIRST = re.compile(
    rf"\b(\d{{4}})(?:\.\s*gada|\s*m\.|\.)?\s+(?:(\d{{1,2}})\.\s*({_MONTH})|({_MONTH})\s+(\d{{1,2}}))\b",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(20\d\d|19\d\d)(?!\.?\d)")
_SHORT_YEAR = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d\d)(?!\.?\d)")
_EAST = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_IN_URL = re.compile(
    r"/(20[0-3]\d|199\d)[/_.-]?(0[1-9]|1[0-2])[/_.-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)|"
    r"[/_-](20[0-3]\d|199\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?=\D|$)|"
    r"/(20[0-3]\d)/([1-9]|1[0-2])/([1-9]|[12]\d|3[01])/"
)
_RFC = re.compile(r"\s*(?:[A-Za-z]{3},\s*)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d\d:\d\d")


def read_date(text: str) -> date | None:
    """Read a date that a machine wrote (ISO 8601, RFC 5322), or the first one in words."""
    text = text[:200]
    return _iso(text) or _rfc(text) or find_date(text)


def machine_date(text: str) -> date | None:
    """Read a date only where it is written for machines."""
    text = text[:60]
    return _iso(text) or _rfc(text)


def find_date(text: str, *, short_year: bool = False) -> date | None:
    """Find the first full date (day, month in words or with dots, year) in a line."""
    found = date_span(text, short_year=short_year)
    return found[0] if found else None


def date_span(text: str, *, short_year: bool = False) -> tuple[date, int, int] | None:
    """Find the first full date in a line, with its first character and the one after its last.

    With `short_year` 25.04.24 is one too, as bylines write it; in prose it may be a version.
    """
    rules = (*_WORDED, _SHORT) if short_year else _WORDED
    hits = [hit for hit in (_hit(rule, text) for rule in rules) if hit]
    return min(hits, key=lambda hit: (hit[1], -hit[2]), default=None)


def url_date(url: str) -> date | None:
    """Read the day in a path such as `/2025/12/13/`; a year and a month alone are none."""
    path = url.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
    found = _IN_URL.search(path)
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    return _day(year, month, day)


def not_ahead(day: date | None, known: datetime) -> date | None:
    """Give the date back, unless it lies before the web or two days after the capture."""
    if day is None:
        return None
    as_day = day.date() if isinstance(day, datetime) else day
    return day if EARLIEST <= as_day <= known.date() + AHEAD else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso(text: str) -> date | None:
    found = _ISO.match(text) or _COMPACT.match(text)
    if not found:
        return None
    day = _day(*map(int, found.group(1, 2, 3)))
    hour, minute, second, zone = found.group(4, 5, 6, 7)
    if day is None or hour is None or zone is None:
        return day
    return _moment(day, int(hour), int(minute), int(second or 0), _zone(zone))


def _moment(day: date, hour: int, minute: int, second: int, zone: timezone | None) -> date:
    if zone is None or (hour, minute, second) == (0, 0, 0):
        return day
    try:
        return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return day


def _zone(text: str) -> timezone | None:
    if text in {"Z", "UTC", "GMT"}:
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset > timedelta(hours=14):
        return None
    return timezone(-offset if text[0] == "-" else offset)


def _rfc(text: str) -> date | None:
    if not _RFC.match(text):
        return None
    try:
        moment = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    zone = moment.utcoffset()
    known = timezone(zone) if zone is not None else None
    return _moment(moment.date(), moment.hour, moment.minute, moment.second, known)


_Parts = tuple[int, int, int]


def _day_first(m: re.Match[str]) -> _Parts:
    return int(m[3]), MONTHS[m[2].lower()], int(m[1])


def _month_first(m: re.Match[str]) -> _Parts:
    return int(m[3]), MONTHS[m[1].lower()], int(m[2])


def _year_first(m: re.Match[str]) -> _Parts:
    month, day = (m[3], m[2]) if m[3] else (m[4], m[5])
    return int(m[1]), MONTHS[month.lower()], int(day)


def _dotted(m: re.Match[str]) -> _Parts:
    return int(m[3]), int(m[2]), int(m[1])


def _short_year(m: re.Match[str]) -> _Parts:
    return 2000 + int(m[3]), int(m[2]), int(m[1])


def _year_month_day(m: re.Match[str]) -> _Parts:
    return int(m[1]), int(m[3]), int(m[4])


def _late_day(m: re.Match[str]) -> _Parts:
    """Read 18/04/2021: no month is the 18th, so that the day comes first."""
    return int(m[4]), int(m[3]), int(m[1])


def _in_order(m: re.Match[str]) -> _Parts:
    return int(m[1]), int(m[2]), int(m[3])


_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], _Parts]]
_WORDED: tuple[_Rule, ...] = (
    (_DAY_FIRST, _day_first),
    (_MONTH_FIRST, _month_first),
    (_YEAR_FIRST, _year_first),
    (_DOTTED, _dotted),
    (_EAST, _in_order),
    (re.compile(r"\b(20\d\d)([-/])(\d\d)\2(\d\d)\b"), _year_month_day),
    (re.compile(r"(?<![\d/-])(1[3-9]|2\d|3[01])([-/])(\d\d)\2(20\d\d)(?![\d/-])"), _late_day),
)
_SHORT: _Rule = (_SHORT_YEAR, _short_year)


def _hit(rule: _Rule, text: str) -> tuple[date, int, int] | None:
    pattern, parts = rule
    for found in pattern.finditer(text):
        day = _day(*parts(found))
        if day:
            return day, found.start(), found.end()
    return None
