"""A small desk in memory, with all that a page has to show."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from tests.web.affair import affair
from tests.web.alarmed import lookout, nowcast, rehearsed
from tests.web.dated import calls, track
from tests.web.decided import decided
from tests.web.duties import acknowledged, duty, handed
from tests.web.invented import NOON, SENTENCE_END, SOURCES, reports
from tests.web.outgoing import sent
from tests.web.pledged import pledged
from tests.web.register import SmallRegister
from tests.web.waiting import waiting
from tests.web.watched import watched

from vedette.alerts import Watch
from vedette.assess.agreement import agreement
from vedette.assess.consequence import Facts, consequence
from vedette.blame import hear
from vedette.desk import (
    Ask,
    Brief,
    BriefAsk,
    CallAsk,
    CallPage,
    Copied,
    Counts,
    Course,
    Coverage,
    CoverageAsk,
    Delay,
    Dossier,
    Fault,
    Firsts,
    Head,
    Health,
    Hit,
    Imprint,
    IncidentAsk,
    IncidentCounts,
    IncidentLine,
    IncidentPage,
    IncidentSheet,
    Line,
    Lookout,
    News,
    Page,
    Paper,
    Placed,
    PledgeAsk,
    PledgeLine,
    PledgePage,
    PledgeSheet,
    PostureAsk,
    PosturePage,
    Preview,
    Sent,
    Sheet,
    Standing,
    StoryAsk,
    StoryLine,
    StorySheet,
    Unusual,
    Version,
    Vicinity,
    Watchlist,
)
from vedette.desk.asked import rule_of
from vedette.desk.briefing import brief
from vedette.desk.decisions import Decided
from vedette.desk.foresight import (
    Forecast,
    ForecastAsk,
    ForecasterSheet,
    ForecastPage,
    ForecastSheet,
)
from vedette.desk.gauging import Metric, single
from vedette.desk.lookout import unusual
from vedette.desk.plugins import part
from vedette.desk.queueing import DARK, SORTS, Made, Opinions, Queue, Sort
from vedette.desk.shifting import Handover, Open, Settled, Shift
from vedette.desk.standstill import Standstill
from vedette.duty import Act, Duty
from vedette.errors import LedgerError, NotCounted, NotHeld, NotWatched
from vedette.ledger.firsts import among
from vedette.ledger.told import Noun, unheld
from vedette.records import (
    Copy,
    Field,
    Finding,
    Issue,
    Poll,
    Report,
)
from vedette.review import USUAL, in_review
from vedette.sought import Query
from vedette.write import cap, capfeed


def line(seq: int, told: Report, finding: Finding, copies: int) -> Line:
    """Lay a finding into the stream, with the sentence around its anchor."""
    article, at = told.article, finding.anchor[0].start
    ends = [0, *(end.end() for end in SENTENCE_END.finditer(article.text)), len(article.text)]
    start = max(end for end in ends if end <= at)
    end = min(end for end in ends if end > at)
    where = finding.fields.get("where", (Field(),))[0]
    when = finding.fields.get("when", (Field(),))[0]
    return Line(
        seq=seq,
        finding=finding,
        article=article.id,
        version=1,
        title=article.title,
        outlet=article.outlet or "",
        source=article.source,
        url=article.url,
        language=article.language,
        published=article.published,
        known=article.known or NOON,
        sentence=article.text[start:end].rstrip(),
        sentence_start=start,
        country=str(where.value) if where.value else None,
        place=where.text,
        when=when.text,
        copies=copies,
        review=in_review(finding),
        accusers=hear(finding, told.findings).accusers,
    )


class SmallDesk:
    """Answers as a desk does, from memory; remembers what it was asked."""

    def __init__(self, *, sample: bool = False, empty: bool = False, evil: str = "") -> None:
        self.sample, self.evil = sample, evil
        self.exchange = None
        self.read = frozenset({"en"})
        self.analysts = 0
        self.young = self.taken = False
        self.quiet = timedelta()
        self.rehearsed = rehearsed()
        self.subscribing = None
        self.enlisting = None
        self.standstill: Standstill | None = Standstill()
        self.nowcast = nowcast()
        self.asked: list[Ask] = []
        self.looked: list[datetime] = []
        self.asked_then: list[datetime] = []
        self.kept: list[Watch] = []
        self.waited: list[tuple[Sort | None, str, int, int]] = []
        self.author = ""
        self.sought: list[tuple[Query, str]] = []
        self.asked_of_incidents: list[IncidentAsk] = []
        self.asked_of_pledges: list[PledgeAsk] = []
        self.asked_of_calls: list[CallAsk] = []
        self.asked_of_postures: list[PostureAsk] = []
        self.broken, self.state = False, 1
        self.reports = () if empty else reports()
        self._affair = affair(reports(), self.evil)
        self._decided = decided(reports(), self.evil)
        self._pledged = pledged(reports(), self.evil)
        self.register = SmallRegister(reports(), self.evil)
        told = [(one, finding) for one in self.reports for finding in reversed(one.findings)]
        self.lines = tuple(
            line(len(told) - at, one, finding, 3 if one is self.reports[0] else 0)
            for at, (one, finding) in enumerate(told)
        )

    def under(self, *_: object, **__: object) -> "SmallDesk":
        """Give itself: all that it has is clear."""
        return self

    def amended(self, noun: str, start: str) -> tuple[Decided, ...]:  # noqa: ARG002
        """Give what was decided in the registers: nothing."""
        return ()

    def withheld(self) -> dict[str, int]:
        """Withhold nothing."""
        return {}

    def _let_through(self, ask: Ask) -> tuple[Line, ...]:
        self.asked.append(ask)
        if self.broken:
            raise LedgerError(
                what="the ledger cannot be read",
                where="vedette.sqlite",
                why="disk full",
                remedy="make room",
            )
        return tuple(
            one
            for one in self.lines
            if (not ask.types or one.finding.type in ask.types)
            and (not ask.kinds or one.finding.kind in ask.kinds)
            and (not ask.countries or one.country in ask.countries)
            and (not ask.sources or one.source in ask.sources)
            and (not ask.languages or one.language in ask.languages)
            and (not ask.coders or one.coder in ask.coders)
            and (ask.place.lower() in (one.place or "").lower())
            and (ask.words.lower() in one.sentence.lower())
            and one.finding.confidence >= ask.confidence
            and ask.review in {None, one.review}
            and (ask.since is None or one.known.date() >= ask.since)
            and (ask.until is None or one.known.date() <= ask.until)
        )

    def stream(self, ask: Ask) -> Page[Line]:
        found = [
            one for one in self._let_through(ask) if ask.before is None or one.seq < ask.before
        ]
        shown = found[: ask.limit]
        return Page(lines=tuple(shown), next=shown[-1].seq if len(found) > len(shown) else None)

    def count_days(self, ask: Ask) -> Mapping[str, int]:
        return self.count(ask).days

    def count(self, ask: Ask) -> Counts:
        found = self._let_through(replace(ask, before=None))
        return Counts(
            total=len(found),
            review=sum(one.review for one in found),
            types=dict(Counter(one.finding.type for one in found)),
            kinds=dict(Counter(one.finding.kind for one in found if one.finding.kind)),
            countries=dict(Counter(one.country for one in found if one.country)),
            sources=dict(Counter(one.source for one in found)),
            languages=dict(Counter(one.language for one in found)),
            coders=dict(Counter(one.coder for one in found)),
            days=dict(Counter(one.known.date().isoformat() for one in found)),
        )

    def article(self, article_id: str, version: int | None = None) -> Sheet | None:
        told = next((one for one in self.reports if one.article.id == article_id), None)
        if told is None or (version or 1) > 2:
            return None
        known = told.article.known or NOON
        return Sheet(
            article=told.article,
            version=version or 2,
            versions=(
                Version(number=1, known=known, why="first", title=f"First {self.evil}"),
                Version(number=2, known=known + timedelta(hours=1), why="edit", title="Then"),
            ),
            report=told,
            source=next(one for one in SOURCES if one.id == told.article.source),
            origin=Copy(article=article_id, origin=self.reports[1].article.id, similarity=0.87),
            copies=(
                Copied(
                    article=self.reports[2].article.id,
                    title=f"A copy {self.evil}",
                    outlet=f"Echo {self.evil}",
                    known=known,
                    similarity=0.93,
                ),
            ),
            issues=tuple(fault.issue for fault in self.issues(limit=1).lines),
            review={
                one.id: USUAL[one.type]
                for coding in told.codings
                for one in coding.findings
                if in_review(one)
            },
            story=self._told[0].story,
            incidents=(self._told[0].line,),
        )

    @property
    def _told(self) -> tuple[IncidentSheet, StorySheet]:
        return self._affair

    def incidents(self, ask: IncidentAsk) -> IncidentPage:
        self.asked_of_incidents.append(ask)
        if ask.assets - {"rail"}:
            raise NotWatched(what="no asset has this class", where="'x'", remedy="give rail")
        listed = self._told[1].incidents if self.reports else ()
        found = [
            one
            for one in listed
            if (not ask.kinds or one.kind in ask.kinds)
            and (not ask.statuses or one.status in ask.statuses)
            and (not ask.targets or ask.targets & set(one.targets))
            and ask.review in {None, one.review}
            and (not (ask.near or ask.assets) or one.near)
            and (not ask.countries or (one.spot and one.spot.country in ask.countries))
        ][ask.before or 0 :]
        more = (ask.before or 0) + ask.limit if len(found) > ask.limit else None
        km = (ask.near or 20.0) if ask.near or ask.assets else None
        lines = tuple(found[: ask.limit])
        return IncidentPage(lines=lines, next=more, km=km, untold=1 if km else 0)

    def earliest(self, ask: IncidentAsk) -> date | None:
        return min((one.first.date() for one in self.placed(ask)), default=None)

    def firsts(self, ask: IncidentAsk, since: date, until: date, *, hourly: bool = False) -> Firsts:
        return among(self.placed(ask), since, until, hourly=hourly, limit=ask.limit)

    def views(self) -> tuple[int, str]:
        return self.state, "code"

    def placed(self, ask: IncidentAsk) -> tuple[Placed, ...]:
        return tuple(
            Placed(
                id=one.id,
                kind=one.kind,
                status=one.status,
                first=one.first,
                last=one.last,
                spot=one.spot,
                handling=one.handling,
            )
            for one in self.incidents(replace(ask, before=None, limit=500)).lines
        )

    def asset_classes(self) -> tuple[str, ...]:
        return ("energy", f"rail{self.evil}")

    def count_incidents(self, ask: IncidentAsk) -> IncidentCounts:
        found = self.incidents(replace(ask, before=None, limit=500)).lines
        return IncidentCounts(
            total=len(found),
            kinds=dict(Counter(one.kind for one in found)),
            countries=dict(Counter(one.spot.country for one in found if one.spot)),
            statuses=dict(Counter(one.status for one in found)),
            targets=dict(Counter(target for one in found for target in one.targets)),
            review=sum(one.review for one in found),
        )

    def incident(self, name: str) -> IncidentSheet | None:
        sheet = self._told[0]
        if name == sheet.line.id:
            return sheet
        if name != sheet.kin[0].id:
            return None
        nothing = Vicinity(km=20.0, untold="country")
        return replace(sheet, line=sheet.kin[0], kin=(), vicinity=nothing)

    def sheets(self, names: Collection[str]) -> dict[str, IncidentSheet]:
        return {name: found for name in names if (found := self.incident(name))}

    def incident_then(self, name: str, at: datetime) -> IncidentSheet | None:
        """Know its first report until noon of its day, and nothing of it before that."""
        self.asked_then.append(at)
        sheet = self._affair[0]
        first = min(sheet.accounts, key=lambda one: one.head.known)
        if name != sheet.line.id or at < first.head.known:
            return None
        line = replace(sheet.line, reports=1, status="reported", by=(), disagreements=())
        nothing = {"kin": (), "story": None, "charges": (), "disagreements": (), "climbs": ()}
        return replace(sheet, line=line, accounts=(first,), **nothing)

    def decided_on(self, article: str) -> list[Decided]:
        """Those at the incident's first report, and a note on its words."""
        return [one for one in self._decided if article in one.ruling.articles]

    def decisions(self, incident: str | None = None) -> list[Decided]:
        return self._decided if incident in {None, self._told[0].line.id} else []

    def stories(self, ask: StoryAsk) -> Page[StoryLine]:
        return Page(lines=(self._told[1].line,) if self.reports and ask.reports <= 3 else ())

    def story(self, name: str) -> StorySheet | None:
        return self._told[1] if name == self._told[1].line.id else None

    def named(self, noun: str, start: str) -> tuple[str, ...]:
        story = self._told[1].line
        names = {"incident": story.incidents, "story": (story.id,)}[noun]
        return tuple(name for name in names if name.startswith(start))

    def only(self, noun: Noun, start: str) -> IncidentSheet | StorySheet:
        names = self.named(noun, start)
        if len(names) != 1:
            raise unheld(noun, start, names)
        found = self.incident(names[0]) if noun == "incident" else self.story(names[0])
        assert found is not None
        return found

    def pledges(self, ask: PledgeAsk) -> PledgePage:
        self.asked_of_pledges.append(ask)
        listed = [sheet.line for sheet in self._pledged] if self.reports else []
        found = [one for one in listed if not ask.standings or one.standing in ask.standings]
        found = [one for one in found if ask.by.lower() in (one.who + one.promisor).lower()]
        first = ask.before or 0
        return PledgePage(
            lines=tuple(found[first : first + ask.limit]),
            next=first + ask.limit if len(found) > first + ask.limit else None,
            total=len(found),
            standings=dict(Counter(one.standing for one in listed)),
        )

    def pledge(self, start: str) -> PledgeSheet:
        found = [sheet for sheet in self._pledged if sheet.line.id.startswith(start)]
        if len(found) == 1:
            return found[0]
        why = ", ".join(sheet.line.id for sheet in found)
        raise NotHeld(what="no such pledge", where=start, why=why, remedy="list them")

    def pledges_due(self, since: date, until: date) -> tuple[PledgeLine, ...]:
        lines = [sheet.line for sheet in self._pledged] if self.reports else []
        return tuple(one for one in lines if one.due and since <= one.due.last <= until)

    def courses(self, pledges: Iterable[str]) -> dict[str, tuple[Course, ...]]:
        own = {sheet.line.id: sheet.pledge.courses for sheet in self._pledged}
        return {name: own[name] for name in pledges if own[name]}

    def pledge_reports(self, pledges: Iterable[str]) -> dict[str, tuple[str, ...]]:
        own = {
            sheet.line.id: tuple(b.bearing.article for b in sheet.reports if not b.bearing.copied)
            for sheet in self._pledged
        }
        return {name: own[name] for name in pledges}

    def heads(self, articles: Collection[str]) -> dict[str, Head]:
        told = (one.told.head for sheet in self._pledged for one in sheet.reports)
        known = {**self.register.heads, **{head.article: head for head in told}}
        return {name: known[name] for name in articles if name in known}

    def calls(self, ask: CallAsk) -> CallPage:
        self.asked_of_calls.append(ask)
        listed = calls(reports(), self.evil) if self.reports else ()
        found = [one for one in listed if not ask.standings or one.standing in ask.standings]
        first = ask.before or 0
        return CallPage(
            lines=tuple(found[first : first + ask.limit]),
            next=first + ask.limit if len(found) > first + ask.limit else None,
            total=len(found),
            standings=dict(Counter(one.standing for one in listed)),
        )

    def postures(self, ask: PostureAsk) -> PosturePage:
        self.asked_of_postures.append(ask)
        since = ask.since or NOON.date() - timedelta(days=90)
        return PosturePage(
            tracks=(track(reports(), self.evil),) if self.reports else (),
            since=since,
            until=NOON.date() + timedelta(days=4),
            unplaced=1,
        )

    def forecasts(self, ask: ForecastAsk) -> ForecastPage:
        found = self.register.page(ask)
        return found if self.reports else replace(found, lines=(), states={})

    def forecasts_due(self, since: date, until: date) -> tuple[Forecast, ...]:
        listed = self.register.listed if self.reports else ()
        return tuple(one for one in listed if one.horizon and since <= one.horizon.last <= until)

    def forecast(self, start: str) -> ForecastSheet:
        return self.register.sheet(start)

    def forecaster(self, name: str) -> ForecasterSheet:
        return self.register.forecaster(name)

    def sources(self) -> tuple[Health, ...]:
        states = ("seeing", "quiet", "blind", "gone", "unpolled")
        return tuple(
            Health(
                source=replace(one, note=self.evil, reason=self.evil or one.reason),
                state=state,
                since=None if state == "unpolled" else NOON - timedelta(hours=7),
                why=f"{WHYS[state]} {self.evil}".strip(),
                last=None if state == "unpolled" else POLLS[0],
                next=NOON + timedelta(minutes=12),
                polls=0 if state == "unpolled" else 1240,
                entries=312,
                articles=288,
                findings=41,
                expected=None if state == "unpolled" else 22.4,
                last_entry=NOON - timedelta(hours=3),
            )
            for one, state in zip(SOURCES, states, strict=True)
        )

    def source(self, source_id: str) -> tuple[Health, tuple[Poll, ...]] | None:
        found = next((one for one in self.sources() if one.source.id == source_id), None)
        return None if found is None else (found, POLLS if found.last else ())

    def unlisted(self, source: str) -> None:  # noqa: ARG002  # all of it is from listed ones
        return None

    def languages(self) -> frozenset[str]:
        return self.read

    def lookout(self, day: date | None = None) -> Lookout:  # noqa: ARG002  # any day is alike
        """An alarm over the only incident, or a desk too young for one."""
        return lookout(self._affair[0].line.id, young=self.young)

    def unusual(self, kind: str = "*", place: str = "*", day: date | None = None) -> Unusual:  # noqa: ARG002  # as above
        """The week of all incidents alone is known."""
        if (kind, place) != ("*", "*"):
            raise NotCounted(
                what=f"no kind is called {kind!r}", where="kind", remedy="give another"
            )
        told = unusual(self.lookout(), "*@*", watched(CoverageAsk(), self.evil))
        return told if self.young else replace(told, nowcast=self.nowcast)

    def handling(self, *_: object) -> str:
        """Have nothing that is not clear."""
        return "clear"

    def daily(self, since: date, until: date) -> dict[str, list[int]]:
        """One more each week."""
        days = (until - since).days + 1
        return {name: [n // 7 for n in range(days)] for name in ("*@*", "sabotage@*", "arson@*")}

    def papers(self) -> list[Paper]:
        name = f"brief {self.evil}.md"
        return [
            Paper(number=7, name=name, author=f"A. Analyst {self.evil}", at=NOON, reason="sent")
        ]

    def paper(self, number: int) -> tuple[Paper, bytes]:
        if number != 7:
            raise NotHeld(what="no paper has this number", where=str(number))
        return self.papers()[0], f"# Brief {self.evil}".encode()

    def now(self) -> datetime:
        return NOON

    def first_look(self) -> datetime:
        return NOON - timedelta(days=1)

    def fresh(self, since: datetime) -> int:
        return 2 if self.reports and since < NOON else 0

    def watchlist(self, since: datetime) -> Watchlist:
        """What is new: an accusation of the one incident, and an alarm over it."""
        self.looked.append(since)
        sheet, lookout_ = self._affair[0], self.lookout()
        facts = Facts(kind="sabotage", credibility=2, turn="firmer", firmness=4, injured=4)
        told = News(
            line=sheet.line,
            turn="firmer",
            before="reported",
            was=0,
            firmness=4,
            fresh=2,
            accused=("RU", f"a network{self.evil}"),
            by=sheet.line.by,
            others=0,
            consequence=consequence(facts),
        )
        there = bool(self.reports) and since < NOON - self.quiet
        return Watchlist(
            since=since,
            made=NOON,
            news=(told,) if there else (),
            more=1 if there else 0,
            alarms=lookout_.alarms if there else (),
            asleep=(replace(told, duty=duty(self.evil)),) if there and self.taken else (),
        )

    def today(self) -> date:
        return NOON.date() + timedelta(days=1)

    def brief(self, ask: BriefAsk) -> Brief:
        return brief(self, ask, NOON)

    def told_by(self, articles: Iterable[str], most: int) -> list[str]:
        """Name the one incident: every article tells of it."""
        return [self._affair[0].line.id][:most] if [*articles] else []

    def incident_lines(self, names: Iterable[str]) -> dict[str, IncidentLine]:
        return {name: self._affair[0].line for name in names if name == self._affair[0].line.id}

    def coverage(self, ask: CoverageAsk) -> Coverage:
        return watched(ask, self.evil)

    def sent(self, *, limit: int = 50, before: int | None = None) -> Page[Sent]:
        """What went out: one taken, one put off, one that waits."""
        told = sent(self.evil) if self.reports else ()
        found = tuple(one for one in told if before is None or one.number < before)
        return Page(
            lines=found[:limit], next=found[limit - 1].number if len(found) > limit else None
        )

    def cap_index(self, address: str) -> bytes:
        """The index of messages of CAP: of one, or of none."""
        told = {f"{address}/alerts/cap/k5.xml": self.cap_message("k5", address)}
        return capfeed.index(told if self.reports else {}, name="small")

    def cap_message(self, key: str, address: str) -> bytes:
        """The message of what went out first."""
        if key != "k5":
            raise NotHeld(what="there is no such alert", where=key)
        return cap.message(sent(self.evil)[-1].envelope, cap.Terms(sender="small"), address)

    def delays(self) -> tuple[Delay, ...]:
        """How long they took."""
        return (
            (Delay(part="known to taken", count=2, half=0.07, most=75.0),) if self.reports else ()
        )

    def queue(
        self, *, only: Sort | None = None, who: str = "", limit: int = 10, after: int = 0
    ) -> Queue:
        """One of each sort waits."""
        self.waited.append((only, who, limit, after))
        return waiting(self, self.evil) if self.reports else Queue(counts=dict.fromkeys(SORTS, 0))

    def shift(self) -> Shift:
        """All that there is was left by a shift of eight hours."""
        told, since = self.watchlist(NOON - timedelta(days=1)), NOON - timedelta(hours=8)
        one = self._decided[0].ruling
        return Shift(
            since=since,
            made=NOON,
            new=told.news,
            taken=tuple(Open(line=news.line, duty=duty(self.evil)) for news in told.news),
            decided=(Settled(number=one.number, decision=one.decision, back=True),),
            alarms=told.alarms,
            alerts=tuple(a for one in self.sent().lines for a in one.envelope.alerts),
            blind=tuple(one for one in self.sources() if one.state in DARK),
            more=told.more,
        )

    def handovers(self, limit: int = 20) -> list[Handover]:
        """One was handed over, and taken."""
        return [handed(self.evil)][:limit] if self.taken else []

    def handover(self, number: int) -> tuple[Handover, bytes]:
        if number != 41:
            raise NotHeld(what="nothing was handed over under this number", where=str(number))
        return handed(self.evil), f"Handover{self.evil}\n".encode()

    def opinions(self) -> Opinions:
        """Two looked at four things, and differ on one."""
        pairs = [("confirm", "confirm"), ("dismiss", "confirm"), ("dismiss", "dismiss")]
        return Opinions(judged=9, seconded=3, holds=agreement(pairs)) if self.taken else Opinions()

    def made(self, number: int) -> Made | None:
        """A decision that was just made."""
        made = next((one.ruling for one in self._decided if one.ruling.number == number), None)
        return made and Made(number=number, decision=made.decision)

    def threads_taken(self, listed: Iterable[Sent]) -> dict[str, Act]:
        """The first thread that was told is somebody's."""
        keys = [alert.thread for one in listed for alert in one.envelope.alerts]
        return {keys[0]: acknowledged(self.evil)} if keys else {}

    def duties(self, incidents: Collection[str]) -> dict[str, Duty]:
        """All are taken on by one, for another, and put off till tomorrow."""
        return dict.fromkeys(incidents, duty(self.evil)) if self.taken else {}

    def watches(self) -> list[Watch]:
        return list(self.kept)

    @property
    def channels(self) -> tuple[str, ...]:
        return ("duty", "night")

    def preview(self, watch: Watch, days: int = 90) -> Preview:
        rule_of(watch)
        alerts = tuple(alert for one in sent(self.evil) for alert in one.envelope.alerts)
        return Preview(days=days, alerts=alerts, total=len(alerts) + 1, incidents=1, most=2)

    def keep_watch(self, watch: Watch, *, author: str, reason: str) -> int:
        self.kept.append(replace(watch, author=author, reason=reason, since=NOON))
        return len(self.kept)

    def issues(self, *, limit: int = 100, before: int | None = None) -> Page[Fault]:
        faults = (
            Fault(
                seq=9,
                at=NOON,
                issue=Issue(
                    stage="read",
                    what=f"no text {self.evil}",
                    input=f"https://example.org/{self.evil}",
                    why=f"an index page {self.evil}",
                    remedy=f"give an article {self.evil}",
                ),
                article=self.reports[0].article.id if self.reports else None,
            ),
            Fault(
                seq=8,
                at=NOON - timedelta(hours=2),
                issue=Issue(stage="collect", what="no answer", input="https://lt.example/rss"),
                article=None,
            ),
        )
        found = tuple(one for one in faults if before is None or one.seq < before)
        return Page(lines=found[:limit], next=found[limit - 1].seq if len(found) > limit else None)

    def search(
        self,
        query: Query,
        *,
        confidence: float = 0.0,
        order: str = "fit",
        limit: int = 50,
        before: int | None = None,
    ) -> Page[Hit]:
        self.sought.append((query, order))
        words = " ".join(one.text for one in query.words)
        found = [
            one
            for one in self.reports
            if words.lower() in one.article.text.lower()
            if max(finding.confidence for finding in one.findings) >= confidence
        ]
        return Page(lines=tuple(self._hit(one, words) for one in found)[:limit], next=before)

    def _hit(self, told: Report, words: str) -> Hit:
        article = told.article
        at = article.text.lower().index(words.lower())
        before, found, after = (
            article.text[max(at - 60, 0) : at],
            article.text[at : at + len(words)],
            article.text[at + len(words) : at + 90],
        )
        return Hit(
            article=article.id,
            title=article.title,
            outlet=article.outlet or "",
            published=article.published,
            known=article.known or NOON,
            snippet=f"{before}\x02{found}\x03{after}",
            findings=len(told.findings),
        )

    def export(
        self,
        format: str,  # noqa: A002 -- the desk's name
        ask: Ask,
        *,
        address: str = "",
        most: int | None = None,
    ) -> Iterator[bytes]:
        lines = self._let_through(ask)[:most]
        if format in {"atom", "rss"}:
            yield from part("formats", format).write(lines, sample=self.sample, address=address)
        else:
            yield from (f"{format} {one.seq}\n".encode() for one in lines)

    def formats(self) -> tuple[str, ...]:
        return ("jsonl", "csv", "atom", "rss")

    def incident_formats(self) -> tuple[str, ...]:
        return ("atom", "csv", "geojson", "package", "rss", "sqlite", "stix")

    def dossier(self, name: str) -> Dossier | None:
        sheet = self.incident(name)
        return sheet and Dossier(sheet=sheet, changed=NOON + timedelta(hours=2))

    def imprint(self) -> Imprint:
        return Imprint(
            desk=NOON.isoformat(), sources={one.id: one for one in SOURCES}, sample=self.sample
        )

    def gauges(self) -> tuple[Metric, ...]:
        return (single("vedette_articles", len(self.reports), "Articles."),)

    def is_readable(self) -> bool:
        return not self.broken

    def standing(self) -> Standing:
        return Standing(
            articles=len(self.reports),
            findings=len(self.lines),
            copies=1,
            issues=2,
            sources=len(SOURCES),
            blind=1,
            started=NOON - timedelta(days=9),
            last_poll=NOON,
        )


WHYS = {
    "seeing": "",
    "quiet": "polled without fail, nothing new for 7 hours; 22 a day are expected",
    "blind": "the host answers 503",
    "gone": "the feed answers 410",
    "unpolled": "waits for its first poll",
}
POLLS = tuple(
    Poll(
        source="pl/kurier",
        channel="https://pl.kurier.example/rss",
        at=NOON - timedelta(minutes=20 * at),
        outcome=outcome,
        status=status,
        seen=30 if outcome == "new" else 0,
        new=2 if outcome == "new" else 0,
        took=0.3,
    )
    for at, (outcome, status) in enumerate(
        [("new", 200), ("unchanged", 304), ("unchanged", 304), ("failed", None), ("busy", 429)] * 9
    )
)
