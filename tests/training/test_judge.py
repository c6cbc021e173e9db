"""What the judge of sentences is taught: outcomes of gold, articles cut short, hidden notions."""

from pathlib import Path

import numpy as np
from gates.gold import read_sets
from training.judge import Learner, Reader, Shown, lesson, outcome, write

from vedette.code.languages.judge import OUTCOMES, Judge, presence
from vedette.records import Span

GERMAN = Path(__file__).resolve().parents[1] / "articles" / "de-dev"


def shown(listed, outcomes):
    """Make an article of sentences with these notions out of three."""
    lengths = (5,) * len(listed)
    return Shown(present=presence(listed, 3), lengths=lengths, outcomes=outcomes, weight=1.0)


def test_a_sentence_tells_of_the_incident_that_is_named_in_it():
    """A mention of the gold in a sentence gives its kind, any other sentence tells of none."""
    gold = next(g for g in read_sets([GERMAN]) if g.article.slug == "rote-farbe")
    line = gold.article.text.index("\n")
    assert OUTCOMES[outcome(gold, Span(0, line))] == "vandalism"
    assert outcome(gold, Span(len(gold.article.text) - 10, len(gold.article.text))) == 0


def test_english_and_other_articles_are_laid_out_alike():
    """A language's own stems are taken, and all have the same notions."""
    reader = Reader()
    read = list(reader.read([GERMAN], 3.0))
    assert {s.present.shape[1] for s in read} == {len(reader.names)}
    assert sum(s.present.sum() for s in read) > 0
    assert all(len(s.cut(2).outcomes) <= 2 for s in read)


def test_what_is_learnt_is_told(tmp_path):
    """A network tells apart what two notions always tell apart, written and read again."""
    burnt, played = OUTCOMES.index("arson"), 0
    articles = [shown([[0]], (burnt,)), shown([[1]], (played,))] * 300
    learner = Learner(3 * 3 + 4, 0)
    learner.learn(lesson(articles), 80)
    write(tmp_path / "judge.npz", ("fire", "match", "day"), [learner])
    judge = Judge((tmp_path / "judge.npz").read_bytes())
    chances = judge.chances(lesson(articles).rows[:2].toarray())
    assert np.argmax(chances, axis=1).tolist() == [burnt, played]
