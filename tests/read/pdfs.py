"""PDFs that tests write themselves, byte by byte; every word in them is invented."""

import zlib
from collections.abc import Iterable, Sequence

Piece = tuple[float, float, float, str]
"""Left and baseline in points from the lower left corner, size of the font, words in Latin-1."""

STORY = (
    "The coast guard of Marsö boarded a tanker on Friday after its anchor had crossed",
    "the cable to the mainland, the ministry said. Nobody was hurt, and the crew of",
    "nineteen is being questioned in the harbour.",
)


def pdf(*sheets: Iterable[Piece], drawn: bool = True) -> bytes:
    """Write a PDF; where nothing is `drawn`, the sheets are empty as those of a scan are."""
    contents = [_content(sheet) if drawn else b"0 0 m 9 9 l S" for sheet in sheets]
    return _whole([_stream(content) for content in contents])


def bomb(megabytes: int) -> bytes:
    """Write a PDF of one sheet that unpacks to so many megabytes of drawing."""
    packing = zlib.compressobj(9)
    drawing = b"0 0 m 9 9 l S\n" * (1_000_000 // 14)
    packed = b"".join(packing.compress(drawing) for _ in range(megabytes)) + packing.flush()
    return _whole([_stream(packed, " /Filter /FlateDecode")])


def _stream(content: bytes, more: str = "") -> bytes:
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), more.encode(), content)


def _whole(contents: Sequence[bytes]) -> bytes:
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(contents)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, content in enumerate(contents):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        bodies.append(content)
    return _file(bodies)


def _content(sheet: Iterable[Piece]) -> bytes:
    return b"\n".join(
        b"BT /F %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (size, left, base, _escaped(text))
        for left, base, size, text in sheet
    )


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(bodies: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    size = len(bodies) + 1
    xref = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + xref + end % (size, len(out))


def column(
    lines: Iterable[str], *, left: float = 60, top: float = 700, size: float = 11
) -> list[Piece]:
    """Set lines one under the other."""
    return [(left, top - n * size * 1.3, size, text) for n, text in enumerate(lines)]
