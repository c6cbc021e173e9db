"""Alerts over fifty kills: nothing lost, nothing doubled by key."""

import pytest
from tests.desk.test_sending import Killed

pytestmark = pytest.mark.soak
KILLS = 50


def test_alerts_killed_at_any_moment(tmp_path):
    """Fifty kills of a real watch while reports come and the receiver stumbles."""
    alerts = Killed(tmp_path, reports=150)
    alerts.through(kills=KILLS)
    alerts.check()
    assert len(alerts.hook.alerts) >= alerts.reports // 2
