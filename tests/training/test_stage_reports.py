"""The reports that teach stages keep their form: what is quoted is there, and stages are stages."""

import tomllib
from pathlib import Path

import pytest
from training.reports import read_staged

from vedette.code.languages import codes
from vedette.code.tagger.stages import NONE, STAGES
from vedette.read.language import detect
from vedette.taxonomy.kinds import ORDER

FOLDER = Path(__file__).resolve().parents[2] / "training" / "stages"
ENGLISH = sorted(FOLDER.glob("*.toml"))
TONGUES = sorted(FOLDER.glob("tongues/*.toml"))
LONG = 80
"""Code points from which on a text tells in which language it is."""
REASONS = {"hypothetical", "future", "drill", "past", "negated", "fiction", "metaphor"}


@pytest.mark.parametrize("path", ENGLISH + TONGUES, ids=lambda path: path.stem)
def test_what_is_quoted_stands_in_the_report(path: Path) -> None:
    """Anchor and shown words are verbatim; stage and kind are of the coding guide."""
    for number, told in enumerate(tomllib.loads(path.read_text("utf-8"))["report"], 1):
        text = f"{told['title']}\n\n{told['text']}"
        where = f"report {number}: {told['text'][:60]}"
        assert told["anchor"], where
        assert told["anchor"] in text, where
        assert told.get("shown", "") in text, where
        assert told["stage"] in STAGES, where
        assert told["kind"] in ORDER, where
        assert (told.get("why") in REASONS) == (told["stage"] == NONE), where


@pytest.mark.parametrize("path", TONGUES, ids=lambda path: path.stem)
def test_they_are_in_the_language_that_they_are_called_by(path: Path) -> None:
    """Of what is long enough to tell, all but a few are taken for it."""
    reports = [report for report in read_staged(path.parent) if report.file == path.stem]
    code = path.stem.partition("-")[0]
    assert {report.article.language for report in reports} == {code}
    told = [detect(one.article.text) for one in reports if len(one.article.text) > LONG]
    assert told.count(code) >= 0.95 * len(told) > 0


def test_their_readme_counts_them() -> None:
    """How many reports and groups each row of the table has."""
    counted = [
        [tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["report"] for name in names]
        for names in (
            ["briefs", "notices", "courts", "bulletins", "flashes", "broadsheet", "filings"],
            ["chain-inland", "chain-nordic", "chain-south", "chain-west"],
            ["twins", "twins-denied", "twins-far"],
            [f"tongues/{path.stem}" for path in TONGUES],
        )
    ]
    assert sum(map(len, counted)) == len(ENGLISH + TONGUES)
    assert {path.stem.partition("-")[0] for path in TONGUES} == codes()
    readme = (FOLDER / "README.md").read_text("utf-8")
    for files in counted:
        reports = sum(map(len, files))
        groups = sum(len({told["group"] for told in file}) for file in files)
        assert f"| {reports:,} | {groups:,} |" in readme
