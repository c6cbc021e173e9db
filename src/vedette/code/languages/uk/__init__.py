"""Ukrainian: seven cases, the war in every second article, and names in Cyrillic.

>>> LANGUAGE.name
'uk@2'
"""

from vedette.code.languages import Language
from vedette.code.languages.words import Words

LANGUAGE = Language(code="uk", version=2, depth="full", words=Words(__package__))
