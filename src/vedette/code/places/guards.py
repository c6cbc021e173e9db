"""What looks like a toponym and is none: persons, common words, organisations.

A guard answers how much more evidence a name needs, or that no evidence will do. The lists are
small on purpose: they hold what the press prints daily, and the rest is left to the context.
"""

import re
from collections.abc import Iterable
from typing import Final

from vedette.code.places.candidates import WORD, Candidate

TITLES: Final = frozenset(
    (
        "Mr Mrs Ms Miss Dr Prof Professor President Minister Chancellor Senator Sen Rep Judge Justice"
        " Gen General Col Colonel Capt Captain Lt Lieutenant Sgt Sergeant Maj Major Adm Admiral"
        " Commissioner Ambassador Secretary Governor Gov Mayor Sir Dame Lord Lady Prince Princess King"
        " Queen Pope Bishop Archbishop Father Sister Brother Saint Officer Detective Inspector Chief"
        " Commander Corporal Private Coach Director Chairman Chairwoman Spokesman Spokeswoman Deputy"
        " Prosecutor Attorney MP MEP Congressman Congresswoman Sheriff Chair CEO Analyst Expert"
    ).split()
)
FIRST_NAMES: Final = frozenset(
    (
        "Paris Sydney Florence Victoria Charlotte Georgia Jordan Chad Austin Madison Brooklyn Chelsea"
        " Lincoln Jackson Houston Orlando Diego Santiago Sofia Alexandria Milan Kent Carson Dallas"
        " Tyler Logan Troy Ashley Sierra Asia India Israel Kenya China Verona Vienna Lourdes Valencia"
        " Adelaide Alice Anna Barbara Beverly Bradley Brandon Bryan Cameron Carlos Clara David Denis"
        " Douglas Elizabeth Francis Francisco Franklin Fernando George Gregory Henry Irving Jasper"
        " Jerome John Jose Juan Julian Lance Laurel Leon Lewis Luis Marina Mary Martin Mason Maurice"
        " Melissa Melvin Nancy Norman Oscar Owen Pablo Pedro Philip Quentin Roman Roy Salvador Samara"
        " San Sandy Santa Scott Sebastian Sheridan Shirley Siena Simon Stanley Stella Stephen Susan"
        " Taylor Teresa Thomas Vera Vernon Vincent Virginia Walter Warren Wayne William Wilson"
        " Joseph Anton Alexander Sidney Billy Tracy Frederick Brent Kobe George Elizabeth Maria Marta Marija Nikola Petra Ivan Ivana Daria Olga Jana Lena Ada"
        " Vladimir Kirill Igor Viktor Boris Jean Pierre Louis Marie Mark Michael Robert Richard Ryan"
    ).split()
)
"""Names of places that are first names too."""
COMMON: Final = frozenset(
    (
        "Nice Of Mobile Reading Bath Split Bar Most Police Orange Hell Moss Same Male Enter Best Bude"
        " Ham Sandwich Deal Rugby Wells Hope Hull Hove Ely Rye Ware Wick Lead Boom Mol Much Halle Hamm"
        " Linden Essen Essay March May Union Liberty Independence Justice Freedom Unity Enterprise"
        " Commerce Industry Defiance Surprise Superior Eagle Buffalo Phoenix Corona Mission Central"
        " Normal Bend Battle Beer Bee Rock Opera Tiger Green Brown White Black Grey Gray Young King"
        " Queen Prince Bishop Abbey Church Temple Cross Castle Bridge Ford Mill Hill Field Park Wood"
        " Woods Forest Lake River Bay Beach Island Port Harbour Harbor Point Gate Villa Vista Plan"
        " Data Media Page Post Globe Sun Star Mars Venus Mercury Saturn Time Times Echo Mail Mirror"
        " Nation State County City Town Village Street Road Avenue Square Center Centre North South"
        " East West Northern Southern Eastern Western Middle Upper Lower Great Little Old New Big Long"
        " Short High Low Rich Strong Wise Bright Sharp Swift Early Late Day Night Spring Summer Autumn"
        " Winter Monday Sunday Friday January April June August Bank Fund Group Force Guard Army Navy"
        " Agency Office Board Court House Senate Congress Parliament Council Union League Party Front"
        " Alliance Coalition Security Defence Defense Border Police Customs Embassy Commission Border"
        " Man Men Woman Men Father Mother Son Dad Mum Bill Will Mark Grant Chase Chance Drew Rush"
        " Carry Cherry Rose Lily Violet Daisy Ivy Olive Hazel Heather Iris Pearl Ruby Amber Jade Crystal"
        " Bear Wolf Fox Hawk Falcon Raven Crow Swan Fish Salmon Pike Bass Crane Buck Stag Bull Lamb"
        " Weed Reed Moor Heath Marsh Glen Dale Vale Cliff Stone Sand Clay Salt Iron Steel Silver Gold"
        " Golden Diamond Coal Oil Gas Power Energy Electric Water Fire Air Earth Wind Storm Snow Ice"
        " Frost Rain Cloud Sky Moon Light Dark Shadow Ghost Spirit Angel Devil Heaven Paradise Eden"
        " Bethlehem Nazareth Zion Sinai Carmel Sharon Bern Bill Tour Tours Pau Pari Pass Sale Sales"
        " Ball Ring Ski Run Race Game Play Match Cup Final Star Lens Laval Toul Nancy Angers Cannes"
        " Ant Bug Ants Mars Data Una Ana Ina Ada Ede Ali Aba Ira Eve Ela Lom Ruse Rust Bor Bol Boli"
        " Jena Lind Lund Berg Burg Dorf Stein Wald Horn Horst Hagen Peine Celle Kiel Ulm Hof Werl"
        " Major Minor Real Grand Royal Imperial National International Federal Republic Democratic"
        " Catholic Christian Moslem Muslim Jewish Buddhist Orthodox Sofia Alba Roma Como Lima Cali"
        " Bari Fier Vara Kars Goa Gore Gary Erie Ames Provo Ogden Kent Troy Rome Athens Cairo Sparta"
        " Smith Jones Johnson Williams Davis Miller Moore Anderson Jackson Harris Clark Lewis Walker"
        " Hall Allen Wright Scott Adams Baker Nelson Carter Mitchell Roberts Turner Phillips Campbell"
        " Parker Evans Edwards Collins Stewart Morris Rogers Cook Morgan Bell Murphy Bailey Cooper"
        " Richardson Cox Howard Ward Peterson Watson Brooks Kelly Sanders Price Bennett Barnes Ross"
        " Henderson Coleman Jenkins Perry Powell Patterson Hughes Flores Washington Butler Simmons"
        " Foster Gonzales Bryant Russell Griffin Hayes Hamilton Graham Sullivan Wallace West Cole"
        " Jordan Owens Reynolds Fisher Ellis Gibson Mcdonald Cruz Marshall Ortiz Gomez Murray Freeman"
        " Webb Simpson Stevens Tucker Porter Hunter Hicks Crawford Boyd Kennedy Warren Dixon Ramos"
        " Burns Gordon Shaw Holmes Rice Robertson Hunt Daniels Palmer Mills Nichols Ferguson Stone"
        " Hawkins Dunn Perkins Hudson Spencer Gardner Stephens Payne Pierce Berry Matthews Arnold"
        " Wagner Willis Ray Watkins Olson Carroll Duncan Snyder Hart Cunningham Bradley Lane Andrews"
        " Ruiz Harper Fox Riley Armstrong Carpenter Weaver Greene Lawrence Elliott Chavez Sims Austin"
        " Peters Kelley Franklin Lawson Putin Trump Obama Clinton Bush Reagan Biden Merkel Macron"
        " Who What When Where Why How This That These Those There Here They Their Then Than Them With"
        " Without About Above After Again Against All Also Although Always Among And Another Any Are"
        " Because Been Before Being Below Between Both But By Can Could Did Does Doing Down During Each"
        " Even Ever Every For From Had Has Have He Her His I If In Into Is It Its Just Last Let Like"
        " Many More My Neither No Nor Not Now On Once One Only Or Other Our Out Over Own Per She Should"
        " Since So Some Such The Though Through To Too Two Under Until Up Us Use Very Was We Were"
        " While Would Yes Yet You Your First Second Third Next Three Four Five Six Seven Eight Nine Ten"
        " Along Aid Arm Art Ash Bad Bit Box Boy Bus Car Cat Dan Dam Den Don Dos Eye Far Fat Few Fit Fly"
        " Fun Gap Get God Got Gun Guy Hat Hit Hot Ill Job Joy Key Kid Law Lay Leg Lie Lip Lot Map Max"
        " Mix Net Nut Odd Off Pay Pen Pet Pie Pin Pot Put Raw Red Rob Row Saw Say Sea See Set Sit Six"
        " Tax Tea Ten Tie Tip Toe Ton Top Toy Try Van Via War Way Web Win Won Zip Sport Sports Culture"
        " Business World Europe's Opinion Video Photo Live Home Contact Login Search Share Read"
        " Ministry Foreign Interior Finance Health Trade Prime Deputy President Baltic Nordic Polar"
        " Arctic Atlantic Sentry Sandworm Telegram Facebook Twitter Google Apple Amazon Signal Viber"
        " Mezzo Nova Novo Vila Villa Santa San Saint Los Las El La Le Les Das Die Der Den Det"
        " Boy Boys Roses Rolling Stones Beatles Kos Lev Leo Ida Mia Ola Ole Ove Per Bo Siv Liv Alma"
        " Berg Holm Strand Sund Vik Nes Sand Dal Ness Aalto Berger Keller Schmidt Weber Becker Koch"
        " Bauer Richter Klein Wolf Schwarz Zimmermann Braun Hartmann Lange Werner Krause Lehmann Maier"
        " Kaiser Fuchs Vogel Jung Hahn Schubert Roth Beck Lorenz Ludwig Heinrich Otto Graf Simon Pohl"
    ).split()
)
"""Words, surnames and parts of organisations' names under which the gazetteer has some place."""
ORGANISATION: Final = frozenset(
    (
        "Times Post Herald Tribune Journal Gazette Telegraph Guardian Mail Sun Star Chronicle News"
        " Daily United Bank Airlines Airways University College School Institute Hospital Group"
        " Holdings Inc Ltd Corp Corporation Company Co LLC Foundation Club FC Press Radio Records"
        " Rangers Bulls Bears Lakers Giants Cowboys Patriots Eagles Packers Raiders Jets Yankees Mets"
        " Cubs Dodgers Orchestra Symphony Ballet Opera Exchange Motors Capital Partners Insurance"
        " Review Magazine Open Marathon Grand Derby Street Road Avenue Square Lane Boulevard Bridge"
        " Tower Hotel Building Stadium Arena Theatre Theater Museum Church Cathedral Mall Center"
        " Drive Way Court Place Terrace Hall House Dragons Convention Treaty Accord Accords Protocol"
        " Agreement Declaration Communique Summit Group Process Pact Document Method Prize Principles"
    ).split()
)
"""Words behind a city's name that make it another thing's name."""
_SAYS: Final = frozenset(
    "said says told adds added argued insisted recalled wrote writes explained asked replied".split()
)
_TITLE_CASE: Final = re.compile(r"[^\W\d_][^\W_]*[^\W\d_A-Z]$")


