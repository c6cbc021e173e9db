"""Briefs that a watching desk writes by itself."""

import asyncio
import contextlib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from vedette.cli import timing
from vedette.desk import Desk
from vedette.desk.settings import Settings, settle
from vedette.errors import ConfigurationError, LedgerError
from vedette.ledger.store import Store

MORNING = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
"""A Wednesday."""


@pytest.fixture
def settings(tmp_path):
    """Settings with a folder for briefs."""
    return replace(Settings(), brief_folder=str(tmp_path / "briefs"))


@pytest.fixture
def desk(tmp_path):
    """An empty desk."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    made = Desk(store, now=lambda: MORNING)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("every", "now", "first", "last"),
    [
        ("day", MORNING, "2026-03-03", "2026-03-03"),
        ("day", MORNING.replace(hour=5, minute=59), "2026-03-02", "2026-03-02"),
        ("week", MORNING, "2026-02-23", "2026-03-01"),
        ("week", datetime(2026, 3, 2, 5, 59, tzinfo=UTC), "2026-02-16", "2026-02-22"),
    ],
)
def test_a_brief_is_due_after_its_days(settings, every, now, first, last):
    """Of yesterday from six in the morning, of the week before from Monday at six."""
    told = timing.due(replace(settings, brief_every=every), now)
    days = told.ask.since, told.ask.until
    assert days == (date.fromisoformat(first), date.fromisoformat(last))
    assert told.path.name == f"brief-{every}-{last}.md"


def test_what_was_edited_is_left_alone(settings, desk):
    """A brief is written once."""
    told = timing.due(settings, MORNING)
    assert timing.write(desk, settings, told)
    assert told.path.read_text("utf-8").startswith("**TLP:CLEAR**\n\n# Brief, 3 March 2026")
    told.path.write_text("edited", "utf-8")
    assert not timing.write(desk, settings, told)
    assert told.path.read_text("utf-8") == "edited"
    assert [path.name for path in told.path.parent.iterdir()] == [told.path.name]


def test_what_cannot_be_written_is_said_once(settings, desk, tmp_path):
    """The desk goes on."""
    (tmp_path / "briefs").write_text("no folder")
    said = []

    async def run():
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.5):
                await timing.keep_writing(desk, settings, lambda: MORNING, said.append)

    asyncio.run(run())
    (told,) = said
    assert "cannot be written" in told
    assert "Remedy" in told


class Away:
    """A desk whose ledger cannot be read at first."""

    def __init__(self, desk):
        self.desk, self.asked = desk, 0

    def under(self, _ceiling):
        return self

    def brief(self, ask):
        self.asked += 1
        if self.asked <= 2:
            raise LedgerError(what="the ledger cannot be read", where="l.sqlite")
        return self.desk.brief(ask)


def test_a_ledger_that_is_away_ends_no_briefs(settings, desk):
    """It is said once, and tried again until the brief is there."""
    said = []

    async def run():
        away = Away(desk)
        writing = timing.keep_writing(away, settings, lambda: MORNING, said.append, look=0.01)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(writing, 1)

    asyncio.run(run())
    first, then = said
    assert "the brief cannot be made (l.sqlite: the ledger cannot be read" in first
    assert then.startswith("The brief is at ")


@pytest.mark.parametrize(
    "line", ['every = "hour"', 'at = "6"', 'at = "24:00"', 'format = "pdf"', "folder = 3"]
)
def test_what_cannot_be_set_is_refused(tmp_path, line):
    """With file and line."""
    path = tmp_path / "vedette.toml"
    path.write_text(f"[brief]\n{line}\n")
    with pytest.raises(ConfigurationError, match=r"vedette\.toml:2"):
        settle(path, {})
