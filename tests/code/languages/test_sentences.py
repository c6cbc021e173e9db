"""What happened, by the word lists; the sentences of a language are in its `sentences.toml`."""

import tomllib
from pathlib import Path

import pytest

from vedette.code.languages import codes, language
from vedette.code.languages.hints import chosen
from vedette.taxonomy.kinds import ORDER

GIVEN = {
    path.parent.name: tomllib.loads(path.read_text(encoding="utf-8"))["kinds"]
    for path in sorted(Path(__file__).parent.glob("*/sentences.toml"))
}
LISTED = [
    (code, kind, text)
    for code, kinds in GIVEN.items()
    for kind, texts in kinds.items()
    for text in texts
]


def test_every_language_has_sentences() -> None:
    """A language without any would be asked nothing here."""
    assert GIVEN.keys() == codes()


@pytest.mark.parametrize("code", sorted(codes()))
def test_the_lists_are_of_the_guides_kinds(code: str) -> None:
    """All nineteen kinds have lists and sentences, and there are no others."""
    assert tuple(language(code).words.lexicon("kinds").tables) == ORDER
    assert set(GIVEN[code]) == set(ORDER)


@pytest.mark.parametrize(("code", "kind", "text"), LISTED)
def test_every_kind_has_words(code: str, kind: str, text: str) -> None:
    """A plain sentence of each kind, in any inflection, has words of that kind."""
    assert kind in {found for _, _, found in chosen(text, language(code).words)}


def test_the_firmest_words_come_first_and_never_twice() -> None:
    """Words of several kinds that overlap are of one; what is never of a kind is not."""
    words = language("pl").words
    text = "Zamach stanu i zamach na generała w Warszawie, potem podpalenie."
    found = [(text[start:end], kind) for start, end, kind in chosen(text, words)]
    assert ("zamach na generała", "assassination") in found
    assert not any(said.startswith("Zamach stanu") for said, _ in found)
    assert len(found) == len({said for said, _ in found})
