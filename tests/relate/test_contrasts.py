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
