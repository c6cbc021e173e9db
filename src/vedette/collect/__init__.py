"""Collect: a source's channel in, a poll and its captures out.

Every collector has the shape of `Collector`: it is handed the source, the channel, what is known
from before (`Past`), a `Client` to ask with, and the moment. The outside world's faults never
raise; they come back as a poll with an outcome and an issue, so that the desk can say since when it
is blind.

    feed.py       RSS, Atom, JSON Feed: what is new or changed becomes a capture
    sitemap.py    a site's sitemaps: what is new or changed becomes an entry like a feed's
    index.py      a page that lists articles, or a preview of posts: its new links or posts
    endpoint.py   an endpoint that answers with JSON, by declared paths
    page.py       one page, or the page behind an entry
    file.py       folders, archives and standard input, in the order given
    post.py       a folder of mail on a server
    gdelt.py      addresses out of GDELT's bulk files
    holdings.py   web archives in a folder, a part at each poll
"""

from vedette.collect.client import Answer, Client, Limits
from vedette.collect.guard import Allowed, Guard
from vedette.collect.harvest import Collector, Harvest, Past, recall
from vedette.collect.keys import Keys
from vedette.collect.pace import Gate, HostBusy
from vedette.collect.schedule import expected_per_day, next_poll
from vedette.collect.transport import connect, identity

__all__ = [
    "Allowed",
    "Answer",
    "Client",
    "Collector",
    "Gate",
    "Guard",
    "Harvest",
    "HostBusy",
    "Keys",
    "Limits",
    "Past",
    "connect",
    "expected_per_day",
    "identity",
    "next_poll",
    "recall",
]
