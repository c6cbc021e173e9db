"""`vedette related` and `diff`: what was known at a moment, and what has changed between two."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import click

from vedette.cli import options
from vedette.desk import running
from vedette.desk.answering import clock
from vedette.desk.differing import Differences, Moved, laid_out
from vedette.desk.settings import Settings

RULES = click.Choice(["then", "now"])
AGO = re.compile(r"(\d{1,9})\s*(MINUTE|HOUR|DAY|WEEK)S?(?:\s+AGO)?")
DAYS_AGO = {"TODAY": 0, "YESTERDAY": 1}


class Moment(click.ParamType[datetime]):
    """A moment: `2026-03-02`, `2026-03-02T07:50+01:00`, `yesterday`, `3 days ago`; UTC if no zone.

    A day alone is its beginning, or its end where `end` is set.
    """

    name = "time"

    def __init__(self, *, end: bool = False) -> None:
        self._end = end

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read it, or say what it is not."""
        if isinstance(value, datetime):
            return value
        try:
            return self._read(str(value).strip().upper(), clock())
        except OverflowError:
            self.fail(f"{value!r} is before the first day, 0001-01-01", param, ctx)
        except ValueError:
            fault = f"{value!r} is no time, such as 2026-03-02, yesterday or '3 days ago'"
            self.fail(fault, param, ctx)

    def _read(self, written: str, now: datetime) -> datetime:
        if written == "NOW":
            return now
        if found := AGO.fullmatch(written):
            return now - timedelta(**{f"{found[2].lower()}s": int(found[1])})
        if written in DAYS_AGO:
            return self._edge_of(now.date() - timedelta(days=DAYS_AGO[written]))
        try:
            return self._edge_of(date.fromisoformat(written))
        except ValueError:
            told = datetime.fromisoformat(written)
        return told if told.tzinfo else told.replace(tzinfo=UTC)

    def _edge_of(self, day: date) -> datetime:
        return datetime.combine(day, time.max if self._end else time.min, UTC)


def rules(command: Any) -> Any:
    """Add `--rules`."""
    return click.option(
        "--rules",
        type=RULES,
        default="then",
        show_default=True,
        help="By the codings recorded until then, or by the newest of the same texts.",
    )(command)


@click.command()
@click.option(
    "--as-of", type=Moment(end=True), help="As it was known at this time; a day: its end."
)
@rules
@click.option("--json", "as_json", is_flag=True, help="Print vedette.relate/1.")
@options.ledger
@click.pass_obj
def related(
    settings: Settings, as_of: datetime | None, rules: Any, as_json: bool, ledger: str | None
) -> None:
    """List the incidents of the ledger, or print all stories and incidents as JSON.

    With --as-of they are worked out from the reports that were known then, with the decisions of
    then. The rules of linking are those of this version: of an earlier one the codings are at hand,
    not its code.

    \b
    vedette related --as-of 2026-03-02 --json > monday.json
    vedette related --as-of yesterday --rules now
    """
    desk = running.live_desk(options.with_ledger(settings, ledger))
    with options.progress("relating"):
        found = desk.related(as_of, rules)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found["incidents"]:
        click.echo(_line(one))


def _line(one: dict[str, Any]) -> str:
    place = one["place"]["name"] if one["place"] else "somewhere"
    when = one["when"]["from"] if one["when"] else "some day"
    count = len(one["reports"])
    told = f"{count} report{'s' * (count > 1)}"
    return f"{options.short(one['id'])}  {one['kind']}  {when}  {place}  {one['status']}  {told}"


@click.command()
@click.option("--since", type=Moment(), required=True, help="From this time; a day: its beginning.")
@click.option("--until", type=Moment(end=True), help="To this time; a day: its end. Else now.")
@rules
@click.option("--json", "as_json", is_flag=True, help="Print vedette.diff/1.")
@options.ledger
@click.pass_obj
def diff(
    settings: Settings,
    since: datetime,
    until: datetime | None,
    rules: Any,
    as_json: bool,
    ledger: str | None,
) -> None:
    """Tell what has changed between two times: new, changed, merged, split and gone incidents.

    \b
    vedette diff --since yesterday
    vedette diff --since 2026-03-02 --until 2026-03-08 --json > week.json
    """
    desk = running.live_desk(options.with_ledger(settings, ledger))
    with options.progress("comparing"):
        found = desk.differences(since, until, rules)
    if as_json:
        options.show_json("diff", **laid_out(found))
        return
    for line in _lines(found):
        click.echo(line)


def _lines(found: Differences) -> list[str]:
    lines = [f"{len(found.articles)} reports, {len(found.stories)} new stories"]
    for one, told in zip(found.incidents, laid_out(found)["incidents"], strict=True):
        lines.append(f"{one.what}: {_line(told['incident'])}{_others(one)}")
        for change in told["changes"]:
            by = f"decision {change['decision']}" if change["decision"] else ""
            by = by or ", ".join(options.short(name) for name in change["reports"])
            was, is_ = _short(change["before"]), _short(change["after"])
            lines.append(f"    {change['field']}: {was} → {is_}{f'  ({by})' * bool(by)}")
    return lines


def _others(one: Moved) -> str:
    names = ", ".join(options.short(name) for name in one.others)
    return {"merged": f"  with {names}", "split": f"  off {names}"}.get(one.what, "")


def _short(value: Any) -> str:
    if value in (None, [], {}):
        return "–"
    match value:
        case {"name": name}:
            return str(name)
        case dict():
            return "; ".join(f"{name} {_short(held)}" for name, held in value.items())
        case list():
            return ", ".join(map(str, value))
        case _:
            return str(value)
