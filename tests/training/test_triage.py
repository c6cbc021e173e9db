"""What passes the triage is set by articles and by reports."""

import numpy as np
from training.triage import Shown, Told, least

from vedette.records import Article

NONE = np.array([], int)


def _told(findings: int, *, report: bool = False) -> Told:
    shown = Shown(article=Article(text="a"), findings=findings, fold=0, report=report)
    return Told(numbers=NONE, shown=shown)


def test_articles_set_what_passes() -> None:
    """Without reports the lowest weight of what has findings passes, and nothing below."""
    assert least([_told(3), _told(0), _told(1)], [2.0, 1.0, 1.5]) == 1.5


def test_reports_lower_what_passes() -> None:
    """A report in scope that weighs less than every article passes too."""
    told = [_told(3), _told(0), _told(1, report=True)]
    assert least(told, [2.0, 1.0, 0.5]) == 0.5
