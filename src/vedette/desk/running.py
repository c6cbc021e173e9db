"""Starting the main job and the sample: everything with a clock, a network or a process."""

import asyncio
import random
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, nullcontext
from datetime import date, timedelta
from functools import partial
from importlib.resources import as_file
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from vedette import __version__, sample
from vedette.alerts import Channel, DutyLine, Rule
from vedette.answers import Health
from vedette.assess.alarms.promise import Promise
from vedette.collect import Allowed, Client, Gate, Guard, Keys, connect, identity
from vedette.collect.transport import AGENT
from vedette.desk import stages, trying
from vedette.desk.addressing import Addressing, is_listed
from vedette.desk.alerting import Alerting
from vedette.desk.answering import Desk, Due, clock
from vedette.desk.comparing import Comparison, Version
from vedette.desk.deciding import Deciding, Hand
from vedette.desk.diary import Diary
from vedette.desk.dues import Dues
from vedette.desk.enlisting import Enlisting
from vedette.desk.forecasting import Forecasting
from vedette.desk.line import Line
from vedette.desk.nearing import Nearing
from vedette.desk.outgoing import Outgoing
from vedette.desk.pledging import Pledging
from vedette.desk.plugins import part, plugged
from vedette.desk.recoding import Recoded
from vedette.desk.recoding import recode as recode_
from vedette.desk.rehearsing import today
from vedette.desk.replaying import Progress, replay
from vedette.desk.retaining import Gone, Retaining
from vedette.desk.sending import Sending, Wires
from vedette.desk.settings import Settings, password_of
from vedette.desk.starting import fitting
from vedette.desk.subscribing import Subscribing, keyed
from vedette.desk.taxii import Publisher, exchange
from vedette.desk.trying import Trial, Tried
from vedette.desk.watching import Watch
from vedette.desk.wires import HttpWire
from vedette.engines import Engine
from vedette.errors import ConfigurationError, LedgerError
from vedette.ledger import deciding, erasing, folding, health, moving, sheets, soundness
from vedette.ledger.append import Appender
from vedette.ledger.store import Store, named
from vedette.ledger.sums import Sum
from vedette.ledger.sums import sums as sums_
from vedette.ledger.work import last_polls
from vedette.people import People
from vedette.people import people as people_
from vedette.records import Capture, LeftOut, Poll, Source
from vedette.retention import Aged
from vedette.signup import Signups
from vedette.signup import signups as signups_
from vedette.sources import Loaded, load, load_from
from vedette.sources.lookalikes import Lookalikes

Serve = Callable[[Desk, Desk | None], Coroutine[Any, Any, None]]
"""Serves the live desk and the sample's until it is cancelled; the web's part, handed in."""


def sources(settings: Settings, *, founding: bool = False) -> Loaded:
    """Load the sources that ship and those of the user, with what is wrong with their files.

    A folder that the settings name must be there, unless it is about to be made (`founding`).
    Raises ConfigurationError where it cannot be read.
    """
    kinds = frozenset(plugged("collectors"))
    own = settings.sources_folder
    if own is not None and founding and not own.exists():
        own = None
    elif own is not None:
        _must_be_readable(own)
    if settings.bundled:
        loaded = load(own, kinds=kinds)
        kept = fitting(loaded.sources, settings.countries, settings.languages)
        return loaded._replace(sources=kept)
    return load_from(own, kinds=kinds) if own else Loaded((), ())


def _must_be_readable(folder: Path) -> None:
    try:
        next(folder.iterdir(), None)
    except OSError as fault:
        raise ConfigurationError(
            what="the folder of sources cannot be read",
            where=str(folder),
            why=fault.strerror or str(fault),
            remedy="name a folder that is there and that you may read: VEDETTE_SOURCES, or sources"
            " in vedette.toml",
        ) from fault


@contextmanager
def engine(settings: Settings) -> Iterator[Engine]:
    """Give the workers that read and code, and stop them in the end."""
    there = {"cluster": settings.cluster} if settings.cluster else {}
    make = part("engines", settings.engine)
    working: Engine = make(settings.workers, seconds=settings.seconds, **there)
    try:
        yield working
    finally:
        working.close()


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """Open a ledger for writing, new or not, and close it in the end."""
    try:
        store = Store(url, write=True)
    except OSError as fault:
        raise LedgerError(
            what="the ledger's folder cannot be made",
            where=str(fault.filename),
            why=fault.strerror or str(fault),
            remedy="name another with --ledger or XDG_DATA_HOME, or get the right to write there",
        ) from fault
    try:
        yield store
    finally:
        store.close()


