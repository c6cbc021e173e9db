"""Make the pairs of `pairs.jsonl` anew that a machine makes, and keep those that a hand wrote.

    python tests/copies/make.py

Reads the articles of `tests/articles/train-*` and the streams of `tests/streams`; see the README.
"""

import itertools
import json
import random
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from gates.streams import STREAMS, closed, read_streams  # noqa: E402  # the repository is no package

ARTICLES = HERE.parent / "articles"
SEED = 20261126
HELD_STREAMS = {"strait", "vistula"}
INDEPENDENT = 340
PLAN = {"cut": 70, "furniture": 70, "retitled": 60, "inserted": 60, "edited": 150}
TEMPLATES = 150
WORD = re.compile(r"\w+")
NAMES = re.compile(r"(?<=[a-zа-я,] )[A-ZŠŽŁČŚĒĀ][\w’'-]+(?: [A-ZŠŽŁČŚĒĀ][\w’'-]+)*")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November".split()
SMALL = "two three four five six seven eight nine ten eleven twelve".split()
SAME = {
    "said": "stated", "told": "informed", "about": "some", "killed": "left dead",
    "injured": "hurt", "wounded": "injured", "ship": "vessel", "vessel": "ship",
    "police": "officers", "investigation": "inquiry", "inquiry": "probe", "fire": "blaze",
    "attack": "assault", "began": "started", "ended": "finished", "big": "large",
    "near": "close to", "because": "since", "after": "following", "before": "ahead of",
    "also": "too", "must": "has to", "rejected": "dismissed", "called": "described",
    "demanded": "asked for", "warned": "cautioned", "believes": "thinks", "shut": "closed",
    "closed": "shut", "found": "discovered", "showed": "displayed", "over": "above",
    "people": "persons", "children": "pupils", "car": "vehicle", "night": "night-time",
    "evening": "evening hours", "morning": "early hours", "against": "on", "help": "assistance",
    "several": "a number of", "many": "numerous", "nobody": "no one", "only": "just",
    "next": "coming", "last": "past", "while": "as", "may": "might", "could": "might",
    "wants": "intends", "promised": "pledged", "announced": "made known", "reported": "wrote",
    "kilometres": "km", "metres": "m", "per cent": "percent", "euros": "EUR",
}  # fmt: skip
TITLES = (
    "What we know so far", "In brief: the day's main report", "Agency report", "Latest: details emerge",
    "From our wire desk", "Developing story, second edition", "Abroad", "Neighbours: a report",
)  # fmt: skip
HEADS = (
    "Home / News / World\nShare | Save | Print", "MEMBERS ONLY – free article 2 of 3 this month",
    "By our foreign desk, with agencies\nReading time: 2 minutes", "Skip to content. Menu. Search.",
    "Sections: Politics, Economy, Sport, Weather", "Listen to this article (3 min)",
)  # fmt: skip
FEET = (
    "Most read: Ferry fares to rise | Ten best lakes for a swim | Weather: rain from Tuesday\n© The publisher.",
    "Subscribe to our newsletter. Advertisement. Cookie settings. Privacy. Imprint.",
    "Tagged: security, region, news. Comments are closed. Report an error.",
    "Read also: Council debates parking | Choir wins prize | New bakery opens at the station",
)  # fmt: skip
INSERTS = (
    "Readers of this paper will remember the long debate of last winter, when the council sat until midnight and agreed on nothing but the date of its next meeting.",
    "Our correspondent adds that in the cafés of the capital the matter was hardly spoken of; the talk was of the football and of the price of butter.",
    "It is not the first time that the region makes headlines. In the eighties a flood carried off the old mill, and its wheel was found three parishes further down.",
    "For people here it changes little, says the owner of the kiosk at the station. He sells more newspapers on such days, and fewer ice creams.",
)  # fmt: skip
BY_HAND = {"reworded", "translation", "form"}
Text = str | tuple[str, str]
"""An article or report by its name, or a title and a text."""


def articles() -> dict[str, tuple[str, str]]:
    """Read the English training articles: title and text by `<set>/<slug>`."""
    found = {}
    for path in sorted(ARTICLES.glob("train-*/*.txt")):
        title, _, text = path.read_text("utf-8").strip().partition("\n")
        if 350 <= len(text) <= 2000 and len(paragraphs(text)) > 1:
            found[f"{path.parent.name}/{path.stem}"] = title.strip(), text.strip()
    return found


def paragraphs(text: str) -> list[str]:
    """Split a text at its empty lines, or at line ends where it has none."""
    return [
        part for part in re.split(r"\n\s*\n" if "\n\n" in text else r"\n", text) if part.strip()
    ]


