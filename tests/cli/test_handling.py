"""Files that the command line writes: nothing above the ceiling, and how much stays behind."""

import json
import zipfile

import pytest
from click.testing import CliRunner
from tests.ledger.making import article
from tests.web.hushed import HUSH, WORD, fill, secret

from vedette.cli import main
from vedette.desk import Desk
from vedette.sources.form import toml_of


@pytest.fixture
def vedette(tmp_path, monkeypatch):
    """Run a verb over a ledger with one amber article, whose source stands in the user's folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path}/l.sqlite"
    fill(url, secret()).close()
    folder = tmp_path / "vedette" / "sources" / "fi"
    folder.mkdir(parents=True)
    (folder / "hush.toml").write_text(toml_of(HUSH))
    runner = CliRunner()

    def run(*args):
        with_author = {"VEDETTE_LEDGER": url, "VEDETTE_AUTHOR": "A. Analyst"}
        return runner.invoke(main, [str(arg) for arg in args], env=with_author)

    return run


def incident(tmp_path):
    """The id of the amber incident."""
    listed = Desk(f"sqlite:///{tmp_path}/l.sqlite").incidents().lines
    return next(one.id for one in listed if one.handling == "amber")


FORMATS = ["jsonl", "csv", "rss", "atom", "geojson", "stix"]


@pytest.mark.parametrize("format_", FORMATS)
def test_an_export_leaves_out_what_is_amber(vedette, format_):
    """It says on standard error how much; a higher ceiling lets it through."""
    done = vedette("export", "--format", format_)
    assert done.exit_code == 0
    assert WORD not in done.stdout
    assert "Withheld" in done.stderr
    assert "1 article, 1 incident" in done.stderr
    raised = vedette("export", "--format", format_, "--ceiling", "amber")
    assert WORD in raised.stdout
    assert "Withheld" not in raised.stderr


def test_a_single_one_is_refused_with_the_reason(vedette, tmp_path):
    """Whoever runs the desk may know what it is."""
    name = incident(tmp_path)
    done = vedette("export", "--format", "geojson", "--incident", name)
    assert done.exit_code == 1
    assert "TLP:AMBER" in done.stderr
    assert done.stdout == ""
    told = vedette("export", "--format", "geojson", "--incident", name, "--ceiling", "amber")
    assert told.exit_code == 0


def test_the_setting_is_the_ceiling_where_none_is_given(vedette, tmp_path):
    """`[handling] files`; a level that is none is refused with its line."""
    (tmp_path / "vedette.toml").write_text('[handling]\nfiles = "amber"\n')
    assert WORD in vedette("export").stdout
    (tmp_path / "vedette.toml").write_text('[handling]\nfiles = "white"\n')
    done = vedette("export")
    assert done.exit_code == 1
    assert "vedette.toml:2" in done.stderr


def test_evidence_holds_nothing_amber(vedette, tmp_path):
    """Of a time, what is clear; the article or the incident itself, nothing."""
    output = tmp_path / "case.wacz"
    assert vedette("evidence", "--since", "2020-01-01", "--output", output).exit_code == 0
    held = output.read_bytes()
    with zipfile.ZipFile(output) as package:
        told = json.loads(package.read("datapackage.json"))
        assert WORD not in package.read("pages/pages.jsonl").decode()
        assert "hush" not in str([package.read(name) for name in package.namelist()])
    assert told["handling"] == "TLP:CLEAR"
    for asked in (("--incident", incident(tmp_path)), ("--article", secret()[0].id)):
        done = vedette("evidence", *asked, "--output", output)
        assert done.exit_code == 1
        assert "TLP:AMBER" in done.stderr
        assert output.read_bytes() == held
        assert vedette("evidence", *asked, "--ceiling", "amber", "--output", output).exit_code == 0
        with zipfile.ZipFile(output) as package:
            told = json.loads(package.read("datapackage.json"))
        assert told["handling"] == "TLP:AMBER"
        output.write_bytes(held)


def test_a_brief_bears_its_label_and_nothing_above_its_ceiling(vedette, tmp_path):
    """One that was signed is handled as its label says."""
    day = ("brief", "--day", "2026-03-02")
    assert vedette(*day).stdout.startswith("**TLP:CLEAR**\n")
    told = vedette(*day, "--ceiling", "red")
    assert told.stdout.startswith("**TLP:AMBER**\n")
    (tmp_path / "brief.md").write_text(told.stdout)
    signed = vedette("decide", "sign", "brief.md", "--reason", "for the duty officer")
    number = signed.stdout.split()[1].rstrip(":")
    assert "TLP:AMBER" in signed.stdout
    refused = vedette("brief", "--signed", number)
    assert refused.exit_code == 1
    assert "TLP:AMBER" in refused.stderr
    assert vedette("brief", "--signed", number, "--ceiling", "amber").stdout == told.stdout


def test_an_analyst_decides_who_may_be_told(vedette, tmp_path):
    """A report is raised by its id; nothing is lowered."""
    url = f"sqlite:///{tmp_path}/l.sqlite"
    line = next(one for one in Desk(url).incidents().lines if one.handling == "clear")
    done = vedette("decide", "handle", line.article, "amber+strict", "--reason", "it names someone")
    assert done.exit_code == 0
    assert "TLP:AMBER+STRICT" in done.stdout
    assert line.id not in vedette("export", "--format", "geojson").stdout
    assert "handling amber+strict" in vedette("decide", "list").stdout
    lower = vedette("decide", "handle", line.article, "green", "--reason", "it is all right")
    assert lower.exit_code == 1
    assert "stricter" in lower.stderr
    assert vedette("decide", "release", line.id, "--reason", "checked").exit_code == 0
    assert vedette("rebuild", "--check").exit_code == 0


def test_an_archive_is_taken_in_as_it_may_be_told(vedette, tmp_path):
    """What it holds is handled so, and no less strictly than its source is."""
    (tmp_path / "a.txt").write_text(article().text)
    assert vedette("replay", "a.txt", "--handling", "amber").exit_code == 0
    raised = json.loads(vedette("export", "--ceiling", "red").stdout.splitlines()[0])
    assert raised["handling"] == "TLP:AMBER"


def test_a_public_site_leaves_out_what_is_amber(vedette, tmp_path):
    """Its word is in no file, and the incident has no page."""
    hidden = incident(tmp_path)
    done = vedette("publish", tmp_path / "site", "--address", "https://watch.example")
    assert done.exit_code == 0, done.stderr
    files = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert len(files) > 20
    assert not any(WORD.encode() in path.read_bytes() for path in files)
    assert not any(hidden in str(path) for path in files)
