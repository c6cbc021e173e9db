"""What an article tells twice, in its title and again below, is told once.

Mentions of an incident are linked by the network; where it has missed one, kind, place and time
decide. Of an accusation it is known who accuses whom of what, and that decides: on 363 articles
held out of training precision of attributions rose from .75 to .82 with two hundredths less recall,
that of incidents by one hundredth with none less.
"""

from collections.abc import Sequence

from vedette.code.matching import ENOUGH, overlap_f1
from vedette.code.tagger.things import Thing
from vedette.records import Field

_NAMES = {
    "incident": ("where", "when"),
    "attribution": ("accuser", "accused"),
    "denial": ("denier",),
}
_BY_WORDS = frozenset({"where"})
"""The value is a country: two fires in one country are two."""
_MAY_LACK = frozenset({"accuser"})
"""A headline leaves out who accuses."""


def once(things: Sequence[Thing]) -> list[Thing]:
    """Join what is told again to what is told most clearly."""
    kept: list[Thing] = []
    for thing in sorted(things, key=_clearest):
        may_be_told_again = thing.anchors[0].type in _NAMES
        first = next((one for one in kept if may_be_told_again and _same(one, thing)), None)
        if first is None:
            kept.append(thing)
            continue
        first.anchors += thing.anchors
        for name, listed in thing.fields.items():
            first.fields.setdefault(name, listed)
        for other in things:
            for name, named in other.about.items():
                renamed = [first if one is thing else one for one in named]
                other.about[name] = [
                    one for place, one in enumerate(renamed) if one not in renamed[:place]
                ]
    return kept


def _clearest(thing: Thing) -> tuple[bool, float]:
    """Put incidents first, for what is said of them hangs on which are one."""
    return thing.anchors[0].type != "incident", -thing.anchors[0].chance


def _same(one: Thing, other: Thing) -> bool:
    type_ = one.anchors[0].type
    if type_ not in _NAMES or type_ != other.anchors[0].type:
        return False
    if type_ == "incident":
        if one.values["kind"][0] != other.values["kind"][0]:
            return False
    elif not any(named in other.about.get("incident", []) for named in one.about["incident"]):
        return False
    return all(
        _agree(name, one.fields.get(name, []), other.fields.get(name, [])) for name in _NAMES[type_]
    )


def _agree(name: str, ones: Sequence[Field], others: Sequence[Field]) -> bool:
    if not ones or not others:
        return name in _MAY_LACK
    return any(
        (name not in _BY_WORDS and one.value is not None and one.value == other.value)
        or overlap_f1(one.text, other.text) >= ENOUGH
        for one in ones
        for other in others
    )
