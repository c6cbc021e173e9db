"""Handing envelopes to Apprise, which knows some hundred services of chat, phones and desks.

A recipient is one of Apprise's addresses. They hold tokens and passwords; where `{secret}` stands
in one, the channel's secret is put, so that neither the settings nor the ledger has it.

Apprise has a client of its own, which blocks and cannot be stopped: it runs in a thread that the
desk does not wait for. An attempt that takes too long is looked at again, not begun a second time.
It says whether a service took a message and not why not, so that all failures are tried again.
"""

import asyncio
import contextlib
import json
import threading
from typing import Any, Final

from vedette.alerts import Channel, Envelope, Receipt
from vedette.send import Sends, Wire

SILENCE: Final = 30.0
"""Seconds for one attempt."""
PLACE: Final = "{secret}"
MISSING: Final = "Apprise is not installed: pip install 'vedette[apprise]'"


def opens(channel: Channel, wire: Wire, *, silence: float = SILENCE) -> Sends:
    """Make what hands over to Apprise; the wire is not used, for Apprise has its own."""
    del wire
    secret = channel.options.get("secret", "")
    jobs: dict[str, asyncio.Future[Receipt]] = {}

    async def send(body: bytes, envelope: Envelope, channel: Channel) -> Receipt:
        del channel
        key = envelope.key
        if key not in jobs:
            jobs[key] = _begun(envelope.recipient.replace(PLACE, secret), body)
        try:
            async with asyncio.timeout(silence):
                receipt = await asyncio.shield(jobs[key])
        except TimeoutError:
            return Receipt(outcome="again", told=f"no end within {silence:.0f} seconds")
        del jobs[key]
        return receipt

    return send


def _begun(address: str, body: bytes) -> asyncio.Future[Receipt]:
    """Begin an attempt in a thread of its own, which the desk's end does not wait for."""
    loop = asyncio.get_running_loop()
    job: asyncio.Future[Receipt] = loop.create_future()

    def run() -> None:
        receipt = _notify(address, body)
        with contextlib.suppress(RuntimeError):  # the desk has ended meanwhile
            loop.call_soon_threadsafe(_settle, job, receipt)

    threading.Thread(target=run, name="apprise", daemon=True).start()
    return job


def _settle(job: asyncio.Future[Receipt], receipt: Receipt) -> None:
    if not job.done():
        job.set_result(receipt)


def _notify(address: str, body: bytes) -> Receipt:
    told = json.loads(body)
    try:
        service = _service(address)
        if service is None:
            return Receipt(outcome="again", told="Apprise does not know this kind of address")
        taken = service.notify(
            title=told["title"], body=told["body"], notify_type=told["type"], body_format="text"
        )
    except Exception as fault:  # noqa: BLE001  # a service of Apprise may raise anything
        # What it says is left out: it may have the address in it, with its secrets.
        return Receipt(outcome="again", told=f"Apprise broke with {type(fault).__name__}")
    outcome: Any = "taken" if taken else "again"
    return Receipt(outcome=outcome, told="" if taken else "the service did not take it")


def _service(address: str) -> Any:
    """Make what talks to a service; None where Apprise cannot read the address."""
    from apprise import Apprise, AppriseAsset  # noqa: PLC0415  # an extra, and slow

    asset = AppriseAsset(app_id="vedette", app_desc="a vedette desk", app_url="")
    return Apprise.instantiate(address, asset=asset)


def fault(channel: Channel) -> str:
    """Say what of a declaration for Apprise cannot be used."""
    secret = channel.options.get("secret", "")
    for n, one in enumerate(channel.recipients, 1):
        if PLACE in one and not secret:
            return f"address {n} in to asks for a secret, and the channel has none"
        try:
            if _service(one.replace(PLACE, secret)) is None:
                return f"address {n} in to is none that Apprise reads"
        except ImportError:
            return MISSING
    return ""
