"""Whether a rule asks for a matter, as it stands."""

from collections.abc import Collection, Iterable

from vedette.alerts import Rule
from vedette.assess.alarms.series import ACCUSED, ANY
from vedette.assess.alerting.matter import Matter
from vedette.assess.nearness import Atlas, coarse


def wanted(rule: Rule, one: Matter, atlas: Atlas) -> bool:
    """Tell whether every filter of a rule lets a matter through."""
    stood = one.stood
    return (
        rule.on == one.subject
        and _any(rule.kinds, {stood.kind, *kinds_of(stood.series)})
        and _any(rule.places, {stood.country, *places_of(stood.series)})
        and _any(rule.statuses, {stood.status})
        and _any(rule.targets, one.targets)
        and _any(rule.accused, {*stood.accused, *accused_of(stood.series)})
        and good_enough(one.grade, rule.grade)
        and (one.subject != "incident" or one.voices >= rule.voices)
        and (one.subject != "incident" or not rule.query or rule.name in one.answers)
        and _near(rule, one, atlas)
    )


def _any(asked: Collection[str], told: Collection[str]) -> bool:
    return not asked or not set(asked).isdisjoint(told)


def kinds_of(series: Iterable[str]) -> set[str]:
    """Give the kinds that series count.

    >>> kinds_of(["arson@LT", "*@*", "accused@RU"])
    {'arson'}
    """
    return {name.partition("@")[0] for name in series if not name.startswith(ACCUSED)} - {ANY}


def places_of(series: Iterable[str]) -> set[str]:
    """Give the places in which series count; who is accused is none, wherever it happened.

    >>> places_of(["arson@LT", "*@*", "accused@RU"])
    {'LT'}
    """
    held = (name.partition("@") for name in series if not name.startswith(ACCUSED))
    return {place for _, at, place in held if at} - {ANY}


def accused_of(series: Iterable[str]) -> set[str]:
    """Give the states that are accused of what series count.

    >>> accused_of(["arson@LT", "accused@RU"])
    {'RU'}
    """
    return {name.removeprefix(ACCUSED) for name in series if name.startswith(ACCUSED)}


def good_enough(grade: str, least: str) -> bool:
    """Tell whether a mark is as good as another, by the letter and by the number.

    >>> good_enough("B2", "C3"), good_enough("B4", "C3"), good_enough("D1", "C3")
    (True, False, False)
    """
    return not least or (bool(grade) and grade[0] <= least[0] and grade[1] <= least[1])


def _near(rule: Rule, one: Matter, atlas: Atlas) -> bool:
    """Tell whether it is, or may be, as near to the assets that a rule names as it asks."""
    if not (rule.near or rule.assets):
        return True
    km = rule.near or USUAL_KM
    if one.spot is None or coarse(one.spot.precision, one.spot.radius_km, km):
        return False
    reach = km + one.spot.radius_km
    return bool(atlas.only(rule.assets).within(one.spot.lat, one.spot.lon, reach))


USUAL_KM = 20.0
"""Kilometres where a rule names assets alone: as far as an incident's page tells of them."""
