"""`vedette people` and `audit`: who may use a desk that asks for a login, and what was done there.

Whoever may write the file of people may do all of it: the command line asks for no password.
"""

import getpass
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import click

from vedette.cli import options
from vedette.desk import running
from vedette.desk.settings import Settings
from vedette.people import ROLES, SCOPES, Account, Entry, Role, Token
from vedette.people.audit import NEWEST
from vedette.people.tokens import DAYS

Command = TypeVar("Command", bound=Callable[..., Any])
ROLE = click.Choice(ROLES)


def listed(command: Command) -> Command:
    """Add `--json` and `--ledger`."""
    as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
    return options.ledger(as_json(command))


def _by() -> str:
    """Name who does it: somebody at this machine, as whom its system knows."""
    try:
        return f"command line ({getpass.getuser()})"
    except (KeyError, OSError):  # a container whose user has no name
        return "command line"


@click.group()
def people() -> None:
    """Say who may use a desk that asks for a login, in which role, and with which tokens.

    Readers read; analysts decide and hand in too; admins say who else may. The file of people lies
    beside the ledger, or where [people] file says.

    \b
    vedette people add "A. Analyst" --role analyst
    vedette people token add "A. Analyst" --for read --label "weekly report"
    """


@people.command()
@click.argument("name")
@click.option("--role", type=ROLE, default="reader", help="What he may; else reader.")
@options.ledger
@click.pass_obj
def add(settings: Settings, name: str, role: Role, ledger: str | None) -> None:
    """Add somebody, and print a link, good once and for two days, to choose a password with.

    \b
    vedette people add "A. Analyst" --role analyst
    """
    settings = options.with_ledger(settings, ledger)
    with running.people(settings) as found:
        account = found.accounts.add(name, role, by=_by())
        click.echo(_link(settings, found.invitations.invite(account.name, by=_by())))
        click.echo(f"{account.name} is {account.role}; the link is good once", err=True)


@people.command()
@click.argument("name")
@options.ledger
@click.pass_obj
def invite(settings: Settings, name: str, ledger: str | None) -> None:
    """Print another link for somebody: the first was lost, or the password is.

    \b
    vedette people invite "A. Analyst"
    """
    settings = options.with_ledger(settings, ledger)
    with running.people(settings) as found:
        click.echo(_link(settings, found.invitations.invite(name, by=_by())))


def _link(settings: Settings, secret: str) -> str:
    return link(settings.address or f"http://{settings.host}:{settings.port}", secret)


def link(address: str, secret: str) -> str:
    """Write a link of a desk at an address.

    >>> link("http://127.0.0.1:8470/", "x")
    'http://127.0.0.1:8470/welcome?link=x'
    """
    return f"{address.rstrip('/')}/welcome?link={secret}"


@people.command("list")
@listed
@click.pass_obj
def list_(settings: Settings, as_json: bool, ledger: str | None) -> None:
    """List who there is, in which role, and who may not come in any longer.

    \b
    vedette people list
    """
    with running.people(options.with_ledger(settings, ledger)) as found:
        accounts = found.accounts.listed()
    if as_json:
        options.show_json("people", people=[_laid_out(one) for one in accounts])
        return
    for one in accounts:
        click.echo(f"{one.name}  {one.role}  {_standing(one)}")
    if not accounts:
        click.echo("nobody yet: start the desk, and it prints a link for you", err=True)


def _laid_out(one: Account) -> dict[str, object]:
    return {
        "name": one.name,
        "role": one.role,
        "made": one.made.isoformat(),
        "ready": one.ready,
        "disabled": _moment(one.disabled),
    }


def _standing(one: Account) -> str:
    if one.disabled:
        return f"disabled since {one.disabled:%Y-%m-%d %H:%M}"
    return f"since {one.made:%Y-%m-%d}" if one.ready else "has not used the link yet"


@people.command()
@click.argument("name")
@options.ledger
@click.pass_obj
def disable(settings: Settings, name: str, ledger: str | None) -> None:
    """Shut somebody out at once: sessions end, tokens are gone. What he decided stays his.

    \b
    vedette people disable "A. Analyst"
    """
    with running.people(options.with_ledger(settings, ledger)) as found:
        found.accounts.disable(name, by=_by())
    click.echo(f"{name} is disabled")


@people.command()
@click.argument("name")
@options.ledger
@click.pass_obj
def enable(settings: Settings, name: str, ledger: str | None) -> None:
    """Let somebody in again who was shut out.

    \b
    vedette people enable "A. Analyst"
    """
    with running.people(options.with_ledger(settings, ledger)) as found:
        found.accounts.enable(name, by=_by())
    click.echo(f"{name} is enabled")


@people.command()
@click.argument("name")
@click.argument("role", type=ROLE, metavar="reader|analyst|admin")
@options.ledger
@click.pass_obj
def role(settings: Settings, name: str, role: Role, ledger: str | None) -> None:
    """Give somebody another role, from his next request on.

    \b
    vedette people role "A. Analyst" admin
    """
    with running.people(options.with_ledger(settings, ledger)) as found:
        found.accounts.set_role(name, role, by=_by())
    click.echo(f"{name} is {role}")


