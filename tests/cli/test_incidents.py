"""`vedette incidents`, `incident`, `stories` and `story`: as text and as JSON."""

import json
import re
import zipfile
from dataclasses import replace

import pytest
from click.testing import CliRunner

from vedette.cli import main
from vedette.desk import running
from vedette.desk.answering import Desk
from vedette.desk.settings import settle
from vedette.engines import Local


@pytest.fixture(scope="module")
def sampled(tmp_path_factory):
    """Give a home in which the sample archive is coded."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_DATA_HOME", str(home))
        with running.opened(settle(None).sample_url) as store:
            running.fill_sample(store, Local())
    return home


@pytest.fixture
def vedette(sampled, monkeypatch):
    """Run a verb in that home."""
    monkeypatch.setenv("XDG_DATA_HOME", str(sampled))
    monkeypatch.chdir(sampled)
    runner = CliRunner()
    return lambda *args: runner.invoke(main, [str(arg) for arg in args])


def lines(done):
    """Read one object a line."""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_incidents_are_listed(vedette):
    """As text with shortened ids, as JSON one object a line, the newest first."""
    listed = lines(vedette("incidents", "--sample", "--json"))
    assert {one["schema"] for one in listed} == {"vedette.incident-line/1"}
    assert [one["last"] for one in listed] == sorted((o["last"] for o in listed), reverse=True)
    told = vedette("incidents", "--sample").stdout
    for one in listed:
        assert one["id"][:8] in told
    charged = lines(vedette("incidents", "--sample", "--json", "--status", "charged"))
    assert {one["status"] for one in charged} == {"charged"}
    assert 0 < len(charged) < len(listed)


def test_filters_are_checked(vedette):
    """Wrong kinds, countries, stages and days are wrong commands that say what may be given."""
    for given in (
        ("--kind", "nix"),
        ("--country", "Poland"),
        ("--status", "guilty"),
        ("--since", "yesterday"),
        ("--since", "2026-03-02", "--until", "2026-03-01"),
    ):
        assert vedette("incidents", "--sample", *given).exit_code == 2
    none = vedette("incidents", "--sample", "--country", "Baltic Sea", "--kind", "cbrn")
    assert none.exit_code == 0
    assert (none.stdout, none.stderr) == ("", "No incident answers that.\n")
    assert "There are more" in vedette("incidents", "--sample", "--limit", "1").stderr


def test_one_incident_is_told_whole(vedette):
    """Stages, accusations, disagreements and reports, in text and as one JSON object."""
    for one in lines(vedette("incidents", "--sample", "--json")):
        done = vedette("incident", one["id"][:12], "--sample")
        assert done.exit_code == 0, done.stderr
        assert one["id"] in done.stdout
        assert "How its stage changed" in done.stdout
        assert ("Where sources differ" in done.stdout) == bool(one["disagreements"])
        (sheet,) = lines(vedette("incident", one["id"], "--sample", "--json"))
        assert sheet["schema"] == "vedette.incident/1"
        assert sheet["line"]["id"] == one["id"]
        there = {account["head"]["article"] for account in sheet["accounts"]}
        for account in sheet["accounts"]:
            if account["head"]["origin"] in there:  # a copy repeats it
                continue
            assert f"{account['head']['outlet']} [{account['grade']}]: " in done.stdout
            assert " ".join(account["sentence"].split())[:40] in " ".join(done.stdout.split())
        for charge in sheet["charges"]:
            assert charge["words"].split()[0] in done.stdout


def test_what_is_told_in_passing_is_said_to_be(vedette, monkeypatch):
    """Beside how it was found, before how sure that is."""
    only = Desk.only

    def aside(*asked):
        sheet = only(*asked)
        told = [replace(one.telling, background=True) for one in sheet.accounts]
        accounts = [replace(a, telling=t) for a, t in zip(sheet.accounts, told, strict=True)]
        return replace(sheet, accounts=tuple(accounts))

    (one, *_) = lines(vedette("incidents", "--sample", "--json"))
    assert "told in passing" not in vedette("incident", one["id"], "--sample").stdout
    monkeypatch.setattr(Desk, "only", aside)
    assert re.search(
        r"\((coded|recognised by its words), told in passing, \d\.\d\d",
        " ".join(vedette("incident", one["id"], "--sample").stdout.split()),
    )


def test_what_may_be_the_same_is_told_with_its_reasons(vedette, sampled):
    """In words, for it and against it; the commands name both ids and the ledger, and hold."""
    sheets = [
        sheet
        for one in lines(vedette("incidents", "--sample", "--json"))
        for sheet in lines(vedette("incident", one["id"], "--sample", "--json"))
    ]
    near = [sheet for sheet in sheets if sheet["kin"]]
    assert near
    for sheet in near:
        odds = [kin["odds"] for kin in sheet["incident"]["kin"]]
        assert odds == sorted(odds, reverse=True)
        told = vedette("incident", sheet["line"]["id"], "--sample").stdout
        assert re.search(r"for it: .* \+\d\.\d\d", told)
        for kin in sheet["kin"]:
            ids = f"{sheet['line']['id'][:12]} {kin['id'][:12]}"
            for verb in ("merge", "split"):
                assert f"vedette decide {verb} {ids} --ledger sqlite:///{sampled}" in told


def test_a_forecasts_commands_name_the_samples_ledger(vedette, sampled):
    """A decision on what is told of the sample is one in the sample's ledger."""
    waiting = ("forecasts", "--sample", "--json", "--state", "due", "--state", "open")
    listed = lines(vedette(*waiting))
    assert listed
    for one in listed:
        told = vedette("forecast", one["id"], "--sample").stdout
        assert f'--outcome no --because "…" --ledger sqlite:///{sampled}' in told


