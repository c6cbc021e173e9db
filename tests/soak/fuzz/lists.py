"""Targets among what is collected: feeds, maps of sites, archives, mail, tables, headers."""

import asyncio
import gzip
import hashlib
import io
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import httpx2
from tests.collect.mails import mail, mbox, with_paper
from tests.collect.test_endpoint import PATHS, answer, item
from tests.collect.test_gdelt import ERR, export, gkg, packed
from tests.collect.test_table import COLUMNS, HEAD, ROW
from tests.collect.warcs import http, page, record, stories
from tests.hostile.addresses import addresses
from tests.hostile.building import bundle, incident, xml, zipped
from tests.hostile.carriers import CARRIERS, atom, jsonfeed, rss
from tests.hostile.shapes import BOXES, LETTERS
from tests.hostile.words import WORDS
from tests.soak.fuzz.laws import NOW, Target, refused, storable, taken

from vedette.collect import bundles, endpoint, gdelt, robots, signs, table, urlset
from vedette.collect import feed as feeds
from vedette.collect.clean import clean_link
from vedette.collect.client import Answer
from vedette.collect.file import collect_files
from vedette.collect.guard import Guard, host_of, literal, public
from vedette.collect.harvest import Past, fresh_until
from vedette.collect.index import entries_of
from vedette.collect.letters import letter
from vedette.collect.lines import Reading, capture_of_line
from vedette.collect.links import learnt, links_on
from vedette.collect.mbox import letters
from vedette.collect.posts import is_preview, posts_on
from vedette.collect.replies import body_of, forms_of, read_reply
from vedette.entries import entry_bytes, entry_from
from vedette.errors import AddressRefused
from vedette.records import Channel, Entry, Rule, Source
from vedette.sources.addresses import same, web_fault
from vedette.sources.imprint import houses
from vedette.sources.leads import lead_of

READING = Reading(known=NOW, source="xx/paper", channel="archive", by_published=True)
AT = "https://paper.example/list"
SHORT = [words for words in WORDS.values() if len(words) < 800]


def kept(entries: Iterable[Entry]) -> None:
    """Hold entries to what a store can keep: their keys, and their bytes read back."""
    for one in entries:
        storable(one.key, one.link)
        again = entry_from(entry_bytes(one))
        storable(again.title, again.summary, again.content, *again.tags)


def feed(body: bytes) -> None:
    """Read a feed, and each of its entries as an article."""
    taken(feeds.captures_of(body, AT, READING))


def sitemap(body: bytes) -> None:
    """Read a map of a site."""
    found = refused(urlset.read_sitemap, body, url=AT)
    if found is not None:
        kept(found.pages)
        storable(*(child.url for child in found.children))


def index(body: bytes) -> None:
    """Read a page for its links, its posts, and what it says of its publisher."""
    markup = signs.decoded(body)
    found = refused(links_on, markup, AT) or []
    kept(entries_of(learnt(found, AT)))
    kept(entries_of(found))
    if is_preview(markup):
        kept(posts_on(markup, AT).entries)


def lead(body: bytes) -> None:
    """Draft a source from what an address answers."""
    found = lead_of(body, AT)
    storable(found.name, found.home, found.language, found.owner, found.rights, *found.feeds)
    storable(*houses(signs.decoded(body)))


def endpoint_of(body: bytes) -> None:
    """Read an answer in JSON by declared paths."""
    rules = tuple(Rule(name=name, value=path, where="x.toml:1") for name, path in PATHS.items())
    channel = Channel(kind="json", url=AT, rules=rules)
    told_ = Answer(status=200, url=AT, final_url=AT, body=body)
    kept(refused(endpoint.read_items, told_, channel) or [])


class Bulk:
    """Answers with a list that names one file, and with that file."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def get(self, url: str, **_: object) -> Answer:
        """Answer whatever is asked."""
        seal = hashlib.md5(self._body).hexdigest()
        line = f"9 {seal} https://bulk.example/v2/20260302081500.gkg.csv.zip\n".encode()
        body = line if url.endswith(".txt") else self._body
        return Answer(status=200, url=url, final_url=url, body=body)


def bulk(body: bytes) -> None:
    """Read a file of GDELT's as packed, and its rows alone."""
    source = Source(
        id="xx/paper", name="Paper", home=AT, country="EE", languages=("en",), owner="Paper",
        ownership="private", licence="", channels=(),
    )  # fmt: skip
    for sent in (body, zipped(("a.csv", body))):
        url = "https://bulk.example/v2/lastupdate.txt#file=gkg&theme=CYBER&domain=err.ee"
        channel = Channel(kind="gdelt", url=url)
        found = asyncio.run(gdelt.collect_gdelt(source, channel, Past(), Bulk(sent), now=NOW))
        taken([*found.captures, *found.issues, *filter(None, [found.poll.issue])])


