"""`vedette publish`: the sample as a site, told in a line, refused where it would do harm."""

import json
import random
import time
from hashlib import sha256

import pytest
from click.testing import CliRunner
from tests.killing import kill, run
from tests.web.public import reading

from vedette.cli import main
from vedette.desk import running
from vedette.desk.settings import Settings
from vedette.engines import Local


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home in which the sample is coded."""
    told = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(told))
        with running.opened(Settings().sample_url) as store:
            running.fill_sample(store, Local())
    return told


@pytest.fixture
def vedette(home, monkeypatch, tmp_path):
    """Run a verb in that home, in an empty folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    monkeypatch.chdir(tmp_path)
    return lambda *args: CliRunner().invoke(main, ["publish", *map(str, args)])


def sound(folder):
    """The title of a site whose every file is as its list has it."""
    listed = json.loads((folder / "manifest.json").read_text())["files"]
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there == {*listed, "manifest.json"}
    for name, told in listed.items():
        assert sha256((folder / name).read_bytes()).hexdigest() == told["sha256"], name
    page = reading.Page((folder / "index.html").read_text("utf-8"))
    return page.metas["og:site_name"]["content"]


def test_the_sample_as_a_site(vedette, tmp_path):
    """Every link leads somewhere, every page says SAMPLE, twice the same bytes, told as JSON."""
    done = vedette("site", "--sample", "--address", "https://watch.example/", "--json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    site = tmp_path / "site"
    assert told["schema"] == "vedette.published/1"
    assert told["incidents"] == len(list(site.glob("incidents/*/incident.json"))) > 20
    assert told["files"] == len(json.loads((site / "manifest.json").read_text())["files"])
    pages = reading.pages(site)
    for path, page in pages.items():
        assert "SAMPLE" in page.text
        for href in page.links if path != "404.html" else ():
            if reading.inside(href):
                file, place = reading.target(path, href)
                assert (site / file).is_file(), f"{path} leads to {href}"
                assert not place or place in pages[file].ids
    assert vedette("again", "--sample", "--address", "https://watch.example").exit_code == 0
    again = (tmp_path / "again" / "manifest.json").read_bytes()
    assert again == (site / "manifest.json").read_bytes()


def test_since_leaves_older_incidents_out(vedette, tmp_path):
    """Only what was reported on the day or later has a page."""
    assert vedette("site", "--sample", "--since", "2026-03-20").exit_code == 0
    told = list((tmp_path / "site").glob("incidents/*/incident.json"))
    assert told
    assert all(json.loads(one.read_text())["line"]["last"] >= "2026-03-20" for one in told)


def test_a_folder_with_something_else_in_it_is_refused(vedette, tmp_path):
    """Nothing in it is touched, and the sentence says what to do."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("dear")
    done = vedette("home", "--sample")
    assert done.exit_code == 1
    assert "name a folder that is empty" in done.stderr
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("address", ["watch.example", "javascript:alert(1)", "https://", "ftp://a"])
def test_an_address_is_one_of_the_web(vedette, address):
    """What a browser does not open is refused before anything is read."""
    assert vedette("site", "--sample", "--address", address).exit_code == 2


def test_without_an_address_it_says_what_is_missing(vedette):
    """Feeds and the sitemap are not silently left out."""
    done = vedette("site", "--sample")
    assert "no feeds and no sitemap" in done.stderr


@pytest.mark.soak
def test_twenty_kills_leave_the_older_site_or_the_newer_one(home, vedette, tmp_path):
    """At no moment is there half a site, or none."""
    site = tmp_path / "site"
    begun = time.monotonic()
    assert vedette("site", "--sample", "--title", "run 0").exit_code == 0
    took, chance = time.monotonic() - begun, random.Random(1)
    for number in range(1, 21):
        process = run("publish", str(site), "--sample", "--title", f"run {number}", home=home)
        time.sleep(chance.uniform(0.3, 2.0) * took)
        kill(process)
        assert sound(site) in {f"run {n}" for n in range(number + 1)}
    assert vedette("site", "--sample", "--title", "last").exit_code == 0
    assert sound(site) == "last"
    assert {path.name for path in tmp_path.iterdir()} == {"site", ".site.lock"}
