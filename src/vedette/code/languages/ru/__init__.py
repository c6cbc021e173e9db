"""Russian: six cases, the press of Russia and of those who read it elsewhere.

>>> LANGUAGE.name
'ru@2'
"""

from vedette.code.languages import Language
from vedette.code.languages.words import Words

LANGUAGE = Language(code="ru", version=2, depth="full", words=Words(__package__))
