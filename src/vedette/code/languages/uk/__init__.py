"""Ukrainian: seven cases, the war in every second article, and names in Cyrillic.

>>> LANGUAGE.name
'uk@1'
"""

from vedette.code.languages import Language
from vedette.code.languages.words import Words

LANGUAGE = Language(code="uk", version=1, depth="incident", words=Words(__package__))
