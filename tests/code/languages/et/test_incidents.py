"""What happened, by Estonian word lists."""

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
            "Tundmatu relvamees tappis Vilniuses teisipäeval paguluses elanud Vene ajakirjaniku.",
        ),
        ("assassination", "Saksa politsei paljastas plaani mõrvata kaitsetööstuse tippjuht."),
        ("assassination", "Endist agenti ja tema tütart mürgitati Salisburys närvimürgiga."),
        ("assassination", "Kindral hukkus, kui tema auto all plahvatas Moskvas kolmapäeval pomm."),
        ("cbrn", "Ukraina saatkonda Roomas saadeti esmaspäeval kiri valge pulbriga."),
        ("cbrn", "Vene droon tabas ööl vastu reedet Tšornobõli tuumajaama kaitsekesta."),
        ("cbrn", "Zaporižžja tuumajaam jäi teisipäeval suurtükitule tõttu välise vooluta."),
        ("cbrn", "Armee teatel kasutas Venemaa Pokrovski lähedal kloorpikriini."),
        ("missile_drone_strike", "Venemaa ründas möödunud ööl Odessat kümnete Shahed-droonidega."),
        ("missile_drone_strike", "Tiibrakett tabas haiglat Dnipros, hukkus kaheksa inimest."),
        ("missile_drone_strike", "Liugpomm purustas neljapäeval Hersonis koolimaja."),
        (
            "missile_drone_strike",
            "Kramatorski jaama tabanud raketirünnakus sai surma viis tsiviilisikut.",
        ),
        (
            "drone_incursion",
            "Kopenhaageni lennujaam suleti esmaspäeva õhtul, sest selle kohal lendasid droonid.",
        ),
        ("drone_incursion", "Tartumaal leiti pühapäeval põllult alla kukkunud droon."),
        ("drone_incursion", "Piirivalve tulistas alla Narva sadamale lähenenud drooni."),
        ("drone_incursion", "Võru kohal märgati kolmapäeval tundmatut mehitamata õhusõidukit."),
        (
            "airspace_violation",
            "Kaks Vene hävitajat Su-27 viibis teisipäeval loata Eesti õhuruumis.",
        ),
        ("airspace_violation", "Vene sõjaväekopter ületas neljapäeval piiri Koidula juures."),
        ("airspace_violation", "Valgevene helikopterid rikkusid Poola õhupiiri."),
        ("gnss_interference", "Piloodid teatasid GPS-signaali kadumisest Võru kohal."),
        (
            "gnss_interference",
            "Võltsitud AIS-signaalid ajasid jaanuaris Soome lahel laevaliikluse segi.",
        ),
        (
            "gnss_interference",
            "Lennukite satelliitnavigatsiooni segatakse Kaliningradist pidevalt.",
        ),
        (
            "undersea_infrastructure",
            "Balticconnectori gaasitoru sai oktoobris viga, kui Hiina laeva ankur selle lõhkus.",
        ),
        (
            "undersea_infrastructure",
            "Saaremaa ja Gotlandi vaheline merekaabel on katki, teatas Telia esmaspäeval.",
        ),
        ("undersea_infrastructure", "Läti ja Rootsi vaheline sidekaabel lõigati läbi Läänemeres."),
        ("explosive_attack", "Brno Ukraina konsulaati saadetud pakk plahvatas neljapäeval."),
        (
            "explosive_attack",
            "Opositsioonipoliitiku koduaeda Thbilisis visati esmaspäeval granaat.",
        ),
        ("explosive_attack", "Värbamiskeskuse ees Harkivis plahvatas pomm."),
        (
            "explosive_attack",
            "Vilniuse kesklinnas leiti autost lõhkeseadeldis, mille demineerijad tegid kahjutuks.",
        ),
        ("arson", "IKEA kauplus süüdati Vilniuses ja prokuröri sõnul tellis selle GRU."),
        ("arson", "Prahas põletati neli bussi ja tegijat peetakse venelaste palgatuks."),
        (
            "arson",
            "Sabotaažis kahtlustatav mees vahistati Varssavi kaubanduskeskuse süütamise eest.",
        ),
        ("sabotage", "Raudtee signaalkaablid lõigati laupäeval Tapal tahtlikult läbi."),
        ("sabotage", "Sidemasti trossid olid Võrus läbi saetud; kapo kahtlustab sabotaaži."),
        (
            "sabotage",
            "Plahvatus lõhkus Lublini lähedal raudteerööpad, Poola räägib Vene sabotaažist.",
        ),
        ("sabotage", "Hamburgis laevatehases oli sõjalaeva mootorisse valatud metallipuru."),
        ("cyberattack", "Vene häkkerid tungisid Norras paisu juhtimissüsteemi ja avasid lüüsid."),
        ("cyberattack", "Riigikogu veebileht oli teisipäeval NoName057 rünnaku tõttu maas."),
        ("cyberattack", "Riia elektrifirmat tabas nädalavahetusel lunavararünnak."),
        ("influence_operation", "Moldovas osteti enne valimisi Vene rahaga hääli."),
        (
            "influence_operation",
            "Venemeelsetes Telegrami kanalites levis võltsitud video ministrist.",
        ),
        (
            "influence_operation",
            "Trollivabrik levitas enne riigikogu valimisi pagulaste kohta valeinfot.",
        ),
        ("influence_operation", "Kümned koolid said esmaspäeval Lätis pommiähvardusi."),
        ("vandalism", "Sõjahaudade mälestusmärk määriti Narvas punase värviga."),
        ("vandalism", "Saatkonna seinale soditi öösel Tallinnas Z-tähti."),
        ("vandalism", "Juudi kalmistul lõhuti Riias hauakive."),
        ("vandalism", "Mošeede ukse ette jäeti teisipäeval Pariisis seapäid."),
        (
            "espionage",
            "Norras peeti kinni brasiillasena esinenud mees, keda kahtlustatakse GRU spioonina.",
        ),
        (
            "espionage",
            "Kapo pidas kinni mehe, kes pildistas Vene luure jaoks sõjaväe rasketehnikat Tapal.",
        ),
        ("espionage", "Kolm Vene diplomaati saadeti spionaaži pärast Tallinnast välja."),
        ("espionage", "Ohvitser andis Riias FSB-le salajasi dokumente."),
        (
            "border_provocation",
            "Valgevenest saadetud õhupallid sulgesid pühapäeval Vilniuse lennujaama.",
        ),
        ("border_provocation", "Relvastatud Vene sõdurid seisid Saatse saapa teel."),
        ("border_provocation", "Sajad migrandid püüdsid Poolas piiritarast läbi murda."),
        ("border_provocation", "Piirivalvureid loobiti esmaspäeval Valgevene poolelt kividega."),
        (
            "naval_incident",
            "Varilaevastiku tanker põrkas kolmapäeval Soome lahel kokku patrull-laevaga.",
        ),
        ("naval_incident", "Eesti merevägi peatas lipuriigita sõitnud naftatankeri."),
        ("naval_incident", "Vene korvett tulistas Läänemerel kalalaeva suunas hoiatuslaske."),
        ("naval_incident", "Prantsuse sõdurid läksid laupäeval Atlandil varilaevastiku alusele."),
        ("military_buildup", "Venemaa toob Pihkvasse Eesti piiri lähedale tanke ja uue brigaadi."),
        (
            "military_buildup",
            "Satelliidifotode järgi ehitab Venemaa Petroskoisse Soome piiri lähedale garnisoni.",
        ),
        ("military_buildup", "Valgevenesse paigutati detsembris Orešniku raketid."),
        ("military_buildup", "Venemaa koondab vägesid Läti piiri äärde, hoiatab luureteenistus."),
        ("economic_coercion", "Gazprom katkestas laupäeva hommikul gaasitarned Soome."),
        (
            "economic_coercion",
            "Hiina keelas neljapäeval haruldaste muldmetallide ekspordi kaitsetööstusele.",
        ),
        ("economic_coercion", "Venemaa võttis üle Soome ettevõtte tehase Peterburis."),
        (
            "economic_coercion",
            "Valgevene takistas Leedu veokite tagasipöördumist, sajad autod on piiril lõksus.",
        ),
        ("unexplained", "Salapärane plahvatus purustas aknaid väeosa lähedal Tapal."),
        ("unexplained", "Ärimees leiti Moskvas ebaselgetel asjaoludel surnuna."),
        ("unexplained", "Laskemoonatehases toimus kolmapäeval plahvatus, mille põhjus pole teada."),
        (
            "assassination",
            "Võimude kahtlusel üritas Vene luure mürgitada Sofias Bulgaaria relvakaupmeest.",
        ),
        (
            "cbrn",
            "Muuga sadamas leiti kolmapäeval Venemaalt tulnud konteinerist radioaktiivset ainet.",
        ),
        (
            "cbrn",
            "Vene üksused tulistasid Donetskis Ukraina positsioonide pihta pisargaasiga granaate.",
        ),
        (
            "missile_drone_strike",
            "Venelaste löök energiarajatisele jättis Sumõs 200 000 majapidamist elektrita.",
        ),
        (
            "missile_drone_strike",
            "Öises droonirünnakus sai Zaporižžjas kannatada haigla, neli inimest sai vigastada.",
        ),
        ("drone_incursion", "Kaitseväe teatel kukkus Kastre vallas alla Ukraina päritolu droon."),
        (
            "drone_incursion",
            "Lennuliiklus seisis teisipäeval Aalborgis, sest lennuvälja läheduses nähti droone.",
        ),
        ("airspace_violation", "Venemaa lennuk käis reedel loata Soome õhuruumis Porvoo kohal."),
        ("airspace_violation", "Vene hävitajad tungisid Eesti õhuruumi ja jäid sinna 12 minutiks."),
        ("gnss_interference", "Finnairi lennuk pöördus Tartu kohalt tagasi, sest GPS ei töötanud."),
        (
            "gnss_interference",
            "Meremehi hoiatatakse navigatsioonisüsteemide häirimise eest Läänemere põhjaosas.",
        ),
        (
            "undersea_infrastructure",
            "Mööda merepõhja ankrut lohistanud Fitburg peeti vana-aastaõhtul Soome lahel kinni.",
        ),
        ("explosive_attack", "Pakipomm vigastas Kiievis Hispaania saatkonna kahte töötajat."),
        ("explosive_attack", "Tundmatud õhkisid Berdjanskis Vene ohvitseri auto."),
        ("sabotage", "Rong sõitis Pihkva lähedal rööbastelt välja, sest raudtee oli õhitud."),
        (
            "cyberattack",
            "Apteekide süsteemid lakkasid reedel teenusetõkestusründe tõttu töötamast.",
        ),
        ("cyberattack", "Asper Biogene'ist varastati küberründes terviseandmeid."),
        (
            "influence_operation",
            "Venemaa õhutab Rootsis koraanipõletamistega viha, ütles julgeolekupolitsei.",
        ),
        ("vandalism", "Nõukogude sõdurite monumendile maaliti Narvas haakrist."),
        ("vandalism", "Tundmatu lõhkus möödunud ööl Ukraina konsulaadi aknad Turus."),
        ("espionage", "Endine saatkonna valvur mõisteti Oslos spionaažis süüdi."),
        ("border_provocation", "Vene piirivalvurid nihutasid oktoobris Läti piiril piirimärke."),
        ("naval_incident", "Vene sõjalaev eskortis varilaevastiku tankeri läbi Taani väinade."),
        (
            "military_buildup",
            "Venemaa moodustab Karjalas uue armeekorpuse ja paigutab sinna Iskanderi raketid.",
        ),
        (
            "military_buildup",
            "Suurõppus Zapad tõi Valgevenesse Leedu piiri lähedale tuhandeid sõdureid.",
        ),
        ("economic_coercion", "Venemaa keelas Läti sprottide sisseveo."),
    ],
)
def test_every_kind_has_words(incidents: Find, kind: str, text: str) -> None:
    """A plain sentence of each kind is one incident of that kind."""
    assert [f.kind for f in incidents("et", text)] == [kind]


