"""Stories on public sets of general news: ECB+ and the news clusters, by words alone.

    VEDETTE_SHARED=… python benchmarks/clusters.py

Neither set is about what vedette is for, so nothing in it is coded. ECB+ has no dates: all of its
articles count as of one day. The baseline is TF-IDF with single linkage, its threshold chosen on
these articles.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from shared import folder, load, scorer
from vedette.records import Article, Coding
from vedette.relate.relating import relate
from vedette.relate.signatures import Signature, sign

DAY = "2017-09-01"


def signatures(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Signature]]:
    """Sign the articles of a set, with its own ids."""
    for row in rows:
        at = datetime.fromisoformat(row.get("date") or DAY).replace(tzinfo=UTC)
        article = Article(
            text=row["text"],
            title=row.get("title") or "",
            published=at,
            known=at,
            source=row.get("source") or row["id"],
            key=row["id"],
        )
        coding = Coding(text_hash=article.text_hash, reader="", coder="", taxonomy="")
        yield row["id"], sign(article, coding)


def main() -> int:
    """Print BCubed F1 of the stories beside the baseline's."""
    shared = folder()
    for name in ("newscluster", "ecbplus"):
        rows = load(shared / "data" / name / "data.jsonl.xz")
        signed = dict(signatures(rows))
        story = {
            article: one.id
            for one in relate(signed.values(), {}).stories
            for article in one.articles
        }
        found = {name_: {"cluster": story[s.article]} for name_, s in signed.items()}
        module = scorer(shared, name)
        for who, predictions in (
            ("vedette", found),
            ("TF-IDF", {p["id"]: p for p in module.baseline(rows)}),
        ):
            reached = module.score(rows, predictions)
            print(f"{name:<12} {who:<8} {reached.get('stories', reached)['b3']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
