"""The words of the codebook: all of them explained, and as its page has them."""

from pathlib import Path

from vedette.records import FIRMNESS
from vedette.taxonomy import sayings
from vedette.taxonomy.codebook import ENUMS, FIELDS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "findings.md"


def test_everything_that_a_finding_may_be_is_explained():
    """Every type, every stage of an incident, every rung: none is left out, none is too many."""
    assert set(sayings.TYPES) == set(FIELDS)
    assert set(sayings.STAGES) == ENUMS["incident", "status"]
    assert len(sayings.RUNGS) == len(FIRMNESS)


def test_the_page_says_the_same():
    """Word for word: whoever changes one changes the other."""
    page = PAGE.read_text("utf-8")
    for type_, said in sayings.TYPES.items():
        assert f"### {type_}\n\n{said}\n" in page
    for stage, said in sayings.STAGES.items():
        assert f"| `{stage}` | {said} |\n" in page
    for rung, said in enumerate(sayings.RUNGS):
        assert f"| {rung} | {FIRMNESS[rung]} | {said} |\n" in page
