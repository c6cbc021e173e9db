"""Templates with the words of one language in them.

While a template is compiled, a marked string is replaced by its translation: `_("Reports")` becomes
a constant, `_("%(n)s of %(m)s", n=…, m=…)` the translated words with the same values to be filled
in, `ngettext(…)` a choice among the forms that the language has.

>>> from jinja2 import Environment
>>> site = Environment(autoescape=True, extensions=[translating("en", str)])
>>> site.from_string('{{ _("<b>%(who)s</b> asks", who=name) }}').render(name="<i>")
'<b>&lt;i&gt;</b> asks'
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import (
    TOKEN_COMMA,
    TOKEN_LPAREN,
    TOKEN_NAME,
    TOKEN_PIPE,
    TOKEN_RPAREN,
    TOKEN_STRING,
    Token,
    TokenStream,
)
from markupsafe import Markup, escape

from vedette.web.catalogue import Catalogue
from vedette.web.tongues import catalogue, gettext, pgettext

MARKS: Final = frozenset({"_", "ngettext", "pgettext"})
Shown = Callable[[object], object]
"""What is done to a value before it is escaped."""


def translating(tongue: str, shown: Shown) -> type[Extension]:
    """Make the extension for a language; `shown` is the environment's `finalize`."""
    book = catalogue(tongue)

    class Translating(Extension):
        """Puts translations in the place of marked strings."""

        def __init__(self, environment: Environment) -> None:
            super().__init__(environment)
            environment.globals |= {
                "_": gettext,
                "pgettext": pgettext,
                "_filled": filling(shown),
                "_counted": counting(shown, book.plural),
            }

        def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
            return _translated(stream, book)

    return Translating


def filling(shown: Shown) -> Callable[..., Markup]:
    """Make what fills words with values; words may hold tags, values may not."""

    def filled(words: str, /, **values: object) -> Markup:
        told = {name: escape(shown(value)) for name, value in values.items()}
        return Markup(words % told)  # noqa: S704  # a template's own words

    return filled


def counting(shown: Shown, plural: Callable[[int], int]) -> Callable[..., Markup]:
    """Make what chooses among forms by a number and fills the chosen one."""
    fill = filling(shown)

    def counted(forms: tuple[str, ...], count: int, /, **values: object) -> Markup:
        return fill(forms[plural(count)], **{"num": grouped(count), **values})

    return counted


def grouped(count: int) -> str:
    """Group thousands with a thin space, as in 12 345."""
    return f"{count:,}".replace(",", "\u202f")


def _translated(stream: TokenStream, book: Catalogue) -> Iterator[Token]:
    for token in stream:
        marked = token.type == TOKEN_NAME and token.value in MARKS
        if marked and _at(stream, TOKEN_LPAREN) and stream.look().type == TOKEN_STRING:
            next(stream)
            yield from _call(token, stream, book)
        else:
            yield token


def _at(stream: TokenStream, kind: str) -> bool:
    return stream.current.type == kind


def _call(name: Token, stream: TokenStream, book: Catalogue) -> Iterator[Token]:
    """Rewrite a call whose first argument is the next token; what follows stays as it is."""
    first = next(stream).value
    match name.value:
        case "ngettext":
            next(stream)
            yield from _forms(book.forms(first, next(stream).value), name.lineno)
        case "pgettext":
            comma = next(stream)
            if _at(stream, TOKEN_STRING):
                yield from _words(book.one(next(stream).value, first), stream, name.lineno)
            else:  # what it says is known only when the page is made
                yield from (name, Token(name.lineno, TOKEN_LPAREN, "("))
                yield from (Token(name.lineno, TOKEN_STRING, first), comma)
        case _:
            yield from _words(book.one(first), stream, name.lineno)


def _words(told: str, stream: TokenStream, line: int) -> Iterator[Token]:
    """Open a constant where nothing is to be filled in, else the call that fills it."""
    if _at(stream, TOKEN_RPAREN):
        yield from (Token(line, TOKEN_LPAREN, "("), Token(line, TOKEN_STRING, plain(told)))
        yield from (Token(line, TOKEN_PIPE, "|"), Token(line, TOKEN_NAME, "safe"))
    else:
        yield from (Token(line, TOKEN_NAME, "_filled"), Token(line, TOKEN_LPAREN, "("))
        yield Token(line, TOKEN_STRING, told)


def _forms(forms: tuple[str, ...], line: int) -> Iterator[Token]:
    """Open the call that chooses among forms."""
    yield from (Token(line, TOKEN_NAME, "_counted"), Token(line, TOKEN_LPAREN, "("))
    yield Token(line, TOKEN_LPAREN, "(")
    for form in forms:
        yield from (Token(line, TOKEN_STRING, form), Token(line, TOKEN_COMMA, ","))
    yield Token(line, TOKEN_RPAREN, ")")


def plain(words: str) -> str:
    """Give words that nothing is filled into as they are read, `%%` as one sign."""
    return words.replace("%%", "%")
