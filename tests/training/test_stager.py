"""The head for stages, as it is taught."""

import random
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from training.stager import (
    OPENINGS,
    ROOT,
    TOKENS,
    WIDTH,
    Case,
    Reader,
    Stager,
    fold,
    found,
    openings,
    steps,
    told,
)

from vedette.code.tagger.stages import MARKS, NONE, STAGES, Shown


def _case(words: int, group: str = "baltic", seed: int = 0) -> Case:
    chance = np.random.default_rng(seed)
    vectors = chance.standard_normal((words, WIDTH), dtype=np.float32)
    marks = np.stack([chance.integers(0, size, words) for size in MARKS], 1)
    return Case(source="stream", group=group, shown=Shown(vectors, marks), stage=STAGES[0])


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("the depot burned", "the depot burned"),
        ("burning of the depot", "burned"),
        ("a fire", None),
        ("", None),
    ],
)
def test_words_are_found_or_the_longest_that_returns(words: str, meant: str | None) -> None:
    """Where a twin has put the words that name the incident otherwise."""
    text = "They said that the depot burned."
    span = found(text, words)
    assert (None if span is None else text[span.start : span.start + 4]) == (meant and meant[:4])


def test_cases_of_like_length_are_learnt_together() -> None:
    """No step is larger than asked, padding included, and each case is in one."""
    cases = [_case(words) for words in (200, 3, 40, 5, 220, 41) * 40]
    made = steps(cases, random.Random(0))
    assert sorted(number for step in made for number in step) == list(range(len(cases)))
    assert all(max(len(cases[n].shown.words) for n in step) * len(step) <= TOKENS for step in made)
    assert len(made) < 10


def test_padding_tells_nothing() -> None:
    """A case alone has the chances that it has beside a longer one."""
    torch.manual_seed(0)
    stager, short, long = Stager().eval(), _case(12, seed=1), _case(60, seed=2)
    alone, beside = told([stager], [short]), told([stager], [short, long])
    assert np.allclose(alone[0], beside[0], atol=1e-5)
    assert not np.allclose(beside[0], beside[1], atol=1e-3)


def test_a_group_is_held_out_whole() -> None:
    """All of a stream, of a file of reports, of a pair."""
    assert fold(_case(3, "baltic"), 4) == fold(_case(9, "baltic"), 4)
    assert {fold(_case(3, f"group {n}"), 4) for n in range(40)} == {0, 1, 2, 3}


def test_more_heads_tell_the_mean_of_their_chances() -> None:
    """As the exported ones do."""
    one, other, case = Stager().eval(), Stager().eval(), _case(20)
    each = [told([stager], [case]) for stager in (one, other)]
    assert not np.allclose(each[0], each[1], atol=1e-3)
    assert np.allclose(told([one, other], [case]), (each[0] + each[1]) / 2, atol=1e-5)


def test_articles_are_cut_to_bulletins() -> None:
    """To whole sentences where one is long enough, else to whole words; each once."""
    text = "A tram stood still on the old bridge all of Sunday, and nobody knew why. " * 6
    made = openings(text)
    assert [len(one) <= most for one, most in zip(made, OPENINGS, strict=True)] == [True] * 3
    assert all(one.endswith("why.") for one in made)
    words = "word " * 100
    assert all(words.startswith(f"{one} ") for one in openings(words))
    assert openings("Short.") == ["Short."]


def test_what_looks_like_an_incident_in_ordinary_articles_is_none(tmp_path: Path) -> None:
    """Crimes, drills and novels, cut to bulletins; each article is held out whole."""
    for path in sorted((ROOT / "tests/articles/et-traps").glob("*.toml"))[:8]:
        shutil.copy(path, tmp_path)
        shutil.copy(path.with_suffix(".txt"), tmp_path)
    cases = list(Reader("many").ordinary([tmp_path]))
    assert cases
    assert {case.stage for case in cases} == {NONE}
    assert {case.group for case in cases} <= {f"ordinary-{p.stem}" for p in tmp_path.glob("*.txt")}
