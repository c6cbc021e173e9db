"""On which terms something may be used, and what whoever uses it has to know: said in every export.

What a source prints is its publisher's: a headline, a link and a short quotation are passed on,
with the licence in the words of the source's file. What the desk makes of it is licensed by
whoever runs the desk, and by nobody else: no export claims a licence for it.
"""

from typing import Final

from vedette.records import Source

UNLISTED: Final = "unknown: all rights are its publisher's"
"""Of a source that the desk does not list."""
CAUTION: Final = (
    "What public reports tell, and nothing else: an incident's grade says how far to believe that"
    " it happened, never who did it. Whoever is accused is accused by a report that is named."
)
RIGHTS: Final = (
    "Headlines, addresses and quotations are their publishers', on the terms that stand with each"
    " source. All else is coded by a program; on which terms that may be used is for whoever runs"
    " the desk to say."
)
INVENTED: Final = "SAMPLE. All of this is invented; nobody did or said any of it."


def terms(source: Source | None) -> str:
    """Give a source's licence in the words of its file."""
    return source.licence if source else UNLISTED


def about(*, sample: bool) -> str:
    """Say in one paragraph what an export is, and what it is not."""
    return " ".join((*([INVENTED] if sample else []), CAUTION, RIGHTS))
