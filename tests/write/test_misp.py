"""MISP events by PyMISP and the official lists: templates, taxonomies, galaxies, a feed's life."""

import json
from dataclasses import replace
from datetime import timedelta
from importlib.resources import files

import jsonschema
import pymisp
import pytest
from pymisp.tools.feed import feed_meta_generator
from pytaxonomies import Taxonomies
from tests.web.invented import EVIL
from tests.write import dossiers
from tests.write.packages import unpacked

from vedette.handling import LEVELS
from vedette.records import Field, Span
from vedette.taxonomy.countries import countries
from vedette.write import misp
from vedette.write.misp import importing, tags
from vedette.write.misp.feeding import followed, withdrawn
from vedette.write.misp.telling import event

DATA = files("pymisp") / "data"
RELATIONSHIPS = {
    one["name"]
    for one in json.loads(
        (DATA / "misp-objects" / "relationships" / "definition.json").read_text("utf-8")
    )["values"]
}
ADDRESSES = {"link"}
"""What is compared between events."""


def whole(evil=""):
    """The affair, one told by its country, one told nowhere."""
    return dossiers.dossier(evil), dossiers.near(evil), dossiers.nowhere()


def feed(*listed, held=None, **more):
    """Write a feed into what is held, and give all that is held then."""
    held = dict(held or {})
    made = misp.write_folder(listed, dossiers.imprint(**more), held.get)
    return held | {one.name: b"".join(one.chunks) for one in made}


def laid(dossier, **more):
    """An event as it is written."""
    return json.loads(json.dumps(event(dossier, dossiers.imprint(**more))))["Event"]


def only(made):
    """The one event of a feed."""
    (name,) = {name for name in made if "-" in name}
    return json.loads(made[name])["Event"]


def clusters(galaxy):
    """The values of an official galaxy."""
    path = files("pymispgalaxies") / "data" / "misp-galaxy" / "clusters" / f"{galaxy}.json"
    return {one["value"] for one in json.loads(path.read_text("utf-8"))["values"]}


@pytest.fixture(scope="module")
def official():
    """All tags of the taxonomies that are used, by the official list."""
    known = Taxonomies()
    used = ("tlp", "admiralty-scale", "estimative-language", "osint", "misp", "workflow")
    return {tag for name in used for tag in known[name].machinetags()}


@pytest.mark.parametrize("evil", ["", EVIL])
def test_pymisp_reads_every_event(evil):
    """And MISP's schema finds nothing; nothing is for detection; ids and moments are told."""
    schema = json.loads((DATA / "schema-lax.json").read_text("utf-8"))
    for one in whole(evil):
        told = laid(one)
        assert list(jsonschema.Draft4Validator(schema).iter_errors({"Event": told})) == []
        read = pymisp.MISPEvent()
        read.load({"Event": told})
        assert read.uuid == told["uuid"]
        attributes = [each for made in read.objects for each in made.attributes]
        assert not any(each.to_ids for each in attributes)
        assert {each.object_relation in ADDRESSES for each in attributes} == {True, False}
        for each in attributes:
            assert each.disable_correlation is (each.object_relation not in ADDRESSES)
        uuids = [each.uuid for each in (read, *read.objects, *attributes)]
        assert len(uuids) == len(set(uuids))


@pytest.mark.parametrize("evil", ["", EVIL])
def test_every_object_is_as_its_official_template_has_it(evil):
    """Its id, version and category, each relation with its type, what it needs, how often."""
    for one in (each for dossier in whole(evil) for each in laid(dossier)["Object"]):
        path = DATA / "misp-objects" / "objects" / one["name"] / "definition.json"
        template = json.loads(path.read_text("utf-8"))
        assert one["template_uuid"] == template["uuid"]
        assert int(one["template_version"]) == template["version"]
        assert one["meta-category"] == template["meta-category"]
        relations = [each["object_relation"] for each in one["Attribute"]]
        assert set(template.get("required", ())) <= set(relations)
        assert not template.get("requiredOneOf") or set(template["requiredOneOf"]) & set(relations)
        for each in one["Attribute"]:
            known = template["attributes"][each["object_relation"]]
            assert each["type"] == known["misp-attribute"]
            assert known.get("multiple") or relations.count(each["object_relation"]) == 1
            assert each["value"] in known.get("values_list", [each["value"]])


