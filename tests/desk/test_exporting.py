"""Incidents out of a ledger, in the formats that other systems accept."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from tests.ledger.streaming import STREAMS, captures
from tests.write.packages import faults as package_faults
from tests.write.test_geojson import faults as geojson_faults
from tests.write.test_stix import faults, misshapen, of

from vedette.desk import Desk, IncidentAsk, exporting, running
from vedette.desk.answering import clock
from vedette.desk.plugins import plugged
from vedette.desk.replaying import replay
from vedette.desk.settings import settle
from vedette.engines import Local
from vedette.errors import ConfigurationError, NotHeld

SETTINGS = settle(None)
DEV = sorted(folder.name for folder in STREAMS.iterdir() if folder.is_dir())


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Give the desk over the sample archive, coded."""
    url = f"sqlite:///{tmp_path_factory.mktemp('sample')}/l.sqlite"
    with running.opened(replace(SETTINGS, ledger=url).ledger_url) as store:
        running.fill_sample(store, Local())
    return Desk(url, sources=running.sample_sources(), sample=True)


def written(desk, format_, ask=IncidentAsk()):  # noqa: B008  # frozen
    """All of a format, as one."""
    return b"".join(exporting.incidents(desk, format_, ask))


def files(raw):
    """The files of an export: those in a zip, else the export itself."""
    if not raw.startswith(b"PK"):
        return [raw]
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_the_sample_is_valid_stix(desk):
    """All incidents of it, by the validator of OASIS and by our own schema; twice the same."""
    raw = written(desk, "stix")
    assert faults(raw) == ([], set())
    assert misshapen(raw) == []
    assert raw == written(desk, "stix")
    assert len(of(raw, "incident")) == desk.count_incidents().total


def test_the_sample_is_valid_geojson(desk):
    """All incidents of it, those without a place too."""
    told = json.loads(written(desk, "geojson"))
    assert list(geojson_faults(told)) == []
    assert len(told["features"]) == desk.count_incidents().total
    assert written(desk, "geojson") == written(desk, "geojson")


def test_the_sample_is_a_valid_package(desk, tmp_path):
    """All incidents of it, in a folder and in a zip alike; twice the same."""
    number = exporting.folder(desk, "package", tmp_path / "a", IncidentAsk())
    made = {one.name: one.read_bytes() for one in (tmp_path / "a").iterdir()}
    assert number == len(made)
    assert package_faults(made, tmp_path / "b") == []
    assert made["incidents.csv"].count(b"\r\n") == desk.count_incidents().total + 1
    assert sorted(files(written(desk, "package"))) == sorted(made.values())
    assert written(desk, "package") == written(desk, "package")


def test_a_folder_has_one_incident_too(desk, tmp_path):
    """By the start of its id; what stands in the folder otherwise stays."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    (first, *_) = desk.incidents().lines
    exporting.folder(desk, "package", tmp_path, first.id[:8])
    assert (tmp_path / "incidents.csv").read_bytes().count(b"\r\n") == 2
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"
    assert not list(tmp_path.glob("*.part"))


def test_a_year_that_is_gone_leaves_no_file(desk, tmp_path):
    """Of an earlier export; a reader of the folder would count it in. Other files stay."""
    left = tmp_path / "incidents" / "year=1999" / "incidents.parquet"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"old")
    (left.parent / "note.txt").write_text("mine", encoding="utf-8")
    exporting.folder(desk, "parquet", tmp_path, IncidentAsk())
    assert not left.exists()
    assert (left.parent / "note.txt").exists()
    assert list((tmp_path / "incidents").glob("year=*/*.parquet"))


def test_a_format_whose_extra_is_missing_says_so():
    """With the line that installs it; the others need none."""

    class Pigeon:
        NEEDS = ("pigeon_of_nobody", "pigeon")

    told = exporting.lacks(Pigeon)
    assert "pip install 'vedette[pigeon]'" in str(told)
    assert exporting.lacks(plugged("formats")["csv"]) is None


def test_nobody_private_is_named_in_the_sample(desk):
    """A clerk, a businessman and a recruiter are accused in it: not a word of them, anywhere."""
    identities = {one["name"] for one in of(written(desk, "stix"), "identity")}
    assert "Russia" in identities
    for format_ in desk.incident_formats():
        for raw in files(written(desk, format_)):
            for name in (b"Aspinwick", b"Dornescu", b"Viktor"):
                assert name not in raw


@pytest.mark.parametrize(
    "stream", [pytest.param(name, marks=[pytest.mark.soak] * (name != "baltic")) for name in DEV]
)
def test_the_streams_are_valid_stix(stream, tmp_path):
    """Whatever a coder makes of invented reports, right or wrong, passes the validator."""
    url = f"sqlite:///{tmp_path}/l.sqlite"
    with running.opened(url) as store:
        replay(captures(stream), running.line(SETTINGS, store, Local()), now=clock)
    raw = written(Desk(url), "stix")
    assert faults(raw) == ([], set())
    assert misshapen(raw) == []
    assert len(of(raw, "incident")) > 10


def test_filters_hold(desk):
    """What is asked for is what is written, over as many pages as there are."""
    ask = IncidentAsk(kinds=frozenset({"sabotage", "arson"}))
    names = [one.id for one in desk.incidents(replace(ask, limit=500)).lines]
    told = [
        ext["incident"]
        for one in of(written(desk, "stix", ask), "incident")
        for ext in one["extensions"].values()
        if "incident" in ext
    ]
    assert told == names
    assert names


def test_one_incident_is_named_by_the_start_of_its_id(desk):
    """As pages and commands do; what is not held is told."""
    (first, *_) = desk.incidents().lines
    (one,) = of(b"".join(exporting.incident(desk, "stix", first.id[:8])), "incident")
    assert first.id in json.dumps(one)
    with pytest.raises(NotHeld):
        exporting.incident(desk, "stix", "nothing")


def test_a_format_that_cannot_is_refused(desk):
    """JSON Lines have findings alone, STIX has incidents alone; the error names who can."""
    with pytest.raises(ConfigurationError, match="stix"):
        written(desk, "jsonl")
    with pytest.raises(ConfigurationError, match="jsonl"):
        desk.export("stix")


def test_an_empty_ledger_is_an_empty_export(tmp_path):
    """With its markings, and valid."""
    with running.opened(f"sqlite:///{tmp_path}/l.sqlite"):
        pass
    raw = written(Desk(f"sqlite:///{tmp_path}/l.sqlite"), "stix")
    assert faults(raw) == ([], set())
    assert not of(raw, "incident")


def test_a_format_says_itself_what_its_bytes_are():
    """Whoever plugs one in says so there, and nowhere else."""
    for name in {*exporting.formats("finding"), *exporting.formats("incident")}:
        assert exporting.media_type(name) == plugged("formats")[name].MEDIA_TYPE
    assert exporting.media_type("geojson") == "application/geo+json"
    assert all(exporting.writes(name, "incident") for name in exporting.FEEDS)
