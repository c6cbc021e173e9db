"""Official figures and declared pledges: read strictly, every fault with file, line and remedy."""

from pathlib import Path

import pytest

from vedette.desk.officials import read_all, read_one
from vedette.errors import FiguresError

GOOD = """publisher = "Ministry"
name = "Yearbook"
published = 2026-03-01
url = "https://ministry.example/yearbook"
metric = "defence_share"
estimates = [2025]

[figures]
PL = { "2024" = 3.79, "2025" = 4.48 }

[[pledges]]
key = "pl-five"
promisor = "PL"
act = "spend 5 % of gross domestic product on defence"
metric = "defence_share"
level = "5 %GDP"
made = 2026-01-15
due = "2027"
"""


def test_a_file_holds_figures_and_pledges_with_their_source():
    """Each figure is kept with whether it is an estimate, each pledge with its paper."""
    (table,), (pledge,) = read_one(GOOD, "own.toml")
    assert table.figures == {"PL": {2024: 3.79, 2025: 4.48}}
    assert table.estimates == {2025}
    assert (pledge.level.amount, pledge.official.name) == (5.0, "Yearbook")


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('"2024" = 3.79', '"24" = 3.79', 9, "'24' is no year"),
        ('"2024" = 3.79', '"2024" = "3.79"', 9, "PL 2024 is no number"),
        ('"2024" = 3.79', '"2024" = true', 9, "PL 2024 is no number"),
        ('"2024" = 3.79', '"2024" = 379', 9, "PL 2024 is 379"),
        ('"2024" = 3.79', '"2024" = nan', 9, "PL 2024 is nan"),
        ("estimates = [2025]", 'estimates = ["2025"]', 6, "estimates is no list of years"),
        ("published = 2026-03-01", 'published = "March"', 3, "published is no day"),
        ('url = "https://ministry.example/yearbook"\n', "", 1, "url is missing"),
        (
            'metric = "defence_share"\nestimates',
            "colour = 1\nestimates",
            5,
            "there is no colour here",
        ),
        ('level = "5 %GDP"', 'level = "much"', 16, "level cannot be read"),
        ('due = "2027"', 'due = "soon"', 18, "due is no day, month or year"),
        ('key = "pl-five"', 'keys = "pl-five"', 12, "there is no keys here"),
        ("[figures]", "[figures", 8, "this is not TOML"),
    ],
)
def test_a_fault_is_told_with_file_line_and_remedy(old, new, line, what):
    """Whatever is wrong, the file, the line and what to do about it are told."""
    with pytest.raises(FiguresError) as raised:
        read_one(GOOD.replace(old, new, 1), "own.toml")
    assert raised.value.what == what
    assert raised.value.where == f"own.toml:{line}"
    assert raised.value.remedy


def test_a_user_adds_files_and_folders_and_takes_the_place_of_ours(tmp_path: Path):
    """What the user declares under a key of ours stands in its place; his tables come last."""
    own = GOOD.replace('key = "pl-five"', 'key = "nato-hague-2025"')
    (tmp_path / "own.toml").write_text(own, "utf-8")
    tables, declared = read_all([tmp_path])
    assert [one.official.publisher for one in tables] == ["NATO", "Ministry"]
    assert {one.key: one.promisor for one in declared}["nato-hague-2025"] == "PL"
    assert len(declared) == len(read_all(())[1])


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path):
    """A path without a file is told with the path."""
    with pytest.raises(FiguresError, match=r"gone\.toml"):
        read_all([tmp_path / "gone.toml"])


def test_every_shipped_figure_has_a_source_and_a_day():
    """Nothing ships that nobody is named for."""
    tables, declared = read_all(())
    for official in (*(t.official for t in tables), *(d.official for d in declared)):
        assert official.publisher
        assert official.url.startswith("https://")
    assert sum(len(row) for table in tables for row in table.figures.values()) == 370