def lower_words(text: str) -> frozenset[str]:
    """Collect the words that the text also prints in lower case: `turkey` is then a bird."""
    return frozenset(word for word in re.findall(r"(?<![^\W_'’-])[^\W\d_]+", text) if word.islower())


def surnames(text: str, found: Iterable[Candidate]) -> frozenset[str]:
    """Collect names that follow a first name somewhere: `Tusk` once `Donald Tusk` was read.

    A name that stands behind "in" or "near" anywhere in the text is a place after all.
    """
    found = [candidate for candidate in found if candidate.size == 1]
    places = {candidate.words for candidate in found if candidate.locative or _firm(candidate)}
    return frozenset(c.words for c in found if c.words not in places and _follows_name(c, places))


def _firm(candidate: Candidate) -> bool:
    return any(
        site.kind in {"country", "capital", "region"} and not alternate
        for site, alternate in candidate.owners
    )


def _follows_name(candidate: Candidate, places: set[str]) -> bool:
    before = candidate.before
    if not candidate.joined_before or not before or candidate.shouted:
        return False
    if before in TITLES or before in FIRST_NAMES or before in PARTICLES:
        return True
    return (
        before[0].isupper()
        and bool(_TITLE_CASE.match(before))
        and before not in places
        and before not in COMMON
        and before not in NOT_NAMES
        and not candidate.opens
        and not _large(candidate, 100_000)
    )


