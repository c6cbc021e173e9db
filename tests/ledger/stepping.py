"""What happens to a ledger, one thing at a time: articles come, are edited, copied, erased."""

from datetime import timedelta

from tests.ledger.making import NOON, TEXT, article, coding, keep


def step(rng, appender, n, kept):
    """Do one thing of those that happen to a ledger; give the articles that it holds."""
    what = rng.choice(["new", "new", "edit", "copy", "again", "beside", "erase"]) if kept else "new"
    source = rng.choice(["fi/test", "fi/late"])
    known = NOON + timedelta(hours=7 * n)
    if what in {"new", "copy"}:
        text = rng.choice(kept)[1].text if what == "copy" else long(n)
        one = article(f"k{n}", text, source=source, known=known, language=rng.choice(["fi", "en"]))
        return [*kept, (keep(appender, one), one)]
    number, one = at = rng.choice(kept)
    rest = [other for other in kept if other is not at]
    if what == "erase":
        with appender.batch() as batch:
            batch.erase(one.id, author="desk", reason="a request", at=NOON)
        return rest
    if what == "edit":
        later = article(one.key, long(n), source=one.source, known=known, language=one.language)
        return [*rest, (keep(appender, later), later)]
    with appender.batch() as batch:
        if what == "again":
            batch.coding(number, coding(one, f"tagger@{n}", findings=rng.random() < 0.5))
        else:
            batch.coding(number, coding(one, "llm:small@1"), beside="llm")
    return kept


def long(n):
    """A text that is nobody's copy, long enough to have copies of its own."""
    return f"{TEXT} Case {n}. {' '.join(f'word{100 * n + k}' for k in range(60))}."
