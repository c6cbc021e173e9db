"""What each kind is in other codebooks, and the longer codes of states.

>>> mapping("arson").mode, alpha3("PL"), numeric("PL"), alpha3("Baltic Sea")
('destroy', 'POL', '616', None)
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """What every incident of a kind is in PLOVER, CAMEO and ACLED; empty what only most are.

    `why` says why something is left empty.
    """

    event: str = ""
    mode: str = ""
    context: str = ""
    cameo: str = ""
    acled: str = ""
    sub: str = ""
    why: str = ""


@cache
def mappings() -> dict[str, Mapping]:
    """Give what each kind is, by its name."""
    told = tomllib.loads(files(__package__).joinpath("mapping.toml").read_text("utf-8"))
    return {kind: Mapping(**laid) for kind, laid in told.items()}


def mapping(kind: str) -> Mapping:
    """Give what a kind is."""
    return mappings().get(kind, Mapping())


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    lines = files(__package__).joinpath("iso3166.txt").read_text("utf-8").splitlines()
    found = (line.split() for line in lines if not line.startswith("#"))
    return {short: tuple(rest) for short, *rest in found}


def alpha3(country: str) -> str | None:
    """Give the code of three letters for one of two, None for what is no state."""
    return next(iter(_codes().get(country, ())), None)


def numeric(country: str) -> str | None:
    """Give the number of a state, with leading zeros."""
    return next(iter(_codes().get(country, ())[1:]), None)
