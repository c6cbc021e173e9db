"""`vedette code`: another coder over what the ledger holds, and what two of them find."""

import sys
import time
from collections import Counter
from datetime import datetime

import click

from vedette.cli import options
from vedette.desk import comparing, running
from vedette.desk.comparing import Compared, Comparison, Totals, Version
from vedette.desk.recoding import Recoded
from vedette.desk.settings import Settings


@click.group()
def code() -> None:
    """Code a ledger with another coder, and compare what two coders find.

    \b
    vedette code run --coder llm
    vedette code diff tagger@1 llm:small@1
    """


@code.command()
@options.ledger
@click.option("--coder", required=True, metavar="NAME", help="A coder that is plugged in.")
@click.option("--since", type=options.DAY, help="First day of becoming known, UTC.")
@click.option("--json", "as_json", is_flag=True, help="Print what came of it as JSON.")
@click.pass_obj
def run(
    settings: Settings, ledger: str | None, coder: str, since: datetime | None, as_json: bool
) -> None:
    """Code the newest versions of all articles in a ledger, without watching.

    What it finds stands beside what counts; the desk lists it once [code] also names the coder.

    \b
    vedette code run --coder llm --since 2026-03-01
    """
    settings = options.with_ledger(settings, ledger)
    with running.engine(settings) as working, options.progress("coding") as told:
        made = running.recode(
            settings,
            working,
            coder,
            since=since.date() if since else None,
            told=lambda count: told(f"{count} articles"),
            sleep=time.sleep,
        )
    if as_json:
        away = made.away.what if made.away else None
        options.show_json(
            "recoded",
            coder=made.coder,
            taxonomy=made.taxonomy,
            done=made.done,
            dropped=dict(made.dropped),
            away=away,
        )
    else:
        _tell(made)
    if made.away:
        sys.exit(1)


def _tell(made: Recoded) -> None:
    click.echo(f"{made.done} articles done by {made.coder}/{made.taxonomy[:6]}")
    for reason, count in sorted(made.dropped.items()):
        click.echo(f"dropped: {count} {reason}")
    if made.away:
        why = f" ({made.away.why})" if made.away.why else ""
        click.echo(f"The rest waits: {made.away.what}{why}. {made.away.remedy}.", err=True)


def _version(context: click.Context, option: click.Parameter, given: str) -> Version:
    found = comparing.version_of(given)
    if found is None:
        told = (
            f"{given!r} is not NAME@VERSION, such as tagger@1, or tagger@1/3fa2 with its taxonomy"
        )
        raise click.BadParameter(told, context, option)
    return found


@code.command()
@click.argument("one", metavar="A", callback=_version)
@click.argument("other", metavar="B", callback=_version)
@options.ledger
@click.option("--examples", type=click.IntRange(0), default=3, show_default=True, help="Of a kind.")
@click.option("--json", "as_json", is_flag=True, help="Print an object an article, then counts.")
@click.pass_obj
def diff(
    settings: Settings,
    one: Version,
    other: Version,
    ledger: str | None,
    examples: int,
    as_json: bool,
) -> None:
    """Compare what two coders, or two versions of one, find in the same articles.

    A coder is named with its version, and where that is not enough with the beginning of the hash
    of its taxonomy. The newest coding of each article's newest version counts.

    \b
    vedette code diff tagger@1 llm:small@1
    vedette code diff tagger@1/3fa2 tagger@1/90bc --json
    """
    settings = options.with_ledger(settings, ledger)
    totals = Totals()
    with running.comparison(settings, one, other) as comparison:
        shown = _Examples(examples)
        for compared in comparison.articles():
            totals.add(compared.difference)
            if as_json and compared.difference:
                options.show_json("difference", **comparing.facts(compared, comparison))
            elif not as_json:
                shown.add(compared)
    if as_json:
        options.show_json("diff", **comparing.summary(comparison, totals))
        return
    click.echo("\n".join([*_table(comparison, totals), *shown.lines]))


def _table(comparison: Comparison, totals: Totals) -> list[str]:
    both, one, other = comparison.both, comparison.alone_one, comparison.alone_other
    lines = [
        f"A = {comparison.one}, B = {comparison.other}",
        f"{both} articles coded by both, {one} by A alone, {other} by B alone",
        "",
        f"{'type':<14}{'same':>8}{'changed':>9}{'only A':>8}{'only B':>8}",
    ]
    for type_, n in totals.types.items():
        counts = f"{n['same']:>8}{n['changed']:>9}{n['only_a']:>8}{n['only_b']:>8}"
        lines.append(f"{type_:<14}{counts}")
    if totals.fields:
        lines += ["", f"{'field':<26}{'changed':>9}{'close':>7}"]
    for name, n in sorted(totals.fields.items()):
        lines.append(f"{name:<26}{n['changed']:>9}{n['close']:>7}")
    return lines


class _Examples:
    """The first few differences of each type and sort, with their words."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen: Counter[tuple[str, str]] = Counter()
        self.lines: list[str] = []

    def add(self, compared: Compared) -> None:
        """Show what is left to show of one article."""
        told = list(self._told(compared))
        if told:
            self.lines += ["", f"{compared.title or compared.article}  [{compared.article}]", *told]

    def _told(self, compared: Compared) -> list[str]:
        difference, lines = compared.difference, []
        for side, sort, listed in (
            ("A", "only_a", difference.only_one),
            ("B", "only_b", difference.only_other),
        ):
            for found in listed:
                if self._may(found.type, sort):
                    kind = f" {found.kind}" if found.kind else ""
                    lines.append(f"  only {side}: {found.type}{kind} “{compared.words(found)}”")
        for pair in difference.changed:
            if self._may(pair.one.type, "changed"):
                lines.append(f"  both: {pair.one.type} “{compared.words(pair.one)}”")
                for change in pair.changes:
                    before, after = comparing.shown(change)
                    close = "   (close)" if change.close else ""
                    lines.append(f"      {change.field}: {before} → {after}{close}")
        return lines

    def _may(self, type_: str, sort: str) -> bool:
        self._seen[type_, sort] += 1
        return self._seen[type_, sort] <= self._most
