"""Values out of a table that must be there and of their kind, each fault with its file and line."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from vedette.errors import FiguresError

Where = Callable[..., str]
"""Gives the file and the line at which a path of keys stands."""


def text_of(told: Mapping[str, Any], name: str, where: Where, path: tuple[Any, ...]) -> str:
    """Give a text that must be there."""
    value = told.get(name)
    if not isinstance(value, str) or not value.strip():
        what = f"{name} is missing" if value is None else f"{name} is no text"
        raise fault(what, where(*path, name), f'write {name} = "…"')
    return value.strip()


def day_of(told: Mapping[str, Any], name: str, where: Where, path: tuple[Any, ...]) -> date:
    """Give a day that must be there."""
    value = told.get(name)
    if type(value) is not date:
        what = f"{name} is missing" if value is None else f"{name} is no day"
        raise fault(what, where(*path, name), f"write {name} = 2025-08-28")
    return value


def year_of(told: Mapping[str, Any], name: str, where: Where, path: tuple[Any, ...]) -> int | None:
    """Give a year, None where none is given."""
    value = told.get(name)
    if value is not None and type(value) is not int:
        raise fault(f"{name} is no year", where(*path, name), f"write {name} = 2029")
    return value


def only(
    told: Mapping[str, Any], known: Collection[str], where: Where, path: tuple[Any, ...] = ()
) -> None:
    """Refuse a key that says nothing here: it would be passed over."""
    for name in told:
        if name not in known:
            there = ", ".join(sorted(known))
            raise fault(f"there is no {name} here", where(*path, name), f"use {there}")


def fault(what: str, where: str, remedy: str) -> FiguresError:
    """Say what is wrong, where, and what to do."""
    return FiguresError(what=what, where=where, remedy=remedy)
