"""A public site: whole, linked, quiet, the same each time, and safe to show to anybody."""

import json
import re
import xml.etree.ElementTree as ET

import feedparser
import pytest
from tests.web.affair import NEAR, RAIL, STORY
from tests.web.invented import EVIL
from tests.web.public import reading
from tests.web.public.opened import DISMISSED, EDITED, ELSEWHERE, JOINED, REREAD, OpenDesk
from tests.write.dossiers import CULPRIT

from vedette.errors import VedetteError
from vedette.web.public import Site, SiteAsk, write

AT = "https://watch.example/below"
ASKED = SiteAsk(address=AT, title="Watch & <ward>")


def published(folder, desk=None, asked=ASKED):
    """Write a site into a folder."""
    write(folder, Site(desk or OpenDesk(), asked).leaves())
    return folder


@pytest.fixture(params=["", EVIL, "\x00\x0b\ud800 & <b>"], ids=["plain", "hostile", "unseen"])
def site(request, tmp_path):
    """A site of a desk, plain or attacked by all that it holds."""
    return published(tmp_path / "site", OpenDesk(evil=request.param))


def test_every_page_is_well_formed_and_every_link_leads_somewhere(site):
    """Elements nest, ids are one, and what a link names is there, the place in the page too."""
    pages = reading.pages(site)
    assert len(pages) > 20
    for path, page in pages.items():
        if path == "404.html":
            continue
        for href in page.links + [href for _, href in page.loads if not href.startswith("#")]:
            if not reading.inside(href):
                continue
            file, place = reading.target(path, href)
            assert (site / file).is_file(), f"{path} leads to {href}"
            assert not place or place in pages[file].ids, f"{path} leads to {href}"


def test_the_page_for_lost_visitors_leads_home_from_any_depth(site):
    """It is shown under any address, so that its links begin at the server's root."""
    page = reading.pages(site)["404.html"]
    own = [href for href in page.links if reading.inside(href) and not href.startswith("#")]
    own += [href for rel, href in page.loads if rel == "stylesheet"]
    assert len(own) > 5
    for href in own:
        assert href.startswith("/below/"), href
        assert (site / href.removeprefix("/below/")).is_file(), href


def test_nothing_is_loaded_from_anywhere_else(site):
    """No page, and no sheet, asks anybody else for anything; nothing is run."""
    for path, page in reading.pages(site).items():
        outside = [one for one in page.loads if not reading.inside(one[1])]
        assert [rel for rel, _ in outside] == ["canonical"] * len(outside), path
        scripts = [told for tag, told in page.tags if tag == "script"]
        assert all(told == {"type": "application/ld+json"} for told in scripts)
        assert not any(name.startswith("on") or name == "style" for _, t in page.tags for name in t)
        policy = page.metas["Content-Security-Policy"]["content"]
        assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self'")
    for sheet in site.glob("*.css"):
        assert not re.search(r"url\(|@import", sheet.read_text())


def test_hostile_words_stay_words(tmp_path):
    """What reports, sources and places say is escaped, and what cannot be seen is named."""
    site = published(tmp_path / "site", OpenDesk(evil=EVIL))
    for path in site.rglob("*.html"):
        told = path.read_text("utf-8")
        assert "<script>alert" not in told, path
        assert "\u202e" not in told, path
    assert "⟦RLO⟧" in (site / "incidents" / RAIL / "index.html").read_text("utf-8")
    outside = [
        href
        for page in reading.pages(site).values()
        for href in page.links
        if not reading.inside(href)
    ]
    assert all(href.startswith(("https://", "http://")) for href in outside)


def test_nobody_who_is_accused_is_named_in_any_file(site):
    """Not in a page, a feed, a data file or linked data."""
    for path in site.rglob("*"):
        if path.is_file() and path.suffix != ".css":
            told = path.read_text("utf-8")
            for name in CULPRIT.split():
                assert name not in told, path


def test_the_same_desk_gives_the_same_bytes(tmp_path):
    """At one moment two sites are alike in every byte."""
    one, other = (published(tmp_path / name) for name in ("a", "b"))
    assert (one / "manifest.json").read_bytes() == (other / "manifest.json").read_bytes()
    listed = json.loads((one / "manifest.json").read_text())["files"]
    there = {p.relative_to(one).as_posix() for p in one.rglob("*") if p.is_file()}
    assert there == {*listed, "manifest.json"}


