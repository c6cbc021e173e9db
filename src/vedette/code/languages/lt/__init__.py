"""Lithuanian: seven cases, and participles in all of them."""

from vedette.code.languages import Language
from vedette.code.languages.words import Words

LANGUAGE = Language(code="lt", version=2, depth="full", words=Words(__package__))
