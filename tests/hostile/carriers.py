"""The places in which strangers' words come in: each takes words and gives a file that holds them.

Every outlet, name and happening is invented.
"""

import json
from collections.abc import Callable
from html import escape
from xml.sax.saxutils import escape as xml

from tests.collect.mails import mail
from tests.collect.warcs import http, packed, record

STORY = (
    "<p>Police in the port town of Marsö said on Tuesday that a data cable to the island had "
    "stopped working shortly after noon, and that a ship was being looked for.</p>"
    "<p>The operator said traffic was rerouted and that a repair ship would leave on Thursday. "
    "No cause was given, and nobody has been accused of anything.</p>"
)


def storable(words: str) -> str:
    """Leave out what no XML can hold, as whoever writes a feed must; a NUL as its entity."""
    return "".join(letter for letter in words if letter >= " " or letter in "\t\r\n")


def rss(**words: str) -> bytes:
    """A feed with one entry."""
    told = {"title": "Cable cut off Marsö", "description": STORY, "link": "http://site.example/1"}
    told |= {"guid": "1", "author": "Lena Varg", "category": "news"} | words
    inner = "".join(f"<{name}>{xml(storable(text))}</{name}>" for name, text in told.items())
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Marsö Nytt'
        f"</title><link>http://site.example/</link><item>{inner}</item></channel></rss>"
    ).encode("utf-8", "replace")


def atom(words: str) -> bytes:
    """An Atom feed: its title, names and texts."""
    told = xml(storable(words))
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Marsö Nytt</title><entry>'
        f"<id>urn:1</id><title type='html'>{told}</title><author><name>{told}</name></author>"
        f"<link href='http://site.example/1'/><summary>{told}</summary>"
        f"<content type='html'>{xml(STORY)}</content></entry></feed>"
    ).encode("utf-8", "replace")


def jsonfeed(words: str) -> bytes:
    """A JSON Feed in whose every field the words stand."""
    entry = {"id": words, "title": words, "url": "http://site.example/1", "tags": [words]}
    entry |= {"content_html": STORY, "summary": words, "authors": [{"name": words, "url": words}]}
    told = {"version": "https://jsonfeed.org/version/1.1", "title": words, "items": [entry]}
    return json.dumps(told).encode()


def page(*, title: str = "Cable cut off Marsö", head: str = "", body: str = "") -> bytes:
    """A page with a story."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f"</head><body><article><h1>{title}</h1>{STORY}{body}</article></body></html>"
    ).encode("utf-8", "surrogatepass")


def page_title(words: str) -> bytes:
    """A page whose title and heading are the words."""
    return page(title=escape(words))


def page_body(words: str) -> bytes:
    """A page in whose text they stand as they are."""
    return page(body=f"<p>{words}</p>")


def page_meta(words: str) -> bytes:
    """A page whose hidden data tell them as title, writer, section, address and time."""
    names = ("og:title", "author", "article:section", "article:published_time", "og:url")
    metas = "".join(f'<meta property="{n}" name="{n}" content="{escape(words)}">' for n in names)
    return page(head=f'{metas}<link rel="canonical" href="{escape(words)}">')


def page_facts(words: str) -> bytes:
    """A page whose JSON-LD tells them in every field."""
    told = {"@type": "NewsArticle", "headline": words, "author": [{"name": words}]}
    told |= {"datePublished": words, "articleSection": words, "articleBody": words, "url": words}
    held = json.dumps(told).replace("</", "<\\/")
    return page(head=f'<script type="application/ld+json">{held}</script>')


def line(words: str) -> bytes:
    """A line of JSON in whose every field they stand."""
    told = dict.fromkeys(("title", "slug", "outlet", "url", "byline", "section", "language"), words)
    told |= {"text": f"{words}\n\nThe cable was cut, police said.", "published": "2025-11-01"}
    return json.dumps(told).encode()


def plain(words: str) -> bytes:
    """A text of which they are the first line."""
    return f"{words}\n\nThe cable was cut on Tuesday, police said.\n".encode("utf-8", "replace")


def letter(words: str) -> bytes:
    """A mail with them in its heads, as a header may hold them, and in its text."""
    held = " ".join(words.replace("\0", "").split())[:900] or "x"
    message = mail(f"{words}\n\nThe cable was cut on Tuesday, the ministry said.")
    for name in ("Subject", "From", "Message-ID", "List-Id"):
        del message[name]
    heads = "".join(f"{name}: {held}\n" for name in ("Subject", "From", "Message-ID", "List-Id"))
    return heads.encode("utf-8", "replace") + bytes(message)


def bundle(words: str) -> bytes:
    """A bundle of STIX in whose incident they stand as every text."""
    id_ = "incident--5b5f6a0e-0f3b-4b5e-8f5e-0123456789ab"
    incident = {"type": "incident", "spec_version": "2.1", "id": id_, "name": words}
    incident |= {"created": "2025-11-01T00:00:00Z", "modified": "2025-11-01T00:00:00Z"}
    incident |= {"description": words, "labels": [words], "incident_types": [words]}
    incident["external_references"] = [{"source_name": words, "url": words, "external_id": words}]
    place = {"type": "location", "spec_version": "2.1", "name": words, "country": words}
    place |= {"id": "location--5b5f6a0e-0f3b-4b5e-8f5e-0123456789ac"}
    place |= {"created": "2025-11-01T00:00:00Z", "modified": "2025-11-01T00:00:00Z"}
    tie = {"type": "relationship", "spec_version": "2.1", "relationship_type": "located-at"}
    tie |= {"id": "relationship--5b5f6a0e-0f3b-4b5e-8f5e-0123456789ad"}
    tie |= {"source_ref": id_, "target_ref": place["id"]}
    tie |= {"created": "2025-11-01T00:00:00Z", "modified": "2025-11-01T00:00:00Z"}
    told = {"type": "bundle", "id": "bundle--5b5f6a0e-0f3b-4b5e-8f5e-0123456789ae"}
    return json.dumps(told | {"objects": [incident, place, tie]}).encode()


def archive(words: str) -> bytes:
    """A web archive whose record has them as its address and its page as its title."""
    address = "http://site.example/" + "".join(w for w in words if w > " ")[:3000]
    kept = record(http(page_title(words)), url=address)
    return packed([kept])


CARRIERS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "rss_title": (".xml", lambda words: rss(title=words)),
    "rss_text": (".xml", lambda words: rss(description=f"{STORY}<p>{words}</p>")),
    "rss_rest": (".xml", lambda words: rss(author=words, guid=words, link=words, category=words)),
    "atom": (".atom", atom),
    "jsonfeed": (".json", jsonfeed),
    "page_title": (".html", page_title),
    "page_body": (".html", page_body),
    "page_meta": (".html", page_meta),
    "page_facts": (".html", page_facts),
    "line": (".jsonl", line),
    "plain": (".txt", plain),
    "letter": (".eml", letter),
    "bundle": (".json", bundle),
    "archive": (".warc.gz", archive),
}
"""By name: the ending of the file, and how the words are put into it."""