def test_the_text_accuses_nobody_itself(vedette):
    """A stage that is attributed is so by somebody or in reports."""
    told = vedette("incidents", "--sample").stdout
    assert "[attributed by " in told
    assert "[attributed]" not in told


def test_an_id_that_is_not_one_incidents_is_told_with_its_remedy(vedette):
    """None and several: exit status 1, one sentence, nothing on standard output."""
    unknown = vedette("incident", "nix", "--sample")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "no incident has this id. Remedy: list them with `vedette incidents`" in unknown.stderr
    several = vedette("incident", "", "--sample")
    assert several.exit_code == 1
    assert "several incident ids begin so" in several.stderr
    assert "give more of the one that is meant" in several.stderr


def test_stories_are_listed(vedette):
    """Those of several reports, or all; as text with the incidents' ids."""
    listed = lines(vedette("stories", "--sample", "--json"))
    assert {one["schema"] for one in listed} == {"vedette.story-line/1"}
    assert all(one["reports"] > 1 for one in listed)
    every = lines(vedette("stories", "--sample", "--json", "--reports", "1"))
    assert len(every) > len(listed) > 0
    told = vedette("stories", "--sample").stdout
    assert all(name[:8] in told for one in listed for name in one["incidents"])


def test_one_story_is_told_whole(vedette):
    """Incidents, what was said, and reports, in text and as one JSON object."""
    differing = 0
    for one in lines(vedette("stories", "--sample", "--json")):
        done = vedette("story", one["id"][:12], "--sample")
        assert done.exit_code == 0, done.stderr
        told = " ".join(done.stdout.split())
        (sheet,) = lines(vedette("story", one["id"], "--sample", "--json"))
        assert sheet["schema"] == "vedette.story/1"
        assert sheet["line"] == {key: value for key, value in one.items() if key != "schema"}
        for name in one["incidents"]:
            assert name[:12] in told
        for head in sheet["heads"]:
            assert " ".join(head["title"].split()) in told
        assert ("Said, and quoted by several" in told) == bool(one["said"])
        for spoken in sheet["said"]:
            assert " ".join(spoken["quotes"][0]["saying"]["words"].split()) in told
            differing += "reports differ on" in told and bool(spoken["disagreements"])
        if one["said"]:
            listed = vedette("stories", "--sample").stdout
            assert f"{one['said']} quotation" in listed
    assert differing
    unknown = vedette("story", "nix", "--sample")
    assert (unknown.exit_code, unknown.stdout) == (1, "")


