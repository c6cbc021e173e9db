"""Figures about a desk for a program that watches it, in Prometheus' text format, version 0.0.4.

Source: https://prometheus.io/docs/instrumenting/exposition_formats/.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

MEDIA_TYPE: Final = "text/plain; version=0.0.4"
_LABEL: Final = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})
_HELP: Final = str.maketrans({"\\": r"\\", "\n": r"\n"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One figure, the labels that tell it from others of its name, and what its name ends in."""

    value: float
    labels: Mapping[str, str] = field(default_factory=dict)
    ending: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """Figures of one name: a `counter` only grows while the program runs, a `gauge` also falls."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    about: str
    samples: tuple[Sample, ...]


def single(
    name: str, value: float, about: str, kind: Literal["counter", "gauge"] = "gauge"
) -> Metric:
    """Give a metric of one figure."""
    return Metric(name=name, kind=kind, about=about, samples=(Sample(value=value),))


def labelled(
    name: str,
    values: Mapping[str, float],
    label: str,
    about: str,
    kind: Literal["counter", "gauge"],
) -> Metric:
    """Give a metric with a figure for each value of one label."""
    samples = (Sample(value=n, labels={label: told}) for told, n in sorted(values.items()))
    return Metric(name=name, kind=kind, about=about, samples=tuple(samples))


def write(metrics: Iterable[Metric]) -> bytes:
    r"""Write metrics; one without any figure is left out.

    >>> told = labelled("polls_total", {'a "b"': 2}, "source", "Polls.", "counter")
    >>> print(write([told]).decode())
    # HELP polls_total Polls.
    # TYPE polls_total counter
    polls_total{source="a \"b\""} 2
    <BLANKLINE>
    """
    return "".join(line for metric in metrics if metric.samples for line in _lines(metric)).encode()


def _lines(metric: Metric) -> Iterator[str]:
    yield f"# HELP {metric.name} {metric.about.translate(_HELP)}\n"
    yield f"# TYPE {metric.name} {metric.kind}\n"
    for one in metric.samples:
        told = ",".join(f'{name}="{v.translate(_LABEL)}"' for name, v in one.labels.items())
        labels = f"{{{told}}}" if told else ""
        yield f"{metric.name}{one.ending}{labels} {number(one.value)}\n"


def number(value: float) -> str:
    """Write a figure: whole ones without a point, others in the fewest digits.

    >>> number(3.0), number(0.1), number(float("inf")), number(1.7e9)
    ('3', '0.1', '+Inf', '1700000000')
    """
    if value == float("inf"):
        return "+Inf"
    return str(int(value)) if value == int(value) else repr(value)
