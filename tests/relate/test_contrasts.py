"""What a report sets against what another one says."""

import pytest

from vedette.relate.contrasts import Contrast, contrasts, of_saying, turned_down


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The list has 17 names, not 14.", [Contrast(17, 14, plain=True)]),
        ("Not three, not some: five drones.", [Contrast(5, 3, plain=True)]),
        ("The ministry says one drone. We saw three.", [Contrast(1, 3, plain=False)]),
        ("Two trains were stopped, not 600.", []),
        ("Five drones were seen.\n\nNot three hours later it was over.", []),
        ("Five drones were seen, and it was not over.", []),
        ("Five drones and three cars.", []),
    ],
)
def test_numbers_against_each_other(text, found):
    """Within a paragraph, of one size, and with a word that parts them."""
    assert list(contrasts(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two drones, not three.", ()),
        ("Two drones, not three, killed four people.", ()),
        ("Two houses, not three, burned, and four died.", ()),
        ("Nine workers, not five, were on board.", ()),
        ("Nine workers, not five, were killed.", ("killed",)),
        ("There are four injured, not two.", ("injured",)),
        ("Four seriously hurt, not two.", ("injured",)),
        ("Three were hurt, not two as we told, when a mine killed a man.", ("injured",)),
        ("The blast killed four, not two.", ("killed",)),
        ("Three died and nine, not five, were injured.", ("injured",)),
        ("Two died, says the ministry. We counted three, says the nurse.", ("killed",)),
        ("The hospital says six men died. We saw four of them.", ("killed",)),
    ],
)
def test_what_is_told_of_people_is_told_from_what_is_told_of_things(text, found):
    """Numbers against each other are of a toll where nothing else is counted and it is told."""
    assert {name for one in contrasts(text) for name in one.tolls} == set(found)


@pytest.mark.parametrize(
    ("text", "word", "so"),
    [
        ("opposite the glade and not twenty kilometres further north at Narewka", "Narewka", True),
        ("Earlier reports named Pardubice", "Pardubice", True),
        ("It was not known what happened. Shots fell in Narewka", "Narewka", False),
        ("on Thursday, rather than on Friday", "Friday", True),
    ],
)
def test_what_is_turned_down(text, word, so):
    """A place or a day that is named only to say that it is not meant."""
    assert turned_down(text, text.index(word)) is so


def test_the_day_of_a_saying_is_not_that_of_the_thing():
    """Unless a sentence lies between."""
    assert of_saying("the ministry said on Monday", 21)
    assert not of_saying("the ministry said so. On Monday", 25)
