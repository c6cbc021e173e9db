"""How far two people who looked at the same things agree, beyond what chance would give.

Any two of several analysts may have looked at a thing, so that nobody is the first: that is what
Krippendorff's alpha is made for. 1 is full agreement, 0 what chance would give, less is worse.

>>> told = agreement([("confirm", "confirm"), ("confirm", "confirm"), ("dismiss", "dismiss")])
>>> told.share, told.alpha
(1.0, 1.0)

Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), nominal data, two
observers, no missing values.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Of `count` things that two looked at, the share on which they agree, from 0 to 1.

    `alpha` is None where all answers are alike: there is nothing to tell apart then.
    """

    count: int
    share: float
    alpha: float | None


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement | None:
    """Measure how far pairs of answers agree; None where there are none.

    >>> agreement([("yes", "no"), ("no", "yes")])
    Agreement(count=2, share=0.0, alpha=-0.5)
    """
    listed = list(pairs)
    if not listed:
        return None
    same = sum(one == other for one, other in listed)
    answers = Counter(answer for pair in listed for answer in pair)
    values = answers.total()
    # By chance: two different answers, drawn from all of them without putting the first back.
    unlike = values * (values - 1) - sum(n * (n - 1) for n in answers.values())
    expected = unlike / (values * (values - 1))
    observed = 1 - same / len(listed)
    return Agreement(
        count=len(listed),
        share=same / len(listed),
        alpha=1 - observed / expected if expected else None,
    )
