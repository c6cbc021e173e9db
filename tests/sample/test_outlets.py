"""The invented outlets are sources like any other."""

import tomllib
from collections import Counter
from typing import get_args
from urllib.parse import urlsplit

from vedette import sample
from vedette.records import Channel, Ownership, Reliability, Source


def _sources() -> dict[str, Source]:
    """Read each file of the folder; the id is the path, as for the real sources."""
    found = {}
    for country in sample.sources_folder().iterdir():
        for file in country.iterdir():
            id_ = f"{country.name}/{file.name.removesuffix('.toml')}"
            told = tomllib.loads(file.read_text(encoding="utf-8"))
            channels = tuple(Channel(**channel) for channel in told.pop("channels"))
            languages = tuple(told.pop("languages"))
            found[id_] = Source(id=id_, channels=channels, languages=languages, **told)
    return found


SOURCES = _sources()


def test_reports_come_from_these_outlets_and_all_of_them_publish():
    """No report without a source, no source without a report, one name for both."""
    published = {report.source: report.outlet for report in sample.reports()}
    assert published == {id_: source.name for id_, source in SOURCES.items()}


def test_every_outlet_says_that_it_is_invented():
    """Nobody shall look for it in the real world; its site cannot exist."""
    for source in SOURCES.values():
        assert source.note == "invented"
        assert urlsplit(source.home).hostname == f"{source.id.split('/')[1]}.example"


def test_fields_hold_what_a_source_may_say():
    """Closed lists are kept, the folder is the country, and trust has its reason."""
    for source in SOURCES.values():
        assert source.ownership in get_args(Ownership)
        assert source.reliability in get_args(Reliability)
        assert source.reason
        assert source.country.lower() == source.id.split("/")[0]
        assert [(one.kind, one.url) for one in source.channels] == [("file", f"sample/{source.id}")]


def test_two_outlets_share_an_owner():
    """One owner is one voice, and the archive has a case of it."""
    owners = Counter(source.owner for source in SOURCES.values())
    assert sorted(owners.values())[-2:] == [1, 2]