# ── tokens ──────────────────────────────────────────────────────────────────────────────────────


@people.group()
def token() -> None:
    """Make, list and take back tokens, which programs show instead of a password.

    \b
    vedette people token list
    """


@token.command("add")
@click.argument("owner")
@click.option(
    "--for",
    "scopes",
    type=click.Choice(SCOPES),
    multiple=True,
    required=True,
    help="What it is good for; may be given several times.",
)
@click.option("--label", required=True, help="Which program it is for.")
@click.option("--days", type=int, default=DAYS, show_default=True, help="For how long.")
@options.ledger
@click.pass_obj
def token_add(
    settings: Settings,
    owner: str,
    scopes: tuple[str, ...],
    label: str,
    days: int,
    ledger: str | None,
) -> None:
    """Make a token in somebody's name and print it: it cannot be shown again.

    \b
    vedette people token add "A. Analyst" --for read --for taxii --label "weekly report"
    """
    with running.people(options.with_ledger(settings, ledger)) as found:
        number, secret = found.tokens.make(owner, label, scopes, days, by=_by())
    click.echo(secret)
    click.echo(f"token {number} of {owner}, good for {days} days", err=True)


@token.command("list")
@listed
@click.pass_obj
def token_list(settings: Settings, as_json: bool, ledger: str | None) -> None:
    """List tokens with what they are for, until when, and when each was last used.

    \b
    vedette people token list --json
    """
    with running.people(options.with_ledger(settings, ledger)) as found:
        tokens = found.tokens.listed()
    if as_json:
        options.show_json("tokens", tokens=[_token(one) for one in tokens])
        return
    for one in tokens:
        used = f"last used {one.seen:%Y-%m-%d %H:%M}" if one.seen else "never used"
        good = f"until {one.ends:%Y-%m-%d}" if one.live else "no longer good"
        click.echo(
            f"{one.number}  {one.owner}  {one.label}  {' '.join(one.scopes)}  {good}, {used}"
        )


def _token(one: Token) -> dict[str, object]:
    return {
        "number": one.number,
        "owner": one.owner,
        "label": one.label,
        "scopes": list(one.scopes),
        "made": one.made.isoformat(),
        "ends": one.ends.isoformat(),
        "seen": _moment(one.seen),
        "live": one.live,
    }


@token.command("revoke")
@click.argument("number", type=int)
@options.ledger
@click.pass_obj
def token_revoke(settings: Settings, number: int, ledger: str | None) -> None:
    """Take a token back: it is refused from the next request on.

    \b
    vedette people token revoke 3
    """
    with running.people(options.with_ledger(settings, ledger)) as found:
        found.tokens.revoke(number, by=_by())
    click.echo(f"token {number} is no longer good")


# ── the audit log ───────────────────────────────────────────────────────────────────────────────


@click.command()
@click.option("--limit", type=click.IntRange(1), default=NEWEST, help="How many, newest first.")
@click.option("--check", is_flag=True, help="Follow the chain, and print its last link.")
@click.option("--link", default="", help="With --check: a link that was noted before.")
@listed
@click.pass_obj
def audit(
    settings: Settings, limit: int, check: bool, link: str, as_json: bool, ledger: str | None
) -> None:
    """List who came, who was refused, and who changed what of whom; or check that none is edited.

    Each entry bears the hash of the one before it. Note the last link somewhere else now and then:
    with it, --check --link proves that nothing before it was written anew.

    \b
    vedette audit --limit 20
    vedette audit --check
    """
    with running.people(options.with_ledger(settings, ledger)) as found:
        if check or link:
            verified = found.audit.verify(link)
            told = {"entries": verified.entries, "broken": list(verified.broken)}
            if as_json:
                options.show_json("audit", **told, last=verified.last, holds=verified.holds)
            else:
                _say(verified.entries, verified.broken, verified.last, known=verified.known)
            sys.exit(0 if verified.holds else 1)
        entries = found.audit.entries(limit)
    if as_json:
        options.show_json("audit", entries=[_entry(one) for one in entries])
        return
    for one in entries:
        of = f" {one.whom}" if one.whom != one.who else ""
        more = f" ({one.told})" if one.told else ""
        click.echo(
            f"{one.number}  {one.at:%Y-%m-%d %H:%M:%S}  {one.who or '–'}: {one.what}{of}{more}"
        )


def _say(entries: int, broken: tuple[int, ...], last: str, *, known: bool) -> None:
    for number in broken:
        click.echo(f"entry {number} is not what it was")
    if not known:
        click.echo("the chain does not have that link")
    click.echo(f"{entries} entries, the last link is {last or 'none'}")


def _entry(one: Entry) -> dict[str, object]:
    return {
        "number": one.number,
        "at": one.at.isoformat(),
        "who": one.who,
        "what": one.what,
        "whom": one.whom,
        "told": one.told,
        "address": one.address,
        "link": one.link,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
