"""The letters of an mbox file, one after the other, however large it is.

Source: RFC 4155; lines that begin with `From ` within a letter were marked with `>` (mboxrd).
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from vedette.collect.letters import LARGEST, letter, too_large
from vedette.collect.lines import Reading
from vedette.records import Capture, Issue

LINE = 1 << 20
_STARTS = re.compile(rb"From \S.{0,300}\d{4}\s*$", re.DOTALL)
_MARKED = re.compile(rb"(?m)^>(>*From )")


def letters(stream: BinaryIO, where: str, reading: Reading) -> Iterator[Capture | Issue]:
    """Read every letter; each is named by its number and the byte at which it begins."""
    for number, (at, raw) in enumerate(_split(stream), 1):
        told = f"{where}, letter {number} at byte {at}"
        if len(raw) > LARGEST:
            yield too_large(told)
        else:
            yield from letter(_MARKED.sub(rb"\1", raw), told, reading)


def _split(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Cut the file at its `From ` lines, holding one letter; of one too large, its beginning."""
    at = begun = 0
    held: list[bytes] = []
    size, blank = 0, True
    while line := stream.readline(LINE):
        if blank and _STARTS.match(line):
            if held:
                yield begun, b"".join(held)
            begun, held, size = at, [], 0
        elif size <= LARGEST:
            held.append(line)
            size += len(line)
        at += len(line)
        blank = not line.strip()
    if held:
        yield begun, b"".join(held)
