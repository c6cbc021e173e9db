"""What the network finds in other languages. All texts are invented."""

from datetime import date

import pytest

from vedette.code import Coder
from vedette.records import Article, Coding

DAY = date(2026, 3, 12)

REPORTS = {
    "uk": (
        "У Польщі підірвали залізничну колію\n\n"
        "У вівторок поблизу Любліна невідомі підірвали залізничну колію. "
        "Прем'єр-міністр Польщі звинуватив у диверсії російські спецслужби. "
        "У Кремлі це заперечують. "
        "«Ми посилимо охорону колій», — заявив міністр внутрішніх справ."
    ),
    "de": (
        "Bahnstrecke in Polen gesprengt\n\n"
        "Unbekannte haben am Dienstag bei Lublin eine Bahnstrecke gesprengt. "
        "Der polnische Ministerpräsident macht russische Geheimdienste für den Anschlag "
        "verantwortlich. Der Kreml weist das zurück. "
        "„Wir werden die Bewachung verstärken“, sagte der Innenminister."
    ),
    "fi": (
        "Rataa räjäytettiin Puolassa\n\n"
        "Tuntemattomat räjäyttivät tiistaina junaradan Lublinin lähellä. "
        "Puolan pääministeri syyttää sabotaasista Venäjän tiedustelupalvelua. "
        "Kreml kiistää syytökset. ”Vahvistamme ratojen vartiointia”, sisäministeri sanoi."
    ),
}


def _coded(coder: Coder, code: str, text: str) -> Coding:
    return coder.code(Article(text=text, published=DAY, language=code))


@pytest.mark.parametrize("code", REPORTS)
def test_who_did_what_and_who_says_so(coder: Coder, code: str) -> None:
    """An incident with its day and state, who is accused of it by whom, and no false denier."""
    found = _coded(coder, code, REPORTS[code]).findings
    by_type = {finding.type: finding for finding in found}
    assert {"incident", "attribution", "statement"} <= set(by_type)
    incident, attribution = by_type["incident"], by_type["attribution"]
    assert incident.fields["when"][0].value == "2026-03-10"
    assert incident.fields["where"][0].value == "PL"
    assert attribution.fields["accused"][0].value == "RU"
    assert attribution.fields["accuser"][0].value == "PL"
    denials = [finding for finding in found if finding.type == "denial"]
    assert {denial.fields["denier"][0].value for denial in denials} <= {"RU"}


@pytest.mark.parametrize("code", REPORTS)
def test_every_field_is_in_the_text(coder: Coder, code: str) -> None:
    """Spans slice back to their words, and the same article gives the same coding."""
    coding = _coded(coder, code, REPORTS[code])
    for finding in coding.findings:
        for entry in (one for listed in finding.fields.values() for one in listed if one.span):
            assert REPORTS[code][entry.span.start : entry.span.end] == entry.text
    assert _coded(coder, code, REPORTS[code]) == coding


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("uk", "Рецепт борщу\n\nНаріжте буряк, додайте капусту і варіть годину на малому вогні."),
        ("de", "Derby\n\nDie Stürmer bombten den Gegner in der zweiten Halbzeit aus dem Stadion."),
        ("fi", "Marjasato\n\nMustikoita on tänä kesänä runsaasti, sanovat poimijat Kainuussa."),
    ],
)
def test_what_is_out_of_scope_yields_nothing(coder: Coder, code: str, text: str) -> None:
    """A recipe, a match and berries."""
    assert _coded(coder, code, text).findings == ()
