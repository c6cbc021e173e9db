"""Ledgers in which somebody says what not everybody may know."""

from dataclasses import replace

from tests.ledger.making import NOON, article, capture
from tests.ledger.making import coding as cable
from tests.ledger.streaming import coding, reports

from vedette.ledger import folding
from vedette.ledger.append import Appender
from vedette.ledger.store import Store
from vedette.records import Channel, Issue, Poll, Source

HUSH = Source(
    id="fi/hush",
    name="Hush House",
    home="https://hush.example/",
    country="FI",
    languages=("en",),
    owner="Hush",
    ownership="private",
    licence="not to be passed on",
    channels=(Channel(kind="feed", url="https://hush.example/feed"),),
    handling="amber",
)
WORD = "Quillonby"
"""A word that stands in nothing but what is amber."""
REPORTS = 40


def secret(*, of=None):
    """An article that tells of an incident of its own kind, or repeats one of the stream's."""
    if of is None:
        text = f"{WORD} divers: a cable broke off Hanko. Police said that nobody saw it."
        told = article("secret", text, known=NOON, source=HUSH.id, title=f"{WORD} cable")
        return told, cable(told)
    written, tells = reports("rhine", REPORTS)[of]
    text = f"{written.text} {WORD} was told first."
    told = replace(
        written, key=f"copy-{of}", source=HUSH.id, outlet=HUSH.name, text=text, slug=None,
        title=f"{WORD}: {written.title}", url="https://hush.example/copy",
    )  # fmt: skip
    return told, coding(told, tells)


def fill(url, *hushed):
    """Fill a ledger with forty clear reports, and what is amber after them."""
    store = Store(url, write=True)
    appender = Appender(store, now=lambda: NOON, handling={HUSH.id: HUSH.handling})
    listed = [(written, coding(written, tells)) for written, tells in reports("rhine", REPORTS)]
    for written, told in [*listed, *hushed]:
        with appender.batch() as batch:
            raw = capture(
                written.key, written.text.encode(), known=written.known, source=written.source
            )
            number = batch.article(batch.capture(raw), written)
            batch.coding(number, told)
    if hushed:
        with appender.batch() as batch:
            batch.poll(failed())
    folding.catch_up(store)
    return store


def failed():
    """A poll of the source that went wrong."""
    channel = HUSH.channels[0].url
    issue = Issue(stage="collect", what="no answer", input=channel, why="it timed out")
    return Poll(source=HUSH.id, channel=channel, at=NOON, outcome="failed", issue=issue)
