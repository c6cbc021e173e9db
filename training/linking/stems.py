"""Counts in how many of our texts each stem stands, for `vedette.relate.words`.

    python -m training.linking.stems src/vedette/relate/stems.txt

The texts are the training articles and the reports of the development streams. A line holds a
number of texts and the stems that stand in so many; stems of one text are left out: they are as
rare as those that the table does not know. Most of the texts are English, so the function words of
other languages come from the lists of `stopwordsiso` and count as standing everywhere.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from gates.streams import STREAMS, read_streams
from stopwordsiso import stopwords

from vedette.relate.words import WORD, stem

ROOT = Path(__file__).resolve().parents[2]
OTHERS = frozenset(
    "bg cs da de el es et fi fr hu it lt lv nl no pl pt ro ru sk sv tr uk".split()  # noqa: SIM905
)

ENGLISH = 15
"""Texts from which on a stem is an English word as well ("fire" is Norwegian for four)."""


def texts() -> Iterator[str]:
    """Give every text that is counted."""
    for path in sorted((ROOT / "tests" / "articles").glob("*train*/*.txt")):
        yield path.read_text("utf-8")
    for stream in read_streams(STREAMS["development"]):
        for report in stream.reports:
            yield f"{report['title']}\n{report['text']}"


def table() -> str:
    """Count, and write the table."""
    counted: Counter[str] = Counter()
    total = 0
    for text in texts():
        total += 1
        counted.update({stem(word) for word in WORD.findall(text)})
    foreign = {cut for cut in map(stem, stopwords(OTHERS)) if counted[cut] < ENGLISH}
    counted |= dict.fromkeys(foreign, total)
    rows = defaultdict(list)
    for cut, count in counted.items():
        if count > 1 and not cut.isdigit():
            rows[count].append(cut)
    lines = [f"{count} {' '.join(sorted(rows[count]))}" for count in sorted(rows, reverse=True)]
    return "\n".join([str(total), *lines, ""])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(table(), "utf-8")
