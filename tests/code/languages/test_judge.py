"""What notions amount to: the judge that every language shares, and what it adds to the lists."""

import tomllib
from importlib.resources import files
from io import BytesIO

import numpy as np
import pytest

from vedette.code.languages import codes
from vedette.code.languages.judge import OUTCOMES, Judge, features, presence
from vedette.notions import Notion, find_notions, names, patterns
from vedette.records import Span

WRITTEN = {
    "uk": ("залізниця", "підпалили", "дрони"),
    "ru": ("железная", "подожгли", "дроны"),
    "de": ("Bahnstrecke", "Brandstiftung", "Drohnen"),
    "sv": ("järnvägen", "mordbrand", "drönare"),
    "fi": ("rautatie", "tuhopoltto", "drooneja"),
    "et": ("raudtee", "süütamine", "droonid"),
    "lt": ("geležinkelis", "padegė", "dronai"),
    "lv": ("dzelzceļš", "dedzināšana", "droni"),
    "pl": ("kolej", "podpalenie", "drony"),
}


def small(kind: str) -> Judge:
    """Make a judge that knows two notions; the second speaks for a kind, the first for nothing."""
    raw = BytesIO()
    inner = np.zeros((10, 2), dtype=np.float16)
    inner[0, 0], inner[1, 1] = 1, 1
    outer = np.zeros((1, 2, len(OUTCOMES)), dtype=np.float16)
    outer[0, 0, 0], outer[0, 1, OUTCOMES.index(kind)] = 4, 8
    np.savez(
        raw,
        names=np.array(["sport", "fire"]),
        inner=inner,
        inner_bias=np.zeros(2, dtype=np.float16),
        outer=outer,
        outer_bias=np.zeros((1, len(OUTCOMES)), dtype=np.float16),
    )
    return Judge(raw.getvalue())


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_language_has_stems_for_every_notion(code: str) -> None:
    """The notions are the same everywhere, in the order that the judge has learnt."""
    listed = tomllib.loads(files("vedette.notions").joinpath(f"{code}.toml").read_text("utf-8"))
    assert tuple(listed["notions"]) == names() == Judge.load().names
    assert all(listed["notions"].values())


@pytest.mark.parametrize("code", sorted(codes()))
def test_the_same_things_bear_the_same_notions(code: str) -> None:
    """A railway, arson and drones are told in every language, inflected or not."""
    stems = patterns(code)
    assert stems is not None
    for word, name in zip(WRITTEN[code], ("rail", "set_fire", "drone"), strict=True):
        ((*noted,),) = find_notions(word, [Span(0, len(word))], stems)
        assert name in {notion.name for notion in noted}, word


def test_what_stands_around_a_sentence_counts_half_and_the_article_is_told_to_all() -> None:
    """Features: own notions, neighbours' at half their weight, the article's, and the stand."""
    rows = features(presence([[0], [1], []], 2), [4, 40, 80])
    assert rows.shape == (3, 10)
    assert rows[0].tolist() == pytest.approx([1, 0, 0, 0.5, 1 / 3, 1 / 3, 1, 0, 0.1, 0.1])
    assert rows[2, 2:4].tolist() == [0, 0.5]
    assert rows[2, 8] == 1.0


def test_the_likeliest_sentence_speaks_for_the_article() -> None:
    """A notion of an incident is heard wherever it stands, others are not."""
    fire, sport = (Notion(Span(0, 4), "fire"),), (Notion(Span(0, 5), "sport"),)
    judge = small("arson")
    assert judge.likeliest((sport, fire, sport), [1, 1, 2]) > 0.9
    assert judge.likeliest((sport, sport), [1, 2]) < 0.5


def test_nobody_is_heard_where_nothing_is_said() -> None:
    """An empty article has no sentence that could tell of anything."""
    assert Judge.load().likeliest((), ()) == 0.0


def test_chances_do_not_hang_on_other_articles() -> None:
    """Chances of the rows of one article are those of each row by itself."""
    judge = Judge.load()
    rows = features(presence([[3], [5, 8], [40]], len(judge.names)), [9, 12, 7])
    together = judge.chances(rows)
    apart = np.vstack([judge.chances(rows[n : n + 1]) for n in range(3)])
    assert np.allclose(together, apart, atol=1e-6)
    assert together.sum(axis=1) == pytest.approx(np.ones(3), abs=1e-5)
