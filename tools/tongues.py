"""Gather every marked string of the desk into the catalogues of its languages.

`python tools/tongues.py` writes new messages into `src/vedette/web/locale/*/LC_MESSAGES/desk.po`,
keeps what is translated, and leaves out what no page says any more; `--check` writes nothing and
fails where a catalogue is not up to date. Strings are marked in templates and Python with `_` or
`gettext`, `ngettext` and `pgettext`, in scripts with `worded`; those of tables are listed here.
"""

import argparse
import ast
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple, get_args

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from vedette import handling, records
from vedette.alerts import CAUSES, SEVERITIES
from vedette.desk import enlisting, inputs, marking, meanings, outward
from vedette.desk.judging import VERDICTS
from vedette.people.roles import ROLES
from vedette.query import FIELDS
from vedette.web import (
    abouts,
    affairs,
    alerts,
    almanac,
    asking,
    blaming,
    clock,
    decisions,
    glossary,
    keys,
    kinship,
    names,
    now,
    outlook,
    promises,
    reasons,
    review,
    seen,
    stops,
    telling,
    usual,
    watches,
    words,
)
from vedette.web.catalogue import entries, keyed
from vedette.web.people import entering, own
from vedette.web.tongues import ENGLISH, SAID, TONGUES

WEB: Final = Path(__file__).parent.parent / "src" / "vedette" / "web"
LOCALE: Final = WEB / "locale"
FUNCTIONS: Final = ("_", "gettext", "ngettext", "pgettext")


TARGETS: Final = tuple(
    tomllib.loads((WEB.parent / "taxonomy" / "targets.toml").read_text("utf-8"))["classes"]
)
"""The classes of what is hit."""
HEADER: Final = (
    'msgid ""\nmsgstr ""\n"Language: {tongue}\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: {rule}\\n"\n\n'
)
"""The head of a catalogue: what hangs on the language, and no day on which it was written."""


def _spaced(listed: Iterable[str]) -> list[str]:
    return [one.replace("_", " ") for one in listed]


def _word(value: object) -> bool:
    return isinstance(value, str)


def _called(said: Iterable[str], shape: str = "{}") -> list[str]:
    return [shape.format(one) for one in said]


TABLES: Final[Mapping[str, Iterable[str]]] = {
    "web/words.py": (
        *words.KIND_NAMES.values(),
        *_spaced(one for one in words.KINDS if one not in words.KIND_NAMES),
        *words.TYPES,
        *_spaced(words.SIGN_OF_STAGE),
        *words.STATES,
        *words.OUTCOMES.values(),
        *words.WHY_VERSION.values(),
    ),
    "records.py": (
        *records.RELIABILITIES.values(),
        *records.CREDIBILITIES.values(),
        *records.FIRMNESS,
        *_spaced(get_args(records.Ownership)),
    ),
    "desk/marking.py": (
        *_spaced(name for listed in marking.ROLES.values() for name in listed),
        *_spaced(sorted(one for told in marking.ENUMS.values() for one in told if _word(one))),
        *(f"{one} quote" for one in sorted(map(str, marking.ENUMS["statement", "quote"]))),
    ),
    "taxonomy/targets.toml": _spaced(TARGETS),
    "taxonomy/kinds": inputs.definitions().values(),
    "taxonomy/sayings.py": (
        *meanings.TYPES.values(),
        *map(glossary.capital, meanings.RUNGS),
        *_called(meanings.STAGES.values(), glossary.REPORT_SAYS),
    ),
    "web/glossary.py": (
        *_called(records.RELIABILITIES.values(), glossary.SOURCE_IS),
        *_called(records.CREDIBILITIES.values(), glossary.WORDS_ARE),
        *map(glossary.capital, glossary.STATES_SAID.values()),
        *(
            told
            for one in (glossary.CONFIDENCE, glossary.REVIEW, glossary.DIFFERING)
            for told in (one.name, one.means)
        ),
        *handling.MEANT.values(),
    ),
    "web/affairs.py": (
        *affairs.PRECISIONS.values(),
        *affairs.DIFFERING.values(),
        *("kind", "when", "place", "stage", "killed", "injured", "target", "country", "where"),
    ),
    "web/abouts.py": (told for one in abouts.ABOUT for told in (one.title, one.said)),
    "web/stops.py": (told for one in stops.STOPS for told in (one.title, one.look, one.said)),
    "web/keys.py": (
        one.does
        for listed in (keys.HERE, keys.LIST, keys.DUTY, keys.REVIEW, keys.GO)
        for one in listed
    ),
    "web/almanac.py": (*almanac.LANES.values(), *almanac.SIGNS),
    "web/promises.py": (
        *promises.SIGNS,
        *("a report tells of it", "an analyst has decided so"),
    ),
    "web/reasons.py": reasons.FIXED,
    "web/seen.py": (*seen.MARKS.values(), *seen.DEPTHS.values()),
    "web/usual.py": (usual.ALL, *usual.VERDICTS.values()),
    "web/kinship.py": kinship.SIGNS.values(),
    "web/decisions.py": (
        *decisions.VERBS.values(),
        *decisions.OUTCOMES.values(),
        *decisions.LINKS.values(),
        *("was decided", "holds", "overruled", "withdrawn"),
    ),
    "web/telling.py": telling.REFERENCES.values(),
    "web/now.py": (
        *(name for name, _ in now.SHIFTS),
        *("kind", "harm", "credibility", "turn", "rarity"),
    ),
    "web/timeline.py": (
        *("Incidents", "Statements", "Pledges due", "Forecasts due"),
        *("Earlier", "Farther", "Later", "hour", "day", "month", "year"),
    ),
    "web/briefs.py": ("Day", "Week", "Earlier", "Later"),
    "web/facets.py": ("Type", "Kind", "Where", "Source", "Language", "Coder", "Stage", "Target"),
    "web/coverage.py": ("Country", "Language", "Day", "Ownership"),
    "web/stream.html": ("words", "place", "since", "until", "confidence"),
    "web/review.py": (*review.NAMES.values(), *review.SAID.values()),
    "web/watches.py": (*watches.SAID.values(), *SEVERITIES),
    "web/alerts.py": (*alerts.STANDINGS.values(), *outward.PARTS),
    "query": (one.meaning.replace("`", "") for one in FIELDS.values()),
    "web/asking.py": asking.REMEDIES.values(),
    "web/people": (*entering.REFUSALS.values(), *own.FOR.values(), *ROLES),
    "desk/enlisting.py": (told for why in enlisting.REFUSALS for told in why),
    "web/clock.py": (*clock.WEEKDAYS, *clock.MONTHS),
}
"""Words that pages look up by what a table has; where the table stands is where it is shown."""
CONTEXTS: Final[Mapping[str, Iterable[str]]] = {
    "country": names.COUNTRIES.values(),
    "water": sorted(names.WATERS),
    "language": names.LANGUAGES.values(),
    "short": (one[:3] for one in (*clock.WEEKDAYS, *clock.MONTHS)),
    "news": now.MARKS.values(),
    "forecast": outlook.STATES.values(),
    "posture": (*almanac.WAYS.values(), "changed"),
    "alarm": VERDICTS,
    "cause": CAUSES,
    blaming.CONTEXT: blaming.SAID,
}
"""Words that other languages tell apart by what they are said of."""


