"""When the page behind an entry is looked at again, because its listing does not tell of edits.

A feed that changes an entry, and a sitemap that tells a last change, show what was edited. A page
of links and a sitemap without dates go on showing the same address. What stands behind it is
therefore asked for again, with conditions, a few times and then never more.
"""

from datetime import datetime, timedelta

from vedette.collect.window import date_of
from vedette.records import Channel, Entry

AFTER = (timedelta(hours=3), timedelta(days=1))
"""How long after an entry became known its page is looked at again: two questions an article, most
of them answered with 304. The first is for what a newsroom mends in the hours after it printed."""

SILENT = frozenset({"sitemap", "index"})
"""Kinds of channel whose entries may come without a last change and with nothing of the text."""


def tells_edits(entry: Entry, channel: Channel) -> bool:
    """Tell whether an edit of what an entry links to shows in the entry."""
    return channel.kind not in SILENT or entry.updated is not None


def is_news(entry: Entry, known: datetime) -> bool:
    """Tell whether an entry was new when it became known: one of a filled past is left alone."""
    dated = date_of(entry)
    return dated is None or known - dated <= 2 * AFTER[-1]


def is_due(known: datetime, looks: int, now: datetime) -> bool:
    """Tell whether a page whose entry became known then is to be looked at again.

    `looks` were made since. What nobody looked at for two days is left: the desk was away.

    >>> noon, hour = datetime(2026, 3, 2, 12), timedelta(hours=1)
    >>> [is_due(noon, 0, noon + n * hour) for n in (2, 3, 47, 49)]
    [False, True, True, False]
    >>> is_due(noon, 1, noon + 3 * hour), is_due(noon, 2, noon + 47 * hour)
    (False, False)
    """
    age = now - known
    return looks < len(AFTER) and AFTER[looks] <= age <= 2 * AFTER[-1]