PARTICLES: Final = frozenset("van Van von Von bin ibn bint Mc Mac O al Al de la della di".split())
"""What may stand between a first name and a surname."""
NOT_NAMES: Final = frozenset(
    (
        "In Near At From To Outside Around Off Of Between Across Over Toward Into Inside Through Via"
        " And North South East West Northern Southern Eastern Western Central Greater Downtown Upper"
        " Lower Inner Outer New Old Port City Town Village Island Lake Mount Fort Camp Cape Gulf Bay"
        " Northeast Northwest Southeast Southwest The A An On But While When After Before Since Until"
        " As If That This Both Neighbouring Neighboring Occupied Modern Soviet Imperial Nazi European"
        " Western Nearby Beyond Under Against Like Unlike Despite For With Without By Via Meanwhile"
        " Then Now Today Yesterday Visit Leave Republic Kingdom Federation Region Province District"
        " County Eastern Russia Ukraine Poland Why How What Where Who Will Does Is Are Was Were"
    ).split()
)
"""Capitalised words that may stand before a place without being a first name."""


PLACE_NOUNS: Final = frozenset(
    (
        "police council court airport district hospital mayor residents officials port harbour harbor"
        " city town village county region province area resident native suburb neighborhood station"
        " authorities governor border bridge beach island school fire jail prison sheriff councillor"
        " council's plant base railway refinery terminal prosecutors court's area's"
    ).split()
)
"""Nouns that a town's name stands before."""
SHORT: Final = frozenset(
    (
        "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb"
        " Nev Okla Ore Pa Tenn Tex Vt Va Wash Wis Wyo Ont Que Alta Man Sask"
    ).split()
)
"""States and provinces as American papers shorten them: places only behind a comma."""


