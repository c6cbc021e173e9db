"""The measurement itself: what is measured, by which clock, and what stays away."""

import importlib.util
from collections import Counter
from itertools import count, islice
from pathlib import Path

import pytest

from vedette.desk.bench import Wanted, bench, flame, pages, rivals
from vedette.desk.bench.through import PARTS, STAGES, Run
from vedette.errors import MissingExtra, ReadError
from vedette.read import read
from vedette.sample import everyday
from vedette.sample.dressing import moment


def test_a_made_page_reads_as_the_article_that_it_was_made_around():
    """Whatever stands around an article, its title and paragraphs are what is read, and no more."""
    captures = [page.capture for page in next(pages.blocks())]
    for capture, made in zip(captures, everyday.stream(), strict=False):
        assert read(capture).text == "\n\n".join((made.title, *made.body))


def test_of_twenty_made_pages_one_is_in_scope():
    """The stream is the same each time, and as mixed as its docstring says."""
    once, again = list(islice(everyday.stream(), 40)), list(islice(everyday.stream(), 40))
    assert once == again
    sorts = Counter(page.sort for page in once)
    assert sorts == {"ordinary": 32, "near": 2, "relevant": 2, "copy": 4}
    assert moment(1) > moment(0)


def test_every_step_of_the_line_is_measured(tmp_path: Path):
    """Each stage costs something, and the pages are in the ledger with their findings."""
    run = Run(f"sqlite:///{tmp_path / 'l.sqlite'}")
    spent = run.take(next(pages.blocks())[9:13])
    run.close()
    assert set(spent) == {*STAGES, *PARTS}
    assert all(seconds > 0 for seconds in spent.values())
    assert run.findings > 0


def test_ratios_are_of_the_clock_that_is_handed_in():
    """By a clock that ticks once a look the floor takes one tick, the line one a step."""
    ticks = count()
    measured = bench(Wanted(blocks=1), cpu=lambda: float(next(ticks)))
    steps = measured.line_ms.median / measured.floor_ms.median
    assert measured.line_vs_floor.median == pytest.approx(steps, rel=1e-3)
    assert steps >= len(STAGES)
    assert measured.pages == 20
    assert (measured.line_vs_naive is None) == (measured.why is not None)


def test_without_the_naive_packages_one_sentence_says_what_to_install(tmp_path: Path):
    """What is missing is named, with the line that installs it."""
    if importlib.util.find_spec("spacy"):
        pytest.skip("the extra is installed here")
    with pytest.raises(MissingExtra, match=r"pip install 'vedette\[bench\]'"):
        rivals.Rival(str(tmp_path / "n.sqlite"))


def test_pages_of_ones_own_are_measured(tmp_path: Path):
    """A folder of pages gives its own block; one without a page says so."""
    with pytest.raises(ReadError, match="no page of HTML"):
        next(pages.blocks([str(tmp_path)]))
    made = next(pages.blocks())[:3]
    for number, page in enumerate(made):
        (tmp_path / f"{number}.html").write_bytes(page.capture.body)
    (block,) = pages.blocks([str(tmp_path)])
    assert sorted(page.capture.body for page in block) == sorted(p.capture.body for p in made)


def test_a_flame_graph_names_the_calls_that_took_time(tmp_path: Path):
    """A folded stack ends with its count, and what was busy is in it."""

    def busy() -> None:
        sum(n * n for n in range(6_000_000))

    flame.record(busy, tmp_path / "stacks.txt")
    lines = (tmp_path / "stacks.txt").read_text("utf-8").splitlines()
    assert any("busy" in line and line.rpartition(" ")[2].isdigit() for line in lines)
