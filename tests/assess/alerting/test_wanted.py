"""Whether a rule asks for an alarm, by what its series count."""

import pytest

from vedette.alerts import Rule
from vedette.assess.alerting.matter import Matter, Stood
from vedette.assess.alerting.wanted import wanted
from vedette.assess.nearness import Atlas


@pytest.mark.parametrize(
    ("asked", "series", "told"),
    [
        ({"accused": ("RU",)}, "accused@RU", True),
        ({"accused": ("RU",)}, "accused@BY", False),
        ({"accused": ("RU",)}, "*@RU", False),
        ({"places": ("RU",)}, "accused@RU", False),
        ({"places": ("RU",)}, "*@RU", True),
        ({"kinds": ("arson",)}, "arson@LT", True),
        ({"kinds": ("accused",)}, "accused@RU", False),
        ({"places": ("LT",)}, "54N 025E", False),
        ({}, "accused@RU", True),
    ],
)
def test_an_accused_state_is_no_place(asked, series, told):
    """It is asked for as who is accused, wherever the incidents were."""
    stood = Stood(status="raised", severity="moderate", day="2026-03-02", series=(series,))
    rule = Rule(name="r", channels=("c",), on="alarm", **asked)
    assert wanted(rule, Matter(subject="alarm", name="x", stood=stood), Atlas([])) is told
