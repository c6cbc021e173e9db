r"""What another system says of an incident, laid out as a text, and found again in it.

A reader lays out, a coder finds: neither knows the other, but both know this page. The text has the
incident's name, its description, and below them a line for each thing that is told: a label, and
parts with a mark between them. The first part has the words in which it came, the last the form in
which a coder holds it, where that is another.

    Cable cut near Mika

    Somebody cut a signalling cable.

    Kind: Infrastructure attack · sabotage
    When: 2026-03-01
    Place: Mika · PL · 51.96, 21.52 · within 5 km · town

>>> text = lay("Cut", "", [("Kind", ["sabotage"]), ("Killed", ["nobody", "0"])])
>>> [(line.label, line.words(text), line.form(text)) for line in lines(text)]
[('Kind', 'sabotage', 'sabotage'), ('Killed', 'nobody', '0')]

No value holds a line break, so that no words of others make a line of their own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from vedette.records import Span
from vedette.titled import below

READERS: Final = ("stix", "csv")
"""The readers that lay out so; an article's `reader` begins with one of them and `@`."""
LABELS: Final = (
    "Kind", "Stage", "When", "Place", "Killed", "Injured", "Target", "Said", "Answer", "Actor",
    "Report", "Note",
)  # fmt: skip
BETWEEN: Final = " · "
NAMELESS: Final = "Incident"
"""Stands in the first line where the other system gave no name."""
SAMPLE: Final = "SAMPLE: "
"""How the names of what a desk's sample passes on begin: all of that is invented."""
UNTOLD: Final = "somebody"
"""Who accuses, where that is not told."""
LONGEST: Final = 4000
"""Characters of one value: descriptions are seldom longer, and a text stays readable."""

_UNFIT: Final = re.compile("[\0\ud800-\udfff]")
"""What no database holds, and a reader would drop afterwards."""
_LINE: Final = re.compile(rf"^({'|'.join(LABELS)}): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A thing that is told: its label, and where its parts stand in the text."""

    label: str
    parts: tuple[Span, ...]

    def part(self, text: str, n: int) -> str:
        """Give the words of a part, empty where there is none."""
        return text[slice(*self.parts[n])] if n < len(self.parts) else ""

    def words(self, text: str) -> str:
        """Give the words in which it came."""
        return self.part(text, 0)

    def form(self, text: str) -> str:
        """Give the form in which a coder holds it."""
        return text[slice(*self.parts[-1])]


def laid_out(reader: str) -> bool:
    """Say whether a reader, `name@version`, lays out so."""
    return reader.partition("@")[0] in READERS


def prose(reader: str, title: str, text: str) -> str:
    """Give what of an article may be a copy: what stands below its title, which each outlet makes.

    What is laid out so repeats no other. Two rows of one table, with the same labels and the same
    sender, are alike in most words.
    """
    return "" if laid_out(reader) else text[below(title, text) :]


def lay(name: str, description: str, told: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Lay an incident out; what is empty is left out, and what is the same is said once."""
    listed = [
        (label, list(dict.fromkeys(filter(None, map(plain, parts))))) for label, parts in told
    ]
    listing = [f"{label}: {BETWEEN.join(parts)}" for label, parts in listed if parts]
    said = plain(description)
    quoted = f"“{said}”" if _LINE.match(said) else said  # it must not be taken for a line
    blocks = (plain(name) or NAMELESS, quoted, "\n".join(listing))
    return "\n\n".join(filter(None, blocks)) + "\n"


def plain(words: object) -> str:
    r"""Bring words onto one line, without the mark that stands between parts.

    >>> plain("one\n two · three")
    'one two - three'
    """
    told = " ".join(_UNFIT.sub("", str(words)).split()) if words is not None else ""
    return told.replace(BETWEEN.strip(), "-")[:LONGEST]


def nameless(words: str) -> bool:
    """Say whether words stand for somebody who is not named: whose house reports it is no state's.

    >>> nameless("somebody whose word Federal Ministry of the Interior (Germany) reports")
    True
    """
    return words.lower().startswith(UNTOLD)


def word(words: str) -> str:
    """Write a word of somebody's list as our codebook would.

    >>> word("GNSS-Interference"), word(" under investigation")
    ('gnss_interference', 'under_investigation')
    """
    return re.sub(r"[\s-]+", "_", words.strip().lower())


def title(text: str) -> Span:
    """Give where the name of the incident stands."""
    return Span(0, len(text.partition("\n")[0]))


def lines(text: str) -> list[Line]:
    """Find what is told in a text that was laid out so; the name and description tell nothing."""
    start = text.rfind("\n\n") + 2
    return [_line(found) for found in _LINE.finditer(text, start)]


def _line(found: re.Match[str]) -> Line:
    at = found.start(2)
    parts = []
    for part in found[2].split(BETWEEN):
        parts.append(Span(at, at + len(part)))
        at += len(part) + len(BETWEEN)
    return Line(label=found[1], parts=tuple(parts))
