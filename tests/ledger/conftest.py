"""A ledger to try things on: SQLite always, PostgreSQL where VEDETTE_TEST_POSTGRES names one."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from vedette.ledger.append import Appender
from vedette.ledger.store import Store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
POSTGRES = os.environ.get("VEDETTE_TEST_POSTGRES", "")


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRES else ["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty ledger."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/ledger.sqlite"
    engine = create_engine(POSTGRES)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return POSTGRES


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open ledger."""
    opened = Store(url, write=True)
    yield opened
    opened.close()


@pytest.fixture
def appender(store: Store) -> Appender:
    """Its one writer, at noon."""
    return Appender(store, now=lambda: NOON)
