"""What became of what each source told, moved on by the incidents that are others than before.

Of 20,000 incidents all were read whole after every report, 0.5 s of processor time, before the
first grade could be given; to look through their bytes for those that are others took 0.1 s. Now
each has a digest, and these are looked through out of an index.
"""

from collections.abc import Callable, Collection, Mapping
from threading import Lock

from sqlalchemy import Connection

from vedette.assess.hearing import Reports
from vedette.assess.tracks import Part, Track, part_of, summed
from vedette.ledger import related
from vedette.ledger.related import Outline
from vedette.ledger.since import Since

Hear = Callable[[Connection, Collection[Outline]], Reports]
"""Gives who printed the reports of some incidents, and which of them are copies."""


class Tracking:
    """The tracks of sources, with what each incident counts: some 200 bytes of each.

    An incident counts as before while its bytes are the same, and its reports stand as they did.
    """

    def __init__(self, hear: Hear) -> None:
        self._hear = hear
        self._lock = Lock()
        self._since: Since | None = None
        self._copies: frozenset[str] = frozenset()
        self._held: dict[str, tuple[int, Part]] = {}
        self._parts: dict[Part, Part] = {}

    def tracks(self, connection: Connection) -> Mapping[str, Track]:
        """Count for every source what the incidents that a connection sees tell of it."""
        with self._lock:
            copies = frozenset(related.origins(connection))
            moved = self._moved(connection, copies)
            held = {} if moved is None else self._held
            kept: dict[str, tuple[int, Part]] = {}
            fresh: dict[str, int] = {}
            for name, here in related.digests(connection):
                known = held.get(name)
                if known and known[0] == here and name not in (moved or ()):
                    kept[name] = known
                else:
                    fresh[name] = here
            found = related.outlines(connection, fresh)
            reports = self._hear(connection, found.values())
            for name, told in found.items():
                part = part_of(told, reports)
                kept[name] = fresh[name], self._parts.setdefault(part, part)
            self._since, self._copies, self._held = Since.now(connection), copies, kept
            return summed(part for _, part in kept.values())

    def _moved(self, connection: Connection, copies: frozenset[str]) -> frozenset[str] | None:
        """Name the incidents whose reports stand otherwise; None where the log cannot tell."""
        if self._since is None or not self._since.tells(connection):
            return None
        changed = {article for _, article in self._since.changed(connection)}
        return frozenset(related.telling(connection, changed | (copies ^ self._copies)))
