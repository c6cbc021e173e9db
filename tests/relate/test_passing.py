"""What a report tells of a sibling of the incident that it is about."""

import pytest
from tests.relate.making import incident, report, signed

from vedette.relate import mentions, passages
from vedette.relate.mentions import Known
from vedette.relate.passing import SIGNS

PLACES = {"Valmiera": (57.54, 25.43), "Daugavpils": (55.87, 26.52), "Rezekne": (56.51, 27.33)}
FIRST = (
    "Six lorries of the haulier Gaujas Kravas burned in Cempu Street in Valmiera on 1 March. Police"
    " found a canister by the fence and are looking for two men."
)
VERDICT = (
    "The Latgale regional court has sentenced a man of 34 to six years for setting fire to a relay"
    " cabinet of the railway in Daugavpils. He had been paid in a cryptocurrency, the court found,"
    " by a person who called himself Oleg. The defendant had confessed in May. Judge Ilze Amona"
    " spoke of a cold-blooded deed; the damage was 210,000 euros. The verdict can be appealed"
    " within ten days. Nobody has been found for the earlier fire at the haulier in Valmiera."
)
BOTH = (
    "Two men were sentenced on Monday for the six lorries of Gaujas Kravas that burned in Cempu"
    " Street in Valmiera, and for a relay cabinet of the railway in Daugavpils that was set on fire"
    " in April. Both had been seen by the fence with a canister."
)


@pytest.fixture(scope="module")
def lorries() -> Known:
    """The burned lorries, as their first report tells them."""
    told = incident(FIRST, "burned", "arson", when="1 March = 2026-03-01", where="Valmiera")
    first = signed(report("a", FIRST), told, places=PLACES)
    return mentions.known(first.sketches, {first.article: first})


def _court(text: str, anchor: str):
    told = incident(text, anchor, "arson", where="Daugavpils", status="convicted")
    return signed(report("b", text, days=90), told, places=PLACES)


def test_a_verdict_on_one_fire_is_none_on_another(lorries: Known) -> None:
    """Named at the end of a report on the sibling: it tells of it, but no stage."""
    telling = passages.telling_of(_court(VERDICT, "setting fire"), lorries, 0.4)
    assert telling.background
    assert telling.status is None
    assert "nature" not in telling.values
    assert "Valmiera" in VERDICT[telling.words.start : telling.words.end]


def test_a_verdict_on_both_moves_both(lorries: Known) -> None:
    """What the opening names is what the report is about, whichever of the two a coder marked."""
    telling = passages.telling_of(_court(BOTH, "set on fire"), lorries, 0.4)
    assert not telling.background
    assert telling.status is not None


def test_a_report_without_another_incident_is_on_this_one(lorries: Known) -> None:
    """Where no coder marked anything, nothing else can be what it is about."""
    alone = signed(report("c", VERDICT, days=90), places=PLACES)
    assert passages.telling_of(alone, lorries, 0.4).status is not None


def test_every_sign_is_told(lorries: Known) -> None:
    """As many as have weights; the place is named once, in the last sentence."""
    told = dict(
        zip(
            SIGNS,
            passages.passing_signs(_court(VERDICT, "setting fire"), lorries, 0.4),
            strict=True,
        )
    )
    assert told["at"] == 1
    assert told["names_place"] == pytest.approx(0.693, abs=0.001)
    assert told["apart"] == 1
    assert told["ago"] == pytest.approx(4.52, abs=0.01)
