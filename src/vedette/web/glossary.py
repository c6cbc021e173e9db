"""What the desk's words and signs mean, for `/help` and for whoever taps on one of them.

Nothing is defined here: kinds, types, stages and rungs are the codebook's, letters and figures the
Admiralty code's, labels those of the Traffic Light Protocol, as the nouns have them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from vedette.desk.inputs import definitions
from vedette.desk.meanings import RUNGS, STAGES, TYPES
from vedette.handling import LEVELS, MEANT, label
from vedette.web.tongues import gettext, spoken
from vedette.web.words import (
    CREDIBILITIES,
    FIRMNESS,
    KINDS,
    RELIABILITIES,
    SIGN_OF_STAGE,
    STATES,
    kind_name,
    spaced,
    stage_name,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the desk: what it is called, what it means, and the sign that stands for it.

    `rung` is how many steps of six are filled, None where it is no rung.
    """

    id: str
    name: str
    means: str
    sign: str = ""
    rung: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Terms that belong together, and the sentence before them."""

    id: str
    title: str
    said: str
    terms: tuple[Term, ...]


STATES_SAID: Final[Mapping[str, str]] = {
    "blind": "no channel of it has answered lately: what it prints is not known here",
    "gone": "its channels say that they are no more",
    "quiet": "it answers, and lists less than it usually does",
    "seeing": "it answers, and what it prints is seen",
    "unpolled": "it was not asked yet",
}
"""Of a source: what the last polls say of it."""
CONFIDENCE: Final = Term(
    id="confidence",
    name="confidence",
    means="How sure the coder is that the finding belongs there, from 0 to 1. It is no word on"
    " whether the report is true: that is the grade's.",
)
REVIEW: Final = Term(
    id="review",
    name="in review",
    means="Less sure than an alert needs, or a stage that no report has borne out for long.",
)
REPORT_SAYS: Final = "A report says {}."
SOURCE_IS: Final = "The source: {}."
WORDS_ARE: Final = "What it says: {}."
"""Sentences of which each is translated whole, with what stands in it."""
DIFFERING: Final = Term(
    id="differing",
    name="sources differ",
    means="Two or more hold different values of one field, and none gives way.",
    sign="stage-split",
)


def chapters() -> tuple[Chapter, ...]:
    """Give the whole glossary, in the order in which a page is read, in the page's language."""
    return _chapters(spoken())


@cache
def _chapters(tongue: str) -> tuple[Chapter, ...]:  # noqa: ARG001  # kept apart by it
    return (
        Chapter(
            id="kinds",
            title=gettext("Kinds of incident"),
            said=gettext("What it was."),
            terms=_kinds(),
        ),
        Chapter(
            id="types",
            title=gettext("Types of finding"),
            said=gettext("What a report says."),
            terms=_types(),
        ),
        Chapter(
            id="firmness",
            title=gettext("Firmness of an accusation"),
            said=gettext(
                "How firmly somebody is accused: the rungs are filled up to the one reached."
            ),
            terms=_rungs(),
        ),
        Chapter(
            id="stages",
            title=gettext("Stages of an incident"),
            said=gettext("The latest that its reports show."),
            terms=_stages(),
        ),
        Chapter(
            id="grades",
            title=gettext("Grades"),
            said=gettext(
                "Admiralty code (AJP-2.1): a letter for the source, a figure for what it says."
            ),
            terms=(*_letters(), *_figures()),
        ),
        Chapter(
            id="certainty",
            title=gettext("How sure the desk is"),
            said=gettext("What a finding says of itself."),
            terms=tuple(map(_said, (CONFIDENCE, REVIEW, DIFFERING))),
        ),
        Chapter(
            id="sources",
            title=gettext("Sources"),
            said=gettext("What is seen of each."),
            terms=_states(),
        ),
        Chapter(
            id="handling",
            title=gettext("Who may be told"),
            said=gettext("The Traffic Light Protocol, version 2.0."),
            terms=tuple(
                Term(id=f"tlp-{one}", name=label(one), means=gettext(MEANT[one])) for one in LEVELS
            ),
        ),
    )


