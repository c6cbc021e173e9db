"""The keys by which an article is found again, and which others share enough of them."""

import zlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, text

from vedette.ledger import rows
from vedette.relate import glances, stories
from vedette.relate.days import days_between
from vedette.relate.glances import Common
from vedette.relate.signatures import Signature


def keys(signature: Signature) -> dict[int, dict[str, Any]]:
    """Give the keys of a report as numbers, each with what it weighs there."""
    seen = glances.glance(signature)
    stems = {_hashed(cut): {"weight": w, "named": False} for cut, w in seen.stems.items()}
    names = {_hashed(f"={name}"): {"weight": w, "named": True} for name, w in seen.names.items()}
    return stems | names


def _hashed(key: str) -> int:
    return zlib.crc32(key.encode())


def worth_comparing(connection: Connection, signature: Signature) -> list[str]:
    """Name the articles that share enough with a report and are not too far apart in time."""
    found = _sharing(connection, signature)
    return [article for article, common in found if glances.promising(common)]


def _sharing(connection: Connection, signature: Signature) -> Iterator[tuple[str, Common]]:
    """Give the articles that share keys, with what they share, where it can be enough.

    The keys stand in the statement as numbers: as parameters, a statement would be compiled anew
    for each count of them, which costs ten milliseconds.
    """
    asked = ", ".join(f"({key}, {told['weight']})" for key, told in sorted(keys(signature).items()))
    if not asked:
        return
    moments = {
        name: rows.stamp(signature.at + span)
        for name, span in (
            ("since", -stories.SPAN),
            ("until", stories.SPAN),
            ("near", -glances.CLOSE),
            ("close", glances.CLOSE),
        )
    }
    least = {"least": glances.least_words(), "article": signature.article}
    for row in connection.execute(text(_SHARING % asked), moments | least):
        days = days_between(signature.at, rows.moment(row.at))
        yield (
            row.article,
            Common(words=int(row.words), names=int(row.names), count=int(row.named), days=days),
        )


_SHARING = """
WITH asked(key, weight) AS (VALUES %s),
shared AS (
  SELECT k.article, min(k.at) AS at,
    sum(CASE WHEN k.named THEN 0 ELSE k.weight * asked.weight END) AS words,
    sum(CASE WHEN k.named THEN k.weight ELSE 0 END) AS names,
    sum(CASE WHEN k.named THEN 1 ELSE 0 END) AS named
  FROM asked JOIN view_keys k ON k.key = asked.key
  WHERE k.at BETWEEN :since AND :until AND k.article <> :article
  GROUP BY k.article
)
SELECT article, at, words, names, named FROM shared
WHERE named > 0 OR words >= :least OR at BETWEEN :near AND :close
"""
