"""Which threshold of scope, and which floor of confidence, is taken."""

from gates.gold import Gold
from training.settle import Opened, believed, chosen

from vedette.records import Article, Finding, Span


def _opened(scope: float, ledger: float, per_100_clean: float, coded: float = 1.0) -> Opened:
    return Opened(scope=scope, ledger=ledger, per_100_clean=per_100_clean, coded=coded)


def test_lowest_threshold_that_costs_little() -> None:
    """The lowest threshold is taken that keeps the ledger and spares clean articles."""
    tried = [
        _opened(0.1, 0.700, 6.0),
        _opened(0.5, 0.718, 20.0),
        _opened(0.9, 0.718, 7.0),
        _opened(0.99, 0.720, 3.0),
    ]
    assert chosen(tried).scope == 0.9


def test_clean_articles_that_no_threshold_spares() -> None:
    """Where none spares clean articles, it is the highest that codes enough reports."""
    tried = [
        _opened(0.1, 0.72, 30.0, 0.98),
        _opened(0.5, 0.72, 20.0, 0.96),
        _opened(0.9, 0.72, 20.0, 0.95),
        _opened(0.99, 0.72, 20.0, 0.90),
    ]
    assert chosen(tried).scope == 0.9


def test_reports_that_no_threshold_codes() -> None:
    """Where no threshold codes enough reports, it is one that codes the most."""
    tried = [_opened(0.1, 0.72, 30.0, 0.90), _opened(0.5, 0.72, 20.0, 0.80)]
    assert chosen(tried).scope == 0.1


def _finding(start: int, confidence: float) -> Finding:
    """Make an accusation at a place of its own."""
    spans = (Span(start, start + 1),)
    return Finding(
        id=str(start), type="attribution", anchor=spans, fields={}, confidence=confidence
    )


def _gold(right: int) -> Gold:
    """Make an article in which the first so many accusations are right."""
    return Gold(
        slug="a",
        article=Article(text="x" * 200),
        findings=tuple(_finding(n, 1.0) for n in range(right)),
        optional=frozenset(),
    )


def test_floor_under_what_is_mostly_false() -> None:
    """Ninety right ones of 0.6 and ten false ones of 0.3: the floor lies between."""
    sure = [_finding(n, 0.6) for n in range(90)]
    unsure = [_finding(n, 0.3) for n in range(100, 110)]
    assert believed([(_gold(90), sure + unsure)])["attribution"] == 0.5


def test_no_floor_where_the_unsure_ones_are_right() -> None:
    """A floor that would cost more than is spent stays down."""
    sure = [_finding(n, 0.6) for n in range(50)]
    unsure = [_finding(n, 0.12) for n in range(50, 90)]
    assert believed([(_gold(90), sure + unsure)])["attribution"] == 0.1
