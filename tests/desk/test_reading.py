"""Reading without a ledger: what is risky is read where it can be stopped."""

import sys

import pytest
from tests.read.pdfs import STORY, bomb, column, pdf

from vedette.desk.reading import captured, reports
from vedette.desk.stages import bound_of
from vedette.ledger.work import Waiting
from vedette.records import Capture, Issue, Report


def paper(body: bytes) -> Capture:
    """Hold a PDF as a capture."""
    text = captured("x", url="https://ministry.example/release.pdf")
    return Capture(
        source="",
        channel="",
        key=text.url,
        url=text.url,
        known=text.known,
        body=body,
        media_type="application/pdf",
    )


@pytest.mark.skipif(sys.platform != "linux", reason="no word of memory here")
def test_a_bomb_in_a_pdf_costs_its_worker_alone():
    """80 kB that unpack to 200 MB of drawing are told as an issue, and the next PDF is read."""
    pytest.importorskip("pypdfium2")
    good = pdf([(60.0, 760.0, 20.0, "Tanker boarded off Marsö"), *column(STORY)])
    told, read = reports([paper(bomb(200)), paper(good)])
    assert isinstance(told, Issue)
    assert (told.stage, told.what) == ("read", "the worker died")
    assert "250 MB" in told.why
    assert isinstance(read, Report)
    assert read.article.title == "Tanker boarded off Marsö"


def test_pages_and_texts_have_no_bound():
    """They are read in the process that asks: no second is spent on starting another."""
    assert bound_of(Waiting(seq=0, capture=captured("<p>A cable was cut.</p>"))) is None
    assert bound_of(Waiting(seq=0, capture=captured("A cable was cut."))) is None
    assert bound_of(Waiting(seq=0, capture=paper(b"%PDF-1.4"))) is not None
