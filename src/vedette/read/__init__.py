r"""From a capture to an article: what was printed, by whom, when, in which words.

>>> from datetime import UTC, datetime
>>> from vedette.records import Capture
>>> known = datetime(2025, 12, 14, tzinfo=UTC)
>>> capture = Capture(source="", channel="", key="a.txt", url="", known=known,
...     body=b"Cable cut off Gotland\n\n13 December 2025 World\n\nIt failed at noon.\n",
...     media_type="text/plain")
>>> article = read(capture)
>>> article.title, article.published.isoformat(), article.section
('Cable cut off Gotland', '2025-12-13', 'World')
"""

from vedette.read.table import READERS, Reader, read

__all__ = ["READERS", "Reader", "read"]
