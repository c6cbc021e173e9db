"""A ledger to try things on: SQLite always, PostgreSQL where VEDETTE_TEST_POSTGRES names one."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from vedette.ledger.append import Appender
from vedette.ledger.store import Store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
POSTGRES = os.environ.get("VEDETTE_TEST_POSTGRES", "")


@pytest.fixture(scope="session")
def postgres(worker_id: str) -> str:
    """The address of a PostgreSQL database that no worker beside this one wipes."""
    if worker_id == "master":
        return POSTGRES
    own = make_url(POSTGRES).set(database=f"{make_url(POSTGRES).database}_{worker_id}")
    engine = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{own.database}"'))
        connection.execute(text(f'CREATE DATABASE "{own.database}" TEMPLATE template0'))
    engine.dispose()
    return own.render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRES else ["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty ledger."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/ledger.sqlite"
    address: str = request.getfixturevalue("postgres")
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return address


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
