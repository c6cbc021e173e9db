"""German: compounds that bear what happened, and verbs in two parts.

>>> LANGUAGE.name
'de@2'
"""

from vedette.code.languages import Language
from vedette.code.languages.words import Words

LANGUAGE = Language(code="de", version=2, depth="full", words=Words(__package__))