def test_a_site_takes_the_place_of_the_older_one_and_of_nothing_else(tmp_path):
    """Its own older pages go, what somebody put there stays, a folder of others is refused."""
    site = published(tmp_path / "site")
    (site / "CNAME").write_text("watch.example")
    written = write(site, Site(OpenDesk(empty=True), ASKED).leaves())
    assert written.kept == 1
    assert (site / "CNAME").read_text() == "watch.example"
    assert not (site / "incidents" / RAIL).exists()
    other = tmp_path / "home"
    other.mkdir()
    (other / "letter.txt").write_text("dear")
    with pytest.raises(VedetteError, match="something else than a site"):
        published(other)
    assert [path.name for path in other.iterdir()] == ["letter.txt"]


def test_a_page_that_breaks_leaves_the_older_site(tmp_path):
    """Half a site is none."""
    site = published(tmp_path / "site")
    before = (site / "manifest.json").read_bytes()

    def breaking():
        yield from list(Site(OpenDesk(), SiteAsk(title="Other")).leaves())[:5]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(site, breaking())
    assert (site / "manifest.json").read_bytes() == before
    assert "Other" not in (site / "index.html").read_text()


@pytest.mark.parametrize("ending", ["atom", "rss"])
def test_feeds_are_read_by_a_reader_and_lead_to_the_pages(site, ending):
    """Every entry has its page, and every page names the feeds."""
    told = feedparser.parse((site / f"incidents.{ending}").read_bytes())
    assert not told.bozo
    assert told.feed.title == "Watch & <ward>"
    folders = {entry.link.removeprefix(f"{AT}/") for entry in told.entries}
    assert folders == {f"incidents/{RAIL}", f"incidents/{NEAR}"}
    assert all((site / folder / "index.html").is_file() for folder in folders)
    linked = reading.pages(site)["alarms/index.html"].loads
    assert ("alternate", f"../incidents.{ending}") in linked


def test_the_sitemap_lists_pages_that_are_there(site):
    """Each address is a page that wants to be found, and says when it changed where it knows."""
    top = ET.fromstring((site / "sitemap.xml").read_text())
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = [entry.findtext(f"{space}loc").removeprefix(f"{AT}/") for entry in top]
    pages = reading.pages(site)
    assert set(listed) == {
        path.removesuffix("index.html")
        for path, page in pages.items()
        if "robots" not in page.metas
    }
    assert f"incidents/{RAIL}/" in listed
    assert f"Sitemap: {AT}/sitemap.xml" in (site / "robots.txt").read_text()


def test_without_an_address_there_is_nothing_that_needs_one(tmp_path):
    """No feed, no map of the site, no canonical address; all else is there."""
    site = published(tmp_path / "site", asked=SiteAsk())
    names = {path.name for path in site.iterdir()}
    assert not names & {"incidents.atom", "incidents.rss", "sitemap.xml"}
    assert {"incidents.geojson", "incidents.csv", "incidents.stix.json", "robots.txt"} <= names
    assert "canonical" not in (site / "index.html").read_text()


def test_an_incident_says_who_says_what(site):
    """Its stages, voices, both sides, the grade with its reasons, its history and its data."""
    page = reading.pages(site)[f"incidents/{RAIL}/index.html"]
    assert {"reports", "said", "apart", "grade", "stages", "story"} <= set(page.ids)
    assert "SAMPLE" not in page.text
    for words in (
        "Told in 3 reports by 2 independent voices.",
        "Interior minister Halina Wrona accuses Russia and somebody whose name is withheld",
        "Russia denies it",
        "B for its best source (usually reliable)",
        "an analyst of this desk corrected kind",
        "in review",
        "recognised by its words, 80 % likely",
    ):
        assert words in page.text, words
    told = json.loads((site / "incidents" / RAIL / "incident.json").read_text())
    assert told["schema"] == "vedette.public-incident/1"
    assert told["line"]["id"] == RAIL


