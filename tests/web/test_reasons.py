"""Why a source is not seen, and why a pledge stands as it does, in the language of the page."""

import pytest

from vedette.web.reasons import marked, told
from vedette.web.tongues import speaking


@pytest.mark.parametrize(
    ("why", "uk", "pl"),
    [
        (
            "its time hangs on something else: once it is over",
            "його час залежить від чогось іншого: once it is over",
            "jego czas zależy od czegoś innego: once it is over",
        ),
        ("not polled since", "відтоді не опитувалося", "od tamtej pory nieodpytywane"),
        (
            "usually 2.5 entries a day",
            "зазвичай записів на день: 2.5",
            "zwykle wpisów dziennie: 2.5",
        ),
        ("1 of 2 channels blind", "сліпі: 1 з 2 каналів", "ślepe: 1 z 2 kanałów"),
        (
            "its day, 2026-07-01, went by and no report says what became of it",
            "його день, 1 лип 2026, минув, і жодне повідомлення не каже, що з ним сталося",
            "jego dzień, 1 lip 2026, minął i żadne doniesienie nie mówi, co się z nim stało",
        ),
    ],
)
def test_what_the_desk_says_itself_is_translated(why, uk, pl):
    """Its figures and days stay."""
    for tongue, said in (("uk", uk), ("pl", pl)):
        with speaking(tongue):
            assert told(why) == said
            assert marked(why) == said


def test_what_others_said_stays_and_is_marked_as_english():
    """A page in English has no need of the mark; no words become markup."""
    with speaking("uk"):
        assert marked("<b> 404 (Not Found)") == '<span lang="en">&lt;b&gt; 404 (Not Found)</span>'
    assert marked("<b>") == "&lt;b&gt;"