def demand(candidate: Candidate, lower: frozenset[str], persons: frozenset[str]) -> float | None:
    """Tell how much a name must have beyond the ordinary, None where it cannot be a place.

    In the unit of the score: powers of ten of population.
    """
    if candidate.size > 1:
        return _demand_of_several(candidate)
    return _demand_of_one(candidate, lower, persons)


def _demand_of_several(candidate: Candidate) -> float | None:
    first = candidate.words.split()[0]
    if _titled(candidate) and not _firm(candidate):
        return None
    return 1.0 if first in FIRST_NAMES and not candidate.locative else -0.5


def _titled(candidate: Candidate) -> bool:
    return candidate.joined_before and candidate.before in TITLES


def _demand_of_one(
    candidate: Candidate, lower: frozenset[str], persons: frozenset[str]
) -> float | None:
    word, firm = candidate.words, _firm(candidate)
    if word in SHORT or re.fullmatch(r"(?:[A-Z]\.){2}", word):
        return 0.0 if candidate.listed or firm else None
    if len(word) <= 3 and not (word.isupper() and firm) and not _large(candidate, 100_000):
        return None
    if _person(candidate, persons, firm=firm) or (word.lower() in lower and not firm):
        return None
    if candidate.joined_after and candidate.after in THING and not firm:
        return None
    return _doubt(candidate, firm=firm)


