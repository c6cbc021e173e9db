"""Mails that tests write themselves; everybody in them is invented."""

from email.message import EmailMessage

from tests.read.pdfs import STORY, column, pdf

NEWS = (
    "The coast guard of Marsö boarded a tanker on Friday after its anchor had crossed the cable "
    "to the mainland, the ministry said.\n\nNobody was hurt, and the crew of nineteen is being "
    "questioned in the harbour."
)


def mail(text: str = NEWS, *, number: int = 1, **heads: str) -> EmailMessage:
    """Write a mail of a press office; `List_Id="x"` becomes a head."""
    message = EmailMessage()
    told = {
        "From": "Ministry of the Sea <press@sea.example>",
        "To": "desk@paper.example",
        "Subject": f"Tanker boarded off Marsö ({number})",
        "Date": "Fri, 12 Dec 2025 14:30:00 +0200",
        "Message-ID": f"<{number}@sea.example>",
    }
    for name, value in (told | {name.replace("_", "-"): v for name, v in heads.items()}).items():
        if value:
            message[name] = value
    if text:
        message.set_content(text)
    return message


def with_paper(message: EmailMessage, name: str = "release.pdf") -> EmailMessage:
    """Attach a PDF."""
    body = pdf([(60, 760, 20, "Statement of the minister"), *column(STORY)])
    message.add_attachment(body, maintype="application", subtype="pdf", filename=name)
    return message


def mbox(*messages: EmailMessage) -> bytes:
    """Put mails into one file."""
    out = b""
    for message in messages:
        raw = bytes(message).replace(b"\nFrom ", b"\n>From ")
        out += b"From press@sea.example Fri Dec 12 14:30:00 2025\n" + raw + b"\n\n"
    return out
