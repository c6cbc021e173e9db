"""Incidents out of a desk, in the formats that other systems accept.

A format is a module: `write` lays findings out, `write_incidents` incidents, and it may have both.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal

from vedette.answers import Dossier, IncidentAsk, IncidentSheet, Judgement, Origin
from vedette.desk.decisions import Decided
from vedette.desk.paging import pages
from vedette.desk.plugins import part, plugged
from vedette.errors import ConfigurationError
from vedette.records import Field

if TYPE_CHECKING:
    from vedette.desk.answering import Desk

Exported = Literal["finding", "incident"]
WRITERS: Final[dict[Exported, str]] = {"finding": "write", "incident": "write_incidents"}
FEEDS: Final = ("atom", "rss")
"""Formats that are asked again and again, and in which every entry leads to a page."""
UNTOLD: Final = frozenset({"withdraw", "handle", "release"})
"""Decisions that say nothing of an incident, or only who may be told of it."""
AT_ONCE = 100
"""Incidents that are listed at once; each is then asked for with all its reports, some 10 ms."""


def formats(noun: Exported) -> tuple[str, ...]:
    """Name the formats in which findings, or incidents, can be written."""
    return tuple(
        sorted(
            name for name, module in plugged("formats").items() if hasattr(module, WRITERS[noun])
        )
    )


def writes(format_: str, noun: Exported) -> bool:
    """Whether a format lays out that noun; raises ConfigurationError where there is no such one."""
    return hasattr(part("formats", format_), WRITERS[noun])


def media_type(format_: str) -> str:
    """Say what a format's bytes are; what says nothing of itself is bytes."""
    return str(getattr(part("formats", format_), "MEDIA_TYPE", "application/octet-stream"))


def writer(format_: str, noun: Exported) -> Any:
    """Give a format's module; raises ConfigurationError where it does not write that noun."""
    found = part("formats", format_)
    if not hasattr(found, WRITERS[noun]):
        raise ConfigurationError(
            what=f"the format {format_!r} does not write {noun}s",
            where=f"entry point {format_} of vedette.formats",
            remedy=f"give one of {', '.join(formats(noun))}",
        )
    return found


def incidents(
    desk: "Desk",
    format_: str,
    ask: IncidentAsk = IncidentAsk(),  # noqa: B008  # frozen
    *,
    address: str = "",
    query: str = "",
    most: int | None = None,
) -> Iterator[bytes]:
    """Write the incidents that answer a question, the one last reported first.

    `address` is where the desk stands, `query` the question as its pages write it; `most` stops
    after so many. Raises ConfigurationError where the format cannot, NotWatched as lists do.
    """
    return _written(desk, format_, _names(desk, ask, most), address, query)


def incident(desk: "Desk", format_: str, start: str, *, address: str = "") -> Iterator[bytes]:
    """Write the only incident whose id begins so; raises NotHeld."""
    return _written(desk, format_, [desk.only("incident", start).line.id], address, "")


def _names(desk: "Desk", ask: IncidentAsk, most: int | None) -> list[str]:
    """Give ids before any is written, so that none is lost where a report moves another."""
    found: dict[str, None] = {}
    for page in pages(desk.incidents, replace(ask, limit=AT_ONCE)):
        found |= dict.fromkeys(line.id for line in page.lines)
        if most is not None and len(found) >= most:
            break
    return list(found)[:most]


def _written(
    desk: "Desk", format_: str, names: Iterable[str], address: str, query: str
) -> Iterator[bytes]:
    module = writer(format_, "incident")
    dossiers = (found for name in names if (found := desk.dossier(name)))
    imprint = replace(desk.imprint(), address=address, query=query)
    written: Iterator[bytes] = module.write_incidents(dossiers, imprint)
    return written


def dossier(
    sheet: IncidentSheet,
    decided: Sequence[Decided],
    coded: datetime,
    blamed: tuple[Field, ...],
    origins: tuple[Origin, ...],
) -> Dossier:
    """Put together what leaves the desk of an incident; who decided and why stay behind."""
    listed = [one for one in decided if one.ruling.decision.verb not in UNTOLD]
    moments = [one.ruling.decision.at for one in decided]
    known = [account.head.known for account in sheet.accounts]
    return Dossier(
        sheet=sheet,
        changed=max([coded, *moments, *known]),
        blamed=blamed,
        origins=origins,
        judgements=tuple(map(_judgement, listed)),
    )


def _judgement(one: Decided) -> Judgement:
    made, change = one.ruling.decision, one.ruling.change
    return Judgement(
        number=one.ruling.number,
        at=made.at,
        verb=made.verb,
        fields=tuple(name for name in ("kind", "place") if name in change),
        standing=one.standing,
    )
