"""`vedette ledger copy` and `digest`: what they print, and what they refuse."""

import json

import pytest
from click.testing import CliRunner
from tests.web.hushed import fill

from vedette.cli import main


@pytest.fixture
def address(tmp_path):
    """The address of a ledger with some reports."""
    told = f"sqlite:///{tmp_path}/l.sqlite"
    fill(told).close()
    return told


def vedette(*args):
    """Run a verb of `vedette ledger`."""
    return CliRunner().invoke(main, ["ledger", *args])


def test_a_copy_adds_up_to_the_same(address, tmp_path):
    """The sums of the two are the same to the letter, on paper and as JSON."""
    other = f"sqlite:///{tmp_path}/copy.sqlite"
    done = vedette("copy", address, other)
    assert done.stdout.endswith("tables; both ledgers hold the same\n")
    one, two = (vedette("digest", "--ledger", told).stdout for told in (address, other))
    assert one == two
    assert "articles                       40 " in one
    told = json.loads(vedette("digest", "--ledger", other, "--json").stdout)
    assert told["schema"] == "vedette.digest/1"
    assert len(told["tables"]) == len(one.splitlines())


def test_what_is_there_is_not_written_over(address, tmp_path):
    """One sentence, and no traceback."""
    (tmp_path / "taken").write_text("a letter")
    done = vedette("copy", address, f"sqlite:///{tmp_path}/taken")
    assert done.exit_code == 1
    assert "there is a file already" in done.stderr
    assert (tmp_path / "taken").read_text() == "a letter"


def test_a_mistyped_ledger_is_no_empty_one(tmp_path):
    """Nothing is made where nothing is."""
    done = vedette("copy", str(tmp_path / "none"), str(tmp_path / "to"))
    assert "there is no ledger here" in done.stderr
    assert list(tmp_path.iterdir()) == []
