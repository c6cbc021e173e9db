"""The kinds of channel that ship: what each writes, and what sends it."""

from collections.abc import Mapping

from vedette.alerts import Channel
from vedette.send import (
    Kind,
    Sends,
    Wire,
    apprise,
    bulletin,
    cap,
    file,
    mail,
    matrix,
    ntfy,
    push,
    taxii,
    webhook,
)
from vedette.write import apprise as notices
from vedette.write import bulletin as bulletins
from vedette.write import cap as warnings
from vedette.write import capfeed, cloudevents, notice
from vedette.write import mail as letters
from vedette.write import matrix as messages
from vedette.write import ntfy as notifications
from vedette.write import taxii as objects

WEBHOOK = Kind(
    writes=cloudevents.write,
    opens=webhook.opens,
    options={"allow": tuple},
    fault=webhook.fault,
)
FILE = Kind(writes=cloudevents.write, opens=file.opens, fault=file.fault)
MAIL = Kind(
    writes=letters.write,
    opens=mail.opens,
    options={
        "host": str,
        "port": int,
        "tls": str,
        "user": str,
        "from": str,
        "unsubscribe": dict,
        "allow": tuple,
    },
    fault=mail.fault,
    together=mail.TOGETHER,
)
LIST = Kind(
    writes=bulletins.write,
    opens=bulletin.opens,
    options={
        "host": str,
        "port": int,
        "tls": str,
        "user": str,
        "from": str,
        "name": str,
        "page": str,
        "site": str,
        "allow": tuple,
    },
    fault=bulletin.fault,
    subscribed=True,
    listed=True,
    together=mail.TOGETHER,
)
NTFY = Kind(
    writes=notifications.write,
    opens=ntfy.opens,
    options={"allow": tuple},
    fault=ntfy.fault,
)
MATRIX = Kind(
    writes=messages.write,
    opens=matrix.opens,
    options={"server": str, "allow": tuple},
    fault=matrix.fault,
)
TAXII = Kind(writes=objects.write, opens=taxii.opens, options=taxii.OPTIONS, fault=taxii.fault)
APPRISE = Kind(writes=notices.write, opens=apprise.opens, fault=apprise.fault)


def _indexed(messages: Mapping[str, bytes], channel: str) -> bytes:
    return capfeed.index(messages, name=channel)


def _cap(channel: Channel, wire: Wire) -> Sends:
    return cap.opens(channel, wire, _indexed)


CAP = Kind(
    writes=warnings.write,
    opens=_cap,
    options={
        "sender": str,
        "status": str,
        "scope": str,
        "restriction": str,
        "addresses": tuple,
        "allow": tuple,
    },
    fault=cap.fault,
    single=True,
)
PUSH = Kind(
    writes=notice.write,
    opens=push.opens,
    options={"contact": str, "ttl": int, "services": tuple, "allow": tuple},
    fault=push.fault,
    subscribed=True,
)