def _doubt(candidate: Candidate, *, firm: bool) -> float:
    """Sum up what speaks against a single word."""
    word = candidate.words.title() if candidate.words.isupper() else candidate.words
    if firm:
        return 3.0 if word in COMMON and not candidate.locative else 0.0
    need = 0.0
    if word in COMMON:
        need += 1.5 if candidate.locative else 3.0
    if candidate.joined_after and candidate.after in ORGANISATION:
        need += 2.0
    if candidate.joined_after and candidate.after in PLACE_NOUNS:
        need -= 0.5
    if candidate.opens:
        need += 0.5
    if candidate.after in _SAYS:
        need += 1.5
    if not candidate.locative:
        need += 0.2 if candidate.perhaps else 0.5
    return need


THING: Final = frozenset(
    (
        "Street Road Avenue Lane Boulevard Drive Way Terrace Crescent Township County Parade Row Alley"
        " Close Mews Gardens Hotel Tower Rangers FC"
    ).split()
)
"""Behind a town's name these make another thing's name, which lies elsewhere."""


def _person(candidate: Candidate, persons: frozenset[str], *, firm: bool) -> bool:
    word = candidate.words
    if candidate.joined_before and candidate.before in TITLES | FIRST_NAMES | GIVEN | PARTICLES:
        return not (candidate.locative or candidate.shouted)
    following = candidate.joined_after and _surname_like(candidate)
    if word in FIRST_NAMES and following and not (firm and candidate.locative):
        return True
    if firm:
        return False
    if word in persons:
        return True
    return following and not candidate.locative and not _large(candidate, 500_000)


GIVEN: Final = frozenset(
    (
        "James Robert John Michael David William Richard Joseph Thomas Charles Christopher Daniel"
        " Matthew Anthony Mark Donald Steven Andrew Paul Joshua Kenneth Kevin Brian Timothy Ronald"
        " Edward Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Brandon"
        " Benjamin Samuel Raymond Gregory Frank Patrick Jack Dennis Jerry Alexander Tyler Henry Peter"
        " Jose Adam Nathan Zachary Walter Kyle Harold Carl Arthur Roger Keith Jeremy Lawrence Sean"
        " Christian Albert Joe Ethan Willie Jesse Billy Bryan Bruce Ralph Bobby Russell Philip Eugene"
        " Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Karen Sarah Lisa Nancy Sandra"
        " Betty Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Laura Sharon"
        " Cynthia Kathleen Amy Angela Anna Emma Nicole Helen Samantha Katherine Christine Rachel Maria"
        " Michael Jack Ahmed Mohammed Muhammad Ali Hassan Omar Igor Ivan Sergei Vladimir Dmitry Dmitri"
        " Oleg Anton Pavel Piotr Jan Tomasz Marek Andrzej Lars Erik Anders Jens Hans Klaus Jürgen"
        " Michal Jakub Viktor Mikhail Yuri Volodymyr Oleksandr Andriy Serhiy Olena Michael"
    ).split()
)
"""First names that are no places: what follows one directly is a surname."""


def _surname_like(candidate: Candidate) -> bool:
    after = candidate.after
    return bool(
        after
        and after[0].isupper()
        and not after.isupper()
        and after not in ORGANISATION
        and after not in TITLES
        and after not in COMMON
        and after not in NOT_NAMES
    )


def _large(candidate: Candidate, people: int) -> bool:
    return any(site.population >= people and not alt for site, alt in candidate.owners)