def terms() -> Mapping[str, Term]:
    """Give every term by its id."""
    return _by_id(spoken())


@cache
def _by_id(tongue: str) -> Mapping[str, Term]:
    return {term.id: term for chapter in _chapters(tongue) for term in chapter.terms}


def term(name: str) -> Term | None:
    """Give a term by its id; a whole grade, `grade-B2`, is its letter and its figure.

    >>> term("grade-B2").means
    'The source: usually reliable. What it says: probably true.'
    """
    if name.startswith("grade-"):
        letter, figure = (terms().get(f"{of}-{one}") for of, one in _parts(name[6:]))
        if letter and figure:
            return Term(id=name, name=name[6:], means=f"{letter.means} {figure.means}")
    return terms().get(name)


def _parts(mark: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("letter", mark[:1]), ("figure", mark[1:])


def home(name: str) -> str:
    """Give the place in the glossary that tells of a term: a whole grade's is its letter's."""
    return f"letter-{name[6:7]}" if name.startswith("grade-") else name


@cache
def _staged(tongue: str) -> Mapping[str, str]:  # noqa: ARG001  # kept apart by it
    named = {one.name: one.id for one in _stages()}
    return named | {spaced(name): f"stage-{name}" for name in STAGES}


def of_gauge(words: str, rung: int | None) -> str:
    """Name the term that a gauge shows, by its rung or its words; empty where it is none.

    >>> of_gauge("hedged", 2), of_gauge("under investigation", None), of_gauge("direct quote", None)
    ('rung-2', 'stage-under_investigation', '')
    """
    return f"rung-{rung}" if rung is not None else _staged(spoken()).get(words, "")


def _kinds() -> tuple[Term, ...]:
    said = definitions()
    return tuple(
        Term(id=f"kind-{one}", name=kind_name(one), means=gettext(said[one]), sign=f"kind-{one}")
        for one in KINDS
    )


def _types() -> tuple[Term, ...]:
    return tuple(
        Term(id=f"type-{name}", name=gettext(name), means=gettext(said), sign=f"type-{name}")
        for name, said in TYPES.items()
    )


def _rungs() -> tuple[Term, ...]:
    return tuple(
        Term(id=f"rung-{rung}", name=gettext(name), means=gettext(capital(RUNGS[rung])), rung=rung)
        for rung, name in enumerate(FIRMNESS)
    )


def _stages() -> tuple[Term, ...]:
    return tuple(
        Term(
            id=f"stage-{one}",
            name=stage_name(one),
            means=_sentence(REPORT_SAYS, said),
            sign=f"stage-{SIGN_OF_STAGE[one]}" if one in SIGN_OF_STAGE else "",
        )
        for one, said in STAGES.items()
    )


def _letters() -> Iterator[Term]:
    for letter, said in RELIABILITIES.items():
        yield Term(id=f"letter-{letter}", name=letter, means=_sentence(SOURCE_IS, said))


def _figures() -> Iterator[Term]:
    for figure, said in CREDIBILITIES.items():
        yield Term(id=f"figure-{figure}", name=str(figure), means=_sentence(WORDS_ARE, said))


def _states() -> tuple[Term, ...]:
    return tuple(
        Term(
            id=f"state-{one}",
            name=gettext(one),
            means=gettext(capital(STATES_SAID[one])),
            sign=f"state-{one}",
        )
        for one in STATES
    )


def _sentence(shape: str, said: str) -> str:
    told = shape.format(said)
    return gettext(told)


def _said(term: Term) -> Term:
    return replace(term, name=gettext(term.name), means=gettext(term.means))


def capital(said: str) -> str:
    """Make a sentence of a clause."""
    return f"{said[:1].upper()}{said[1:]}."
