"""How well PDFs are read: our own training articles, set by three programs, and read again.

    pip install fpdf2 reportlab pypdf pdfminer.six
    python benchmarks/pdfs.py [--libraries]

Each article is set as a press office would: a letterhead and page numbers on every sheet, a date, a
title, paragraphs; in one column or two, with words broken at the line's end. Chromium sets two of
the four layouts and is left out where it is not installed. Rules were tuned on the articles whose
name has an even CRC-32; `held` are the others. *words* is the share of words in the right order,
*paragraphs* of those that came out exactly, *title* and *date* of those that are right.

`--libraries` compares the plain text that pypdfium2, pypdf and pdfminer.six give, and their time.
"""

import argparse
import difflib
import html
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from statistics import mean

from vedette.read import read
from vedette.records import Capture

HOME = Path(__file__).parents[1] / "tests" / "articles"
FONTS = Path("/usr/share/fonts/truetype")
SANS, SERIF = FONTS / "dejavu/DejaVuSans.ttf", FONTS / "liberation/LiberationSerif-Regular.ttf"
DAYS = ("2026-03-12", "2025-11-03", "2026-01-27", "2026-04-09")
MOST = 24
HEAD = "Ministry of the Interior – Press Office"
PAGE = """<!doctype html><meta charset=utf-8><style>@page{{size:A5;margin:18mm 15mm;
@top-center{{content:"{head}";font-size:8pt}} @bottom-center{{content:"Page " counter(page)}}}}
body{{font:{size}pt/1.35 "DejaVu Serif";text-align:justify}} h1{{font-size:19pt;text-align:left}}
div{{column-count:{columns};column-gap:8mm}}</style><p>PRESS RELEASE 14/2026</p><h1>{title}</h1>
<p>{day}</p><div>{body}</div>"""

Text = list[str]


def articles() -> Iterator[tuple[str, Text]]:
    """Give the longest training articles, each as its title and its paragraphs."""
    paths = [*HOME.glob("train-*/*.txt"), *HOME.glob("pl-train/*.txt")]
    once = {slug for slug, count in Counter(path.stem for path in paths).items() if count == 1}
    found = [(path.stem, _paragraphs(path)) for path in paths if path.stem in once]
    fit = [(slug, text) for slug, text in found if len(text) >= 5 and len(text[0]) < 110]
    return iter(sorted(fit, key=lambda one: -len("".join(one[1])))[:MOST])


def _paragraphs(path: Path) -> Text:
    parts = re.split(r"\n\s*\n", path.read_text("utf-8").strip())
    return [" ".join(part.split()) for part in parts if part.strip()]


def _soft(text: str) -> str:
    """Put soft hyphens into long words, so that lines end within them."""
    return re.sub(r"(?<=[a-zà-ž]{3}[aeiouyąęó])(?=[^\Waeiouyąęó\d_][a-zà-ž]{2})", "\u00ad", text)


# ── Setting ─────────────────────────────────────────────────────────────────────────────────────


def chromium(columns: int) -> Callable[[Text, str], bytes]:
    """Set by a browser, in so many columns."""

    def made(text: Text, day: str) -> bytes:
        body = "".join(f"<p>{html.escape(_soft(part))}</p>" for part in text[1:])
        told = {"head": HEAD, "size": 12 - columns, "columns": columns, "day": day}
        page = PAGE.format(title=html.escape(text[0]), body=body, **told)
        with tempfile.TemporaryDirectory() as room:
            source, made = Path(room, "a.html"), Path(room, "a.pdf")
            source.write_text(page)
            options = ["--headless", "--no-sandbox", "--no-pdf-header-footer"]
            command = ["chromium", *options, f"--print-to-pdf={made}", source.as_uri()]
            subprocess.run(command, capture_output=True, check=True)
            return made.read_bytes()

    return made


def fpdf(text: Text, day: str) -> bytes:
    """Set by fpdf2 in one column, words broken."""
    from fpdf import FPDF  # noqa: PLC0415  # only this measurement needs it

    class Paper(FPDF):
        def header(self) -> None:
            self.set_font("f", size=8)
            self.cell(0, 6, HEAD, align="C")
            self.ln(12)

        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("f", size=8)
            self.cell(0, 8, f"{self.page_no()}/{{nb}}", align="C")

    paper = Paper(format=(148, 210))
    paper.add_font("f", fname=SANS)
    paper.set_auto_page_break(auto=True, margin=22)
    paper.add_page()
    sizes = [(9, day), (17, text[0]), *((10, _soft(part)) for part in text[1:])]
    for size, part in sizes:
        paper.set_font("f", size=size)
        paper.multi_cell(0, size * 0.5, part, align="J" if size == 10 else "L")
        paper.ln(4)
    return bytes(paper.output())


