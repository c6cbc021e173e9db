"""Captures and pages for the tests; every outlet, name and happening in them is invented."""

from datetime import UTC, datetime

from vedette.records import Capture

KNOWN = datetime(2025, 12, 14, 12, tzinfo=UTC)

PARAGRAPHS = (
    (
        "The cable between the mainland and the island of Marsö stopped carrying traffic shortly "
        "after noon on Friday, the operator Sundnät said in a statement."
    ),
    (
        "A repair ship is expected on Sunday. Until then all calls are routed over a radio link, "
        "which the operator called slow but sufficient."
    ),
    (
        "“We see a clean break at a depth of forty metres,” said Lena Varg, who heads the "
        "operator's network, adding that nobody knew yet what had caused it."
    ),
    (
        "The coast guard sent a patrol boat to the area and asked the crews of three ships that "
        "had passed over the cable to stay in port for questions."
    ),
)


def capture(body: bytes | str, media_type: str = "text/html", **more: object) -> Capture:
    """Build a capture of these bytes, known on 14 December 2025."""
    address = "https://www.marsonytt.example/nyheter/kabel"
    fields: dict[str, object] = {
        "source": "xx/marsonytt",
        "channel": "https://www.marsonytt.example/feed",
        "key": "kabel-1",
        "url": address,
        "known": KNOWN,
        "body": body if isinstance(body, bytes) else body.encode(),
        "media_type": media_type,
    }
    return Capture(**{**fields, **more})  # type: ignore[arg-type] # fields of a capture by name


def page(*, head: str = "", before: str = "", after: str = "", body: str | None = None) -> str:
    """Build a page with the four paragraphs, and what a test sets around them."""
    prose = body if body is not None else "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>Cable to Marsö cut | Marsö Nytt</title>{head}</head><body>"
        f'<header><a href="/">Marsö Nytt</a></header><main><article>'
        f"<h1>Cable to Marsö cut</h1>{before}<div class='story-body'>{prose}</div>{after}"
        f"</article></main><footer><p>{'Marsö Nytt is printed in Marsö. ' * 4}</p></footer>"
        f"</body></html>"
    )
