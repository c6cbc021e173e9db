"""Feeds that readers take: valid, stable, updated with the stage, without any report's text."""

import json
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.invented import EVIL, NOON
from tests.web.small import SmallDesk
from tests.write import dossiers

from vedette.records import Step
from vedette.write import atom, elements, rss

AT = "http://desk.example"
WRITERS = {"rss": rss, "atom": atom}
ATOM = "{http://www.w3.org/2005/Atom}"


def incidents(format_, *listed, **more):
    """Write incidents as a feed."""
    told = dossiers.imprint(**({"address": AT} | more))
    return b"".join(WRITERS[format_].write_incidents(listed, told))


def findings(format_, evil="", **more):
    """Write the findings of the small desk as a feed."""
    lines = SmallDesk(evil=evil).lines
    return b"".join(WRITERS[format_].write(lines, address=AT, **more))


def read(raw):
    """Read a feed as a reader does, without a complaint."""
    told = feedparser.parse(raw)
    assert not told.bozo, told.get("bozo_exception")
    return told


def faults(raw):
    """What RFC 4287 (sections 4.1.1 and 4.1.2) or RSS 2.0.11 forbids in what is written here."""
    root = ET.fromstring(raw)
    if root.tag == "rss":
        yield from _rss_faults(root)
    else:
        yield from _atom_faults(root)


def _atom_faults(feed):
    for one in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            if len(one.findall(ATOM + name)) != 1:
                yield f"{one.tag} has not one {name}"
        links = [link.attrib for link in one.findall(f"{ATOM}link")]
        if sum(link["rel"] == "alternate" for link in links) != 1:
            yield "no alternate link"
    if feed.find(f"{ATOM}author/{ATOM}name") is None:
        yield "no author"
    ids = [one.text for one in feed.iter(f"{ATOM}id")]
    if len(ids) != len(set(ids)):
        yield "an id twice"


def _rss_faults(root):
    (channel,) = root
    for name in ("title", "link", "description"):
        if len(channel.findall(name)) != 1:
            yield f"the channel has not one {name}"
    for item in channel.findall("item"):
        if [one.attrib for one in item.findall("guid")] != [{"isPermaLink": "false"}]:
            yield "no guid"
        if item.find("title") is None or item.find("description") is None:
            yield "an item of nothing"
    if channel.find(f"{ATOM}link").attrib["rel"] != "self":
        yield "it does not say where it is"


@pytest.mark.parametrize("evil", ["", EVIL, "\x00\x0b\ud800 & <b>"])
@pytest.mark.parametrize("format_", WRITERS)
def test_a_feed_is_valid(format_, evil):
    """Of incidents and of findings, empty too, whatever stands in the words."""
    listed = dossiers.dossier(evil), dossiers.near(evil), dossiers.nowhere()
    for raw, count in (
        (incidents(format_, *listed), 3),
        (incidents(format_), 0),
        (findings(format_, evil), len(SmallDesk().lines)),
    ):
        assert list(faults(raw)) == []
        assert len(read(raw).entries) == count


@pytest.mark.parametrize("format_", WRITERS)
def test_an_entry_is_known_again_and_moves_with_its_stage(format_):
    """Its key stays, wherever the desk stands; it is updated when its stage changes."""
    one = dossiers.dossier()
    (before,) = read(incidents(format_, one)).entries
    whole = one.sheet.incident
    step = Step(at=NOON + timedelta(days=3), article=whole.steps[0].article, status="charged")
    line = replace(one.sheet.line, status="charged")
    later = dossiers.dossier(line=line, incident=replace(whole, steps=(*whole.steps, step)))
    (after,) = read(incidents(format_, later, address="https://elsewhere.example")).entries
    assert before.id == after.id
    assert before.id.startswith("urn:uuid:")
    assert before.title == "Sabotage, Lipowa, Poland: attributed"
    assert after.title == "Sabotage, Lipowa, Poland: charged"
    assert before.updated_parsed < after.updated_parsed
    assert before.link == f"{AT}/incidents/{one.sheet.line.id}"
    assert after.link.startswith("https://elsewhere.example/")


@pytest.mark.parametrize("format_", WRITERS)
def test_the_feed_changes_with_anything_in_it(format_):
    """Another report moves the feed, though its incident's stage is as it was."""
    one = dossiers.dossier()
    later = replace(one, changed=one.changed + timedelta(hours=1))
    before, after = (read(incidents(format_, told)) for told in (one, later))
    assert before.feed.updated_parsed < after.feed.updated_parsed
    assert before.entries[0].updated == after.entries[0].updated
    assert incidents(format_, one) == incidents(format_, dossiers.dossier())


@pytest.mark.parametrize("format_", WRITERS)
def test_no_name_and_no_text_is_in_a_feed(format_):
    """Who is accused and is no state is somebody; of a report there is its headline."""
    raw = incidents(format_, dossiers.dossier()).decode()
    assert "Dornescu" not in raw
    assert "accuses Russia and somebody whose name is withheld" in raw
    assert dossiers.dossier().sheet.accounts[0].sentence not in raw
    for entry in read(findings(format_)).entries:
        assert len(entry.summary) <= 243


@pytest.mark.parametrize("format_", WRITERS)
def test_the_sample_says_so(format_):
    """In the feed's name and in each entry's."""
    for raw in (
        incidents(format_, dossiers.dossier(), sample=True),
        findings(format_, sample=True),
    ):
        told = read(raw)
        assert told.feed.title.startswith("SAMPLE: ")
        assert all(one.title.startswith("SAMPLE: ") for one in told.entries)
    assert b"SAMPLE" not in incidents(format_, dossiers.dossier())


def test_a_description_is_text_and_no_markup():
    """Readers take that of RSS for HTML: what was written is what is shown."""
    told = read(incidents("rss", dossiers.dossier(" <b>&amp;</b>"))).entries[0]
    assert "<b>" not in told.summary.replace("&lt;b&gt;", "")


@given(st.text())
def test_nothing_that_xml_cannot_hold_is_left(words):
    """Whatever a headline holds, it can be written and read."""
    raw = f"<a>{json.dumps(elements.clean(words)).replace('&', '').replace('<', '')}</a>"
    assert ET.fromstring(raw).tag == "a"
    assert elements.clean(elements.clean(words)) == elements.clean(words)


@pytest.mark.parametrize("format_", WRITERS)
def test_what_nobody_is_told_to_have_said_leaves_no_gap(format_):
    """An accusation of which there are no words is not told, and not as blanks either."""
    told = dossiers.dossier()
    first, *others = told.sheet.accounts
    mute = replace(dossiers.GUILT[0], fields={})
    silent = replace(first, about=(mute,))
    sheet = replace(told.sheet, accounts=(silent, *others))
    assert "  " not in read(incidents(format_, replace(told, sheet=sheet))).entries[0].summary
