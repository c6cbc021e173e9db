"""Whose house a page says it is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.sources import load
from vedette.sources.drafts import draft_of
from vedette.sources.imprint import houses
from vedette.sources.leads import Lead


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({"@type": "NewsMediaOrganization", "legalName": "OÜ Naide"}, ["OÜ Naide"]),
        ({"@graph": [{"publisher": {"name": "Naide AS"}}]}, ["Naide AS"]),
        ([{"parentOrganization": [{"name": "Big House"}]}], ["Big House"]),
        ({"publisher": "no object"}, []),
    ],
)
def test_structured_data_names_the_house(told, named):
    """Wherever in the data it stands."""
    data = f'<script type="application/ld+json">{json.dumps(told)}</script>'
    assert list(houses(data)) == named


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("© 2026 Naide Meedia, all rights reserved", "Naide Meedia"),
        ("Copyright © Harbour Trust 2026", "Harbour Trust"),
        ("&copy; 1999-2026 Kurier Sp. z o.o. - Wszelkie prawa zastrzeżone", "Kurier Sp"),
        ("(c) Новости", "Новости"),
    ],
)
def test_the_copyright_line_names_it_too(line, named):
    """Without its years and what follows."""
    assert next(houses(f"<p>news</p><footer>{line}</footer>")).startswith(named)


def test_an_owner_is_spelt_as_in_the_list():
    """Two spellings would be two voices."""
    known = load().sources
    listed = next(source.owner for source in known if source.id == "ee/postimees")
    lead = Lead(url="https://new.example.ee/", houses=(listed.upper(),))
    channel = next(source for source in known if source.id == "ee/err").channels[0]
    made = draft_of(lead, (channel,), known=[s for s in known if s.id != "ee/err"])
    assert made.source is not None
    assert made.source.owner == listed
    assert any("owner is taken from its pages" in question for question in made.questions)


@given(st.text(max_size=300))
def test_any_page_is_taken(text):
    """Law: it never raises."""
    list(houses(f'<script type="application/ld+json">{text}</script>© {text}'))
