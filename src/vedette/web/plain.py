"""An incident as plain text: for a mail, a note, a wire; it says what its page says."""

from collections.abc import Iterator

from vedette.blame import stage, text
from vedette.desk import IncidentSheet
from vedette.web.affairs import days, differing, extent, hurt, side, titled
from vedette.web.unseen import reveal
from vedette.web.words import CREDIBILITIES, FIRMNESS, RELIABILITIES


def plain(sheet: IncidentSheet, address: str) -> str:
    """Write an incident out; `address` is where its page stands."""
    return reveal_lines(_lines(sheet, address))


def reveal_lines(lines: Iterator[str]) -> str:
    """Put lines together, with what cannot be seen in them shown by its name."""
    return "".join(f"{reveal(' '.join(one.split()))}\n" for one in lines)


def _lines(sheet: IncidentSheet, address: str) -> Iterator[str]:
    line = sheet.line
    if line.handling != "clear":
        yield f"TLP:{line.handling.upper()}"
    yield titled(line)
    yield ""
    yield f"When: {days(line.when) or 'not told'}"
    if line.spot:
        yield f"Where: {line.spot.called} ({extent(line.spot)})"
    yield f"Stage: {text(stage(line.status, line.by))}"
    if hurt(line):
        yield f"Hurt: {hurt(line)}"
    if sheet.grade:
        letter, figure = sheet.grade.reliability, sheet.grade.credibility
        told = f"{RELIABILITIES[letter]}; {CREDIBILITIES[figure]}"
        yield f"Grade: {sheet.grade.mark} ({told})"
    yield f"Told by: {len(line.voices)} sources of their own, {line.reports} reports"
    yield from _said(sheet)
    yield from ("", "Reports:")
    for head in {one.head.article: one.head for one in sheet.accounts}.values():
        yield f"- {head.at:%Y-%m-%d} {head.outlet or head.source}: {head.title}"
        if head.url:
            yield f"  {head.url}"
    yield from ("", address)


def _said(sheet: IncidentSheet) -> Iterator[str]:
    """Say who accuses whom, and on what sources differ."""
    if sheet.charges:
        yield from ("", "Who accuses whom, in the words of the reports:")
    for one in sheet.charges:
        firm = one.firmness is not None and one.firmness < len(FIRMNESS)
        yield f"- {one.words}" + (f" ({FIRMNESS[one.firmness or 0]})" if firm else "")
    if sheet.disagreements:
        yield from ("", "Where sources differ:")
    for apart in sheet.disagreements:
        held = (f"{side(apart.field, s.value)} ({', '.join(s.voices)})" for s in apart.sides)
        yield f"- {differing(apart.field)}: {'; '.join(held)}"