def test_every_reference_leads_to_a_part_of_the_event():
    """By a relationship of the official list; a copy leads to its origin."""
    told = laid(dossiers.dossier())
    here = {one["uuid"]: one["name"] for one in told["Object"]}
    leads = [each for one in told["Object"] for each in one.get("ObjectReference", ())]
    assert {each["relationship_type"] for each in leads} <= RELATIONSHIPS
    assert {each["referenced_uuid"] for each in leads} <= here.keys()
    copies = [
        (here[each["object_uuid"]], here[each["referenced_uuid"]])
        for each in leads
        if each["relationship_type"] == "derived-from"
    ]
    assert ("news-media", "news-media") in copies


def test_every_tag_is_in_the_official_lists(official):
    """Taxonomies and galaxies, of events and of attributes."""
    sheet = dossiers.dossier().sheet
    influence = replace(sheet.line, kind="influence_operation", targets=("media", "rail"))
    for one in (*whole(), dossiers.dossier(line=influence)):
        told = laid(one)
        parts = (each for made in told["Object"] for each in made["Attribute"])
        for tag in (x for part in (told, *parts) for x in part.get("Tag", ())):
            name, found = tag["name"], tag["name"].startswith("misp-galaxy:")
            if not found:
                assert name in official
                continue
            galaxy, value = name.removeprefix("misp-galaxy:").split("=")
            assert value.strip('"') in clusters(galaxy)
    assert tags.REJECTED in official


@pytest.mark.parametrize("level", LEVELS)
def test_every_event_bears_the_label_of_its_incident(level, official):
    """So does what the manifest says of it, and no event bears two."""
    dossier = dossiers.dossier()
    dossier = replace(
        dossier, sheet=replace(dossier.sheet, line=replace(dossier.sheet.line, handling=level))
    )
    made = feed(dossier)
    (summed,) = json.loads(made[misp.MANIFEST]).values()
    assert f"tlp:{level}" in official
    for told in (only(made), summed):
        labels = [one["name"] for one in told["Tag"] if one["name"].startswith("tlp:")]
        assert labels == [f"tlp:{level}"]


def test_the_table_of_galaxies_holds():
    """Every state, sector and technique of ours is a cluster there."""
    assert {tags.country(code) for code in countries()} <= clusters("country")
    assert set(tags.galaxies()["sectors"].values()) <= clusters("sector")
    assert set(tags.galaxies()["disarm"]) <= clusters("disarm-techniques")


@pytest.mark.parametrize(
    ("means", "found"),
    [
        ("a forged website", ["Create Inauthentic Websites"]),
        ("three fake news sites", []),
        ("hijacked accounts", ["Acquire Compromised Account"]),
        ("e-mails", ["Email"]),
        ("a deepfake video on Telegram", ["Develop AI-Generated Videos (Deepfakes)", "Chat Apps"]),
        ("robots", []),
        ("leaflets", []),
    ],
)
def test_a_technique_is_told_where_the_words_name_it(means, found):
    """And only of an influence operation; what fits none has none."""
    sheet = dossiers.dossier().sheet
    mail, told, copied = sheet.accounts
    finding = replace(
        told.finding, fields={"means": (Field(span=Span(0, len(means)), text=means),)}
    )
    accounts = (replace(mail, finding=None), replace(told, finding=finding), copied)
    assert tags.techniques(dossiers.dossier(accounts=accounts)) == found
    assert not any("disarm" in tag for tag in tags.tags(dossiers.dossier(accounts=accounts)))


