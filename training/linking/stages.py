"""Learns in which stage a report leaves an incident, for `vedette.relate.stages`.

    python -m training.linking.stages src/vedette/relate/stages.tsv

From every incident of the training articles, from the reports of `training/stages`, and from what
each report of the development streams tells of each of its incidents, which counts three
times: there are fewer, and they are what the model is for. Prints how many stages are right on each
stream by a model that has not seen it.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from gates.gold import read_sets
from gates.streams import STREAMS, Stream, read_streams
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from training.reports import read_staged, tellings
from vedette.code.tagger.stages import NONE
from vedette.records import Span
from vedette.relate.stages import sight, signs
from vedette.titled import below

ROOT = Path(__file__).resolve().parents[2]
OFTEN = 3
"""Times that a report of a stream counts, and texts in which a sign must stand."""
PULL = 0.05
SMALL = 0.08
"""Weights below this are left out."""
Pair = tuple[str, str]


def of_articles() -> Iterator[Pair]:
    """Give what is said of each incident of the training articles, and its stage."""
    for gold in read_sets((ROOT / "tests" / "articles").glob("train-*")):
        text = gold.article.text
        for finding in gold.findings:
            if finding.type == "incident":
                told = next((f.value for f in finding.fields.get("status", ())), "reported")
                title = text.partition("\n")[0]
                yield sight(title, text, below(title, text), finding.anchor[0]), str(told)


def of_reports() -> Iterator[Pair]:
    """Give what is judged of each report that was written to teach stages, and its stage."""
    for one in read_staged(ROOT / "training" / "stages"):
        if one.stage != NONE:
            title, text = one.article.title, one.article.text
            yield sight(title, text, below(title, text), one.at), one.stage


def of_stream(stream: Stream) -> Iterator[Pair]:
    """Give the opening of each report, and the stage in which it leaves what it tells of."""
    for report in stream.reports:
        for told in tellings(report):
            title, text = report["title"], report["text"]
            at = max(0, text.find(str(told["place"])[:6]))
            seen = sight(title, text, below(title, text), Span(at, at))
            yield seen, told["status_here"]


def learn(
    pairs: Sequence[Pair], often: Sequence[int]
) -> tuple[CountVectorizer, LogisticRegression]:
    """Fit the model to texts and stages, each counting so often."""
    vectorizer = CountVectorizer(analyzer=signs, binary=True, min_df=OFTEN)
    table = vectorizer.fit_transform([text for text, _ in pairs])
    model = LogisticRegression(C=PULL, max_iter=300)
    return vectorizer, model.fit(table, [stage for _, stage in pairs], sample_weight=often)


def written(vectorizer: CountVectorizer, model: LogisticRegression) -> str:
    """Write a model as the lines that `vedette.relate.stages` reads."""
    lines = [" ".join(model.classes_), " ".join(f"{bias:.3f}" for bias in model.intercept_)]
    for sign, column in sorted(vectorizer.vocabulary_.items()):
        weights = model.coef_[:, column]
        kept = [f"{n}:{weight:.2f}" for n, weight in enumerate(weights) if abs(weight) >= SMALL]
        if kept:
            lines.append(f"{sign}\t{' '.join(kept)}")
    return "\n".join([*lines, ""])


def main(path: Path) -> None:
    """Learn without each stream and print; learn from all and write."""
    articles = [*of_articles(), *of_reports()]
    streams = [list(of_stream(stream)) for stream in read_streams(STREAMS["development"])]
    for held, judged in enumerate(streams):
        others = [pair for n, stream in enumerate(streams) if n != held for pair in stream]
        fitted, model = learn(articles + others, [1] * len(articles) + [OFTEN] * len(others))
        right = model.predict(fitted.transform([text for text, _ in judged]))
        print(np.mean([one == stage for one, (_, stage) in zip(right, judged, strict=True)]))
    everything = [pair for stream in streams for pair in stream]
    path.write_text(
        written(*learn(articles + everything, [1] * len(articles) + [OFTEN] * len(everything))),
        "utf-8",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
