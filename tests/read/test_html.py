"""The html reader: the article and all of it, and nothing that stands around it."""

import json
from datetime import UTC, date, datetime

import pytest
from tests.read.captures import PARAGRAPHS, capture, page

from vedette.errors import ReadError
from vedette.read import read

WHOLE = "\n\n".join(("Cable to Marsö cut", *PARAGRAPHS))


def ld(**told: object) -> str:
    """Build a JSON-LD script for a NewsArticle."""
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **told}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_text_is_title_and_paragraphs_with_one_blank_line_between() -> None:
    """Nothing but the title and the prose comes out, in order."""
    article = read(capture(page()))
    assert article.text == WHOLE
    assert article.title == "Cable to Marsö cut"
    assert article.reader == "html@1"
    assert article.language == "en"


@pytest.mark.parametrize(
    "noise",
    [
        "<div class='box'><p>Never miss a breaking news alert! Enter your email below.</p></div>",
        "<p>Sign up for our newsletter and get the day's news from the archipelago.</p>",
        "<p>Written By Tove Lind, who covers film and television for Marsö Nytt.</p>",
        (
            "<section id='respond'><h3>Leave a Reply</h3><p>Your email address will not be "
            "published. Required fields are marked with a star.</p></section>"
        ),
        (
            "<aside><h3>More from the coast</h3><p>A ferry ran aground off the northern harbour on "
            "Thursday evening with forty people aboard.</p></aside>"
        ),
        "<ul class='share-buttons'><li>Share on everything you have an account with</li></ul>",
        (
            "<div id='cookie-banner'><p>We use cookies to make this page better, and so do our "
            "many partners, whom you may look up in a list.</p></div>"
        ),
        (
            "<div class='related-articles'><p>Read about the last break, three years ago, when an "
            "anchor tore the same cable in a storm.</p></div>"
        ),
        "<p>Read more: the last break, three years ago</p>",
        (
            "<div hidden><p>General Nobody claimed responsibility for cutting the cable to Marsö "
            "on Friday, in a letter.</p></div>"
        ),
        (
            "<p style='display:none'>General Nobody claimed responsibility for cutting the cable "
            "to Marsö on Friday, in a letter.</p>"
        ),
        "<!-- <p>General Nobody claimed responsibility for cutting the cable on Friday.</p> -->",
        "<script>document.write('<p>General Nobody claimed responsibility for it.</p>')</script>",
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_what_stands_around_an_article_is_kept_out(noise: str, *, inside: bool) -> None:
    """Sign-up boxes, author notes, comment forms, pointers and hidden text are no article."""
    prose = [f"<p>{text}</p>" for text in PARAGRAPHS]
    markup = page(body="".join([*prose[:2], noise, *prose[2:]])) if inside else page(after=noise)
    assert read(capture(markup)).text == WHOLE


def test_prose_that_begins_like_a_call_stays() -> None:
    """A sentence is not taken for a sign-up box because of its first word."""
    odd = (
        "Loading of ammunition was stopped in the port on Friday.",
        "Copyright law does not reach under water, the harbour master joked.",
        "Advertisements for divers went up in the village the same evening.",
        "Written by hand, the note was found on the cable's landing hut.",
    )
    prose = (*PARAGRAPHS[:2], *odd, *PARAGRAPHS[2:])
    article = read(capture(page(body="".join(f"<p>{text}</p>" for text in prose))))
    assert article.text.split("\n\n")[1:] == list(prose)


def test_standfirst_comes_after_the_title_and_headings_stay_in_place() -> None:
    """The summary above the body and the headings within it belong to the text."""
    lead = "Nobody knows what tore the line forty metres down, and a repair ship is two days away."
    prose = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><h2>A clean break</h2>"
    markup = page(
        before=f"<p class='standfirst'>{lead}</p>", body=prose + f"<p>{PARAGRAPHS[2]}</p>"
    )
    expected = ("Cable to Marsö cut", lead, *PARAGRAPHS[:2], "A clean break", PARAGRAPHS[2])
    assert read(capture(markup)).text.split("\n\n") == list(expected)


def test_facts_come_from_json_ld() -> None:
    """Dates with their zone, authors with their page, outlet, section."""
    head = ld(
        headline="Cable to Marsö cut",
        datePublished="2025-12-12T15:04:00+01:00",
        dateModified="2025-12-13T08:00:00+01:00",
        articleSection="Coast",
        author=[
            {"@type": "Person", "name": "Tove Lind", "url": "https://www.marsonytt.example/tove"},
            {"@type": "Person", "name": "Emil Strand"},
        ],
        publisher={"@type": "Organization", "name": "Marsö Nytt"},
    )
    article = read(capture(page(head=head)))
    assert article.published == datetime.fromisoformat("2025-12-12T15:04:00+01:00")
    assert article.modified == datetime.fromisoformat("2025-12-13T08:00:00+01:00")
    assert article.byline == ("Tove Lind", "Emil Strand")
    assert article.author_page == "https://www.marsonytt.example/tove"
    assert (article.outlet, article.section) == ("Marsö Nytt", "Coast")


def test_facts_come_from_meta_elements() -> None:
    """OpenGraph and its neighbours are read where there is no JSON-LD."""
    head = (
        '<meta property="article:published_time" content="2025-12-12T15:04:00Z">'
        '<meta property="og:site_name" content="Marsö Nytt"><meta name="author" content="By Tove '
        'Lind and Emil Strand"><meta property="article:section" content="Coast">'
    )
    article = read(capture(page(head=head)))
    assert article.published == datetime(2025, 12, 12, 15, 4, tzinfo=UTC)
    assert article.byline == ("Tove Lind", "Emil Strand")
    assert (article.outlet, article.section) == ("Marsö Nytt", "Coast")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("<time datetime='2025-12-12'>yesterday</time>", date(2025, 12, 12)),
        ("<p class='article-date'>Published 12 December 2025</p>", date(2025, 12, 12)),
        ("<p class='article-date'>12 grudnia 2025, 15:04</p>", date(2025, 12, 12)),
        ("<p class='article-date'>Publicerad 12 december 2025</p>", date(2025, 12, 12)),
        ("<p class='article-date'>12. joulukuuta 2025</p>", date(2025, 12, 12)),
        ("<p class='article-date'>Stand: 12.12.2025</p>", date(2025, 12, 12)),
        ("<p class='line'>Fri 12.12.25 | 14:07 | By Tove Lind</p>", date(2025, 12, 12)),
        ("<figure><figcaption>Audio of 11.12.2025</figcaption></figure>", None),
        ("<p class='article-date'>3/4/2025</p>", None),
        ("<p class='article-date'>12 December 2031</p>", None),
    ],
)
def test_dates_that_are_only_seen(before: str, expected: date | None) -> None:
    """A date in words is read in several languages; a doubtful or a future one is none."""
    assert read(capture(page(before=before))).published == expected


