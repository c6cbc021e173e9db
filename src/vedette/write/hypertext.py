"""Passages in HTML: as a page for mail, and as a piece for chat.

Nothing in it is loaded from anywhere, no colour is set that a dark screen could swallow: text and
ground stay the reader's, what is less important is fainter, and lines are of a grey that stands out
on white and on black. Every word is escaped, links lead to the web alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from vedette.write.passages import Passage, Quote

STYLE: Final = (
    ":root{color-scheme:light dark}"
    "body{margin:0 auto;padding:16px;max-width:36em;overflow-wrap:anywhere;"
    "font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}"
    "h1{font-size:19px;line-height:1.3;margin:0 0 4px}"
    "p{margin:0 0 10px}"
    "blockquote{margin:12px 0;padding:0 0 0 12px;border-left:3px solid #888}"
    "blockquote p{margin:0}"
    "hr{border:0;border-top:1px solid #888;margin:24px 0}"
    ".less{font-size:14px;opacity:.8}"
    "span{white-space:nowrap}"
)


def page(title: str, told: Sequence[Passage], *, above: Iterable[str], below: str) -> str:
    """Write a page: lines above, a passage each, and a line below, which is HTML already."""
    parts = (
        "".join(f'<p class="less">{escape(one)}</p>' for one in above),
        contents(told),
        "<hr>".join(f"<article>{_whole(one)}</article>" for one in told),
        f'<hr><p class="less">{below}</p>',
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n<body>\n"
        + "\n".join(filter(None, parts))
        + "\n</body></html>\n"
    )


def contents(told: Sequence[Passage]) -> str:
    """List the headlines where there are several."""
    if len(told) < 2:
        return ""
    return "<ol>" + "".join(f"<li>{escape(one.headline)}</li>" for one in told) + "</ol><hr>"


def piece(one: Passage) -> str:
    """Write a passage in the few elements that chat clients show."""
    firm = escape(" · ".join(one.firm))
    return f"<p><strong>{escape(one.headline)}</strong><br>{firm}</p>" + _body(one)


def _whole(one: Passage) -> str:
    firm = " · ".join(f"<span>{escape(told)}</span>" for told in one.firm)
    return f'<h1>{escape(one.headline)}</h1><p class="less">{firm}</p>' + _body(one)


def _body(one: Passage) -> str:
    return "".join(_parts(one))


def _parts(one: Passage) -> Iterator[str]:
    for told in one.lines:
        yield f"<p>{escape(told)}</p>"
    yield from map(_quoted, one.quotes)
    if one.before:
        listed = "".join(f"<li>{escape(told)}</li>" for told in one.before)
        yield f"<p>Sent before:</p><ul>{listed}</ul>"
    if one.link:
        yield f"<p>{link(one.link, one.leads)}</p>"


def _quoted(one: Quote) -> str:
    words = f"<p>“{escape(one.words)}”</p>" if one.words else ""
    titled = link(one.url, one.title or one.url) if one.url else escape(one.title)
    by = f"{escape(one.by)}: {titled}" if titled else escape(one.by)
    return f'<blockquote>{words}<p class="less">{by}</p></blockquote>'


def link(url: str, words: str) -> str:
    """Write a link."""
    return f'<a href="{escape(url)}" rel="noreferrer">{escape(words)}</a>'
