"""What stands around an article: by the names of its boxes, and by its words.

The names are those that designers give (class, id, role); the phrases are openings of lines that a
page sets between paragraphs, in the languages of the sources. `benchmarks/pages.py` says what they
are worth together: on outlets that nobody looked at while they were written, body F1 0.955 against
0.950 of trafilatura alone.
"""

import re

ASIDE_TAGS = frozenset({"nav", "footer", "aside", "form", "figcaption", "fieldset", "address"})
"""Elements whose text is never an article's, whatever they are called."""

_ASIDE = re.compile(
    r"""(?<![a-z])(?:
    newsletter | sign-?up | subscri(?:be|ption) | paywall | piano | premium-?(?:box|banner|teaser) |
    related | recommend\w* | more-?(?:on|from|stories|news|articles)\b | read-?(?:more|also|next) |
    see-?also | also-?read | most-?(?:read|popular|viewed) | trending | popular | teasers? |
    promo\w* | advert\w* | ads?(?![a-z]) | adbox | sponsor\w* | outbrain | taboola | commercial |
    banner | sharing | share(?![a-z]) | share-?(?:bar|tools?|buttons?|icons?|links?|box) |
    social\w* | addtoany | sharedaddy | follow-?us | comments? | comment-?\w+ | disqus | respond\b |
    leserbrief\w* | kommentar\w* | about-?(?:the-?)?author | writer-?bio | post-?author | vcard |
    author-?(?:bio|box|info|card|desc\w*|about|profile|block|detail\w*) | bio(?:graphy)?(?![a-z]) |
    cookie\w* | consent | gdpr | onetrust\w* | privacy | breadcrumbs? | pagination | pager |
    sidebar | menu | navigation | navbar | nav(?![a-z]) | masthead | footer | site-?header |
    topbar | toolbar | skip-?link | tags?(?![a-z]) | tag-?(?:list|cloud|links) | topics?(?![a-z]) |
    keywords | categor(?:y|ies) | caption\w* | img-?desc\w* | image-?(?:caption|credit|info)\w* |
    credits?(?![a-z]) | copyright | bildunterschrift | gallery | slideshow | carousel | lightbox |
    video-?(?:player|info|caption) | (?<!elementor-)widget | toc | table-?of-?contents |
    inhaltsverzeichnis | print-?(?:only|info) | screen-?reader | sr-?only | visually-?hidden |
    (?<!overflow-)(?<!overflow-[xy]-)hidden(?![\w-])(?!.*(?:sm|md|lg|xl):(?:block|flex)) |
    invisible | modal | popup | overlay | poll | quiz | survey | donat\w+ | spende\w* |
    support-?us | weather |
    app-?(?:promo|banner) | ticker | byline | meta(?:data|info)?(?![a-z]) | dateline | timestamp |
    (?:entry|article|post)-?meta | read(?:ing)?-?time | correction-?form | feedback | toolbox |
    disclaimer | rating | jp-relatedposts | more-?links | linkbox | infobox | factbox | yarpp |
    wp-caption-text | mw-editsection | navbox | reflist | skip
    )""",
    re.VERBOSE,
)
_BODY = re.compile(
    r"""articlebody | article-?_?body | article-?_?content | article-?_?text | story-?_?body |
    story-?_?content | story-?_?text | post-?_?body | post-?_?content | post-?_?text |
    entry-?_?content | body-?content | content-?body | news-?_?(?:text|body|content) | paragraph |
    artikel-?_?(?:text|body|inhalt) | richtext | rich-?text | main-?_?(?:text|content) |
    text-?(?:content|body) | td-post-content | single-?content | article__ | wysiwyg""",
    re.VERBOSE,
)

