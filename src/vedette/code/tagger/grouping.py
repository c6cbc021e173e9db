"""Which mentions name one incident: average-linkage clustering of the network's pair chances.

Two groups join while the mean chance between their members is above the threshold, the surest pair
of groups first. The order of mentions decides only between equal chances.
"""

from collections.abc import Sequence

import numpy as np

from vedette.code.tagger.network import Floats


def grouped(same: Floats, threshold: float) -> list[list[int]]:
    """Group M mentions by their M × M chances of naming one thing; each group is in order.

    >>> same = np.array([[1, 0.9, 0.1], [0.8, 1, 0.3], [0.2, 0.1, 1]], np.float32)
    >>> grouped(same, 0.5)
    [[0, 1], [2]]
    """
    groups = [[number] for number in range(len(same))]
    chances = ((same + same.T) / 2).astype(np.float32)
    while len(groups) > 1:
        mean, one, other = _closest(chances, groups)
        if mean < threshold:
            break
        groups[one] = sorted(groups[one] + groups[other])
        del groups[other]
    return groups


def _closest(chances: Floats, groups: Sequence[Sequence[int]]) -> tuple[float, int, int]:
    members = np.zeros((len(groups), len(chances)), np.float32)
    for number, group in enumerate(groups):
        members[number, group] = 1 / len(group)
    means = members @ chances @ members.T
    means[np.tril_indices(len(groups))] = -1
    best = int(means.argmax())
    one, other = divmod(best, len(groups))
    return float(means[one, other]), one, other
