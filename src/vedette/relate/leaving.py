"""The trace of what decisions leave out: whether anybody else tells of it."""

from collections.abc import Iterator
from dataclasses import replace

from vedette.records import LeftOut
from vedette.relate import linking, stories
from vedette.relate.linking import Related


def left_out(given: Related) -> Iterator[LeftOut]:
    """Give what is left out of a part; what no other report tells of is `alone`.

    The tellings are grouped once more with all that was left out among them: a group of nothing
    else would have been an incident.
    """
    listed = [given.signatures[article] for article in given.order]
    hidden = {one.telling.finding for report in listed for one in report.hidden}
    alone = _alone(given, hidden) if hidden else frozenset[str | None]()
    for report in listed:
        for one in report.left_out:
            yield replace(one, alone=one.finding in alone)


def _alone(given: Related, hidden: set[str | None]) -> frozenset[str | None]:
    groups = (
        {sketch.telling.finding for sketch in group} for group in linking.grouped(_whole(given))
    )
    return frozenset(finding for group in groups if group <= hidden for finding in group)


def _whole(given: Related) -> Related:
    """Give a part as it would be, had nothing been left out."""
    listed = [
        replace(report, sketches=report.sketches + report.hidden, hidden=())
        for report in (given.signatures[article] for article in given.order)
    ]
    pairs = stories.all_pairs(listed, given.origins)
    groups = stories.stories(given.order, pairs)
    return replace(
        given,
        signatures={report.article: report for report in listed},
        story={article: n for n, group in enumerate(groups) for article in group},
        pairs=pairs,
    )