def rebuild(settings: Settings, *, check: bool) -> tuple[int, tuple[str, ...]]:
    """Refold the views, or only compare; give the log rows read and the views that differ."""
    _must_exist(settings)
    with opened(settings.ledger_url) as store:
        if not check:
            return folding.rebuild(store), ()
        found = folding.check(store)
        return found.rows, found.differing


def faults(settings: Settings) -> tuple[str, ...]:
    """Say what is wrong with the file of the ledger, nothing where it is whole."""
    return soundness.faults(settings.ledger_url)


def back_up(settings: Settings, to: Path) -> int:
    """Copy the ledger to a new file while it is in use; give its bytes."""
    return soundness.back_up(settings.ledger_url, to)


def move(settings: Settings, to: str, told: Callable[[str], None]) -> tuple[Sum, ...]:
    """Copy the ledger to an address where none is yet; give what both hold."""
    return moving.copy(settings.ledger_url, to, told)


def sums(settings: Settings, told: Callable[[str], None]) -> tuple[Sum, ...]:
    """Add up every table of a ledger that must be there."""
    with read_only(settings) as connection:
        return sums_(connection, told)


@contextmanager
def existing(settings: Settings) -> Iterator[Store]:
    """Open a ledger that must be there for writing, and close it in the end."""
    _must_exist(settings)
    with opened(settings.ledger_url) as store:
        yield store


def hand(settings: Settings) -> Hand:
    """Let pages decide in a ledger: it is opened for each decision, and waits for its turn."""

    @contextmanager
    def by(author: str, reason: str) -> Iterator[Deciding]:
        with existing(settings) as store:
            yield Deciding(store=store, author=author, reason=reason, at=clock())

    return by


@contextmanager
def people(settings: Settings) -> Iterator[People]:
    """Open the file of people, made where there is none, and close it in the end."""
    hours = timedelta(hours=1)
    found = people_(
        settings.people_file,
        clock,
        idle=settings.idle * hours,
        longest=settings.longest * hours,
        provider=settings.provider,
    )
    try:
        yield found
    finally:
        found.close()


@contextmanager
def read_only(settings: Settings) -> Iterator[Connection]:
    """Give one state of a ledger that must be there, and close it in the end."""
    store = Store(settings.ledger_url)
    try:
        with store.reading() as connection:
            yield connection
    finally:
        store.close()


def left_out(store: Store) -> tuple[LeftOut, ...]:
    """Give the findings that decisions keep out."""
    with store.reading() as connection:
        return tuple(deciding.left_out(connection))


def is_begun(settings: Settings) -> bool:
    """Say whether there is a file for the ledger yet; that of a server is somewhere else."""
    address = named(settings.ledger_url)
    return address.drivername != "sqlite" or Path(address.database or "").is_file()


def _must_exist(settings: Settings) -> None:
    """Refuse an address where no ledger is: a mistyped path must not become an empty one."""
    Store(settings.ledger_url).close()


def recode(
    settings: Settings,
    working: Engine,
    coder: str,
    *,
    since: date | None,
    told: Callable[[int], None],
    sleep: Callable[[float], None],
) -> Recoded:
    """Code what stands in the ledger, which must exist, with another coder."""
    chosen = stages.hired(settings, coder)
    _must_exist(settings)
    with opened(settings.ledger_url) as store:
        return recode_(store, working, chosen, now=clock, since=since, told=told, sleep=sleep)


@contextmanager
def comparison(settings: Settings, one: Version, other: Version) -> Iterator[Comparison]:
    """Give two coders' codings over the ledger, and close it in the end."""
    store = Store(settings.ledger_url)
    try:
        yield Comparison(store, one, other, thresholds=settings.thresholds)
    finally:
        store.close()


def erase(settings: Settings, article: str, *, author: str, reason: str) -> tuple[int, ...]:
    """Take an article's words out, and signed papers that tell of it, whose numbers are given.

    Raises LedgerError where there are none of it, or none left.
    """
    _must_exist(settings)
    with opened(settings.ledger_url) as store:
        with store.reading() as connection:
            _must_be_there(connection, article, store.place)
        with Appender(store, now=clock).batch() as batch:
            signed = batch.erase(article, author=author, reason=reason, at=clock())
        folding.catch_up(store)
        erasing.wipe(store)
    return signed


def retained(settings: Settings) -> tuple[Aged, ...]:
    """Give what is old enough for a rule of retention, held or not, by what the log has now."""
    with existing(settings) as store:
        folding.catch_up(store)
        return tuple(Retaining(store, settings.retention, now=clock).due())


