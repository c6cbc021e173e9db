"""A written site as somebody reads it: every page parsed strictly, every link followed."""

from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})


class Page(HTMLParser):
    """A page whose elements must close in the order in which they opened, and whose ids are one."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.links, self.ids, self.loads, self.open, self.words = [], [], [], [], []
        self.tags, self.metas = [], {}
        self.feed(text)
        self.close()
        assert not self.open, f"left open: {self.open}"
        assert len(self.ids) == len(set(self.ids)), "an id stands twice"

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        assert len(told) == len(attrs), f"<{tag}> has an attribute twice"
        self.tags.append((tag, told))
        if "id" in told:
            self.ids.append(told["id"])
        if tag == "a" and "href" in told:
            self.links.append(told["href"])
        if tag in {"link", "use"} and "href" in told:
            self.loads.append((told.get("rel", tag), told["href"]))
        self.loads += [(tag, told[name]) for name in ("src", "srcset", "action") if name in told]
        if tag == "meta":
            self.metas[told.get("name") or told.get("property") or told.get("http-equiv")] = told
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open[-1:] == [tag], f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return "".join(self.words)


def pages(folder):
    """Every page of a site, by its path."""
    return {
        path.relative_to(folder).as_posix(): Page(path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }


def inside(href):
    """Whether an address leads to the site itself."""
    return not urlsplit(href).scheme and not href.startswith("//")


def target(path, href):
    """The file and the place in it to which a link of a page leads."""
    parts = urlsplit(href)
    held = path.split("/")[:-1]
    for name in unquote(parts.path).split("/"):
        if name == "..":
            held.pop()
        elif name:
            held.append(name)
    return "/".join(held) if parts.path else path, unquote(parts.fragment)
