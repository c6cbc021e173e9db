"""What breaks in a zip, whoever made it."""

import zipfile
import zlib
from contextlib import suppress

BROKEN: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    RuntimeError,
)
"""What the standard library raises over zips that are damaged, locked, or packed in odd ways.

`RuntimeError` is that of locked parts, and stands above `NotImplementedError`, that of odd packing.
`OSError` is also what bzip2 raises, `ValueError` what names in no UTF-8 do and offsets that no file
has; in memory such offsets are an `OverflowError`.
"""

with suppress(ImportError):  # Python may be built without it, and then refuses such parts
    from lzma import LZMAError

    BROKEN = (*BROKEN, LZMAError)
