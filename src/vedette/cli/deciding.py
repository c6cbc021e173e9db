"""`vedette decide`: what analysts say of incidents and findings, and take back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import click

from vedette.cli import listing, options
from vedette.desk import deciding, inputs, running
from vedette.desk.answering import clock
from vedette.desk.deciding import Deciding
from vedette.desk.decisions import Decided, laid_out
from vedette.desk.forecasting import Forecasting
from vedette.desk.foresight import OUTCOMES, Outcome
from vedette.desk.judging import VERDICTS, Verdict
from vedette.desk.settings import Settings
from vedette.desk.settling import Settled
from vedette.handling import LEVELS, Tlp, label, labelled, strictest

Command = TypeVar("Command", bound=Callable[..., Any])
KIND = click.Choice(inputs.kinds(), case_sensitive=False)
TYPE = click.Choice(inputs.TYPES, case_sensitive=False)
LEVEL = click.Choice(LEVELS, case_sensitive=False)
VERDICT = click.Choice(VERDICTS, case_sensitive=False)
OUTCOME = click.Choice(OUTCOMES, case_sensitive=False)


@click.group()
def decide() -> None:
    """Merge, split, dismiss and correct incidents; every decision can be taken back.

    A decision points at the words of a report, so that it outlives an upgrade of the coder. An
    incident is named by its id or the start of it, what one report tells by ARTICLE or
    ARTICLE:words, the words being those that name the finding.

    \b
    vedette decide merge 4af7a5 90b62a --reason "one fire, two agencies"
    vedette decide dismiss 3f2a81:"fire drill" --reason "an exercise"
    vedette decide list
    """


def signed(command: Command) -> Command:
    """Add who decides, why, and in which ledger."""
    for option in (
        click.option("--author", help="Who decides; else the author that the settings name."),
        click.option(
            "--reason",
            "--because",
            "reason",
            required=True,
            help="Why, in a sentence that others can judge.",
        ),
        options.ledger,
    ):
        command = option(command)
    return command


def decided(
    settings: Settings, told: dict[str, Any], made: Callable[[Deciding], int], what: str
) -> None:
    """Make a decision and say its number."""
    author = told["author"] or settings.author
    if not author:
        raise click.UsageError("name who decides: --author, VEDETTE_AUTHOR, or author in the file")
    with running.existing(options.with_ledger(settings, told["ledger"])) as store:
        by = Deciding(store=store, author=author, reason=told["reason"], at=clock())
        number = made(by)
        click.echo(f"decision {number}: {what}")
        hidden = sum(one.number == number for one in running.left_out(store))
    if hidden:
        click.echo(f"it keeps out {hidden} finding{'s' * (hidden > 1)}; vedette decide list")


@decide.command()
@click.argument("incident")
@click.argument("other", metavar="INCIDENT|ARTICLE[:WORDS]")
@signed
@click.pass_obj
def merge(settings: Settings, /, incident: str, other: str, **told: Any) -> None:
    """Make one of two incidents, or say that a report tells of one though nobody marked it.

    \b
    vedette decide merge 4af7a5 90b62a --reason "one fire, two agencies"
    """
    decided(settings, told, lambda by: by.merge(incident, other), f"{incident} is {other}")


@decide.command()
@click.argument("incident")
@click.argument("other", metavar="INCIDENT|ARTICLE[:WORDS]")
@signed
@click.pass_obj
def split(settings: Settings, /, incident: str, other: str, **told: Any) -> None:
    """Take what one report tells out of an incident, or say that two incidents are two.

    \b
    vedette decide split 4af7a5 3f2a81 --reason "the fire of the week before"
    vedette decide split 4af7a5 90b62a --reason "two fires, a street apart"
    """
    said = f"{other} is not of {incident}"
    decided(settings, told, lambda by: by.split(incident, other), said)


@decide.command()
@click.argument("target", metavar="INCIDENT|ARTICLE[:WORDS]")
@click.option("--type", "type_", type=TYPE, default="incident", help="Type of the finding.")
@signed
@click.pass_obj
def dismiss(settings: Settings, /, target: str, type_: Any, **told: Any) -> None:
    """Say that an incident was none, or that a finding does not hold.

    \b
    vedette decide dismiss 4af7a5 --reason "an exercise"
    vedette decide dismiss 3f2a81:"accused" --type attribution --reason "it quotes a film"
    """
    decided(settings, told, lambda by: by.dismiss(target, type_), f"{target} does not hold")


@decide.command()
@click.argument("target", metavar="INCIDENT|ARTICLE[:WORDS]")
@click.option("--type", "type_", type=TYPE, default="incident", help="Type of the finding.")
@signed
@click.pass_obj
def confirm(settings: Settings, /, target: str, type_: Any, **told: Any) -> None:
    """Say that it holds, whatever was decided of it before or hides it.

    \b
    vedette decide confirm 3f2a81:"fire" --reason "no drill: the brigade says so"
    """
    decided(settings, told, lambda by: by.confirm(target, type_), f"{target} holds")


@decide.command()
@click.argument("target", metavar="INCIDENT|ARTICLE[:WORDS]")
@click.argument("kind", type=KIND)
@signed
@click.pass_obj
def kind(settings: Settings, /, target: str, kind: str, **told: Any) -> None:
    """Say of what kind an incident was.

    \b
    vedette decide kind 4af7a5 sabotage --reason "the bolts were loosened"
    """
    decided(settings, told, lambda by: by.kind(target, kind), f"{target} is {kind}")


@decide.command()
@click.argument("target", metavar="INCIDENT|ARTICLE[:WORDS]")
@click.argument("place")
@signed
@click.pass_obj
def place(settings: Settings, /, target: str, place: str, **told: Any) -> None:
    """Say where an incident was: a name of the gazetteer, with its state where several have it.

    \b
    vedette decide place 4af7a5 "Narva, EE" --reason "the bridge, not the capital"
    """
    spot = deciding.spot(place)
    said = f"{target} was at {spot.name}, {spot.country}"
    decided(settings, told, lambda by: by.place(target, spot), said)


@decide.command()
@click.argument("target", metavar="INCIDENT|ARTICLE[:WORDS]")
@signed
@click.pass_obj
def note(settings: Settings, /, target: str, **told: Any) -> None:
    """Leave a remark; the reason is what it says.

    \b
    vedette decide note 4af7a5 --reason "ask the port authority on Monday"
    """
    decided(settings, told, lambda by: by.note(target), f"noted at {target}")


@decide.command()
@click.argument("incident")
@signed
@click.pass_obj
def acknowledge(settings: Settings, /, incident: str, **told: Any) -> None:
    """Say that you have taken an incident on; its alerts go to nobody else then.

    \b
    vedette decide acknowledge 4af7a5 --reason "calling the port authority"
    """
    decided(settings, told, lambda by: by.acknowledge(incident), f"{incident} is acknowledged")


@decide.command()
@click.argument("incident")
@click.argument("to")
@signed
@click.pass_obj
def assign(settings: Settings, /, incident: str, to: str, **told: Any) -> None:
    """Say whose an incident is from now on.

    \b
    vedette decide assign 4af7a5 "B. Boss" --reason "she knows the yard"
    """
    decided(settings, told, lambda by: by.assign(incident, to), f"{incident} is for {to}")


@decide.command()
@click.argument("incident")
@click.option(
    "--hours",
    type=options.Number("a number of hours from 0.1 to 8784, such as 12", 0.1, 8784),
    default=8.0,
    show_default=True,
    help="After so many it comes back.",
)
@signed
@click.pass_obj
def snooze(settings: Settings, /, incident: str, hours: float, **told: Any) -> None:
    """Put an incident off; it comes back after some hours, or as soon as it is graver.

    Graver is another stage, a firmer accusation, or more dead.

    \b
    vedette decide snooze 4af7a5 --hours 12 --reason "the brigade speaks at noon"
    """
    until = clock() + timedelta(hours=hours)
    said = f"{incident} is put off until {until:%Y-%m-%d %H:%M} UTC"
    decided(settings, told, lambda by: by.snooze(incident, until), said)


@decide.command()
@click.argument("target", metavar="ARTICLE:WORDS")
@click.option("--type", "type_", type=TYPE, default="incident", help="Type of the finding.")
@click.option("--kind", type=KIND, help="Kind of an incident.")
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="NAME=WORDS",
    help="Words of a field, or one of the codebook's values; may be repeated.",
)
@signed
@click.pass_obj
def find(  # one parameter an option
    settings: Settings,
    /,
    target: str,
    type_: Any,
    kind: str | None,
    fields: tuple[str, ...],
    **told: Any,
) -> None:
    """Add a finding that the coder did not make, of words as they stand in an article.

    It stands beside the coder's findings, under your name, whatever the coder becomes, and is
    related, graded and exported like them.

    \b
    vedette decide find 3f2a81:"set alight" --kind arson --field where="in Narva" \\
        --field status=confirmed --reason "the coder missed it"
    """
    if ":" not in target:
        raise click.UsageError('name the words too: ARTICLE:"words"')
    given: dict[str, list[str]] = {}
    for one in fields:
        name, _, words = one.partition("=")
        given.setdefault(name.strip(), []).append(words)
    said = f"a new {type_} at {target}"
    decided(settings, told, lambda by: by.find_words(target, type_, kind, given), said)


@decide.command()
@click.option("--phrase", default="", help="Words of the sentence that names the incident.")
@click.option("--source", default="", help="Only from this source.")
@click.option("--author-of", default="", metavar="ARTICLE", help="Only by who wrote this article.")
@click.option(
    "--until", type=options.DAY, required=True, help="Last day on which it hides anything."
)
@signed
@click.pass_obj
def never(
    settings: Settings, /, phrase: str, source: str, author_of: str, until: datetime, **told: Any
) -> None:
    """Hide a false finding that keeps coming back, until a day.

    All that is given must fit. What it hides stays in the ledger and is counted in `vedette decide
    list`, with the reports that would have been the first of an incident.

    \b
    vedette decide never --phrase "fire drill" --until 2027-01-31 --reason "exercises"
    """
    fits = {"phrase": phrase, "source": source, "author_of": author_of}
    if not any(fits.values()):
        raise click.UsageError("say what: --phrase, --source or --author-of")
    day: date = until.date()
    said = " and ".join(repr(value) for value in fits.values() if value)
    decided(settings, told, lambda by: by.never(**fits, until=day), f"{said} hidden until {day}")


@decide.command()
@click.argument("forecast")
@click.option("--outcome", type=OUTCOME, required=True, help="Whether it came true.")
@click.option("--words", metavar="ARTICLE:START-END", help="Words of a report that show it.")
@click.option("--incident", metavar="ID", help="An incident that shows it.")
@signed
@click.pass_obj
def resolve(
    settings: Settings,
    /,
    forecast: str,
    outcome: Outcome,
    words: str | None,
    incident: str | None,
    **told: Any,
) -> None:
    """Say how a forecast came out: yes, no, or void where nobody can tell.

    It aims at the words that foretold it, so that it holds when the coder is upgraded.

    \b
    vedette decide resolve 6915869f --outcome yes --because "the pier burned" --incident 4af7a5
    vedette decide resolve 6915869f --outcome no --because "it stayed open all winter"
    """
    settled = Settled(forecast=forecast, outcome=outcome, words=words, incident=incident)
    said = f"{forecast}: {outcome}"
    decided(settings, told, lambda by: settled.decide(by, Forecasting(settings.scale)), said)


@decide.command()
@click.argument("alarm")
@click.argument("verdict", type=VERDICT)
@signed
@click.pass_obj
def alarm(settings: Settings, /, alarm: str, verdict: Verdict, **told: Any) -> None:
    """Say what an alarm was worth: kept, or dismissed. It is named by its id or the start of it.

    Verdicts change no count; the share that was dismissed stands beside the promise.

    \b
    vedette decide alarm 5d0c1f dismissed --because "one raid, reported by district"
    vedette decide alarm 5d0c1f kept --because "three yards in a week; told the ministry"
    """
    raised = listing.desk(settings, told["ledger"], sample=False).alarm(alarm).alarm
    decided(settings, told, lambda by: by.judge(raised, verdict), f"alarm {alarm} is {verdict}")


@decide.command()
@click.argument("target", metavar="INCIDENT|ARTICLE[:WORDS]")
@click.argument("level", type=LEVEL, metavar="LEVEL")
@signed
@click.pass_obj
def handle(settings: Settings, /, target: str, level: Tlp, **told: Any) -> None:
    """Say that fewer may be told: green, amber, amber+strict or red, of the Traffic Light Protocol.

    Of a whole report with all that it tells, or of an incident alone. Nothing is lowered so.

    \b
    vedette decide handle 3f2a81 amber --reason "it names a source of ours"
    vedette decide handle 4af7a5 red --reason "an inquiry is under way"
    """
    decided(settings, told, lambda by: by.handle(target, level), f"{target} is {label(level)}")


@decide.command()
@click.argument("incident")
@signed
@click.pass_obj
def release(settings: Settings, /, incident: str, **told: Any) -> None:
    """Let an incident go to the public, where [release] asks for one or two analysts.

    It holds for the incident as it grows; withdraw it to take it off the public feeds.

    \b
    vedette decide release 4af7a5 --reason "checked against both agencies"
    """
    decided(settings, told, lambda by: by.release(incident), f"{incident} is released")


@decide.command()
@click.argument("paper", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--handling", type=LEVEL, metavar="LEVEL", help="Who may be told; else its label.")
@signed
@click.pass_obj
def sign(settings: Settings, /, paper: Path, handling: Tlp | None, **told: Any) -> None:
    """Put your name under a brief as it was edited; its bytes are kept as they are.

    It is handled as the strictest TLP label in its text says, or more strictly with --handling.

    \b
    vedette brief --day --output brief.md
    vedette decide sign brief.md --reason "sent to the duty officer"
    """
    try:
        body = paper.read_bytes()
    except OSError as fault:
        raise click.BadParameter(f"{paper}: {fault.strerror}", param_hint="PAPER") from None
    level = strictest((handling or "clear", labelled(body.decode("utf-8", "replace"))))
    said = f"{paper.name} is signed, {label(level)}"
    decided(settings, told, lambda by: by.sign(paper.name, body, level), said)


@decide.command()
@click.argument("number", type=int)
@signed
@click.pass_obj
def withdraw(settings: Settings, /, number: int, **told: Any) -> None:
    """Take a decision back; it stays in the history.

    \b
    vedette decide withdraw 4711 --reason "the brigade has corrected itself"
    """
    decided(settings, told, lambda by: by.withdraw(number), f"{number} does not hold any longer")


@decide.command("list")
@click.option("--incident", help="Only what is about this incident and its reports.")
@click.option("--json", "as_json", is_flag=True, help="Print all of it as one JSON object.")
@options.ledger
@click.pass_obj
def list_(settings: Settings, incident: str | None, as_json: bool, ledger: str | None) -> None:
    """List the decisions with their authors and reasons, and those who differ beside each other.

    \b
    vedette decide list --incident 4af7a5
    """
    listed = running.live_desk(options.with_ledger(settings, ledger)).decisions(incident)
    if as_json:
        options.show_json("decisions", decisions=[laid_out(one) for one in listed])
        return
    for one in listed:
        for line in _lines(one):
            click.echo(line)
    if not listed:
        click.echo("nothing was decided", err=True)


def _lines(one: Decided) -> list[str]:
    """Tell a decision in three lines at the most."""
    told = laid_out(one)
    aims = " + ".join(
        f"{options.short(aim['article'])}:{aim['words']!r}" for aim in told["aims"][:2]
    )
    more = f" and {len(told['aims']) - 2} more" if told["aims"][2:] else ""
    what = {name: told[name] for name in PARTICULARS if told.get(name)}
    said = ", ".join(f"{name} {_short(value)}" for name, value in what.items())
    head = f"{told['number']}  {told['verb']}  {aims}{more}  {said}".rstrip()
    by = f" by {one.by}" if one.by else ""
    differs = f"; differs from {', '.join(map(str, one.differs))}" if one.differs else ""
    lines = [head, f"    {told['author']}, {told['at'][:16]}: {told['reason']}"]
    lines.append(f"    {one.standing}{by}{differs}")
    if one.left_out:
        alone = sum(left.alone for left in one.left_out)
        first = f"; {alone} of them told by no other report" if alone else ""
        lines.append(f"    keeps out {len(one.left_out)} findings{first}")
    return lines


def _short(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict) and "name" not in value:
        return ", ".join(value)
    return str(value["name"]) if isinstance(value, dict) else str(value)


PARTICULARS = (
    "verdict",
    "series",
    "day",
    "name",
    "outcome",
    "stands",
    "due",
    "who",
    "whom",
    "link",
    "key",
    "kind",
    "fields",
    "place",
    "phrase",
    "source",
    "byline",
    "until",
    "to",
    "withdraws",
    "handling",
)
