"""Count how rare the marks of texts are, for telling copies: `src/vedette/relate/rarity.bin`.

    python -m training.rarity

Counts the English articles of `tests/articles/train-*`. Names of states, their people, seats and
organs, of the world's large cities and of agencies are rarer in invented articles than in real
ones; they weigh at most `KNOWN`.
"""

import math
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from vedette.relate import rarity, traces

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT / "tests" / "articles"
STATES = ROOT / "src" / "vedette" / "taxonomy" / "countries.toml"
OUTPUT = ROOT / "src" / "vedette" / "relate" / "rarity.bin"
LEAST = 3
"""Articles that must have a mark; one in fewer weighs the most."""
KNOWN = 4.5
OFTEN = """
afp ansa associated press belga bloomberg efe interfax kyodo ritzau reuters tass ukrinform xinhua
yonhap putin zelensky trump biden lavrov peskov netanyahu erdogan macron merz tusk lukashenko orban
starmer stoltenberg rutte leyen kallas volodymyr vladimir donald emmanuel facebook telegram twitter
whatsapp google microsoft
amsterdam athens baghdad bangkok barcelona beirut berlin bogota budapest bucharest cairo caracas
chicago copenhagen damascus delhi dhaka donetsk dubai gaza geneva hamburg havana helsinki istanbul
jakarta jerusalem karachi kharkiv kherson lagos lima lisbon london lviv madrid manila melbourne
mexico milan minsk montreal mumbai munich nairobi odesa oslo paris riga rome seoul shanghai
singapore sofia stockholm sydney taipei tallinn tbilisi tehran tokyo toronto vienna vilnius
washington york zagreb zaporizhzhia zurich crimea donbas siberia caucasus balkans scandinavia
"""


def texts() -> Iterator[str]:
    """Give the articles that count."""
    for path in sorted(ARTICLES.glob("train-*/*.txt")):
        yield path.read_text("utf-8")


def names() -> Iterator[str]:
    """Give names that the press is full of; of a state its names, not its area or numbers."""
    for state in tomllib.loads(STATES.read_text("utf-8")).values():
        for value in state.values():
            match value:
                case str():
                    yield value
                case list():
                    yield from (name for name in value if isinstance(name, str))
    yield OFTEN


def counted(listed: Iterable[str]) -> tuple[Counter[int], int]:
    """Count the English articles that have each mark, and all of them."""
    found: Counter[int] = Counter()
    articles = 0
    for text in listed:
        left = traces.trace(text)
        if left.tongue == "en":
            articles += 1
            found.update(left.marks)
    return found, articles


def main() -> None:
    """Write the table."""
    found, articles = counted(texts())
    weights = {m: math.log(articles / n) for m, n in found.items() if n >= LEAST}
    for mark in {mark for name in names() for mark in traces.trace(name).marks}:
        weights[mark] = min(KNOWN, weights.get(mark, rarity.TOP))
    OUTPUT.write_bytes(rarity.packed(weights))
    print(f"{len(weights)} marks of {articles} articles, {OUTPUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
