"""What each page of the desk shows, for its section of the help."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a page shows and how it is read, in a few sentences; `path` is where it is."""

    path: str
    title: str
    said: str

    @property
    def id(self) -> str:
        """Name its section of the help: `page-incidents`."""
        return f"page-{self.path.strip('/') or 'now'}"


ABOUT: Final = (
    About(
        path="/",
        title="Now",
        said="Incidents that are new or changed since you last looked, the most consequential"
        " first. “Why here” opens the figures behind a line's place; “Read so far” lets the page"
        " begin here next time. What cannot be seen stands above all else.",
    ),
    About(
        path="/incidents",
        title="Incidents",
        said="Reports that tell of one thing, put together. A line says what, where and when, its"
        " stage, its grade, and on what sources differ; its page has every report with its words."
        " Whatever is claimed there leads to the sentence it has it from.",
    ),
    About(
        path="/stories",
        title="Stories",
        said="Reports on one affair, with the incidents that belong together.",
    ),
    About(
        path="/findings",
        title="Findings",
        said="The grain of it all: each thing that a report says, with its words, the newest first."
        " The filters stand beside the list; one that is on stands above it.",
    ),
    About(
        path="/article",
        title="An article",
        said="A report with its findings marked in the text; tap marked words to see which field"
        " they fill. Selected words become a note, a correction or a new finding, where the desk"
        " lets you decide.",
    ),
    About(
        path="/map",
        title="Map",
        said="Incidents by place, under the same filters as the list. A ring tells how closely a"
        " place is told: a country is no point.",
    ),
    About(
        path="/timeline", title="Timeline", said="Incidents, statements and what falls due, by day."
    ),
    About(
        path="/charts",
        title="Charts",
        said="Counts by week, kind and place; each is a table first.",
    ),
    About(
        path="/alarms",
        title="Alarms",
        said="Counts that are higher than the past lets one expect. The page says how many alarms"
        " would be false, and which days could not be seen.",
    ),
    About(
        path="/alerts",
        title="Alerts",
        said="What the desk has told of its own accord, over which channel, and whether it came.",
    ),
    About(
        path="/watches",
        title="Watches",
        said="A query line that tells you when something answers it; tried on the last 90 days"
        " before it is switched on.",
    ),
    About(
        path="/brief", title="Brief", said="The day or the week as a paper, to edit and to sign."
    ),
    About(
        path="/foresight",
        title="Foresight",
        said="What was promised, foretold and asked for, and how it came out.",
    ),
    About(path="/pledges", title="Pledges", said="Who promised what by when, and how it stands."),
    About(path="/forecast", title="Forecasts", said="Who foretold what, and who was right."),
    About(path="/calendar", title="Calendar", said="Calls and postures by state and day."),
    About(
        path="/sources",
        title="Sources",
        said="Who is listened to, how reliable they are held to be, and since when they are blind.",
    ),
    About(
        path="/coverage",
        title="Coverage",
        said="How much of what the sources published could be seen, day by day: silence told apart"
        " from peace.",
    ),
    About(
        path="/issues",
        title="Issues",
        said="What could not be collected, read or coded, with what to do about it.",
    ),
    About(
        path="/search",
        title="Search",
        said="Articles that answer a query line: words, and fields such as kind:sabotage place:PL.",
    ),
    About(
        path="/add",
        title="Add by hand",
        said="Words, an address or files, looked at and corrected before they are filed.",
    ),
    About(
        path="/start",
        title="The first five minutes",
        said="What is to be done at a new desk, how far it is, and the lines that do it.",
    ),
    About(path="/help", title="Help", said="This page: the glossary, and what each page shows."),
    About(path="/keys", title="Keys", said="What can be done without a pointer."),
)
"""The pages of the desk; the longest path that fits a page is its own."""


def place(path: str) -> str:
    """Give the section that tells of a page, by its path; empty where none does.

    >>> place("/incidents/4af7"), place("/"), place("/nowhere")
    ('page-incidents', 'page-now', '')
    """
    fits = [
        one for one in ABOUT if path == one.path or (one.path != "/" and path.startswith(one.path))
    ]
    return max(fits, key=lambda one: len(one.path)).id if fits else ""
