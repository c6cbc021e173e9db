"""Numbers of a report: what stands around each, and which counts what the report is about."""

from vedette.relate.reckoning import count_one_thing, reckoned, signs


def surest(text, below=0):
    """The number whose words weigh most."""
    return max(reckoned(text, below), key=lambda one: one.weight).value


def test_signs_are_of_the_words_around():
    """Three before, four behind, the things among them, and where the number stands."""
    [(number, things, found)] = signs("The guard saw some nine drones over it.", 0)
    assert (number.value, things[0]) == (9, "drones")
    assert {"< saw", "< some", "0 drones", "# drones", "rank 0", "sentence 0", "text"} <= found
    assert {"digits 1", "several", "once", "named"} <= found


def test_a_title_and_what_follows_are_told_apart():
    """So is a number that stands in both."""
    (_, _, title), (_, _, text) = signs("Nine drones. The guard saw nine.", 13)
    assert {"title", "again"} <= title
    assert {"text", "again", "bare"} <= text


def test_things_weigh_more_than_ages_and_hours():
    """Drones are counted; what a man is old, a charge, and how often something came before not."""
    assert surest("A man aged 27 said that nine drones flew over the base 3 times.") == 9
    assert surest("At 52, the second of 4 officers, he copied 1,100 files in 6 weeks.") == 1100


def test_one_thing_has_many_names():
    """Those of one list, and none of two."""
    assert count_one_thing(("unmann", "lights"), ("drones",))
    assert not count_one_thing(("cable",), ("drones",))
    assert not count_one_thing((), ("drones",))
