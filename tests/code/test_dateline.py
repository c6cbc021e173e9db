"""The day alone under the title dates the article and nothing that it tells."""

from datetime import date

import pytest
from tests.code.conftest import values

from vedette.code import Coder
from vedette.code.dateline import dateline_of, day_of
from vedette.code.times import find_times
from vedette.records import Article

# Invented.
CABLE = """Data cable to Gotland damaged

3 March 2026

A data cable between Gotland and the Swedish mainland was damaged on Monday, the operator said.

Sweden's defence minister accused Russia of sabotage. Moscow denied any involvement.
"""


@pytest.mark.parametrize("published", [date(2026, 3, 3), None])
def test_a_dateline_is_no_when(coder: Coder, published: date | None) -> None:
    """Monday is the day before; where no publication is known the dateline is it."""
    coding = coder.code(Article(text=CABLE, published=published, language="en"))
    (incident,) = [f for f in coding.findings if f.type == "incident"]
    assert values(incident, "when") == ["2026-03-02"]


def test_without_any_other_day_there_is_none(coder: Coder) -> None:
    """An incident whose day is not told does not take the dateline's."""
    text = CABLE.replace(" on Monday", "")
    coding = coder.code(Article(text=text, published=date(2026, 3, 3), language="en"))
    (incident,) = [f for f in coding.findings if f.type == "incident"]
    assert "when" not in incident.fields


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("3 March 2026", date(2026, 3, 3)),
        ("Published 3 March 2026 10:12", date(2026, 3, 3)),
        ("Vilnius, Tuesday 3 March 2026", date(2026, 3, 3)),
        ("By Ovidiu Invented | Litoral Expres | 3 March 2026", date(2026, 3, 3)),
        ("8\u201314 September 2025", None),
        ("The talks opened on 3 March 2026", None),
        ("Everything changed on 3 March 2026, they say.", None),
    ],
)
def test_what_a_dateline_looks_like(line: str, day: date | None) -> None:
    """A date with a label, a place or a byline; a sentence with a date is none."""
    text = f"A title\n\n{line}\n\nThe body."
    assert day_of(dateline_of(text, find_times(text, None))) == day


def test_a_date_further_down_is_a_heading() -> None:
    """In a chronicle the dates alone on their lines date what follows."""
    text = "A title\n\nOne.\n\nTwo.\n\nThree.\n\n3 March 2026\n\nA cable was cut."
    assert dateline_of(text, find_times(text, None)) is None
