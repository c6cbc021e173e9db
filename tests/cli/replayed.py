"""Verbs over a ledger into which invented streams were replayed and coded."""

import json
from collections.abc import Iterable
from pathlib import Path

from click.testing import CliRunner

from vedette.cli import main
from vedette.records import Article


def replayed(folder: Path, articles: Iterable[Article]) -> str:
    """Replay articles into a ledger in a folder; give its address."""
    lines = [
        json.dumps(
            {
                "slug": article.slug,
                "title": article.title,
                "text": article.text,
                "published": article.published.isoformat(),
                "url": f"https://{article.source.replace('/', '-')}.example/{article.slug}",
                "outlet": article.source,
            }
        )
        for article in articles
    ]
    (folder / "told.jsonl").write_text("\n".join(lines), "utf-8")
    url = f"sqlite:///{folder / 'ledger.sqlite'}"
    run("replay", str(folder / "told.jsonl"), "--ledger", url)
    return url


def run(*words: str) -> str:
    """Run a verb and give its output; it must end well."""
    done = CliRunner().invoke(main, list(words))
    assert done.exit_code == 0, done.stderr
    return done.stdout
