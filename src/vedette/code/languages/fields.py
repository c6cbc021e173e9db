"""What the sentences around an incident's mentions tell of it: when, where, target, stage, toll."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from functools import cache

from vedette.code.languages import Language
from vedette.code.languages.draft import Draft
from vedette.code.languages.page import Page, Spot
from vedette.code.languages.times import resolve_when
from vedette.code.languages.tolls import find_toll, is_series
from vedette.code.times.calendar import days_of
from vedette.records import Span, TimeExpression

# "said on Thursday": a day so near behind a verb of saying is the day of the words.
_OF_CUE = 14
# Background older than this is history and no news: coding guide, section 1.
_OLDEST = timedelta(days=3653)
# Kinds that hit nothing, and kinds whose words name the weapon.
_AIMLESS = frozenset({"airspace_violation", "military_buildup"})
_FLYING = frozenset({"drone_incursion", "missile_drone_strike"})


class Fields:
    """Fills an incident's fields from the sentences that mention it and those beside them."""

    def __init__(self, page: Page, language: Language, cues: Sequence[Span]) -> None:
        self._page = page
        self._language = language
        self._cues = cues
        self._whens = cache(self._find_whens)
        self._spots = cache(self._find_spots)

    def days(self, sentence: int) -> frozenset[str]:
        """Give the days, months or years that a sentence tells, as values."""
        return frozenset(value for _, value in self._whens(sentence))

    def countries(self, sentence: int) -> frozenset[str]:
        """Give the states and seas in which a sentence places something."""
        return frozenset(spot.place.country for spot in self._spots(sentence) if spot.place)

    def sites(self, sentence: int, known: Collection[int]) -> bool:
        """Say whether a sentence names a town, and another one than the sentences known."""
        here = self._towns(sentence)
        there = {town for number in known for town in self._towns(number)}
        return bool(here and there) and here.isdisjoint(there)

    def _towns(self, sentence: int) -> frozenset[tuple[float, float]]:
        return frozenset(
            (spot.place.lat, spot.place.lon)
            for spot in self._spots(sentence)
            if spot.place and not spot.wide
        )

    def fill(self, draft: Draft, sentences: Sequence[int], *, alone: bool) -> None:
        """Fill a draft from the sentences that mention it, the firmest first.

        `alone` says that the article tells of nothing else.
        """
        told = list(dict.fromkeys(sentences))
        near = list(dict.fromkeys([*told, *self._beside(told)]))
        self._add_when(draft, near)
        self._add_where(draft, told, near, alone=alone)
        self._add_target(draft, told)
        every = range(len(self._page.sentences))
        self._add_status(draft, every if alone else near)
        self._add_toll(draft, near)
        words = [self._page.words(self._page.sentences[s]) for s in told[:3]]
        draft.set_value("series", is_series(words, self._language.words))

    def _beside(self, told: Sequence[int]) -> Iterable[int]:
        """Give the lead where the title mentions it, then the neighbours, the later first."""
        count = len(self._page.sentences)
        yield from range(1, min(3, count)) if 0 in told else ()
        for step in (1, -1, 2):
            for sentence in told:
                if sentence and 0 < sentence + step < count:
                    yield sentence + step

    def _find_whens(self, sentence: int) -> tuple[tuple[TimeExpression, str], ...]:
        span = self._page.sentences[sentence]
        found = []
        for time in self._page.times:
            if span.start <= time.span.start < span.end and not self._of_cue(time.span):
                value = resolve_when(time, self._page.published, self._language.words)
                if value and self._recent(value):
                    found.append((time, value))
        return tuple(found)

    def _of_cue(self, span: Span) -> bool:
        """Say whether a time stands close behind a verb of saying, or right before one."""
        return any(
            0 <= cue.start - span.end <= 1
            or (
                0 <= span.start - cue.end <= _OF_CUE
                and "," not in self._page.text[cue.end : span.start]
            )
            for cue in self._cues
        )

    def _recent(self, value: str) -> bool:
        """Say whether a value lies before publication, and not in the history books."""
        days, today = days_of(value), self._page.published
        if days is None or today is None:
            return days is not None
        return today - _OLDEST <= days[1] and days[0] <= today

    def _find_spots(self, sentence: int) -> tuple[Spot, ...]:
        span = self._page.sentences[sentence]
        return tuple(
            spot
            for spot in self._page.spots
            if spot.locates and span.start <= spot.span.start < span.end
        )

    def _add_when(self, draft: Draft, sentences: Sequence[int]) -> None:
        for sentence in sentences:
            if found := self._whens(sentence):
                time, value = min(found, key=lambda pair: _gap(pair[0].span, draft.anchor))
                draft.add("when", self._page.text, time.span, value)
                return

    def _add_where(
        self, draft: Draft, told: Sequence[int], near: Sequence[int], *, alone: bool
    ) -> None:
        """Take a town of the sentences that mention it, else their region or state, else beside.

        What heads the report, or is told anywhere outside speech, serves where nothing else
        happened. A second place that a comma alone parts from the first comes along.
        """
        ranked = [self._of_size(told, wide=False), self._of_size(told, wide=True)]
        beside = [sentence for sentence in near if sentence not in told]
        ranked += [self._of_size(beside, wide=wide, quiet=True) for wide in (False, True)]
        if alone:
            ranked.append([spot for spot in self._page.spots if spot.dateline])
            ranked.append([spot for spot in self._page.spots if self._tells(spot)])
        for spots in ranked:
            if spots:
                first = min(spots, key=lambda spot: _gap(spot.span, draft.anchor))
                for spot in self._joined(first):
                    value = spot.place.country if spot.place else None
                    draft.add("where", self._page.text, spot.span, value)
                return

    def _of_size(self, sentences: Sequence[int], *, wide: bool, quiet: bool = False) -> list[Spot]:
        """Give the spots of the first sentence that has one of this size, known towns first.

        `quiet` leaves out what stands in somebody's speech.
        """
        for known in (True, False):
            for sentence in sentences:
                spots = [s for s in self._spots(sentence) if s.wide == wide]
                spots = [s for s in spots if not (quiet and self._page.spoken(s.span.start))]
                if found := [s for s in spots if (s.place is not None) == known]:
                    return found
        return []

    def _tells(self, spot: Spot) -> bool:
        return spot.locates and not self._page.spoken(spot.span.start)

    def _joined(self, first: Spot) -> Iterable[Spot]:
        yield first
        for spot in self._page.spots:
            gap = self._page.text[first.span.end : spot.span.start]
            back = self._page.text[spot.span.end : first.span.start]
            if spot.locates and {", ", ", na "} & {gap, back}:
                yield spot

    def _add_target(self, draft: Draft, sentences: Sequence[int]) -> None:
        classes = self._language.words.patterns("targets", "classes")
        if draft.kind in _AIMLESS:
            return
        for sentence in sentences:
            start = self._page.sentences[sentence].start
            found = [
                (_gap(span, draft.anchor), span.start - span.end, span, match.name)
                for match in classes.search(self._page.words(self._page.sentences[sentence]))
                if not self._weapon(draft, span := Span(start + match.start, start + match.end))
            ]
            if found:
                _, _, words, name = min(found, key=lambda entry: entry[:2])
                draft.add("target", self._page.text, words, name)
                return

    def _weapon(self, draft: Draft, span: Span) -> bool:
        """Say whether words name what flew, not what it flew at."""
        return draft.kind in _FLYING and any(
            span.start < anchor.end and anchor.start < span.end for anchor in draft.anchor
        )

    def _add_status(self, draft: Draft, sentences: Iterable[int]) -> None:
        stages = self._language.words.patterns("status", "stages")
        order = list(self._language.words.lexicon("status").tables["stages"])
        found = []
        for sentence in sentences:
            start = self._page.sentences[sentence].start
            for match in stages.search(self._page.words(self._page.sentences[sentence])):
                span = Span(start + match.start, start + match.end)
                found.append((order.index(match.name), span))
        if found:
            rank, span = min(found)
            draft.add("status", self._page.text, span, order[rank])
        else:
            draft.set_value("status", "reported")

    def _add_toll(self, draft: Draft, sentences: Sequence[int]) -> None:
        status = draft.fields["status"][0].value
        if status in {"refuted", "retracted"}:
            return
        for name in ("killed", "injured"):
            for sentence in sentences:
                span = self._page.sentences[sentence]
                toll = find_toll(self._page.words(span), name, self._language.words)
                if toll is not None:
                    words = Span(span.start + toll.start, span.start + toll.end)
                    draft.add(name, self._page.text, words, toll.count)
                    break


def _gap(span: Span, anchors: Sequence[Span]) -> int:
    """Measure how far a span is from the nearest anchor, in characters."""
    return min(max(a.start - span.end, span.start - a.end, 0) for a in anchors)
