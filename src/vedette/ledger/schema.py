"""The tables of the ledger: a log of what came in, and views that can be dropped.

Every row of a logged table carries `seq`, a number from `log` given by the one appender; the order
of these numbers is the order in which the folds read. Logged rows are never changed and, but for
what the law makes us erase, never deleted. A table whose name starts with `view_` holds nothing
that the log does not: `vedette rebuild` drops and refolds it.

Times are text, `2026-03-02T07:50:00.000000Z`: UTC, of one length, so that text order is time order
in every database. Lists and mappings are JSON text. A field's `value` is plain text with its type
in `form`, so that SQL can ask for it:

    SELECT f.kind, v.text FROM findings f JOIN fields v ON v.finding = f.ref
    WHERE v.field = 'where' AND v.value = 'PL'
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)

# SQLite gives 64 bits to what it calls INTEGER; PostgreSQL wants to be asked for them.
Number = BigInteger().with_variant(Integer(), "sqlite")


def _seq() -> Column[int]:
    return Column("seq", Number, ForeignKey("log.seq"), primary_key=True, autoincrement=False)


def _ref(name: str, target: str, *, null: bool = False, index: bool = False) -> Column[int]:
    return Column(name, Number, ForeignKey(target), nullable=null, index=index)


def _text(name: str, *, null: bool = False, index: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null, index=index)


def _count(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=null)


def _of_finding() -> Column[int]:
    return Column("finding", Number, ForeignKey("findings.ref"), primary_key=True)


def _span() -> tuple[Column[int], Column[int]]:
    """Give the half-open interval in code points of the article's text; absent for a mere value."""
    return _count("start", null=True), _count("end", null=True)


log = Table(
    "log",
    metadata,
    Column("seq", Number, primary_key=True, autoincrement=False),
    _text("noun"),
    _text("recorded"),
)

# ── What came in ────────────────────────────────────────────────────────────────────────────────

bodies = Table(
    "bodies",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),  # zlib
)

captures = Table(
    "captures",
    metadata,
    _seq(),
    _text("source"),
    _text("channel"),
    _text("key"),
    _text("url"),
    _text("final_url"),
    _count("status"),
    _text("media_type"),
    _text("headers"),
    _text("hash"),
    _text("known"),
    Column("wants_page", Boolean, nullable=False),
    Column("handling", Text, nullable=False, server_default="clear"),
    Index(None, "source", "key"),
    Index(None, "source", "seq"),
    Index(None, "hash"),
)

polls = Table(
    "polls",
    metadata,
    _seq(),
    _text("source"),
    _text("channel"),
    _text("at"),
    _text("outcome"),
    _count("status", null=True),
    _count("seen"),
    _count("new"),
    _text("etag"),
    _text("modified"),
    _text("wait_until", null=True),
    _text("moved_to"),
    _count("size"),
    Column("took", Float, nullable=False),
    _ref("issue", "issues.seq", null=True),
    Index(None, "source", "channel", "seq"),
)

issues = Table(
    "issues",
    metadata,
    _seq(),
    _text("stage", index=True),
    _text("what"),
    _text("input"),
    _text("why"),
    _text("remedy"),
    _text("at"),
    _text("article", null=True, index=True),
)

# A capture that a stage is done with, so that a rerun skips it. `by` is the reader's name@version,
# empty for the fetch of the page behind a feed's entry.
marks = Table(
    "marks",
    metadata,
    _seq(),
    _ref("capture", "captures.seq"),
    _text("stage"),
    _text("by"),
    _ref("article", "articles.seq", null=True),
    _ref("issue", "issues.seq", null=True),
    UniqueConstraint("capture", "stage", "by"),
)

# ── What was read and coded ─────────────────────────────────────────────────────────────────────