def retain(settings: Settings) -> tuple[Gone, ...]:
    """Let go of what the rules of retention let go, and write the file anew if anything went."""
    with existing(settings) as store:
        done = Retaining(store, settings.retention, now=clock).run(Appender(store, now=clock))
        if any(one.gone for one in done):
            folding.catch_up(store)
            erasing.wipe(store)
        return done


def _must_be_there(connection: Connection, article: str, place: str) -> None:
    if erasing.is_erased(connection, article):
        raise LedgerError(
            what=f"article {article} is erased already",
            where=place,
            remedy="nothing is left to do; its tombstone stays",
        )
    if sheets.sheet(connection, article) is None:
        raise LedgerError(
            what=f"there is no article {article}",
            where=place,
            remedy="give the id that stands in the article's address on the desk",
        )


def live_desk(
    settings: Settings,
    listed: Iterable[Source] = (),
    *,
    due: Due | None = None,
    nearing: Nearing | None = None,
    promise: Promise | None = None,
) -> Desk:
    """Give the desk over the live ledger, as the settings want it."""
    return Desk(
        settings.ledger_url,
        sources=listed,
        also=settings.also,
        due=due,
        thresholds=settings.thresholds,
        silence=settings.silence,
        nearing=watched_over(settings) if nearing is None else nearing,
        pledging=Pledging(settings.figure_files),
        forecasting=Forecasting(settings.scale),
        languages=partial(stages.languages, stages.hired(settings, settings.coder)),
        depths=partial(stages.depths, stages.hired(settings, settings.coder)),
        promise=promise or Promise(budget=settings.budget),
        analysts=settings.analysts,
        channels=[one.name for one in settings.channels],
        author=settings.author,
    )


def offer(
    settings: Settings,
    live: Desk,
    told: Callable[[int], None] = lambda _: None,
    *,
    people: People | None = None,
) -> None:
    """Let a desk that watches nothing offer its incidents over TAXII, if the settings want it.

    What is new of them is put on the shelf first; `told` hears how many were looked over.
    """
    if not settings.taxii_serve:
        return
    reading = Store(settings.ledger_url)
    live.exchange = exchange(settings, reading, None, now=clock, people=people)
    with opened(settings.ledger_url) as store:
        _publisher(settings, live, store).finish(told)


def _publisher(settings: Settings, live: Desk, store: Store) -> Publisher:
    """Give what keeps the shelf of TAXII: what may not leave through the API is not on it."""
    return Publisher(live, store, now=clock, ceiling=settings.ceilings.api)


def watched_over(settings: Settings) -> Nearing:
    """Give what the user watches over; its files are read when they are first asked for."""
    return Nearing(settings.asset_files, km=settings.near)


def agent(settings: Settings) -> str:
    """Say who asks, and where a publisher can complain if the user has told."""
    return identity(__version__, settings.contact) if settings.contact else f"{AGENT}/{__version__}"


def coders(settings: Settings) -> tuple[stages.Hired, ...]:
    """Give the coders that the settings name; the first is the one that counts."""
    return tuple(stages.hired(settings, name) for name in (settings.coder, *settings.also))


def line(
    settings: Settings,
    store: Store,
    working: Engine,
    listed: Iterable[Source] = (),
    outgoing: Outgoing | None = None,
) -> Line:
    """Give the line over a ledger, with the coders that the settings name.

    What comes from one of the sources `listed` is handled as that one is.
    """
    first, *also = coders(settings)
    known = tuple(listed)
    return Line(
        store,
        working,
        now=clock,
        coder=first,
        also=also,
        handling={one.id: one.handling for one in known if one.handling != "clear"},
        outgoing=outgoing,
        lookalikes=Lookalikes(known),
    )


def outgoing(
    settings: Settings,
    listed: Iterable[Source],
    nearing: Nearing | None = None,
    signups: Signups | None = None,
    people: People | None = None,
) -> Outgoing:
    """Give what goes out by the rules of the settings, and to whoever signed up.

    `people` is who may come in, where the desk asks: nobody else's browser is told.
    """
    alerting = Alerting(
        settings.rules,
        sources=listed,
        thresholds=settings.thresholds,
        nearing=watched_over(settings) if nearing is None else nearing,
    )
    line = DutyLine(channels=settings.duty_line, pause=timedelta(minutes=settings.minutes))
    return Outgoing(
        alerting,
        channels(settings),
        address=settings.address,
        line=line,
        addressing=Addressing(signups=signups, accounts=people.accounts if people else None),
        analysts=settings.analysts,
    )


