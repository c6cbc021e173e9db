"""Engines: one result an input, in order, whatever happens to the others."""

import os
import sys
import threading
import time
from contextlib import closing

import pytest

from vedette.engines import Bound, Failure, Local, Processes, Stopped, Wary
from vedette.errors import ReadError


def work(given):
    """Do, break, hang, die or eat, as told."""
    match given:
        case "refuse":
            raise ReadError(what="no text", where="x", remedy="give one")
        case "break":
            raise ValueError("odd")
        case "hang":
            time.sleep(60)
        case "die":
            os._exit(3)
        case "eat":
            return len(bytearray(4_000_000_000))
        case "nibble":
            return len(bytearray(400_000_000))
        case "who":
            return os.getpid()
    return given * 2


@pytest.fixture(scope="module")
def processes():
    """Two workers that are given a second."""
    engine = Processes(2, seconds=2.0, megabytes=1500)
    list(engine.map(work, [0]))  # spawned and imported before anything is timed
    yield engine
    engine.close()


def test_both_engines_give_the_same_answer(processes):
    """The answer does not depend on where it was worked out."""
    given = [1, "refuse", 2, "break", 3]
    here, there = list(Local().map(work, given)), list(processes.map(work, given))
    assert here == there
    assert here[0::2] == [2, 4, 6]
    assert here[1] == Failure(what="no text", remedy="give one")
    assert here[3] == Failure(what="broke", why="ValueError: odd")


def test_an_input_that_hangs_is_given_up_and_the_others_go_on(processes):
    """A worker that takes too long is killed, and another takes its place."""
    made = list(processes.map(work, [1, "hang", 2]))
    assert made[0::2] == [2, 4]
    assert made[1].what == "took too long"
    assert list(processes.map(work, [5])) == [10]


def test_a_worker_that_dies_takes_nothing_with_it(processes):
    """A crash is the failure of the input that caused it."""
    made = list(processes.map(work, ["die"]))
    assert made[0].what == "the worker died"
    assert list(processes.map(work, [6])) == [12]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_an_input_that_eats_memory_is_refused(processes):
    """More than a worker may have is a failure, not the end of the machine."""
    (made,) = processes.map(work, ["eat"])
    assert made.what == "needed more memory than a worker may have"


def test_who_waits_is_told_when_the_workers_are_stopped():
    """Closing an engine ends a map that waits for it, and what was in hand is no failure."""
    for pause in (0.0, 0.05, 0.5):
        engine = Processes(1, seconds=30.0)
        told = []

        def wait(engine=engine, told=told):
            with pytest.raises(Stopped):
                list(engine.map(work, ["hang"] * 5))
            told.append("stopped")

        waiting = threading.Thread(target=wait)
        waiting.start()
        time.sleep(pause)
        engine.close()
        waiting.join(timeout=20)
        assert told == ["stopped"]


TIGHT = Bound(seconds=1.0, megabytes=200)


def tight(given):
    """Bound whatever is written in words."""
    return TIGHT if isinstance(given, str) else None


@pytest.mark.skipif(sys.platform != "linux", reason="no word of memory here")
def test_a_bound_is_for_one_input_alone(processes):
    """The same worker that refuses 400 MB to one input gives them to the next."""
    (refused,) = processes.map(work, ["nibble"], bounds=tight)
    (given,) = processes.map(work, ["nibble"])
    assert refused == Failure(what="needed more memory than a worker may have")
    assert given == 400_000_000


def test_a_bound_may_be_shorter_than_the_engines_patience(processes):
    """And tells the seconds that were given."""
    (made,) = processes.map(work, ["hang"], bounds=tight)
    assert made == Failure(what="took too long", why="more than 1 seconds")


def test_a_wary_engine_works_here_until_a_bound_asks_for_a_worker():
    """What could do harm runs elsewhere; a worker that dies takes neither us nor the others."""
    with closing(Wary(seconds=30)) as engine:
        assert list(engine.map(work, ["who"])) == [os.getpid()]
        bound = Bound(seconds=30, megabytes=200)
        there, dead = engine.map(work, ["who", "die"], bounds=lambda _: bound)
    assert there != os.getpid()
    assert (dead.what, dead.why) == ("the worker died", "exit status 3, with 200 MB at most")
    assert dead.remedy
