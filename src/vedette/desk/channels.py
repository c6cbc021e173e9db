"""The kinds of channel that ship: what each writes, and what sends it."""

from vedette.send import Kind, file, mail, matrix, ntfy, webhook
from vedette.write import cloudevents
from vedette.write import mail as letters
from vedette.write import matrix as messages
from vedette.write import ntfy as notifications

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