LINKS = "".join(f"<p><a href='/{n}'>Part {n} of the portal</a></p>" for n in range(12))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (f"<p>12.12.2025</p>{LINKS}", "", date(2025, 12, 12)),
        ("", "<p>Created on: 12 December 2025</p>", date(2025, 12, 12)),
        ("", "<p>12. 12. 2025.</p>", date(2025, 12, 12)),
        (f"<p>The port will be closed from 12 December 2025 on</p>{LINKS}", "", None),
        ("", f"{LINKS}<p>12 December 2025</p>", None),
    ],
)
def test_a_line_that_is_a_date_alone_may_stand_further_off(
    before: str, after: str, expected: date | None
) -> None:
    """Above the body or just below it; a date within other words is none there."""
    assert read(capture(page(before=before, after=after))).published == expected


def test_a_line_that_is_a_date_alone_may_end_the_text() -> None:
    """A page may say last of all, among its paragraphs, when it was brought up to date."""
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "<p><b>As of</b> 12.12.2025.</p>"
    assert read(capture(page(body=body))).published == date(2025, 12, 12)


def test_the_date_in_a_link_is_that_of_what_it_leads_to() -> None:
    """A teaser has a box named for its date, as the article has."""
    teaser = "<div><h3>Another</h3><p class='date'>11.12.2025</p></div>"
    assert read(capture(page(after=f"{LINKS}{teaser}"))).published == date(2025, 12, 11)
    linked = f"<a href='/2'>{teaser}</a>"
    dated = f"<dl><dd>12.12.2025</dd></dl>{LINKS}"
    assert read(capture(page(before=dated, after=LINKS + linked))).published == date(2025, 12, 12)


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Cable to Marsö cut | Coast | 12.12.2025", 12),
        ("12.12.2025 | Cable to Marsö cut", 11),
        ("Cable to Marsö cut – what we know of 12 December 2025", 11),
    ],
)
def test_a_title_may_end_with_the_day(title: str, day: int) -> None:
    """Only a part that is a date alone, and not the first: that may be what it is about."""
    markup = page(before="<p>The port was closed on 11 December 2025 at noon</p>")
    told = markup.replace("Cable to Marsö cut | Marsö Nytt", title)
    assert read(capture(told)).published == date(2025, 12, day)


