"""Who signed up for breaking news by mail: in by two steps, out by one.

    asks on a page ─► a link goes to the address ─► pressed there ─► subscribed ─► one click ─► left

    wish         Wish: the list, the address, and of what somebody wants to hear
    links        signed links: nothing is kept of who only asked
    asking       how often somebody may ask, and for which address
    subscribers  Signups: who is subscribed, and who is not to be written to

All of it stands in a file of its own beside the ledger, as accounts do; in the ledger a subscriber
goes by a name that is drawn at random. Source of the steps: RFC 8058 (one-click unsubscribe), and
the double opt-in that data protection authorities ask for.
"""

from vedette.signup.subscribers import Signups, signups
from vedette.signup.wish import Wish, mailbox

__all__ = ["Signups", "Wish", "mailbox", "signups"]
