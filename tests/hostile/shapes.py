"""Files whose shape means harm: bombs, depths, lies about what they are, ends that are missing."""

import gzip
import json
import struct
from collections.abc import Callable

from tests.collect.mails import mail, mbox, with_paper
from tests.collect.warcs import http, packed, record, stories
from tests.hostile.building import (
    bundle,
    incident,
    letter,
    mime,
    nested,
    tower,
    xml,
    zeros,
    zipped,
)
from tests.hostile.carriers import page, rss
from tests.hostile.trying import Case
from tests.read.pdfs import STORY as LINES
from tests.read.pdfs import bomb, column, pdf

KEY = "data cable to the island had stopped working"
MILLION = 1_000_000
ROOT = "root:"

FEEDS: dict[str, Callable[[], bytes]] = {
    "entity_tower": lambda: xml(tower(), title="&a9;"),
    "entity_square": lambda: xml(
        f'<!DOCTYPE rss [<!ENTITY b "{"B" * 60000}">]>', title="&b;" * 20000
    ),
    "entity_attribute": lambda: xml(tower(), inner="<x y='&a9;'/>"),
    "entity_circle": lambda: xml(
        '<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', title="&a;"
    ),
    "entity_file": lambda: xml(
        '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>', title="&f;"
    ),
    "entity_network": lambda: xml(
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x" [<!ENTITY f SYSTEM "http://127.0.0.1:9/e">]>',
        title="&f;",
    ),
    "entity_parameter": lambda: xml(
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://169.254.169.254/"> %p;]>'
    ),
    "xinclude": lambda: xml(
        inner='<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'
    ),
    "stylesheet": lambda: b'<?xml-stylesheet href="file:///etc/passwd"?>' + xml(),
    "deep": lambda: xml(inner="<x>" * 100_000 + "</x>" * 100_000),
    "deep_entry": lambda: xml(title="<b>" * 20_000),
    "attributes": lambda: xml(inner="<x " + " ".join(f"a{n}='1'" for n in range(200_000)) + "/>"),
    "namespaces": lambda: xml(
        inner="<x " + " ".join(f"xmlns:a{n}='u:{n}'" for n in range(900)) + "/>" * 1
    ),
    "author_run": lambda: rss(author="cable" * 40_000),
    "author_run_entities": lambda: (
        rss(author="x")
        .replace(b"Lena", b"")
        .replace(b"<author>x", b"<author>" + b"&#65;" * 100_000)
    ),
    "author_run_utf16": lambda: (
        rss(author="cable" * 40_000).decode().replace("utf-8", "utf-16").encode("utf-16")
    ),
    "attributes_utf16": lambda: (
        "<rss><x " + " ".join(f"a{n}='1'" for n in range(100_000)) + "/></rss>"
    ).encode("utf-16"),
    "marks_utf7": lambda: (
        b'<?xml version="1.0" encoding="utf-7"?>'
        + rss(author="cable" * 40_000).split(b"?>", 1)[1].replace(b"<", b"+ADw-")
    ),
    "codec": lambda: b'<?xml version="1.0" encoding="unicode_escape"?>' + xml()[21:],
    "codec_unknown": lambda: b'<?xml version="1.0" encoding="x-nobody"?>' + xml()[21:],
    "codec_zip": lambda: b'<?xml version="1.0" encoding="zlib_codec"?>' + xml()[21:],
    "entries_open": lambda: b"<rss><channel>" + b"<item><title>x</title>" * 60_000,
    "entries_many": lambda: xml(inner="<item><title>x</title></item>" * 60_000),
    "comment": lambda: xml(inner="<!--" + "-" * MILLION),
    "comments": lambda: xml(inner="<!-- x -->" * 100_000),
    "cdata_open": lambda: xml(inner="<![CDATA[" + "x" * MILLION),
    "instructions": lambda: b"<?x y?>" * 100_000 + xml(),
    "dates": lambda: xml(inner="<pubDate>" + "1" * 200_000 + "</pubDate>"),
    "dates_words": lambda: rss(pubDate="Mon, " * 20_000),
    "dates_far": lambda: rss(pubDate="Fri, 31 Dec 99999 23:59:59 +9999"),
    "places": lambda: xml(inner='<gml:pos xmlns:gml="http://www.opengis.net/gml">1 1</gml:pos>'),
    "html": lambda: b"<!DOCTYPE html><title>Home</title><p>Welcome to our site.</p>",
    "bot_check": lambda: b"<html><title>Just a moment...</title><script>x</script></html>",
    "empty": lambda: b"",
    "blank": lambda: b" \n" * 100_000,
    "noughts": lambda: b"\0" * MILLION,
    "noise": lambda: bytes(range(256)) * 4000,
    "truncated": lambda: xml()[:-60],
    "twice": lambda: xml() + xml(),
    "warning_first": lambda: b"<b>Warning</b>: x in /srv/w.php\n" + xml(),
    "binary_inside": lambda: xml().replace(b"Cut at", b"\x01\x02\xff\xfe"),
    "long_link": lambda: rss(link="http://a.example/" + "a/" * 200_000),
    "links": lambda: rss(link="javascript:alert(1)", guid="data:text/html,x"),
    "base": lambda: xml().replace(b"<rss", b'<rss xml:base="javascript:x//"'),
}
JSON_FEEDS: dict[str, Callable[[], bytes]] = {
    "deep": lambda: nested(200_000),
    "deep_objects": lambda: b'{"a":' * 100_000,
    "numbers": lambda: b'{"version":"https://jsonfeed.org/version/1","items":[' + b"9" * 900_000,
    "big_number": lambda: (
        b'{"version":"https://jsonfeed.org/version/1","items":[{"id":' + b"9" * 50_000 + b"}]}"
    ),
    "not_numbers": lambda: b'{"version":"https://jsonfeed.org/version/1","items":[{"id":NaN}]}',
    "infinity": lambda: b'{"version":"https://jsonfeed.org/version/1","items":[{"id":1e999}]}',
    "types": lambda: (
        b'{"version":"https://jsonfeed.org/version/1","items":[1,null,[],"x",{"id":{}}'
        b',{"id":"1","title":[],"authors":7,"tags":{},"content_html":3,"date_published":[]}]}'
    ),
    "items_no_list": lambda: b'{"version":"https://jsonfeed.org/version/1","items":{"a":1}}',
    "surrogates": lambda: (
        b'{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"a\\ud800b"}]}'
    ),
    "keys": lambda: json.dumps({f"k{n}": n for n in range(200_000)}).encode(),
    "same_keys": lambda: b"{" + b'"a":1,' * 300_000 + b'"a":1}',
    "array": lambda: b"[" * 100_000,
    "prototype": lambda: b'{"__proto__":{"x":1},"constructor":{"prototype":{}}}',
    "stix_deep": lambda: b'{"type":"bundle","objects":' + b"[" * 100_000,
    "stix_types": lambda: bundle(1, None, [], "x", {"type": "incident"}, {"type": 7, "id": []}),
    "stix_self": lambda: bundle(
        incident(object_refs=["incident--5b5f6a0e-0f3b-4b5e-8f5e-0123456789ab"])
    ),
    "stix_circle": lambda: bundle(
        incident(),
        *(
            {
                "type": "relationship",
                "id": f"relationship--5b5f6a0e-0f3b-4b5e-8f5e-00000000000{n}",
                "relationship_type": "related-to",
                "source_ref": f"relationship--5b5f6a0e-0f3b-4b5e-8f5e-00000000000{(n + 1) % 9}",
                "target_ref": "incident--5b5f6a0e-0f3b-4b5e-8f5e-0123456789ab",
            }
            for n in range(9)
        ),
    ),
    "stix_many": lambda: bundle(
        *(
            incident(id=f"incident--5b5f6a0e-0f3b-4b5e-8f5e-{n:012d}", name=f"Cut {n}")
            for n in range(3000)
        )
    ),
    "stix_numbers": lambda: bundle(
        incident(confidence=10**400, labels=[1e308] * 10, incident_types={"a": 1}),
        {"type": "location", "id": "location--x", "latitude": "x", "longitude": 1e999},
    ),
    "stix_dates": lambda: bundle(
        incident(created="0000-00-00T00:00:00Z", modified="99999-01-01T00:00:00Z")
    ),
    "stix_ids": lambda: bundle(incident(id="../../../../tmp/owned")),
    "stix_names": lambda: bundle(incident(name="x" * 2_000_000, description=["x"])),
}
LINES_OF_JSON: dict[str, Callable[[], bytes]] = {
    "deep": lambda: nested(200_000) + b"\n",
    "long": lambda: b'{"text":"' + b"x" * 11_000_000 + b'"}\n{"text":"The cable was cut."}\n',
    "types": lambda: b'{"text":7}\n{"text":[]}\n[]\n7\nnull\n"x"\n{"text":"The cable was cut."}\n',
    "noise": lambda: bytes(range(256)) * 100,
    "dates": lambda: b'{"text":"The cable was cut.","published":"99999-99-99"}\n',
    "date_types": lambda: b'{"text":"The cable was cut.","published":{"a":1}}\n',
    "both": lambda: b'{"text":"The cable was cut.","html":"<p>The cable was cut.","url":7}\n',
    "source": lambda: b'{"text":"The cable was cut.","source":"../../etc","outlet":"../.."}\n',
    "surrogates": lambda: b'{"text":"The cable \\udfff was \\ud83d cut.","title":"\\u0000"}\n',
    "many": lambda: b'{"text":"x"}\n' * 2000,
    "cut": lambda: b'{"text":"The cable was cut."}\n{"text":"The ca',
    "utf16": lambda: '{"text":"The cable was cut."}\n'.encode("utf-16"),
    "gzip": lambda: gzip.compress(b'{"text":"The cable was cut."}\n'),
}
PAGES: dict[str, Callable[[], bytes]] = {
    "deep": lambda: page(body="<div>" * 60_000),
    "open": lambda: page(body="<b><i>" * 100_000),
    "tables": lambda: page(body="<table><tr><td>" * 3_000),
    "misnested": lambda: page(body="<b><p>" * 5_000 + "</b></p>" * 5_000),
    "formatting": lambda: page(body="<a><b><i><u><s><tt>" * 2_000 + "<p>" * 2_000),
    "forms": lambda: page(body="<select><option>" * 20_000),
    "frames": lambda: page(body="<frameset><frame src=x>" * 20_000),
    "attributes": lambda: page(body="<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">"),
    "one_attribute": lambda: page(body=f'<p class="{"x " * 500_000}">Cut.</p>'),
    "entities": lambda: page(body="&amp;" * 500_000),
    "entities_odd": lambda: page(body="&#x110000; &#0; &#xD800; &#99999999999; &nosuch; &"),
    "comments": lambda: page(body="<!-- <p>x</p> " * 100_000),
    "scripts": lambda: page(head="<script>" + "x" * 3 * MILLION),
    "scripts_many": lambda: page(head='<script type="application/ld+json">{}</script>' * 10_000),
    "facts_deep": lambda: page(head=f'<script type="application/ld+json">{"[" * 100_000}</script>'),
    "facts_wide": lambda: page(
        head='<script type="application/ld+json">'
        + json.dumps({"@graph": [{"@type": "NewsArticle", "headline": "x"}] * 20_000})
        + "</script>"
    ),
    "facts_circle": lambda: page(
        head='<script type="application/ld+json">{"@id":"a","author":{"@id":"a"}}</script>'
    ),
    "metas": lambda: page(head="<meta name=author content=x>" * 50_000),
    "dates": lambda: page(body="<time datetime='" + "1-" * 100_000 + "'>x</time>"),
    "dates_words": lambda: page(body="<p>" + "31. 12. " * 50_000 + "</p>"),
    "dates_far": lambda: page(
        head='<meta property="article:published_time" content="9999-12-31T23:59:59+14:00">'
    ),
    "byline": lambda: page(body="<p class=byline>By " + "Lena and " * 50_000 + "</p>"),
    "links": lambda: page(body="<a href=http://a.example/>x</a>" * 30_000),
    "links_inside": lambda: page(
        head='<base href="http://[::1]/"><link rel=canonical href="http://10.0.0.1/admin">'
        '<meta http-equiv=refresh content="0;url=http://169.254.169.254/">'
    ),
    "hidden": lambda: page(body='<p style="display:none">The navy said it blew up the cable.</p>'),
    "hidden_attribute": lambda: page(body="<p hidden>The navy said it blew up the cable.</p>"),
    "whitespace": lambda: page(body="<p>" + " \u00a0" * 500_000 + "</p>"),
    "one_word": lambda: page(body="<p>" + "a" * 2 * MILLION + "</p>"),
    "one_sentence": lambda: page(body="<p>" + "cable cut " * 100_000 + "</p>"),
    "quotes": lambda: page(body="<p>" + "“" * 20_000 + " said. " + "'\"" * 20_000 + "</p>"),
    "brackets": lambda: page(body="<p>" + "(" * 50_000 + ")" * 50_000 + "</p>"),
    "capitals": lambda: page(body="<p>" + "Minister Lena Varg " * 20_000 + "</p>"),
    "numbers": lambda: page(body="<p>" + "1,000,000 " * 30_000 + "killed.</p>"),
    "repeat": lambda: page(body="<p>Police said the cable was cut.</p>" * 3_000),
    "letters": lambda: page(body="<p>" + "\u0301\u200d\u202e\U000e0001" * 20_000 + "</p>"),
    "charset_lie": lambda: page().replace(b"utf-8", b"utf-16"),
    "charset_none": lambda: (
        page(body="<p>\u041a\u0430\u0431\u0435\u043b\u044c</p>" * 50)
        .decode()
        .replace('<meta charset="utf-8">', "")
        .encode("koi8-r", "replace")
    ),
    "charset_utf7": lambda: page().replace(b"utf-8", b"utf-7"),
    "charset_odd": lambda: page().replace(b"utf-8", b"x-user-defined\0"),
    "bytes": lambda: page().replace(b"Tuesday", b"Tue\xc0\xafs\xed\xa0\x80day\xff"),
    "noughts": lambda: page().replace(b"cable", b"ca\0ble"),
    "utf16": lambda: page().decode().encode("utf-16"),
    "utf16_odd": lambda: page().decode().encode("utf-16") + b"\0",
    "utf32": lambda: page().decode().encode("utf-32"),
    "pdf_inside": lambda: pdf(column(LINES)),
    "gzip_inside": lambda: gzip.compress(page()),
    "zip_inside": lambda: zipped(("a.html", page())),
    "picture": lambda: b"\x89PNG\r\n\x1a\n" + struct.pack(">II", 60_000, 60_000) * 9,
    "large": lambda: page(body="<p>x</p>" * 1_200_000),
    "empty": lambda: b"<html></html>",
    "noise": lambda: b"<html>" + bytes(range(256)) * 2000,
    "template": lambda: page(body="<template><p>The navy did it.</p></template>"),
    "svg": lambda: page(body="<svg><foreignObject>" * 5_000),
    "math": lambda: page(body="<math><mi><annotation-xml>" * 3_000),
    "plaintext": lambda: page(body="<plaintext>" * 3_000),
}
ARCHIVES: dict[str, Callable[[], bytes]] = {
    ".warc.gz|bomb": lambda: zeros(512),
    ".warc.gz|record_bomb": lambda: gzip.compress(record(http(b"\0" * 30 * MILLION))),
    ".warc.gz|body_bomb": lambda: packed([record(http(zeros(256), content_encoding="gzip"))]),
    ".warc.gz|cut": lambda: packed(stories(5))[:-90],
    ".warc.gz|rot": lambda: packed(stories(5)).replace(b"\x00", b"\x01", 3),
    ".warc.gz|inside": lambda: gzip.compress(gzip.compress(b"".join(stories(2)))),
    ".warc|length_long": lambda: record(http(page()), length=10**9),
    ".warc|length_short": lambda: record(http(page()), length=5) + b"".join(stories(2)),
    ".warc|length_negative": lambda: record(http(page()), length=-5) + b"".join(stories(2)),
    ".warc|length_huge": lambda: record(http(page()), length=10**30) + b"".join(stories(2)),
    ".warc|head_endless": lambda: b"WARC/1.0\r\nX: " + b"x" * 5 * MILLION,
    ".warc|heads_many": lambda: b"WARC/1.0\r\n" + b"X: y\r\n" * 500_000,
    ".warc|no_http": lambda: record(b"not an answer at all"),
    ".warc|http_heads": lambda: record(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 100_000 + b"\r\nx"),
    ".warc|address": lambda: record(http(page()), url="javascript:alert(1)"),
    ".warc|address_file": lambda: record(http(page()), url="file:///etc/passwd"),
    ".warc|address_path": lambda: record(http(page()), url="http://a.example/../../../etc/passwd"),
    ".warc|date": lambda: record(http(page()), date="99999-99-99T99:99:99Z"),
    ".warc|date_none": lambda: record(http(page()), date=""),
    ".warc|digest": lambda: record(http(page())).replace(b"sha1:", b"sha1:AAAA"),
    ".warc|refers_itself": lambda: record(
        http(b""), kind="revisit", WARC_Refers_To_Target_URI="https://paper.example/1"
    ),
    ".warc|html": page,
    ".warc|empty": lambda: b"",
    ".warc|noise": lambda: bytes(range(256)) * 1000,
    ".arc|noise": lambda: b"filedesc://x 0.0.0.0 1 text/plain 99999999999\n1 0 x\n\n" * 50,
    ".wacz|bomb": lambda: zipped(*((f"archive/{n}.warc", b"\0" * 20 * MILLION) for n in range(9))),
    ".wacz|paths": lambda: zipped(
        ("../../../../tmp/owned.warc", b"".join(stories(1))),
        ("/etc/cron.d/owned", b"x"),
        ("archive/..\\..\\owned.warc", b"x"),
        ("C:\\owned.warc", b"x"),
    ),
    ".wacz|doubles": lambda: zipped(*[("archive/a.warc", b"".join(stories(1)))] * 2),
    ".wacz|many": lambda: zipped(*((f"pages/{n}.jsonl", b"") for n in range(20_000))),
    ".wacz|no_zip": page,
    ".wacz|cut": lambda: zipped(("archive/a.warc", b"".join(stories(3))))[:-30],
    ".wacz|empty": zipped,
    ".wacz|list_deep": lambda: zipped(
        ("datapackage.json", nested(100_000)), ("archive/a.warc", b"".join(stories(1)))
    ),
    ".wacz|list_types": lambda: zipped(
        ("datapackage.json", b'{"resources":[1,{"path":[],"hash":7}]}'),
        ("archive/a.warc", b"".join(stories(1))),
    ),
    ".xml.gz|bomb": lambda: zeros(512),
    ".html.gz|bomb": lambda: zeros(512),
    ".jsonl.gz|bomb": lambda: zeros(512),
    ".txt.gz|lie": lambda: b"no gzip at all",
    ".txt.gz|cut": lambda: gzip.compress(b"The cable was cut. " * 2000)[:-9],
    ".warc.zst|noise": lambda: b"\x28\xb5\x2f\xfd" + bytes(range(256)) * 9,
    ".warc.lz4|noise": lambda: b"\x04\x22\x4d\x18" + bytes(range(256)) * 9,
}
PAPERS: dict[str, Callable[[], bytes]] = {
    "bomb": lambda: bomb(100),
    "html": page,
    "empty": lambda: b"%PDF-1.7",
    "noise": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 500,
    "cut": lambda: pdf(column(LINES))[:-200],
    "no_table": lambda: pdf(column(LINES)).replace(b"xref", b"yref"),
    "root_circle": lambda: pdf(column(LINES)).replace(b"/Pages 2 0 R", b"/Pages 1 0 R"),
    "kids_circle": lambda: pdf(column(LINES)).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"),
    "count_lie": lambda: pdf(column(LINES)).replace(b"/Count 1", b"/Count 9999999"),
    "length_lie": lambda: pdf(column(LINES)).replace(b"/Length ", b"/Length 99999"),
    "script": lambda: pdf(column(LINES)).replace(
        b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"
    ),
    "launch": lambda: pdf(column(LINES)).replace(
        b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /Launch /F (/bin/sh) >>"
    ),
    "deep": lambda: b"%PDF-1.7\n1 0 obj\n" + b"<< /A " * 100_000,
    "sheets": lambda: pdf(*[column(LINES)] * 400),
    "scan": lambda: pdf(column(LINES), drawn=False),
}
LETTERS: dict[str, Callable[[], bytes]] = {
    "deep": lambda: mime(400),
    "deeper": lambda: mime(20_000),
    "heads": lambda: letter("X: y\n" * 100_000),
    "head_long": lambda: letter("X-Long: " + "a" * 2 * MILLION),
    "folded": lambda: letter("Subject: a" + "\n b" * 100_000),
    "encoded": lambda: letter("Subject: " + "=?utf-8?B?Y2FibGU=?= " * 20_000),
    "encoded_lie": lambda: letter("Subject: =?x-nobody?Q?=FF=FE?= =?utf-16?B?AAAA?="),
    "addresses": lambda: letter("To: " + "a <a@b.example>, " * 20_000),
    "address_brackets": lambda: letter("To: " + "(" * 50_000 + "<" * 50_000),
    "charset": lambda: letter("Content-Type: text/plain; charset=x-nobody\xff"),
    "charset_codec": lambda: letter("Content-Type: text/plain; charset=zlib_codec"),
    "encoding": lambda: letter("Content-Transfer-Encoding: base64", "!" * 100_000),
    "encoding_unknown": lambda: letter("Content-Transfer-Encoding: x-gzip64"),
    "boundary_none": lambda: letter("Content-Type: multipart/mixed"),
    "boundary_odd": lambda: letter('Content-Type: multipart/mixed; boundary="' + "-" * 9_000 + '"'),
    "parameters": lambda: letter("Content-Type: text/plain" + "; a*0*=x''y" * 20_000),
    "date": lambda: letter("Date: Fri, 99 Foo 99999 99:99:99 +9999"),
    "date_long": lambda: letter("Date: " + "1 " * 100_000),
    "uu": lambda: letter("Content-Type: text/plain", "begin 644 x\n" + "M" * 100_000 + "\nend"),
    "html": lambda: letter("Content-Type: text/html", page(body="<div>" * 60_000).decode()),
    "paper_name": lambda: bytes(with_paper(mail(), "../../../../tmp/owned.pdf")),
    "paper_lie": lambda: letter(
        'Content-Type: application/pdf\nContent-Disposition: attachment; filename="a.pdf"',
        "This is no PDF, it says so itself.",
    ),
    "noise": lambda: bytes(range(256)) * 500,
    "empty": lambda: b"",
}
BOXES: dict[str, Callable[[], bytes]] = {
    "many": lambda: mbox(*[mail(number=1)] * 50),
    "no_box": page,
    "froms": lambda: b"From \n" * 50_000,
    "cut": lambda: mbox(mail(), mail(number=2))[:-100],
    "large": lambda: mbox(mail("x" * 26 * MILLION), mail(number=2)),
}
TEXTS: dict[str, Callable[[], bytes]] = {
    "one_line": lambda: b"word " * 1_900_000,
    "no_breaks": lambda: b"a" * 5 * MILLION,
    "breaks": lambda: b"\n" * 5 * MILLION,
    "noughts": lambda: b"The cable was cut.\0" * 100,
    "noise": lambda: bytes(range(256)) * 4000,
    "utf16": lambda: "The cable was cut on Tuesday, police said.".encode("utf-16"),
    "quotes": ("“" * 30_000 + " said Lena Varg. ").encode,
    "sentences": lambda: b"A. " * 100_000,
    "titles": lambda: b"Mr. Dr. Prof. Gen. " * 20_000,
    "dates": lambda: b"on 1 May 2025, " * 20_000,
    "places": lambda: b"in Paris, Texas, " * 20_000,
    "hyphens": lambda: b"a-" * 200_000,
    "digits": lambda: b"1" * 500_000,
    "percent": lambda: b"%s%n%x{0}{a.b}" * 20_000,
}


READ = {"outcome": "read"}
REFUSED = {"outcome": "refused"}
KEPT = {"outcome": "read", "has": (KEY,)}
MUST: dict[str, dict[str, object]] = {
    "feed_entity_file": {"lacks": (ROOT,)},
    "feed_entity_tower": {"lacks": ("lollollol",)},
    "feed_xinclude": {"lacks": (ROOT,), **READ},
    "feed_stylesheet": {"lacks": (ROOT,)},
    "feed_attributes": {"named": "1000 attributes", **REFUSED},
    "feed_attributes_utf16": {"named": "1000 attributes", **REFUSED},
    "feed_author_run": {"named": "a name without end", **REFUSED},
    "feed_author_run_entities": {"named": "a name without end", **REFUSED},
    "feed_author_run_utf16": {"named": "a name without end", **REFUSED},
    "feed_marks_utf7": REFUSED,
    "feed_entries_many": {"named": "entries were left unread", **READ},
    "feed_html": {"named": "a web page in the feed's place", **REFUSED},
    "feed_bot_check": {"named": "bot check", **REFUSED},
    "feed_truncated": {"named": "a damaged feed"},
    "feed_warning_first": READ,
    "feed_links": {"lacks": ("data:text",), **READ},
    "json_deep": REFUSED,
    "json_stix_circle": READ,
    "json_stix_ids": REFUSED,
    "line_long": {"named": "more than 10,000,000 bytes", "has": ("The cable was cut.",)},
    "line_types": {"has": ("The cable was cut.",)},
    "line_cut": {"has": ("The cable was cut.",)},
    "page_deep": {"named": "cannot be parsed in time", **REFUSED},
    "page_attributes": {"named": "cannot be parsed in time", **REFUSED},
    "page_large": {"named": "too large", **REFUSED},
    "page_hidden": {"lacks": ("navy said",), **KEPT},
    "page_hidden_attribute": {"lacks": ("navy said",), **KEPT},
    "page_template": {"lacks": ("navy did",), **KEPT},
    "page_links_inside": KEPT,
    "page_facts_deep": KEPT,
    "page_facts_circle": KEPT,
    "page_charset_lie": KEPT,
    "page_charset_utf7": KEPT,
    "page_charset_odd": KEPT,
    "page_utf16": KEPT,
    "page_utf32": KEPT,
    "page_noughts": READ,
    "page_gzip_inside": {"named": "no reader for application/gzip", **REFUSED},
    "page_zip_inside": {"named": "no reader for application/zip", **REFUSED},
    "page_picture": {"named": "no reader for image/png", **REFUSED},
    "paper_html": {"named": "a damaged PDF", **REFUSED},
    "paper_noise": {"named": "a damaged PDF", **REFUSED},
    "paper_bomb": REFUSED,
    "paper_scan": {"named": "without a text layer", **REFUSED},
    "paper_sheets": {"named": "no article text", **REFUSED},
    "paper_script": {"lacks": ("app.alert",), **READ},
    "letter_parameters": {"named": "220,010 letters", **REFUSED},
    "letter_deeper": {"named": "a damaged letter", **REFUSED},
    "letter_paper_lie": REFUSED,
    "box_large": {"named": "more than 25,000,000 bytes", **READ},
    "text_one_line": {"named": "too large", **REFUSED},
    "text_noise": {"named": "not a text", **REFUSED},
    "archive_warc_gz_bomb": REFUSED,
    "archive_warc_gz_body_bomb": {"named": "more than 10,000,000 bytes", **REFUSED},
    "archive_warc_no_http": {"named": "no answer over HTTP", **REFUSED},
    "archive_warc_http_heads": {"outcome": "nothing"},
    "archive_warc_refers_itself": {"outcome": "nothing"},
    "archive_warc_address_file": {"named": "no address of the web", **REFUSED},
    "archive_warc_length_short": READ,
    "archive_wacz_paths": {"named": "leads out of the package", **REFUSED},
    "archive_wacz_doubles": {"named": "stands in it twice", **REFUSED},
    "archive_wacz_many": {"named": "10,000 parts", **REFUSED},
    "archive_wacz_bomb": REFUSED,
    "archive_html_gz_bomb": {"named": "10,000,000 bytes", **REFUSED},
}
"""Of some it is known what must become of them; of all that they end, and that they are named."""


def shapes() -> list[Case]:
    """All of them; what a reader must refuse, or read, is for `judged` to say."""
    tables = {
        ".xml": ("feed", FEEDS),
        ".json": ("json", JSON_FEEDS),
        ".jsonl": ("line", LINES_OF_JSON),
        ".html": ("page", PAGES),
        ".pdf": ("paper", PAPERS),
        ".eml": ("letter", LETTERS),
        ".mbox": ("box", BOXES),
        ".txt": ("text", TEXTS),
    }
    cases = [
        Case(name=f"{noun}_{name}", ending=ending, make=make, **MUST.get(f"{noun}_{name}", {}))
        for ending, (noun, table) in tables.items()
        for name, make in table.items()
    ]
    for key, make in ARCHIVES.items():
        ending, _, name = key.partition("|")
        noun = f"archive{ending.replace('.', '_')}_{name}"
        cases.append(Case(name=noun, ending=ending, make=make, **MUST.get(noun, {})))
    return cases
