"""Likeness: what is a copy, what is a template, what only tells the same."""

from hypothesis import given
from hypothesis import strategies as st

from vedette.relate.likeness import SMALLEST, alike, filled, like
from vedette.relate.rarity import weigh
from vedette.relate.traces import trace

texts = st.lists(
    st.sampled_from(
        [f"{a}o{b}a{c}" for a in "BDF" for b in "klm" for c in "nrst"] + [".", "7", "said"]
    ),
    max_size=60,
).map(" ".join)

REPORT = (
    "Bulgarian prosecutors have opened an investigation after a data cable was severed, the "
    "Varna district office said on Sunday. The Pontus Link cable failed at 02:41 about 14 km "
    "south-east of Cape Kaliakra. A minehunter found a furrow of 1.6 kilometres and both ends"
    " 90 metres apart. The bulk carrier Aurelia Trader slowed from 11 to 3 knots, according "
    "to data of the Navy. It had left Novorossiysk with 21,000 tonnes of fertiliser."
)
FRENCH = (
    "Le parquet bulgare a ouvert une enquête après la rupture d’un câble de données, a "
    "annoncé dimanche le parquet de Varna. Le câble Pontus Link a cessé de fonctionner à 2 h "
    "41, à environ 14 km au sud-est du cap Kaliakra. Un chasseur de mines a découvert un "
    "sillon de 1,6 kilomètre et les deux bouts à 90 mètres l’un de l’autre. Le vraquier "
    "Aurelia Trader a ralenti de 11 à 3 nœuds, selon la marine. Il avait quitté Novorossiïsk "
    "avec 21 000 tonnes d’engrais."
)
FORM = (
    "{0} Airport was closed for {1} minutes on {2} evening after drones had been reported "
    "near the runway. {3} flights were diverted to {4}. The police searched the area with a "
    "helicopter and found nothing. Traffic was resumed at {5}. Passengers are asked to "
    "contact their airline."
)


@given(one=texts, other=texts, one_source=st.booleans())
def test_likeness_is_symmetric(one, other, one_source):
    """Who is alike to whom does not depend on who asks."""
    a, b = trace(one), trace(other)
    assert like(a, b) == like(b, a)
    assert alike(a, b, one_source=one_source) == alike(b, a, one_source=one_source)


@given(one=texts, other=texts)
def test_order_is_that_of_the_whole_table(one, other):
    """Looking only at what a match changes finds the heaviest alignment of all."""
    a, b = trace(one), trace(other)
    before = [0.0] * (len(b.sentences) + 1)
    for mine in a.sentences:
        row = [0.0]
        for at, theirs in enumerate(b.sentences):
            row.append(max(before[at + 1], row[at], before[at] + weigh(mine & theirs)))
        before = row
    light, heavy = sorted((a.whole, b.whole))
    ordered = min(1.0, before[-1] / max(light, min(heavy, SMALLEST))) if light else 0.0
    light, heavy = sorted((a.weight, b.weight))
    shared = weigh(a.marks & b.marks)
    contained = min(1.0, shared / max(light, min(heavy, SMALLEST))) if light else 0.0
    assert like(a, b) == (contained * ordered) ** 0.5


@given(text=texts)
def test_a_text_is_wholly_alike_to_itself(text):
    """Unless it has nothing that tells it from others."""
    left = trace(text)
    assert alike(left, trace(text.upper()), one_source=True) == (1.0 if left.marks else None)


def test_a_cut_report_is_a_copy():
    """The first half of a wire report stands in it, but an outlet does not copy itself."""
    whole, cut = trace(REPORT), trace(REPORT[:270])
    assert alike(whole, cut, one_source=False) == 1.0
    assert alike(whole, cut, one_source=True) is None


def test_a_headline_is_no_copy_of_its_report():
    """Everything in it stands in every report of the matter."""
    assert alike(trace(REPORT), trace("Cable cut off Kaliakra"), one_source=False) is None


def test_a_translation_is_a_copy():
    """Names, numbers and the order of the sentences give it away."""
    similarity = alike(trace(REPORT), trace(FRENCH), one_source=False)
    assert similarity is not None
    assert similarity > 0.4


def test_a_translation_of_another_report_is_none():
    """The same cable, told otherwise."""
    other = (
        "Der bulgarische Ministerpräsident hat am Montag den Hafen von Varna besucht. Das "
        "Kabel Pontus Link soll bis Oktober repariert sein, sagte er. Über das Schiff Aurelia"
        " Trader wollte er nicht sprechen."
    )
    assert alike(trace(REPORT), trace(other), one_source=False) is None


def test_a_template_with_other_facts_is_no_copy():
    """It keeps the words and changes what is told."""
    one = trace(FORM.format("Aalborg", 95, "Tuesday", "Six", "Billund", "22:50"))
    other = trace(FORM.format("Gdańsk", 140, "Sunday", "Eleven", "Poznań", "23:35"))
    assert filled(one, other)
    assert alike(one, other, one_source=False) is None


def test_a_corrected_figure_leaves_a_copy():
    """Other words change too, and all else that is told stays."""
    assert alike(trace(REPORT), trace(REPORT.replace("14 km", "15 km")), one_source=False)
