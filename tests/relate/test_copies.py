"""Copies: laws of shingles, likeness and origins."""

from hypothesis import given
from hypothesis import strategies as st

from vedette.relate import copies

texts = st.lists(st.sampled_from([f"w{n}" for n in range(40)]), min_size=0, max_size=120).map(
    " ".join
)


@given(text=st.text(max_size=300))
def test_shingles_survive_packing(text):
    """What is packed comes back."""
    cut = copies.shingle(text)
    assert copies.unpack(cut.pack()) == cut.shingles


@given(one=texts, other=texts)
def test_likeness_is_symmetric(one, other):
    """Who is alike to whom does not depend on who asks."""
    a, b = copies.shingle(one).shingles, copies.shingle(other).shingles
    assert copies.alike(a, b, one_source=False) == copies.alike(b, a, one_source=False)


@given(text=texts)
def test_a_text_meets_itself(text):
    """The same words always share all bands and are wholly alike."""
    one, other = copies.shingle(text), copies.shingle(text.upper())
    assert one.bands == other.bands
    assert copies.like(one.shingles, other.shingles) == 1.0


def test_copies_of_a_wire_text_meet_in_a_band():
    """A text with a tenth of its words changed is found again, in all of 50 tries."""
    words = [f"word{n}" for n in range(150)]
    for seed in range(50):
        changed = [f"new{n}" if (n * 7 + seed) % 40 == 0 else w for n, w in enumerate(words)]
        one, other = copies.shingle(" ".join(words)), copies.shingle(" ".join(changed))
        assert set(one.bands) & set(other.bands)
        assert copies.alike(one.shingles, other.shingles, one_source=False)


def test_a_cut_report_is_a_copy():
    """The first half of a wire report is contained in it."""
    words = [f"word{n}" for n in range(200)]
    whole, cut = copies.shingle(" ".join(words)), copies.shingle(" ".join(words[:70]))
    assert copies.alike(whole.shingles, cut.shingles, one_source=False) == copies.like(
        whole.shingles, cut.shingles
    )
    assert copies.alike(whole.shingles, cut.shingles, one_source=True) is None


def test_the_bands_are_the_same_on_every_machine():
    """Bands are stored: another hash in a new release would part old texts from new ones."""
    assert copies.shingle("a cable broke off the coast of Hanko").bands[:3] == (
        5307123649643082353,
        8290507367235066652,
        6816221178878488544,
    )