def test_the_lists_are_of_the_guides_kinds() -> None:
    """All nineteen kinds have lists, and no others."""
    assert tuple(language("et").words.lexicon("kinds").tables) == ORDER


@pytest.mark.parametrize(
    "text",
    [
        "Kapo hoiatab, et Venemaa võib rünnata elektrivõrku.",
        "Kui lennujaama kohal nähakse Vene droone, suletakse väli, ütles NATO esindaja.",
        "Kaitsevägi harjutas Tapal koos NATO liitlastega droonirünnaku tõrjumist.",
        "Eesti õhuruumi ei ole Vene lennukid rikkunud, teatas kaitseministeerium.",
        "Filmis laseb Vene spioon Tallinnas silla õhku.",
        "Valitsus valmistub küberrünnakuteks ja kaablikatkestusteks Läänemeres.",
        "Koduklubi pommitas vastaste korvi, venelasest tagamängija viskas 31 punkti.",
    ],
)
def test_what_did_not_happen_is_no_incident(incidents: Find, text: str) -> None:
    """Negated, supposed, feared, rehearsed, filmed and played are nothing."""
    assert incidents("et", text) == []


def test_when_where_target_and_toll(incidents: Find) -> None:
    """The fields come from the sentences, with their values."""
    (incident,) = incidents(
        "et",
        "Venemaa ründas ööl vastu teisipäeva Harkivit rakettidega. "
        "Raketirünnakus Harkivile hukkus kolm inimest ja seitseteist inimest sai haavata.",
    )
    assert incident.kind == "missile_drone_strike"
    assert values(incident, "when") == ["2026-03-09/2026-03-10"]
    assert words(incident, "where") == ["Harkivile"]
    assert values(incident, "where") == ["UA"]
    assert values(incident, "killed") == [3]
    assert values(incident, "injured") == [17]
    assert values(incident, "series") == [False]


