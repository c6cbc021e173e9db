"""The theatres whose incidents are counted together: their states, and the waters that they meet.

>>> theatre_of("LT"), theatre_of("Baltic Sea"), theatre_of("US")
('Northern Europe', 'Northern Europe', '')
"""

import tomllib
from functools import cache
from importlib import resources


@cache
def theatres() -> dict[str, tuple[str, ...]]:
    """Give each theatre's states by their ISO 3166-1 alpha-2 codes, then its waters by name."""
    raw = resources.files("vedette.assess.alarms").joinpath("theatres.toml").read_text("utf-8")
    return {name: (*told["states"], *told["waters"]) for name, told in tomllib.loads(raw).items()}


def theatre_of(place: str) -> str:
    """Name the theatre that a state or water belongs to, none where it is in no theatre."""
    return _owners().get(place, "")


@cache
def _owners() -> dict[str, str]:
    return {place: name for name, places in theatres().items() for place in places}
