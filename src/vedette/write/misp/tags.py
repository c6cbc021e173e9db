"""Tags of a MISP event: TLP, the Admiralty scale, estimative language, and clusters of galaxies.

Only what the official lists have is said. There is no cluster of `threat-actor` and none of a
state behind it: that would be the desk's own word.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from vedette.answers import Dossier
from vedette.records import Grade
from vedette.write.naming import is_state, state

REJECTED: Final = 'workflow:state="rejected"'
"""Of what was withdrawn."""


@cache
def galaxies() -> Mapping[str, Mapping[str, str]]:
    """Give the clusters that words of ours are the same as."""
    told: dict[str, dict[str, str]] = tomllib.loads(
        files(__package__).joinpath("galaxies.toml").read_text("utf-8")
    )
    return told


def tags(dossier: Dossier) -> Iterator[str]:
    """Give the tags of an incident's event."""
    line, grade = dossier.sheet.line, dossier.sheet.grade
    yield f"tlp:{line.handling}"
    yield 'osint:source-type="news-report"'
    yield f'misp:automation-level="{_automation(dossier)}"'
    if grade:
        yield from admiralty(grade.mark)
        if told := confidence(grade):
            yield f'estimative-language:confidence-in-analytic-judgment="{told}"'
    if line.spot and is_state(line.spot.country):
        yield f'misp-galaxy:country="{country(line.spot.country)}"'
    sectors = galaxies()["sectors"]
    yield from (f'misp-galaxy:sector="{sectors[one]}"' for one in line.targets if one in sectors)
    if line.kind == "influence_operation":
        yield from (f'misp-galaxy:disarm-techniques="{one}"' for one in techniques(dossier))


def _automation(dossier: Dossier) -> str:
    """Say whether an analyst has decided anything of it that holds."""
    decided = any(one.standing == "holds" for one in dossier.judgements)
    return "reviewed" if decided else "unsupervised"


def admiralty(mark: str) -> Iterator[str]:
    """Write a grade such as `B2` as the two tags of the Admiralty scale; nothing for none."""
    if mark:
        yield f'admiralty-scale:source-reliability="{mark[0].lower()}"'
        yield f'admiralty-scale:information-credibility="{mark[1:]}"'


def confidence(grade: Grade) -> str:
    """Give a grade as confidence in analytic judgment, as the taxonomy defines it; empty for none.

    High is well corroborated by proven sources, moderate partially corroborated by good ones, low
    is neither. Where sources or truth cannot be judged (F, 6) nothing is said.
    """
    if grade.reliability == "F" or grade.credibility == 6:
        return ""
    if grade.reliability in "AB" and grade.credibility == 1:
        return "high"
    return "moderate" if grade.reliability in "ABC" and grade.credibility <= 2 else "low"


def country(code: str) -> str:
    """Name a state as the galaxy of countries does.

    >>> country("PL"), country("CZ")
    ('poland', 'czechia')
    """
    return galaxies()["countries"].get(code, state(code).lower())


def techniques(dossier: Dossier) -> list[str]:
    """Give the techniques of DISARM that words for the means name outright."""
    found = [a.finding for a in dossier.sheet.accounts if a.finding]
    means: list[Any] = [entry.text or "" for one in found for entry in one.fields.get("means", ())]
    patterns = galaxies()["disarm"].items()
    return [
        name
        for name, pattern in patterns
        if any(re.search(pattern, words, re.IGNORECASE) for words in means)
    ]
