"""What a page tells of is gone when it is printed: it does not wait for a search for circles."""

import pytest
from litestar.testing import TestClient
from tests.circles import left_in_circles
from tests.soak.pulse import PATHS

from vedette.desk import Desk
from vedette.ledger.store import Store

OURS = ("vedette.", "jinja2.runtime")


@pytest.fixture
def desk(url: str) -> Desk:
    """Read a ledger of forty reports."""
    return Desk(Store(url))


@pytest.mark.parametrize("path", [path for path in PATHS if not path.startswith("/api")])
def test_a_page_leaves_nothing_in_circles(visitor: TestClient, path: str) -> None:
    """Neither what it was told nor what printed it is garbage that only a search finds."""
    for _ in range(2):
        assert visitor.get(path).status_code == 200
    with left_in_circles(*OURS) as left:
        visitor.get(path)
    assert left == {}
