"""The view of parts, kept step by step, is what a look at all links gives."""

import random

import pytest
from sqlalchemy import delete, insert, select

from vedette.ledger import schema as t
from vedette.ledger.parting import Parting
from vedette.relate.odds import MOST
from vedette.relate.parts import Part, around

ODDS = (0.0, 0.2, 0.5, 0.7, 1.0, 1.4, 3.3, 7.9, MOST)
LARGEST = 6


class Links:
    """Links of made-up articles in a ledger, with what a fold does about them."""

    def __init__(self, connection):
        self.connection = connection
        self.parting = Parting(connection, LARGEST)
        self.linked = {}

    def come(self, name):
        row = {"article": name, "first": int(name), "seq": int(name), "source": "x", "known": "x"}
        self.connection.execute(insert(t.standing), row)

    def go(self, name):
        self.connection.execute(delete(t.standing).where(t.standing.c.article == name))
        self.link(name, {})

    def link(self, name, after):
        """Write the links of an article anew."""
        before = {
            (set(pair) - {name}).pop(): odds for pair, odds in self.linked.items() if name in pair
        }
        self.linked = {pair: odds for pair, odds in self.linked.items() if name not in pair}
        self.linked |= {tuple(sorted((name, other))): odds for other, odds in after.items()}
        self.connection.execute(delete(t.links))
        if self.linked:
            rows = [{"one": a, "other": b, "odds": odds} for (a, b), odds in self.linked.items()]
            self.connection.execute(insert(t.links), rows)
        self.parting.change(name, before, after)

    def held(self):
        """The parts that the view has, by the article that each is named by."""
        found = {}
        for row in self.connection.execute(select(t.parts).order_by(t.parts.c.article)):
            found.setdefault((row.part, row.level), []).append(row.article)
        assert all(name == listed[0] for (name, _), listed in found.items())
        return {Part(articles=tuple(listed), level=level) for (_, level), listed in found.items()}

    def whole(self, there):
        """The parts of all links."""
        near = {name: {} for name in there}
        for (one, other), odds in self.linked.items():
            near[one][other] = near[other][one] = odds
        return set(around(there, lambda _: near, LARGEST))


@pytest.mark.parametrize("seed", range(6))
def test_what_changes_is_all_that_is_worked_out(store, seed):
    """Articles come, go and are linked anew: the parts are right, and none that stays is told."""
    chance = random.Random(seed)
    there = []
    with store.transaction() as connection:
        links = Links(connection)
        for n in range(150):
            before = {part.articles for part in links.held()}
            touched = set()
            for _ in range(chance.randint(1, 3)):
                if not there or chance.random() < 0.5:
                    there.append(f"{n:03}{len(touched)}")
                    links.come(there[-1])
                name = chance.choice(there)
                touched |= {name, there[-1]}
                if chance.random() < 0.15:
                    there.remove(name)
                    links.go(name)
                    continue
                others = chance.sample(there, min(len(there), chance.randint(0, 4)))
                links.link(name, {o: chance.choice(ODDS) for o in others if o != name})
            renewed = links.parting.settle(touched)
            assert links.held() == links.whole(there)
            told = {part.articles for part in renewed.parts}
            whole = {part.articles for part in links.held()}
            assert told == {p for p in whole if p not in before or touched & {*p}}
            gone = touched - {*there}
            assert renewed.articles == {name for part in told for name in part} | gone
