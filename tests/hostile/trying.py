"""One hostile input through collecting, reading and coding, each in a worker that can be killed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from vedette.desk import inputs, stages
from vedette.engines import Bound, Failure, Processes
from vedette.ledger.work import Waiting
from vedette.records import Article, Capture, Coding, Issue

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
BOUND = Bound(seconds=30.0, megabytes=400)
"""What one input may cost a stage; the slowest of the set takes about two seconds, the largest
300 MB (50,000 entries of one feed). Past it the worker is killed, and the case fails."""

SHORT = 5_000
"""Letters up to which a text is coded here. A longer one costs the coder up to half a minute, which
the worker's own limit bounds."""
MOST = 50

CODER = stages.Hired(name="tagger")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A file that means harm: how it is made, and what must become of it.

    `has` are words that must be in what was read, `lacks` such that must not. `named` is what the
    issues must say, where they must say it. Of some that hold nothing, nothing is told.
    """

    name: str
    ending: str
    make: Callable[[], bytes]
    outcome: Literal["read", "refused", "either", "nothing"] = "either"
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    named: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of an input: articles, their codings, and the issues in the place of others."""

    articles: tuple[Article, ...]
    codings: tuple[Coding | None, ...]
    issues: tuple[Issue, ...]

    @property
    def words(self) -> str:
        """All that was read: titles, texts, writers, addresses."""
        return "\n".join(
            "\n".join((one.title, one.text, *one.byline, one.section or "", one.url or ""))
            for one in self.articles
        )


def collected(path: str) -> list[Capture | Issue]:
    """Give what a file holds; runs in a worker."""
    return list(inputs.files([path], replaying=True))


_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class Unbounded(AssertionError):
    """An input took more than it may, or broke a stage in a way that no issue names."""


def tried(path: Path, engine: Processes, *, letters: int = SHORT) -> Tried:
    """Collect and read a file, and code what is no longer than so many letters; raises Unbounded.

    Of many entries the first are read: one costs what another does.
    """
    (found,) = whole(engine.map(collected, [str(path)], bounds=lambda _: BOUND))
    issues = [one for one in found if isinstance(one, Issue)]
    waiting = [Waiting(seq=0, capture=one) for one in found if isinstance(one, Capture)]
    made = engine.map(
        stages.read_capture, waiting[:MOST], bounds=lambda one: stages.bound_of(one) or BOUND
    )
    articles = []
    for one in made:
        if isinstance(one, Failure):
            if one.what == "broke":
                raise Unbounded(one.why)
            issues.append(Issue(stage="read", what=one.what, input=str(path), why=one.why))
            continue
        issues += [one.issue] if one.issue else []
        articles += [one.article] if one.article else []
    short = [one for one in articles if len(one.text) <= letters]
    codings = whole(engine.map(coded, short, bounds=lambda _: BOUND))
    coding = dict(zip(map(id, short), codings, strict=True))
    return Tried(
        articles=tuple(articles),
        codings=tuple(coding.get(id(one)) for one in articles),
        issues=tuple(issues),
    )


def coded(article: Article) -> Coding:
    """Code an article with the coder that counts for it; runs in a worker."""
    return stages.code_article(stages.coder_of(CODER, article), article)


def whole(results: Iterator) -> list:
    """Give all results; raises Unbounded where there is a failure among them."""
    listed = list(results)
    for one in listed:
        if isinstance(one, Failure):
            raise Unbounded(f"{one.what}: {one.why}")
    return listed


def judged(case: Case, told: Tried) -> list[str]:
    """Say what is wrong with what came of a case; nothing where all is as it must be."""
    faults = []
    if case.outcome == "read" and not told.articles:
        faults.append(f"not read: {[one.what for one in told.issues]}")
    if case.outcome == "refused" and told.articles:
        faults.append("read, though it had to be refused")
    if not told.articles and not told.issues and case.outcome != "nothing":
        faults.append("neither read nor named")
    faults += [f"lost {words!r}" for words in case.has if words not in told.words]
    faults += [f"kept {words!r}" for words in case.lacks if words in told.words]
    if case.named and not any(case.named in f"{one.what} {one.why}" for one in told.issues):
        faults.append(f"no issue says {case.named!r}: {[one.what for one in told.issues]}")
    faults += [fault for one in told.issues if (fault := unnamed(one))]
    return faults + unfit(told)


def unnamed(issue: Issue) -> str:
    """Say of an issue that it only says that something broke."""
    vague = not issue.what or issue.what in {"broke", "the reader broke"}
    return f"no name: {issue.what} ({issue.why})" if vague else ""


def unfit(told: Tried) -> list[str]:
    """Say what no store can hold, and which findings do not stand where they say."""
    faults = []
    for article, coding in zip(told.articles, told.codings, strict=True):
        told = (article.text, article.title, *article.byline, *article.links)
        faults += ["a letter that no store holds" for words in told if _UNSTORABLE.search(words)]
        for finding in coding.findings if coding else ():
            for fields in finding.fields.values():
                faults += [
                    "a field that is not at its span"
                    for one in fields
                    if one.span and article.text[one.span.start : one.span.end] != one.text
                ]
    return faults


def ways(cases: list[Case], folder: Path) -> Iterator[tuple[Case, Path]]:
    """Write each case to a file of its own name, and take it away afterwards."""
    for case in cases:
        path = folder / f"{case.name}{case.ending}"
        path.write_bytes(case.make())
        yield case, path
        path.unlink()


def engine() -> Processes:
    """One worker, which is killed and replaced when an input costs too much."""
    return Processes(seconds=BOUND.seconds, megabytes=3000)