@pytest.fixture
def assets(tmp_path, monkeypatch):
    """Give a railway and a port to watch over, as the settings name them."""
    path = tmp_path / "mine.geojson"
    line = {"type": "LineString", "coordinates": [[21.01, 52.23], [21.85, 51.56], [22.57, 51.25]]}
    port = {"type": "Point", "coordinates": [24.75, 59.45]}
    features = [
        {"type": "Feature", "properties": {"class": kind, "name": name}, "geometry": geometry}
        for kind, name, geometry in (("rail", "Line 7", line), ("port", "Old harbour", port))
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    monkeypatch.setenv("VEDETTE_ASSETS_FILES", str(path))
    return path


@pytest.mark.usefixtures("assets")
def test_incidents_near_my_lines(vedette):
    """One filter by distance, asset and target, with the interval in text and in JSON."""
    asked = ("incidents", "--sample", "--near", "20", "--asset", "rail", "--target", "rail")
    found = lines(vedette(*asked, "--json"))
    assert found
    told = vedette(*asked)
    for one in found:
        assert "rail" in one["targets"]
        near = one["near"]
        assert near["name"] == "Line 7"
        assert 0 <= near["low"] <= min(20, near["high"])
        assert one["id"][:8] in told.stdout
    assert "km to Line 7" in told.stdout
    alone = lines(vedette("incidents", "--sample", "--asset", "LINE 7", "--json"))
    assert {one["id"] for one in alone} >= {one["id"] for one in found}
    assert "too coarsely" in vedette("incidents", "--sample", "--near", "5").stderr


@pytest.mark.usefixtures("assets")
def test_one_incident_tells_what_is_near(vedette, monkeypatch):
    """Its assets with their intervals, the nearest where none is within, or why none is told."""
    every = lines(vedette("incidents", "--sample", "--json", "--limit", "500"))
    for one in every:
        told = vedette("incident", one["id"], "--sample").stdout
        assert "Near what you watch over" in told
        if one["spot"] is None:
            assert "No report tells where it was, so nothing is near it." in told
    monkeypatch.setenv("VEDETTE_ASSETS_NEAR", "1")
    told = vedette("incident", every[0]["id"], "--sample").stdout
    assert "too coarse to tell what is within 1 km" in told
    monkeypatch.delenv("VEDETTE_ASSETS_FILES")
    assert "Near what" not in vedette("incident", every[0]["id"], "--sample").stdout


def test_what_cannot_be_near_is_told_with_its_remedy(vedette, assets, monkeypatch):
    """Wrong distances, unknown assets, a bad file and no file at all."""
    for wrong in ("0", "501", "nan", "far"):
        assert vedette("incidents", "--sample", "--near", wrong).exit_code == 2
    unknown = vedette("incidents", "--sample", "--asset", "Line 9")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "'Line 9': no asset has this class, id or name" in unknown.stderr
    assets.write_text(assets.read_text("utf-8").replace("59.45", "159.45"), "utf-8")
    bad = vedette("incidents", "--sample", "--near", "20")
    assert (bad.exit_code, bad.stdout) == (1, "")
    assert "mine.geojson: feature 2: 159.45 is no latitude" in bad.stderr
    for verb in ("watch", "desk"):
        refused = vedette(verb, "--port", "0")
        assert refused.exit_code == 1
        assert "feature 2" in refused.stderr
    monkeypatch.delenv("VEDETTE_ASSETS_FILES")
    none = vedette("incidents", "--sample", "--near", "20")
    assert "[assets] files: no assets are named" in none.stderr


def test_stages_in_review(vedette, monkeypatch):
    """Every stage tells its last confirmation; after a silence it is marked, and can be listed."""
    every = lines(vedette("incidents", "--sample", "--json"))
    told = vedette("incidents", "--sample").stdout
    assert all(f"stage last confirmed {one['confirmed'][:10]}" in told for one in every)
    assert lines(vedette("incidents", "--sample", "--json", "--review")) == []
    monkeypatch.setenv("VEDETTE_INCIDENTS_REVIEW_AFTER_DAYS", "7")
    waiting = lines(vedette("incidents", "--sample", "--json", "--review"))
    assert waiting
    assert all(one["review"] for one in waiting)
    others = lines(vedette("incidents", "--sample", "--json", "--no-review"))
    assert len(waiting) + len(others) == len(every)
    assert ", in review" in vedette("incidents", "--sample", "--review").stdout
    assert ", in review)" in vedette("incident", waiting[0]["id"], "--sample").stdout


def test_an_incident_is_packed_with_all_reports_of_it(vedette, sampled, tmp_path):
    """By the beginning of its id; the package is looked at again, and a broken one is told."""
    listed = lines(vedette("incidents", "--sample", "--json"))
    most = max(listed, key=lambda one: one["reports"])
    ledger, output = f"sqlite:///{sampled}/vedette/sample.sqlite", tmp_path / "case.wacz"
    given = ("evidence", "--ledger", ledger, "--json")
    (packed,) = lines(vedette(*given, "--incident", most["id"][:8], "--output", output))
    assert packed["captures"] == most["reports"]
    (found,) = lines(vedette("evidence", "--verify", output, "--json"))
    assert (found["hash"], found["issues"]) == (packed["hash"], [])
    output.write_bytes(output.read_bytes()[:-9])
    broken = vedette("evidence", "--verify", output)
    assert (broken.exit_code, "no package with a seal" in broken.stderr) == (1, True)


def test_evidence_of_nothing_is_a_wrong_command(vedette, tmp_path):
    """What to pack and where to must be said; a place that cannot be written is told."""
    assert vedette("evidence", "--output", tmp_path / "a.wacz").exit_code == 2
    assert vedette("evidence", "--since", "2026-03-01").exit_code == 2
    done = vedette("evidence", "--since", "2026-03-01", "--output", tmp_path / "no" / "a.wacz")
    assert (done.exit_code, "cannot be written" in done.stderr) == (1, True)


def test_incidents_are_exported(vedette):
    """A format of incidents alone needs no word more; filters hold, and one can be named."""
    whole = json.loads(vedette("export", "--sample", "--format", "stix").stdout)
    told = [one for one in whole["objects"] if one["type"] == "incident"]
    kind = told[0]["labels"][1]
    some = vedette("export", "--sample", "--format", "stix", "--kind", kind.replace("-", "_"))
    kept = [one for one in json.loads(some.stdout)["objects"] if one["type"] == "incident"]
    assert 0 < len(kept) < len(told)
    assert {one["labels"][1] for one in kept} == {kind}
    listed = vedette("incidents", "--sample", "--json", "--limit", 1).stdout
    name = json.loads(listed)["id"]
    one = vedette("export", "--sample", "--format", "stix", "--incident", name[:8]).stdout
    assert name in one
    assert one.count('"type":"incident"') == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--format", "stix", "--source", "pl/kurier"), "--source is no filter for incidents"),
        (("--format", "stix", "--copies"), "--copies is no filter for incidents"),
        (("--format", "csv", "--status", "charged"), "--status is no filter for findings"),
        (("--format", "stix", "--country", "Poland"), "no country's code"),
    ],
)
def test_a_filter_that_does_not_apply_is_refused(vedette, given, told):
    """Passed over, it would seem to have held."""
    done = vedette("export", "--sample", *given)
    assert done.exit_code == 2
    assert told in done.stderr


