"""What somebody asks for: the list, the address, and of what he wants to hear."""

from dataclasses import dataclass, field
from typing import Final

from vedette.alerts import Alert
from vedette.send.mail import is_address

LONGEST: Final = 254
"""Characters of a mail address, at the most (RFC 5321, 4.5.3.1.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """News of some kinds, from some countries, told in some languages; of all where none is named.

    `channel` is the list, by its name in the settings. Countries are codes, waters their names;
    languages are those of the reports, as ISO 639-1.
    """

    channel: str
    address: str = field(repr=False)
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def answers(self, alert: Alert) -> bool:
        """Say whether an alert is of what was asked for."""
        place = alert.spot.country if alert.spot else ""
        told = {one.language for one in alert.backing}
        return (
            (not self.kinds or alert.kind in self.kinds)
            and (not self.places or place in self.places)
            and (not self.languages or not told.isdisjoint(self.languages))
        )


def is_usable(address: str) -> bool:
    """Whether news can be sent to an address: one of ASCII, no longer than addresses are.

    >>> is_usable("a@b.example"), is_usable("a@b.example, c@d.example")
    (True, False)
    """
    return len(address) <= LONGEST and is_address(address)


def mailbox(address: str) -> str:
    """Give what is one mailbox to most servers: whatever the case, and what follows a plus.

    >>> mailbox("Ann+news@Mail.Example"), mailbox("ann@mail.example")
    ('ann@mail.example', 'ann@mail.example')
    """
    local, _, domain = address.casefold().rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"
