"""Bringing a feed of MISP events into a live instance, through PyMISP.

    the folder of a feed ─► each event: not there → added; older there → edited; else left as it is

The folder is what `export --format misp-feed` keeps, so that what was taken back comes as an edit
in which it is deleted, or as an event that says it is withdrawn. MISP takes an edit only where its
timestamp is newer than its own; so a second run changes nothing, and what an analyst of the
instance changed since then stands.

Source: MISP's REST API, /events/add, /events/edit and /events/view.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, Protocol

from vedette.errors import MissingExtra, VedetteError
from vedette.write.misp import MANIFEST

SECONDS: Final = 60.0
"""For one question: a large event takes an instance that long to correlate."""
Done = Literal["added", "edited", "kept", "refused"]


class Instance(Protocol):
    """A live instance, as far as it is asked; PyMISP is one."""

    def event_exists(self, event: str) -> bool: ...
    def get_event(self, event: str) -> Any: ...
    def add_event(self, event: Any) -> Any: ...
    def update_event(self, event: Any) -> Any: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What became of an event, and what the instance said where it refused it."""

    uuid: str
    done: Done
    told: str = ""


def sync(folder: Path, to: Instance) -> Iterator[Synced]:
    """Bring each event of a feed into an instance; raises VedetteError where there is no feed."""
    for uuid in _listed(folder):
        yield _brought(uuid, (folder / f"{uuid}.json").read_text("utf-8"), to)


def _listed(folder: Path) -> list[str]:
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise VedetteError(
            what="this is no folder of a MISP feed",
            where=str(folder),
            why=str(fault),
            remedy="write one: vedette export --format misp-feed --output DIR",
        ) from fault
    return sorted(told)


def _brought(uuid: str, event: str, to: Instance) -> Synced:
    made = _library().MISPEvent()
    made.load(event)
    if not to.event_exists(uuid):
        return _synced(uuid, "added", to.add_event(made))
    there = to.get_event(uuid)
    if fault := _fault(there):
        return Synced(uuid=uuid, done="refused", told=fault)
    if int(there["Event"]["timestamp"]) >= int(json.loads(event)["Event"]["timestamp"]):
        return Synced(uuid=uuid, done="kept")
    return _synced(uuid, "edited", to.update_event(made))


def _synced(uuid: str, done: Done, answer: Any) -> Synced:
    fault = _fault(answer)
    return Synced(uuid=uuid, done="refused" if fault else done, told=fault)


def _fault(answer: Any) -> str:
    return json.dumps(answer["errors"])[:300] if "errors" in answer else ""


def instance(url: str, key: str) -> Instance:
    """Open a live instance, its certificate verified; raises VedetteError, MissingExtra."""
    library = _library()
    try:
        made: Instance = library.PyMISP(url, key, timeout=SECONDS, tool="vedette")
    except library.PyMISPError as fault:
        raise VedetteError(
            what="the MISP instance does not let us in",
            where=url,
            why=str(fault)[:300],
            remedy="see its address, and the key in VEDETTE_MISP_KEY",
        ) from fault
    return made


def _library() -> Any:
    """Give PyMISP; raises MissingExtra where it is not installed."""
    try:
        import pymisp  # noqa: PLC0415  # an extra, and slow to load
    except ImportError as fault:
        raise MissingExtra(
            what="MISP needs PyMISP, which is not installed",
            where="the extra misp",
            remedy="pip install 'vedette[misp]'",
        ) from fault
    return pymisp