def test_the_day_of_the_words_is_not_the_day_of_the_deed(incidents: Find) -> None:
    """The day behind a verb of saying dates the speech."""
    (incident,) = incidents(
        "et", "Politsei teatas neljapäeval, et raudtee rööpad lõhuti Tapal tahtlikult teisipäeval."
    )
    assert values(incident, "when") == ["2026-03-10"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kaitsepolitsei hoidis ära Ukraina abi lao süütamise Pärnus.", "foiled"),
        ("Maakohus mõistis Narva elaniku Vene luure heaks luuramises süüdi.", "convicted"),
        ("Prokurör esitas tallinlasele süüdistuse luuramises Venemaa heaks.", "charged"),
        ("Vene droon Võrus? Ese osutus õhupalliks.", "refuted"),
        ("Merekaabel katkes Soome lahes, põhjuseks oli tehniline rike.", "accident"),
        ("Kaitsepolitsei uurib sabotaaži raudteel Tapal.", "under_investigation"),
        ("Kaitseministeerium kinnitas, et Põlvamaal kukkus alla Vene droon.", "confirmed"),
        ("Häkkerid halvasid Venemaa tellimusel Tallinnas panga veebilehe.", "attributed"),
        ("Vene droon kukkus Põlvamaal põllule.", "reported"),
    ],
)
def test_the_stage_in_which_an_incident_is_left(incidents: Find, text: str, status: str) -> None:
    """Words of the article tell the stage, `reported` where none does."""
    (incident,) = incidents("et", text)
    assert values(incident, "status") == [status]
