"""What happened, by Finnish word lists."""

from collections.abc import Callable

import pytest
from tests.code.conftest import values, words

from vedette.code.languages import language
from vedette.records import Finding
from vedette.taxonomy.kinds import ORDER

Find = Callable[[str, str], list[Finding]]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            "assassination",
            "Entinen agentti ja hänen tyttärensä myrkytettiin hermomyrkyllä Salisburyssa.",
        ),
        (
            "assassination",
            "Kenraali kuoli, kun auton alle asetettu pommi räjähti Moskovassa keskiviikkona.",
        ),
        ("cbrn", "Asevoimien mukaan Venäjä käytti Pokrovskin lähellä klooripikriiniä."),
        ("missile_drone_strike", "Venäjä iski viime yönä Odessaan kymmenillä Shahed-drooneilla."),
        (
            "missile_drone_strike",
            "Risteilyohjus osui sairaalaan Dniprossa, ja kahdeksan ihmistä sai surmansa.",
        ),
        ("missile_drone_strike", "Liitopommi tuhosi koulun Hersonissa torstaina."),
        (
            "missile_drone_strike",
            "Kramatorskin asemalle tehdyssä ohjushyökkäyksessä kuoli viisi siviiliä.",
        ),
        (
            "drone_incursion",
            "Kööpenhaminan lentoasema suljettiin maanantai-iltana, kun sen yllä lensi drooneja.",
        ),
        ("drone_incursion", "Kouvolan lähellä löytyi maastosta sunnuntaina alas pudonnut drooni."),
        ("drone_incursion", "Rajavartiolaitos ampui alas Haminan satamaa lähestyneen lennokin."),
        (
            "drone_incursion",
            "Virolahdella havaittiin keskiviikkona tuntematon miehittämätön ilma-alus.",
        ),
        (
            "airspace_violation",
            "Kaksi venäläistä Su-27-hävittäjää kävi tiistaina Viron ilmatilassa luvatta.",
        ),
        ("airspace_violation", "Venäläinen sotilashelikopteri ylitti rajan Kuusamossa torstaina."),
        (
            "airspace_violation",
            "Venäläisen hävittäjän epäillään syyllistyneen alueloukkaukseen Suomenlahdella.",
        ),
        ("gnss_interference", "Lentäjät ilmoittivat GPS-signaalin katoamisesta Kuusamon yllä."),
        (
            "gnss_interference",
            "Väärennetyt AIS-signaalit sotkivat laivaliikennettä Suomenlahdella tammikuussa.",
        ),
        (
            "gnss_interference",
            "Lentokoneiden satelliittinavigointia häiritään Kaliningradista jatkuvasti.",
        ),
        (
            "undersea_infrastructure",
            "Suomen ja Saksan välinen C-Lion1-kaapeli meni poikki maanantaina.",
        ),
        (
            "undersea_infrastructure",
            "Estlink 2 -siirtoyhteys katkesi joulupäivänä, ja tankkeria epäillään.",
        ),
        ("explosive_attack", "Ukrainan konsulaattiin Brnossa lähetetty paketti räjähti torstaina."),
        (
            "explosive_attack",
            "Käsikranaatti heitettiin oppositiopoliitikon kotipihaan Tbilisissä maanantaina.",
        ),
        ("explosive_attack", "Pommi räjähti rekrytointitoimiston edessä Harkovassa."),
        (
            "explosive_attack",
            "Vilnan keskustassa autosta löytyi räjähdyspanos, jonka poliisi purki.",
        ),
        ("arson", "Sabotaasista epäilty mies vangittiin ostoskeskuksen tuhopoltosta Varsovassa."),
        ("sabotage", "Junaradan turvalaitekaapelit katkaistiin tahallaan Kouvolassa lauantaina."),
        ("sabotage", "Linkkimaston vaijerit oli sahattu poikki Kuopiossa; supo epäilee tuhotyötä."),
        (
            "sabotage",
            "Räjähdys tuhosi radan Lublinin lähellä, Puola puhuu venäläisten sabotaasista.",
        ),
        (
            "sabotage",
            "Merivoimien aluksen konehuoneeseen oli kaadettu metallilastuja telakalla Hampurissa.",
        ),
        ("cyberattack", "Eduskunnan sivut olivat nurin NoName057-ryhmän iskun vuoksi tiistaina."),
        (
            "cyberattack",
            "Vastaamon potilastiedot varastettiin tietomurrossa, ja tekijä kiristi uhreja.",
        ),
        (
            "cyberattack",
            "Sähköyhtiöön kohdistui kiristyshaittaohjelmahyökkäys viikonloppuna Riiassa.",
        ),
        ("influence_operation", "Moldovassa ostettiin ääniä venäläisellä rahalla ennen vaaleja."),
        (
            "influence_operation",
            "Väärennetty video ministeristä levisi venäläismielisillä Telegram-kanavilla.",
        ),
        (
            "influence_operation",
            "Trollitehdas levitti disinformaatiota pakolaisista ennen eduskuntavaaleja.",
        ),
        (
            "influence_operation",
            "Kymmeniin kouluihin lähetettiin pommiuhkauksia Virossa maanantaina.",
        ),
        (
            "vandalism",
            "Sankarihautausmaan muistomerkki sotkettiin punaisella maalilla Lappeenrannassa.",
        ),
        ("vandalism", "Suurlähetystön seinään töhrittiin Z-kirjaimia Helsingissä yöllä."),
        ("vandalism", "Juutalaisen hautausmaan hautakiviä kaadettiin Turussa."),
        ("vandalism", "Sianpäitä jätettiin moskeijoiden oville Pariisissa tiistaina."),
        (
            "espionage",
            "Kolme venäläistä diplomaattia karkotettiin vakoilusta epäiltynä Helsingistä.",
        ),
        ("espionage", "Upseeri luovutti salaisia asiakirjoja FSB:lle Riiassa."),
        (
            "border_provocation",
            "Valko-Venäjältä lähetetyt ilmapallot sulkivat Vilnan lentoaseman sunnuntaina.",
        ),
        (
            "border_provocation",
            "Venäläiset poistivat rajapoijuja Narvajoesta torstain vastaisena yönä.",
        ),
        ("border_provocation", "Sadat siirtolaiset yrittivät murtautua raja-aidan läpi Puolassa."),
        ("border_provocation", "Rajavartijoita kivitettiin Valko-Venäjän puolelta maanantaina."),
        (
            "naval_incident",
            "Varjolaivaston tankkeri törmäsi partioveneeseen Suomenlahdella keskiviikkona.",
        ),
        ("naval_incident", "Viron laivasto pysäytti ilman lippua purjehtineen säiliöaluksen."),
        (
            "naval_incident",
            "Venäläinen korvetti ampui varoituslaukauksia kalastusaluksen suuntaan Itämerellä.",
        ),
        (
            "naval_incident",
            "Ranskalaiset sotilaat nousivat varjolaivaston alukselle Atlantilla lauantaina.",
        ),
        ("military_buildup", "Valko-Venäjälle sijoitettiin Orešnik-ohjuksia joulukuussa."),
        (
            "military_buildup",
            "Venäjä keskittää joukkoja Viron rajalle, varoittaa tiedustelupalvelu.",
        ),
        ("economic_coercion", "Gazprom keskeytti kaasutoimitukset Suomeen lauantaiaamuna."),
        (
            "economic_coercion",
            "Kiina kielsi harvinaisten maametallien viennin puolustusteollisuudelle torstaina.",
        ),
        ("economic_coercion", "Venäjä otti haltuunsa suomalaisyhtiön tehtaan Pietarissa."),
        (
            "economic_coercion",
            "Valko-Venäjä esti liettualaisten rekkojen paluun, satoja autoja on jumissa rajalla.",
        ),
        ("unexplained", "Salaperäinen räjähdys rikkoi ikkunoita sotilasalueen lähellä Haminassa."),
        ("unexplained", "Liikemies löydettiin kuolleena epäselvissä olosuhteissa Moskovassa."),
        ("unexplained", "Ammustehtaalla sattui keskiviikkona räjähdys, jonka syytä ei tiedetä."),
        (
            "missile_drone_strike",
            "Venäläisten isku energialaitokseen jätti 200 000 taloutta ilman sähköä Sumyssa.",
        ),
        (
            "airspace_violation",
            "Kolme MiG-31-hävittäjää tunkeutui Viron ilmatilaan ja viipyi siellä 12 minuuttia.",
        ),
        ("gnss_interference", "Finnairin kone kääntyi takaisin Tartosta, koska GPS ei toiminut."),
        (
            "explosive_attack",
            "Pakettipommi haavoitti kahta työntekijää espanjalaisessa suurlähetystössä Kiovassa.",
        ),
        ("sabotage", "Juna suistui kiskoilta Pihkovan lähellä, kun rata oli räjäytetty."),
        (
            "cyberattack",
            "Apteekkien järjestelmät kaatuivat palvelunestohyökkäyksen takia perjantaina.",
        ),
        (
            "cyberattack",
            "Helsingin kaupungin koululaisten tietoja vietiin tietomurrossa huhtikuussa.",
        ),
        (
            "influence_operation",
            "Venäjä lietsoo Ruotsissa vihaa koraanin poltoilla, sanoo turvallisuuspoliisi.",
        ),
        ("vandalism", "Neuvostosotilaiden patsaaseen maalattiin hakaristi Kotkassa."),
        ("vandalism", "Tuntematon rikkoi Ukrainan konsulaatin ikkunat Turussa viime yönä."),
        ("espionage", "Entinen suurlähetystövartija tuomittiin vakoilusta Oslossa."),
        (
            "border_provocation",
            "Venäläiset rajavartijat siirsivät rajamerkkejä Latvian rajalla lokakuussa.",
        ),
        (
            "naval_incident",
            "Venäläinen sotalaiva saattoi varjolaivaston tankkerin Tanskan salmien läpi.",
        ),
        (
            "military_buildup",
            "Venäjä perustaa Karjalaan uuden armeijakunnan ja sijoittaa sinne iskander-ohjuksia.",
        ),
        (
            "military_buildup",
            "Zapad-sotaharjoitus toi tuhansia sotilaita Valko-Venäjälle Liettuan rajan lähelle.",
        ),
        (
            "economic_coercion",
            "Moldova julisti energiahätätilan, kun Venäjä katkaisi kaasun Transnistriaan.",
        ),
        ("economic_coercion", "Venäjä kielsi latvialaisten sprottien tuonnin."),
    ],
)
def test_every_kind_has_words(incidents: Find, kind: str, text: str) -> None:
    """A plain sentence of each kind is one incident of that kind."""
    assert [f.kind for f in incidents("fi", text)] == [kind]


