"""What the caller already knows about a capture: headers whose names begin with `x-`.

Who hands in articles as JSON Lines often has title, date, outlet and address beside the text. They
travel as `x-title`, `x-published`, `x-outlet`, `x-url`, `x-slug` and `x-language`, and they win
over whatever a page says. A collector must not let a server set them.
"""

from dataclasses import replace
from datetime import date

from vedette.errors import ReadError
from vedette.read.dates import read_date
from vedette.records import Article, Capture


def declared_charset(capture: Capture) -> str:
    """Name the charset in the content-type header, or ''."""
    _, _, parameters = capture.headers.get("content-type", "").partition(";")
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")
    return ""


def where(capture: Capture) -> str:
    """Name a capture in an error: its address, else its key."""
    return capture.final_url or capture.url or capture.key or "a capture"


def web_address(*candidates: str) -> str | None:
    """Pick the first candidate that is an address on the web."""
    for candidate in candidates:
        if candidate.lower().startswith(("http://", "https://")):
            return candidate
    return None


def overlay(article: Article, capture: Capture) -> Article:
    """Lay what the caller knows over an article, and stamp where it came from."""
    told = {name[2:]: value for name, value in capture.headers.items() if name.startswith("x-")}
    day = _published(told["published"], capture) if told.get("published") else article.published
    return replace(
        article,
        title=told.get("title") or article.title,
        published=day,
        language=told.get("language") or article.language,
        url=told.get("url") or article.url,
        outlet=told.get("outlet") or article.outlet,
        slug=told.get("slug") or article.slug,
        source=capture.source,
        key=capture.key,
        known=capture.known,
    )


def _published(text: str, capture: Capture) -> date:
    day = read_date(text)
    if day is None:
        raise ReadError(
            what=f"the date {text[:40]!r} cannot be read",
            where=where(capture),
            why="`published` came with the article",
            remedy="give it as 2025-12-13 or 2025-12-13T08:30:00+01:00",
        )
    return day
