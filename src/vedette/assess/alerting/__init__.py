"""Whether there is something to tell: pure, of what is known now and what was told before.

matter     what a rule looks at: how a subject stands, since when, and on which words it rests
sure       what is left of an incident by the reports that are sure
happened   the matter of an incident, out of these
wanted     whether a rule asks for it
news       what to tell of it, given the newest alert on it
threads    which of the earlier alerts speak of it
"""

from vedette.assess.alerting.matter import Ground, Matter, Stood, Turn
from vedette.assess.alerting.news import News, Past, news

__all__ = ["Ground", "Matter", "News", "Past", "Stood", "Turn", "news"]
