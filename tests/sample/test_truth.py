"""truth.json says of the archive what the archive bears out."""

import re
from datetime import date, timedelta
from itertools import combinations

import pytest

from vedette import sample

TRUTH = sample.truth()
REPORTS = {report.slug: report for report in sample.reports()}
KINDS = frozenset(
    {
        "airspace_violation",
        "arson",
        "assassination",
        "border_provocation",
        "cbrn",
        "cyberattack",
        "drone_incursion",
        "economic_coercion",
        "espionage",
        "explosive_attack",
        "gnss_interference",
        "influence_operation",
        "military_buildup",
        "missile_drone_strike",
        "naval_incident",
        "sabotage",
        "undersea_infrastructure",
        "unexplained",
        "vandalism",
    }
)
EXAMPLES = [(name, shown) for part in (TRUTH.kinds, TRUTH.types) for name, shown in part.items()]
CONFLICTS = TRUTH.disagreements + TRUTH.updates

# Measured as Jaccard similarity of five-word shingles without the title: a whole copy 1.0, a
# reworded one 0.27 and 0.44, a cut one 0.59, two reports that were written apart at most 0.01.
APART = 0.02
SIMILAR = {
    "verbatim": (0.9, 1.0),
    "retitled": (0.9, 1.0),
    "cut": (0.3, 0.9),
    "rewritten": (0.15, 0.9),
}


def shingles(slug: str) -> frozenset[tuple[str, ...]]:
    """Cut a report's paragraphs, title apart, into overlapping runs of five words."""
    body = REPORTS[slug].text.split("\n\n", 1)[1]
    words = re.findall(r"\w+", body.lower())
    return frozenset(tuple(words[i : i + 5]) for i in range(len(words) - 4))


SHINGLES = {slug: shingles(slug) for slug in REPORTS}


def similarity(one: str, other: str) -> float:
    """Jaccard similarity of two reports' shingles."""
    return len(SHINGLES[one] & SHINGLES[other]) / len(SHINGLES[one] | SHINGLES[other])


def test_every_report_has_exactly_one_place():
    """A report is in one story, or alone, or clean; no slug is made up, none forgotten."""
    placed = [slug for story in TRUTH.stories for slug in story.reports]
    placed += [*TRUTH.alone, *TRUTH.clean]
    assert sorted(placed) == sorted(REPORTS)


def test_stories_run_in_order_of_publication():
    """A story is told from its beginning."""
    for story in TRUTH.stories:
        published = [REPORTS[slug].published for slug in story.reports]
        assert published == sorted(published), story.id


def test_there_are_reports_that_say_nothing_in_scope():
    """False alarms can only be counted where there is nothing to find."""
    assert len(TRUTH.clean) >= 8


@pytest.mark.parametrize("pair", TRUTH.copies, ids=lambda pair: pair.copy)
class TestCopies:
    """Each copy is one, of the sort it is said to be."""

    def test_origin_is_earlier_and_elsewhere(self, pair):
        """Nobody copies tomorrow's paper, or himself."""
        copy, origin = REPORTS[pair.copy], REPORTS[pair.origin]
        assert origin.published < copy.published
        assert origin.source != copy.source

    def test_it_shares_as_many_words_as_its_kind_says(self, pair):
        """Verbatim and retitled copies share nearly all, cut and reworded ones a good part."""
        low, high = SIMILAR[pair.kind]
        assert low <= similarity(pair.copy, pair.origin) <= high

    def test_title_changes_with_the_kind(self, pair):
        """A retitled copy has a title of its own, a verbatim or cut one does not."""
        same = REPORTS[pair.copy].title == REPORTS[pair.origin].title
        assert same == (pair.kind in {"verbatim", "cut"})

    def test_a_cut_copy_adds_nothing(self, pair):
        """Cutting takes words away and brings none."""
        if pair.kind == "cut":
            assert SHINGLES[pair.copy] < SHINGLES[pair.origin]

    def test_both_belong_to_one_story(self, pair):
        """A copy tells what its origin tells."""
        assert any({pair.copy, pair.origin} <= set(story.reports) for story in TRUTH.stories)


def test_all_kinds_of_copies_occur():
    """A copy finder that knows only one kind must fail here."""
    assert {pair.kind for pair in TRUTH.copies} == set(SIMILAR)


def test_no_copy_goes_unnamed():
    """Any two reports that share runs of words are a copy and its origin, or two versions."""
    named = {frozenset((pair.copy, pair.origin)) for pair in TRUTH.copies}
    named |= {frozenset((edit.first, edit.later)) for edit in TRUTH.versions}
    alike = {frozenset(two) for two in combinations(REPORTS, 2) if similarity(*two) > APART}
    assert alike == named


def test_versions_are_one_article_in_two_states():
    """Same outlet, same address, other words, later."""
    assert TRUTH.versions
    for edit in TRUTH.versions:
        first, later = REPORTS[edit.first], REPORTS[edit.later]
        assert (first.source, first.url) == (later.source, later.url)
        assert first.published < later.published
        assert first.text != later.text


def test_quiet_days_are_those_without_a_report_in_scope():
    """At least four, and one of them without any report at all."""
    start = min(report.published for report in REPORTS.values()).date()
    days = {start + timedelta(days=n) for n in range(21)}
    loud = {_day(slug) for slug in REPORTS if slug not in TRUTH.clean}
    assert set(TRUTH.quiet_days) == days - loud
    assert len(TRUTH.quiet_days) >= 4
    assert days - {_day(slug) for slug in REPORTS}


def _day(slug: str) -> date:
    return REPORTS[slug].published.date()


def test_all_types_and_most_kinds_occur():
    """All eight types of finding, at least twelve of the nineteen kinds, and none besides."""
    assert len(TRUTH.types) == 8
    assert len(TRUTH.kinds) >= 12
    assert set(TRUTH.kinds) <= KINDS


@pytest.mark.parametrize(("name", "shown"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_examples_are_words_of_reports_in_scope(name, shown):
    """Whoever looks an example up finds the words, and never in a clean report."""
    assert shown, name
    for one in shown:
        assert one.words in REPORTS[one.report].text
        assert one.report not in TRUTH.clean


@pytest.mark.parametrize("conflict", CONFLICTS, ids=lambda conflict: conflict.about)
def test_conflicting_claims_stand_in_their_story(conflict):
    """Two claims or more, in different words, in order, in reports of the story they are about."""
    (story,) = (story for story in TRUTH.stories if story.id == conflict.story)
    assert len({one.words for one in conflict.claims}) >= 2
    for one in conflict.claims:
        assert one.words in REPORTS[one.report].text
        assert one.report in story.reports
    published = [REPORTS[one.report].published for one in conflict.claims]
    assert published == sorted(published)
