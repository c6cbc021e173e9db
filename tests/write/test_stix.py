"""STIX bundles are valid by OASIS' own validator, come again as they were, accuse nobody."""

import json
import re
from dataclasses import replace
from importlib import resources

import pytest
import stix2
from jsonschema import Draft202012Validator
from stix2.confidence.scales import admiralty_credibility_to_value
from stix2validator import ValidationOptions, validate_instance
from tests.web.invented import EVIL
from tests.write import dossiers

from vedette.answers import Status
from vedette.records import CREDIBILITIES
from vedette.write import stix
from vedette.write.stix.objects import NAMESPACE, PROVENANCE
from vedette.write.stix.scales import CONFIDENCES, DETERMINATIONS, INCIDENT_CORE, INVESTIGATIONS

EXPLAINED = {"103", "202", "302"}
"""The warnings that docs/reference/exports.md explains."""
DETERMINED = {"blocked", "confirmed", "failed-attempt", "false-positive", "suspected"}
"""Incident Core Extension 2.0, section 5.5."""


def bundle(*listed, **more):
    """Write dossiers as one bundle."""
    return b"".join(stix.write_incidents(listed, dossiers.imprint(**more)))


def of(raw, type_):
    """The objects of a type."""
    return [one for one in json.loads(raw)["objects"] if one["type"] == type_]


def faults(raw):
    """What the validator of OASIS finds: errors, and warnings that the papers do not explain."""
    found = validate_instance(json.loads(raw), ValidationOptions(version="2.1"))
    codes = [re.search(r"\{(\d+)\}", str(one)) for one in found.warnings]
    return list(found.errors), {code[1] for code in codes if code} - EXPLAINED


def misshapen(raw):
    """What is wrong with the extensions, by the schema that ships."""
    schema = json.loads(resources.files("vedette.write.stix").joinpath("schema.json").read_bytes())
    check = Draft202012Validator(schema)
    told = [one.get("extensions", {}).get(PROVENANCE) for one in json.loads(raw)["objects"]]
    return [fault.message for ext in told if ext for fault in check.iter_errors(ext)]


@pytest.mark.parametrize("sample", [False, True])
@pytest.mark.parametrize("evil", ["", EVIL])
def test_a_bundle_is_valid(evil, sample):
    """By the validator, by the library, by our own schema; whatever stands in the words."""
    listed = dossiers.dossier(evil), dossiers.near(evil), dossiers.nowhere()
    raw = bundle(*listed, sample=sample)
    assert faults(raw) == ([], set())
    assert misshapen(raw) == []
    assert len(stix2.parse(raw.decode()).objects) == len(json.loads(raw)["objects"])


def test_a_bundle_of_nothing_is_valid():
    """What answers no question still has its markings."""
    assert faults(bundle()) == ([], set())


def test_the_same_dossiers_give_the_same_bytes():
    """And another desk gives its objects other ids, but those that all desks mean alike."""
    raw = bundle(dossiers.dossier())
    assert raw == bundle(dossiers.dossier())
    other = replace(dossiers.imprint(), desk="2025-11-02T08:00:00.000000Z")
    elsewhere = b"".join(stix.write_incidents([dossiers.dossier()], other))
    assert not {one["id"] for one in of(raw, "incident")} & {
        one["id"] for one in of(elsewhere, "incident")
    }
    assert of(raw, "location") == of(elsewhere, "location")


def test_one_incident_is_a_part_of_all():
    """Its objects are the same, alone and among others; none stands twice."""
    alone, among = (
        {one["id"]: one for one in json.loads(raw)["objects"]}
        for raw in (
            bundle(dossiers.dossier()),
            bundle(dossiers.near(), dossiers.dossier(), dossiers.nowhere()),
        )
    )
    assert alone.items() <= among.items()
    raw = bundle(dossiers.dossier(), dossiers.dossier())
    assert len(json.loads(raw)["objects"]) == len(alone)


def test_every_reference_leads_somewhere():
    """Whatever an object names stands in the bundle."""
    raw = bundle(dossiers.dossier(), dossiers.near())
    held = {one["id"] for one in json.loads(raw)["objects"]}
    named = set(re.findall(rb'"([a-z-]+--[0-9a-f-]{36})"[,\]}]', raw))
    outside = {name.decode() for name in named} - held
    assert {name.partition("--")[0] for name in outside} <= {"bundle"}


def test_accusations_are_those_of_who_makes_them():
    """A state accuses or links; nothing is attributed, and no threat actor is named."""
    raw = bundle(dossiers.dossier())
    names = {one["id"]: one["name"] for one in of(raw, "identity")}
    told = {
        (names[one["source_ref"]], one["relationship_type"], names.get(one["target_ref"]))
        for one in of(raw, "relationship")
        if one["relationship_type"] != "located-at"
    }
    assert told == {
        ("Poland", "accuses", "Russia"),
        ("Kurier Nadwiślański", "links", "Russia"),
        ("Russia", "denies", None),
    }
    (charge,) = (one for one in of(raw, "relationship") if one["relationship_type"] == "accuses")
    assert charge["description"].startswith("Interior minister Halina Wrona accuses Russia and som")
    assert charge["confidence"] == 70
    assert charge["extensions"][PROVENANCE]["incident_ref"] == of(raw, "incident")[0]["id"]
    assert not of(raw, "threat-actor")
    assert b"attributed-to" not in raw


