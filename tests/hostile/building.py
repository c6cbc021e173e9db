"""Parts of which harmful files are built: feeds, zips, mails and JSON with something odd inside."""

import io
import json
import zipfile
import zlib


def xml(dtd: str = "", inner: str = "", title: str = "Cable") -> bytes:
    """A feed with one entry, a document type, and something odd inside."""
    return (
        f'<?xml version="1.0"?>{dtd}<rss version="2.0"><channel><title>x</title>{inner}<item>'
        f"<title>{title}</title><guid>1</guid><description>Cut at noon.</description></item>"
        "</channel></rss>"
    ).encode()


def tower(levels: int = 9) -> str:
    """Entities of entities: a billion words."""
    steps = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels + 1))
    return f'<!DOCTYPE rss [<!ENTITY a0 "lol">{steps}]>'


def zipped(*parts: tuple[str, bytes]) -> bytes:
    """A zip of these parts, whatever they are called, also twice the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as part:
                part.write(body)
    return out.getvalue()


def zeros(megabytes: int) -> bytes:
    """A gzip that unpacks to so many megabytes of zeros."""
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = b"\0" * (1 << 20)
    return b"".join(pack.compress(piece) for _ in range(megabytes)) + pack.flush()


def bundle(*objects: object, **more: object) -> bytes:
    """A bundle of STIX that holds anything."""
    told = {"type": "bundle", "id": "bundle--5b5f6a0e-0f3b-4b5e-8f5e-0123456789ae"}
    return json.dumps(told | {"objects": list(objects)} | more).encode()


def incident(**more: object) -> dict[str, object]:
    """An incident of STIX."""
    told: dict[str, object] = {"type": "incident", "spec_version": "2.1", "name": "Cable cut"}
    told["id"] = "incident--5b5f6a0e-0f3b-4b5e-8f5e-0123456789ab"
    told |= {"created": "2025-11-01T00:00:00Z", "modified": "2025-11-01T00:00:00Z"}
    return told | more


def nested(depth: int, inner: str = "1") -> bytes:
    """JSON in JSON."""
    return f'{{"a":{"[" * depth}{inner}{"]" * depth}}}'.encode()


def mime(depth: int) -> bytes:
    """A mail in a mail in a mail."""
    heads = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth)
    )
    return f"From: a@sea.example\nSubject: deep\n{heads}\nCable cut.\n".encode()


def letter(head: str, body: str = "The cable was cut on Tuesday, the ministry said.") -> bytes:
    """A mail with a head of one's own."""
    return f"From: a@sea.example\nSubject: Cable\n{head}\n\n{body}\n".encode("utf-8", "replace")
