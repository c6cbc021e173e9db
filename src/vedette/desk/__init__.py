"""The line, wired: the only place that knows all of it.

    sources | collect | read | code | LEDGER | relate | write
                                        ↑        |
                                    decisions ← web

    answering  Desk: what pages, exports and the API ask for, of findings, affairs, registers, sight
    exporting  incidents in the formats that other systems accept
    line       Line: captures waiting in the ledger are read and coded, the views folded
    watching   the main job: polls, fetches, reads, codes and serves, until told to stop
    replaying  an archive through the same line, in the order of its dates
    tray       what is added by hand, tried before it is filed
    reading    one input in, its report out, without any ledger
    settings   vedette.toml and VEDETTE_* variables
    plugins    what other packages add

Left of the ledger everything maps over one article; right of it everything folds over the log. Who
stops this program at any moment loses nothing: each step asks the ledger what is still to be done.
"""

from vedette.answers import (
    FARTHEST,
    Account,
    Ask,
    Charge,
    Climb,
    Copied,
    Counts,
    Dossier,
    Fault,
    Firsts,
    Head,
    Health,
    Hit,
    Imprint,
    IncidentAsk,
    IncidentCounts,
    IncidentLine,
    IncidentPage,
    IncidentSheet,
    Judgement,
    Line,
    Nearby,
    Page,
    Placed,
    Quote,
    Sheet,
    Spoken,
    Standing,
    Status,
    StoryAsk,
    StoryLine,
    StorySheet,
    Target,
    Version,
    Vicinity,
)
from vedette.assess.alarms.nowcasting import Cast, Nowcast
from vedette.assess.alarms.raising import Week
from vedette.assess.consequence import Consequence
from vedette.calls import (
    CALL_STANDINGS,
    Answered,
    CallAsk,
    CallLine,
    CallPage,
    CallStanding,
)
from vedette.cited import Words
from vedette.coverage import Coverage, CoverageAsk, CoverageLine, Spell
from vedette.desk.answering import Desk
from vedette.desk.attending import News, Watchlist
from vedette.desk.briefing import Brief, BriefAsk, Changed, Charged, Differing, Fresh, Paper
from vedette.desk.judging import Judged
from vedette.desk.lookout import Lookout, Raised, Unusual
from vedette.desk.outward import Delay
from vedette.desk.pending import Due
from vedette.desk.rehearsing import Rehearsed
from vedette.desk.watchful import Preview
from vedette.ledger.chain import Sent
from vedette.pledged import (
    STANDS,
    Borne,
    Course,
    Figure,
    Moved,
    Official,
    Pledge,
    PledgeAsk,
    PledgeLine,
    PledgePage,
    PledgeSheet,
    Stand,
)
from vedette.postures import (
    LANES,
    Change,
    ChangeLine,
    CountryTrack,
    Lane,
    PostureAsk,
    PosturePage,
)

__all__ = [
    "CALL_STANDINGS",
    "FARTHEST",
    "LANES",
    "STANDS",
    "Account",
    "Answered",
    "Ask",
    "Borne",
    "Brief",
    "BriefAsk",
    "CallAsk",
    "CallLine",
    "CallPage",
    "CallStanding",
    "Cast",
    "Change",
    "ChangeLine",
    "Changed",
    "Charge",
    "Charged",
    "Climb",
    "Consequence",
    "Copied",
    "CountryTrack",
    "Counts",
    "Course",
    "Coverage",
    "CoverageAsk",
    "CoverageLine",
    "Delay",
    "Desk",
    "Differing",
    "Dossier",
    "Due",
    "Fault",
    "Figure",
    "Firsts",
    "Fresh",
    "Head",
    "Health",
    "Hit",
    "Imprint",
    "IncidentAsk",
    "IncidentCounts",
    "IncidentLine",
    "IncidentPage",
    "IncidentSheet",
    "Judged",
    "Judgement",
    "Lane",
    "Line",
    "Lookout",
    "Moved",
    "Nearby",
    "News",
    "Nowcast",
    "Official",
    "Page",
    "Paper",
    "Placed",
    "Pledge",
    "PledgeAsk",
    "PledgeLine",
    "PledgePage",
    "PledgeSheet",
    "PostureAsk",
    "PosturePage",
    "Preview",
    "Quote",
    "Raised",
    "Rehearsed",
    "Sent",
    "Sheet",
    "Spell",
    "Spoken",
    "Stand",
    "Standing",
    "Status",
    "StoryAsk",
    "StoryLine",
    "StorySheet",
    "Target",
    "Unusual",
    "Version",
    "Vicinity",
    "Watchlist",
    "Week",
    "Words",
]
