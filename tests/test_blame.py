"""Accusations in words: always somebody's, never ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.blame import (
    ANSWERS,
    BEHIND,
    Heard,
    accusers,
    answer,
    blame,
    charges,
    hear,
    label,
    listed,
    stage,
    text,
)
from vedette.records import Field, Finding, Span

NAMES = st.sampled_from(["Riga", "Moscow", "prosecutors", "the GRU", "He", "Minsk"])


def finding(type_, id_="f", **fields) -> Finding:
    """Make a finding; a text is words, a pair is words and their value, a number a value."""
    told = {
        name: tuple(map(field, given if isinstance(given, list) else [given]))
        for name, given in fields.items()
    }
    return Finding(id=id_, type=type_, anchor=(Span(0, 1),), fields=told)


def field(told) -> Field:
    """Make an entry of a field."""
    if isinstance(told, int):
        return Field(value=told)
    words, value = told if isinstance(told, tuple) else (told, None)
    return Field(text=words, value=value)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"accuser": "Riga", "accused": "Moscow", "firmness": 4}, "Riga accuses Moscow"),
        ({"accuser": "Riga", "accused": "Moscow"}, "Riga accuses Moscow"),
        ({"accuser": "Riga", "accused": "Moscow", "firmness": 2}, "Riga links it to Moscow"),
        ({"accuser": "Riga", "accused": "Moscow", "firmness": 3}, "Riga suspects Moscow"),
        ({"accuser": "Riga", "accused": "Moscow", "firmness": 5}, "Riga formally accuses Moscow"),
        (
            {"accuser": "A court", "accused": "Moscow", "firmness": 6},
            "A court holds Moscow responsible",
        ),
        ({"accuser": "prosecutors", "accused": "Moscow"}, "prosecutors accuse Moscow"),
        ({"accuser": "All three", "accused": "Moscow"}, "All three accuse Moscow"),
        ({"accuser": "Riga", "accused": "The crew of it"}, "Riga accuses the crew of it"),
        ({"accused": "A crew"}, "the report links it to a crew"),
        ({"accuser": ["Riga", "Vilnius"], "accused": "Minsk"}, "Riga and Vilnius accuse Minsk"),
        ({"accused": "Moscow", "firmness": 4}, "the report links it to Moscow"),
        ({"accused": ["Moscow", "Minsk"]}, "the report links it to Moscow and Minsk"),
        ({"accuser": "Riga", "firmness": 0}, "Riga does not say who is behind it"),
        ({"accuser": "police", "firmness": 0}, "police do not say who is behind it"),
        (
            {"accuser": "Riga", "accused": "Minsk", "firmness": 0},
            "Riga does not say whether it was Minsk",
        ),
        ({"firmness": 0}, "the report does not say who is behind it"),
        ({"accuser": "She"}, "according to her"),
        ({}, ""),
    ],
)
def test_an_attribution_names_its_accuser(fields, said):
    """The verb follows the firmness and the number of accusers; without any, the report links."""
    assert text(blame(finding("attribution", **fields))) == said


@pytest.mark.parametrize("status", ["reported", "attributed", "charged", "convicted", "claimed"])
def test_an_incidents_actor_is_linked_by_somebody(status):
    """Whatever the stage, the actor stands behind an accuser's name, or behind the report."""
    blast = finding("incident", actor=("Moscow", "RU"), status=("words", status))
    assert text(blame(blast)) == "the report links it to Moscow"
    assert text(blame(blast, Heard(("He", "Riga")))) == "Moscow, according to him and Riga"


def test_only_accusations_are_told():
    """A statement, a posture's actor, and an incident without an actor blame nobody."""
    for one in (
        finding("posture", actor="Poland"),
        finding("statement", speaker="Riga"),
        finding("incident", where="Lublin"),
    ):
        assert blame(one, Heard(("Riga",))) == ()


@pytest.mark.parametrize(
    ("status", "claimed", "said"),
    [
        ("attributed", False, BEHIND),
        ("charged", False, BEHIND),
        ("acquitted", False, BEHIND),
        ("convicted", False, "actor"),
        ("claimed", False, "actor"),
        ("attributed", True, "actor"),
    ],
)
def test_an_actor_is_only_said_to_be_behind_it(status, claimed, said):
    """The label falls away with a conviction or a claim, and with nothing less."""
    blast = finding("incident", actor="Moscow", status=("words", status))
    assert label(blast, "actor", Heard(claimed=claimed)) == said


def test_other_labels_are_the_fields_names():
    """A posture's actor is one; an incident's other fields keep their names."""
    assert label(finding("incident", actor="Moscow"), "actor") == BEHIND
    assert label(finding("posture", actor="Poland"), "actor") == "actor"
    assert label(finding("incident", where="Lublin"), "where") == "where"


BLAST = finding("incident", "i", actor=("Moscow", "RU"))


