"""A day's news as it comes in: mostly out of scope, one page in twenty in it, some of them copies.

Out of each twenty pages one is a report of the sample archive, with another one of the archive as
its background; one is ordinary news below a report, as on real pages that make a coder look twice;
two are copies of pages before them, to the letter in another outlet's dress or without the end;
sixteen are ordinary. Ordinary news is drawn from
`everyday.txt`, articles of the corpus in which nothing is to be found, until a page is as long as
news is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from itertools import cycle
from random import Random
from typing import Literal

from vedette.sample import reports, truth
from vedette.sample.dressing import DRESSES, address, dress

Sort = Literal["ordinary", "near", "relevant", "copy"]
BLOCK: tuple[Sort, ...] = (
    *("ordinary",) * 5,
    "near",
    *("ordinary",) * 4,
    "relevant",
    *("ordinary",) * 4,
    "copy",
    *("ordinary",) * 2,
    "copy",
    "ordinary",
)
"""What twenty pages are: one in scope. Of 134 saved English pages out of scope a quarter makes the
coder look; here it is a twentieth, since the ordinary articles have taught the triage."""
LETTERS = 3000
"""Letters of an article at least: the median body of 404 saved news pages has 3,100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dressed:
    """A page with its address, what it is, and the article that it holds."""

    url: str
    outlet: str
    html: str
    sort: Sort
    title: str
    body: tuple[str, ...]


def stream(seed: int = 1) -> Iterator[Dressed]:
    """Yield pages without end, the same for the same seed."""
    rng = Random(seed)  # noqa: S311  # the same pages each time, nothing to guess
    ordinary, told = _ordinary(rng), cycle(_told())
    before: list[Dressed] = []
    for number, sort in enumerate(cycle(BLOCK)):
        worn = DRESSES[rng.randrange(len(DRESSES))]
        if sort == "copy":
            title, body = _copied(before, rng)
        elif sort == "relevant":
            title, body = _report(next(told), next(told))
        else:
            title, body = _day(ordinary)
            if sort == "near":
                body = (*next(told)[1], *body[: len(body) // 2])
        made = Dressed(
            url=address(worn, number),
            outlet=worn.host,
            html=dress(title, body, worn, number=number, rng=rng),
            sort=sort,
            title=title,
            body=body,
        )
        before = [*before[-(len(BLOCK) - 1) :], made]
        yield made


Piece = tuple[str, tuple[str, ...]]
"""A title and the paragraphs under it."""


def _ordinary(rng: Random) -> Iterator[Piece]:
    """Deal the ordinary articles out in another order each round."""
    text = (resources.files(__package__) / "everyday.txt").read_text("utf-8")
    pieces = [tuple(one.splitlines()) for one in text.strip().split("\n\n")]
    while True:
        yield from ((lines[0], lines[1:]) for lines in rng.sample(pieces, len(pieces)))


def _day(ordinary: Iterator[Piece]) -> Piece:
    """Put articles together until they are as long as one of a newspaper."""
    title, body = next(ordinary)
    while sum(map(len, body)) < LETTERS:
        body += next(ordinary)[1]
    return title, body


def _told() -> list[Piece]:
    """Give the reports of the archive that are in scope."""
    clean = truth().clean
    pieces = [one.text.split("\n\n") for one in reports() if one.slug not in clean]
    return [(title, tuple(body)) for title, *body in pieces]


def _report(first: Piece, background: Piece) -> Piece:
    return first[0], (*first[1], *background[1])


def _copied(before: list[Dressed], rng: Random) -> Piece:
    """Copy one of the pages before: to the letter, or without its last third."""
    origin = rng.choice(before)
    whole = rng.random() < 0.5
    return origin.title, origin.body if whole else origin.body[: -(len(origin.body) // 3)]
