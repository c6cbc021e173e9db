"""A public site as files: every page, feed and data file of what a desk may tell everybody.

    publication ─► pages, one JSON file each ─┐
    exports     ─► feeds, data files          ├─► leaves: a path and its bytes
    brief, lookout, coverage ─► their pages ──┘

The same ledger at the same moment gives the same leaves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlsplit

from vedette.desk import CoverageAsk, Desk, IncidentAsk, inputs, publishing
from vedette.desk.abridging import public_brief, public_lookout
from vedette.public import Publication, PublicIncident, PublicStory
from vedette.web import briefing, seen, usual
from vedette.web.affairs import place as placed
from vedette.web.affairs import titled
from vedette.web.alarms import standing_out
from vedette.web.press import Press
from vedette.web.public import atlas, files, gathered, linked, paths, sentences
from vedette.web.public.gathered import Group
from vedette.web.public.paths import PAGE, Leaf
from vedette.web.public.signs import with_signs
from vedette.web.words import CREDIBILITIES, RELIABILITIES, kind_name

LATEST: Final = 12
"""Incidents on the first page, which a phone shows in six screens."""
A_PAGE: Final = 100
"""Incidents on a page of a list."""
IN_FEED: Final = 100
"""Entries of a feed: readers that ask once a day miss none of a hundred."""
DATA: Final = ("geojson", "csv", "stix")
FEEDS: Final = ("atom", "rss")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteAsk:
    """What a site is to hold, and how it calls itself.

    `address` is where it will stand, without a slash at its end, empty where that is not known:
    feeds, the map of the site and what other sites show of a link need it. `reasons` prints why
    analysts took something back.
    """

    incidents: IncidentAsk = field(default_factory=IncidentAsk)
    title: str = "Incidents in public reports"
    address: str = ""
    reasons: bool = False


class Site:
    """Lays a desk out as a site; `leaves` gives its files one after the other."""

    def __init__(self, desk: Desk, ask: SiteAsk) -> None:
        self._desk, self._ask = desk, ask
        self._edition = publishing.Edition(desk, ask.incidents, reasons=ask.reasons)
        self._told = self._edition.told
        self._sheet = files.sheet()
        self._press = Press("")
        self._changed: dict[str, str] = {}

    @property
    def publication(self) -> Publication:
        """What the site tells."""
        return self._told

    def leaves(self) -> Iterator[Leaf]:
        """Give every file; the list of all comes last."""
        yield self._sheet
        yield files.icon()
        yield self._front()
        yield from self._incidents()
        yield from self._retold()
        yield from self._stories()
        yield from self._groups()
        yield from self._watch()
        yield from self._papers()
        yield from self._data()
        yield from self._addresses()

    # ── pages ───────────────────────────────────────────────────────────────────────────────────

    def _page(
        self, folder: str, template: str, title: str, *, lastmod: str = "", **told: Any
    ) -> Leaf:
        """Print a page; those with a `lastmod` are listed in the map of the site."""
        path = folder + PAGE
        if told.get("listed", True):
            self._changed[folder] = lastmod
        context = {
            "site": self._ask,
            "sample": self._desk.sample,
            "sheet": self._sheet.path,
            "root": paths.root(path),
            "folder": folder,
            "title": title,
            "about": "",
            "section": "",
            "listed": True,
            "linked": "",
            "og": "website",
            "paths": paths,
            "feeds": FEEDS if self._ask.address else (),
            "sentences": sentences,
            "usual": usual,
            **told,
        }
        page = self._press.page(f"public/{template}.html", context)
        return Leaf(path, with_signs(page).encode("utf-8", "replace"))

    @cached_property
    def _lines(self) -> tuple[PublicIncident, ...]:
        return tuple(self._told.incidents.values())

    def _front(self) -> Leaf:
        week = self._desk.unusual()
        coverage = self._desk.coverage(CoverageAsk())
        return self._page(
            "",
            "front",
            self._ask.title,
            about="What public reports tell of hybrid threats, who says so, and how far to believe"
            " it.",
            week=week,
            latest=self._lines[:LATEST],
            total=len(self._lines),
            kinds=self._kinds[:8],
            places=self._places[:8],
            unseen=seen.sentence(coverage, name=self._source_name),
            undone=self._undone[:4],
        )

    def _incidents(self) -> Iterator[Leaf]:
        yield from self._listed("incidents/", "Incidents", self._lines, section="incidents")
        for name, one in self._told.incidents.items():
            folder = paths.incident(name)
            address = f"{self._ask.address}/{folder}" if self._ask.address else ""
            told = linked.incident(
                one, title=self._ask.title, address=address, sample=self._desk.sample
            )
            yield self._page(
                folder,
                "incident",
                titled(one.line),
                lastmod=one.changed.isoformat(),
                about=sentences.lead(one),
                section="incidents",
                og="article",
                linked=linked.block(told),
                one=one,
                line=one.line,
                map=atlas.spot_map(one.line.spot, placed(one.line.spot)),
                story=self._told.stories.get(one.line.story),
                reliabilities=RELIABILITIES,
                credibilities=CREDIBILITIES,
                changes=[j for j in one.judgements if j.standing == "holds"],
            )
            yield Leaf(f"{folder}incident.json", files.as_json(one, self._desk.sample))

    def _listed(
        self,
        folder: str,
        title: str,
        lines: Sequence[PublicIncident],
        **told: Any,
    ) -> Iterator[Leaf]:
        """Print a list, a hundred on a page."""
        last = max(1, -(-len(lines) // A_PAGE))
        for number in range(1, last + 1):
            yield self._page(
                paths.numbered(folder, number),
                "list",
                title,
                lines=lines[(number - 1) * A_PAGE : number * A_PAGE],
                total=len(lines),
                number=number,
                last=last,
                first_folder=folder,
                **told,
            )

    def _retold(self) -> Iterator[Leaf]:
        for one in self._told.retold:
            yield self._page(
                paths.incident(one.id),
                "gone",
                "Told elsewhere" if one.into else "No longer told",
                section="incidents",
                listed=False,
                gone=one,
                into=[self._told.incidents[name] for name in one.into],
            )

    def _stories(self) -> Iterator[Leaf]:
        several = [one for one in self._told.stories.values() if one.line.reports > 1]
        yield self._page("stories/", "stories", "Stories", section="stories", stories=several)
        for one in several:
            yield self._story(one)

    def _story(self, one: PublicStory) -> Leaf:
        return self._page(
            paths.story(one.line.id),
            "story",
            one.line.title or "Untitled",
            section="stories",
            lastmod=one.line.last.isoformat(),
            story=one,
            line=one.line,
            told=[self._told.incidents[name] for name in one.line.incidents],
        )

    def _groups(self) -> Iterator[Leaf]:
        yield self._page(
            "kinds/", "groups", "By kind and place", kinds=self._kinds, places=self._places
        )
        for one in (*self._kinds, *self._places):
            yield from self._listed(one.folder, one.label, one.lines, gloss=one.about)

    @cached_property
    def _kinds(self) -> tuple[Group, ...]:
        return gathered.kinds(self._lines)

    @cached_property
    def _places(self) -> tuple[Group, ...]:
        return gathered.places(self._lines)

    def _watch(self) -> Iterator[Leaf]:
        """Print what was unusual, what was not seen, and where it was."""
        lookout = public_lookout(self._desk.lookout(), self._told.incidents)
        yield self._page(
            "alarms/",
            "alarms",
            "Is this week unusual?",
            section="alarms",
            week=self._desk.unusual(),
            lookout=lookout,
            rehearsed=self._desk.rehearsed,
            incidents=self._told.incidents,
            standing_out=standing_out(lookout),
        )
        yield self._coverage()
        yield self._map()

    def _coverage(self) -> Leaf:
        asked = CoverageAsk(by="country")
        told = self._desk.coverage(asked)
        return self._page(
            "coverage/",
            "coverage",
            "What was not seen",
            told=told,
            sentence=seen.sentence(told, name=self._source_name),
            seen=seen,
            name=self._source_name,
        )

    def _map(self) -> Leaf:
        marks = gathered.spotted(self._lines)
        return self._page(
            "map/",
            "map",
            "Map",
            section="map",
            maps=atlas.site_maps([one.pin for one in marks]),
            marks=marks,
            unplaced=len(self._lines) - sum(one.pin.many for one in marks),
        )

    def _papers(self) -> Iterator[Leaf]:
        asked = briefing.ask_of(None, None, today=self._desk.today())
        told = public_brief(self._desk.brief(asked), self._told.incidents)
        context = dict(briefing.context(told))
        title = context.pop("title")
        yield self._page("brief/", "brief", title, section="brief", **context)
        yield self._page(
            "corrections/", "corrections", "Corrections", undone=self._undone, gone=self._gone
        )
        yield self._page(
            "reading/",
            "reading",
            "How to read this",
            section="reading",
            reliabilities=RELIABILITIES,
            credibilities=CREDIBILITIES,
            promise=self._desk.lookout().promise,
            kinds=[(kind_name(name), told) for name, told in inputs.definitions().items()],
        )

    @cached_property
    def _undone(self) -> tuple[PublicIncident, ...]:
        return tuple(one for one in self._lines if one.line.status in sentences.UNDONE)

    @cached_property
    def _gone(self) -> list[Any]:
        """Give what is told no more, the newest first; another id alone is no correction."""
        told = [one for one in self._told.retold if one.why != "joined" and not one.into]
        return sorted(told, key=lambda one: (one.at is None, one.at), reverse=True)

    # ── data ────────────────────────────────────────────────────────────────────────────────────

    def _data(self) -> Iterator[Leaf]:
        made = [self._written(name) for name in DATA]
        yield from made
        if self._ask.address:
            yield from (self._written(name, IN_FEED) for name in FEEDS)
        yield self._page(
            "data/",
            "data",
            "Data and sources",
            section="data",
            files=[(leaf.path, len(leaf.body)) for leaf in made],
            sources=gathered.credits_of(self._lines, self._desk.imprint().sources),
        )

    def _written(self, format_: str, most: int | None = None) -> Leaf:
        asked = self._ask
        chunks = self._edition.written(format_, address=asked.address, title=asked.title, most=most)
        return Leaf(f"incidents.{files.ENDINGS.get(format_, format_)}", b"".join(chunks))

    def _source_name(self, source: str) -> str:
        known = self._desk.imprint().sources.get(source)
        return known.name if known else source

    def _addresses(self) -> Iterator[Leaf]:
        below = urlsplit(self._ask.address).path
        yield self._lost(below)
        yield files.robots(self._ask.address, hidden=self._desk.sample)
        if self._ask.address and not self._desk.sample:
            yield files.sitemap(self._ask.address, self._changed)

    def _lost(self, below: str) -> Leaf:
        """Print what a server shows in place of a page that is not there, under any address."""
        told = self._page("", "lost", "Not here", listed=False, root=f"{below}/")
        return Leaf("404.html", told.body)
