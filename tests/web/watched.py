"""How much of the invented outlets was seen: a day of every kind, and one outlet in the dark."""

from datetime import timedelta

from tests.web.invented import NOON, SOURCES

from vedette.coverage import BY, Coverage, CoverageAsk, CoverageLine, Mark, Spell

MARKS: tuple[Mark, ...] = ("unknown", "full", "part", "silent", "blind")
SINCE = NOON.date() - timedelta(days=len(MARKS) - 1)


def line(name: str, evil: str) -> CoverageLine:
    """A line with a day of every kind."""
    dark = name == SOURCES[1].id
    return CoverageLine(
        name=name,
        expected=None if name == SOURCES[4].id else 80.4,
        seen=61,
        share=0.756,
        read=58,
        coded=58,
        failed=3,
        later=4,
        polls=120,
        failed_polls=31,
        blind=NOON - timedelta(hours=7) if dark else None,
        why={f"no connection in time {evil}".strip(): 31, "no text": 3},
        marks=MARKS,
    )


def watched(ask: CoverageAsk, evil: str) -> Coverage:
    """Answer as a desk does, of all sources whatever is asked."""
    names = {
        "source": [one.id for one in SOURCES],
        "country": [one.country for one in SOURCES],
        "language": ["en"],
        "day": [(SINCE + timedelta(days=n)).isoformat() for n in range(len(MARKS))],
    }
    assert set(names) == set(BY)
    spell = Spell(
        source=SOURCES[1].id,
        channel=f"https://lt.pakrante.example/rss {evil}".strip(),
        since=NOON - timedelta(hours=7),
        until=None,
        failed=31,
        why=f"no connection in time {evil}".strip(),
    )
    return Coverage(
        since=SINCE,
        until=NOON.date(),
        listed=len(SOURCES),
        seen=3,
        blind=(spell,),
        unpolled=(SOURCES[4].id,),
        uncoded=("lt",),
        depths={"en": "full", "fi": "incident"},
        by=ask.by,
        lines=tuple(line(name, evil) for name in names[ask.by]),
        total=line("", evil),
        spells=(spell,) if ask.sources else (),
    )
