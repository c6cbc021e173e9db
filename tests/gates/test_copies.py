"""The gate of copies: its pairs, its figures, and what it holds the recogniser to."""

import tomllib
from collections import Counter

import pytest
from gates.copies import HERE, Judged, figures, measured, reached_by, read_pairs
from gates.floors import missed

CARD = HERE.parent / "tests" / "copies" / "README.md"


def test_the_floors_hold() -> None:
    """What was reached is held, on all that may be looked at."""
    floors = tomllib.loads((HERE / "copies.toml").read_text("utf-8"))
    assert missed(floors, reached_by(measured(gate=False))) == []


def test_the_card_counts_the_pairs() -> None:
    """Five hundred copies and as many that are none, in two halves."""
    rows = list(read_pairs())
    card = CARD.read_text("utf-8")
    for (kind, half), count in Counter((row["kind"], row["half"]) for row in rows).items():
        line = next(line for line in card.splitlines() if line.startswith(f"| {kind} |"))
        assert f" {count} |" in line, (kind, half)
    assert sum(row["copy"] for row in rows) == 500
    assert sum(not row["copy"] for row in rows) >= 500


def test_what_comes_of_one_text_lies_in_one_half() -> None:
    """Nothing that was tuned on is reported on."""
    halves: dict[str, set[str]] = {}
    for row in read_pairs():
        for side in ("one", "other"):
            if isinstance(row[side], str):
                halves.setdefault(row[side], set()).add(row["half"])
    assert all(len(half) == 1 for half in halves.values())


def test_a_false_pair_costs_precision_and_a_missed_one_recall() -> None:
    """And each is counted with its kind."""
    judged = [
        Judged(name="a", kind="cut", copy=True, found=True),
        Judged(name="b", kind="cut", copy=True, found=False),
        Judged(name="c", kind="form", copy=False, found=True),
    ]
    assert figures("x", judged) == {
        "x_precision": 0.5,
        "x_recall": 0.5,
        "x_f1": 0.5,
        "x_cut": 0.5,
        "x_false_form": 1,
    }
    floors = {"floors": {"x_f1": 0.6}, "ceilings": {"x_false_form": 0}}
    assert len(missed(floors, figures("x", judged))) == 2


def test_a_misspelt_bound_is_no_bound_that_holds() -> None:
    """Only the false finds of a kind may be absent, where there are none."""
    reached = {"x_f1": 0.5}
    assert missed({"floors": {}, "ceilings": {"x_false_form": 0}}, reached) == []
    with pytest.raises(KeyError):
        missed({"floors": {"x_fl": 0.4}, "ceilings": {}}, reached)
    with pytest.raises(KeyError):
        missed({"floors": {}, "ceilings": {"x_from": 0}}, reached)
