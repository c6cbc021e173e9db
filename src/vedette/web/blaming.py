"""Who is said to be behind an incident, in the language of the page.

`vedette.blame` makes the sentences, as runs of words; names stand in them as the article has them.
Its own words are few, so that each run is looked up as it is.
"""

import re
from typing import Final

from vedette.blame import ACCUSES, ANSWERS, BEHIND, VERBS, Told, Words
from vedette.web.tongues import ngettext, pgettext

CONTEXT: Final = "accusation"
SAID: Final = (
    *(told.strip() for verb in {**VERBS, 0: ACCUSES}.values() for told in verb if told),
    *(told for verb in ANSWERS.values() for told in verb if told),
    *("by", "in reports", "attributed", "according to", ", according to", "and", "the report"),
    *("the report links it to", "do not say", "does not say", "whether it was", "the accused"),
    *("who is behind it", BEHIND),
)
"""The runs of those sentences, without the blanks at their ends."""
OTHERS: Final = re.compile(r" and (\d+) others?")


def translated(told: Told) -> Told:
    """Translate what are not names.

    >>> from vedette.blame import text
    >>> text(translated((Words("Riga", name=True), Words(" accuses "), Words("Moscow", name=True))))
    'Riga accuses Moscow'
    """
    return tuple(run if run.name else Words(words(run.words)) for run in told)


def words(run: str) -> str:
    """Translate a run; the blanks at its ends stay."""
    if found := OTHERS.fullmatch(run):
        return " " + ngettext("and %(num)s other", "and %(num)s others", int(found[1]))
    bare = run.strip()
    before, _, after = run.partition(bare) if bare else (run, "", "")
    return before + pgettext(CONTEXT, bare) + after
