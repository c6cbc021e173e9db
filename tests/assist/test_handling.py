"""An assistant, which may run anywhere, is told nothing above its ceiling."""

import pytest
from tests.ledger.making import NOON
from tests.web.hushed import HUSH, WORD, fill, secret

from vedette.assist.tools import Tools
from vedette.desk import Desk
from vedette.errors import NotHeld


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Give a desk to which an amber source tells of a secret."""
    url = f"sqlite:///{tmp_path_factory.mktemp('assisted')}/l.sqlite"
    fill(url, secret(), secret(of=5)).close()
    return Desk(url, sources=[HUSH], now=lambda: NOON)


def told(tools):
    """All lists that it can ask for, as one text."""
    asked = [
        tools.incidents(limit=50),
        tools.findings(limit=50),
        tools.search("cable"),
        tools.stories(limit=50),
        tools.unusual(),
        tools.alarms(),
        tools.coverage(),
        tools.pledges(),
        tools.forecasts(),
        tools.calls(),
    ]
    return str(asked)


def test_an_assistant_is_told_nothing_amber(desk):
    """Unless the ceiling is raised; what has an id is missed as if it were not there."""
    clear, amber = told(Tools(desk)), told(Tools(desk, "amber"))
    assert WORD not in clear
    assert HUSH.id not in clear
    assert WORD in amber
    hidden = [one.id for one in desk.incidents().lines if one.handling == "amber"]
    assert len(hidden) > 1
    for name in hidden:
        with pytest.raises(NotHeld):
            Tools(desk).incident(name)
