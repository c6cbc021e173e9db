"""Lists of sources: in which order, and what they have in common when none of them answers."""

from collections.abc import Iterable, Sequence

from vedette.desk import Health
from vedette.web.names import country_name
from vedette.web.words import ANSWERED, STATES


def listed(health: Iterable[Health]) -> tuple[Health, ...]:
    """Order sources for a reader: what needs a look first, then by country's and outlet's name."""
    return tuple(sorted(health, key=_place))


def _place(one: Health) -> tuple[int, str, str, str]:
    source = one.source
    return STATES.index(one.state), country_name(source.country), source.name, source.id


def offline(health: Sequence[Health]) -> bool:
    """Whether every source that was polled over the network gave no answer at its last poll.

    One that is blind because nobody polls it any more tells nothing of the machine's line.
    """
    asked = [one for one in health if one.last is not None and not _on_disk(one)]
    return bool(asked) and all(
        one.state == "blind" and one.last is not None and one.last.outcome not in ANSWERED
        for one in asked
    )


def _on_disk(one: Health) -> bool:
    return all(channel.kind == "file" for channel in one.source.channels)
