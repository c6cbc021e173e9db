"""A site on loopback with a past: sitemaps by month, a feed with archives, and what was asked."""

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DEEDS = ("a railway signal near Narva", "a data cable off Hanko", "the port of Gdynia")


class OldNews:
    """Serves `each` articles of each of three months, and three pages of a feed's archive."""

    def __init__(self, *, each=4, pause=0.0, robots=""):
        self.each, self.pause, self.robots = each, pause, robots
        self.asked = Counter()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def pages(self):
        """How often each article was asked for."""
        return {path: n for path, n in self.asked.items() if path.startswith("/20")}

    def url(self, path):
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def write_source(self, folder, kind="sitemap", path="/"):
        """Write the source file."""
        file = folder / "ee" / "old.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f'name = "Old News"\nhome = "{self.url("/")}"\ncountry = "EE"\nlanguages = ["en"]\n'
            'owner = "Old"\nownership = "private"\nlicence = "invented"\nfound = "for a test"\n\n'
            f'[[channels]]\nkind = "{kind}"\nurl = "{self.url(path)}"\n',
            encoding="utf-8",
        )

    def close(self):
        """Stop serving."""
        self.server.shutdown()
        self.server.server_close()

    def _handler(site):  # noqa: N805  # the site is what the handler closes over
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                """Keep quiet."""

            def do_GET(self):
                site.asked[self.path] += 1
                body = site.body(self.path)
                self.send_response(404 if body is None else 200)
                kind = "text/html" if self.path.startswith("/20") else "application/xml"
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.end_headers()
                self.wfile.write((body or "no").encode())

        return Handler

    def body(self, path):
        """What stands at a path; None for nothing."""
        if path == "/robots.txt":
            return f"User-agent: *\nDisallow: /secret\n{self.robots}Sitemap: {self.url('/i.xml')}\n"
        if path == "/i.xml":
            named = "".join(
                f"<sitemap><loc>{self.url(f'/s-2025-{month:02}.xml')}</loc></sitemap>"
                for month in (1, 2, 3)
            )
            return f"<sitemapindex>{named}</sitemapindex>"
        if path.startswith("/s-2025-"):
            return self.sitemap(int(path[8:10]))
        if path.startswith("/feed"):
            return self.feed(int(path[5:] or 0))
        return self.article(path) if path.startswith("/20") else None

    def sitemap(self, month):
        """The articles of a month, one of them without any date, one forbidden."""
        days = [f"{self.url(f'/2025/{month:02}/{n + 1:02}/story-{n}')}" for n in range(self.each)]
        odd = [self.url(f"/undated-{month}"), self.url(f"/secret/2025/{month:02}/07/x")]
        urls = "".join(f"<url><loc>{one}</loc></url>" for one in [*days, *odd])
        return f"<urlset>{urls}</urlset>"

    def feed(self, back):
        """A document of the feed, `back` steps from the newest."""
        first = datetime(2025, 3, 1, tzinfo=UTC) - timedelta(days=30 * back)
        rows = "".join(
            f"<entry><id>urn:{back}:{n}</id><title>Story {back} {n}</title>"
            f'<link href="{self.url(f"/2024/{back}/{n}")}"/>'
            f"<updated>{(first + timedelta(days=n)).isoformat()}</updated></entry>"
            for n in range(self.each)
        )
        older = f'<link rel="prev-archive" href="/feed{back + 1}"/>' if back < 5 else ""
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Old</title>{older}{rows}</feed>'

    def article(self, path):
        """An article of its own words."""
        deed = DEEDS[len(path) % 3]
        words = " ".join(f"Detail {path} {k} was confirmed by nobody." for k in range(8))
        day = path[1:11].replace("/", "-") if path.count("/") == 4 else "2025-03-01"
        return (
            f'<!doctype html><html lang="en"><head><title>Fire {path}</title>'
            f'<meta property="article:published_time" content="{day}T08:00:00Z"></head><body>'
            f"<article><h1>Fire {path}</h1><p>Sabotage damaged {deed}, police said on Monday. "
            f"{words}</p></article></body></html>"
        )