@pytest.mark.parametrize(
    ("other", "accusers"),
    [
        ({"accuser": "Riga", "accused": ("Russia", "RU")}, ("Riga",)),
        ({"accuser": "Riga", "accused": ("Russia", "RU"), "firmness": 0}, ()),
        ({"accuser": "Riga", "accused": ("Minsk", "BY")}, ()),
        ({"accuser": "Riga", "accused": "moscow"}, ("Riga",)),
        ({"accuser": ("The Kremlin", "RU"), "accused": ("Russia", "RU")}, ()),
        ({"accused": ("Russia", "RU")}, ()),
    ],
)
def test_who_accuses_the_actor_is_heard(other, accusers):
    """An accuser counts where he accuses this actor, of this incident, and is not the actor."""
    about = finding("attribution", incident=("", "i"), **other)
    assert hear(BLAST, [BLAST, about]).accusers == accusers
    elsewhere = finding("attribution", incident=("", "other"), **other)
    assert hear(BLAST, [elsewhere]).accusers == ()


def test_who_accuses_one_of_two_does_not_accuse_both():
    """An accuser is told with the actors only where he accuses all of them."""
    both = finding("incident", "i", actor=[("Moscow", "RU"), ("Minsk", "BY")])
    one = finding("attribution", incident=("", "i"), accuser="Riga", accused=("Moscow", "RU"))
    assert hear(both, [one]).accusers == ()
    assert text(blame(both, hear(both, [one]))) == "the report links it to Moscow and Minsk"


@pytest.mark.parametrize(
    ("denier", "state", "claimed"),
    [
        (("Russia", "RU"), "claimed", True),
        (("Russia", "RU"), "denied", False),
        (("Minsk", "BY"), "claimed", False),
    ],
)
def test_a_claim_is_the_actors_own(denier, state, claimed):
    """Only who is the actor can claim it, and only by a claim."""
    said = finding("denial", incident=("", "i"), denier=denier, state=("we did", state))
    assert hear(BLAST, [said]).claimed is claimed


@given(
    st.sampled_from(["attribution", "incident"]),
    st.lists(NAMES, max_size=4),
    st.lists(NAMES, min_size=1, max_size=4),
    st.integers(0, 6),
    st.sampled_from(["attributed", "convicted", "claimed", "charged"]),
)
def test_no_sentence_says_that_somebody_did_it(type_, accusers, accused, firmness, status):
    """An accuser or the report stands in every sentence, and every run of a name is marked."""
    fields = {"accuser": accusers, "accused": accused, "firmness": firmness}
    if type_ == "incident":
        fields = {"actor": accused, "status": ("words", status)}
    told = blame(finding(type_, **fields), Heard(tuple(accusers) if type_ == "incident" else ()))
    words = text(told)
    assert "the report" in words or "according to" in words or told[0].words in accusers
    plain = "".join(run.words for run in told if not run.name)
    assert not any(name in plain.split() for name in accused)


@given(st.lists(NAMES, min_size=1, max_size=6, unique=True))
def test_what_is_listed_is_told_or_counted(names):
    """Names that are told and those that are counted are all of them."""
    told = listed(names)
    counted = [int(word) for word in told[-1].words.split() if word.isdigit()]
    assert sum(run.name for run in told) + sum(counted) == len(names)


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (["Riga"], "attributed by Riga"),
        (["He"], "attributed by him"),
        (["The interior ministry", "Vilnius"], "attributed by the interior ministry and Vilnius"),
        (["The Hague"], "attributed by The Hague"),
        ([], "attributed in reports"),
    ],
)
def test_an_attribution_is_somebodys(by, words):
    """A stage that is attributed names whose word it is; any other stands alone."""
    assert text(stage("attributed", by)) == words
    assert text(stage("under_investigation", by)) == "under investigation"


def test_accusers_are_those_who_accuse_somebody():
    """Who says nothing of who it was, or names nobody, is none; each is named once."""
    told = [
        finding("attribution", accuser="Riga", accused="Moscow"),
        finding("attribution", accuser=["Riga", "Vilnius"], accused="Minsk", firmness=3),
        finding("attribution", accuser="police", accused="anybody", firmness=0),
        finding("attribution", accuser="a bystander"),
        finding("denial", denier="Moscow"),
    ]
    assert accusers(told) == ("Riga", "Vilnius")


@pytest.mark.parametrize("state", ANSWERS)
def test_an_answer_names_who_gives_it(state):
    """Whatever the accused says is told as his; one who is not named is the accused."""
    said = text(answer(finding("denial", denier="Moscow", state=("so", state))))
    assert said == f"Moscow {ANSWERS[state].one}"
    both = text(answer(finding("denial", denier=["Moscow", "Minsk"], state=("so", state))))
    assert both == f"Moscow and Minsk {ANSWERS[state].several}"
    assert text(answer(finding("denial", state=("so", state)))).startswith("the accused ")


def test_each_is_accused_as_firmly_as_his_own_accusers_say():
    """Who officially accuses one state does not so accuse another that somebody else names."""
    told = [
        finding("attribution", accuser="A minister", accused=("Russia", "RU"), firmness=4),
        finding("attribution", accuser="A lawmaker", accused=("Ukraine", "UA"), firmness=1),
        finding("attribution", accuser="A paper", accused=("Moscow", "RU"), firmness=2),
        finding("attribution", accused="a gang", firmness=0),
        finding("attribution", accused="somebody"),
        finding("denial", denier="Moscow"),
    ]
    assert charges(told, 0) == {"RU": 4, "UA": 1}
    assert charges(told, 4) == {"RU": 4, "UA": 1, "somebody": 4}
    assert charges([finding("attribution", accused="IS", firmness=4)], 0) == {"“IS”": 4}