def wish(body: bytes) -> None:
    """Read what a channel wants of GDELT's files, and the list of them."""
    text = body.decode("utf-8", "replace")
    refused(gdelt.wish_of, text)
    gdelt.files_of(text, gdelt.wish_of("https://a.example/lastupdate.txt#domain=err.ee"))


def in_file(body: bytes, ending: str) -> None:
    """Collect and read what a file of this ending holds."""
    with tempfile.TemporaryDirectory(prefix="fuzz") as folder:
        path = Path(folder) / f"a{ending}"
        path.write_bytes(body)
        taken(collect_files([str(path)], READING))


def post(body: bytes) -> None:
    """Read one letter, and a box of them."""
    taken(letter(body, "a.eml", READING))
    taken(letters(io.BytesIO(b"From a@b.example Mon Mar  2 08:00:00 2026\n" + body), "m", READING))


def incidents(body: bytes) -> None:
    """Cut a bundle of STIX into captures, read them, and code what they say."""
    from tests.soak.fuzz.texts import coded  # noqa: PLC0415 - loads a gazetteer

    for article in taken(bundles.captures_of_bundle(body, AT, READING)):
        coded(article)


def rows(body: bytes) -> None:
    """Read a table by its columns, and code what its rows say."""
    from tests.soak.fuzz.texts import coded  # noqa: PLC0415 - loads a gazetteer

    rules = tuple(Rule(name=name, value=column) for name, column in COLUMNS.items())
    channel = Channel(kind="csv", url="a.csv", rules=rules)
    for sent in (body, HEAD.encode() + body):
        for article in taken(table.rows(sent, "a.csv", channel, READING)):
            coded(article)


def line(body: bytes) -> None:
    """Read a line of an archive."""
    found = refused(capture_of_line, body, "a.jsonl:1", READING)
    taken([found] if found else [])


def rules_of_robots(body: bytes) -> None:
    """Read a robots.txt, and ask it."""
    found = robots.from_answer(200, body, NOW)
    found.allows("https://paper.example/a?b=c", "vedette")
    assert 0 <= found.delay("vedette") <= robots.LONGEST_DELAY
    assert isinstance(found.sitemaps(), tuple)


def reply(body: bytes) -> None:
    """Take an answer apart that an archive kept, and undo its packing."""
    found = read_reply(body)
    if found is not None:
        assert found.missing >= 0
        refused(body_of, found, AT)
        list(forms_of(found))


def heads(body: bytes) -> None:
    """Read what a server's headers say of time, as HTTP hands them over: in Latin-1."""
    for value in body.decode("latin-1").splitlines():
        told_ = {"retry-after": value, "date": value, "cache-control": value, "content-type": value}
        one = Answer(status=503, url=AT, final_url=AT, headers=told_)
        one.wait_until(NOW)
        fresh_until(one, NOW)
        assert one.media_type == one.media_type.strip()
        signs.decoded(b"<p>caf\xe9</p>", value)


def address(body: bytes) -> None:
    """Look at an address as a stranger's page names it: none that leads inside is admitted."""
    text = body.decode("utf-8", "replace")
    web_fault(text)
    same(text)
    for named in (text, clean_link(text, AT)):
        try:
            url = httpx2.URL(named)
            Guard().admit(url)
        except (AddressRefused, httpx2.InvalidURL):
            continue
        found = literal(host_of(url))
        assert found is None or public(found), f"admitted: {named}"
        assert url.scheme in {"http", "https"}


def _carried(*names: str) -> list[bytes]:
    return [CARRIERS[name][1](words) for name in names for words in SHORT]


def _maps() -> Iterator[bytes]:
    head = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    news = b'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
    told_ = b"<news:publication_date>2026-03-02T08:00:00Z</news:publication_date>"
    one = b"<url><loc>https://paper.example/a</loc><lastmod>2026-03-02</lastmod><news:news>" + told_
    yield head + news + one + b"<news:title>Cable cut</news:title></news:news></url></urlset>"
    yield b"<sitemapindex><sitemap><loc>https://paper.example/1.xml.gz</loc></sitemap>"
    yield gzip.compress(b"<urlset><url><loc>https://paper.example/a</loc></url></urlset>")
    yield b"https://paper.example/a\nhttps://paper.example/b\n"


