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
from vedette.sources.form import channels_of, toml_of
from vedette.sources.leads import Lead, clean, lead_of, one_line
from vedette.sources.owners import spelling

_SECOND_LEVEL = frozenset({"co", "com", "gov", "org", "ac", "net", "edu", "mil", "gob", "gouv"})
_LANGUAGE_OF = {"EE": "et", "UA": "uk", "CZ": "cs", "DK": "da", "SE": "sv", "GB": "en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A source that may be right, and what a person must still say of it.

    `source` is None where no feed is announced: ask `tries` in turn, and draft again with the one
    that answers as a feed. `others` are further feeds of the same publisher, often its sections.
    `notes` tell what was found where; `spare` are channels that were found and are not used.
    """

    source: Source | None
    questions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    spare: tuple[Channel, ...] = ()
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
        lines = [
            *(f"# Open: {question}." for question in self.questions),
            *(f"# Found: {one_line(note)}." for note in self.notes),
            *(f"# Also: {url}" for url in self.others),
            toml_of(self.source),
        ]
        return "\n".join([*lines, *(_set_aside(channel) for channel in self.spare)])


def _set_aside(channel: Channel) -> str:
    """Write a channel so that taking the marks away makes it one."""
    lines = "\n".join(channels_of((channel,))).strip().splitlines()
    return "\n".join(["# Another way to the same articles:", *(f"# {line}" for line in lines), ""])


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
    lead = lead_of(body, url)
    if not lead.feeds:
        return Draft(source=None, tries=lead.tries)
    channel = Channel(
        kind="feed", url=lead.feeds[0], full=lead.full, verified=seen if lead.feed else None
    )
    made = draft_of(joined(lead, page) if page else lead, (channel,), known=known)
    return replace(made, others=lead.feeds[1:])


def draft_of(
    lead: Lead, channels: tuple[Channel, ...], *, known: Iterable[Source] = (), found: str = ""
) -> Draft:
    """Draft a source whose channels are chosen, from what its publisher tells of itself.

    `found` says where the first channel's address is from. Raises SourceError where it is known.
    """
    listed = tuple(known)
    refuse_known(channels[0].url, listed)
    source, questions = _source(lead, listed)
    found = one_line(found)[:500].strip() or source.found
    return Draft(source=replace(source, channels=channels, found=found), questions=questions)


def refuse_known(url: str, listed: Iterable[Source]) -> None:
    """Raise SourceError where an address is a channel, or the home, of a source that is listed."""
    for source in listed:
        channel = any(same(url) == same(channel.url) for channel in source.channels)
        if channel or same(url) == same(source.home):
            remedy = f"edit {source.id}.toml if something there is wrong" + (
                "" if channel else ", or give the address of the feed that it lacks"
            )
            what = f"it is already listed as {source.id}"
            raise SourceError(what=what, where=url, remedy=remedy)


def joined(feed: Lead, page: Lead) -> Lead:
    """Fill what the feed leaves open with what its publisher's page says."""
    return replace(
        feed,
        name=page.name or feed.name,
        home=page.home or feed.home,
        language=feed.language or page.language,
        owner=page.owner or feed.owner,
        houses=page.houses,
        rights=feed.rights or page.rights,
    )


def _source(lead: Lead, listed: tuple[Source, ...]) -> tuple[Source, tuple[str, ...]]:
    home = lead.home or lead.url
    country, host = _country(home), _host(home)
    language = _language(lead.language, country)
    name = _name(lead.name) or host
    told = lead.rights and f" (it says: {lead.rights})"
    owner = _spelt(lead.owner or next(iter(lead.houses), ""), listed)
    source = Source(
        id=_id(country, host, {source.id for source in listed}),
        name=name,
        home=home,
        country=country,
        languages=(language,),
        owner=owner or name,
        ownership="private",
        licence=f"{UNREAD}: all rights reserved is assumed",
        channels=(),
        found=f"named by {lead.url}",
    )
    doubts: tuple[tuple[object, str], ...] = (
        (country == MANY_STATES, f"country is {MANY_STATES}: say which state, if it is of one"),
        (not lead.language, f"language {language} is guessed"),
        (not owner, "owner is taken from the name: say whose house it is"),
        (owner and not lead.owner, f"owner is taken from its pages, which name {_or(lead.houses)}"),
        (True, "ownership is assumed to be private: see the imprint"),
        (True, "sector is not told: say what kind of body it is, such as press or police"),
        (True, f"licence is unread: read the terms of use{clean(told)[:120]}"),
        (True, "reliability is F: give a reason if a fact says more"),
    )
    return source, tuple(question for doubt, question in doubts if doubt)


def _spelt(owner: str, listed: tuple[Source, ...]) -> str:
    """Spell an owner as the list does: two spellings would be two voices."""
    spellings = {spelling(source.owner): source.owner for source in listed}
    return spellings.get(spelling(owner), owner) if owner else ""


def _or(names: tuple[str, ...]) -> str:
    return clean(" and ".join(names[:3]))


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
