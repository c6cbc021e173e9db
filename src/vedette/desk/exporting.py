"""Incidents out of a desk, in the formats that other systems accept.

A format is a module: `write` lays findings out, `write_incidents` incidents, and `write_folder`
incidents as several files, which leave as one zip where a folder cannot be; it may have any of
these. `NEEDS` names the module and the extra without which it cannot be written, `OWN` the patterns
of files that must go from a folder where they are not written anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from vedette.answers import Dossier, IncidentAsk, IncidentSheet, Judgement, Origin
from vedette.desk import files
from vedette.desk.decisions import Decided
from vedette.desk.paging import pages
from vedette.desk.plugins import part, plugged
from vedette.errors import ConfigurationError, MissingExtra
from vedette.records import Field
from vedette.relate.rulings import DUTY
from vedette.write.parts import Part, zipped

if TYPE_CHECKING:
    from vedette.desk.answering import Desk

Exported = Literal["finding", "incident"]
WRITERS: Final[dict[Exported, tuple[str, ...]]] = {
    "finding": ("write",),
    "incident": ("write_incidents", "write_folder"),
}
FEEDS: Final = ("atom", "rss")
"""Formats that are asked again and again, and in which every entry leads to a page."""
UNTOLD: Final = DUTY | {"withdraw", "handle", "release", "second", "hand_over", "take_over"}
"""Decisions that say nothing of an incident, or only who may be told of it or has taken it on."""
AT_ONCE = 100
"""Incidents that are listed at once; each is then asked for with all its reports, some 10 ms."""


def formats(noun: Exported) -> tuple[str, ...]:
    """Name the formats in which findings, or incidents, can be written here."""
    return tuple(
        sorted(
            name
            for name, module in plugged("formats").items()
            if _writes(module, noun) and not lacks(module)
        )
    )


def writes(format_: str, noun: Exported) -> bool:
    """Whether a format lays out that noun; raises ConfigurationError where there is no such one."""
    return _writes(part("formats", format_), noun)


def _writes(module: Any, noun: Exported) -> bool:
    return any(hasattr(module, name) for name in WRITERS[noun])


def lacks(module: Any) -> MissingExtra | None:
    """Say which extra a format needs that is not installed, None for one that needs none."""
    needed, extra = getattr(module, "NEEDS", ("", ""))
    if not needed or find_spec(needed):
        return None
    return MissingExtra(
        what="the format cannot be written",
        where=str(module.__name__),
        why=f"it needs {needed}, which is not installed",
        remedy=f"pip install 'vedette[{extra}]'",
    )


def media_type(format_: str) -> str:
    """Say what a format's bytes are; what says nothing of itself is bytes."""
    return str(getattr(part("formats", format_), "MEDIA_TYPE", "application/octet-stream"))


def ending(format_: str) -> str:
    """Say how the names of its files end: as the format says, else by its own name."""
    return str(getattr(part("formats", format_), "ENDING", format_))


def is_folder(format_: str) -> bool:
    """Whether a format is several files."""
    return hasattr(part("formats", format_), "write_folder")


def writer(format_: str, noun: Exported) -> Any:
    """Give a format's module; raises ConfigurationError where it does not write that noun.

    Raises MissingExtra where it needs one.
    """
    found = part("formats", format_)
    if not _writes(found, noun):
        raise ConfigurationError(
            what=f"the format {format_!r} does not write {noun}s",
            where=f"entry point {format_} of vedette.formats",
            remedy=f"give one of {', '.join(formats(noun))}",
        )
    if missing := lacks(found):
        raise missing
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
    imprint = replace(desk.imprint(), address=address, query=query)
    if hasattr(module, "write_incidents"):
        written: Iterator[bytes] = module.write_incidents(_dossiers(desk, names), imprint)
        return written
    return zipped(module.write_folder(_dossiers(desk, names), imprint))


def _dossiers(desk: "Desk", names: Iterable[str]) -> Iterator[Dossier]:
    return (found for name in names if (found := desk.dossier(name)))


def folder(
    desk: "Desk", format_: str, path: Path, which: IncidentAsk | str, *, address: str = ""
) -> int:
    """Write incidents as files in a folder; give how many files.

    `which` is a question, or how the id of the only incident begins. Each file is there whole or
    not at all, the one that a reader looks for first comes last. What stands in the folder
    otherwise stays, but for what an earlier export left. Raises as `incidents` and `incident` do,
    and OSError.
    """
    module = writer(format_, "incident")
    if isinstance(which, str):
        names = [desk.only("incident", which).line.id]
    else:
        names = _names(desk, which, None)
    imprint = replace(desk.imprint(), address=address)

    def held(name: str) -> bytes | None:
        at = path / name
        return at.read_bytes() if at.is_file() else None

    parts = module.write_folder(_dossiers(desk, names), imprint, held)
    made = {_put(one, path) for one in parts}
    for left in {at for own in getattr(module, "OWN", ()) for at in path.glob(own)} - made:
        left.unlink()
    return len(made)


def _put(made: Part, path: Path) -> Path:
    """Write one file of a folder, and give where it stands."""
    at = path / made.name
    at.parent.mkdir(parents=True, exist_ok=True)
    with files.whole(at) as file:
        file.writelines(made.chunks)
    return at


def dossier(
    sheet: IncidentSheet,
    decided: Sequence[Decided],
    coded: datetime,
    blamed: tuple[Field, ...],
    origins: tuple[Origin, ...],
) -> Dossier:
    """Put together what leaves the desk of an incident; who decided and why stay behind."""
    listed = [one for one in decided if one.ruling.decision.verb not in UNTOLD]
    duties = {one.ruling.number for one in decided if one.ruling.decision.verb in DUTY}
    moments = [
        one.ruling.decision.at
        for one in decided
        if not {one.ruling.number, one.ruling.decision.withdraws} & duties
    ]
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