def cut(dice: random.Random, title: str, text: str) -> tuple[str, str]:
    """Keep the first paragraphs, half of the text at most."""
    parts = paragraphs(text)
    kept = parts[: max(1, len(parts) // 2)]
    while len(" ".join(kept)) < 220 and len(kept) < len(parts):
        kept.append(parts[len(kept)])
    return title, "\n\n".join(kept)


def furniture(dice: random.Random, title: str, text: str) -> tuple[str, str]:
    """Wrap what a page has around its report."""
    return title, f"{dice.choice(HEADS)}\n\n{text}\n\n{dice.choice(FEET)}"


def retitled(dice: random.Random, title: str, text: str) -> tuple[str, str]:
    """Give another title, and take the place of writing away."""
    return dice.choice(TITLES), re.sub(r"^[^a-z\n]{3,40}[–—-] ?", "", text)


def inserted(dice: random.Random, title: str, text: str) -> tuple[str, str]:
    """Add a paragraph of the outlet's own."""
    parts = paragraphs(text)
    parts.insert(dice.randint(1, len(parts)), dice.choice(INSERTS))
    return dice.choice(TITLES), "\n\n".join(parts)


def edited(dice: random.Random, title: str, text: str) -> tuple[str, str]:
    """Change words, numbers and days, and the order within paragraphs; drop a paragraph at times."""
    parts = [_reworded(dice, part) for part in paragraphs(text)]
    if len(parts) > 3:
        parts.pop(dice.randrange(2, len(parts)))
    return dice.choice((title, *TITLES)), "\n\n".join(parts)


def _reworded(dice: random.Random, part: str) -> str:
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", part)
    if len(sentences) > 2 and dice.random() < 0.5:
        at = dice.randrange(1, len(sentences) - 1)
        sentences[at], sentences[at + 1] = sentences[at + 1], sentences[at]
    part = " ".join(sentences)
    for word, other in SAME.items():
        if dice.random() < 0.7:
            part = re.sub(rf"\b{word}\b", other, part)
    part = re.sub(r"\b(\d{1,3}),(\d{3})\b", r"\1 \2", part)
    part = re.sub(rf"\bon ({'|'.join(DAYS)})\b", "yesterday", part)
    for n, word in enumerate(SMALL, 2):
        part = re.sub(rf"\b{word}\b", str(n), part)
    return part


EDITS: Mapping[str, Callable[[random.Random, str, str], tuple[str, str]]] = {
    "cut": cut,
    "furniture": furniture,
    "retitled": retitled,
    "inserted": inserted,
    "edited": edited,
}


def made(taken: set[str]) -> Iterator[dict[str, object]]:
    """Give the copies made by edits, each of an article of its own."""
    dice = random.Random(SEED)
    texts = articles()
    names = [name for name in texts if name not in taken]
    dice.shuffle(names)
    for kind, count in PLAN.items():
        for name in (names.pop() for _ in range(count)):
            yield pair(kind, name, name, EDITS[kind](dice, *texts[name]), copy=True)
    for name in (names.pop() for _ in range(TEMPLATES)):
        yield pair("template", name, name, _templates(dice, *texts[name]), copy=False)


def _templates(dice: random.Random, title: str, text: str) -> tuple[str, str]:
    """Fill an article's first paragraphs with other facts: names, numbers, days and months."""
    parts = paragraphs(text)
    text = "\n\n".join(parts[: max(2, len(parts) // 2)])
    other = re.sub(r"\d+", lambda m: _number(dice, m.group()), text)
    for listed in (DAYS, MONTHS, SMALL):
        turn = dice.randrange(1, len(listed))
        put = {one: listed[(n + turn) % len(listed)] for n, one in enumerate(listed)}
        other = re.sub(rf"\b({'|'.join(listed)})\b", lambda m, put=put: put[m.group()], other)
    for name in sorted(set(NAMES.findall(other)) - {*DAYS, *MONTHS}):
        other = re.sub(rf"\b{re.escape(name)}\b", _name(dice), other)
    return title, other


def _number(dice: random.Random, found: str) -> str:
    return str(dice.randrange(10 ** (len(found) - 1), 10 ** len(found)))


def _name(dice: random.Random) -> str:
    parts = ("bar", "kel", "mon", "tor", "vin", "sal", "dre", "gor", "lin", "pas", "rud", "ost")
    return "".join(dice.sample(parts, 3)).capitalize()


def independent() -> Iterator[dict[str, object]]:
    """Give the reports of one story that share most words and are no copies of each other."""
    listed = []
    for stream in read_streams(STREAMS["development"]):
        same = closed([one["pair"] for one in stream.gold["duplicates"]])
        for one, other in itertools.combinations(stream.reports, 2):
            apart = one["outlet"] != other["outlet"] and one["story"] == other["story"] is not None
            if apart and frozenset((one["id"], other["id"])) not in same:
                listed.append((_share(one["text"], other["text"]), stream.name, one, other))
    listed.sort(key=lambda row: (-row[0], row[1], row[2]["id"], row[3]["id"]))
    for _, name, one, other in listed[:INDEPENDENT]:
        ids = (f"{name}/{one['id']}", f"{name}/{other['id']}")
        yield pair("independent", ids[0], *ids, copy=False)


def _share(one: str, other: str) -> float:
    a, b = ({w for w in WORD.findall(text.lower()) if len(w) > 4} for text in (one, other))
    return len(a & b) / max(1, min(len(a), len(b)))


def pair(kind: str, name: str, one: Text, other: Text, *, copy: bool) -> dict[str, object]:
    """Give a row; what comes of one article or stream lies in one half."""
    folder = name.partition("/")[0]
    streams = {"baltic", "danube", "rhine", *HELD_STREAMS}
    held = folder in HELD_STREAMS if folder in streams else zlib.crc32(name.encode()) % 2 == 0
    return {
        "kind": kind,
        "copy": copy,
        "half": "held" if held else "tune",
        "one": one,
        "other": other if isinstance(other, str) else {"title": other[0], "text": other[1]},
    }


def main() -> None:
    """Write the file."""
    path = HERE / "pairs.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    kept = [row for row in rows if row["kind"] in BY_HAND]
    rows = [*kept, *made({str(row["one"]) for row in kept}), *independent()]
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
