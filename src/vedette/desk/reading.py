"""One input in, its report out, without a ledger: `vedette read` and the Python API."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Literal

from vedette.desk import explaining, stages
from vedette.engines import Engine, Failure, Wary
from vedette.ledger.work import Waiting
from vedette.records import Capture, Coding, Issue, Report
from vedette.review import USUAL, Thresholds
from vedette.write.report import dump, issue, report

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read(given: str, *, published: str = "", url: str = "") -> Report:
    """Read and code one article, given as plain text or as the HTML of a page.

    `published` (ISO 8601) is what relative dates resolve against where the text does not say.
    Raises ReadError where the page holds no article.

    >>> report = read("Two railway signals were set on fire, police said; Estonia accused Russia.")
    >>> sorted({finding.type for finding in report.findings})
    ['attribution', 'incident', 'statement']
    """
    capture = captured(given, published=published, url=url)
    article = stages.article_of(capture)
    return Report(article=article, coding=stages.code_article(stages.CODER, article))


def captured(given: str, *, published: str = "", url: str = "", known: datetime = EPOCH) -> Capture:
    """Hold a text as a capture, as if it had been collected; HTML is known by its first mark."""
    told = {"x-published": published, "x-url": url, "content-type": "charset=utf-8"}
    return Capture(
        source="",
        channel="",
        key=url or "text",
        url=url or "text",
        known=known,
        body=given.encode("utf-8", "replace"),
        media_type="text/html" if given.lstrip()[:1] == "<" else "text/plain",
        headers={name: value for name, value in told.items() if value},
    )


def reports(
    captures: Iterable[Capture | Issue],
    *,
    engine: Engine | None = None,
    coder: stages.Hired = stages.CODER,
    also: Sequence[stages.Hired] = (),
) -> Iterator[Report | Issue]:
    """Read and code captures one by one, in order; what cannot be read stays as its issue.

    Risky formats are read in a worker that can be killed; `engine` is closed in the end.

    What coders beside the first one make of an article, or why they made nothing, is in its report.
    """
    with closing(engine or Wary()) as working:
        for found in captures:
            if isinstance(found, Issue):
                yield found
                continue
            made = report_of(coder, found, working)
            yield made if isinstance(made, Issue) else _with(made, also, found, working)


def _with(made: Report, also: Sequence[stages.Hired], capture: Capture, working: Engine) -> Report:
    """Add what further coders make of an article."""
    told = [
        result
        for one in also
        for result in working.map(partial(stages.code_article, one), [made.article])
    ]
    return replace(
        made,
        beside=tuple(coding for coding in told if isinstance(coding, Coding)),
        issues=tuple(_issue(capture, failed) for failed in told if isinstance(failed, Failure)),
    )


def report_of(coder: stages.Hired, capture: Capture, working: Engine) -> Report | Issue:
    """Read and code one capture."""
    return tried(coder, capture, working)[0]


def tried(coder: stages.Hired, capture: Capture, working: Engine) -> tuple[Report | Issue, str]:
    """Read and code one capture; name the reader too, empty where there is no report."""
    waiting = Waiting(seq=0, capture=capture)
    (made,) = working.map(stages.read_capture, [waiting], bounds=stages.bound_of)
    if isinstance(made, Failure):
        return _issue(capture, made, "read"), ""
    if made.article is None:
        assert made.issue is not None
        return made.issue, ""
    chosen = stages.coder_of(coder, made.article)
    (coding,) = working.map(partial(stages.code_article, chosen), [made.article])
    if isinstance(coding, Failure):
        return _issue(capture, coding), ""
    return Report(article=made.article, coding=coding), made.by


def _issue(capture: Capture, failure: Failure, stage: Literal["read", "code"] = "code") -> Issue:
    return Issue(
        stage=stage,
        what=failure.what,
        input=capture.url,
        why=failure.why,
        remedy=failure.remedy,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How a report is shown: its findings from a confidence on, and which are in review."""

    confidence: float = 0.0
    thresholds: Thresholds = field(default_factory=lambda: USUAL)


def as_json(made: Report | Issue, shown: Shown = Shown()) -> str:
    """Write a report, or the issue in its place, as one line of JSON."""
    if isinstance(made, Issue):
        return dump(issue(made))
    first, *others = (_from(coding, shown.confidence) for coding in made.codings)
    return dump(report(replace(made, coding=first, beside=tuple(others)), shown.thresholds))


def _from(coding: Coding, confidence: float) -> Coding:
    kept = tuple(one for one in coding.findings if one.confidence >= confidence)
    return replace(coding, findings=kept)


def explained(made: Report | Issue, shown: Shown = Shown()) -> str:
    """Show an article with its findings marked and the rule that made each."""
    if isinstance(made, Issue):
        because = f" ({made.why})" if made.why else ""
        return f"{made.input}: {made.what}{because}"
    return explaining.explained(made, confidence=shown.confidence, thresholds=shown.thresholds)
