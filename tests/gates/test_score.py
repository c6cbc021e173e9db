"""The scorer and the reader of gold."""

from pathlib import Path

import pytest
from gates.findings import failures
from gates.gold import Fault, Gold, corpus_hash, locate, read_gold, read_sets
from gates.score import score, scores, summed

from vedette.code.matching import match
from vedette.records import Article, Field, Finding, Span

ARTICLES = Path(__file__).resolve().parent.parent / "articles"


def statement(id_: str, start: int, end: int, text: str) -> Finding:
    """Make a statement whose cue and content stand in a text."""
    return Finding(
        id=id_,
        type="statement",
        anchor=(Span(start, end),),
        fields={"content": (Field(span=Span(0, start), text=text[:start]),)},
    )


TEXT = "it was loud, he said. she slept."
SAID = statement("g1", 13, 20, TEXT)


def gold(*findings: Finding, optional: frozenset[str] = frozenset()) -> Gold:
    """Make gold of findings."""
    article = Article(text=TEXT)
    return Gold(slug="a", article=article, findings=findings, optional=optional)


def test_gold_scores_itself_perfectly() -> None:
    """Every test article's own gold is right in every field."""
    golds = read_sets(ARTICLES.glob("dev-*"))
    result = score((g, [f for f in g.findings if f.id not in g.optional]) for g in golds)
    assert len(golds) == 30
    assert result.ledger == result.micro.f1 == 1.0
    assert (result.bad_spans, result.alarms) == (0, 0)


def test_a_miss_and_a_false_alarm_count_once_each() -> None:
    """Nothing found has no recall, something else found has no precision."""
    assert score([(gold(SAID), [])]).micro.wanted == 1
    missed = score([(gold(SAID), [statement("p", 27, 31, "x" * 31)])])
    assert (missed.micro.right, missed.micro.predicted, missed.micro.wanted) == (0, 1, 1)


def test_scores_of_articles_add_up() -> None:
    """Articles scored one by one and counted together give what scoring all at once gives."""
    pairs = [(gold(SAID), [SAID]), (gold(SAID), []), (gold(), [SAID])]
    parts = list(scores(pairs))
    assert [part.micro.f1 for part in parts] == [1.0, 0.0, 0.0]
    assert summed(parts) == score(pairs)
    assert (summed(parts).micro.right, summed(parts).clean) == (parts[0].micro.right, 1)


def test_optional_gold_is_left_out_of_both_sides() -> None:
    """Found or not, an optional finding changes nothing."""
    lenient = gold(SAID, optional=frozenset({"g1"}))
    assert score([(lenient, [])]).micro.wanted == 0
    assert score([(lenient, [SAID])]).micro.predicted == 0


def test_alarms_are_counted_on_clean_articles() -> None:
    """One finding on one article without any is a hundred per hundred."""
    assert score([(gold(), [SAID])]).per_100_clean == 100.0


def test_a_span_that_does_not_slice_is_bad() -> None:
    """The words must stand where the span says."""
    wrong = Finding(
        id="p",
        type="statement",
        anchor=(Span(13, 20),),
        fields={"content": (Field(span=Span(1, 5), text="no"),)},
    )
    assert score([(gold(SAID), [wrong])]).bad_spans == 1


def test_pairs_are_one_to_one() -> None:
    """Two guesses on one gold finding leave one of them over."""
    assert match([SAID], [SAID, statement("p", 16, 20, TEXT)]) == {0: 0}


def test_a_quotation_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    """The fault names the file and the words."""
    (tmp_path / "a.txt").write_text("nothing here", encoding="utf-8")
    (tmp_path / "a.toml").write_text('[[call]]\nanchor = ["urged"]\n', encoding="utf-8")
    with pytest.raises(Fault, match=r"a\.toml: .*'urged'"):
        read_gold(tmp_path / "a.toml")
    with pytest.raises(Fault):
        locate("blast", "blast#2")


def test_floors_hold_for_their_corpus_alone() -> None:
    """Another corpus is a failure, and so is a figure under its floor or over its ceiling."""
    floors = {"corpus": "a", "floors": {"ledger": 0.4}, "ceilings": {"bad_spans": 0}}
    assert failures(floors, {"ledger": 0.5, "bad_spans": 0.0}, "a") == []
    assert len(failures(floors, {"ledger": 0.3, "bad_spans": 1.0}, "a")) == 2
    assert "corpus" in failures(floors, {"ledger": 0.5, "bad_spans": 0.0}, "b")[0]


def test_the_corpus_hash_sees_a_changed_letter(tmp_path: Path) -> None:
    """One byte more in an article makes another corpus."""
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    before = corpus_hash([tmp_path])
    (tmp_path / "a.txt").write_text("one.", encoding="utf-8")
    assert corpus_hash([tmp_path]) != before
