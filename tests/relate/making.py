"""Reports and codings made by hand, to be put together."""

from datetime import UTC, datetime, timedelta

from vedette.records import Article, Coding, Field, Finding, Place, Span, TimeExpression, digest
from vedette.relate.signatures import Signature, sign

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def report(
    key: str,
    text: str,
    *,
    title: str = "",
    source: str = "",
    days: float = 0,
    language: str = "en",
) -> Article:
    """Make an article that was published so many days after the first."""
    at = NOON + timedelta(days=days)
    return Article(
        text=text,
        title=title,
        published=at,
        known=at,
        language=language,
        source=source or f"xx/{key}",
        key=key,
        slug=key,
    )


def entry(text: str, words: str, value: object = None) -> Field:
    """Point at words of a text."""
    start = text.index(words)
    return Field(span=Span(start, start + len(words)), text=words, value=value)


def incident(
    text: str,
    anchor: str,
    kind: str,
    *,
    name: str = "i",
    when: str = "",
    where: str = "",
    **told: str,
) -> Finding:
    """Make an incident whose anchor, time and place are words of a text."""
    fields = {n: (Field(value=value),) for n, value in told.items()}
    if when:
        words, _, value = when.partition(" = ")
        fields["when"] = (entry(text, words, value),)
    if where:
        fields["where"] = (entry(text, where),)
    span = entry(text, anchor).span
    return Finding(id=digest(name, text), type="incident", kind=kind, anchor=(span,), fields=fields)


def signed(
    article: Article,
    *findings: Finding,
    places: dict[str, tuple[float, float]] | None = None,
    times: tuple[TimeExpression, ...] = (),
) -> Signature:
    """Sign an article with findings, places of some names, and times."""
    listed = tuple(
        Place(
            span=entry(article.text, name).span,
            text=name,
            lat=lat,
            lon=lon,
            country="LV",
            precision="town",
            radius_km=3.0,
        )
        for name, (lat, lon) in (places or {}).items()
        if name in article.text
    )
    coding = Coding(
        text_hash=article.text_hash,
        reader="",
        coder="by hand",
        taxonomy="",
        findings=findings,
        places=listed,
        times=times,
    )
    return sign(article, coding)


def day(text: str, words: str, value: str) -> TimeExpression:
    """Make a time expression of a text."""
    return TimeExpression(span=entry(text, words).span, text=words, value=value, type="DATE")
