"""What the lists and grammars of a language see in an article, for the network's findings."""

from dataclasses import dataclass

from vedette.code.languages import Language
from vedette.code.languages.counting import counted
from vedette.code.languages.page import Page
from vedette.code.languages.places.lands import adjective_of, states_of
from vedette.code.languages.times import resolve_when
from vedette.code.values import NOTHING, Sight, Worked
from vedette.records import Span, TimeExpression
from vedette.taxonomy.patterns import Patterns

_AHEAD = frozenset({"due", "horizon"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignSight(Sight):
    """A `Sight` of an article in another language than English."""

    language: Language

    def state(self, span: Span) -> str | None:
        """Name the state that an actor's words mean: its own name, its organs, its adjective.

        A private person is not the state of his passport: "zwei Männer aus Moldau" give None.
        """
        words = self.text[span.start : span.end]
        found = self.language.words.patterns("organs", "organs").search(words)
        organ = min(found, key=lambda match: match.start, default=None)
        if organ is None and self._private(words):
            return None
        return self._by_name(words) or (organ.name if organ else self.named(span))

    def _private(self, words: str) -> bool:
        found = self.language.words.patterns("organs", "persons").search(words)
        return {match.name for match in found} == {"private"}

    def named(self, span: Span) -> str | None:
        """Name the first state of whose name or adjective words have any."""
        words = self.text[span.start : span.end]
        return self._by_name(words) or adjective_of(words, states_of(self.language.words)) or None

    def _by_name(self, words: str) -> str | None:
        states = states_of(self.language.words)
        found = states.names.search(words)
        return states.owners.value(found.group()) if found and found.group()[0].isupper() else None

    def resolved(self, name: str, time: TimeExpression, _: Span, /) -> str | None:
        """Write what the ledger keeps of a time expression in the words of a field."""
        value = resolve_when(time, self.published, self.language.words)
        if name in _AHEAD and value is not None and not value[:1].isdigit():
            return None
        return value

    def count(self, words: str) -> Worked:
        """Read a number of people."""
        number = counted(words, self.language.words)
        return (number, "numbers") if number is not None else NOTHING

    def classes(self) -> Patterns:
        """Give the patterns of what may be hit, by class."""
        return self.language.words.patterns("targets", "classes")


def seen(page: Page, language: Language) -> ForeignSight:
    """Lay out what was seen of a page."""
    return ForeignSight(
        text=page.text,
        published=page.published,
        times=page.times,
        places=tuple(spot.place for spot in page.spots),
        language=language,
    )
