"""Incidents and stories as a desk tells them: what the views hold, with words and voices."""

import json
from dataclasses import replace
from datetime import date

import pytest

from vedette.desk import Desk, IncidentAsk, StoryAsk, running
from vedette.desk.nearing import Nearing
from vedette.desk.settings import settle
from vedette.engines import Local
from vedette.errors import NotHeld
from vedette.ledger import firsts

EVERY = IncidentAsk(limit=500)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """Give the address of a ledger with the sample archive, coded."""
    settings = replace(
        settle(None), ledger=f"sqlite:///{tmp_path_factory.mktemp('sample')}/l.sqlite"
    )
    with running.opened(settings.ledger_url) as store:
        running.fill_sample(store, Local())
    return settings.ledger_url


@pytest.fixture(scope="module")
def desk(ledger):
    """Give the desk over the sample archive."""
    return Desk(ledger, sources=running.sample_sources(), sample=True)


def test_the_sample_has_incidents_and_stories(desk):
    """Some are told by several reports, and some stories have several incidents."""
    lines = desk.incidents(EVERY).lines
    assert {one.id for one in lines} == {one["id"] for one in desk.related()["incidents"]}
    assert any(one.reports > 2 and len(one.voices) > 1 for one in lines)
    assert any(one.disagreements for one in lines)
    assert any(len(one.incidents) > 1 for one in desk.stories().lines)


def test_each_account_shows_its_words(desk):
    """The sentence is the article's own, it holds the words, and every telling has one."""
    for line in desk.incidents(EVERY).lines:
        sheet = desk.incident(line.id)
        assert sheet.line == line
        assert len(sheet.accounts) == len(sheet.incident.tellings)
        for account in sheet.accounts:
            text = desk.article(account.head.article).article.text
            start, words = account.sentence_start, account.telling.words
            assert text[start : start + len(account.sentence)] == account.sentence
            assert start <= words.start
            assert (account.finding is None) == (account.telling.finding is None)
            assert all(one.type in {"attribution", "denial"} for one in account.about)


def test_many_are_told_as_each_alone(desk):
    """Whichever others are asked for beside them; what is not there is left out."""
    names = [line.id for line in desk.incidents(EVERY).lines]
    found = desk.sheets([*names, "none"])
    assert found == {name: desk.incident(name) for name in names}
    assert any(one.kin for one in found.values())
    assert any(account.about for one in found.values() for account in one.accounts)


def test_stages_are_shown_by_words_and_lead_to_the_last(desk):
    """Each change names its account; the last is where the incident stands."""
    for line in desk.incidents(EVERY).lines:
        sheet = desk.incident(line.id)
        assert [one.step for one in sheet.climbs] == list(sheet.incident.steps)
        assert sheet.climbs[-1].step.status == line.status
        for climb in sheet.climbs:
            account = sheet.accounts[climb.account]
            assert account.head.article == climb.step.article
            text = desk.article(climb.step.article).article.text
            assert text[slice(*climb.words)].strip()
            start = climb.sentence_start
            assert text[start : start + len(climb.sentence)] == climb.sentence


def test_no_charge_is_the_desks_own(desk):
    """What is said of anybody's guilt names who says it, and stands in one of the reports."""
    said = [
        (charge, sheet)
        for line in desk.incidents(EVERY).lines
        for sheet in [desk.incident(line.id)]
        for charge in sheet.charges
    ]
    assert said
    for charge, sheet in said:
        assert charge.article in sheet.incident.articles
        found = next(
            one for account in sheet.accounts for one in account.about if one.id == charge.finding
        )
        who = found.fields.get("accuser") or found.fields.get("denier") or ()
        named = who[0].text if who else "the "
        assert charge.words.startswith(named)


def test_copies_and_one_owners_sources_are_one_voice(desk):
    """Voices are sources that report of themselves, of each owner one."""
    owners = {one.source.id: one.source.owner for one in desk.sources()}
    for line in desk.incidents(EVERY).lines:
        assert 1 <= len(line.voices) <= line.reports
        assert len({owners[name] for name in line.voices}) == len(line.voices)
    copied = [one for one in desk.stories(StoryAsk(reports=1, limit=500)).lines if one.copies]
    assert copied
    for story in copied:
        heads = desk.story(story.id).heads
        assert sum(head.origin is not None for head in heads) == story.copies


