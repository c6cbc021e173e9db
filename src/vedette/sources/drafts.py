"""From an address to the draft of a source file: the pure half of `vedette sources add URL`.

The caller asks the address and hands over what it answered. A page leads to its feeds, a feed to
its publisher; what neither tells is a question that stands as a comment at the head of the file,
because a wrong guess in a source file outlives the minute it saved.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from vedette.errors import SourceError
from vedette.records import Channel, Source
from vedette.sources.addresses import same, web_fault
from vedette.sources.checks import UNREAD
from vedette.sources.codes import COUNTRIES, LANGUAGES, MANY_STATES
from vedette.sources.form import toml_of
from vedette.sources.leads import Lead, clean, lead_of

_SECOND_LEVEL = frozenset({"co", "com", "gov", "org", "ac", "net", "edu", "mil", "gob", "gouv"})
_LANGUAGE_OF = {"EE": "et", "UA": "uk", "CZ": "cs", "DK": "da", "SE": "sv", "GB": "en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A source that may be right, and what a person must still say of it.

    `source` is None where no feed is announced: ask `tries` in turn, and draft again with the one
    that answers as a feed. `others` are further feeds of the same publisher, often its sections.
    """

    source: Source | None
    questions: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    tries: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where its file goes, under the user's folder of sources."""
        return f"{self.source.id}.toml" if self.source else ""

    @property
    def toml(self) -> str:
        """The text of its file, with the open questions and the other feeds as comments on top."""
        if self.source is None:
            return ""
        open_ = [f"# Open: {question}." for question in self.questions]
        return "\n".join([*open_, *(f"# Also: {url}" for url in self.others), toml_of(self.source)])


def draft(
    body: bytes,
    url: str,
    *,
    page: Lead | None = None,
    known: Iterable[Source] = (),
    seen: date | None = None,
) -> Draft:
    """Draft a source from the bytes that an address answered with.

    `url` is the address that answered, after redirects. `page` is the lead of the page that led to
    this feed, `known` the sources at hand, `seen` the day of asking: only a feed that was itself
    asked counts as verified. Raises SourceError where the address cannot be asked or is known.
    """
    if fault := web_fault(url):
        raise SourceError(what=fault, where=url, remedy="give the whole http(s) address")
    listed = tuple(known)
    lead = lead_of(body, url)
    _refuse_known(lead, listed)
    if not lead.feeds:
        return Draft(source=None, tries=lead.tries)
    whole = _joined(lead, page) if page else lead
    source, questions = _source(whole, taken={source.id for source in listed})
    channel = Channel(
        kind="feed", url=lead.feeds[0], full=lead.full, verified=seen if lead.feed else None
    )
    return Draft(
        source=replace(source, channels=(channel,)), questions=questions, others=lead.feeds[1:]
    )


def _refuse_known(lead: Lead, listed: tuple[Source, ...]) -> None:
    holders = {same(c.url): source.id for source in listed for c in source.channels}
    for feed in lead.feeds[:1]:
        if holder := holders.get(same(feed)):
            remedy = f"edit {holder}.toml if something there is wrong"
            raise SourceError(what=f"it is already listed as {holder}", where=feed, remedy=remedy)


def _joined(feed: Lead, page: Lead) -> Lead:
    """Fill what the feed leaves open with what its publisher's page says."""
    return replace(
        feed,
        name=page.name or feed.name,
        home=page.home or feed.home,
        language=feed.language or page.language,
        owner=page.owner or feed.owner,
        rights=feed.rights or page.rights,
    )


def _source(lead: Lead, taken: set[str]) -> tuple[Source, tuple[str, ...]]:
    home = lead.home or lead.url
    country, host = _country(home), _host(home)
    language = _language(lead.language, country)
    name = _name(lead.name) or host
    told = lead.rights and f" (it says: {lead.rights})"
    source = Source(
        id=_id(country, host, taken),
        name=name,
        home=home,
        country=country,
        languages=(language,),
        owner=lead.owner or name,
        ownership="private",
        licence=f"{UNREAD}: all rights reserved is assumed",
        channels=(),
        found=f"named by {lead.url}",
    )
    doubts = (
        (country == MANY_STATES, f"country is {MANY_STATES}: say which state, if it is of one"),
        (not lead.language, f"language {language} is guessed"),
        (not lead.owner, "owner is taken from the name: say whose house it is"),
        (True, "ownership is assumed to be private: see the imprint"),
        (True, "sector is not told: say what kind of body it is, such as press or police"),
        (True, f"licence is unread: read the terms of use{clean(told)[:120]}"),
        (True, "reliability is F: give a reason if a fact says more"),
    )
    return source, tuple(question for doubt, question in doubts if doubt)


def _name(title: str) -> str:
    """Take the publisher's part of a title: the first, without what feeds put behind it.

    >>> _name("ERR News | News in English"), _name("CERT.LV - RSS")
    ('ERR News', 'CERT.LV')
    """
    return re.split(r"\s+[|–—·»:-]\s+", title, maxsplit=1)[0].strip()[:80].strip()


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _country(url: str) -> str:
    """Guess the state from the top level of the host; the generic ones are of nobody.

    >>> _country("https://www.bbc.co.uk/"), _country("https://nato.int/")
    ('GB', 'XX')
    """
    top = _host(url).rpartition(".")[2].upper()
    top = "GB" if top == "UK" else top
    # io, tv, me, ai … are sold as words; a media outlet under them is hardly ever of that state.
    sold = {"IO", "TV", "ME", "AI", "CO", "FM", "LY", "CC", "WS"}
    return top if top in COUNTRIES - sold else MANY_STATES


def _language(told: str, country: str) -> str:
    """Take the code that was told, without its region; else the state's, else English.

    >>> _language("en-GB", "EE"), _language("", "LV"), _language("", "XX")
    ('en', 'lv', 'en')
    """
    code = re.split(r"[-_]", told.strip().lower(), maxsplit=1)[0]
    if code in LANGUAGES:
        return code
    guess = _LANGUAGE_OF.get(country, country.lower())
    return guess if guess in LANGUAGES else "en"


def _id(country: str, host: str, taken: set[str]) -> str:
    """Name the source after its host, the most specific label last, and a number where taken.

    >>> _id("EE", "news.err.ee", set()), _id("GB", "bbc.co.uk", {"gb/bbc"})
    ('ee/err-news', 'gb/bbc-2')
    """
    labels = host.lower().split(".")[:-1] or [host.lower()]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    slug = re.sub(r"[^a-z0-9]+", "-", "-".join(reversed(labels))).strip("-") or "source"
    slug, number, base = slug[:60].rstrip("-"), 1, slug[:60].rstrip("-")
    while f"{country.lower()}/{slug}" in taken:
        number += 1
        slug = f"{base}-{number}"
    return f"{country.lower()}/{slug}"
