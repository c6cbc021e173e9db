"""Whatever bytes come, a parser of ours reads or refuses by name, within seconds and megabytes.

`VEDETTE_TEST_FUZZ` says how many seconds each target is driven; 20 make twelve minutes of all.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.soak.fuzz.targets import TARGETS

pytestmark = pytest.mark.soak
SECONDS = os.environ.get("VEDETTE_TEST_FUZZ", "20")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def driven(tmp_path_factory):
    """Drive every target, one after the other; give the folder of what was found."""
    pytest.importorskip("atheris", reason="there is none for this system")
    folder = tmp_path_factory.mktemp("fuzz")
    command = [sys.executable, "-m", "tests.soak.fuzz.driving", str(folder), SECONDS]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return folder


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_breaks_a_parser(driven, name):
    """What broke it stands in the folder that is named, with what was said beside it."""
    folder = driven / name
    found = sorted((folder / "found").glob("*"))
    said = "".join(one.read_text("utf-8") for one in found if one.suffix == ".txt")
    assert not found, f"{found}\n{said}"
    assert (folder / "status").read_text("ascii") == "0", (folder / "said").read_text("utf-8")
