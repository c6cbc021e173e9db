"""Pages that are built to waste a parser's time, told before they are parsed.

lexbor takes time that grows with the square of two things: how many elements stand open at once,
and how many attributes one element has. Both are counted here in one pass of a regular expression.
"""

import re
from itertools import accumulate

MANY_TAGS = 20_000
"""Angle brackets from which a page's nesting is counted before it is parsed: the largest of those
pages has 8,093, so that only odd pages pay for the count."""

MAX_OPEN = 4000
"""Elements open at once past which a page is not parsed: the parser's time grows with the square
of the nesting, 3 s for 50,000."""

LONG_TAG = 1000
"""Characters of a tag from which its attributes are counted; shorter ones cannot hold enough."""

MAX_ATTRIBUTE_PAIRS = 200_000_000
"""Sum over the tags of the square of their attributes: the parser takes 1.7 s for a thousand
million. One tag with 14,000 attributes reaches it; the longest on 404 saved news pages has 20."""

_NESTING = re.compile(
    r"<(/?)(?:div|span|section|article|main|ul|ol|li|table|tr|td|b|i|em|strong|font|a|p|blockquote|"
    r"form|h[1-6]|center|details|dl|dd|svg|g|object|template|select|button)(?=[\s>/])",
    re.IGNORECASE,
)
_TAG = re.compile(r"""<[a-zA-Z](?:[^"'>]++|"[^"]*+"|'[^']*+')*+""")
_QUOTED = re.compile(r"""="[^"]*+"|='[^']*+'""")
_BETWEEN = re.compile(r"""[\s/"']+""")


def is_deep(markup: str) -> bool:
    """Whether a page nests its elements past `MAX_OPEN`, told without parsing it."""
    if markup.count("<") < MANY_TAGS:
        return False
    steps = (-1 if tag[1] else 1 for tag in _NESTING.finditer(markup))
    depths = accumulate(steps, lambda depth, step: max(depth + step, 0))
    return any(depth > MAX_OPEN for depth in depths)


def is_overloaded(markup: str) -> bool:
    """Whether a page gives its elements more attributes than a parser can take in in time."""
    pairs = 0
    for tag in _TAG.finditer(markup):
        if tag.end() - tag.start() >= LONG_TAG:
            pairs += len(_BETWEEN.findall(_QUOTED.sub(" ", tag[0]))) ** 2
    return pairs > MAX_ATTRIBUTE_PAIRS
