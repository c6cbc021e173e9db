"""The gate of the languages: its corpus, its figures, and what it holds the coder to."""

import tomllib
from pathlib import Path

import pytest
from gates.gold import corpus_hash, read_gold, read_sets
from gates.languages import CORPUS, HERE, figures, reached

ARTICLES = Path(__file__).resolve().parent.parent / "articles"


def test_gold_scores_itself_perfectly() -> None:
    """The Polish gold is right in every figure that has a floor."""
    golds = read_sets([CORPUS / "pl"])
    pairs = [(g, [f for f in g.findings if f.id not in g.optional]) for g in golds]
    perfect = reached(figures(pairs))
    assert len(golds) == 40
    assert sum(not g.findings for g in golds) == 8
    assert {v for k, v in perfect.items() if k not in {"bad_spans", "per_100_clean"}} == {1.0}


def test_a_wrong_day_in_right_words_is_seen() -> None:
    """`when` forgives a wrong value beside the right words, `when_value` does not."""
    gold = read_gold(ARTICLES / "pl-train" / "eksplozja-pod-garwolinem.toml")
    finding = next(f for f in gold.findings if f.type == "incident")
    (entry,) = finding.fields["when"]
    moved = {
        **finding.fields,
        "when": (type(entry)(span=entry.span, text=entry.text, value="2026"),),
    }
    wrong = type(finding)(
        id="x", type="incident", kind=finding.kind, anchor=finding.anchor, fields=moved
    )
    listed = reached(figures([(gold, [wrong])]))
    assert listed["incident_when"] == 1.0
    assert listed["when_value"] == 0.0


def test_a_folder_of_gold_has_floors_for_its_very_articles() -> None:
    """Every corpus is named in the floors, with its hash."""
    floors = tomllib.loads((HERE / "languages.toml").read_text(encoding="utf-8"))
    assert set(floors) == {path.name for path in CORPUS.iterdir() if path.is_dir()}
    for code, floor in floors.items():
        assert floor["corpus"] == corpus_hash([CORPUS / code])


def test_gold_tells_its_language(tmp_path: Path) -> None:
    """`language` in a gold file is the article's; English where it does not say."""
    (tmp_path / "a.txt").write_text("Tytuł\n", encoding="utf-8")
    (tmp_path / "a.toml").write_text('published = "2026-03-12"\nlanguage = "pl"\n')
    (tmp_path / "b.txt").write_text("Title\n", encoding="utf-8")
    (tmp_path / "b.toml").write_text('published = "2026-03-12"\n')
    assert [g.article.language for g in read_sets([tmp_path])] == ["pl", "en"]


@pytest.mark.parametrize("folder", [CORPUS / "pl", ARTICLES / "pl-train"])
def test_only_incidents_and_statements_are_marked(folder: Path) -> None:
    """The Polish gold is exhaustive in two types and has no others."""
    assert {f.type for g in read_sets([folder]) for f in g.findings} == {"incident", "statement"}