@pytest.mark.parametrize(
    ("mark", "told"),
    [("A1", "high"), ("B2", "moderate"), ("C1", "moderate"), ("D1", "low"), ("B3", "low")],
)
def test_a_grade_is_told_as_confidence(mark, told):
    """As the taxonomy of estimative language defines it."""
    grade = replace(dossiers.dossier().sheet.grade, reliability=mark[0], credibility=int(mark[1]))
    assert tags.confidence(grade) == told
    assert tags.confidence(replace(grade, reliability="F")) == ""
    assert tags.confidence(replace(grade, credibility=6)) == ""


def test_what_an_analyst_decided_is_reviewed():
    """While a decision holds."""
    decided = dossiers.dossier()
    assert 'misp:automation-level="reviewed"' in tags.tags(decided)
    alone = replace(decided, judgements=decided.judgements[1:])
    assert 'misp:automation-level="unsupervised"' in tags.tags(alone)


def test_nobody_private_is_named_and_nobody_is_accused_by_the_desk():
    """An accusation is an annotation in the words of who makes it; no actor is tagged."""
    raw = json.dumps([laid(one) for one in whole()])
    assert "Dornescu" not in raw
    assert "threat-actor" not in raw
    notes = [one for one in laid(dossiers.dossier())["Object"] if one["name"] == "annotation"]
    words = [each["value"] for one in notes for each in one["Attribute"]]
    assert (
        "Interior minister Halina Wrona accuses Russia and somebody whose name is withheld, as"
        " Kurier Nadwiślański reports."
    ) in words


# ── The feed ────────────────────────────────────────────────────────────────────────────────────


def test_the_feed_is_what_pymisp_would_make_of_it(tmp_path):
    """Manifest and hashes, by the generator that PyMISP brings."""
    made = feed(*whole(EVIL))
    unpacked(made, tmp_path)
    feed_meta_generator(tmp_path)
    assert json.loads((tmp_path / "manifest.json").read_text("utf-8")) == json.loads(
        made["manifest.json"]
    )
    theirs = (tmp_path / "hashes.csv").read_text("utf-8").splitlines()
    assert sorted(theirs) == sorted(made["hashes.csv"].decode().splitlines())
    assert len(theirs) > 50


def test_the_same_again_is_the_same_feed():
    """Byte for byte, into an empty folder and into the one that has it."""
    first = feed(*whole())
    assert feed(*whole()) == first
    assert feed(*whole(), held=first) == first


def later(dossier, seconds, **changes):
    """An incident as it is told some time after, with changes of its line."""
    sheet = replace(dossier.sheet, line=replace(dossier.sheet.line, **changes))
    return replace(dossier, sheet=sheet, changed=dossier.changed + timedelta(seconds=seconds))


@pytest.mark.parametrize("seconds", [0, 600])
def test_a_change_keeps_ids_and_raises_what_changed(seconds):
    """Whether or not the ledger's moment moved; what stayed the same keeps its timestamp."""
    first = feed(dossiers.dossier())
    before, now = only(first), None
    second = feed(later(dossiers.dossier(), seconds, status="charged"), held=first)
    now = only(second)
    assert now["uuid"] == before["uuid"]
    assert int(now["timestamp"]) > int(before["timestamp"])
    old, new = ({one["uuid"]: one for one in told["Object"]} for told in (before, now))
    assert old.keys() == new.keys()
    raised = {new[name]["name"] for name in old if new[name] != old[name]}
    assert raised == {"incident"}
    manifest = json.loads(second["manifest.json"])
    assert manifest[now["uuid"]]["timestamp"] == int(now["timestamp"])


