"""A language is a folder; laws that hold for its coder; the way an article takes to it."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.code.conftest import check

from vedette.code import Coder
from vedette.code.languages import codes, depths, language
from vedette.code.languages.lists import LONGEST, Lists
from vedette.code.languages.page import find_sentences
from vedette.code.languages.scope import in_scope
from vedette.code.languages.tagged import TaggedCoder
from vedette.code.places import Gazetteer
from vedette.code.polyglot import Polyglot, signed
from vedette.code.tagger.network import Network
from vedette.records import Article
from vedette.relate.signatures import CODED

ARTICLES = Path(__file__).resolve().parents[2] / "articles" / "pl-train"
SLUGS = sorted(path.stem for path in ARTICLES.glob("*.txt"))
OUT = ("kibice", "gaz-w", "kieszonkowcy", "cwiczenia", "muzeum")
SCOPE = "Kreml, NATO i ABW: rosyjska dywersja. "
WORDS = (
    "dron wybuch sabotaż powiedział że minister „ ” – , . : w Lublinie we wtorek nie zginęły trzy "
    "osoby według policji podpalenie Rosja na Bałtyku kabel dodał jak podała"
)
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def article(slug: str) -> Article:
    """Read a training article."""
    text = (ARTICLES / f"{slug}.txt").read_text(encoding="utf-8")
    return Article(text=text, published=date(2026, 3, 12), language="pl", slug=slug)


def test_every_folder_is_a_language() -> None:
    """The registry finds Polish by its folder, nothing that has none, and tells how deep it is."""
    assert "pl" in codes()
    assert {"en": "full", "pl": "full"}.items() <= depths().items()
    assert not {"xx", "en"} & codes()
    assert language("pl").name == "pl@3"
    with pytest.raises(KeyError):
        language("xx")


def test_linking_knows_who_is_coded() -> None:
    """Where relating takes a report without findings for one that denies, a coder has read it."""
    assert codes() | {"en"} >= CODED


@pytest.mark.parametrize("slug", SLUGS)
def test_spans_slice_back_to_their_words(polish: TaggedCoder, slug: str) -> None:
    """Every field's text is what stands at its span."""
    one = article(slug)
    check(one.text, polish.code(one))


@pytest.mark.parametrize("slug", SLUGS)
def test_articles_out_of_scope_yield_nothing(polish: TaggedCoder, slug: str) -> None:
    """Sport, gas explosions and pickpockets are nothing; all others yield something."""
    assert bool(polish.code(article(slug)).findings) != slug.startswith(OUT)


@given(text=st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=60).map(" ".join))
@QUICK
def test_cues_in_any_order_keep_the_laws(polish: TaggedCoder, text: str) -> None:
    """Triggers, verbs of saying and marks thrown together never misplace a span."""
    whole = SCOPE + text
    check(whole, polish.code(Article(text=whole, published=date(2026, 3, 12), language="pl")))


@given(text=st.text(max_size=300))
@QUICK
def test_arbitrary_text_never_raises(polish: TaggedCoder, text: str) -> None:
    """Any text at all, in scope because of its first words, is coded."""
    check(SCOPE + text, polish.code(Article(text=SCOPE + text, language="pl")))


@pytest.mark.parametrize("text", ["", " \n\n ", "🚁" * 500, "– " * 400, "„" * 300, "a.b." * 300])
def test_odd_texts_are_coded(polish: TaggedCoder, text: str) -> None:
    """Empty, symbols only, only dashes, only quotation marks."""
    check(SCOPE + text, polish.code(Article(text=SCOPE + text, language="pl")))


def test_long_text_is_coded_to_its_limit(polish: TaggedCoder) -> None:
    """What goes on past the limit is left alone."""
    text = "Rosyjski dron spadł. " * (2 * LONGEST // 21)
    coding = polish.code(Article(text=text, published=date(2026, 3, 12), language="pl"))
    assert coding.findings
    assert max(s.end for f in coding.findings for s in f.anchor) <= LONGEST


def test_the_words_are_in_the_hash(polish: TaggedCoder, gazetteer: Gazetteer) -> None:
    """The taxonomy names lists, gazetteer and network; codings bear it."""
    coding = polish.code(article(SLUGS[0]))
    assert (coding.coder, coding.taxonomy) == ("pl@3", polish.taxonomy)
    other = dataclasses.replace(language("pl"), words=type("W", (), {"hash": "0"})())
    assert Lists(other, gazetteer).digest != Lists(language("pl"), gazetteer).digest


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    """`Dr` and an initial are followed by a name, not by a sentence."""
    text = "Płk. Jan B. Kowal i prof. Ewa Lis milczą. Nikt nie zginął."
    spans = find_sentences(text, {"płk", "prof"})
    assert [text[s.start : s.end] for s in spans][1:] == ["Nikt nie zginął."]


def test_crime_alone_is_out_of_scope() -> None:
    """The same fire is in scope once somebody suspects a state."""
    fire = "W Gorzowie spłonął skład mebli. Policja ustala, kto go podpalił."
    words = language("pl").words
    assert not in_scope(fire, words)
    assert in_scope(fire + " ABW bada rosyjski trop.", words)


# ── The way to the coder of a language ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("tag", ["pl", "PL", "pl-PL"])
def test_a_polish_article_goes_to_the_polish_coder(coder: Coder, tag: str) -> None:
    """The article's own word for its language decides; the coding bears the desk's one name."""
    one = dataclasses.replace(article("eksplozja-pod-garwolinem"), language=tag)
    coding = coder.code(one)
    check(one.text, coding)
    assert {f.type for f in coding.findings} >= {"incident", "statement", "attribution"}
    assert (coding.coder, coding.taxonomy) == (coder.name, coder.taxonomy)


def test_english_is_coded_as_before(coder: Coder) -> None:
    """What the English coder finds is found, under the ids of the whole coder."""
    path = ARTICLES.parent / "train-wire" / "burgas-cable-unsolved.txt"
    one = Article(text=path.read_text("utf-8"), published=date(2026, 3, 12), language="en")
    assert isinstance(coder, Polyglot)
    alone, whole = coder.english.code(one), coder.code(one)
    assert [dataclasses.replace(f, id="", fields={}) for f in alone.findings] == [
        dataclasses.replace(f, id="", fields={}) for f in whole.findings
    ]
    ids = {finding.id for finding in whole.findings}
    refers = [
        e.value for f in whole.findings for e in f.fields.get("incident", ()) if e.span is None
    ]
    assert refers
    assert ids.issuperset(refers)


def test_signing_twice_is_signing_once(polish: TaggedCoder) -> None:
    """A coding under another name keeps its words, and its ids follow the name."""
    coding = polish.code(article("eksplozja-pod-garwolinem"))
    once = signed(coding, "tagger@1", "0" * 16)
    assert signed(once, "tagger@1", "0" * 16) == once
    assert {f.id for f in once.findings}.isdisjoint(f.id for f in coding.findings)


def test_another_list_of_words_is_another_taxonomy(coder: Coder, gazetteer: Gazetteer) -> None:
    """With a language less the whole coder has another taxonomy, so articles are coded anew."""
    assert isinstance(coder, Polyglot)
    network = Network.load("many")
    folders = {code: TaggedCoder(language(code), gazetteer, network) for code in codes()}
    without = Polyglot(coder.english, {code: folders[code] for code in codes() - {"pl"}})
    assert Polyglot(coder.english, folders).taxonomy == coder.taxonomy
    assert without.taxonomy != coder.taxonomy