def test_an_owner_is_one_however_it_is_spelt(desk, ledger):
    """Capitals and blanks make no second voice, in lists as in grades."""
    spelt = [
        replace(one, owner=f" {one.owner.upper()}  " if n % 2 else one.owner)
        for n, one in enumerate(running.sample_sources())
    ]
    other = Desk(ledger, sources=spelt, sample=True)
    lines = desk.incidents(EVERY).lines
    assert [one.voices for one in other.incidents(EVERY).lines] == [one.voices for one in lines]
    assert [one.grade for one in other.incidents(EVERY).lines] == [one.grade for one in lines]
    stories = [desk.stories(StoryAsk(reports=1)), other.stories(StoryAsk(reports=1))]
    assert len({tuple(one.voices for one in page.lines) for page in stories}) == 1


def test_every_incident_is_graded(desk):
    """Lists and sheets agree on the mark, and the reasons stand beside it."""
    for line in desk.incidents(EVERY).lines:
        sheet = desk.incident(line.id)
        assert sheet.grade.mark == line.grade == sheet.line.grade
        assert sheet.grade.about == line.id
        assert sheet.grade.reasons


def test_every_report_is_graded_by_its_own_source(desk):
    """The letter is that of the source that printed it, the figure that of its side."""
    letters = {one.source.id: one.source.reliability for one in desk.sources()}
    figures = set()
    for line in desk.incidents(EVERY).lines:
        sheet = desk.incident(line.id)
        stances = {one.article: one.stance for one in sheet.grade.voices}
        for account in sheet.accounts:
            letter, figure = account.grade
            assert letter == letters[account.head.source]
            if stances[account.head.article] != "contradicts":
                assert int(figure) == sheet.grade.credibility
            figures.add(figure)
    assert len(figures) > 1


def test_filters_and_pages(desk):
    """A filter lets through what it names, the facets add up, and pages hold each once."""
    lines, counts = desk.incidents(EVERY).lines, desk.count_incidents()
    assert counts.total == len(lines) == sum(counts.kinds.values()) == sum(counts.statuses.values())
    for kind, count in counts.kinds.items():
        found = desk.incidents(replace(EVERY, kinds=frozenset({kind}))).lines
        assert [one.kind for one in found] == [kind] * count
    for country, count in counts.countries.items():
        found = desk.incidents(replace(EVERY, countries=frozenset({country}))).lines
        assert [one.spot.country for one in found] == [country] * count
    seen, before = [], None
    while True:
        page = desk.incidents(IncidentAsk(limit=4, before=before))
        seen += page.lines
        if (before := page.next) is None:
            break
    assert tuple(seen) == lines
    assert [one.last for one in lines] == sorted((one.last for one in lines), reverse=True)


def test_days_are_those_of_the_reports(desk):
    """Since and until let through what was reported between them, both days counted in."""
    day = date(2026, 3, 16)
    for line in desk.incidents(EVERY).lines:
        since = line.id in {one.id for one in desk.incidents(replace(EVERY, since=day)).lines}
        until = line.id in {one.id for one in desk.incidents(replace(EVERY, until=day)).lines}
        assert since is (line.last.date() >= day)
        assert until is (line.first.date() <= day)
    stories = desk.stories(StoryAsk(reports=1, since=day, until=day)).lines
    assert stories
    assert all(one.first.date() <= day <= one.last.date() for one in stories)


def test_a_place_has_no_more_decimals_than_it_deserves(desk):
    """A country stands at whole degrees, on the line, in the incident and in its accounts."""
    for line in desk.incidents(EVERY).lines:
        sheet = desk.incident(line.id)
        spots = [line.spot, sheet.incident.spot, *(one.telling.spot for one in sheet.accounts)]
        for spot in filter(None, spots):
            if spot.radius_km >= 200:
                assert (spot.lat, spot.lon) == (round(spot.lat), round(spot.lon))
            assert round(spot.lat, 4) == spot.lat


def test_every_article_leads_to_its_story_and_incidents(desk):
    """What a sheet names names the article; every article stands in one story."""
    listed = desk.stories(StoryAsk(reports=1, limit=500)).lines
    articles = [head.article for one in listed for head in desk.story(one.id).heads]
    assert len(articles) == len(set(articles)) == desk.standing().articles
    for name in articles:
        sheet = desk.article(name)
        assert name in [head.article for head in desk.story(sheet.story.id).heads]
        for line in sheet.incidents:
            assert name in desk.incident(line.id).incident.articles


