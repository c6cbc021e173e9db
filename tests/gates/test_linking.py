"""The pairing of incidents in the gate of linking."""

from itertools import permutations
from typing import Any

from gates.linking import paired

Answer = dict[str, Any]
ODESA = {"lat": 46.48, "lon": 30.74}
JUNE = {"from": "2026-06-19", "to": "2026-06-19"}


def incident(id_: str, kind: str, **more: object) -> Answer:
    """Make an incident told of in two reports."""
    told: Answer = {"id": id_, "kind": kind, "reports": ["r1", "r2"], "optional_reports": []}
    return told | {"place": ODESA, "when": JUNE, "timeline": []} | more


def test_what_is_paired_does_not_depend_on_ids_nor_on_order() -> None:
    """Twins in two reports are paired by what they are, whatever they are called."""
    golds = [incident("g1", "arson"), incident("g2", "arson", place={"lat": 50.0, "lon": 36.2})]
    twins = [
        {"kind": "arson", "timeline": [{"status": "charged"}]},
        {"kind": "arson", "timeline": [{"status": "acquitted"}]},
        {"kind": "arson", "timeline": [], "place": {"lat": 50.0, "lon": 36.2}},
    ]
    found = set()
    for names in permutations("abc"):
        for order in permutations(range(3)):
            guesses = [incident(names[n], **twins[n]) for n in order]
            pairs = paired(golds, guesses)
            found.add((str(pairs["g1"]["timeline"]), str(pairs["g2"]["place"])))
    assert found == {("[{'status': 'acquitted'}]", "{'lat': 50.0, 'lon': 36.2}")}


def test_more_reports_count_before_the_kind() -> None:
    """One that shares all reports is taken before one of the right kind that shares half."""
    gold = incident("g1", "arson")
    half, whole = incident("a", "arson", reports=["r1"]), incident("b", "sabotage")
    assert paired([gold], [half, whole])["g1"] is whole
