"""`vedette watch`, `desk` and `demo`: the verbs that serve pages."""

import asyncio
import contextlib
import socket
import time
import webbrowser
from collections.abc import Callable, Coroutine, Iterable, Iterator
from dataclasses import replace
from functools import partial
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

import click
import uvicorn

from vedette.cli import options, timing
from vedette.cli.people import link
from vedette.desk import Desk, running
from vedette.desk.ahead import Ahead
from vedette.desk.answering import clock
from vedette.desk.deciding import Hand
from vedette.desk.footprint import one_arena
from vedette.desk.settings import Settings
from vedette.desk.tray import tray
from vedette.errors import ConfigurationError
from vedette.people import People
from vedette.web import app
from vedette.web.guard import LOOPBACK, bracketed


class Server(uvicorn.Server):
    """A server that leaves signals to the main job."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none: who runs us stops us."""
        yield


def bound(settings: Settings) -> socket.socket:
    """Take the port before anything else starts, so that one in use is told at once."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as fault:
        listening.close()
        raise ConfigurationError(
            what="the desk cannot listen there",
            where=f"{settings.host}:{settings.port}",
            why=fault.strerror or str(fault),
            remedy="name another port with --port; 0 takes any that is free",
        ) from fault
    return listening


def address(listening: socket.socket) -> str:
    """Give the address to open."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def trusted(proxies: Iterable[str]) -> list[str]:
    """Name the networks whose word counts for where a visitor comes from: loopback, and others.

    A socket for both versions of IP calls an address of the older one by a name in the newer.

    >>> trusted(["10.244.0.0/16"])[-2:]
    ['10.244.0.0/16', '::ffff:10.244.0.0/112']
    """
    named = map(ip_network, ("::1", "127.0.0.1", *proxies))
    return [str(name) for one in named for name in (one, *_mapped(one))]


def _mapped(network: IPv4Network | IPv6Network) -> Iterator[str]:
    if network.version == 4:
        yield f"::ffff:{network.network_address}/{96 + network.prefixlen}"


def _hand(settings: Settings, host: str) -> Hand | None:
    """Let the pages decide where the desk knows who comes, or only who sits there sees them."""
    alone = bracketed(host) in LOOPBACK and not settings.hosts
    return running.hand(settings) if settings.asks_login or alone else None


def serving(
    listening: socket.socket,
    settings: Settings,
    told: Callable[[], None],
    beside: Callable[[Desk], Coroutine[Any, Any, None]] | None = None,
    people: People | None = None,
) -> Any:
    """Give the function that serves two desks on a socket until it is cancelled.

    `beside` is what else the live desk does meanwhile, `people` who may come in, where it asks.
    """

    async def serve(live: Desk | None, sample: Desk | None) -> None:
        host, port = listening.getsockname()[:2]
        served = app(
            live,
            sample,
            host=host,
            port=port,
            hosts=frozenset(settings.hosts),
            ceilings=settings.ceilings,
            author=settings.author,
            people=people,
            hand=_hand(settings, host),
            tray=tray(settings),
            trial=running.trial(settings),
        )
        config = uvicorn.Config(
            served,
            log_config=None,  # as all else that is logged: `--log-format`
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="on",
            forwarded_allow_ips=trusted(settings.proxies),
        )
        server = Server(config)
        job = asyncio.create_task(server.serve(sockets=[listening]))
        writing = asyncio.create_task(beside(live)) if beside and live else None
        ahead = Ahead(live, time.monotonic) if live else None
        try:
            listening.listen()  # from here on a browser is answered, if only in a moment
            told()
            if ahead:
                ahead.start()
            await asyncio.shield(job)
        finally:
            if ahead:
                ahead.stop()
            if writing:
                writing.cancel()
            server.should_exit = True
            await job

    return serve


def _open(browser: bool, url: str) -> None:  # a flag handed on
    if browser:
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(url)


def web_options(command: Any) -> Any:
    """Add where to serve, and whether to open a browser."""
    for option in (
        click.option("--browser/--no-browser", default=False, help="Open the desk in a browser."),
        click.option(
            "--port",
            type=click.IntRange(0, 65535),
            help="Port to serve on; 0 takes any that is free.",
        ),
        click.option("--host", help="Address to serve on; off loopback the desk asks who comes."),
    ):
        command = option(command)
    return command


