"""The line, wired: the only place that knows all of it.

    sources | collect | read | code | LEDGER | relate | write
                                        ↑        |
                                    decisions ← web

    answers    Desk: what pages, exports and the API ask for
    exporting  incidents in the formats that other systems accept
    line       Line: captures waiting in the ledger are read and coded, the views folded
    watching   the main job: polls, fetches, reads, codes and serves, until told to stop
    replaying  an archive through the same line, in the order of its dates
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
from vedette.assess.alarms.cells import land
from vedette.assess.alarms.raising import Week
from vedette.coverage import Coverage, CoverageAsk, CoverageLine, Spell
from vedette.desk.answering import Desk
from vedette.desk.briefing import Brief, BriefAsk, Changed, Charged, Differing, Fresh, Paper
from vedette.desk.lookout import Lookout, Raised, Unusual
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
    Words,
)

__all__ = [
    "FARTHEST",
    "STANDS",
    "Account",
    "Ask",
    "Borne",
    "Brief",
    "BriefAsk",
    "Changed",
    "Charge",
    "Charged",
    "Climb",
    "Copied",
    "Counts",
    "Course",
    "Coverage",
    "CoverageAsk",
    "CoverageLine",
    "Desk",
    "Differing",
    "Dossier",
    "Fault",
    "Figure",
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
    "Judgement",
    "Line",
    "Lookout",
    "Moved",
    "Nearby",
    "Official",
    "Page",
    "Paper",
    "Pledge",
    "PledgeAsk",
    "PledgeLine",
    "PledgePage",
    "PledgeSheet",
    "Quote",
    "Raised",
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
    "Week",
    "Words",
    "land",
]
