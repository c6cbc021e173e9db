"""Swedish, of Sweden and of Finland's Swedish press: definite forms, compounds, passives in -s.

>>> LANGUAGE.name
'sv@2'
"""

from vedette.code.languages import Language
from vedette.code.languages.words import Words

LANGUAGE = Language(code="sv", version=2, depth="full", words=Words(__package__))
