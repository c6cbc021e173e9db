"""The Polish word lists, loaded once."""

from vedette.code.languages.words import Words

WORDS = Words(__package__)
