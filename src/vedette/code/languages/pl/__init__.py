"""Polish: dialogue dashes, seven cases, and dates in the genitive.

>>> LANGUAGE.name
'pl@1'
"""

from vedette.code.languages import Language
from vedette.code.languages.pl.places import find_spots
from vedette.code.languages.pl.speech import find_speech
from vedette.code.languages.pl.statements import find_statements
from vedette.code.languages.pl.times import find_times, resolve_when
from vedette.code.languages.pl.words import WORDS

LANGUAGE = Language(
    code="pl",
    version=1,
    words=WORDS,
    find_times=find_times,
    resolve_when=resolve_when,
    find_spots=find_spots,
    find_speech=find_speech,
    find_statements=find_statements,
)
