"""The codes that a source file may use for countries, languages, ownership and sectors.

Countries are ISO 3166-1 alpha-2 with `XX` (a user-assigned code) for bodies of many states;
languages are ISO 639-1. Both lists are closed: a code outside them is a slip of the pen, such as
`UK` for `GB` or `ua` for the Ukrainian language, which `NEARLY` turns into advice.

>>> len(COUNTRIES), len(LANGUAGES)
(250, 183)
"""

from typing import get_args

from vedette.records import Ownership, Reliability, Sector

MANY_STATES = "XX"

COUNTRIES: frozenset[str] = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
    EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
    HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
    LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
    NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
    TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XX YE YT ZA ZM ZW
    """.split()  # noqa: SIM905 - 250 quoted codes hide a missing one; this is the list as ISO prints it
)

LANGUAGES: frozenset[str] = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia
    id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo
    lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl
    ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk
    tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()  # noqa: SIM905 - as above
)

OWNERSHIPS: tuple[Ownership, ...] = get_args(Ownership)
SECTORS: tuple[Sector, ...] = get_args(Sector)
RELIABILITIES: tuple[Reliability, ...] = get_args(Reliability)

KINDS: frozenset[str] = frozenset(
    {
        "feed",
        "page",
        "file",
        "sitemap",
        "index",
        "json",
        "warc",
        "mail",
        "gdelt",
        "stix",
        "taxii",
        "csv",
    }
)
"""The channels that the built-in collectors serve; a plug-in's kinds are added by the caller."""

NEARLY = {
    "UK": "GB",
    "EU": MANY_STATES,
    "INT": MANY_STATES,
    "EL": "GR",
    "ua": "uk",
    "cz": "cs",
    "dk": "da",
    "gr": "el",
    "jp": "ja",
    "by": "be",
}
"""What people write for a country or a language, and the code that they mean."""