def lists(settings: Settings) -> tuple[str, ...]:
    """Name the lists that people can sign up for."""
    return tuple(one.name for one in settings.channels if is_listed(one))


@contextmanager
def subscribers(settings: Settings) -> Iterator[Signups | None]:
    """Open the file of those who signed up, where the settings declare a list; close it."""
    if not lists(settings):
        yield None
        return
    found = signups_(settings.subscribers_file, clock)
    try:
        yield found
    finally:
        found.close()


def channels(settings: Settings) -> tuple[Channel, ...]:
    """Give the channels of the settings, those that push with the desk's own key."""
    return keyed(settings.channels, settings.push_key)


@asynccontextmanager
async def wires(settings: Settings) -> AsyncIterator[Wires]:
    """Give each channel its way to the web, and close them all in the end."""
    async with AsyncExitStack() as held:

        def wire(channel: Channel) -> HttpWire:
            made = HttpWire(agent(settings), channel.options.get("allow", ()))
            held.push_async_callback(made.close)
            return made

        yield wire


@asynccontextmanager
async def asking(settings: Settings) -> AsyncIterator[Client]:
    """Give the one client through which everything is asked, guarded and paced as it is set."""
    guard = Guard(Allowed.of(settings.allow))
    gate = Gate(
        clock=asyncio.get_running_loop().time,
        sleep=asyncio.sleep,
        pace=settings.pace,
        together=settings.together,
    )
    async with connect(guard, agent=agent(settings)) as http:
        diary = Diary(settings.requests_folder, settings.log_days, clock)
        keys = Keys(password=partial(password_of, settings))
        yield Client(http, guard=guard, gate=gate, robots={}, note=diary, keys=keys)


async def send_test(settings: Settings, rule: Rule) -> list[Tried]:
    """Send one message that says that it is a test over each channel of a rule."""
    coming = people(settings) if settings.asks_login else nullcontext()
    with existing(settings) as store, coming as found:
        async with wires(settings) as ways:
            going, appender = outgoing(settings, (), people=found), Appender(store, now=clock)
            return await trying.send(going, appender, rule, ways, clock())


def trial(settings: Settings) -> Trial:
    """Let pages send a message that says that it is a test, over one channel."""

    def tried(channel: str) -> Sequence[Tried]:
        rule = Rule(name="test", channels=(channel,))
        return asyncio.run(send_test(settings, rule))

    return tried


async def watch(
    settings: Settings,
    serve: Serve,
    *,
    with_sample: bool = True,
    told: Callable[[str], None] = lambda _: None,
    people: People | None = None,
) -> None:
    """Do the main job until the process is asked to stop.

    `people` is who may come in, where the desk asks. Raises AssetError before anything is asked of
    anybody.
    """
    nearing = watched_over(settings)
    nearing.atlas()
    listed = sources(settings)
    with (
        engine(settings) as working,
        opened(settings.ledger_url) as store,
        store.watched(),
        subscribers(settings) as signups,
    ):
        _note_faults(store, listed)
        going = outgoing(settings, listed.sources, nearing, signups, people)
        async with asking(settings) as client, wires(settings) as ways:
            lined = line(settings, store, working, listed.sources, going)
            watching = Watch(
                line=lined,
                sending=Sending(store, lined.appender, going, wires=ways, now=clock),
                sources=listed.sources,
                settings=settings,
                client=client,
                now=clock,
                rng=random.Random(),  # noqa: S311  # spreads polls, guards nothing
            )
            live = live_desk(settings, listed.sources, due=watching.due, nearing=nearing)
            live.standstill = watching.standstill
            live.subscribing = Subscribing(
                store, going.channels.values(), settings.rules, now=clock
            )
            on_signals(watching.stop)
            beside = [
                watching.daily(partial(today, live.rehearse, working, clock)),
                watching.daily(partial(_refresh, store, going), after=1.0),
                watching.dues(Dues(live, going, lined.appender, clock)),
            ]
            if settings.retention:
                retaining = Retaining(store, settings.retention, now=clock)
                beside.append(watching.daily(partial(retaining.run, lined.appender)))
            if signups:
                live.enlisting = Enlisting(
                    signups,
                    going.channels.values(),
                    sources=listed.sources,
                    wires=ways,
                    now=clock,
                )
                beside.append(live.enlisting.run())
            if settings.taxii_serve:
                live.exchange = exchange(settings, store, store, now=clock, people=people)
                beside.append(watching.publish(_publisher(settings, live, store)))
            if with_sample:
                await _with_sample(
                    watching, serve, live, settings, beside, nearing=nearing, told=told
                )
            else:
                await watching.run(serve(live, None), *beside)


