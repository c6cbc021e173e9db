"""Three weeks of invented reports, so that a desk without a network has a story to tell.

`reports.jsonl` holds the reports, `truth.json` what is true of them (which tell one story, which
are copies, which say nothing in scope), `sources/` the invented outlets. All of it was written for
this purpose; `README.md` beside this file tells the stories.

>>> next(reports()).slug
'baltic-bourses-slide'
"""

from collections.abc import Iterator
from datetime import date, datetime
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal

import msgspec

from vedette.records import FindingType

CopyKind = Literal["verbatim", "retitled", "cut", "rewritten"]


class SampleReport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of the archive: a report as an outlet would have published it.

    `text` opens with the title, a blank line after it, so that spans can point into the title.
    `published` has its zone. Two reports with one `url` are two versions of one article.
    """

    slug: str
    title: str
    published: datetime
    url: str
    outlet: str
    source: str
    language: str
    note: str
    text: str


class Story(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Reports on one affair and on what came of it, in order of publication."""

    id: str
    title: str
    reports: tuple[str, ...]


class CopyPair(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report that repeats an earlier one: whole, under another title, cut, or reworded."""

    copy: str
    origin: str
    kind: CopyKind


class Edit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two states of one article: the publisher changed the text under the same address."""

    first: str
    later: str


class Evidence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that stand in a report and show something; the first place where they stand counts."""

    report: str
    words: str


class Conflict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Claims about one thing that cannot all be the last word, in order of publication."""

    story: str
    about: str
    claims: tuple[Evidence, ...]


class Truth(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is so in the archive, by slug; each report is in a story, `alone`, or `clean`.

    `clean` reports are out of scope and yield no finding. On a quiet day nothing in scope is
    published. `kinds` and `types` show by example, they do not list all. In a disagreement two
    sides hold different things; in an update somebody learnt more, or took something back.
    """

    note: str
    stories: tuple[Story, ...]
    alone: tuple[str, ...]
    clean: tuple[str, ...]
    copies: tuple[CopyPair, ...]
    versions: tuple[Edit, ...]
    quiet_days: tuple[date, ...]
    kinds: dict[str, tuple[Evidence, ...]]
    types: dict[FindingType, tuple[Evidence, ...]]
    disagreements: tuple[Conflict, ...]
    updates: tuple[Conflict, ...]


def archive() -> Traversable:
    """Give the archive as a file: JSON Lines, UTF-8, one report a line, in order of publication."""
    return resources.files(__package__) / "reports.jsonl"


def reports() -> Iterator[SampleReport]:
    """Yield the reports in order of publication."""
    with archive().open("rb") as lines:
        for line in lines:
            yield msgspec.json.decode(line, type=SampleReport)


def truth() -> Truth:
    """Read what is true of the archive, for tests and for figures in the tutorial."""
    return msgspec.json.decode(
        (resources.files(__package__) / "truth.json").read_bytes(), type=Truth
    )


def sources_folder() -> Traversable:
    """Give the folder of the invented outlets, laid out as `<country>/<outlet>.toml`."""
    return resources.files(__package__) / "sources"
