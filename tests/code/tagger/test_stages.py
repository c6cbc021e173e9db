"""What tells the stage of an incident is shown, and how both that tell it are weighed."""

import math
from dataclasses import replace
from datetime import date
from typing import Literal

import numpy as np
import pytest
from tests.code.tagger.making import thing

from vedette.code.places import Gazetteer
from vedette.code.tagger.anchors import homes
from vedette.code.tagger.coder import TaggerCoder
from vedette.code.tagger.network import REPORT, Encoded, Network
from vedette.code.tagger.stages import NONE, STAGES, WORDS, likeliest, shown, weighed
from vedette.code.tagger.triage import SHORT
from vedette.code.tagger.unreal import unreal
from vedette.code.tagger.windows import Window
from vedette.records import Article, Span

_FILLING = " The mayor thanked all who had come, and spoke for a while of the new bus line." * 30


def _words(part, marks, column=1):
    """Give the words of those shown that have a mark."""
    return [n for n, row in enumerate(marks) if row[column] == part]


def test_title_opening_and_passage_are_shown(look) -> None:
    """The title is all there, the opening, and what stands around a mention far below."""
    title = "Two charged over depot fire"
    text = f"{title}\n\nThe court sat on Monday.{_FILLING} The depot burned down in March."
    scene = look(text, title=title)
    at = text.index("burned")
    [(words, marks)] = shown(scene, [[Span(at, at + 6)]])
    assert len(words) == len(marks) <= WORDS
    assert len(_words(1, marks)) == 5
    assert _words(2, marks)
    assert len(_words(1, marks, column=0)) == 1
    assert marks[:, 2].max() == 19, "the title stands far before the mention"
    assert marks[:, 3].min() == 0


def test_many_mentions_show_no_more_than_can_be_read(look) -> None:
    """Of a long passage the title stays, and the words nearest to the mentions."""
    text = "Depot burned\n\n" + ("It burned by a sea " + "a b " * 150) * 3
    scene = look(text, title="Depot burned")
    at = [n for n in range(len(text)) if text.startswith("burned", n)]
    [(words, marks)] = shown(scene, [[Span(n, n + 6) for n in at]])
    assert len(words) == WORDS
    assert len(_words(1, marks)) == 2


def test_no_mention_at_all_shows_the_opening(look) -> None:
    """A place of no length counts as the word there."""
    scene = look("A depot burned on Sunday.")
    [(words, marks)] = shown(scene, [[Span(0, 0)]])
    assert len(words) == len(scene.words)
    assert marks[:, 0].sum() <= 1


@pytest.mark.parametrize(
    ("name", "bulletin", "report", "article"),
    [("model", "charged", "charged", "reported"), ("many", "charged", "reported", "reported")],
)
def test_in_what_is_short_the_head_counts_in_an_article_the_second_look(
    name: Literal["model", "many"], bulletin: str, report: str, article: str
) -> None:
    """The same two opinions, weighed by the length of the text and by what a head has learnt."""
    head, second = np.full(16, 0.01, np.float32), np.full(16, 0.01, np.float32)
    head[STAGES.index("charged")] = second[STAGES.index("reported")] = 0.85
    bounds = Network.load(name).bounds
    for length, meant in ((SHORT, bulletin), (REPORT, report), (6000, article)):
        assert STAGES[weighed(head, second, bounds(length).second).argmax()] == meant
    assert weighed(head, None, math.inf).sum() == pytest.approx(1)


@pytest.mark.parametrize("name", ["model", "many"])
def test_the_networks_that_ship(name: Literal["model", "many"]) -> None:
    """Each has a head for stages; its chances add up to one."""
    network = Network.load(name)
    assert network.tells_stages
    words, marks = np.zeros((3, 384), np.float32), np.zeros((3, 4), np.int64)
    chances = network.stage(words, marks)
    assert chances.shape == (len(STAGES),)
    assert chances.sum() == pytest.approx(1, abs=1e-4)


def test_what_the_head_takes_for_nothing_is_left_out(look) -> None:
    """Whatever the second look makes of it."""
    scene = look("A depot burned on Sunday.")
    one = thing(scene, "burned", status="confirmed")
    assert not unreal(one, scene)
    one.stage = (NONE, 0.9)
    assert unreal(one, scene)


def test_an_end_told_by_the_head_speaks_against_a_negation(look) -> None:
    """What was foiled is told, though the sentence says that it was not done."""
    scene = look("The men had not burned the depot.")
    one = thing(scene, "burned")
    assert unreal(one, scene)
    one.stage = ("foiled", 0.9)
    assert not unreal(one, scene)


def test_each_word_comes_from_the_window_that_shows_most_around_it(look) -> None:
    """As anchors are judged (`homes`)."""
    scene = look("A depot burned on Sunday. " * 30)
    length = len(scene.words)
    cut = [Window(0, 100), Window(60, 140), Window(100, length)]
    encoded = [
        Encoded(
            words=np.arange(start, end, dtype=np.float32)[:, None] + 1000 * number,
            anchors=np.zeros((end - start, 1), np.float32),
            scope=0.9,
        )
        for number, (start, end) in enumerate(cut)
    ]
    scene = replace(scene, cut=cut, encoded=encoded)
    [(words, _)] = shown(scene, [[scene.characters(95, 96)]])
    home = homes(cut, length)
    assert {home[int(word) % 1000] for word in words[:, 0]} == {0, 1, 2}
    assert all(int(word) // 1000 == home[int(word) % 1000] for word in words[:, 0])


@pytest.mark.parametrize("stage", ["charged", "accident", NONE])
def test_the_coder_gives_the_stage_that_the_head_tells(monkeypatch, stage: str) -> None:
    """In a bulletin, whatever the second look says; and no incident where it tells of none."""
    chances = np.full(len(STAGES), 1e-6, np.float32)
    chances[STAGES.index(stage)] = 1
    monkeypatch.setattr(Network, "stage", lambda *_: chances)
    coder = TaggerCoder(Network.load(), Gazetteer.load())
    text = "Saboteurs set fire to a substation near Narva on Sunday, police said."
    article = Article(text=text, published=date(2026, 3, 2), language="en")
    found = [f for f in coder.code(article).findings if f.type == "incident"]
    told = [field.value for finding in found for field in finding.fields["status"]]
    assert told == ([] if stage == NONE else [stage])


@pytest.mark.parametrize(("refuted", "stage"), [(0.45, "reported"), (0.55, "refuted")])
def test_an_incident_is_taken_back_only_by_what_is_likely(refuted, stage):
    """What is refuted sends no alert: the likeliest of many stages is not enough for that."""
    chances = np.zeros(len(STAGES[:-1]), np.float32)
    chances[STAGES[:-1].index("refuted")] = refuted
    chances[STAGES[:-1].index("reported")] = 0.4
    told, chance = likeliest(chances)
    assert told == stage
    assert chance == pytest.approx(max(0.4, refuted) if stage == "refuted" else 0.4)
