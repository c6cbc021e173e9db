"""What tables there are, and what their columns hold: `dictionary.toml`, read once.

>>> table("sources").key, column("incidents", "kind").among[:2]
(('id',), ('assassination', 'cbrn'))
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

from vedette.answers import Status, Target
from vedette.blame import ANSWERS
from vedette.records import DisagreementField, Ownership, Precision, Sector
from vedette.taxonomy.kinds import ORDER

Type = Literal["string", "integer", "number", "boolean", "day", "moment", "list"]
"""A *day* is a date, a *moment* a date and time in UTC, a *list* one of strings."""
Row = dict[str, Any]
"""The cells of one row by the names of their columns; what is not told is None."""

VALUES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "kinds": ORDER,
        "stages": get_args(Status),
        "targets": get_args(Target),
        "precisions": get_args(Precision),
        "fields": get_args(DisagreementField),
        "answers": tuple(str(state) for state in ANSWERS),
        "ownerships": get_args(Ownership),
        "sectors": get_args(Sector),
    }
)
"""Closed lists of values by the names that the dictionary has for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: `says` what it holds, `among` the only values, `leads` to whose `id` it is.

    `coded` are few values that come again and again.
    """

    name: str
    type: Type
    says: str
    needed: bool = False
    coded: bool = False
    among: tuple[str, ...] = ()
    leads: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: `says` what a row of it is, `key` which columns tell rows apart."""

    name: str
    says: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


@cache
def tables() -> tuple[Table, ...]:
    """Give all tables, those that others lead to not always first."""
    told = tomllib.loads(files(__package__).joinpath("dictionary.toml").read_text("utf-8"))
    return tuple(_table(name, laid) for name, laid in told.items())


def _table(name: str, laid: Mapping[str, Any]) -> Table:
    columns = tuple(_column(column, told) for column, told in laid["columns"].items())
    return Table(name=name, says=laid["says"], key=tuple(laid["key"]), columns=columns)


def _column(name: str, laid: Mapping[str, Any]) -> Column:
    among = laid.get("among", ())
    values = VALUES[among] if isinstance(among, str) else tuple(among)
    return Column(name=name, **{**laid, "among": values})


def table(name: str) -> Table:
    """Give a table by its name."""
    return next(one for one in tables() if one.name == name)


def column(of: str, name: str) -> Column:
    """Give a column of a table."""
    return next(one for one in table(of).columns if one.name == name)
