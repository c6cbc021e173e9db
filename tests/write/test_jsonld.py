"""JSON-LD by two readers not ours: one graph, in words that schema.org has, accusing nobody."""

import json
from dataclasses import replace

import pytest
import rdflib
from pyld import jsonld as reader
from rdflib.compare import isomorphic
from tests.web.invented import EVIL
from tests.write import dossiers

from vedette.write import jsonld

pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph:DeprecationWarning"
)  # rdflib's own
SCHEMA = rdflib.Namespace("https://schema.org/")
DESK = "a vedette desk"


def whole(evil=""):
    """The affair, one told by its country, one told nowhere."""
    return dossiers.dossier(evil), dossiers.near(evil), dossiers.nowhere()


def written(*listed, **more):
    """Write dossiers, and give the bytes."""
    return b"".join(jsonld.write_incidents(listed, dossiers.imprint(**more)))


def graph(*listed, **more):
    """Read what is written as triples."""
    return rdflib.Graph().parse(data=written(*listed, **more), format="json-ld")


def plain(told):
    """Write numbers alike: readers differ on whether 22.6 is 2.26E1, and 5000.0 is 5000."""
    found = rdflib.Graph()
    for one, word, other in told:
        number = getattr(other, "datatype", None) in {rdflib.XSD.double, rdflib.XSD.integer}
        found.add((one, word, rdflib.Literal(str(float(other))) if number else other))
    return found


def names(found):
    """The names of authors of claims."""
    return {str(row.name) for row in found}


@pytest.mark.parametrize("evil", ["", EVIL])
def test_two_readers_read_one_graph(evil):
    """PyLD and rdflib, without any network; with hostile words too."""
    raw = written(*whole(evil))
    quads = reader.to_rdf(json.loads(raw), {"format": "application/n-quads"})
    by_pyld = rdflib.Graph().parse(data=quads, format="nt")
    by_rdflib = graph(*whole(evil))
    assert len(by_pyld) == len(by_rdflib) > 100
    assert isomorphic(plain(by_pyld), plain(by_rdflib))
    assert json.loads(written())["@graph"][0]["name"] == DESK


def test_every_word_is_one_of_schema_org():
    """Types and properties, as rdflib lists them; all else is in a namespace of our own."""
    known = {str(term) for term in rdflib.SDO.__annotations__}
    told = graph(*whole())
    used = {*told.predicates(), *told.objects(None, rdflib.RDF.type)} - {rdflib.RDF.type}
    ours = {word for word in used if str(word).startswith(jsonld.TERMS)}
    assert {str(word).removeprefix(str(SCHEMA)) for word in used - ours} <= known
    assert {str(word).removeprefix(jsonld.TERMS) for word in ours} >= {"kind", "stage", "firmness"}


def test_an_accusation_is_a_claim_of_who_makes_it():
    """Its author is the accuser; where nobody is named it is the paper; never the desk."""
    found = graph(dossiers.dossier()).query(
        """PREFIX s: <https://schema.org/> PREFIX v: <urn:vedette:terms:>
        SELECT ?text ?name WHERE { ?c a s:Claim ; s:text ?text ; s:author ?a . ?a s:name ?name }"""
    )
    told = {str(row.text): str(row.name) for row in found}
    assert told["The report links it to Russia"] == "Kurier Nadwiślański"
    assert told["Police accuse somebody whose name is withheld"] == "police"
    assert told["Russia denies it"] == "Russia"
    assert "Poland" in names(found)
    assert DESK not in names(found)


def test_the_desk_rates_only_that_it_happened():
    """No review has an accusation as what it reviews: that claim has no author."""
    told = graph(*whole())
    rated = set(told.objects(None, SCHEMA.itemReviewed))
    assert len(rated) == 3
    for claim in rated:
        assert str(told.value(claim, SCHEMA.text)).startswith("This happened: ")
        assert told.value(claim, SCHEMA.author) is None


def test_what_cannot_be_judged_has_no_value():
    """A six is words alone."""
    sheet = dossiers.dossier().sheet
    six = dossiers.dossier(grade=replace(sheet.grade, credibility=6))
    told = graph(six)
    (rating,) = told.objects(None, SCHEMA.reviewRating)
    assert told.value(rating, SCHEMA.ratingValue) is None
    assert "cannot be judged" in str(told.value(rating, SCHEMA.alternateName))
    assert (None, SCHEMA.ratingValue, None) in graph(dossiers.dossier())
    assert (None, SCHEMA.itemReviewed, None) not in graph(dossiers.dossier(grade=None))


def test_a_report_stands_with_its_printer_terms_and_origin():
    """And is what the incident is the subject of."""
    told = graph(dossiers.dossier())
    reports = set(told.subjects(rdflib.RDF.type, SCHEMA.NewsArticle))
    (event,) = told.subjects(rdflib.RDF.type, SCHEMA.Event)
    assert set(told.objects(event, SCHEMA.subjectOf)) == reports
    assert {str(x) for x in told.objects(None, SCHEMA.usageInfo)} == {"all rights reserved"}
    ((copy, origin),) = told.subject_objects(SCHEMA.isBasedOn)
    assert {copy, origin} <= reports


def test_a_place_is_a_circle_and_a_country_is_none():
    """Radius in metres; dates as dates."""
    told = graph(dossiers.dossier())
    (circle,) = told.subjects(rdflib.RDF.type, SCHEMA.GeoCircle)
    assert told.value(circle, SCHEMA.geoRadius).toPython() > 100
    assert list(graph(dossiers.near()).subjects(rdflib.RDF.type, SCHEMA.GeoCircle)) == []
    (day,) = told.objects(None, SCHEMA.startDate)
    assert day.toPython().isoformat() == "2025-11-18"


def test_no_link_runs_anything_and_nobody_private_is_named():
    """Only addresses on the web are links."""
    told = graph(*whole(EVIL))
    assert all(str(x).startswith("http") for x in told.objects(None, SCHEMA.url))
    assert "Dornescu" not in written(*whole(EVIL)).decode()


def test_names_come_again():
    """Byte for byte, and for things that all desks mean alike on any desk."""
    assert written(*whole()) == written(*whole())
    other = replace(dossiers.imprint(), desk="2026-01-01T00:00:00Z")
    elsewhere = b"".join(jsonld.write_incidents([dossiers.dossier()], other))
    here, there = (
        {one["@id"]: one["@type"] for one in json.loads(raw)["@graph"]}
        for raw in (written(dossiers.dossier()), elsewhere)
    )
    both = {here[name] for name in here.keys() & there.keys()}
    assert both == {"Country", "Organization"}


def test_the_sample_says_so():
    """In the desk's name, what it says of itself, and each incident's name."""
    told = json.loads(written(dossiers.dossier(), sample=True))["@graph"]
    assert told[0]["name"].startswith("SAMPLE")
    assert told[1]["name"].startswith("SAMPLE")
