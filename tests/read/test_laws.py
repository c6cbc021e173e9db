"""Laws of the stage: any bytes give an article or a ReadError, and always the same one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.read.captures import PARAGRAPHS, capture, page

from vedette.errors import ReadError
from vedette.read import READERS, Reader, read
from vedette.records import ENTRY_TYPE, Article

TYPES = ["text/html", "text/plain", ENTRY_TYPE, "application/xhtml+xml", "", "text/xml"]
LD_SOUP = (
    """<script type="application/ld+json">{"@type": ["Article", 1], "datePublished": {},"""
    """ "author": [{"name": [null]}]}</script>"""
)
PIECES = [
    "<div>", "</div>", "<p>", "</p>", "<article>", "<h1>Cable</h1>", "<table><tr><td>", "<br><br>",
    "<a href='//x'>", "</a>", "<!--", "-->", "<script>", "</script>", "<svg>", "<template>",
    "<title>x</title>", "<base href='::'>", "<link rel=canonical href='http://[::1'>", "&#0;",
    "<meta property='article:published_time' content='9999-99-99T99:99:99+99:99'>", "\0", "\ud7ff",
    "<time datetime='0000-00-00'>", LD_SOUP, PARAGRAPHS[0], PARAGRAPHS[1],
    "<p>" + PARAGRAPHS[2], "<form>", "<body>", "<html lang='x'>", "<p class='date'>31.02.2025</p>",
]  # fmt: skip


ADDRESSES = ["", "https://a.example/2025/12/12/x", "http://[", "file:///tmp/x", "\0", "//", "x:y"]


def outcome(body: bytes | str, media_type: str, url: str = "") -> Article | str:
    """Read, and give the article or the words of the error."""
    try:
        return read(capture(body, media_type, url=url))
    except ReadError as refused:
        return str(refused)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(TYPES))
def test_any_bytes_give_an_article_or_an_error(body: bytes, media_type: str) -> None:
    """Nothing else comes out, and the article is fit for a store."""
    result = outcome(body, media_type)
    if isinstance(result, Article):
        assert result.text
        assert "\0" not in result.text
        assert result.reader in {reader.name for reader in READERS.values()}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(ADDRESSES))
def test_any_soup_of_tags_reads_the_same_twice(pieces: list[str], url: str) -> None:
    """Broken markup does not break the reader, and reading is a function of the capture."""
    soup = "".join(pieces)
    first = outcome(soup, "text/html", url)
    assert outcome(soup, "text/html", url) == first
    if isinstance(first, Article):
        assert first.text.startswith(first.title)
        assert "\n\n\n" not in first.text
        assert first.text == first.text.strip()


def test_article_is_stamped_with_its_capture() -> None:
    """Source, key and the moment of knowing go through every reader."""
    held = capture(page())
    article = read(held)
    assert (article.source, article.key, article.known) == (held.source, held.key, held.known)


def test_reader_of_another_type_can_be_added() -> None:
    """A reader is a callable with a name and types, in a table that the caller hands in."""

    class Shouting:
        name = "shouting@1"
        media_types = ("text/x-shouting",)

        def __call__(self, held: object, entry: object = None) -> Article:
            del held, entry
            return Article(text="FIRE", reader=self.name)

    reader: Reader = Shouting()
    readers = {**READERS, "text/x-shouting": reader}
    assert read(capture("x", "text/x-shouting"), readers=readers).text == "FIRE"


@pytest.mark.parametrize("unfit", ["\\ud83d", "\\u0000", "\\ude00x"])
def test_escapes_cannot_bring_back_what_no_store_holds(unfit: str) -> None:
    """NULs and halves of pairs that JSON hides are gone from the article."""
    told = f'{{"@type": "NewsArticle", "headline": "Cable {unfit} cut", "author": "A{unfit}b"}}'
    head = f'<script type="application/ld+json">{told}</script>'
    bare = page().replace("<h1>Cable to Marsö cut</h1>", "")
    markup = bare.replace("<title>Cable to Marsö cut | Marsö Nytt</title>", head)
    entry = f'{{"key":"1","title":"Cable {unfit} cut","summary":"It failed {unfit}."}}'
    for body, kind in ((markup, "text/html"), (entry, ENTRY_TYPE)):
        result = outcome(body, kind)
        if isinstance(result, Article):
            assert result.title.startswith("Cable")
            kept = "".join((result.text, result.title, *result.byline))
            assert "\0" not in kept.encode().decode()
