"""The list of stories is the same, however far back it had to look."""

import random
from collections import defaultdict
from datetime import timedelta

import pytest
from sqlalchemy import event, select, update
from tests.ledger.making import NOON, TEXT, article, keep

from vedette.answers import StoryAsk
from vedette.ledger import folding, rows, told
from vedette.ledger import schema as t

REPORTS = 90
ASKS = (
    StoryAsk(limit=1),
    StoryAsk(limit=2, reports=1),
    StoryAsk(limit=2, before=2),
    StoryAsk(limit=3, reports=6),
    StoryAsk(limit=5, since=(NOON + timedelta(days=3)).date()),
    StoryAsk(limit=2, until=NOON.date()),
    StoryAsk(limit=2, reports=90),
    StoryAsk(limit=100),
)


@pytest.fixture
def scattered(store, appender):
    """A ledger whose reports were dealt to stories by chance; some became known together."""
    for n in range(REPORTS):
        keep(appender, article(f"k{n}", f"{TEXT} {n}"))
    folding.catch_up(store)
    rng, s, v = random.Random(5), t.stories.c, t.standing.c
    with store.transaction() as connection:
        for name in connection.execute(select(v.article).order_by(v.first)).scalars().all():
            number = min(rng.randrange(40), rng.randrange(40))
            known = rows.stamp(NOON + timedelta(hours=6 * rng.randrange(20)))
            connection.execute(
                update(t.stories).where(s.article == name).values(story=f"s{number:02}")
            )
            connection.execute(update(t.standing).where(v.article == name).values(known=known))
    return store


def plainly(connection, ask):
    """The ids that answer, by looking at every report there is."""
    s, v = t.stories.c, t.standing.c
    known = defaultdict(list)
    query = select(s.story, v.known).join(t.standing, v.article == s.article)
    for story, at in connection.execute(query):
        known[story].append(at)
    fit = [
        (max(at), story)
        for story, at in known.items()
        if len(at) >= ask.reports
        and (ask.since is None or max(at)[:10] >= str(ask.since))
        and (ask.until is None or min(at)[:10] <= str(ask.until))
    ]
    fit.sort(key=lambda one: one[1])
    fit.sort(key=lambda one: one[0], reverse=True)
    return [story for _, story in fit]


@pytest.mark.parametrize("ask", ASKS, ids=lambda ask: f"{ask.limit} from {ask.before}")
def test_stories_are_listed_as_if_every_report_were_looked_at(scattered, ask):
    """The page and what comes before the next, for every length of page and every filter."""
    with scattered.reading() as connection:
        page, whole = told.stories(connection, ask), plainly(connection, ask)
    before = ask.before or 0
    assert [line.id for line in page.lines] == whole[before : before + ask.limit]
    assert page.next == (before + ask.limit if len(whole) > before + ask.limit else None)


def test_the_first_page_looks_at_the_last_reports_alone(scattered):
    """Else the list costs what the ledger holds, and not what the page shows."""
    asked = []
    with scattered.reading() as connection:
        event.listen(
            connection, "before_cursor_execute", lambda *given: asked.append(given[2]), named=False
        )
        told.stories(connection, StoryAsk(limit=1, reports=1))
    grouped = [one for one in asked if "GROUP BY" in one and "view_stories" in one]
    assert len(grouped) == 1
    assert "known >=" in grouped[0]
