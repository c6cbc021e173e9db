"""Reasons that the desk gives, of a blind source or an unscored forecast: in the page's language.

The line below the web writes its reasons in English. What it makes of a figure or a day is said
anew here; what is somebody else's, as a server's answer, stays as it is, and a page says that it is
English.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from markupsafe import Markup

from vedette.web.clock import day_text
from vedette.web.tongues import ENGLISH, gettext, ngettext, spoken
from vedette.web.unseen import controls

FIXED: Final = (
    "not polled since",
    "no poll yet",
    "no day is told by which it can be decided",
    "it is said under a condition",
    "it names nothing that can be seen to happen",
    "how likely it is, is not told",
    "% of GDP",
)
"""What is said with no figure in it: of sources, of forecasts, and in what a pledge is measured."""


def told(why: str) -> str:
    """Say a reason in the language of the page, or as it is.

    >>> told("usually 2.5 entries a day"), told("its day, 2026-07-01, went by, it seems")
    ('usually 2.5 entries a day', 'its day, 2026-07-01, went by, it seems')
    >>> told("its day, 2026-07-01, went by and no report says what became of it")
    'its day, 1 Jul 2026, went by and no report says what became of it'
    """
    for pattern, said in _SHAPES:
        if found := pattern.fullmatch(why):
            return said(*found.groups())
    return gettext(why)


def marked(why: str) -> Markup:
    """Say a reason for a page, which tells that it is English where it stayed so.

    A server's answer is a stranger's: characters of it that cannot be seen are shown.
    """
    said = told(why)
    if said != why or spoken() == ENGLISH:
        return controls(said)
    return Markup('<span lang="en">{}</span>').format(controls(said))


def _usually(figure: str) -> str:
    return gettext("usually %(figure)s entries a day", figure=figure)


def _in_part(dark: str, listed: str) -> str:
    return ngettext(
        "%(dark)s of %(num)s channel blind",
        "%(dark)s of %(num)s channels blind",
        int(listed),
        dark=dark,
    )


def _hangs(due: str) -> str:
    return gettext("its time hangs on something else: %(due)s", due=due)


def _went_by(day: str) -> str:
    spelt = day_text(date.fromisoformat(day), "{date} {year}")
    return gettext("its day, %(day)s, went by and no report says what became of it", day=spelt)


_SHAPES: Final[tuple[tuple[re.Pattern[str], Callable[..., str]], ...]] = (
    (re.compile(r"usually ([\d.]+) entries a day"), _usually),
    (re.compile(r"(\d+) of (\d+) channels blind"), _in_part),
    (re.compile(r"its time hangs on something else: (.*)", re.DOTALL), _hangs),
    (
        re.compile(r"its day, (\d{4}-\d\d-\d\d), went by and no report says what became of it"),
        _went_by,
    ),
)
