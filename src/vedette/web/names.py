"""The short names of countries and languages (ISO 639-1), as a reader meets them.

The list is the standard's own, the names in the form that news use. A code that is not listed, and
a sea's name, which stands where a country would, is shown as it is.
"""

from collections.abc import Collection
from typing import Final

from vedette.query import reading
from vedette.web.countries import COUNTRIES, table
from vedette.web.tongues import gettext, pgettext

_SPOKEN = """
ar Arabic|az Azerbaijani|be Belarusian|bg Bulgarian|bs Bosnian|ca Catalan|cs Czech|da Danish
de German|el Greek|en English|es Spanish|et Estonian|fa Persian|fi Finnish|fr French|ga Irish
he Hebrew|hr Croatian|hu Hungarian|hy Armenian|is Icelandic|it Italian|ja Japanese|ka Georgian
kk Kazakh|ko Korean|lb Luxembourgish|lt Lithuanian|lv Latvian|mk Macedonian|mt Maltese
nb Norwegian Bokmål|nl Dutch|nn Norwegian Nynorsk|no Norwegian|pl Polish|pt Portuguese|ro Romanian
ru Russian|se Northern Sámi|sk Slovak|sl Slovenian|sq Albanian|sr Serbian|sv Swedish|tr Turkish
uk Ukrainian|zh Chinese
"""


LANGUAGES: Final = table(_SPOKEN)
WATERS: Final = frozenset(reading.WATERS)


def country_name(code: str) -> str:
    """Name a country for a reader.

    >>> country_name("PL"), country_name("Baltic Sea")
    ('Poland', 'Baltic Sea')
    """
    return pgettext("country", COUNTRIES[code]) if code in COUNTRIES else pgettext("water", code)


def country_names() -> dict[str, str]:
    """Name every country by its code, for a map in the language of the page.

    >>> country_names()["TR"]
    'Türkiye'
    """
    return {code: country_name(code) for code in COUNTRIES}


PRONOUNS: Final = frozenset({"he", "she", "it", "we", "they", "i", "who", "which", "both"})
"""What names nobody without the rest of the report."""


def actor_name(actors: Collection[str], called: str) -> str:
    """Name whoever acts or speaks: the states or bodies, else as reports call him.

    A report that calls nobody by name leaves it open.

    >>> actor_name(["EE", "LV"], "both"), actor_name([], "the mayor"), actor_name([], "She")
    ('Estonia, Latvia', 'the mayor', 'not named')
    """
    if actors:
        return ", ".join(country_name(one) for one in actors)
    unnamed = gettext("not named")
    return unnamed if called.casefold() in PRONOUNS else called or unnamed


def country_code(given: str) -> str | None:
    """Read a country as a reader may write it; None for what is neither a code nor a water.

    `XX`, for bodies of many states, is a code of sources.

    >>> country_code("pl"), country_code("Baltic Sea"), country_code("UK")
    ('PL', 'Baltic Sea', 'GB')
    >>> country_code("Poland"), country_code("ZZ")
    (None, None)
    """
    code = reading.code_of(given) or given.upper()
    if code in COUNTRIES:
        return code
    return given if given in WATERS else None


def language_name(code: str) -> str:
    """Name a language for a reader.

    >>> language_name("uk"), language_name("tlh")
    ('Ukrainian', 'tlh')
    """
    return pgettext("language", LANGUAGES[code]) if code in LANGUAGES else code


def language_not_read(code: str, read: Collection[str] | None) -> str:
    """Name a language that is none of those that a coder reads, None for all; else nothing.

    An article that does not tell its language may be English.

    >>> language_not_read("uk", ["en"]), language_not_read("en-GB", ["en"])
    ('Ukrainian', '')
    >>> language_not_read("pl", ["en", "pl"]), language_not_read("", ["en"])
    ('', '')
    """
    base = code.lower().partition("-")[0]
    known = read is None or base in {"", "eng", *read}
    return "" if known else language_name(base)
