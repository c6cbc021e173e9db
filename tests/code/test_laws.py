"""Laws that hold for every article: spans, purity, order, and no text that breaks the coder."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.code.conftest import check

from vedette.code import Coder
from vedette.code.tagger.coder import LONGEST
from vedette.records import Article

ARTICLES = Path(__file__).resolve().parent.parent / "articles"
SLUGS = (
    "train-wire/air-digest-march",
    "train-traps/great-belt-dredger",
    "train-regional/lubelskie-orchard",
    "train-official/mod-morning-summary",
    "train-summit/commons-seabed-debate",
    "train-traps/hockey-bombardment",
)
MARKS = st.sampled_from(
    ['"', "“", "”", "'", "‘", "’", ".", "\n", "\n\n", " – ", ";", ":", "…", "🚁"]
)
CUES = (
    "Russia Moscow said denied that a drone struck NATO could expects the port of Izmail urged "
    "Berlin to close its border on Monday he accused Minsk behind blast killed two must will"
)
WORDS = st.sampled_from(CUES.split())


def article(slug: str) -> Article:
    """Read a test article."""
    text = (ARTICLES / f"{slug}.txt").read_text(encoding="utf-8")
    return Article(text=text, published=date(2026, 3, 12), language="en", slug=slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_spans_slice_back_to_their_words(coder: Coder, slug: str) -> None:
    """Every field's text is what stands at its span, and references point at findings."""
    one = article(slug)
    check(one.text, coder.code(one))


def test_order_of_articles_does_not_matter(coder: Coder) -> None:
    """Coding a list backwards, or one article twice, gives the same codings."""
    articles = [article(slug) for slug in SLUGS]
    forwards = [coder.code(one) for one in articles]
    backwards = [coder.code(one) for one in reversed(articles)]
    assert forwards == backwards[::-1]
    assert coder.code(articles[0]) == forwards[0]


def test_where_the_article_comes_from_does_not_matter(coder: Coder) -> None:
    """A coding hangs on text, title, language and day alone."""
    one = article(SLUGS[0])
    moved = dataclasses.replace(one, url="https://example.org/a", source="x", outlet="Y")
    assert coder.code(moved) == coder.code(one)


def test_findings_are_found(coder: Coder) -> None:
    """The laws above are not kept by finding nothing."""
    kinds = {f.type for slug in SLUGS for f in coder.code(article(slug)).findings}
    assert kinds >= {"incident", "attribution", "denial", "statement", "forecast", "call"}


@given(text=st.lists(st.one_of(WORDS, MARKS), max_size=60).map(" ".join))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_cues_in_any_order_keep_the_laws(coder: Coder, text: str) -> None:
    """Cue words and quotation marks thrown together never raise and never misplace a span."""
    whole = "NATO, the Kremlin, hybrid war. " + text
    check(whole, coder.code(Article(text=whole, published=date(2026, 3, 12), language="en")))


@given(text=st.text(max_size=300))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_arbitrary_text_never_raises(coder: Coder, text: str) -> None:
    """Any text at all, in scope because of its first words, is coded."""
    whole = "NATO, the Kremlin, hybrid war. " + text
    check(whole, coder.code(Article(text=whole, language="en")))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "🚁" * 500,
        "\u200b\u0000",
        "no stop " * 400,
        '"' * 300,
        "(" * 500,
        "a.b." * 300,
    ],
)
def test_odd_texts_are_coded(coder: Coder, text: str) -> None:
    """Empty, symbols only, no full stop, only quotation marks."""
    check(text, coder.code(Article(text=text, language="en")))


def test_long_text_is_coded_to_its_limit(coder: Coder) -> None:
    """A megabyte does not take minutes: only the first part is coded, and that part is."""
    sentence = "A cable was cut off Gotland on Monday, and Sweden accused Russia of sabotage. "
    text = sentence * (1_000_000 // len(sentence))
    short = coder.code(Article(text=text[:LONGEST], language="en"))
    coding = coder.code(Article(text=text, language="en"))
    assert coding.findings
    assert max(s.end for f in coding.findings for s in f.anchor) <= LONGEST
    assert len(coding.findings) == len(short.findings)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("De politie zegt dat Rusland achter de aanslag in Breda zit, en de NAVO zwijgt.", "nl"),
        ("Die Polizei sagte, dass Russland hinter dem Anschlag in Berlin steht und die NATO.", ""),
        ("Policja poinformowała, że za sabotażem na kolei stoi Rosja, a NATO zamknie granicę.", ""),
    ],
)
def test_other_languages_have_an_empty_coding(coder: Coder, text: str, language: str) -> None:
    """What the coder cannot read it leaves alone, whether the article says its language or not."""
    coding = coder.code(Article(text=text, language=language))
    assert coding.findings == ()
    assert coding.coder == "tagger@1"


def test_the_taxonomy_names_words_and_model(coder: Coder) -> None:
    """The hash goes into the coding, so that a changed list makes a new one."""
    coding = coder.code(article(SLUGS[0]))
    assert coding.taxonomy == coder.taxonomy
    assert len(coder.taxonomy) == 16
