"""The objects of one incident share the root of their ids, their times, maker and markings."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from vedette.answers import Dossier, Imprint, Origin
from vedette.handling import MARKINGS, Tlp
from vedette.records import Source
from vedette.write.stix.definitions import SAMPLE
from vedette.write.stix.objects import Object, identifier, kept, stamp
from vedette.write.withheld import names


@dataclass(frozen=True, kw_only=True)
class Making:
    """An incident on its way out; all that is made of it was created and changed with it."""

    dossier: Dossier
    imprint: Imprint

    @property
    def incident(self) -> str:
        """The id of the incident's own object."""
        return self.named("incident")

    @cached_property
    def withheld(self) -> frozenset[str]:
        """The words that are taken out of all text."""
        return names(self.dossier.blamed)

    @cached_property
    def here(self) -> frozenset[str]:
        """The articles of its reports: what a copy says stands with its origin, if it is here."""
        return frozenset(account.head.article for account in self.dossier.sheet.accounts)

    @cached_property
    def origins(self) -> dict[str, Origin]:
        """Whence its reports were imported, by article."""
        return {one.article: one for one in self.dossier.origins}

    @cached_property
    def marks(self) -> list[str]:
        """The markings of all that is said of the incident, which is as strict as its reports."""
        return self.marked(self.dossier.sheet.line.handling)

    @cached_property
    def levels(self) -> list[Tlp]:
        """How the incident and its reports are handled, each level once."""
        heads = (account.head.handling for account in self.dossier.sheet.accounts)
        return list(dict.fromkeys((self.dossier.sheet.line.handling, *heads)))

    def marked(self, level: Tlp) -> list[str]:
        """Give the markings of something: TLP, and that it is the sample."""
        return [MARKINGS[level], *([SAMPLE["id"]] if self.imprint.sample else [])]

    @cached_property
    def maker(self) -> Object:
        """The identity of the desk, which its ledger's first moment names."""
        return {
            "type": "identity",
            "spec_version": "2.1",
            "id": identifier("identity", "desk", self.imprint.desk),
            "created": self._created,
            "modified": self._created,
            "name": "a vedette desk",
            "identity_class": "system",
            "object_marking_refs": self.marked("clear"),
        }

    @property
    def _created(self) -> str:
        return self.imprint.desk[:23] + "Z" if self.imprint.desk else "1970-01-01T00:00:00.000Z"

    def named(self, type_: str, *parts: str) -> str:
        """Name an object of this incident."""
        return identifier(type_, self.imprint.desk, self.dossier.sheet.line.id, *parts)

    def report(self, article: str) -> str:
        """Name a report of this incident by its article."""
        return self.named("report", article)

    def made(self, type_: str, *parts: str, marks: tuple[str, ...] = (), **told: Any) -> Object:
        """Make an object of this incident; `parts` tell it from others of its type."""
        known = [account.head.known for account in self.dossier.sheet.accounts]
        changed = self.dossier.changed
        labels = [*(["sample"] if self.imprint.sample else []), *told.pop("labels", [])]
        return kept(
            {
                "type": type_,
                "spec_version": "2.1",
                "id": self.named(type_, *parts),
                "created_by_ref": self.maker["id"],
                "created": stamp(min(known, default=changed)),
                "modified": stamp(changed),
                "labels": labels,
                **told,
                "object_marking_refs": [*self.marks, *marks],
            }
        )

    def source(self, name: str) -> Source | None:
        """Give a source by its id, None for one that is not listed."""
        return self.imprint.sources.get(name)