@pytest.mark.parametrize("raw", ["20251212T150400+0100", "20251212T1404Z", "2025-12-12T14:04:0Z"])
def test_moments_in_other_shapes_of_iso_8601(raw: str) -> None:
    """The basic format is a moment too, and so are seconds of one digit."""
    article = read(capture(page(head=ld(headline="Cable to Marsö cut", datePublished=raw))))
    assert article.published == datetime(2025, 12, 12, 14, 4, tzinfo=UTC)


def test_address_tells_the_day_and_corrects_a_moment_in_utc() -> None:
    """An evening is the next day in UTC; the day of the address is the outlet's."""
    address = "https://www.marsonytt.example/2025/12/12/kabel"
    assert read(capture(page(), url=address)).published == date(2025, 12, 12)
    head = ld(headline="Cable to Marsö cut", datePublished="2025-12-13T01:30:00Z")
    told = read(capture(page(head=head), url=address)).published
    assert told == datetime(2025, 12, 13, 1, 30, tzinfo=UTC)
    assert told.isoformat() == "2025-12-12T23:30:00-02:00"


@pytest.mark.parametrize(
    ("moment", "shown", "day"),
    [
        ("2025-12-12T23:15:0Z", "13 December 2025", "2025-12-13"),
        ("2025-12-12T23:15:00Z", "11 December 2025", "2025-12-12"),
        ("2025-12-12T08:15:00Z", "13 December 2025", "2025-12-12"),
        ("2025-12-12T20:15:00-05:00", "13 December 2025", "2025-12-12"),
    ],
)
def test_words_on_the_page_correct_a_moment_in_utc(moment: str, shown: str, day: str) -> None:
    """The moment stays; its day is the one that readers see, where some zone makes it that."""
    head = ld(headline="Cable to Marsö cut", datePublished=moment)
    before = f"<p itemprop='datePublished'>{shown}</p>"
    told = read(capture(page(head=head, before=before))).published
    assert told.isoformat()[:10] == day
    assert told == datetime.fromisoformat(moment.replace(":0Z", ":00Z"))


def test_date_after_the_capture_is_no_date() -> None:
    """A page cannot tell of a day more than two days after it was held."""
    for day, kept in (("2025-12-16T00:00:00Z", True), ("2025-12-17T09:00:00Z", False)):
        article = read(capture(page(head=ld(headline="Cable to Marsö cut", datePublished=day))))
        assert (article.published is not None) is kept


def test_canonical_address_is_taken_from_the_same_site_only() -> None:
    """No page may pose as a page of another site."""
    own = '<link rel="canonical" href="https://marsonytt.example/kabel">'
    other = '<link rel="canonical" href="https://gov.example.org/statement">'
    assert read(capture(page(head=own))).url == "https://marsonytt.example/kabel"
    assert read(capture(page(head=other))).url == "https://www.marsonytt.example/nyheter/kabel"