_PHRASES = re.compile(
    r"""(?:
    (?:click|tap)\ here | (?:also\ )?read(?:\ (?:more|also|next|on|the\ full))?\s*[:|»>…] |
    read\ (?:more|also|next)\b | see\ also\b | (?:more|also)\ on\ this\b | related(?:\ \w+)?: |
    (?:don['’]t|never)\ miss\b | sign\ up\b | subscribe\b | get\ (?:the|our|all|your)\ .{0,60}
    (?:newsletter|inbox|alerts?|app)\b | (?:join|follow)\ (?:us|our)\b | follow\ .{0,40}\ on\ (?:
    twitter|facebook|instagram|x\b|google|whatsapp|telegram) | download\ (?:our|the)\b.{0,20}\bapp |
    (?:leave|post|write)\ a\ (?:reply|comment) | your\ email\ address | (?:comments?|0\ comments)$ |
    share\ (?:this|on|via|article)\b | (?:share|tweet|email|print|copy\ link|save)$ |
    advertisement\W*$ | (?:article|story)\ continues\ below | (?:continue|keep)\ reading |
    loading\W*$ |
    (?:we|this\ (?:site|website|page))\ uses?\ cookies | all\ rights\ reserved |
    copyright\s+(?:©|\(c\)|\d) | © | \(c\)\ |
    (?:reporting|editing|additional\ reporting|writing)\ by\b |
    (?:photo|image|picture|video|source|foto|bild|quelle)(?:\ credit|s|\ by|\ courtesy)?\s*: |
    \[?(?:watch|listen|video|photos?|gallery|pictured|quiz|poll)\s*: |
    (?:this\ (?:article|story|post)\ (?:was\ )?(?:originally|first)\ (?:appeared|published)) |
    lesen\ sie\ (?:auch|mehr|hier|dazu|weiter) | (?:auch|mehr)\ (?:interessant|zum\ thema|dazu)\b |
    (?:mehr|weitere)\ (?:zu|zum|aus|artikel|nachrichten|infos?)\b.{0,60}$ | zum\ thema\b.{0,40}$ |
    jetzt\ (?:abonnieren|anmelden|lesen|testen) | (?:melden\ sie\ sich|newsletter)\b | anzeige$ |
    (?:hier|für\ den|zum|zur)\ .{0,40}newsletter | teilen$ | kommentare?$ |
    artikel\ (?:teilen|merken|drucken) |
    (?:czytaj|zobacz|przeczytaj|sprawdź)\ (?:też|także|również|więcej|koniecznie)\b |
    läs\ (?:också|mer|även|vidare)\b | les\ (?:også|mer)\b | læs\ (?:også|mere)\b | lue\ myös\b |
    lire\ aussi | à\ lire\b | leer\ más | lea\ también | leggi\ anche | leia\ (?:também|mais) |
    читайте\ (?:также|також|ещё|еще) | čtěte\ (?:také|více|též) | lees\ (?:ook|meer)\b |
    citește\ și | skaitykite\ (?:taip\ pat|daugiau) | loe\ (?:ka|rohkem|veel)\b |
    lasi\ (?:arī|vēl)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
PHRASE_LETTERS = 220
"""Letters up to which a block that opens with such a phrase is dropped; a longer one is prose that
happens to begin so."""

_NOTE = re.compile(
    r"(?:never|don['’]t) miss (?:a|an|our|the|any)\b.{0,60}(?:news|alert|update|story|scoop)|"
    r"let our .{0,40}meet your inbox|sign up (?:for|to) (?:our|the|a|get|receive)\b|"
    r"subscribe (?:to|for) (?:our|the|more)\b.{0,80}(?:newsletter|channel|alerts|podcast)|"
    r"enter your email|by (?:signing up|subscribing|clicking)\b.{0,60}\bagree|"
    r"(?:covers?|writes about|reports on) .{3,120} (?:for|at) (?:the )?[A-Z][\w ]{2,40}\.?$|"
    r"your email address will not be published|required fields are marked",
    re.IGNORECASE,
)
NOTE_LETTERS = 320
"""Letters up to which a block that holds such a note anywhere is dropped."""

_CREDIT = re.compile(
    r"\((?:image|photo|picture|pic|foto|bild|fot\.?|kuva|credit)s?\s*(?:by|credit)?\s*:"
    r"[^()]{2,60}\)$|"
    r"\((?:[\w .]+/)?(?:getty|afp|reuters|ap|epa|shutterstock|istock|dpa|pap|bns|tt|ntb|ritzau)"
    r"(?: images| photo| file)?(?:/[\w .]+)*\)$|/\s?getty images$",
    re.IGNORECASE,
)
_AUTHOR_NOTE = re.compile(
    r"^(?:[Ww]ritten by (?=[^\W\d_a-z])|WRITTEN BY|[Aa]bout the author\b|"
    r"Über den Autor|Om författaren)"
)


def names_aside(names: str) -> bool:
    """Whether a box's names say that it stands beside the article."""
    return bool(names) and bool(_ASIDE.search(names))


def names_body(names: str) -> bool:
    """Whether a box's names say that it holds the article."""
    return bool(names) and bool(_BODY.search(names))


def is_phrase(text: str) -> bool:
    """Whether a block is a call, a credit or a pointer to other pages.

    >>> is_phrase("Never miss a breaking news alert! Sign up for our briefing.")
    True
    >>> is_phrase("Never before had the cable failed twice in one winter.")
    False
    """
    if len(text) <= PHRASE_LETTERS and _PHRASES.match(text.lstrip("•-–—▶►»> ")):
        return True
    if len(text) <= NOTE_LETTERS and _CREDIT.search(text):
        return True
    return len(text) <= NOTE_LETTERS and bool(_NOTE.search(text) or _AUTHOR_NOTE.match(text))
