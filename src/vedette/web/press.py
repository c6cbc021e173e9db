"""The press: prints pages from templates.

Two things hold for every string that a template prints, whether or not the template thinks of it:
it is escaped, and characters that cannot be seen are shown by their names.
"""

import re
from collections.abc import Hashable, Mapping
from functools import cache, lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from vedette import handling
from vedette.handling import within
from vedette.sought import EVERYTHING
from vedette.web import (
    abouts,
    affairs,
    glossary,
    keys,
    marks,
    notes,
    outlook,
    reasons,
    sayings,
    sighting,
    stops,
    usual,
    words,
)
from vedette.web.clock import clock, day_text, dayspan, spelled, stamp
from vedette.web.names import country_name, country_names, language_name
from vedette.web.tongues import ENGLISH, TONGUES, carried, gettext, spoken
from vedette.web.translating import translating
from vedette.web.unseen import controls, outside, reveal, snippet

HERE_EXPLAINED: Final = "<!-- explained -->"
"""Where a page has what explains its terms."""
TAPPED: Final = re.compile(r'popovertarget="x-([\w+-]+)"')
"""A button that explains a term, by the term's id; no words of a report can look like one."""
SAME: Final = 1024
"""Marks that are kept printed, in each language: kinds, stages and grades are some 200."""
HERE: Final = Path(__file__).parent
STATIC: Final = HERE / "static"


def number(value: float | None) -> str:
    """Group thousands with a thin space, as in 12 345; one decimal for what is no whole number."""
    if value is None:
        return "–"
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
    return text.replace(",", "\u202f")


def static_digest() -> str:
    """Hash all static files: it stands in their address, so that browsers may keep them."""
    state = sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            state.update(path.name.encode() + b"\0" + path.read_bytes())
    return state.hexdigest()[:12]


def once(macro: Macro, *given: Hashable) -> str:
    """Print what a macro gives for these arguments, which are the same on every page.

    The lines of a list differ in few of their marks: of the kinds, stages and grades of 50
    incidents nine in ten were printed already. The macro must come from a template that was
    imported without the context of a page: then it is one and the same, and cannot look at it.
    """
    return macro(*given)


_MADE: Final = "contexts_of_this_page"


class _Context(Context):
    """What a template is filled from; those that print one page are noted in it.

    A context holds its macros, and these hold it. In such a circle all that a page tells of would
    outlive it until Python looks for circles, and longer if it stands aside from that by then
    (`desk/footprint.py`). So `_filled` empties them.
    """

    def __init__(
        self, environment: Environment, parent: dict[str, Any], *given: Any, **named: Any
    ) -> None:
        super().__init__(environment, parent, *given, **named)
        if (made := parent.get(_MADE)) is not None:
            made.append(self)


def _filled(template: Template, context: Mapping[str, object]) -> str:
    made: list[_Context] = []
    try:
        return template.render({**context, _MADE: made})
    finally:
        for one in made:
            one.vars.clear()
            one.parent.clear()


class Press:
    """Prints templates; made once, used from many threads."""

    def __init__(self, static: str) -> None:
        # A language costs what its catalogue takes to read: who speaks it first waits for that.
        self._jinja = cache(partial(_environment, static))

    def page(self, template: str, context: Mapping[str, object]) -> str:
        """Fill a template; a name that it wants and does not get is an error, not a blank."""
        body = _filled(self._jinja(spoken()).get_template(template), context)
        return self._explained(body, context) if HERE_EXPLAINED in body else body

    def _explained(self, body: str, context: Mapping[str, object]) -> str:
        """Put in what explains the terms that may be tapped on this page, each once."""
        tapped = dict.fromkeys(TAPPED.findall(body))
        terms = [one for name in tapped if (one := glossary.term(name))]
        template = self._jinja(spoken()).get_template("explained.html")
        told = _filled(template, {**context, "terms": terms})
        return body.replace(HERE_EXPLAINED, told, 1)


def _finalize(value: object) -> object:
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return reveal(value)
    return "" if value is None else value


def _environment(static: str, tongue: str) -> Environment:
    """Make what compiles templates into one language."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[translating(tongue, _finalize)],
    )
    made.context_class = _Context
    made.filters |= {
        "allows": lambda ceiling, level: within(level, ceiling),
        "away": affairs.away,
        "clock": clock,
        "spelled": spelled,
        "dated": lambda when: day_text(when, "{date} {year}"),
        "controls": controls,
        "country": country_name,
        "day": lambda day: day_text(day, "{day} {date}"),
        "days": affairs.dated,
        "dayspan": dayspan,
        "differing": affairs.differing,
        "extent": affairs.extent,
        "format_name": words.format_name,
        "hurt": affairs.hurt,
        "place": affairs.place,
        "reason": reasons.marked,
        "reason_plain": reasons.told,
        "titled": affairs.titled,
        "tlp": handling.label,
        "kind": words.kind_name,
        "language": language_name,
        "number": number,
        "outside": outside,
        "quoted": lambda text: quote(text, safe="/"),
        "shape": marks.shape,
        "snippet": snippet,
        "said": gettext,
        "spaced": words.spaced,
        "stage_name": words.stage_name,
        "stamp": stamp,
        "told_days": affairs.told_days,
        "typed": words.typed,
        "withheld_words": affairs.withheld,
    }
    made.tests["aside"] = affairs.set_aside
    made.globals |= {
        "static": static,
        "spelled": spelled,
        "once": lru_cache(maxsize=SAME)(once),
        "tip": notes.tip,
        "offline": sighting.offline,
        "words": words,
        "glossary": glossary,
        "keys": keys,
        "stops": stops,
        "abouts": abouts,
        "usual": usual,
        "everything": EVERYTHING,
        "tongues": TONGUES,
        "carried": carried(tongue, STATIC),
        # What the line below the web wrote in English, said so on a page that is not.
        "in_english": Markup() if tongue == ENGLISH else Markup(' lang="en"'),
        "words_at": sayings.at,
        "outlook": outlook,
        "quoting": sayings.quoting,
        "named": sayings.named,
        "heads_of": sayings.heads,
        "door": affairs.door,
        "country_names": country_names,
        "phrase": affairs.quoted,
        "side": affairs.side,
        "untold": affairs.untold,
        "stage": affairs.stage_told,
        "stage_sign": affairs.stage_sign,
    }
    return made
