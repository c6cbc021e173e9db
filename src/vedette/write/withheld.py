"""What is withheld from those outside: the names of accused persons, and all text but a quotation.

Who is accused and is no state may be a private person, and a coder cannot tell a person from a
group or a ship. So the capitalised words of every such name are taken out of headlines, quotations
and sentences: that a group's name goes with them is the price. Addresses of articles are left as
they are, though some spell a headline out: without them nobody could look.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from vedette.answers import Line
from vedette.blame import answer, blame, text
from vedette.records import Field, Finding
from vedette.taxonomy import persons
from vedette.taxonomy.countries import country_of
from vedette.write.naming import is_state, state

LONGEST: Final = 240
"""Characters of a quotation: a sentence of news has 130 on average, so that most stay whole."""
MARK: Final = "[name withheld]"
SOMEBODY: Final = "somebody whose name is withheld"
BLAMED: Final = ("accused", "denier", "actor")
_CAPITALISED: Final = re.compile(r"\b[^\W\d_][\w’'-]+")
_MARKS: Final = re.compile(rf"{re.escape(MARK)}(?:[\s-]+{re.escape(MARK)})+")
_OPENING: Final = re.compile(
    r"^\W*(?:An?|The|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Several|Some|Many|Most|Other"
    r"|Another|Both|All|Each|People|Persons|Members|Unknown|Unidentified|Suspected|Alleged)(?=\s)"
)
"""A word that opens a sentence and is no name, as in `A stores clerk`. Any other may be one."""
_PRONOUNS: Final = frozenset(
    {
        *("he", "she", "it", "they", "we", "you", "him", "her", "them", "us", "his", "hers", "its"),
        *("their", "theirs", "our", "who", "which", "both", "this", "that", "these", "those"),
        *("він", "вона", "воно", "вони", "ми", "ви", "хто"),
        *("on", "ona", "ono", "oni", "one", "my", "wy", "kto"),
    }
)
"""They name nobody, and stand everywhere; those of the languages that the desk speaks."""


def names(entries: Iterable[Field]) -> frozenset[str]:
    """Give the words of the names of those who are accused, or answer, and are no state.

    >>> sorted(names([Field(text="Bo Xu and two others"), Field(text="He", value="Jan Żak")]))
    ['Bo', 'Jan', 'Xu', 'Żak']
    """
    return frozenset(
        word
        for entry in entries
        if entry.text and not is_state(entry.value)
        for word in _names_in(_called(entry) if _is_pronoun(entry.text) else entry.text)
    )


def _names_in(words: str) -> list[str]:
    rest = _OPENING.sub("", words)
    found = _CAPITALISED.findall(rest)
    return [
        one
        for one in found
        if one[0].isupper() and not _is_pronoun(one) and country_of(one) is None
    ]


def _is_pronoun(word: str) -> bool:
    return word.casefold() in _PRONOUNS


def of_line(line: Line) -> frozenset[str]:
    """Give the words that are withheld from a finding; the actor of a posture is not accused."""
    fields = line.finding.fields
    blamed = BLAMED if line.finding.type == "incident" else BLAMED[:2]
    return names(entry for name in blamed for entry in fields.get(name, ()))


def without(words: str, withheld: frozenset[str]) -> str:
    """Take names out of words.

    >>> without("Neil Aspinwick, 41, was held", frozenset({"Neil", "Aspinwick"}))
    '[name withheld], 41, was held'
    """
    if not withheld:
        return words
    listed = "|".join(sorted(map(re.escape, withheld), key=len, reverse=True))
    return _MARKS.sub(MARK, re.sub(rf"\b(?:{listed})\b", MARK, words))


def quotation(words: str, withheld: frozenset[str]) -> str:
    """Quote shortly: at most `LONGEST` characters, cut between words, names taken out.

    >>> quotation("word " * 100, frozenset())[-10:]
    'word word…'
    """
    told = " ".join(without(words, withheld).split())
    return told if len(told) <= LONGEST else told[:LONGEST].rpartition(" ")[0] + "…"


def anonymous(found: Finding) -> Finding:
    """Put states by their names, and somebody in the place of anybody else who is accused."""
    hidden = {name: _parties(found.fields[name]) for name in BLAMED if name in found.fields}
    return replace(found, fields={**found.fields, **hidden})


def _parties(entries: Iterable[Field]) -> tuple[Field, ...]:
    told = (state(str(e.value)) if is_state(e.value) else SOMEBODY for e in entries)
    return tuple(Field(text=name) for name in dict.fromkeys(told))


def said(found: Finding, withheld: frozenset[str]) -> str:
    """Say an accusation or an answer in words that name nobody but states and those who speak.

    `withheld` are the names of all who are accused of the same: whoever speaks may be one of them,
    or be called after one ("Dornescu's lawyer").
    """
    hidden = anonymous(found)
    words = text(blame(hidden) if found.type == "attribution" else answer(hidden))
    return without(words[:1].upper() + words[1:], withheld)


# ── in lists of findings ────────────────────────────────────────────────────────────────────────

PARTIES: Final = ("actor", "accused", "denier")
CALLED: Final = ("speaker", "target", "accuser")
"""Fields of somebody who speaks or was hit: private only by a role, as a witness or a victim is."""
DOT: Final = "•"


def discreet(line: Line) -> Line:
    """Tell of private persons without their names: `a man aged 27`, and dots in the sentence.

    Spans still fit the sentence. Whoever a court has convicted, or holds responsible, is named.
    """
    hidden = {
        name: tuple(map(persons.name_of, told))
        for name, entries in line.finding.fields.items()
        if (told := [_called(e) for e in entries if _is_hidden(e, name, line.finding)])
    }
    if not hidden:
        return line
    hide = frozenset(word for told in hidden.values() for name in told for word in name.split())
    fields = {
        name: tuple(_described(e, name, line) for e in entries) if name in hidden else entries
        for name, entries in line.finding.fields.items()
    }
    return replace(
        line,
        finding=replace(line.finding, fields=fields),
        sentence=_dotted(line.sentence, hide),
        title=without(line.title, hide),
    )


def _is_hidden(entry: Field, name: str, found: Finding) -> bool:
    if is_state(entry.value):
        return False
    if name in CALLED:
        return persons.by_role(_called(entry))
    return name in PARTIES and persons.is_private(_called(entry)) and not _named_by_court(found)


def _called(entry: Field) -> str:
    """Give how somebody is called: a pronoun by its value, anybody else by his words."""
    return entry.value if isinstance(entry.value, str) else entry.text or ""


def _named_by_court(found: Finding) -> bool:
    convicted = any(entry.value == "convicted" for entry in found.fields.get("status", ()))
    accusers = (entry.text or "" for entry in found.fields.get("accuser", ()))
    return convicted or any(map(persons.is_court, accusers))


def _described(entry: Field, name: str, line: Line) -> Field:
    if not _is_hidden(entry, name, line.finding):
        return entry
    told = persons.described(persons.name_of(_called(entry)), line.sentence)
    return Field(value=told, rule=entry.rule)


def _dotted(words: str, withheld: frozenset[str]) -> str:
    """Put a dot in the place of each letter of some names.

    >>> _dotted("Neil Aspinwick, 41, was held", frozenset({"Neil", "Aspinwick"}))
    '•••• •••••••••, 41, was held'
    """
    listed = "|".join(sorted(map(re.escape, withheld), key=len, reverse=True))
    return re.sub(rf"\b(?:{listed})(?!\w)", lambda one: DOT * len(one.group()), words)
