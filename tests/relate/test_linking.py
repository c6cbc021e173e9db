"""Which tellings are of one incident, and which reports tell of it in other words."""

import numpy as np
from tests.relate.making import day, incident, report, signed

from vedette.relate import mentions
from vedette.relate.clusters import between, clusters
from vedette.relate.linking import RETOLD, Related, Tables, compared, retold, sketches_of
from vedette.relate.odds import odds
from vedette.relate.relating import relate

PLACES = {"Valmiera": (57.54, 25.43), "Daugavpils": (55.87, 26.54)}
NAN = float("nan")


def drones(key: str, text: str, *, days: float = 0, anchor: str = "drones", when: str = ""):
    """A report of drones over the airport of Valmiera, on a day or on none that it tells."""
    found = incident(text, anchor, "drone_incursion", when=when, where="Valmiera")
    return signed(report(key, text, days=days), found, places=PLACES)


def test_what_only_some_pairs_tell_is_averaged_over_these() -> None:
    """Two that tell nothing of it do not make one of two that it parts."""
    odds = np.full((4, 4), 0.5)
    told = np.full((4, 4), NAN)
    told[0, 3] = told[3, 0] = -3.0
    whole = odds + np.nan_to_num(told)
    assert clusters(whole, -0.6) == [[0, 1, 2, 3]]
    assert clusters(odds, -0.6, told) == [[0, 1, 2], [3]]
    assert between(odds, told, [0, 1, 2], [3]) == 0.5 - 3.0
    assert between(odds, told, [1, 2], [3]) == 0.5


def test_a_month_is_no_day() -> None:
    """What two days say stands by itself; what a month says of a day is part of all the rest."""
    text = "Three drones closed Valmiera airport on 1 March, police said."
    listed = [
        drones("a", text, when="1 March = 2026-03-01"),
        drones("b", text, when="1 March = 2026-03-09"),
        drones("c", text, when="March = 2026-03"),
        drones("d", text),
    ]
    given = Related(
        signatures={one.article: one for one in listed},
        order=tuple(one.article for one in listed),
        story={one.article: 0 for one in listed},
        pairs={},
        origins={},
    )
    days = compared(sketches_of(given), given, odds("incident")).days
    assert days[0, 1] < 0
    assert np.isnan(days[0, 2])
    assert np.isnan(days[0, 3])


def test_what_was_barred_stays_barred_whatever_joins() -> None:
    """A pair that a person took apart meets in no group, by whatever others they are joined."""
    odds = np.full((3, 3), 4.0)
    odds[0, 2] = odds[2, 0] = -np.inf
    assert clusters(odds, -0.6, np.full((3, 3), NAN)) == [[0, 1], [2]]


def test_the_same_airport_a_week_later_is_another_incident() -> None:
    """Though most reports on the first drones tell no day, and are as like the second ones."""
    first = [
        drones("a", "Three drones closed Valmiera airport on 1 March, police said.",
               when="1 March = 2026-03-01"),
        drones("b", "Police seek the pilots of the drones at Valmiera airport.", days=1),
        drones("c", "The drones at Valmiera airport flew from a field, police said.", days=2),
        drones("d", "Valmiera airport counts what the drones cost.", days=3),
    ]  # fmt: skip
    text = "A drone alarm closed Valmiera airport again on 9 March, police said."
    second = drones("e", text, days=8, anchor="drone alarm", when="9 March = 2026-03-09")
    found = relate([*first, second], {}).incidents
    days = sorted(one.when.first.isoformat() for one in found if one.when)
    assert days == ["2026-03-01", "2026-03-09"]
    coded = [{told.article for told in one.tellings if told.finding} for one in found]
    assert not any({first[0].article, second.article} <= held for held in coded)


def test_what_one_report_tells_without_a_day_is_retold() -> None:
    """If it is near enough; with a day of its own, or nearer to nothing, it stands alone."""
    text = "Three drones closed Valmiera airport on 1 March, police said."
    told = [drones(key, text, when="1 March = 2026-03-01") for key in "abc"]
    bare = drones("d", "Valmiera airport counts what the drones cost.", days=9)
    sketches = [one.sketches[0] for one in (*told[:2], bare, told[2])]

    def among(odds: float) -> list[list[int]]:
        tables = Tables(np.full((4, 4), odds), np.full((4, 4), NAN), -0.6)
        return retold([[0, 1], [2], [3]], sketches, tables)

    assert among(RETOLD) == [[0, 1, 2], [3]]
    assert among(RETOLD - 0.1) == [[0, 1], [2], [3]]


def test_a_report_tells_of_nothing_that_was_yet_to_come() -> None:
    """It is held against no incident of a later day."""
    text = "Three drones closed Valmiera airport on 9 March, police said."
    later = drones("a", text, days=8, when="9 March = 2026-03-09")
    known = mentions.known(later.sketches, {later.article: later})
    seen = "Drones closed Valmiera airport, police said."
    before = signed(report("b", seen, days=6), places=PLACES)
    after = signed(report("c", seen, days=8.1), places=PLACES)
    assert mentions.too_early(before, known)
    assert not mentions.too_early(after, known)
    told = {
        other.article: relate([later, other], {}).incidents[0].articles for other in (before, after)
    }
    assert after.article in told[after.article]
    assert before.article not in told[before.article]


def test_who_names_the_day_and_the_town_rather_means_the_incident() -> None:
    """A day that is the same counts for nothing where all places named are far away."""
    text = "Three drones closed Valmiera airport on 1 March, police said."
    known = mentions.known(
        (one := drones("a", text, when="1 March = 2026-03-01")).sketches, {one.article: one}
    )
    told = {
        key: _told(known, words, value)
        for key, words, value in (
            ("both", "Valmiera was dark on 1 March.", "2026-03-01"),
            ("elsewhere", "Daugavpils was dark on 1 March.", "2026-03-01"),
            ("another day", "Valmiera was dark on 5 March.", "2026-03-05"),
            ("a day beside", "Valmiera was dark on 2 March.", "2026-03-02"),
        )
    }
    assert told == {
        "both": (1.0, 0.0, 1.0),
        "elsewhere": (0.0, 0.0, 0.0),
        "another day": (0.0, 1.0, 1.0),
        "a day beside": (0.0, 0.0, 1.0),
    }


def _told(known: mentions.Known, text: str, value: str) -> tuple[float, ...]:
    """Give the signs of day and town of a report, held against one incident."""
    words = text.rpartition(" on ")[2].removesuffix(".")
    other = signed(report("b", text, days=9), places=PLACES, times=(day(text, words, value),))
    near = mentions.likenesses(other, [known], {})
    found = mentions.signs(other, 0, [known], near, {}, size=2, copied=False)
    held = dict(zip(mentions.SIGNS, found, strict=True))
    return held["names_day"], held["names_other_days"], held["names_town"]
