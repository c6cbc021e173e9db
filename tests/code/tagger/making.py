"""Things in the making that tests put into a scene themselves."""

from collections.abc import Mapping, Sequence

import numpy as np

from vedette.code.tagger.anchors import Anchor
from vedette.code.tagger.things import Scene, Thing
from vedette.records import Field, FindingType


def thing(
    scene: Scene,
    words: str,
    *,
    type_: FindingType = "incident",
    kind: str = "arson",
    status: str = "reported",
    fields: Mapping[str, Sequence[Field]] | None = None,
) -> Thing:
    """Make a thing of one mention, at the first of some words of a scene."""
    at = scene.sight.text.index(words)
    start = next(n for n, word in enumerate(scene.words) if word.start >= at)
    return Thing(
        members=[0],
        anchors=[Anchor(type=type_, start=start, end=start + 1, chance=0.9, window=0)],
        first=0,
        roles=np.zeros((1, 1), np.float32),
        values={"kind": (kind, 1.0), "status": (status, 1.0)},
        fields={name: list(told) for name, told in (fields or {}).items()},
    )
