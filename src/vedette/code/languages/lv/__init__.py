"""Latvian: incidents, by word lists."""

from vedette.code.languages import Language
from vedette.code.languages.words import Words

LANGUAGE = Language(code="lv", version=2, depth="full", words=Words(__package__), judged=False)
