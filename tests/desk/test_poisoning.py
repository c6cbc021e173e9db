"""A ring of new outlets that floods a desk raises nothing, and drowns nothing."""

import pytest
from tests.desk.flooding import flooded


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What a desk makes of ten outlets with thirty invented reports."""
    return flooded(tmp_path_factory.mktemp("flood") / "l.sqlite", outlets=10, reports=30)


def test_what_is_invented_stays_doubtful(told):
    """However many tell it: no credibility better than 4."""
    assert told.invented > 0
    assert told.best >= 4


def test_no_alarm_rests_on_strangers_unsaid(told):
    """Alarms that a flood raises say that the sources are unverified."""
    assert told.alarms > 0
    assert told.silent == 0


def test_an_honest_signal_still_rings(told):
    """Four fires that a listed outlet tells seven weeks later are an alarm without a warning."""
    assert told.honest
