"""Outlets that publish a mixed stream on loopback, each from an address of its own, and ail.

Of a hundred entries seven tell of something that is coded, five are copied from the outlet before,
the others are ordinary. The address is `127.0.N.1`, so that each outlet has the pace of its own
host: Linux answers on all of them.
"""

import contextlib
import json
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from http.server import ThreadingHTTPServer
from importlib import resources
from random import Random

from tests.desk.rumours import rumour
from tests.newsday import NewsDay

RELEVANT, COPIED = 0.07, 0.05
EDITS = 20
WINDOW = 60
"""Entries that an outlet shows: those of five hours of its day."""
PAST = "past"
SENTENCES, NAMES, THINGS, OWN, COMMON = 22, 12, 60, 0.45, 60
"""Of an ordinary article, some 1,800 letters: its names, its own words, their share of all, and how
often a word stands in the everyday ones that two may share."""
SYLLABLES = (
    "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "ka", "re",
    "mu", "tol", "ber", "nis", "kan", "dor",
)  # fmt: skip
LONGEST = 40.0
"""Seconds after which one who waits has been left by whoever asked."""
LISTS = frozenset({"broken", "huge", "loop"})
"""What strikes the lists of an outlet alone: a page that is another one is an edit."""


class Press(NewsDay):
    """Publishes `entries` entries of each of `outlets` outlets within `seconds`.

    `ailing(outlet, moment)` names what an outlet suffers from, empty where nothing. `past` counts
    articles of before, which are in the ledger when the day begins.
    """

    def __init__(self, ailing, *, outlets, entries, seconds, past):
        super().__init__(
            outlets=outlets, entries=entries, every=seconds / entries, edits=EDITS, window=WINDOW
        )
        self.ailing, self.past = ailing, past
        self.hosts = {outlet: f"127.0.{n + 1}.1" for n, outlet in enumerate(self.outlets)}
        self.servers = [self._serve(host) for host in self.hosts.values()]

    def _serve(self, host):
        server = ThreadingHTTPServer((host, self.port), self._handler())
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    def close(self):
        """Stop publishing."""
        super().close()
        for server in self.servers:
            server.shutdown()
            server.server_close()

    def base(self, outlet):
        """The address of an outlet, on its own host."""
        return f"http://{self.hosts[outlet]}:{self.port}/{outlet}"

    def late(self, outlet):
        """One after the other, evenly over the time between two entries of each."""
        if outlet not in self.outlets:
            return 0.0
        return self.every * self.outlets.index(outlet) / len(self.outlets)

    def came_out(self, outlet, n):
        """The moment at which an entry came out."""
        return self.began + self.every * (n + 1) + self.late(outlet)

    def truth(self):
        """Every entry, and what was there before the day."""
        return super().truth() | {(PAST, n): False for n in range(self.past)}

    def write_sources(self, folder):
        """Let every third outlet be followed by its sitemap, the others by their feeds."""
        every = self.outlets
        for kind, some in (
            ("sitemap", every[::3]),
            ("feed", [o for o in every if o not in every[::3]]),
        ):
            self.outlets = some
            super().write_sources(folder, kind)
        self.outlets = every

    def write_past(self, path):
        """Write what was there before the day as an archive to replay."""
        with path.open("w", encoding="utf-8") as lines:
            for n in range(self.past):
                told = {"slug": f"{PAST}-{n}", "url": f"https://{PAST}.example/{PAST}/{n}"}
                told |= {"title": self.title(PAST, n, edited=False), "outlet": PAST}
                told |= {"text": self.text(PAST, n, edited=False)}
                told |= {"published": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.began))}
                lines.write(json.dumps(told) + "\n")

    # ── what is published ────────────────────────────────────────────────────────────────────

    def title(self, outlet, n, edited):
        """The first words of an entry."""
        words = self.words(outlet, n).split()[:12]
        return f"{' '.join(words)}{' (corrected)' if edited else ''}"

    def text(self, outlet, n, edited):
        """The words of an entry."""
        more = f" Editor's note: entry {n} was corrected." if edited else ""
        return f"{self.words(outlet, n)}{more}"

    def page(self, outlet, n, now):
        """The page behind an entry, which says when it came out."""
        at = datetime.fromtimestamp(self.came_out(outlet, n), UTC).isoformat(timespec="seconds")
        said = f'<meta property="article:published_time" content="{at}"></head>'
        return super().page(outlet, n, now).replace("</head>", said, 1)

    def words(self, outlet, n):
        """What an entry tells, without its name."""
        dice = Random(f"{outlet} {n}")
        place = self.outlets.index(outlet) if outlet in self.outlets else len(self.outlets)
        sort = dice.random()
        if sort < COPIED and 0 < place < len(self.outlets):
            return self.words(self.outlets[place - 1], n)
        if sort < COPIED + RELEVANT:
            today = datetime.fromtimestamp(self.began, UTC).date()
            return rumour(n * (len(self.outlets) + 1) + place, today)[2]
        return prose(dice)

    def sitemap(self, outlet, now):
        """The newest entries alone, as maps of news have them."""
        whole = super().sitemap(outlet, now).removeprefix("<urlset>").removesuffix("</urlset>")
        rows = whole.split("<url>")[1:]
        return f"<urlset>{''.join(f'<url>{row}' for row in rows[-self.window :])}</urlset>"

    # ── how it ails ──────────────────────────────────────────────────────────────────────────

    def ails(self, handler, outlet, about):
        """Answer as the ailment of the moment has it, if there is one."""
        whose = self.server_of(handler, outlet)
        ailment = self.ailing(whose, time.time())
        listed = about[:1] in (["feed"], ["sitemap.xml"])
        if not ailment or (ailment in LISTS and not listed):
            return False
        handler.close_connection = True
        with contextlib.suppress(OSError):
            getattr(self, f"_{ailment}")(handler, whose)
        return True

    def server_of(self, handler, outlet):
        """Tell whose host was asked, whatever was asked for: robots.txt ails as well."""
        host = handler.server.server_address[0]
        return next((one for one, its in self.hosts.items() if its == host), outlet)

    def _away(self, handler, outlet):
        """Hang up."""

    def _silent(self, handler, outlet):
        del handler
        self._wait(outlet)

    def _error(self, handler, outlet):
        del outlet
        handler.answer(500, b"it broke", "text/plain")

    def _broken(self, handler, outlet):
        del outlet
        handler.answer(200, b"<!doctype html><title>Soon back</title><p>Works.", "text/html")

    def _slow(self, handler, outlet):
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n"
        handler.wfile.write(head)
        self._wait(outlet, lambda: handler.wfile.write(b"<"))

    def _huge(self, handler, outlet):
        del outlet
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")
        for _ in range(1000):  # a gigabyte, of which nobody takes more than the limit
            handler.wfile.write(b"<item> " * 150_000)

    def _loop(self, handler, outlet):
        del outlet
        handler.send_response(302)
        handler.send_header("Location", handler.path)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    def _wait(self, outlet, meanwhile=lambda: None):
        end = time.time() + LONGEST
        while time.time() < end and self.ailing(outlet, time.time()):
            meanwhile()
            time.sleep(1)


def prose(dice):
    """Invent an ordinary article: of everyday words, and of names and words that no other has.

    So two share no passage, no name and little else, as articles of one day do that tell of
    different things: else a whole day would be one story.
    """
    names = [invented(dice).capitalize() for _ in range(NAMES)]
    things = [invented(dice) for _ in range(THINGS)]
    told = []
    for _ in range(SENTENCES):
        sentence = [
            dice.choice(things if dice.random() < OWN else everyday())
            for _ in range(dice.randrange(8, 20))
        ]
        sentence.insert(dice.randrange(len(sentence)), dice.choice(names))
        told.append(" ".join(sentence) + ".")
    return " ".join(told)


def invented(dice):
    """Invent a word."""
    return "".join(dice.choices(SYLLABLES, k=6))


@cache
def everyday():
    """The commonest words of the ordinary articles that ship, each as often as it stands there."""
    text = (resources.files("vedette.sample") / "everyday.txt").read_text("utf-8")
    words = [word for word in text.split() if word.isalpha() and word.islower()]
    counts = Counter(words)
    return [word for word in words if counts[word] >= COMMON]
