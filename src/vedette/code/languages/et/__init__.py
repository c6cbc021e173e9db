"""Estonian: fourteen cases, of which those inside and on a place say where by themselves.

>>> LANGUAGE.name
'et@2'
"""

from vedette.code.languages import Language
from vedette.code.languages.words import Words

LANGUAGE = Language(code="et", version=2, depth="full", words=Words(__package__))
