"""Counts in how many of our texts each stem stands, for `vedette.relate.words`.

    python -m training.linking.stems src/vedette/relate/stems.txt

The texts are the training articles and the reports of the development streams. A line holds a
number of texts and the stems that stand in so many; stems of one text are left out: they are as
rare as those that the table does not know. What our texts do not speak of ("hotel", "album") would
seem rarer than any name, so English words stand at least in as many as their frequency in general
(`wordfreq`) lets expect of texts of this length. Function words of other languages come from the
lists of `stopwordsiso` and count as standing everywhere.
"""

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from gates.streams import STREAMS, read_streams
from stopwordsiso import stopwords
from wordfreq import top_n_list, word_frequency

from vedette.relate.words import WORD, stem

ROOT = Path(__file__).resolve().parents[2]
OTHERS = frozenset(
    "bg cs da de el es et fi fr hu it lt lv nl no pl pt ro ru sk sv tr uk".split()  # noqa: SIM905
)

WORDS = 30_000
"""Commonest English words that are looked at: a text of ours has the last once in two hundred."""
LENGTH = 250
"""Words of a text, in the mean."""
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
    for cut, expected in general(total).items():
        counted[cut] = max(counted[cut], expected)
    foreign = {cut for cut in map(stem, stopwords(OTHERS)) if counted[cut] < ENGLISH}
    counted |= dict.fromkeys(foreign, total)
    rows = defaultdict(list)
    for cut, count in counted.items():
        if count > 1 and not cut.isdigit():
            rows[count].append(cut)
    lines = [f"{count} {' '.join(sorted(rows[count]))}" for count in sorted(rows, reverse=True)]
    return "\n".join([str(total), *lines, ""])


def general(total: int) -> dict[str, int]:
    """Give in how many of our texts the commonest English words' stems may be expected."""
    shares: Counter[str] = Counter()
    for word in top_n_list("en", WORDS):
        shares[stem(word)] += word_frequency(word, "en")
    return {cut: round(total * (1 - math.exp(-LENGTH * share))) for cut, share in shares.items()}


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(table(), "utf-8")