def test_links_of_the_body_are_absolute_and_of_the_web() -> None:
    """Links of the article are kept, those of menus and other schemes are not."""
    linked = "<p>See <a href='/arkiv'>the archive</a>, <a href='javascript:x()'>this</a>.</p>"
    prose = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    assert read(capture(page(body=prose + linked))).links == (
        "https://www.marsonytt.example/arkiv",
    )


def test_body_of_a_page_that_scripts_fill_comes_from_json_ld() -> None:
    """Where the page has no prose of its own, the body that it tells machines is read."""
    head = ld(headline="Cable to Marsö cut", articleBody="\n".join(PARAGRAPHS))
    shell = page(head=head, body="<p>Turn on scripts to read this article, please, dear.</p>")
    assert PARAGRAPHS[2] in read(capture(shell)).text


def test_several_articles_on_one_page_are_not_one() -> None:
    """Of an endless page the first article is read, not those that follow it."""
    other = (
        "<p>" + "A ferry ran aground off the northern harbour on Thursday evening. " * 12 + "</p>"
    )
    first = "".join(f"<p>{text}</p>" for text in PARAGRAPHS * 2)
    markup = (
        "<html><head><title>Cable to Marsö cut</title></head><body>"
        f"<article><h1>Cable to Marsö cut</h1>{first}</article>"
        f"<article><h1>Ferry aground</h1>{other}</article></body></html>"
    )
    assert "ran aground" not in read(capture(markup)).text


def test_caller_wins_over_the_page() -> None:
    """What came with an article of JSON Lines stands above what the page says."""
    headers = {
        "x-title": "Cable cut",
        "x-published": "2025-12-10",
        "x-outlet": "The Wire",
        "x-url": "https://wire.example/1",
        "x-slug": "cable-1",
        "x-language": "sv",
    }
    article = read(capture(page(), headers=headers))
    assert article.title == "Cable cut"
    assert article.text.startswith("Cable cut\n\n")
    assert article.published == date(2025, 12, 10)
    assert (article.outlet, article.url) == ("The Wire", "https://wire.example/1")
    assert (article.slug, article.language) == ("cable-1", "sv")


def test_date_of_the_caller_that_cannot_be_read_is_an_error() -> None:
    """None means absent: a date that was given and makes no sense is refused."""
    with pytest.raises(ReadError, match="cannot be read"):
        read(capture(page(), headers={"x-published": "soon"}))


def test_soft_hyphens_and_kickers_are_taken_out() -> None:
    """A word that may be broken is one word, and the line above a headline is not the headline."""
    markup = page(
        head='<meta property="og:title" content="Cable to Marsö cut by nobody">',
        body="".join(f"<p>{text.replace('operator', 'ope&shy;rator')}</p>" for text in PARAGRAPHS),
    )
    kicked = markup.replace(
        "<h1>Cable to Marsö cut</h1>", "<h1><i>Coast</i> Cable to Marsö cut by nobody</h1>"
    )
    article = read(capture(kicked))
    assert article.title == "Cable to Marsö cut by nobody"
    assert PARAGRAPHS[0] in article.text


def test_hidden_text_does_not_come_back_with_the_second_opinion() -> None:
    """A page too short to be sure of is read by trafilatura, but only what is seen is kept."""
    hidden = "<p style='font-size:0'>General Nobody claimed responsibility for the cut.</p>"
    markup = page(body=f"<p>{PARAGRAPHS[0]}</p>{hidden}")
    assert read(capture(markup)).text == f"Cable to Marsö cut\n\n{PARAGRAPHS[0]}"


def test_parts_that_a_script_shows_are_seen() -> None:
    """React streams a page in hidden parts, which its script puts in place."""
    markup = (
        page().replace("<main>", "<div hidden id='S:0'><main>").replace("</main>", "</main></div>")
    )
    assert read(capture(markup)).text == WHOLE