def test_a_private_person_is_not_named():
    """Who is accused and is no state: nowhere, in no headline and no quotation."""
    raw = bundle(dossiers.dossier())
    assert b"Dornescu" not in raw
    assert b"Arcadie" not in raw
    notes = [one["content"] for one in of(raw, "note")]
    assert any(one.startswith("Police accuse somebody whose name is withheld") for one in notes)
    assert any(one.startswith("Riga does not say who is behind it") for one in notes)
    held = [one["description"] for one in of(raw, "report")]
    assert any(one.startswith("“[name withheld] was seen at the blast") for one in held)


def test_a_copy_accuses_nobody_of_itself():
    """What it repeats stands with its origin alone, and it names it."""
    raw = bundle(dossiers.dossier())
    said = [*of(raw, "note"), *of(raw, "relationship")]
    speaking = {one.get("extensions", {}).get(PROVENANCE, {}).get("report_ref") for one in said}
    told = {one["id"]: one["extensions"][PROVENANCE] for one in of(raw, "report")}
    (copy,) = (one for one, ext in told.items() if "copy_of_ref" in ext)
    assert copy not in speaking
    assert told[copy]["copy_of_ref"] in told


def test_no_more_text_than_a_quotation():
    """No report has more of its article than 240 characters and its headline."""
    for one in of(bundle(dossiers.dossier()), "report"):
        assert len(one["description"]) <= 243
        assert one["external_references"][0]["url"].startswith("https://")
        assert len(one["object_marking_refs"]) == 2


def test_who_differs_has_an_opinion_and_analysts_a_note():
    """Who contradicts disagrees; decisions stand without their author and reason."""
    raw = bundle(dossiers.dossier())
    assert {one["opinion"] for one in of(raw, "opinion")} == {"disagree", "neutral"}
    notes = {one["content"] for one in of(raw, "note")}
    assert any(one.startswith("Decision 14 of an analyst") and "(kind)" in one for one in notes)
    assert any(one.startswith("Sources differ on accused: Russia (Kurier") for one in notes)


def test_a_country_is_no_point():
    """It has its code and no coordinates; a town has its radius in metres."""
    (country,) = of(bundle(dossiers.near()), "location")
    assert (country["country"], "latitude" in country) == ("PL", False)
    (town,) = of(bundle(dossiers.dossier()), "location")
    assert (town["latitude"], town["precision"]) == (51.2, 5000.0)
    assert not of(bundle(dossiers.nowhere()), "location")


def test_the_sample_says_so_everywhere():
    """Every object of an incident is marked, and its name begins with it."""
    raw = bundle(dossiers.dossier(), sample=True)
    (mark,) = (one["id"] for one in of(raw, "marking-definition") if "SAMPLE" in str(one))
    for type_ in ("incident", "report", "relationship", "note", "opinion"):
        for one in of(raw, type_):
            assert mark in one["object_marking_refs"]
            assert one["labels"][0] == "sample"
    assert of(raw, "incident")[0]["name"].startswith("SAMPLE: ")
    assert b"SAMPLE" not in bundle(dossiers.dossier())


def test_confidence_is_that_of_appendix_a():
    """The library's own reading of the scale agrees; what cannot be judged has none."""
    for figure in CREDIBILITIES:
        words = {
            1: "1 - Confirmed by other sources",
            2: "2 - Probably True",
            3: "3 - Possibly True",
            4: "4 - Doubtful",
            5: "5 - Improbable",
        }
        if figure in words:
            assert CONFIDENCES[figure] == admiralty_credibility_to_value(words[figure])
        else:
            assert figure not in CONFIDENCES


def test_stages_map_to_the_incident_core_extension():
    """Every stage that is mapped is one of ours, and every value is of the published list."""
    stages = set(Status.__args__)
    assert DETERMINATIONS.keys() | INVESTIGATIONS.keys() <= stages
    assert set(DETERMINATIONS.values()) <= DETERMINED
    assert set(INVESTIGATIONS.values()) <= {"closed", "new", "open"}
    core = of(bundle(dossiers.dossier()), "incident")[0]["extensions"][INCIDENT_CORE]
    assert core["determination"] == "suspected"
    assert core["scores"][0]["value"] == 2


def test_the_schema_is_named_as_the_extension_is():
    """Its id, the definition's and the namespace belong together, for good."""
    assert PROVENANCE == "extension-definition--0830b6b4-94fa-5bc3-bc31-3f066e0a7c14"
    assert str(NAMESPACE) == "6f1c1d4e-5a0b-4f0e-9a55-0d1f5b2c7e63"
