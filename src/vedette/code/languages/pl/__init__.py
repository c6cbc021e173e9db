"""Polish: dialogue dashes, seven cases, and dates in the genitive.

>>> LANGUAGE.name
'pl@3'
"""

from vedette.code.languages import Language
from vedette.code.languages.pl.speech import find_speech
from vedette.code.languages.pl.words import WORDS

LANGUAGE = Language(
    code="pl",
    version=3,
    depth="full",
    words=WORDS,
    find_speech=find_speech,
)
