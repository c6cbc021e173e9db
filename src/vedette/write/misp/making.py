"""The objects of one event share the root of their ids, its moment, and what all attributes have.

Ids are UUIDs of version 5: what is told again of an incident has the same one, so that whoever has
it is told of a change and not of another thing.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from uuid import UUID, uuid5

from vedette.answers import Dossier, Imprint
from vedette.write.withheld import names

NAMESPACE: Final = UUID("5b8e2f60-7a35-4d0c-9a3e-c41f6d0b9e77")
"""Drawn once, for good: another one would double every event that was ever passed on."""

Told = Iterable[tuple[str, str | float | None]]
"""Attributes of an object: the relation that its template names, and the value; None is none."""


@dataclass(frozen=True, kw_only=True)
class Making:
    """An incident on its way to MISP."""

    dossier: Dossier
    imprint: Imprint

    @cached_property
    def withheld(self) -> frozenset[str]:
        """The words that are taken out of all text."""
        return names(self.dossier.blamed)

    @property
    def moment(self) -> int:
        """When it last changed, in seconds since 1970."""
        return int(self.dossier.changed.timestamp())

    @property
    def lead(self) -> str:
        """What every name of the sample begins with."""
        return "SAMPLE: " if self.imprint.sample else ""

    def named(self, *parts: str) -> str:
        """Name a part of this event; without parts, the event."""
        return named(self.imprint, "event", self.dossier.sheet.line.id, *parts)

    def made(self, template: str, *parts: str, told: Told, comment: str = "") -> Any:
        """Make an object by an official template; `parts` tell it from others of its template.

        No attribute is for detection, and only addresses are compared between events: outlets and
        countries would tie everything to everything. Raises what PyMISP does where the template
        has no such relation.
        """
        from pymisp import MISPObject  # noqa: PLC0415  # an extra, and slow to load

        one = MISPObject(template, strict=True, standalone=False)
        one.uuid = self.named(template, *parts)
        one.timestamp = self.moment
        one.comment = comment
        for relation, value in told:
            if value not in (None, ""):
                one.add_attribute(
                    relation,
                    value=str(value),
                    uuid=self.named(template, *parts, relation, _told(one, relation)),
                    timestamp=self.moment,
                    to_ids=False,
                    disable_correlation=relation != "link",
                )
        return one

    def leads(self, one: Any, relation: str, other: str) -> None:
        """Let an object lead to another one of this event."""
        one.add_reference(
            other,
            relation,
            uuid=self.named("reference", one.uuid, relation, other),
            timestamp=self.moment,
        )


def named(imprint: Imprint, *parts: str) -> str:
    """Name a thing of this desk for good; the boundaries between the parts count."""
    return str(uuid5(NAMESPACE, json.dumps([imprint.desk, *parts])))


def _told(one: Any, relation: str) -> str:
    """Count the attributes of one relation, for those that come several times."""
    return str(len(one.get_attributes_by_relation(relation)))
