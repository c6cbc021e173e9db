"""Rows of the issues' page: whose trouble it is, and the same trouble told once with its count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from vedette.desk import Fault
from vedette.records import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Equal issues of one input on one page: `fault` is the newest of `times`, `first` the oldest.

    `host` is the input's, empty where it is no address; `source` is whose channel or host it is.
    """

    fault: Fault
    times: int
    first: datetime
    source: Source | None
    host: str


def folded(faults: Iterable[Fault], sources: Sequence[Source]) -> tuple[Trouble, ...]:
    """Fold what repeats, newest first, each where its newest stood."""
    alike: dict[object, list[Fault]] = {}
    for fault in faults:
        alike.setdefault((fault.issue, fault.article), []).append(fault)
    owners = _owners(sources)
    return tuple(_trouble(same, owners) for same in alike.values())


def _trouble(same: Sequence[Fault], owners: Mapping[str, Source]) -> Trouble:
    given = same[0].issue.input
    host = host_of(given)
    return Trouble(
        fault=max(same, key=lambda one: one.at),
        times=len(same),
        first=min(one.at for one in same),
        source=owners.get(given) or owners.get(host),
        host=host,
    )


def _owners(sources: Iterable[Source]) -> dict[str, Source]:
    """Map channels and hosts to their source; a host that two sources share tells nothing."""
    owners: dict[str, Source] = {}
    shared: set[str] = set()
    for source in sources:
        urls = [channel.url for channel in source.channels]
        for name in {*urls, *map(host_of, [source.home, *urls])} - {""}:
            if owners.setdefault(name, source) is not source:
                shared.add(name)
    return {name: source for name, source in owners.items() if name not in shared}


def host_of(url: str) -> str:
    """Give an address's host without its `www.`; nothing for what is no address.

    >>> host_of("https://www.example.org/a"), host_of("inbox/a.txt"), host_of("https://[")
    ('example.org', '', '')
    """
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
