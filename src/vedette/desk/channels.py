"""The kinds of channel that ship: what each writes, and what sends it."""

from vedette.send import Kind, file, webhook
from vedette.write import cloudevents

WEBHOOK = Kind(
    writes=cloudevents.write,
    opens=webhook.opens,
    options={"allow": tuple},
    fault=webhook.fault,
)
FILE = Kind(writes=cloudevents.write, opens=file.opens, fault=file.fault)
