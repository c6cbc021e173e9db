"""What the network is trained on. All texts are invented."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from gates.gold import Gold
from training.corpus import Corpus, examples
from training.lookalikes import with_left
from training.marks import WORDS, Read, Told

from vedette.code.places import Gazetteer
from vedette.code.tagger.labels import ATTRIBUTES, ROLES, TYPES
from vedette.code.tagger.subwords import SPECIAL, Subwords
from vedette.records import Article, Span

LETTERS = [f"{letter}\t-5.0" for letter in "▁abcdefghijklmnopqrstuvwxyząćęłńóśźżKOW."]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """A corpus whose pieces are single letters."""
    return Corpus(Subwords([f"{name}\t0.0" for name in SPECIAL] + LETTERS), Gazetteer.load())


def test_words_of_another_language_are_known_by_its_lists(corpus: Corpus) -> None:
    """A town, a day and a word for an act are marked in Polish as they are in English."""
    text = "Sabotaż pod Lublinem. Kolej poinformowała o tym we wtorek."
    article = Article(text=text, published=date(2026, 3, 4), language="pl")
    marked = corpus.marked(Gold(slug="tory", article=article, findings=(), optional=frozenset()))
    told = dict(zip(marked.spelt(), marked.features, strict=True))
    assert told["sabotaż"][6]
    assert told["lublinem"][2] == 1
    assert told["wtorek"][3] == 1
    assert not told["tym"][6]
    assert marked.ends == (0, 1)


def test_where_only_some_types_are_marked_only_those_are_taught(
    corpus: Corpus, tmp_path: Path
) -> None:
    """In a set of incidents alone an article without one teaches scope, nothing of statements."""
    folder = tmp_path / "lt-train"
    folder.mkdir()
    (folder / "ramu.txt").write_text("Ramu.", "utf-8")
    (folder / "ramu.toml").write_text('published = "2026-03-04"\nlanguage = "lt"\n', "utf-8")
    whole = folder.rename(tmp_path / "lt-press")
    (everything,) = corpus.articles([whole])
    (partly,) = corpus.articles([whole.rename(folder)])
    assert (everything.taught, everything.scope) == (frozenset(TYPES), None)
    assert (partly.taught, partly.scope) == ({"incident"}, False)


STAGED = """
[[report]]
group = 1
published = "2026-03-04"
kind = "arson"
title = "Depot burned"
text = "The depot was set alight, police say. Who burned it is open."
anchor = "was set alight"
stage = "confirmed"
shown = "police say"

[[report]]
group = 1
published = "2026-03-05"
kind = "arson"
title = ""
text = "What if the depot burned?"
anchor = "depot burned"
stage = "none"
why = "hypothetical"
shown = "What if"
"""


def test_of_a_report_for_stages_the_marked_anchor_is_taught(corpus: Corpus, tmp_path: Path) -> None:
    """Its kind and stage too; of what looks like another anchor nothing, of its fields nothing."""
    (tmp_path / "flashes.toml").write_text(STAGED, "utf-8")
    told, none = corpus.staged(tmp_path)
    (example,) = examples(with_left(told, {"incident": frozenset({"burned"})}))
    words = dict(enumerate(told.spelt()))
    column = TYPES.index("incident")
    marked = [words[n] for n in range(len(words)) if example.anchors[n, column]]
    left = [words[n] for n in range(len(words)) if not example.weights[n, column]]
    assert (marked, left) == (["was", "set", "alight"], ["burned", "burned"])
    assert not example.weights[:, [n for n in range(len(TYPES)) if n != column]].any()
    assert not any(example.asked)
    kind, stage, *_ = (values for _, _, values in ATTRIBUTES)
    assert [row[0] for row in example.attributes][:2] == [
        kind.index("arson"),
        stage.index("confirmed"),
    ]
    (example,) = examples(none)
    assert not example.anchors.any()
    assert example.real == [0.0]
    assert example.clean is None
    assert not corpus.staged(tmp_path, without={"flashes"})


def test_of_a_marked_report_every_incident_is_taught(corpus: Corpus) -> None:
    """Each mention with its own stage, those in passing too; of two that share words the first."""
    text = (
        "Two fires\n\nThe fire at Brno was set, police said. That at Zlin in May was an accident."
    )

    def told(name: str, left: str, *words: str, **more: tuple[Span, ...]) -> Told:
        spans = tuple(Span(at := text.index(w), at + len(w)) for w in words)
        fields = {key: more.get(key, ()) for key in WORDS}
        return Told(
            incident=name,
            kind="arson",
            stage=left,
            passing=False,
            optional=False,
            anchor=spans,
            words=fields,
        )

    where = (Span(at := text.index("Brno"), at + 4),)
    shown = (Span(at := text.index("accident"), at + 8),)
    read = Read(
        id="r1",
        article=Article(text=text, title="Two fires", published=date(2027, 5, 6)),
        in_scope=True,
        told=(
            told("F1", "confirmed", "fire at", "fires", where=where),
            told("F2", "accident", "That", "fires", stage=shown),
        ),
    )
    (marked,) = corpus.told([read])
    (example,) = examples(marked)
    words = marked.spelt()
    named = [
        (" ".join(words[a:b]), left)
        for (a, b, _), left in zip(example.spans, example.attributes[1], strict=True)
    ]
    stage: tuple[object, ...] = ATTRIBUTES[1][2]
    assert named == [
        ("fire at", stage.index("confirmed")),
        ("fires", stage.index("confirmed")),
        ("that", stage.index("accident")),
    ]
    assert (0, 2, 0, False) in example.links
    assert (0, 1, 0, True) in example.links
    roles = {words[word]: ROLES[role][1] for listed in example.roles for word, role in listed}
    assert roles == {"brno": "where", "accident": "status"}
    assert example.clean is False
    (none,) = corpus.told([replace(read, told=(), in_scope=False)])
    assert [example.clean for example in examples(none)] == [True]