def _pages() -> Iterator[bytes]:
    rows_ = "".join(
        f"<li><a href='/2026/03/0{n}/cable-cut-off-marso'>Cable cut off the island of Marsö {n}</a>"
        f"<time datetime='2026-03-0{n}T08:00'>1 h</time></li>"
        for n in range(1, 7)
    )
    yield f"<base href='/x/'><ul>{rows_}</ul><footer>© 2026 OÜ Naide</footer>".encode()
    yield (
        b"<div class='tgme_widget_message' data-post='paper/1'><div class='tgme_widget_message_text"
        b" js-message_text'>Cable cut<br/>off Marso</div><a class='tgme_widget_message_date'>"
        b"<time datetime='2026-03-02T08:00:00+00:00'></time></a></div>"
    )
    yield b"<link rel=alternate type=application/rss+xml href=/rss title=x><html lang=et>"
    yield b'<script type="application/ld+json">{"publisher":{"name":"Naide"}}</script>'


def _bundles() -> Iterator[bytes]:
    yield from _carried("bundle")
    yield bundle(incident(confidence=80, labels=["sabotage"], start_time="2026-03-02T08:00:00Z"))


LISTS = (
    Target(name="feed", work=feed, seeds=lambda: [xml(), rss(), *(atom(w) for w in SHORT)]),
    Target(name="jsonfeed", work=feed, seeds=lambda: map(jsonfeed, SHORT)),
    Target(name="sitemap", work=sitemap, seeds=_maps),
    Target(name="index", work=index, seeds=_pages),
    Target(name="lead", work=lead, seeds=lambda: [*_pages(), rss(), jsonfeed("x")]),
    Target(name="endpoint", work=endpoint_of, seeds=lambda: [answer(item(1), item(2, at=1763))]),
    Target(
        name="bulk",
        work=bulk,
        seeds=lambda: [gkg(ERR, "CYBER", "Cable &amp; cut").encode(), packed(export(ERR))],
    ),
    Target(
        name="wish",
        work=wish,
        seeds=lambda: [
            b"9 0123456789abcdef0123456789abcdef https://a.example/20260302081500.gkg.csv.zip\n",
            b"https://a.example/lastupdate.txt#file=gkg&theme=CYBER_ATTACK&domain=err.ee",
        ],
    ),
    Target(
        name="warc",
        work=lambda body: in_file(body, ".warc"),
        seeds=lambda: [b"".join(stories(2)), record(http(page(1)), kind="resource")],
    ),
    Target(
        name="warc_gz",
        work=lambda body: in_file(body, ".warc.gz"),
        seeds=lambda: [b"".join(map(gzip.compress, stories(2)))],
    ),
    Target(
        name="wacz",
        work=lambda body: in_file(body, ".wacz"),
        seeds=lambda: [
            zipped(("archive/a.warc", b"".join(stories(1))), ("datapackage.json", b"{}"))
        ],
    ),
    Target(
        name="letter",
        work=post,
        seeds=lambda: [
            bytes(mail()), bytes(with_paper(mail())), mbox(mail(), mail(number=2)),
            *_carried("letter"), *(make() for make in (*LETTERS.values(), *BOXES.values())),
        ],
    ),
    Target(name="stix", work=incidents, seeds=_bundles),
    Target(name="table", work=rows, seeds=lambda: [ROW.encode(), (HEAD + ROW).encode()]),
    Target(name="line", work=line, seeds=lambda: _carried("line")),
    Target(
        name="robots",
        work=rules_of_robots,
        seeds=lambda: [
            b"User-agent: vedette\nCrawl-delay: 5\nDisallow: /a*b$\nSitemap: /s.xml\nUser-agent: *"
        ],
    ),
    Target(name="reply", work=reply, seeds=lambda: [http(page(1)), http(gzip.compress(page(1)),
        content_encoding="gzip", transfer_encoding="chunked")]),
    Target(
        name="heads",
        work=heads,
        seeds=lambda: [
            b"120\nMon, 02 Mar 2026 08:00:00 GMT\nmax-age=60, public\ntext/html; charset=x"
        ],
    ),
    Target(
        name="address", work=address, seeds=lambda: [url.encode() for url in addresses(80)][::9]
    ),
)  # fmt: skip
