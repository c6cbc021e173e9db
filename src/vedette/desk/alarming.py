"""Alarms on a table of counts, which needs no ledger."""

from pathlib import Path

from vedette.assess.alarms.promise import Promise
from vedette.assess.alarms.raising import Alarm, Watched, raise_alarms
from vedette.assess.alarms.table import read_counts
from vedette.errors import CountsError

__all__ = ["Alarm", "Promise", "Watched", "alarms_of"]


def alarms_of(path: Path, promise: Promise) -> Watched:
    """Read a file of comma-separated counts and watch it under a promise."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except OSError as fault:
        why = fault.strerror or "no reason given"
        raise CountsError(
            what="it cannot be opened", where=str(path), why=why, remedy="name a table of counts"
        ) from None
    except UnicodeDecodeError as fault:
        why = f"byte {fault.start} is not UTF-8"
        remedy = "save it as UTF-8"
        raise CountsError(
            what="it cannot be read", where=str(path), why=why, remedy=remedy
        ) from None
    return raise_alarms(read_counts(lines, str(path)), promise)
