"""Numbers of people who were killed or hurt, in whichever words a report puts them."""

import pytest

from vedette.relate.figures import figures
from vedette.relate.numerals import casualties, counts, numbers
from vedette.relate.traces import trace


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("Three people were KILLED.", "killed", 3),
        ("Police said nine were dead.", "killed", 9),
        ("Two died on the way.", "killed", 2),
        ("A blast, killing at least 14.", "killed", 14),
        ("The toll rose to 31.", "killed", 31),
        ("There were two fatalities.", "killed", 2),
        ("Four lost their lives.", "killed", 4),
        ("The number of deaths went up to 12.", "killed", 12),
        ("Seven were injured.", "injured", 7),
        ("Five injuries were counted, no more.", "injured", 5),
        ("It wounded 11.", "injured", 11),
        ("Six people were hospitalised.", "injured", 6),
        ("Eight were taken to Hospital.", "injured", 8),
        ("Two sailors were hurt.", "injured", 2),
        ("One hundred and twenty people were injured in the strike.", "injured", 120),
        ("At least two dozen were killed.", "killed", 24),
        ("A blast, killing another dozen.", "killed", 12),
        ("It wounded a hundred and fifty.", "injured", 150),
        ("2.5 thousand people were hurt.", "injured", 2500),
        ("The toll rose to two hundred and five.", "killed", 205),
    ],
)
def test_every_way_of_saying_it_is_found(text, name, number):
    """The quick look for words lets through all that the slow one finds."""
    assert [found for found, _ in casualties(text, name)] == [number]


def test_a_number_of_other_things_is_none_of_people():
    """Nine drones are no toll."""
    assert not list(casualties("Nine drones were seen over the port on Monday.", "killed"))


def test_a_number_is_counted_whole():
    """What its words say together, and none of them alone where they measure something."""
    text = "One hundred and twenty drones, a dozen boats, two hundred euros, twenty-one days."
    assert [(thing, n) for thing, n, _ in counts(text)] == [("drones", 120), ("boats", 12)]
    more = " It was shut from 9.10 to 16.20, said a 7.30 bulletin."
    assert [one.value for one in numbers(text + more)] == [120, 12, 21]


@pytest.mark.parametrize("odd", ["7" * 400, "120," * 1500, "ſix drones", "NİNE drones"])
def test_what_looks_like_a_number_stops_nothing(odd):
    """Data of a chart in a text, and letters that are small and large ones of others."""
    text = f"The guard saw {odd} over the port."
    assert figures("", text).reckoned is not None
    assert trace(text) is not None