def test_linked_data_names_the_reports_and_no_culprit(site):
    """Each incident page carries schema.org as JSON that reads back."""
    raw = (site / "incidents" / RAIL / "index.html").read_text("utf-8")
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', raw, re.DOTALL)
    told = json.loads(block)
    assert (told["@context"], told["@type"]) == ("https://schema.org", "Report")
    assert told["url"] == f"{AT}/incidents/{RAIL}/"
    assert told["about"]["@type"] == "Event"
    assert told["about"]["location"]["geo"]["@type"] == "GeoCircle"
    assert len(told["citation"]) == 2
    assert not {"actor", "performer", "organizer"} & told["about"].keys()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (JOINED, "told together with other reports of the same incident"),
        (DISMISSED, "found that it was no incident of the kinds told here (decision 14"),
        (EDITED, "The publisher changed the report that told it on 20 November 2025."),
        (REREAD, "was read anew on 20 November 2025"),
    ],
)
def test_an_incident_that_is_gone_keeps_its_page(site, name, words):
    """It says what became of it, leads on where it goes on, and asks not to be found."""
    page = reading.pages(site)[f"incidents/{name}/index.html"]
    assert words in page.text
    assert page.metas["robots"]["content"] == "noindex"
    assert any(RAIL in href for href in page.links) == (name in {JOINED, REREAD})
    listed = reading.pages(site)["corrections/index.html"]
    assert any(name in href for href in listed.links) == (name in {DISMISSED, EDITED})


def test_what_is_not_public_has_no_page(site):
    """An id whose incident is told under one that is not public leads nowhere."""
    assert not (site / "incidents" / ELSEWHERE).exists()


def test_a_sample_says_so_on_every_page_and_in_every_file(tmp_path):
    """Nobody takes what is invented for news, and no search engine finds it."""
    site = published(tmp_path / "site", OpenDesk(sample=True))
    for path, page in reading.pages(site).items():
        assert "SAMPLE" in page.text, path
        assert page.metas["og:title"]["content"].startswith("SAMPLE"), path
        assert page.metas["robots"]["content"] == "noindex", path
    assert "Disallow: /" in (site / "robots.txt").read_text()
    for name in ("atom", "rss", "csv", "geojson", "stix.json"):
        assert "SAMPLE" in (site / f"incidents.{name}").read_text("utf-8"), name
    assert json.loads((site / "incidents" / RAIL / "incident.json").read_text())["sample"] is True


def test_an_empty_desk_gives_a_whole_site(tmp_path):
    """Nothing to tell is told."""
    site = published(tmp_path / "site", OpenDesk(empty=True))
    assert "No incident is told here." in reading.pages(site)["index.html"].text


def test_stories_kinds_places_and_the_map_have_their_pages(site):
    """An incident is found by each of them."""
    pages = reading.pages(site)
    for folder in (f"stories/{STORY}", "kinds/sabotage", "places/pl", "map"):
        assert any(RAIL in href for href in pages[f"{folder}/index.html"].links), folder
    assert "at most 1 false alarm a month" in pages["alarms/index.html"].text


def test_long_lists_run_over_several_pages(tmp_path):
    """Newer and older lead to and fro, and no incident is lost."""
    desk = OpenDesk()
    base = desk.incident(RAIL).line
    many = [f"{n:032x}" for n in range(230)]

    class Many(OpenDesk):
        def incidents(self, ask):
            found = super().incidents(ask)
            lines = tuple(type(base)(**{**fields(base), "id": name}) for name in many)
            return type(found)(lines=lines)

        def dossier(self, name):
            told = super().dossier(RAIL)
            line = type(base)(**{**fields(base), "id": name})
            sheet = type(told.sheet)(**{**fields(told.sheet), "line": line})
            return type(told)(**{**fields(told), "sheet": sheet})

    def fields(record):
        return {name: getattr(record, name) for name in record.__dataclass_fields__}

    pages = reading.pages(published(tmp_path / "site", Many()))
    listed = [
        name
        for path in ("", "page-2/", "page-3/")
        for name in many
        if f"../{'../' if path else ''}incidents/{name}/index.html"
        in pages[f"incidents/{path}index.html"].links
    ]
    assert listed == many
