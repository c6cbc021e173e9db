"""Toponyms made of what they turned out to mean: a site of the gazetteer, or a state."""

from vedette.records import Place, Span
from vedette.taxonomy.countries import Country
from vedette.taxonomy.places import Site
from vedette.taxonomy.sites import USUAL_KM, round_km


def of_site(span: Span, words: str, site: Site) -> Place:
    """Put a name on the map where the gazetteer has it."""
    return Place(
        span=span,
        text=words,
        lat=site.lat,
        lon=site.lon,
        country=site.country,
        geonames=site.geonames or None,
        precision=site.precision,
        radius_km=site.radius or USUAL_KM[site.precision],
    )


def of_country(span: Span, words: str, country: Country) -> Place:
    """Put a name into the middle of a state, with the state's extent."""
    return Place(
        span=span,
        text=words,
        lat=country.lat,
        lon=country.lon,
        country=country.code,
        geonames=country.geonames,
        precision="country",
        radius_km=float(f"{round_km(country.area):.2g}"),
    )
