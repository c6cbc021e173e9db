"""What was decided, in words: one matter together, withdrawals with what they take back."""

from dataclasses import asdict

import pytest
from tests.web.affair import NEAR, RAIL, SPOT
from tests.web.decided import decided
from tests.web.invented import NOON, reports

from vedette.desk.decisions import Decided
from vedette.ledger.deciding import change
from vedette.records import Decision
from vedette.relate.rulings import ruling
from vedette.web.decisions import matters, what


def test_those_who_differ_are_one_matter():
    """A withdrawal stands with what it takes back, and is no matter of its own."""
    listed = matters(decided(reports(), ""), RAIL)
    assert [[one.number for one in matter] for matter in listed] == [[11, 14], [12], [15]]
    first, merged, never = (matter[0] for matter in listed)
    assert first.stands == "overruled by decision 14"
    assert (merged.taken.author, merged.stands) == ("B. Boss", "withdrawn by decision 13")
    assert (len(merged.aims), merged.more) == (2, 1)
    assert never.stands == "holds"


def test_a_decision_about_another_incident_says_so():
    """The reports of one incident tell of others too."""
    listed = matters(decided(reports(), ""), NEAR)
    assert [one.elsewhere for matter in listed for one in matter] == [(RAIL,)] * 3 + [()]


@pytest.mark.parametrize(
    ("verb", "type_", "told", "said"),
    [
        ("dismiss", "incident", {}, "it does not hold"),
        ("confirm", "attribution", {}, "it holds, of the attribution"),
        ("correct", "incident", {"place": asdict(SPOT)}, "place set to Lipowa, Poland"),
        ("cannot_link", "incident", {}, "the first tells of another incident"),
        ("note", "incident", {}, "a note"),
        (
            "never",
            None,
            {"source": "pl/kurier", "byline": "A", "until": "2026-12-31"},
            "from pl/kurier by A hidden until 2026-12-31",
        ),
        ("handle", "incident", {"handling": "amber"}, "handled as TLP:AMBER"),
        ("assign", "incident", {"to": "B. Boss"}, "assigned to B. Boss"),
        ("snooze", "incident", {"until": "2026-12-31T08:00:00Z"}, "put off until 2026-12-31 08:00"),
        ("handle", "incident", {}, "handle"),
        ("assign", "incident", {}, "assign"),
        ("snooze", "incident", {}, "snooze"),
    ],
)
def test_every_verb_has_words(verb, type_, told, said):
    """With the particulars, where there are any; an erasure may have taken them."""
    made = Decision(
        author="A", reason="r", at=NOON, verb=verb, article="a", type=type_, change=change(**told)
    )
    assert what(Decided(ruling=ruling(1, made))) == said
