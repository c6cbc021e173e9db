"""Which threshold of scope is taken."""

from training.settle import Opened, chosen


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
