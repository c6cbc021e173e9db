"""The kinds of channel that ship: what each writes, and what sends it."""

from vedette.send import Kind, file, push, webhook
from vedette.write import cloudevents, notice

WEBHOOK = Kind(
    writes=cloudevents.write,
    opens=webhook.opens,
    options={"allow": tuple},
    fault=webhook.fault,
)
FILE = Kind(writes=cloudevents.write, opens=file.opens, fault=file.fault)
PUSH = Kind(
    writes=notice.write,
    opens=push.opens,
    options={"contact": str, "ttl": int, "services": tuple, "allow": tuple},
    fault=push.fault,
    subscribed=True,
)
