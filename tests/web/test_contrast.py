"""Colours that can be read, measured: the styles themselves, and the table of the design's page."""

import re
from pathlib import Path

import pytest

from vedette.web.press import STATIC

SHEET = (STATIC / "frame.css").read_text("utf-8")
PAPER = Path(__file__).parents[2] / "docs" / "desk-design.md"
THEMES = ("light", "dark", "wall")
TEXT, GRAPHIC = 4.5, 3.0
"""WCAG 2.2: contrast of text (1.4.3, AA), and of what is not text but must be seen (1.4.11)."""
PAIRS = (
    ("ink", "paper", TEXT),
    ("ink", "raised", TEXT),
    ("soft", "paper", TEXT),
    ("soft", "raised", TEXT),
    ("accent", "paper", TEXT),
    ("accent", "raised", TEXT),
    ("ink", "wash", TEXT),
    ("accent", "wash", TEXT),
    ("ink", "lit", TEXT),
    ("paper", "ink", TEXT),
    ("paper", "accent", TEXT),
    ("strong", "paper", GRAPHIC),
)
"""What is written on what; lines between rows are ornament and carry nothing."""


def colours(theme: str) -> dict[str, str]:
    """Read the colours of a theme off the styles."""
    root = re.search(r":root \{(.*?)\n\}", SHEET, re.DOTALL)[1]
    found = {
        name: light if theme == "light" else dark
        for name, light, dark in re.findall(r"--(\w+): light-dark\((#\w+), (#\w+)\)", root)
    }
    for rule in re.findall(rf'\[data-theme="{theme}"\] \{{([^}}]*)\}}', SHEET):
        found |= dict(re.findall(r"--(\w+): (#\w+)", rule))
    return found


def luminance(colour: str) -> float:
    """Give the relative luminance of WCAG 2.2 of a colour such as `#1b1a17`."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def measured() -> dict[tuple[str, str], dict[str, float]]:
    """Measure every pair in every theme."""
    return {
        (fore, back): {
            theme: contrast(colours(theme)[fore], colours(theme)[back]) for theme in THEMES
        }
        for fore, back, _ in PAIRS
    }


def test_black_on_white_is_twenty_one():
    """The measure is that of WCAG."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("fore", "back", "least"), PAIRS)
def test_what_is_written_can_be_read(fore, back, least):
    """In each theme at least as much as WCAG asks of text, or of marks."""
    for theme, found in measured()[fore, back].items():
        assert found >= least, (theme, found)


def test_the_page_tells_what_is_measured():
    """The table of contrasts is that of the styles."""
    told = PAPER.read_text("utf-8")
    for (fore, back), found in measured().items():
        row = " | ".join(f"{found[theme]:.1f}" for theme in THEMES)
        assert f"| {fore} on {back} | {row} |" in told
