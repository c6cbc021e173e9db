"""Russian: six cases, the press of Russia and of those who read it elsewhere.

>>> LANGUAGE.name
'ru@1'
"""

from vedette.code.languages import Language
from vedette.code.languages.words import Words

LANGUAGE = Language(code="ru", version=1, depth="incident", words=Words(__package__))