def test_other_formats_of_incidents_are_exported(vedette):
    """A map needs no address; a feed leads to where the desk usually is, or to what is told."""
    places = json.loads(vedette("export", "--sample", "--format", "geojson").stdout)["features"]
    assert places[0]["properties"]["url"] is None
    table = vedette("export", "--sample", "--format", "csv", "--incidents").stdout
    assert len(table.splitlines()) == len(places) + 1
    feed = vedette("export", "--sample", "--format", "rss", "--incidents").stdout
    assert "<link>http://127.0.0.1:8470/sample/incidents/" in feed
    told = "--address", "https://desk.example/"
    feed = vedette("export", "--sample", "--format", "atom", "--type", "denial", *told).stdout
    assert 'href="https://desk.example/article/' in feed


def test_what_is_several_files_fills_a_folder_or_a_zip(vedette, tmp_path):
    """By the name of the output; with filters, one alone, or to stdout as a zip."""
    kind = lines(vedette("incidents", "--sample", "--json"))[0]["kind"]
    given = ("export", "--sample", "--format", "package", "--kind", kind)
    done = vedette(*given, "--output", tmp_path / "new" / "folder")
    assert done.exit_code == 0, done.stderr
    assert done.stderr == f"9 files in {tmp_path}/new/folder\n"
    rows = (tmp_path / "new" / "folder" / "incidents.csv").read_text("utf-8").splitlines()[1:]
    assert rows
    assert all(f",{kind}," in row for row in rows)
    assert vedette(*given, "--output", tmp_path / "a.zip").exit_code == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.read("incidents.csv").decode().splitlines()[1:] == rows
    name = rows[0].split(",")[0]
    one = ("export", "--sample", "--format", "package", "--incident", name[:8])
    assert vedette(*one, "--output", tmp_path / "one").exit_code == 0
    assert len((tmp_path / "one" / "incidents.csv").read_text("utf-8").splitlines()) == 2
    assert vedette(*given).stdout_bytes.startswith(b"PK")


def test_a_folder_that_cannot_be_is_told(vedette, tmp_path):
    """Where a file is in the way; and a format of one file takes no folder."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = vedette("export", "--sample", "--format", "package", "--output", tmp_path / "file")
    assert done.exit_code == 1
    assert f"{tmp_path}/file: the file cannot be written" in done.stderr
    done = vedette("export", "--sample", "--format", "geojson", "--output", tmp_path)
    assert done.exit_code == 1
    assert f"{tmp_path}: the file cannot be written" in done.stderr
    assert not tmp_path.with_name(tmp_path.name + ".part").exists()
    alone = vedette("export", "--sample", "--format", "package", "--confidence", "0.5")
    assert alone.exit_code == 2
