"""A data package by the framework of those who wrote the standard, down to every cell and key."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest
from tests.web.invented import EVIL
from tests.write import dossiers
from tests.write.packages import faults, unsealed

from vedette.write import csv as csv_format
from vedette.write import package
from vedette.write.parts import zipped
from vedette.write.tables import rows
from vedette.write.tables.shape import tables


def parts(*listed, **more):
    """Write dossiers, and give each file by its name."""
    made = package.write_folder(listed, dossiers.imprint(**more))
    return {one.name: b"".join(one.chunks) for one in made}


def whole(evil=""):
    """The affair, one told by its country, one told nowhere."""
    return dossiers.dossier(evil), dossiers.near(evil), dossiers.nowhere()


@pytest.mark.parametrize("evil", ["", EVIL])
def test_the_framework_finds_nothing(evil, tmp_path):
    """Types, keys, required cells, hashes and sizes; with hostile words, and with nothing."""
    assert faults(parts(*whole(evil)), tmp_path / "a") == []
    assert faults(parts(), tmp_path / "b") == []


def test_the_framework_would_find_something(tmp_path):
    """A report that leads nowhere, and a stage that there is not."""
    made = parts(*whole())
    made["stages.csv"] = made["stages.csv"].replace(b"reported", b"rumoured")
    made["incidents.csv"] = made["incidents.csv"].replace(b"\r\nab3", b"\r\nac3")
    assert {"foreign-key", "constraint-error"} <= set(faults(unsealed(made), tmp_path))


def test_what_is_written_reads_back():
    """Cell by cell the rows of the tables, but for the mark before what is like a formula."""
    made = parts(*whole())
    for one in tables():
        read = list(csv.DictReader(io.StringIO(made[f"{one.name}.csv"].decode())))
        told = [row for name, row in rows(whole(), dossiers.imprint()) if name == one.name]
        assert len(read) == len(told)
        for back, row in zip(read, told, strict=True):
            cells = {name: csv_format.safe(package.cell(value)) for name, value in row.items()}
            assert back == {
                name: "" if value is None else str(value) for name, value in cells.items()
            }


def test_no_cell_runs_anything():
    """In any table, whatever headlines hold."""
    made = parts(*whole("=HYPERLINK(1)"))
    for name, raw in made.items():
        if name.endswith(".csv"):
            cells = [x for row in csv.reader(io.StringIO(raw.decode())) for x in row]
            words = [x for x in cells if not x.lstrip("-").replace(".", "").isdigit()]
            assert not any(x.startswith(csv_format.FORMULA) for x in words)


def test_the_description_has_the_dictionary():
    """Every column with its sentence, and where it leads; the licence of each source."""
    told = json.loads(parts(*whole())["datapackage.json"])
    assert [one["name"] for one in told["resources"]] == [one.name for one in tables()]
    reports = told["resources"][1]["schema"]
    assert reports["primaryKey"] == ["id"]
    assert {one["reference"]["resource"] for one in reports["foreignKeys"]} == {
        "incidents",
        "sources",
        "",
    }
    assert all(one["description"] for one in reports["fields"])
    assert {one["licence"] for one in told["sources"]} == {"all rights reserved"}
    assert "licenses" not in told


def test_the_parts_are_as_long_as_they_say():
    """Size and hash of each file, as the description has them."""
    made = parts(*whole())
    for one in json.loads(made["datapackage.json"])["resources"]:
        raw = made[one["path"]]
        assert one["bytes"] == len(raw)
        assert one["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"


def test_the_sample_says_so():
    """In the description, its name, and the page for people."""
    made = parts(*whole(), sample=True)
    assert json.loads(made["datapackage.json"])["title"].startswith("SAMPLE")
    assert made["README.md"].startswith(b"# SAMPLE")
    assert b"SAMPLE" not in parts(*whole())["README.md"]


def test_a_zip_is_the_same_each_time():
    """Byte for byte, with no date in it; all files in it are those of the folder."""
    first, again = (
        b"".join(zipped(package.write_folder(whole(), dossiers.imprint()))) for _ in range(2)
    )
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {name: archive.read(name) for name in archive.namelist()} == parts(*whole())


@pytest.mark.parametrize(
    ("told", "cell"),
    [
        (True, "true"),
        (-4.25, -4.25),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 7, 30, 0, 5, tzinfo=UTC), "2026-03-01T07:30:00.000005Z"),
        (["a; b"], '["a; b"]'),
        (None, None),
    ],
)
def test_cells_are_those_of_table_schema(told, cell):
    """Numbers stay numbers, so that one below zero is taken for no formula."""
    assert package.cell(told) == cell
