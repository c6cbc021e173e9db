"""What fuzzing found once: inputs, made small, that broke a parser of ours before it was mended."""

import pytest
from tests.soak.fuzz.targets import KEPT, TARGETS

FOUND = sorted(path for path in KEPT.glob("*/*") if path.is_file())


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_broke_a_parser_breaks_it_no_more(path):
    """It is read, or refused by name; see `tests/soak/fuzz/targets.py` for what its target asks."""
    TARGETS[path.parent.name].work(path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_every_seed_is_taken(name):
    """A target whose own seeds break it would find nothing else."""
    target = TARGETS[name]
    for body in target.seeds():
        target.work(body[: target.longest])
