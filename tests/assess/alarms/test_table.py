"""Tables of counts: what is read, and how a fault is told."""

import json

import numpy as np
import pytest
from click.testing import CliRunner
from tests.assess.alarms.desks import csv_of, desk

from vedette.assess.alarms.table import read_counts
from vedette.cli import main
from vedette.errors import CountsError


def test_a_table_comes_back_as_it_was_written():
    """Counts, exposure, names and the first day."""
    table = desk(series=3, days=90)
    read = read_counts(csv_of(table), "c.csv")
    assert read.names == table.names
    assert read.start == table.start
    assert np.array_equal(read.counts, table.counts)
    assert np.array_equal(read.exposure, table.exposure)


def test_lines_may_come_in_any_order():
    """The table is the set of its lines."""
    lines = csv_of(desk(series=3, days=90), places=True)
    turned = read_counts([lines[0], *lines[:0:-1]], "c.csv")
    straight = read_counts(lines, "c.csv")
    assert np.array_equal(turned.counts, straight.counts)
    assert np.array_equal(turned.places, straight.places)


def test_a_day_without_a_line_has_no_exposure():
    """It was not seen, which is not a zero."""
    lines = csv_of(desk(series=2, days=90))
    del lines[11]
    read = read_counts(lines, "c.csv")
    assert read.exposure[0, 10] == 0
    assert read.exposure[1, 10] == 100


@pytest.mark.parametrize(
    ("number", "line", "where", "told"),
    [
        (0, "date,series,counts\n", "c.csv, line 1", "no column count"),
        (4, "2025-13-01,s00,1,1\n", "c.csv, line 5", "'2025-13-01' is no date"),
        (4, "2025-01-04,s00,one,1\n", "c.csv, line 5", "count 'one' is no number"),
        (4, "2025-01-04,s00,-1,1\n", "c.csv, line 5", "count is -1"),
        (4, "2025-01-04,s00,1.5,1\n", "c.csv, line 5", "whole numbers"),
        (4, "2025-01-04,s00,1,nan\n", "c.csv, line 5", "exposure 'nan' is no number"),
        (4, "2025-01-03,s00,1,1\n", "c.csv, line", "two counts for 2025-01-03"),
        (4, "2025-01-04,s00,1\n", "c.csv, line 5", "not as many fields"),
        (4, "2025-01-04, ,1,1\n", "c.csv, line 5", "no name of a series"),
    ],
)
def test_a_fault_is_told_with_its_line_and_remedy(number, line, where, told):
    """File, line, what is wrong, what to do."""
    lines = csv_of(desk(series=1, days=90))
    lines[number] = line
    with pytest.raises(CountsError) as fault:
        read_counts(lines, "c.csv")
    assert where in str(fault.value)
    assert told in str(fault.value)
    assert "Remedy:" in str(fault.value)


@pytest.mark.parametrize(("place", "told"), [("55,", "only lat"), (",25", "only lon")])
def test_half_a_place_is_refused(place, told):
    """It would have turned clusters off for every series."""
    lines = csv_of(desk(series=2, days=90), places=True)
    lines[4] = lines[4].replace("55.0,25", place)
    with pytest.raises(CountsError, match=rf"c\.csv, line 5: {told} is given\. Remedy:"):
        read_counts(lines, "c.csv")


def test_clusters_need_a_place_for_every_series():
    """One series without a place leaves the table without places."""
    lines = csv_of(desk(series=2, days=90), places=True)
    assert read_counts(lines, "c.csv").places is not None
    without = [line.replace("55.0,25", ",") for line in lines]
    assert read_counts(without, "c.csv").places is None


def test_a_short_past_is_refused():
    """Twelve weeks are needed to know what is usual."""
    with pytest.raises(CountsError, match="too short"):
        read_counts(csv_of(desk(series=2, days=60)), "c.csv")


def test_the_verb_tells_alarms_as_json(tmp_path):
    """One promise, and every alarm with what was expected."""
    table = desk(series=10, days=300)
    table.counts[2, 280:290] += 3
    (tmp_path / "c.csv").write_text("".join(csv_of(table)), encoding="utf-8")
    done = CliRunner().invoke(main, ["alarms", "--counts", str(tmp_path / "c.csv"), "--json"])
    told = json.loads(done.stdout)
    assert told["promise"] == "at most 1 false alarm a month, over all series of the desk"
    assert ["s02"] in [alarm["series"] for alarm in told["alarms"]]


def test_two_promises_are_refused(tmp_path):
    """A budget and a rate are not the same thing."""
    (tmp_path / "c.csv").write_text("", encoding="utf-8")
    given = ["alarms", "--counts", str(tmp_path / "c.csv"), "--budget", "1", "--claimed", "0.1"]
    assert CliRunner().invoke(main, given).exit_code == 2


@pytest.mark.parametrize("option", ["--budget", "--claimed", "--discovery"])
@pytest.mark.parametrize("value", ["nan", "inf", "0", "some"])
def test_a_promise_is_a_finite_number(option, value):
    """What is no number above 0 is refused with an example."""
    done = CliRunner().invoke(main, ["alarms", "--counts", "c.csv", option, value])
    assert done.exit_code == 2
    assert f"'{value}' is not a " in done.output


def test_what_is_very_rare_is_told_in_words(tmp_path):
    """Fifty incidents a day where none is usual: no number of 140 digits."""
    table = desk(series=10, days=300, mean=0.1)
    table.counts[2, 290:296] += 50
    (tmp_path / "c.csv").write_text("".join(csv_of(table)), encoding="utf-8")
    done = CliRunner().invoke(main, ["alarms", "--counts", str(tmp_path / "c.csv")])
    assert "shows as much less often than once in 1,000 years" in done.stdout


def test_a_table_that_is_not_there_is_told(tmp_path):
    """The name, and what to give."""
    done = CliRunner().invoke(main, ["alarms", "--counts", str(tmp_path / "none.csv")])
    assert done.exit_code == 1
    assert "none.csv: it cannot be opened" in done.output


def test_a_table_that_is_no_text_is_told(tmp_path):
    """Bytes that are not UTF-8 have a remedy too."""
    (tmp_path / "c.csv").write_bytes(b"\xff\xfe\x00")
    done = CliRunner().invoke(main, ["alarms", "--counts", str(tmp_path / "c.csv")])
    assert done.exit_code == 1
    assert "save it as UTF-8" in done.output
