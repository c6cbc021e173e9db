"""Why two incidents may be the same: in words, from one table that has them all."""

from dataclasses import replace

from tests.web.affair import NEAR, RAIL, affair
from tests.web.invented import reports

from vedette.records import Kinship
from vedette.relate.kinship import SIGNS as WEIGHED
from vedette.web.kinship import SIGNS, nearest


def near(**told):
    """The one that may be the same as the invented incident."""
    sheet, _ = affair(reports(), "")
    kin = (Kinship(one=RAIL, other=NEAR, **told),)
    (found,) = nearest(replace(sheet, incident=replace(sheet.incident, kin=kin)))
    return found


def test_every_sign_has_words_of_its_own():
    """The table holds the signs that are weighed, no others, and no two alike."""
    assert tuple(SIGNS) == WEIGHED
    assert len(set(SIGNS.values())) == len(SIGNS)


def test_signs_speak_for_it_or_against_it():
    """By the sign of the term; the odds are told as how likely it is."""
    found = near(odds=-0.4, reasons=(("one_story", 3.53), ("names", -0.31)))
    assert [(one.words, one.weight) for one in found.speaks_for] == [("in one story", "+3.53")]
    assert [(one.words, one.weight) for one in found.against] == [("names in common", "−0.31")]
    assert (found.likely, found.odds) == (40, "−0.40")


def test_a_sign_that_is_not_in_the_table_is_shown_as_it_is():
    """A ledger that another version has folded is still told."""
    (told,) = near(odds=0.0, reasons=(("both_at_sea", 1.0),)).speaks_for
    assert told.words == "both at sea"


def test_the_commands_name_both_and_the_ledger():
    """One makes one of them, the other says that they are two; an address is quoted."""
    found = near(odds=0.0)
    assert found.merging() == f'vedette decide merge {RAIL[:12]} {NEAR[:12]} --reason "…"'
    told = found.parting("sqlite:///my desk.sqlite")
    assert "decide split" in told
    assert "--ledger 'sqlite:///my desk.sqlite' --reason" in told


def test_one_that_is_not_held_is_left_out():
    """A line that is gone between two questions is not made up."""
    sheet, _ = affair(reports(), "")
    assert nearest(replace(sheet, kin=())) == ()