def test_a_report_that_is_gone_is_deleted():
    """With its attributes and references; its values are looked up no more; told again, it is."""
    first = feed(dossiers.dossier())
    sheet = dossiers.dossier().sheet
    fewer = dossiers.dossier(accounts=sheet.accounts[:2])
    second = feed(fewer, held=first)
    (gone,) = [one for one in only(second)["Object"] if one.get("deleted")]
    assert gone["name"] == "news-media"
    assert all(each["deleted"] for each in (*gone["Attribute"], *gone["ObjectReference"]))
    assert int(gone["timestamp"]) > int(only(first)["timestamp"])
    assert len(second["hashes.csv"]) < len(first["hashes.csv"])
    assert feed(fewer, held=second) == second
    third = only(feed(dossiers.dossier(), held=second))
    assert not any(one.get("deleted") for one in third["Object"])
    assert int(third["timestamp"]) > int(only(second)["timestamp"])


def test_an_event_that_is_gone_is_withdrawn():
    """It stays in the feed, rejected, with everything deleted; a third time nothing moves."""
    first = feed(*whole())
    second = feed(*whole()[1:], held=first)
    name = laid(dossiers.dossier())["uuid"]
    told = json.loads(second[f"{name}.json"])["Event"]
    assert all(one["deleted"] for one in told["Object"])
    assert tags.REJECTED in [tag["name"] for tag in told["Tag"]]
    assert int(told["timestamp"]) > int(json.loads(first[f"{name}.json"])["Event"]["timestamp"])
    assert name in json.loads(second["manifest.json"])
    assert name not in second["hashes.csv"].decode()
    assert feed(*whole()[1:], held=second) == second
    back = json.loads(feed(*whole(), held=second)[f"{name}.json"])["Event"]
    assert tags.REJECTED not in [tag["name"] for tag in back["Tag"]]
    assert not any(one.get("deleted") for one in back["Object"])


def test_what_was_taken_back_is_withdrawn():
    """By whoever printed it; one that nobody was ever told of, too; what is refuted is not."""
    for held in ({}, feed(dossiers.dossier())):
        made = only(feed(later(dossiers.dossier(), 60, status="retracted"), held=held))
        assert all(one["deleted"] for one in made["Object"])
        assert tags.REJECTED in [tag["name"] for tag in made["Tag"]]
    made = only(feed(later(dossiers.dossier(), 60, status="refuted")))
    assert not any(one.get("deleted") for one in made["Object"])


def test_events_of_others_in_the_folder_are_theirs():
    """What another desk wrote is neither told nor withdrawn: it stays as it was, and listed."""
    other = replace(dossiers.imprint(), desk="2026-01-01T00:00:00Z")
    made = misp.write_folder([dossiers.dossier()], other)
    theirs = {one.name: b"".join(one.chunks) for one in made}
    both = feed(dossiers.near(), held=theirs)
    assert {name: both[name] for name in theirs if "-" in name} == {
        name: raw for name, raw in theirs.items() if "-" in name
    }
    manifest = json.loads(both["manifest.json"])
    assert len(manifest) == 2
    assert json.loads(theirs["manifest.json"]).items() <= manifest.items()
    assert set(theirs["hashes.csv"].splitlines()) <= set(both["hashes.csv"].splitlines())


def test_following_is_a_function_of_two_events():
    """What is new follows on nothing, and neither of the two is changed."""
    now = laid(dossiers.dossier())
    copy = json.loads(json.dumps(now))
    assert followed(None, now) is now
    gone = withdrawn(now, int(now["timestamp"]))
    assert int(gone["timestamp"]) == int(now["timestamp"]) + 1
    assert now == copy


def test_events_can_be_imported():
    """All in one file, as MISP's own import has it; the sample says so in every name."""
    raw = b"".join(importing.write_incidents(whole(), dossiers.imprint(sample=True)))
    told = json.loads(raw)["response"]
    assert len(told) == 3
    for one in told:
        read = pymisp.MISPEvent()
        read.load(one)
        assert read.info.startswith("SAMPLE: ")
        assert read.Orgc.name.startswith("SAMPLE: ")
