"""Ray as the engine: the same answers as in processes, whatever happens to a worker."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from vedette.cluster import BLOCK, Ray
from vedette.errors import MissingExtra

THERE = find_spec("ray") is not None


@pytest.fixture(scope="module")
def told():
    """What came of everything that `clustered.py` tries."""
    if not THERE:
        pytest.skip("Ray is not installed")
    script = Path(__file__).with_name("clustered.py")
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, script], env=os.environ | paths, capture_output=True, check=True
    )
    return json.loads(done.stdout)


def test_the_answers_are_those_of_this_process(told):
    """In order, over several blocks, what breaks on one input too."""
    assert told["there"] == told["here"]
    assert len(told["there"]) == 2 + 5 * BLOCK


def test_inputs_are_drawn_as_results_come_back(told):
    """A stream without end is no reason to take more memory."""
    assert told["drawn"] <= 6 * BLOCK


def test_what_costs_a_worker_is_the_failure_of_its_input_alone(told):
    """One dies, one hangs, one eats memory; the others of their block have their results."""
    one, died, three, hung, eaten, six = told["odd"]
    assert (one, three, six) == (1, 3, 6)
    why = "3 times: it died, or took more than 4 seconds"
    assert (died["what"], died["why"]) == ("the worker was lost", why)
    assert (hung["what"], hung["why"]) == ("the worker was lost", why)
    assert eaten["what"] == "needed more memory than a worker may have"


def test_a_bound_is_for_one_input_alone(told):
    """It may be shorter than the patience of the engine."""
    hung, two = told["bound"]
    assert (hung["why"], two) == ("3 times: it died, or took more than 1 seconds", 2)


def test_a_worker_that_is_killed_loses_and_doubles_nothing(told):
    """As when its machine goes: every input has its result once, in order."""
    assert told["killed"] == list(range(4 * BLOCK))


@pytest.mark.skipif(THERE, reason="Ray is installed")
def test_without_ray_it_says_how_to_get_it():
    """In one sentence."""
    with pytest.raises(MissingExtra, match=r"vedette\[ray\]"):
        Ray()