def test_the_lists_are_of_the_guides_kinds() -> None:
    """All nineteen kinds have lists, and no others."""
    assert tuple(language("fi").words.lexicon("kinds").tables) == ORDER


@pytest.mark.parametrize(
    "text",
    [
        "Supo varoittaa, että Venäjä voisi iskeä sähköverkkoon.",
        "Jos venäläisiä drooneja nähdään lentoaseman yllä, kenttä suljetaan.",
        "Puolustusvoimat harjoitteli Haminassa drooni-iskun torjumista Naton kanssa.",
        "Suomen ilmatilaan ei ole tunkeutunut venäläisiä koneita, kertoo puolustusministeriö.",
        "Elokuvassa venäläinen vakooja räjäyttää sillan Helsingissä.",
        "Hallitus varautuu kyberhyökkäyksiin ja kaapelirikkoihin Itämerellä.",
        "Kapteenin pommi ratkaisi ottelun, vaikka venäläisvahti torjui hyvin.",
    ],
)
def test_what_did_not_happen_is_no_incident(incidents: Find, text: str) -> None:
    """Negated, supposed, feared, rehearsed, filmed and played are nothing."""
    assert incidents("fi", text) == []


def test_when_where_target_and_toll(incidents: Find) -> None:
    """The fields come from the sentences, with their values."""
    (incident,) = incidents(
        "fi",
        "Venäjä ampui tiistain vastaisena yönä ohjuksia Harkovaan. "
        "Kerrostaloon osunut ohjus tappoi kolme ihmistä ja haavoitti seitsemäätoista.",
    )
    assert incident.kind == "missile_drone_strike"
    assert values(incident, "when") == ["2026-03-09/2026-03-10"]
    assert words(incident, "where") == ["Harkovaan"]
    assert values(incident, "where") == ["UA"]
    assert values(incident, "killed") == [3]
    assert values(incident, "injured") == [17]
    assert values(incident, "series") == [False]


