"""What happened, by Russian word lists."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.code.conftest import check, values, words

from vedette.code.languages import language
from vedette.code.languages.coder import LexiconCoder
from vedette.code.places import Gazetteer
from vedette.records import Article, Finding
from vedette.taxonomy.kinds import ORDER

Incidents = Callable[[str, str], list[Finding]]
ARTICLES = Path(__file__).resolve().parents[3] / "articles" / "ru-train"
OUT = ("gaz-vz", "roman", "kiberfutbol")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("assassination", "В Валенсии застрелили российского лётчика, бежавшего на Украину."),
        ("cbrn", "Письмо с белым порошком пришло во вторник в посольство Украины в Риме."),
        ("missile_drone_strike", "Российская ракета попала в четверг в дом в Славянске."),
        ("drone_incursion", "Над базой НАТО в Румынии в пятницу заметили беспилотники."),
        ("airspace_violation", "Два белорусских вертолёта во вторник пересекли границу Польши."),
        ("gnss_interference", "На Балтике капитаны жалуются на глушение GPS, винят Россию."),
        ("undersea_infrastructure", "В Балтийском море перерезаны два кабеля до Финляндии."),
        ("explosive_attack", "В посольстве Украины в Мадриде взорвалась посылка."),
        ("arson", "В Гожуве подожгли склад; прокуратура ищет след российских спецслужб."),
        ("sabotage", "В Брянске развинтили рельсы; ФСБ расследует диверсию на железной дороге."),
        ("cyberattack", "Хакеры, связанные с ФСБ, похитили в мае почту депутатов в Варшаве."),
        ("influence_operation", "Россия пыталась повлиять на выборы в Молдавии, скупая голоса."),
        ("vandalism", "В Риге облили краской памятник; полиция говорит о российском следе."),
        ("espionage", "В Варшаве задержали двух белорусов по подозрению в шпионаже."),
        ("border_provocation", "Белорусские шары с контрабандой остановили аэропорт в Вильнюсе."),
        ("naval_incident", "Эстонские вмс задержали танкер теневого флота без флага."),
        ("military_buildup", "Под Гомелем Белоруссия стягивает к границе три бригады и танки."),
        ("economic_coercion", "Газпром в среду прекратил поставки газа Австрии."),
        ("unexplained", "На оборонном заводе в Болгарии в четверг произошёл загадочный взрыв."),
    ],
)
def test_every_kind_has_words(incidents: Incidents, kind: str, text: str) -> None:
    """A plain sentence of each kind is one incident of that kind."""
    assert [f.kind for f in incidents("ru", text)] == [kind]


def test_the_lists_are_of_the_guides_kinds() -> None:
    """All nineteen kinds have lists, and no others."""
    assert tuple(language("ru").words.lexicon("kinds").tables) == ORDER


@pytest.mark.parametrize(
    "text",
    [
        "Россия может атаковать энергетику стран НАТО, предупредила разведка.",
        "Никаких диверсий на железной дороге не зафиксировано, заверили в ФСБ.",
        "По сценарию учений НАТО российские дроны атаковали базу под Вильнюсом.",
        "Если бы российские дроны залетели в Польшу, их бы сбили, сказал министр.",
        "Эстония готовится к кибератакам со стороны России.",
        "Президент призвал предотвратить новые диверсии ФСБ.",
    ],
)
def test_what_did_not_happen_is_no_incident(incidents: Incidents, text: str) -> None:
    """Negated, supposed, feared and rehearsed are nothing."""
    assert incidents("ru", text) == []


def test_when_where_target_and_toll(incidents: Incidents) -> None:
    """The fields come from the sentence, with their values."""
    (incident,) = incidents(
        "ru",
        "В ночь на среду российские ракеты попали в больницу в Херсоне. "
        "Погибли трое человек, ещё 17 ранены.",
    )
    assert incident.kind == "missile_drone_strike"
    assert values(incident, "when") == ["2026-03-10/2026-03-11"]
    assert (words(incident, "where"), values(incident, "where")) == (["в Херсоне"], ["UA"])
    assert values(incident, "target") == ["health"]
    assert values(incident, "killed") == [3]
    assert values(incident, "injured") == [17]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("ФСБ предотвратила теракт: СБУ готовила взрыв на вокзале в Туле.", "foiled"),
        ("Суд приговорил россиянина к шести годам за шпионаж в Познани.", "convicted"),
        ("Инженеру из Одессы за шпионаж на ГРУ предъявили обвинение.", "charged"),
        ("Российский дрон под Гданьском? Оказалось, что это метеорологический зонд.", "refuted"),
        ("Диверсия на путях в Пскове? Причина схода вагонов с рельсов — изношенность.", "accident"),
        ("Диверсию на путях в Пскове расследует ФСБ.", "under_investigation"),
        ("Украинский беспилотник упал в Брянске.", "reported"),
    ],
)
def test_the_stage_in_which_an_incident_is_left(
    incidents: Incidents, text: str, status: str
) -> None:
    """Words of the article tell the stage, `reported` where none does."""
    (incident,) = incidents("ru", text)
    assert values(incident, "status") == [status]


def test_yo_with_and_without_dots(incidents: Incidents) -> None:
    """Print leaves the dots of ё out, and finds the same."""
    dotted, bare = (
        incidents("ru", f"В пятницу самол{letter}т России нарушил границу Эстонии.")
        for letter in "ёе"
    )
    assert [f.kind for f in dotted] == [f.kind for f in bare] == ["airspace_violation"]


@pytest.mark.parametrize("slug", sorted(path.stem for path in ARTICLES.glob("*.txt")))
def test_articles_are_coded_by_their_scope(gazetteer: Gazetteer, slug: str) -> None:
    """Household gas, novels and hockey are nothing; all others are; spans slice back."""
    text = (ARTICLES / f"{slug}.txt").read_text(encoding="utf-8")
    coding = LexiconCoder(language("ru"), gazetteer).code(Article(text=text, language="ru"))
    check(text, coding)
    assert bool(coding.findings) != slug.startswith(OUT)
