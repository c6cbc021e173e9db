"""What happened, by Ukrainian word lists."""

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
ARTICLES = Path(__file__).resolve().parents[3] / "articles" / "uk-train"
OUT = ("pozhezha", "navchannia", "matchi")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("assassination", "У Валенсії застрелили російського пілота, який перелетів до України."),
        ("cbrn", "Лист із білим порошком надійшов у вівторок до посольства України в Римі."),
        ("missile_drone_strike", "Російська ракета влучила в четвер у будинок у Слов'янську."),
        ("drone_incursion", "Над базою НАТО в Румунії у п'ятницю помітили безпілотники."),
        ("airspace_violation", "Два білоруські гелікоптери у вівторок перетнули кордон Польщі."),
        ("gnss_interference", "На Балтиці капітани скаржаться на глушіння GPS, винуватять Росію."),
        ("undersea_infrastructure", "У Балтійському морі перерізано два кабелі до Фінляндії."),
        ("explosive_attack", "У посольстві України в Мадриді вибухнула посилка."),
        ("arson", "У Гожуві підпалили склад; прокуратура шукає слід російських спецслужб."),
        ("sabotage", "У Фастові розкрутили рейки; СБУ розслідує диверсію на залізниці."),
        ("cyberattack", "Хакери, пов'язані з ФСБ, викрали в травні пошту депутатів у Варшаві."),
        (
            "influence_operation",
            "Росія намагалася вплинути на вибори в Молдові, скуповуючи голоси.",
        ),
        ("vandalism", "У Ризі облили фарбою пам'ятник; поліція говорить про російський слід."),
        ("espionage", "У Варшаві затримали двох білорусів за підозрою у шпигунстві."),
        ("border_provocation", "Білоруські кулі з контрабандою зупинили аеропорт у Вільнюсі."),
        ("naval_incident", "Естонські вмс затримали танкер тіньового флоту без прапора."),
        ("military_buildup", "Під Гомелем Білорусь стягує до кордону три бригади та танки."),
        ("economic_coercion", "Газпром у середу припинив постачання газу Австрії."),
        ("unexplained", "На оборонному заводі в Болгарії у четвер стався загадковий вибух."),
    ],
)
def test_every_kind_has_words(incidents: Incidents, kind: str, text: str) -> None:
    """A plain sentence of each kind is one incident of that kind."""
    assert [f.kind for f in incidents("uk", text)] == [kind]


def test_the_lists_are_of_the_guides_kinds() -> None:
    """All nineteen kinds have lists, and no others."""
    assert tuple(language("uk").words.lexicon("kinds").tables) == ORDER


@pytest.mark.parametrize(
    "text",
    [
        "Росія може атакувати енергетику країн НАТО, попередила розвідка.",
        "Жодних диверсій на залізниці не зафіксовано, запевнили в СБУ.",
        "За сценарієм навчань НАТО російські дрони атакували базу під Вільнюсом.",
        "Якби російські дрони залетіли до Польщі, їх збили б, сказав міністр.",
        "Естонія готується до кібератак з боку Росії.",
        "Президент закликав запобігти новим диверсіям ФСБ.",
    ],
)
def test_what_did_not_happen_is_no_incident(incidents: Incidents, text: str) -> None:
    """Negated, supposed, feared and rehearsed are nothing."""
    assert incidents("uk", text) == []


def test_when_where_target_and_toll(incidents: Incidents) -> None:
    """The fields come from the sentence, with their values."""
    (incident,) = incidents(
        "uk",
        "У ніч проти середи російські ракети влучили в лікарню у Херсоні. "
        "Загинули троє людей, ще сімнадцятеро поранені.".replace("сімнадцятеро", "17"),
    )
    assert incident.kind == "missile_drone_strike"
    assert values(incident, "when") == ["2026-03-10/2026-03-11"]
    assert (words(incident, "where"), values(incident, "where")) == (["у Херсоні"], ["UA"])
    assert values(incident, "target") == ["health"]
    assert values(incident, "killed") == [3]
    assert values(incident, "injured") == [17]


def test_nobody_was_hurt(incidents: Incidents) -> None:
    """A number beside `ніхто не постраждав` counts hours, not people."""
    text = "У середу в Ковелі підірвали колію, потяг стояв п'ять годин, ніхто не постраждав, ФСБ."
    (incident,) = incidents("uk", text)
    assert "injured" not in incident.fields


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("СБУ запобігла теракту: ФСБ готувала вибух на вокзалі у Львові.", "foiled"),
        ("Суд засудив росіянина за шпигунство в Познані.", "convicted"),
        ("Через шпигунство на ГРУ інженеру з Одеси повідомили про підозру.", "charged"),
        ("Російський дрон під Ельблонгом? Виявилося, що то метеорологічний зонд.", "refuted"),
        ("Диверсія на колії в Ковелі? Причина сходу вагонів з рейок — зношені шпали.", "accident"),
        ("Диверсію на колії в Ковелі розслідує СБУ.", "under_investigation"),
        ("Російський дрон упав у селі Осини в Польщі.", "reported"),
    ],
)
def test_the_stage_in_which_an_incident_is_left(
    incidents: Incidents, text: str, status: str
) -> None:
    """Words of the article tell the stage, `reported` where none does."""
    (incident,) = incidents("uk", text)
    assert values(incident, "status") == [status]


@pytest.mark.parametrize("mark", ["'", "’", "ʼ"])
def test_any_apostrophe_will_do(incidents: Incidents, mark: str) -> None:
    """`П'ятниця` and `пам'ятник` are found under the three marks that print uses."""
    text = f"У п{mark}ятницю в Ризі вандали облили фарбою пам{mark}ятник, слід веде до Росії."
    (incident,) = incidents("uk", text)
    assert values(incident, "when") == ["2026-03-06"]
    assert values(incident, "target") == ["monument"]


@pytest.mark.parametrize("slug", sorted(path.stem for path in ARTICLES.glob("*.txt")))
def test_articles_are_coded_by_their_scope(gazetteer: Gazetteer, slug: str) -> None:
    """Fires by accident, drills and football are nothing; all others are; spans slice back."""
    text = (ARTICLES / f"{slug}.txt").read_text(encoding="utf-8")
    coding = LexiconCoder(language("uk"), gazetteer).code(Article(text=text, language="uk"))
    check(text, coding)
    assert bool(coding.findings) != slug.startswith(OUT)
