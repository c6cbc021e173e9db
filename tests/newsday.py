"""A web of feeds on loopback that publishes invented entries as seconds pass.

Each outlet has a feed with validators and a window of its newest entries, a sitemap of all of them,
and a page behind each entry. Some entries are edited a while after they came out. `truth` tells
what a perfect collector holds at the end, and `asked` how often it asked.
"""

import email.utils
import hashlib
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

WINDOW = 20
PLACES = ("Narva", "Hanko", "Gdynia", "Kirkenes", "Galati", "Liepaja", "Ystad", "Chelm")
DEEDS = (
    "Sabotage damaged a railway signal near {}, the interior minister said, accusing Russia",
    "Police said that drones from Russia had been seen over the military airfield of {}",
    "The government blamed Russian hackers for a cyberattack on the port of {}",
    "A data cable off {} was cut, and the navy suspects sabotage by a Russian ship",
)


class NewsDay:
    """Publishes `entries` entries of each of `outlets` outlets, one every `every` seconds."""

    def __init__(self, *, outlets=3, entries=20, every=1.0, edits=5, window=WINDOW):
        self.began, self.window = time.time(), window
        self.outlets = [f"outlet{n}" for n in range(outlets)]
        self.entries, self.every, self.edits = entries, every, edits
        self.asked, self.unchanged, self.lock = Counter(), Counter(), threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def over(self):
        """Whether all entries are out and all edits made."""
        return time.time() > self.began + self.every * (self.entries + 4)

    def out(self, at):
        """The entries that are out, as (number, edited), oldest first."""
        last = min(self.entries, int((at - self.began) / self.every))
        return [(n, self.edited(n, at)) for n in range(last)]

    def edited(self, n, at):
        """Whether entry n is edited by now: every fifth is, three steps after it came out."""
        return n % self.edits == 0 and at > self.began + self.every * (n + 4)

    def text(self, outlet, n, edited):
        """The words of an entry; each is unlike every other."""
        deed = DEEDS[(n + len(outlet)) % len(DEEDS)].format(PLACES[n % len(PLACES)])
        more = f" Editor's note: entry {n} was corrected." if edited else ""
        facts = " ".join(f"Detail {outlet} {n} {k} was confirmed by nobody." for k in range(6))
        return f"{deed} on Monday. {facts} Entry {n} of {outlet} is invented.{more}"

    def truth(self):
        """Every (outlet, number) with whether a second version of it came out."""
        return {(o, n): n % self.edits == 0 for o in self.outlets for n in range(self.entries)}

    def base(self, outlet):
        """The address of an outlet, without the last stroke."""
        return f"http://127.0.0.1:{self.port}/{outlet}"

    def late(self, outlet):
        """By how many seconds an outlet publishes after the others."""
        del outlet
        return 0.0

    def ails(self, handler, outlet, about):
        """Whether an outlet answers badly now, and has; a healthy day has none that do."""
        del handler, outlet, about
        return False

    def write_sources(self, folder, kind="feed"):
        """Write one source file for each outlet, with a channel of this kind."""
        name = {"feed": "feed", "sitemap": "sitemap.xml"}[kind]
        for outlet in self.outlets:
            path = folder / "ee" / f"{outlet}.toml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                f'name = "The {outlet}"\nhome = "{self.base(outlet)}/"\n'
                f'country = "EE"\nlanguages = ["en"]\nowner = "{outlet}"\nownership = "private"\n'
                'licence = "invented"\nfound = "made for a test"\n\n[[channels]]\n'
                f'kind = "{kind}"\nurl = "{self.base(outlet)}/{name}"\n',
                encoding="utf-8",
            )

    def close(self):
        """Stop publishing."""
        self.server.shutdown()
        self.server.server_close()

    def _handler(day):  # noqa: N805  # the day is what the handler closes over
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                """Keep quiet."""

            def do_GET(self):
                parts = urlsplit(self.path).path.strip("/").split("/")
                with day.lock:
                    day.asked[self.path] += 1
                now = time.time() - day.late(parts[0])
                if day.ails(self, parts[0], parts[1:]):
                    return
                if parts[0] not in day.outlets:
                    self.answer(404, b"no", "text/plain")
                elif parts[1:] == ["feed"]:
                    self.answer(200, day.feed(parts[0], now).encode(), "application/rss+xml")
                elif parts[1:] == ["sitemap.xml"]:
                    self.answer(200, day.sitemap(parts[0], now).encode(), "application/xml")
                else:
                    self.answer(200, day.page(parts[0], int(parts[1]), now).encode(), "text/html")

            def answer(self, status, body, kind):
                tag = f'"{hashlib.md5(body).hexdigest()}"'
                same = self.headers.get("If-None-Match") == tag
                if same:
                    with day.lock:
                        day.unchanged[self.path] += 1
                self.send_response(304 if same else status)
                self.send_header("ETag", tag)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Length", "0" if same else str(len(body)))
                self.end_headers()
                if not same:
                    self.wfile.write(body)

        return Handler

    def feed(self, outlet, now):
        """The newest entries as RSS: teasers, whose pages must be fetched."""
        rows = [
            f"<item><title>{self.title(outlet, n, edited)}</title>"
            f"<guid isPermaLink='false'>{outlet}-{n}</guid>"
            f"<link>{self.base(outlet)}/{n}</link>"
            f"<pubDate>{email.utils.formatdate(self.began + n * self.every)}</pubDate>"
            f"<description>Teaser {n}.</description></item>"
            for n, edited in self.out(now)[-self.window :]
        ]
        channel = f"<title>{outlet}</title><link>http://127.0.0.1:{self.port}/</link>"
        return f'<rss version="2.0"><channel>{channel}{"".join(rows[::-1])}</channel></rss>'

    def sitemap(self, outlet, now):
        """All entries as a sitemap; an edit moves the last change."""
        urls = [
            f"<url><loc>{self.base(outlet)}/{n}</loc><lastmod>"
            f"{datetime.fromtimestamp(self.began + (n + 4 * edited) * self.every, UTC).isoformat()}"
            "</lastmod></url>"
            for n, edited in self.out(now)
        ]
        return f"<urlset>{''.join(urls)}</urlset>"

    def title(self, outlet, n, edited):
        """An edit shows in the title, as it does with most publishers."""
        return f"News {n} of {outlet}{' (corrected)' if edited else ''}"

    def page(self, outlet, n, now):
        """The page behind an entry."""
        edited = self.edited(n, now)
        title, text = self.title(outlet, n, edited), self.text(outlet, n, edited)
        return (
            f'<!doctype html><html lang="en"><head><title>{title}</title></head><body><article>'
            f"<h1>{title}</h1><p>{text}</p></article></body></html>"
        )
