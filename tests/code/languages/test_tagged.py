"""What the network finds in other languages. All texts are invented."""

from datetime import date

import pytest

from vedette.code import Coder
from vedette.code.languages import language
from vedette.code.languages.lists import Lists
from vedette.code.languages.tagged import FIRST, TaggedCoder
from vedette.code.places import Gazetteer
from vedette.code.tagger.network import Encoded, Network
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
    assert "RU" in {one.value for one in attribution.fields["accused"]}
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


def test_a_bulletin_of_a_line_is_looked_at(coder: Coder) -> None:
    """It has no room for what the lists weigh, nor for the judge's neighbours."""
    found = _coded(
        coder, "uk", "У Варшаві підпалили склад, підозрюють російських агентів."
    ).findings
    assert "incident" in {finding.type for finding in found}


def test_what_neither_lists_nor_judge_see_is_not_looked_at(gazetteer: Gazetteer) -> None:
    """A line is looked at all the same; four of them tell enough to be passed over."""
    lists, line = Lists(language("uk"), gazetteer), "Посла викликали до міністерства."
    pages = [
        lists.read(Article(text=" ".join([line] * n), published=DAY, language="uk")) for n in (1, 4)
    ]
    assert [lists.worth_a_look(page) for page in pages] == [True, False]


class Counting(Network):
    """The network of the many, which counts the windows it is shown, and asks as much as is set."""

    windows = 0

    def encode(self, *given: object, **named: object) -> Encoded:
        """Encode one window."""
        self.windows += 1
        return super().encode(*given, **named)  # type: ignore[arg-type]


@pytest.fixture
def counting() -> Counting:
    """A network of one's own, whose settings may be changed."""
    network = Counting.load("many")
    network.settings = dict(network.settings)
    return network


def test_what_the_network_says_of_scope_decides(counting: Counting, gazetteer: Gazetteer) -> None:
    """The same article has no findings where more is asked of its scope than any has."""
    coder = TaggedCoder(language("de"), gazetteer, counting)
    article = Article(text=REPORTS["de"] * 2, published=DAY, language="de")
    assert coder.code(article).findings
    counting.settings = {**counting.settings, "scope": 1.1}
    assert coder.code(article).findings == ()


def test_a_long_page_of_another_matter_is_not_read_to_its_end(
    counting: Counting, gazetteer: Gazetteer
) -> None:
    """After its first windows it is known to be out of scope; one in scope is read whole."""
    coder = TaggedCoder(language("de"), gazetteer, counting)
    article = Article(text=REPORTS["de"] * 20, published=DAY, language="de")
    coder.code(article)
    whole, counting.windows = counting.windows, 0
    counting.settings = {**counting.settings, "scope": 1.1}
    coder.code(article)
    assert counting.windows == FIRST < whole