def reportlab(text: Text, day: str) -> bytes:
    """Set by reportlab in two columns, first lines set in, the date in the running head."""
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415  # as above
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415  # as above
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415  # as above
    from reportlab.platypus import (  # noqa: PLC0415  # as above
        BaseDocTemplate,
        Frame,
        PageTemplate,
        Paragraph,
    )

    pdfmetrics.registerFont(TTFont("f", SERIF))
    frames = [Frame(50, 60, 235, 700), Frame(305, 60, 235, 700)]

    def head(canvas: object, paper: object) -> None:
        canvas.setFont("f", 8)
        canvas.drawString(50, 800, "Coast Guard Quarterly")
        canvas.drawRightString(545, 800, day)
        canvas.drawCentredString(297, 30, str(paper.page))

    out = BytesIO()
    paper = BaseDocTemplate(out, pagesize=(595, 842))
    paper.addPageTemplates(PageTemplate(frames=frames, onPage=head))
    body = ParagraphStyle(
        "b", fontName="f", fontSize=14, leading=18, firstLineIndent=14, alignment=4
    )
    title = ParagraphStyle("t", fontName="f", fontSize=21, leading=25, spaceAfter=10)
    parts = [Paragraph(html.escape(part), body) for part in text[1:]]
    paper.build([Paragraph(html.escape(text[0]), title), *parts])
    return out.getvalue()


LAYOUTS: dict[str, Callable[[Text, str], bytes]] = {
    "Chromium, one column": chromium(1),
    "Chromium, two columns": chromium(2),
    "fpdf2, one column": fpdf,
    "reportlab, two columns": reportlab,
}


# ── Measuring ───────────────────────────────────────────────────────────────────────────────────


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--libraries", action="store_true")
    wanted = parser.parse_args()
    layouts = dict(LAYOUTS)
    if not shutil.which("chromium"):
        sys.stderr.write("chromium is not installed: its two layouts are left out\n")
        layouts = {name: made for name, made in layouts.items() if "Chromium" not in name}
    papers = list(_papers(layouts))
    if wanted.libraries:
        _libraries(papers)
    else:
        _table(papers)


Paper = tuple[str, str, Text, str, bytes]


def _papers(layouts: dict[str, Callable[[Text, str], bytes]]) -> Iterator[Paper]:
    rng = random.Random(5)
    for slug, text in articles():
        half = "held" if zlib.crc32(slug.encode()) % 2 else "tuned"
        day = rng.choice(DAYS)
        written = f"{datetime.fromisoformat(day):%-d %B %Y}"
        for name, made in layouts.items():
            yield half, name, text, day, made(text, written)


def _table(papers: list[Paper]) -> None:
    scores: defaultdict[tuple[str, str], list[tuple[float, ...]]] = defaultdict(list)
    began = time.process_time()
    for half, name, text, day, body in papers:
        scores[half, name].append(_score(text, day, body))
    took = 1000 * (time.process_time() - began) / len(papers)
    print("| half | set by | papers | words | paragraphs | title | date |\n" + "|---" * 7 + "|")
    for (half, name), rows in sorted(scores.items()):
        figures = " | ".join(f"{mean(column):.3f}" for column in zip(*rows, strict=True))
        print(f"| {half} | {name} | {len(rows)} | {figures} |")
    print(f"\n{took:.0f} ms a paper, the comparison included")


def _score(text: Text, day: str, body: bytes) -> tuple[float, ...]:
    article = read(_capture(body))
    got = {_bare(part) for part in article.text.split("\n\n")}
    right = mean(_bare(part) in got for part in text[1:])
    dated = str(article.published)[:10] == day
    return _alike(" ".join(text), article.text), right, article.title == text[0], dated


def _capture(body: bytes) -> Capture:
    now = datetime(2026, 12, 1, tzinfo=UTC)
    told = {"source": "", "channel": "", "key": "a", "url": "a", "media_type": "application/pdf"}
    return Capture(**told, known=now, body=body)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _alike(one: str, other: str) -> float:
    words = [re.findall(r"\w+", text.lower()) for text in (one, other)]
    return difflib.SequenceMatcher(None, *words, autojunk=False).ratio()


def _libraries(papers: list[Paper]) -> None:
    import pypdf  # noqa: PLC0415  # as above
    import pypdfium2  # noqa: PLC0415  # as above
    from pdfminer.high_level import extract_text  # noqa: PLC0415  # as above

    ways: dict[str, Callable[[bytes], str]] = {
        "pypdfium2": lambda body: "\n".join(
            page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(body)
        ),
        "pypdf": lambda body: "\n".join(
            page.extract_text() for page in pypdf.PdfReader(BytesIO(body)).pages
        ),
        "pdfminer.six": lambda body: extract_text(BytesIO(body)),
    }
    for name, way in ways.items():
        began = time.process_time()
        texts = [way(body) for *_, body in papers]
        took = 1000 * (time.process_time() - began) / len(papers)
        joined = [re.sub(r"[-\u2010\u00ad\ufffe\x02]\r?\n", "", text) for text in texts]
        pairs = zip(papers, joined, strict=True)
        alike = mean(_alike(" ".join(text), got) for (_, _, text, _, _), got in pairs)
        print(f"{name}: words {alike:.3f}, {took:.0f} ms a paper")


if __name__ == "__main__":
    main()