class Message(NamedTuple):
    """A marked string: where it stands first, its context, and its words for one and for many."""

    where: str
    context: str
    one: str
    many: str = ""


def messages() -> list[Message]:
    """Give every marked string once, in the order of the files."""
    found: dict[str, Message] = {}
    for told in (*_templates(), *_sources(), *_scripts(), *_tables()):
        before = found.setdefault(keyed(told.context, told.one), told)
        if told.many and not before.many:
            found[keyed(told.context, told.one)] = before._replace(many=told.many)
    return list(found.values())


def _templates() -> Iterator[Message]:
    site = Environment(autoescape=True)
    folder = WEB / "templates"
    for path in sorted(folder.rglob("*.html")):
        where = f"templates/{path.relative_to(folder)}"
        tree = site.parse(path.read_text("utf-8"))
        for _, function, told in extract_from_ast(tree, FUNCTIONS):
            yield from _message(
                where, function, [told] if isinstance(told, str) else [*(told or ())]
            )


def _sources() -> Iterator[Message]:
    for path in sorted(WEB.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                told = [one.value for one in node.args if isinstance(one, ast.Constant)]
                if node.func.id in FUNCTIONS:
                    yield from _message(path.name, node.func.id, told)


def _message(where: str, function: str, told: list[object]) -> Iterator[Message]:
    words = [one for one in told if isinstance(one, str)]
    match function, words:
        case "ngettext", [one, many, *_]:
            yield Message(where, "", one, many)
        case "pgettext", [context, one, *_]:
            yield Message(where, context, one)
        case "_" | "gettext", [one, *_]:
            yield Message(where, "", one)


def _scripts() -> Iterator[Message]:
    for path in sorted((WEB / "static").glob("*.js")):
        for told in SAID.findall(path.read_text("utf-8")):
            yield Message(f"static/{path.name}", "", json.loads(told))


def _tables() -> Iterator[Message]:
    """Give the words of tables, which pages look up as they are: of the web, and from below it."""
    for where, listed in TABLES.items():
        for told in dict.fromkeys(listed):
            yield Message(where, "", told)
    for context, listed in CONTEXTS.items():
        for told in dict.fromkeys(listed):
            yield Message(f"({context})", context, told)


def written(path: Path, tongue: str, told: Iterable[Message]) -> str:
    """Write a catalogue anew: every message, with the translation that it had."""
    text = path.read_text("utf-8") if path.exists() else ""
    had, made = {one.key: one for one in entries(text)}, Catalog(locale=tongue)
    for one in told:
        before = had.get(keyed(one.context, one.one))
        forms = (*(before.forms if before else ()), *("",) * made.num_plurals)
        made.add(
            (one.one, one.many) if one.many else one.one,
            forms[: made.num_plurals] if one.many else forms[0],
            locations=[(one.where, 0)],
            flags=["fuzzy"] if before and before.fuzzy else (),
            context=one.context or None,
        )
    laid = BytesIO()
    write_po(laid, made, width=0, omit_header=True, include_lineno=False)
    return HEADER.format(tongue=tongue, rule=made.plural_forms) + laid.getvalue().decode()


def main() -> int:
    """Write the catalogues, or check them; 1 where one is not up to date."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    told, behind = messages(), 0
    for tongue in TONGUES:
        if tongue == ENGLISH:
            continue
        path = LOCALE / tongue / "LC_MESSAGES" / "desk.po"
        text = written(path, tongue, told)
        if path.exists() and path.read_text("utf-8") == text:
            continue
        behind = 1
        if check:
            print(f"{path} is not up to date: run python tools/tongues.py", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return behind if check else 0


if __name__ == "__main__":
    sys.exit(main())