def test_the_day_of_the_words_is_not_the_day_of_the_deed(incidents: Find) -> None:
    """The day behind a verb of saying dates the speech."""
    (incident,) = incidents(
        "fi", "Poliisi kertoi torstaina, että ratakiskot oli sabotoitu Kouvolassa tiistaina."
    )
    assert values(incident, "when") == ["2026-03-10"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Suojelupoliisi esti tuhopolton ukrainalaisessa varastossa Lahdessa.", "foiled"),
        ("Käräjäoikeus tuomitsi turkulaisen vakoilusta Venäjän hyväksi.", "convicted"),
        ("Syyttäjä nosti syytteen vakoilusta Venäjän hyväksi Porissa.", "charged"),
        ("Venäläinen drooni Kotkassa? Esine osoittautui sääpalloksi.", "refuted"),
        ("Merikaapeli katkesi Suomenlahdella; syynä oli laitevika.", "accident"),
        ("Keskusrikospoliisi tutkii sabotaasia rautatiellä Kouvolassa.", "under_investigation"),
        ("Puolustusministeriö vahvisti, että venäläinen drooni putosi Kuhmoon.", "confirmed"),
        ("Hakkerit kaatoivat Venäjän käskystä pankin sivut Helsingissä.", "attributed"),
        ("Venäläinen drooni putosi Kuhmoon.", "reported"),
    ],
)
def test_the_stage_in_which_an_incident_is_left(incidents: Find, text: str, status: str) -> None:
    """Words of the article tell the stage, `reported` where none does."""
    (incident,) = incidents("fi", text)
    assert values(incident, "status") == [status]