@contextlib.contextmanager
def lobby(settings: Settings) -> Iterator[People | None]:
    """Give who may come in, None where the desk asks nobody."""
    if not settings.asks_login:
        yield None
        return
    with running.people(settings) as found:
        yield found


def tell_of_people(people: People | None, settings: Settings, url: str) -> None:
    """Say how the first comes in, and what is not safe about how one reaches the desk."""
    if people is None:
        return
    if secret := people.first():
        click.echo(
            f"Nobody is in charge yet. Become the administrator, once, within two days at\n"
            f"{link(settings.address or url, secret)}"
        )
    if not (settings.on_loopback or settings.address.startswith("https:")):
        click.echo(
            "Passwords cross the network in the clear: put a server with a certificate before the"
            " desk (docs/how-to/people.md).",
            err=True,
        )


def _placed(settings: Settings, host: str | None, port: int | None) -> Settings:
    return replace(
        settings,
        host=settings.host if host is None else host,
        port=settings.port if port is None else port,
    )


@click.command()
@options.ledger
@web_options
@click.option("--sample/--no-sample", default=True, help="Serve the sample archive beside it.")
@click.pass_obj
def watch(  # one parameter an option
    settings: Settings,
    ledger: str | None,
    host: str | None,
    port: int | None,
    browser: bool,
    sample: bool,
) -> None:
    """Poll the sources, code what they bring, and serve the desk.

    Stop it with Ctrl-C; started again, it goes on where it was.

    \b
    vedette watch
    vedette watch --ledger sqlite:///baltic.sqlite --port 0
    """
    one_arena()
    settings = _placed(options.with_ledger(settings, ledger), host, port)
    with bound(settings) as listening, lobby(settings) as people:
        url = address(listening)

        def started() -> None:
            click.echo(f"The desk is at {url}")
            tell_of_people(people, settings, url)
            if sample:
                click.echo(f"The sample archive is at {url}sample")
            click.echo("Ctrl-C stops it.", err=True)
            _open(browser, url)

        told = partial(click.echo, err=True)
        writing = partial(timing.keep_writing, settings=settings, now=clock, say=told)
        beside = writing if settings.brief_folder else None
        serve = serving(listening, settings, started, beside, people)
        asyncio.run(running.watch(settings, serve, with_sample=sample, told=told, people=people))


@click.command()
@options.ledger
@web_options
@click.pass_obj
def desk(
    settings: Settings, ledger: str | None, host: str | None, port: int | None, browser: bool
) -> None:
    """Serve the desk alone over a ledger, without polling anything.

    \b
    vedette desk --ledger sqlite:///baltic.sqlite
    """
    one_arena()
    settings = _placed(options.with_ledger(settings, ledger), host, port)
    nearing = running.watched_over(settings)
    nearing.atlas()
    live = running.live_desk(settings, running.sources(settings).sources, nearing=nearing)
    with bound(settings) as listening, lobby(settings) as people:
        with options.progress("putting incidents on the shelf of TAXII") as told:
            running.offer(settings, live, lambda n: told(f"{n} incidents"), people=people)
        _serve_alone(listening, settings, live, None, browser=browser, people=people)


@click.command()
@web_options
@click.pass_obj
def demo(settings: Settings, host: str | None, port: int | None, browser: bool) -> None:
    """Serve the bundled sample archive, coded on this machine, without any network.

    Every report in it is invented, and every page says SAMPLE. It asks nobody for a login.
    """
    settings = _placed(settings, host, port)
    with bound(settings) as listening:
        with (
            running.opened(settings.sample_url) as store,
            running.engine(settings) as working,
            options.progress("coding the sample") as told,
        ):
            running.fill_sample(store, working, lambda p: told(f"{p.coded} of {p.found}"))
        _serve_alone(listening, settings, None, running.sample_desk(settings), browser=browser)


def _serve_alone(
    listening: socket.socket,
    settings: Settings,
    live: Desk | None,
    sample: Desk | None,
    *,
    browser: bool,
    people: People | None = None,
) -> None:
    url = address(listening) + ("" if live else "sample")

    def started() -> None:
        click.echo(f"The desk is at {url}")
        tell_of_people(people, settings, address(listening))
        click.echo("Ctrl-C stops it.", err=True)
        _open(browser, url)

    async def run() -> None:
        stopping = asyncio.Event()
        running.on_signals(stopping.set)
        task = asyncio.create_task(
            serving(listening, settings, started, people=people)(live, sample)
        )
        await stopping.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())
