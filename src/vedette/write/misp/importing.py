"""Incidents as MISP events in one file, which MISP's own import takes."""

from collections.abc import Iterable, Iterator

from vedette.answers import Dossier, Imprint
from vedette.write.misp.telling import dumped, event

MEDIA_TYPE = "application/json"
ENDING = "misp.json"
NEEDS = ("pymisp", "misp")


def write_incidents(dossiers: Iterable[Dossier], imprint: Imprint) -> Iterator[bytes]:
    """Write events in the order given, one on a line."""
    yield b'{"response":['
    for number, dossier in enumerate(dossiers):
        yield (b",\n" if number else b"\n") + dumped(event(dossier, imprint)).rstrip()
    yield b"\n]}\n"