articles = Table(
    "articles",
    metadata,
    _seq(),
    _text("id"),
    _count("version"),
    _text("why"),
    _ref("capture", "captures.seq"),
    _text("source"),
    _text("key"),
    _text("reader"),
    _text("text_hash", index=True),
    _text("title"),
    _text("text"),
    _text("published", null=True),
    _text("modified", null=True),
    _text("language"),
    _text("url", null=True),
    _text("outlet", null=True),
    _text("section", null=True),
    _text("byline"),
    _text("author_page", null=True),
    _text("links"),
    _text("slug", null=True),
    _text("known", index=True),
    UniqueConstraint("id", "version"),
)

codings = Table(
    "codings",
    metadata,
    _seq(),
    Column("id", Text, nullable=False, unique=True),
    _text("text_hash"),
    _text("reader"),
    _text("coder"),
    _text("taxonomy"),
    _text("dropped", null=True),  # JSON, null where nothing was
)

# Which article has which coding: texts that are the same to the letter share one. The newest row
# counts, so that who goes back to an earlier coder gets that one's codings back. `beside` is empty
# for the coder whose findings count, else the name under which another one is plugged in: its
# newest row stands beside.
coded = Table(
    "coded",
    metadata,
    _seq(),
    _ref("article", "articles.seq", index=True),
    _ref("coding", "codings.seq", index=True),
    Column("beside", Text, nullable=False, server_default=""),
)