def _refresh(store: Store, going: Outgoing) -> None:
    """Work out what grades of alerts rest on: not while somebody waits for one."""
    with store.reading() as connection:
        going.alerting.adopt(connection)
        going.alerting.refresh(connection)


async def _with_sample(
    watching: Watch,
    serve: Serve,
    live: Desk,
    settings: Settings,
    beside: Sequence[Coroutine[Any, Any, None]],
    *,
    nearing: Nearing,
    told: Callable[[str], None],
) -> None:
    """Do the main job, and code the sample beside it where that was not done before."""

    async def fill() -> None:
        progress = await asyncio.to_thread(fill_sample, store, watching.line.engine)
        told(f"the sample is coded: {progress.found} reports")

    with opened(settings.sample_url) as store:
        await watching.run(serve(live, sample_desk(settings, nearing)), *beside, fill())


def _note_faults(store: Store, listed: Loaded) -> None:
    if not listed.issues:
        return
    with Appender(store, now=clock).batch() as batch:
        for issue in listed.issues:
            batch.issue(issue, at=clock())


def on_signals(stop: Callable[[], None]) -> None:
    """Stop when asked to, by the terminal or by the system; Windows knows only the first."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop)
        except NotImplementedError:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))


# ── The sample, in a ledger of its own ──────────────────────────────────────────────────────────


def sample_sources() -> tuple[Source, ...]:
    """Load the invented outlets of the sample archive."""
    with as_file(sample.sources_folder()) as folder:
        return load_from(folder).sources


def sample_desk(
    settings: Settings, nearing: Nearing | None = None, promise: Promise | None = None
) -> Desk:
    """Give the desk over the sample's ledger, which must exist."""
    last = max(report.published for report in sample.reports())
    return Desk(
        _sample_store(settings),
        sources=sample_sources(),
        sample=True,
        thresholds=settings.thresholds,
        silence=settings.silence,
        nearing=watched_over(settings) if nearing is None else nearing,
        # The allies' own pledges belong to the world, not to an invented one.
        pledging=Pledging(bundled=False),
        forecasting=Forecasting(settings.scale),
        languages=partial(stages.languages, stages.CODER),
        depths=partial(stages.depths, stages.CODER),
        promise=promise or Promise(budget=settings.budget),
        now=lambda: last,
    )


def _sample_store(settings: Settings) -> Store:
    """Open the sample's ledger; where there is none, say what makes it."""
    try:
        return Store(settings.sample_url)
    except LedgerError as fault:
        raise LedgerError(
            what=fault.what, where=fault.where, why=fault.why, remedy="run `vedette demo` once"
        ) from fault


def fill_sample(
    store: Store, working: Engine, told: Callable[[Progress], None] = lambda _: None
) -> Progress:
    """Bring the sample through the line; what is coded already costs nothing."""
    sampling = Line(store, working, now=clock)
    progress = replay(sample_captures(), sampling, now=clock, told=told)
    _note_looks(sampling)
    return progress


def sample_captures() -> Iterator[Capture]:
    """Give the sample's reports as captures, each known from its publication on."""
    for report in sample.reports():
        told = {
            "x-title": report.title,
            "x-published": report.published.isoformat(),
            "x-outlet": report.outlet,
            "x-url": report.url,
            "x-slug": report.slug,
            "x-language": report.language,
            "content-type": "text/plain; charset=utf-8",
        }
        yield Capture(
            source=report.source,
            channel=f"sample/{report.source}",
            key=report.url,
            url=report.url,
            known=report.published,
            body=report.text.encode(),
            media_type="text/plain",
            headers=told,
        )


def _note_looks(line: Line) -> None:
    """Append one poll for each invented outlet, so that its page can tell when it was looked at.

    All were looked at to the archive's last day: those that had nothing more to say are quiet.
    """
    last = max(report.published for report in sample.reports())
    for source in sample_sources():
        own = [report for report in sample.reports() if report.source == source.id]
        channel = source.channels[0].url
        with line.store.reading() as connection:
            if last_polls(connection, source.id, channel, limit=1):
                continue
        with line.appender.batch() as batch:
            batch.poll(
                Poll(
                    source=source.id,
                    channel=channel,
                    at=last,
                    outcome="new",
                    seen=len(own),
                    new=len(own),
                )
            )


def unpolled(source: Source) -> Health:
    """Judge a source before there is a ledger: nothing is known of it yet."""
    return health.health(source, health.Tally(), {}, expected=None, due=None, now=clock())
