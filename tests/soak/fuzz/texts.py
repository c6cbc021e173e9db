"""Targets among what is read and coded: pages, papers, texts, times, places, answers of models."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

from tests.code.llm.invented import ARTICLE, TEXT, answer
from tests.hostile.carriers import STORY, page, page_facts, page_meta
from tests.hostile.words import WORDS
from tests.read.pdfs import STORY as LINES
from tests.read.pdfs import column, pdf
from tests.soak.fuzz.laws import NOW, Target, at_its_span, inside, read, refused

from vedette.code import Coder, dateline, explain, languages, load, quotes, times
from vedette.code.languages import times as abroad
from vedette.code.llm import Wire
from vedette.code.llm import load as load_llm
from vedette.code.llm.coder import LlmCoder
from vedette.code.llm.server import Reply
from vedette.code.places import Gazetteer, find_places
from vedette.desk import stages
from vedette.read import read as read_one
from vedette.records import Article, Capture, Report

DAY = date(2026, 3, 3)
AT = "https://paper.example/2026/03/02/cable"
TIMES = (
    "Cut late on Tuesday night, between 3 and 5 March 2026, two days after the 28th; since the.",
    "Since the second week of Q1 FY2027, by the end of the decade, every other Friday, 08:15 GMT.",
    "On Whit Monday, for six months from mid-2025 until Easter, in 2029/30, twenty-two days ago.",
    "W nocy z 2 na 3 marca, w zeszły wtorek, trzy dni wcześniej, od połowy lutego do końca roku.",
    "У ніч на 3 березня, минулого вівторка, три дні тому, з 5 по 7 лютого 2026 року, о 08:15.",
    "In der Nacht zum 3. März, am vergangenen Dienstag, vor drei Tagen, seit Mitte Februar 2026.",
    "Natten till den 3 mars, för tre dagar sedan. Ööl vastu 3. märtsi, kolm päeva tagasi.",
    "Yöllä 3. maaliskuuta, tiistaina. Naktį į kovo 3-iąją. Naktī uz 3. martu, pirms 3 dienām.",
)
PLACES = (
    "NARVA — Off Hanko, 12 km south of Marsö in the Gulf of Finland, near Paris, Texas.",
    "The Suwałki Gap; Moscow denied it, the Kremlin said; St. Petersburg; Kaliningrad Oblast.",
)
QUOTED = ('He said “a cable”, ‘cut’ and "left". \'No,\' she said. «Так» „nein“ "open to the end',)


@cache
def gazetteer() -> Gazetteer:
    """Give the gazetteer, loaded once."""
    return Gazetteer.load()


@cache
def coder() -> Coder:
    """Give the coder of all languages, loaded once."""
    return load()


def coded(article: Article) -> None:
    """Code an article that a reader of imports laid out; others are coded by their own target."""
    hired = stages.coder_of(stages.CODER, article)
    if hired != stages.CODER:
        at_its_span(stages.code_article(hired, article), article.text)


def captured(body: bytes, media_type: str, **headers: str) -> Capture:
    """Give bytes as a capture."""
    return Capture(
        source="xx/paper", channel=AT, key=AT, url=AT, known=NOW, body=body,
        media_type=media_type, headers=headers,
    )  # fmt: skip


def web_page(body: bytes) -> None:
    """Read a page, with the charset that it declares and with one that lies."""
    read(captured(body, "text/html"))
    read(captured(body, "text/html", **{"content-type": "text/html; charset=utf-16"}))


def paper(body: bytes) -> None:
    """Read a PDF."""
    read(captured(body, "application/pdf"))


def any_type(body: bytes) -> None:
    """Read bytes whose type nobody tells."""
    read(captured(body, ""))
    read(captured(body, "text/plain"))


def moments(body: bytes) -> None:
    """Find the times of a text in every language, and what each means for each question."""
    text = body.decode("utf-8", "replace")
    for published in (None, DAY, date.min, date.max):
        found = times.find_times(text, published)
        inside(text, [one.span for one in found])
        dateline.day_of(dateline.dateline_of(text, found))
        for one in found:
            times.resolve_due(one, published)
            times.resolve_horizon(one, published)
            for running in (True, False):
                times.resolve_when(times.widen(text, one), published, running=running)
    for code in sorted(languages.codes()):
        words = languages.language(code).words
        for published in (None, DAY):
            told = abroad.find.find_times(text, published, words)
            inside(text, [one.span for one in told])
            for one in told:
                abroad.find.resolve_when(one, published, words)


def places(body: bytes) -> None:
    """Find the places of a text."""
    text = body.decode("utf-8", "replace")
    for adjectives in (False, True):
        inside(text, [one.span for one in find_places(text, gazetteer(), adjectives=adjectives)])


def quoted(body: bytes) -> None:
    """Find what a text quotes, by the marks of every language; nothing quoted lies in another."""
    text = body.decode("utf-8", "replace")
    for find in {languages.language(code).find_speech for code in languages.codes()}:
        inside(text, find(text))
    found = quotes.find_quotes(text)
    inside(text, found)
    assert all(one.end <= two.start for one, two in pairwise(found))


def article(body: bytes) -> None:
    """Code a text as an article, and explain what was found; the same again is the same."""
    text = body.decode("utf-8", "replace")
    told = refused(read_one, captured(text.encode(), "text/plain"))
    if isinstance(told, Article):
        coding = coder().code(told)
        at_its_span(coding, told.text)
        explain(Report(article=told, coding=coding))
        assert coder().code(told) == coding


class Answering:
    """A model that answers what it is told to, which the coder asks without knowing."""

    def __init__(self) -> None:
        self.body = b""

    def __call__(self, _question: bytes) -> Reply:
        return Reply(status=200, body=self.body)


@cache
def asking() -> tuple[LlmCoder, Answering]:
    """Give the coder that asks a model, and the model."""
    model = Answering()
    return load_llm(Wire(model="small", post=model)), model


def model_answer(body: bytes) -> None:
    """Open an answer as the server sent it, and one of which the model wrote the bytes."""
    asked, model = asking()
    for sent in (body, answer(content=body.decode("utf-8", "replace"))):
        model.body = sent
        coding = refused(asked.code, ARTICLE)
        if coding is not None:
            at_its_span(coding, ARTICLE.text)
            assert all(0 <= one.confidence <= 1 for one in coding.findings)


def _pages() -> Iterator[bytes]:
    yield page()
    yield page(body="<table><tr><td>Cable</table><p hidden>x<ul><li>cut<time datetime=2026-03-02>")
    for words in WORDS.values():
        if len(words) < 300:
            yield page_facts(words)
            yield page_meta(words)


def _texts() -> Iterator[bytes]:
    yield from (f"{title}\n\n{TEXT}".encode() for title in ("Cable cut", "Kabel", "Кабель"))
    yield from (one.encode() for one in (*TIMES, *PLACES, *QUOTED, STORY))


def _answers() -> Iterator[bytes]:
    yield answer()
    tokens = [{"token": '{"findings": []}', "logprob": -0.5}]
    yield answer(content='{"findings": []}', logprobs={"content": tokens})
    told = {"type": "incident", "kind": "arson", "anchor": ["cut"], "where": ["Hanko#2"]}
    yield json.dumps({"findings": [told]}).encode()


TEXTS = (
    Target(name="page", work=web_page, seeds=_pages),
    Target(name="paper", work=paper, seeds=lambda: [pdf(column(LINES)), pdf(column(LINES), [])]),
    Target(name="text", work=any_type, seeds=_texts),
    Target(name="times", work=moments, seeds=lambda: map(str.encode, TIMES), longest=1_500),
    Target(name="places", work=places, seeds=lambda: map(str.encode, PLACES), longest=3_000),
    Target(name="quotes", work=quoted, seeds=lambda: map(str.encode, QUOTED)),
    Target(name="article", work=article, seeds=_texts, longest=2_000),
    Target(name="answer", work=model_answer, seeds=_answers),
)
