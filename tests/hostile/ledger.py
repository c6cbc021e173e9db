"""A ledger filled with words that mean harm, beside honest reports; for exports and pages."""

import json
from datetime import timedelta

from tests.hostile.carriers import CARRIERS
from tests.hostile.trying import NOW
from tests.hostile.words import WORDS

from vedette.desk import inputs
from vedette.desk.line import Line
from vedette.desk.replaying import replay
from vedette.engines import Local
from vedette.ledger.store import Store

CARRIED = ("rss_rest", "page_title", "letter", "bundle")
HONEST = 20


def honest(number):
    """A report with an incident that is told by nobody else."""
    day = NOW - timedelta(days=number)
    return {
        "slug": f"honest-{number}",
        "outlet": f"Marsö Nytt {number}",
        "url": f"https://marso{number}.example/cable",
        "title": "Data cable off Gotland cut, police suspect sabotage",
        "text": f"Unknown saboteurs cut a data cable off Gotland on {day:%A}, Swedish police said "
        f"on {day:%d %B %Y}. The prosecutor has opened an investigation into sabotage.",
        "published": f"{day:%Y-%m-%d}",
    }


def evil(words, number):
    """A report of an incident in whose every name and text the words stand."""
    told = dict.fromkeys(("title", "slug", "outlet", "byline", "section"), words)
    told["url"] = f"https://evil{number}.example/{words}"
    told["published"] = f"{NOW:%Y-%m-%d}"
    told["text"] = (
        f"{words} Unknown saboteurs cut a data cable off Gotland on Tuesday, said {words[:60]} of "
        f"the Swedish police. “{words[:200]}”, the minister said, and accused Russia."
    )
    return told


def files(folder, *, carried=CARRIED):
    """Write all of them into a folder; give its path."""
    for name in carried:
        ending, put = CARRIERS[name]
        for word, words in WORDS.items():
            (folder / f"{name}-{word}{ending}").write_bytes(put(words))
    lines = [json.dumps(honest(n)) for n in range(HONEST)]
    lines += [json.dumps(evil(words, n)) for n, words in enumerate(WORDS.values())]
    (folder / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def filled(url, folder):
    """Bring them through the line into a ledger; give how far it came."""
    store = Store(url, write=True)
    line = Line(store, Local(), now=lambda: NOW)
    try:
        return replay(inputs.files([str(folder)], replaying=True), line, now=lambda: NOW)
    finally:
        store.close()
