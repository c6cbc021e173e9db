"""The files of a public site that are no pages: its sheet, what robots ask for, incidents as JSON.

Sources: RFC 9309 (robots.txt), the sitemaps protocol 0.9 (sitemaps.org).
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

import msgspec

from vedette.public import PublicIncident
from vedette.web.press import STATIC
from vedette.web.public.paths import Leaf

SHEETS: Final = ("frame.css", "pages.css", "brief.css", "public.css")
ENDINGS: Final[Mapping[str, str]] = {"stix": "stix.json"}
"""How the name of a file ends, where that is not the format's own name."""
MOST: Final = 50_000
"""Addresses in one map of a site, by the protocol; those that come first are the newest."""
SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sheet() -> Leaf:
    """Give all styles as one file; its name changes with them, so that browsers may keep it."""
    told = "\n".join((STATIC / name).read_text("utf-8") for name in SHEETS)
    printed = (STATIC / "print.css").read_text("utf-8")
    body = f"{told}\n@media print {{\n{printed}}}\n".encode()
    return Leaf(f"site-{sha256(body).hexdigest()[:12]}.css", body)


def icon() -> Leaf:
    """Give the sign of the site."""
    return Leaf("icon.svg", (STATIC / "icon.svg").read_bytes())


def as_json(one: PublicIncident, sample: bool) -> bytes:
    """Write all that is public of an incident."""
    told = {"schema": "vedette.public-incident/1", **({"sample": True} if sample else {})}
    laid = told | msgspec.to_builtins(one)
    return (json.dumps(laid, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def robots(address: str, *, hidden: bool) -> Leaf:
    """Let everybody in, but for a sample, which no search should find."""
    lines = ["User-agent: *", "Disallow: /" if hidden else "Allow: /"]
    if address and not hidden:
        lines.append(f"Sitemap: {address}/sitemap.xml")
    return Leaf("robots.txt", ("\n".join(lines) + "\n").encode())


def sitemap(address: str, pages: Mapping[str, str]) -> Leaf:
    """List pages by their folders, with when each last changed where that is known."""
    top = Element("urlset", xmlns=SITEMAP)
    for folder, changed in list(pages.items())[:MOST]:
        entry = SubElement(top, "url")
        SubElement(entry, "loc").text = f"{address}/{folder}"
        if changed:
            SubElement(entry, "lastmod").text = changed
    return Leaf("sitemap.xml", bytes(tostring(top, encoding="utf-8", xml_declaration=True)))
