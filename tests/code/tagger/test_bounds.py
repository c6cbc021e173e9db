"""How sure the network must be, by the length of a text."""

from dataclasses import replace
from typing import Literal

import numpy as np
import pytest

from vedette.code.tagger.labels import TYPES
from vedette.code.tagger.look import anchors_of
from vedette.code.tagger.network import REPORT, Encoded, Network
from vedette.code.tagger.triage import SHORT


@pytest.fixture(scope="module")
def network() -> Network:
    """The network that ships."""
    return Network.load()


def _seen(scene, **chances: float):
    """Give a scene in which the network sees these words as incidents, with these chances."""
    told = np.zeros((len(scene.words), len(TYPES)), np.float32)
    for word, chance in chances.items():
        at = scene.sight.text.index(word)
        place = next(n for n, one in enumerate(scene.words) if one.start == at)
        told[place, TYPES.index("incident")] = chance
    words = np.zeros((len(scene.words), 384), np.float32)
    return replace(scene, encoded=[Encoded(words=words, anchors=told, scope=1.0)])


@pytest.mark.parametrize("name", ["model", "many"])
def test_the_shorter_a_text_the_less_is_asked(name: Literal["model", "many"]) -> None:
    """Of scope; and of an incident in a bulletin alone, where no more tells that it is one."""
    bounds = Network.load(name).bounds
    short, report, article = (bounds(n) for n in (SHORT, REPORT, REPORT + 1))
    assert short.scope < report.scope <= article.scope
    assert short.fainter["incident"] < short.anchors["incident"]
    assert short.believed["incident"] < report.believed["incident"]
    assert report.fainter == article.fainter == article.anchors
    assert short.sure["attribution"] > article.sure["attribution"]
    assert {**short.believed, "incident": 0} == {**article.believed, "incident": 0}
    assert short.sure["incident"] < short.sure["attribution"]
    assert short.none <= article.none < 1


def test_faint_words_name_an_incident_where_no_others_do(network, look) -> None:
    """In a bulletin; beside clearer ones they do not."""
    scene = look("A depot burned near the wharf on Sunday.")
    faint = anchors_of(network, _seen(scene, burned=0.3))
    assert [scene.words[a.start].start for a in faint] == [scene.sight.text.index("burned")]
    clear = anchors_of(network, _seen(scene, wharf=0.3, depot=0.9))
    assert [scene.words[a.start].start for a in clear] == [scene.sight.text.index("depot")]
    assert not anchors_of(network, _seen(scene, burned=0.1))


def test_faint_words_name_none_in_a_longer_text(network, look) -> None:
    """What is longer than a bulletin says it clearly somewhere."""
    scene = look("A depot burned on Sunday." + " The mayor spoke of buses." * 20)
    assert not anchors_of(network, _seen(scene, burned=0.3))