def test_what_several_quote_stands_in_their_words(desk):
    """Every utterance stands in one story; words and spans are the reports' own."""
    stories = [desk.story(one.id) for one in desk.stories(StoryAsk(reports=1, limit=500)).lines]
    told = [one for story in stories for one in story.said]
    views = desk.related()["utterances"]
    assert sorted(one.utterance.id for one in told) == sorted(one["id"] for one in views)
    for one in told:
        assert [quote.saying for quote in one.quotes] == list(one.utterance.sayings)
        for quote in one.quotes:
            words = desk.article(quote.head.article).article.text[slice(*quote.span)]
            assert quote.saying.words.startswith(words)


def test_copies_of_what_is_quoted_are_no_reports(desk):
    """Those that quote it of themselves are counted, in the line of the story too."""
    counts = set()
    for line in desk.stories(StoryAsk(reports=1, limit=500)).lines:
        sheet = desk.story(line.id)
        assert line.said == sheet.line.said == sum(one.reports > 1 for one in sheet.said)
        for one in sheet.said:
            own = {quote.head.origin or quote.head.article for quote in one.quotes}
            assert one.reports == len(own)
            assert 1 <= len(one.voices) <= one.reports
            counts.add(one.reports)
            for differing in one.disagreements:
                assert differing.about == one.utterance.id
                assert any(side.voices for side in differing.sides)
    assert counts >= {1, 2}


def test_names_are_found_by_their_start(desk):
    """A whole id is one, a start is as many as begin so, and a wildcard finds nothing."""
    line = desk.incidents().lines[0]
    assert desk.named("incident", line.id) == (line.id,)
    assert line.id in desk.named("incident", line.id[:8])
    assert len(desk.named("incident", "")) == 6
    assert desk.named("incident", "%") == desk.named("story", "_") == ()
    assert desk.incident("nix") is None
    assert desk.story("nix") is None


def test_only_one_is_given_by_its_start(desk):
    """Its whole sheet; for none and for several an error that says which it is, and what to do."""
    line = desk.incidents().lines[0]
    assert desk.only("incident", line.id[:12]) == desk.incident(line.id)
    assert desk.only("story", line.story[:12]) == desk.story(line.story)
    for noun, listing in (("incident", "incidents"), ("story", "stories")):
        with pytest.raises(NotHeld, match=rf"no {noun} has this id.*`vedette {listing}`"):
            desk.only(noun, "nix")
        with pytest.raises(NotHeld, match=f"several {noun} ids begin so"):
            desk.only(noun, "")


PERIODS = (
    (date(2025, 11, 1), date(2025, 11, 30)),
    (date(2020, 1, 1), date(2040, 12, 31)),
    (date(2020, 1, 1), date(2020, 1, 2)),
)


@pytest.mark.parametrize("hourly", [False, True])
@pytest.mark.parametrize(("since", "until"), PERIODS)
@pytest.mark.parametrize("ask", [IncidentAsk(limit=3), IncidentAsk(kinds=frozenset({"sabotage"}))])
def test_first_reports_are_counted_as_the_incidents_say(desk, ask, since, until, hourly):
    """By the day or hour of each, and the first ones are those of the list."""
    placed = desk.placed(ask)
    found = desk.firsts(ask, since, until, hourly=hourly)
    assert found == firsts.among(placed, since, until, hourly=hourly, limit=ask.limit)
    assert sum(found.counts.values()) == sum(since <= one.first.date() <= until for one in placed)
    assert desk.earliest(ask) == min(one.first.date() for one in placed)


def test_first_reports_near_assets_are_counted_too(ledger, tmp_path):
    """What only distances tell is counted by what they leave."""
    spot = {"type": "Point", "coordinates": [24.75, 59.44]}
    one = {"type": "Feature", "properties": {"class": "rail", "name": "a"}, "geometry": spot}
    path = tmp_path / "rail.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [one]}), "utf-8")
    desk = Desk(ledger, sample=True, nearing=Nearing([path]))
    ask = IncidentAsk(near=400, limit=2)
    found = desk.firsts(ask, date(2020, 1, 1), date(2040, 12, 31))
    assert 0 < sum(found.counts.values()) == desk.count_incidents(ask).total
    assert found.names == tuple(one.id for one in desk.placed(ask)[:2])
    assert desk.earliest(ask) == min(one.first.date() for one in desk.placed(ask))
    assert desk.earliest(replace(ask, since=date(2090, 1, 1))) is None
    desk.close()
