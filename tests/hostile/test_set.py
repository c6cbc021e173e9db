"""680 inputs that mean harm: each ends within its bounds, and is read or named."""

import warnings

import pytest
from tests.hostile.carriers import CARRIERS
from tests.hostile.shapes import shapes
from tests.hostile.trying import Case, Unbounded, engine, judged, tried, ways
from tests.hostile.words import WORDS


@pytest.fixture(scope="module")
def worker():
    """A worker that is killed when an input costs too much."""
    working = engine()
    yield working
    working.close()


def failing(cases, folder, worker):
    """Try every case, and give those of which not all came as it must."""
    told = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a zip with one name twice is meant
        for case, path in ways(cases, folder):
            try:
                faults = judged(case, tried(path, worker))
            except Unbounded as fault:
                faults = [f"unbounded: {fault}"]
            if faults:
                told[case.name] = faults
    return told


def carried(carrier) -> list[Case]:
    """Every word that means harm, in one place."""
    ending, put = CARRIERS[carrier]
    return [
        Case(name=f"{carrier}-{name}", ending=ending, make=lambda words=words: put(words))
        for name, words in WORDS.items()
    ]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_words_that_mean_harm_are_words(carrier, tmp_path, worker):
    """Wherever they come in, they are read as text that a store can hold, or refused by name."""
    assert failing(carried(carrier), tmp_path, worker) == {}


SHAPES = {noun: [one for one in shapes() if one.name.startswith(f"{noun}_")] for noun in (
    "feed", "json", "line", "page", "paper", "letter", "box", "text", "archive",
)}  # fmt: skip


@pytest.mark.parametrize("noun", SHAPES)
def test_shapes_that_mean_harm_end(noun, tmp_path, worker):
    """Bombs, depths, lies and torn ends cost no more than an input may, and are named."""
    if noun == "paper":
        pytest.importorskip("pypdfium2")
    assert failing(SHAPES[noun], tmp_path, worker) == {}


def test_the_set_is_as_large_as_it_says():
    """More than 650 cases, no name twice."""
    names = [case.name for cases in SHAPES.values() for case in cases]
    names += [case.name for carrier in CARRIERS for case in carried(carrier)]
    assert len(names) == len(set(names))
    assert len(names) > 650
    assert len(names) == len(shapes()) + len(CARRIERS) * len(WORDS)