# A finding has a name, which is the hash of what it says, and a number under which its anchors and
# fields lie: a hash falls anywhere, so that every row of theirs would be written far from the last.
findings = Table(
    "findings",
    metadata,
    Column("ref", Number, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    _ref("coding", "codings.seq"),
    _count("ordinal"),
    _text("type"),
    _text("kind", null=True),
    Column("confidence", Float, nullable=False),
    _text("rule"),
    Index(None, "coding", "ordinal"),
    Index(None, "type", "kind"),
)

anchors = Table(
    "anchors",
    metadata,
    _of_finding(),
    Column("n", Integer, primary_key=True),
    *_span(),
    sqlite_with_rowid=False,
)

fields = Table(
    "fields",
    metadata,
    _of_finding(),
    Column("field", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    *_span(),
    _text("text", null=True),
    _text("value", null=True),
    _text("form"),
    _text("rule", null=True),
    Index(None, "field", "value"),
    sqlite_with_rowid=False,
)

places = Table(
    "places",
    metadata,
    Column("coding", Number, ForeignKey("codings.seq"), primary_key=True),
    Column("n", Integer, primary_key=True),
    *_span(),
    _text("text"),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    _text("country"),
    _count("geonames", null=True),
    _text("precision", null=True),
    Column("radius_km", Float),
    Column("metonym", Boolean),
)

times = Table(
    "times",
    metadata,
    Column("coding", Number, ForeignKey("codings.seq"), primary_key=True),
    Column("n", Integer, primary_key=True),
    *_span(),
    _text("text"),
    _text("value"),
    _text("type"),
)

# ── What people and days add ────────────────────────────────────────────────────────────────────

decisions = Table(
    "decisions",
    metadata,
    _seq(),
    _text("author"),
    _text("reason"),
    _text("at"),
    _text("verb", index=True),
    _text("article", index=True),
    _text("type", null=True),
    _text("words"),
    _text("scope"),
    _text("change"),
    _ref("withdraws", "decisions.seq", null=True),
)

names = Table(
    "names",
    metadata,
    _seq(),
    _text("noun"),
    Column("name", Text, nullable=False, unique=True),
    _text("minted_for"),
)

redirects = Table("redirects", metadata, _seq(), _text("old", index=True), _text("new"))

versions = Table(
    "versions",
    metadata,
    _seq(),
    _text("noun"),
    _text("name"),
    _text("hash"),
    _text("body"),
    _text("known"),
    Index(None, "noun", "name"),
)

days = Table("days", metadata, _seq(), Column("day", Text, nullable=False, unique=True))

# ── What goes out ───────────────────────────────────────────────────────────────────────────────

# What the desk told of its own accord, as it was made. `standing` is how its subject stood then:
# what a later state is compared with.
alerts = Table(
    "alerts",
    metadata,
    _seq(),
    Column("key", Text, nullable=False, unique=True),
    _text("thread", index=True),
    _text("rule"),
    _text("subject"),
    _text("name"),
    _text("cause"),
    _text("standing"),
    _text("body"),
    _text("at", index=True),
)

# The words that an alert rests on, as they lay in their articles: its subject is known again by
# them, whatever it is called by then.
grounds = Table(
    "grounds",
    metadata,
    Column("alert", Number, ForeignKey("alerts.seq"), primary_key=True),
    Column("n", Integer, primary_key=True),
    _text("article", index=True),
    _count("start"),
    _count("end"),
)

outbox = Table(
    "outbox",
    metadata,
    _seq(),
    _ref("alert", "alerts.seq"),
    _text("channel", index=True),
    _text("at"),
    UniqueConstraint("alert", "channel"),
)

# `before` is the link of the row before, `link` a hash of that and of all that this one holds.
envelopes = Table(
    "envelopes",
    metadata,
    _seq(),
    Column("key", Text, nullable=False, unique=True),
    _text("channel"),
    _text("recipient"),
    _text("hash"),
    _text("at"),
    _text("before"),
    _text("link"),
    Index(None, "channel", "at"),
)

enclosed = Table(
    "enclosed",
    metadata,
    Column("envelope", Number, ForeignKey("envelopes.seq"), primary_key=True),
    Column("posted", Number, ForeignKey("outbox.seq"), primary_key=True, index=True),
)

# Every attempt to bring an envelope to its recipient; the newest counts.
deliveries = Table(
    "deliveries",
    metadata,
    _seq(),
    _ref("envelope", "envelopes.seq", index=True),
    _text("at"),
    _text("outcome"),
    _text("told"),
    Column("wait", Float, nullable=False),
)

# Who asked the desk to tell him, by the name that stands for him in envelopes; the newest counts.
subscriptions = Table(
    "subscriptions",
    metadata,
    _seq(),
    _text("channel"),
    _text("name"),
    _text("verb"),
    _text("at"),
    Index(None, "channel", "name"),
)

# Where those are reached who listen now. It is neither log nor view: who listens no more is taken
# out.
addresses = Table(
    "addresses",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    _text("address"),
    _text("owner", null=True),
)

# Articles whose incidents are others than when alerts were last looked for. It is neither log nor
# view: whoever looks takes them out.
stirred = Table("stirred", metadata, Column("article", Text, primary_key=True))

# What was erased because a law asked for it, or let go by a rule: nothing of it is left but its
# hash, by which an article is known again and not taken in once more.
tombstones = Table(
    "tombstones",
    metadata,
    _seq(),
    _text("noun"),
    _text("hash", index=True),
    _text("author"),
    _text("reason"),
    _text("at"),
)

# ── Views ───────────────────────────────────────────────────────────────────────────────────────

# How far each fold has read, and by which code: another hash means refold from the start.
snapshots = Table(
    "view_snapshots",
    metadata,
    Column("view", Text, primary_key=True),
    Column("seq", Number, nullable=False),
    _text("code"),
)

# The present state of each article: its newest version and that version's newest coding.
standing = Table(
    "view_standing",
    metadata,
    Column("article", Text, primary_key=True),
    Column("first", Number, nullable=False, unique=True),
    Column("seq", Number, nullable=False, index=True),
    Column("coding", Number, nullable=True, index=True),
    _text("source", index=True),
    _text("known", index=True),
)

# The newest coding of each article's newest version by each coder; the one that counts, whose
# `beside` is empty, stands in `view_standing` too.
standing_codings = Table(
    "view_codings",
    metadata,
    Column("article", Text, primary_key=True),
    Column("beside", Text, primary_key=True),
    Column("coding", Number, nullable=False, index=True),
)

shingled = Table(
    "view_shingled",
    metadata,
    Column("article", Text, primary_key=True),
    _text("source"),
    _text("at"),
    Column("shingles", LargeBinary, nullable=False),
    Column("bands", LargeBinary, nullable=False),
)

# Of each article some hundred, half of a ledger when they named it: by the number of its first
# version and its day, in one order alone, they take a seventh of that.
bands = Table(
    "view_bands",
    metadata,
    Column("band", Number, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("first", Number, primary_key=True),
    sqlite_with_rowid=False,
)

likenesses = Table(
    "view_likenesses",
    metadata,
    Column("one", Text, primary_key=True),
    Column("other", Text, primary_key=True, index=True),
    Column("similarity", Float, nullable=False),
)

copies = Table(
    "view_copies",
    metadata,
    Column("article", Text, primary_key=True),
    _text("origin", index=True),
    Column("similarity", Float, nullable=False),
)

# By which rare stems and names (as a hash) an article is found again, and what each weighs in it,
# in thousandths. All of a key lie together, in the order in which their articles became known: they
# are read from an article on, either way.
keys = Table(
    "view_keys",
    metadata,
    Column("key", Number, primary_key=True),
    Column("known", Text, primary_key=True),
    Column("article", Text, primary_key=True),
    Column("weight", Integer, nullable=False),
    Column("named", Boolean, nullable=False),
    _text("at"),
    Column("language", Text, nullable=False, server_default=""),
    Column("ordinary", Boolean, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)

# The same by article, so that an article's keys are found without an index ten times as large.
keyed = Table(
    "view_keyed",
    metadata,
    Column("article", Text, primary_key=True),
    _text("known"),
    _text("at"),
    _text("language"),
    Column("ordinary", Boolean, nullable=False),
    Column("keys", LargeBinary, nullable=False),
)

# Two articles that are likely of one story; copies are linked as well.
links = Table(
    "view_links",
    metadata,
    Column("one", Text, primary_key=True),
    Column("other", Text, primary_key=True, index=True),
    Column("odds", Float, nullable=False),
)

# Articles that are worked out together: a part is named by the first of them in the order of their
# names, `level` is what the odds of a link must exceed to join them.
parts = Table(
    "view_parts",
    metadata,
    Column("article", Text, primary_key=True),
    _text("part", index=True),
    Column("level", Float, nullable=False),
)

# Every article stands in one story, named by its first.
stories = Table(
    "view_stories",
    metadata,
    Column("article", Text, primary_key=True),
    _text("story", index=True),
    _count("n"),
)

# What is asked for stands in columns, the whole incident as JSON in `body`.
incidents = Table(
    "view_incidents",
    metadata,
    Column("id", Text, primary_key=True),
    _text("story", index=True),
    _text("kind", index=True),
    _text("status"),
    _text("first"),
    _text("last", index=True),
    _text("when_first", null=True),
    _text("when_last", null=True),
    _text("country", null=True, index=True),
    _text("confirmed"),
    _text("targets"),
    Column("lat", Float),
    Column("lon", Float),
    Column("radius_km", Float),
    _text("precision", null=True),
    Column("sure", Float, nullable=False, index=True),
    # By this one sees whether a body is as it was: see `rows.digest_of`.
    Column("digest", Number, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "id", "digest"),
    # Lists are counted by these; with them in an index, none of the bodies is read for it.
    Index(None, "kind", "country", "status", "targets", "confirmed"),
    # A line of time is counted, and its first ones named, out of this one alone.
    Index(None, "first", "last", "id"),
)

# Two incidents that may be the same, the one whose id comes first as `one`.
kin = Table(
    "view_kin",
    metadata,
    Column("one", Text, primary_key=True),
    Column("other", Text, primary_key=True, index=True),
    Column("odds", Float, nullable=False, index=True),
    sqlite_with_rowid=False,
)

tellings = Table(
    "view_tellings",
    metadata,
    Column("incident", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    _text("article", index=True),
    _text("finding", null=True, index=True),
)

disagreements = Table(
    "view_disagreements",
    metadata,
    Column("incident", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

utterances = Table(
    "view_utterances",
    metadata,
    Column("id", Text, primary_key=True),
    _text("article", index=True),
    Column("body", LargeBinary, nullable=False),
)

# The decisions that are in force, by what they aim at; `article` is empty for one that hides what
# keeps coming back.
rulings = Table(
    "view_rulings",
    metadata,
    Column("article", Text, primary_key=True),
    Column("decision", Number, primary_key=True, index=True),
)

# Findings that a decision keeps out of the incidents: they stand in the ledger as before.
left_out = Table(
    "view_left_out",
    metadata,
    Column("article", Text, primary_key=True),
    Column("finding", Text, primary_key=True),
    Column("decision", Number, nullable=False, index=True),
    _text("verb"),
    Column("alone", Boolean, nullable=False),
)

# What is not clear, by what it is (`source`, `article`, `incident`, `story`, `utterance`) and how
# strictly it is handled, in the words of TLP 2.0. What does not stand here is clear.
handled = Table(
    "view_handling",
    metadata,
    Column("noun", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    _text("handling"),
    sqlite_with_rowid=False,
)

# Who has released an incident to the public.
released = Table(
    "view_released",
    metadata,
    Column("incident", Text, primary_key=True),
    Column("author", Text, primary_key=True),
    sqlite_with_rowid=False,
)

# Which decisions say who has taken on what, or that somebody has looked at it: an `incident`, by
# its id, else a `thread` of alerts, an `issue`, a `source` that is blind, a
# `decision`.
about = Table(
    "view_about",
    metadata,
    Column("noun", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("decision", Number, primary_key=True, index=True),
    _text("verb"),
    sqlite_with_rowid=False,
)

# What a channel let us see: the polls of a day, and how long of it (in microseconds) lay within
# reach of a good one. `why` counts what the failed ones told, as JSON.
looks = Table(
    "view_looks",
    metadata,
    Column("source", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    _count("good"),
    _count("failed"),
    Column("covered", Number, nullable=False),
    _text("why"),
    sqlite_with_rowid=False,
)

# Where each channel stands: when it last answered, how many polls failed since, and the time
# between two answers, learnt from those of the days before `day` (`gaps`: the newest, as JSON).
tracks = Table(
    "view_tracks",
    metadata,
    Column("source", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    _text("day"),
    _text("first", null=True),
    _text("good", null=True),
    _text("last"),
    _count("failing"),
    Column("interval", Number, nullable=True),
    _text("gaps"),
    _text("spell", null=True),
)

# Stretches in which a channel was not seen, from its last good poll to its next.
spells = Table(
    "view_spells",
    metadata,
    Column("source", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("since", Text, primary_key=True),
    _text("until", null=True, index=True),
    _count("failed"),
    _text("why"),
)

# What came under one key, counted once, whatever its later states: on the day on which it became
# known, or, where that was long after, on the day on which it was published.
arrived = Table(
    "view_arrived",
    metadata,
    Column("source", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    _text("channel"),
    _text("known"),
    _text("day"),
    Column("late", Boolean, nullable=False),
    _text("language"),
    Column("read", Boolean, nullable=False),
    Column("coded", Boolean, nullable=False),
    _text("stage"),
    _text("why"),
)

# The same, counted: what is asked of a year of days must not read every key.
arrivals = Table(
    "view_arrivals",
    metadata,
    *(
        Column(name, Text, primary_key=True)
        for name in ("source", "channel", "day", "language", "why")
    ),
    *(Column(name, Boolean, primary_key=True) for name in ("late", "read", "coded")),
    _count("n"),
    sqlite_with_rowid=False,
)

RELATED = (
    keys, keyed, links, parts, stories, incidents, tellings, disagreements, utterances, rulings,
    left_out, handled, released, kin, about,
)  # fmt: skip
SEEN = (looks, tracks, spells, arrived, arrivals)
VIEWS = (standing, standing_codings, shingled, bands, likenesses, copies, *RELATED, *SEEN)
