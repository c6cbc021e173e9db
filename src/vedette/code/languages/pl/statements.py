"""Who says what in Polish news: dialogues, quotations, and clauses behind verbs of saying.

– To sabotaż – powiedział minister.          turns: the aside holds the verb and its subject
„To sabotaż” – napisała rzeczniczka.         quotations: the verb stands beside the marks
Policja podała, że był to sabotaż.           clauses behind `że` and its kin
Tory wysadzono, podała policja.              a clause before the verb
Według policji był to sabotaż.               whom to believe
"""

import re
from collections.abc import Iterator
from functools import cache

from vedette.code.languages.draft import Draft
from vedette.code.languages.page import Page
from vedette.code.languages.pl.speakers import ahead, behind, first, genitive
from vedette.code.languages.pl.speech import cue_pattern, find_turns, marked
from vedette.code.languages.pl.words import WORDS
from vedette.records import Span

_SHORT = 3
"""Words in a quotation that is a statement by itself, without a verb of saying beside it."""
_WITHIN = 90
"""Characters between a verb of saying and the clause that it reports: its subject, mostly."""
_OWNER = re.compile(r"(?<!\w)(jego|jej|ich|moim|naszym) $", re.IGNORECASE)
"""Before `zdaniem`: whose opinion it is."""
_CONFIDENCE = {"direct": 0.8, "indirect": 0.7, "mixed": 0.6}


def find_statements(page: Page) -> list[Draft]:
    """Find the statements of a page, one for each verb of saying."""
    drafts = [*_turns(page), *_quotations(page)]
    taken = {draft.anchor[0] for draft in drafts}
    for draft in _clauses(page):
        if draft.anchor[0] not in taken:
            taken.add(draft.anchor[0])
            drafts.append(draft)
    return sorted(drafts, key=lambda draft: draft.anchor[0])


def _draft(
    page: Page,
    cue: Span,
    speaker: Span | None,
    content: tuple[Span, ...],
    *,
    quote: str,
    rule: str,
) -> Draft:
    draft = Draft(
        type="statement",
        anchor=[cue],
        rule=f"statement {rule}",
        confidence=_CONFIDENCE[quote],
    )
    if speaker is not None:
        draft.add("speaker", page.text, speaker)
    for span in content:
        draft.add("content", page.text, span)
    draft.set_value("quote", quote)
    return draft


def _turns(page: Page) -> Iterator[Draft]:
    """Make a statement of each aside in a dialogue, and of an answer in an interview."""
    for turn in find_turns(page.text):
        for number, aside in enumerate(turn.asides):
            cue = cue_pattern().search(page.text, aside.start, aside.end)
            if cue is None:
                continue
            last = number + 1 == len(turn.asides)
            before = turn.asides[number - 1].end if number else turn.dash.start
            stop = page.text.find("\n", aside.end)
            after = (stop if stop >= 0 else len(page.text)) if last else aside.start
            content = tuple(p for p in turn.pieces if before <= p.start < after)
            speaker = behind(page, cue.end(), aside.end)
            if speaker is None:
                speaker = ahead(page, aside.start, cue.start())
            yield _draft(page, Span(*cue.span()), speaker, content, quote="direct", rule="turn")
        if not turn.asides and _asked(page.text, turn.dash.start):
            yield _draft(page, turn.dash, None, turn.pieces, quote="direct", rule="answer")


def _asked(text: str, start: int) -> bool:
    """Say whether the line before is a question."""
    return start > 0 and text[start - 1] == "\n" and text[:start].rstrip().endswith("?")


def _quotations(page: Page) -> Iterator[Draft]:
    """Make a statement of quotations with a verb of saying or a colon beside them."""
    last: Draft | None = None
    for quote in marked(page.text):
        if len(page.words(quote).split()) < _SHORT and not _colon(page, quote):
            continue
        draft = _after(page, quote) or _before(page, quote)
        if draft is not None:
            last = draft
            yield draft
        elif (
            last is not None
            and _same_line(page.text, last.anchor[0].start, quote.start)
            and _opens(page.text, quote)
        ):
            last.add("content", page.text, _bare(page, quote))


def _opens(text: str, quote: Span) -> bool:
    """Say whether a quotation opens a sentence, as the second half of a divided one does."""
    return text[: quote.start - 1].rstrip()[-1:] in {".", "!", "?", "”", "–", "—"}


def _bare(page: Page, quote: Span) -> Span:
    """Leave a final full stop to the sentence around the quotation."""
    return Span(quote.start, quote.end - page.words(quote).endswith("."))


def _same_line(text: str, start: int, end: int) -> bool:
    return 0 <= start < end and "\n" not in text[start:end]


def _after(page: Page, quote: Span) -> Draft | None:
    """Look for a verb of saying right behind the closing mark: `” – napisała rzeczniczka`."""
    lead = re.compile(r"[”\"»“][.,]?\s?(?:[–—-] )?").match(page.text, quote.end)
    if lead is None:
        return None
    end = _line_end(page.text, quote.end)
    sentence = page.sentences[page.sentence_at(lead.end())]
    end = min(end, sentence.end if sentence.end > lead.end() else end)
    cue = cue_pattern().match(page.text, lead.end(), end)
    if cue is None:
        return None
    speaker = first([behind(page, cue.end(), end), _quoter(page, quote)])
    return _draft(
        page, Span(*cue.span()), speaker, (_bare(page, quote),), quote="direct", rule="quotation"
    )


def _quoter(page: Page, quote: Span) -> Span | None:
    """Give a name before a quotation whose verb stands behind it; mostly there is none."""
    head = page.sentences[page.sentence_at(quote.start - 1)].start
    words = page.text[head : quote.start - 1].rstrip()
    return Span(head, head + len(words) - 1) if words.endswith(":") and len(words) > 1 else None


def _colon(page: Page, quote: Span) -> bool:
    return page.text[max(0, quote.start - 3) : quote.start - 1].rstrip().endswith(":")


def _before(page: Page, quote: Span) -> Draft | None:
    """Look for a verb of saying, or a speaker alone, before the opening mark and a colon."""
    if not _colon(page, quote):
        return None
    line = page.text.rfind("\n", 0, quote.start) + 1
    head = max(line, page.sentences[page.sentence_at(max(line, quote.start - 1))].start)
    cues = list(cue_pattern().finditer(page.text, head, quote.start))
    if cues:
        cue = cues[-1]
        speaker = first([ahead(page, head, cue.start()), behind(page, cue.end(), quote.start - 1)])
        return _draft(
            page, Span(*cue.span()), speaker, (_bare(page, quote),), quote="direct", rule="colon"
        )
    name = re.compile(r"(?:\d\d?[:.]\d\d )?([^:\n]{2,60}):\s?[„\"«]$").match(
        page.text[head : quote.start]
    )
    if name is None:
        return None
    span = Span(head + name.start(1), head + name.end(1))
    return _draft(page, span, span, (_bare(page, quote),), quote="direct", rule="name")


def _line_end(text: str, start: int) -> int:
    found = text.find("\n", start)
    return len(text) if found < 0 else found


@cache
def _opener() -> re.Pattern[str]:
    words = sorted(WORDS.lexicon("statements").words("openers"), key=len, reverse=True)
    return re.compile(rf", (?:{'|'.join(words)})(?!\w)")


@cache
def _according() -> re.Pattern[str]:
    words = sorted(WORDS.lexicon("statements").words("according"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def _clauses(page: Page) -> Iterator[Draft]:
    """Make statements of the verbs of saying outside all speech, sentence by sentence."""
    for sentence in page.sentences:
        end = sentence.end - page.text[sentence.start : sentence.end].endswith((".", "!"))
        for cue in cue_pattern().finditer(page.text, sentence.start, end):
            if page.spoken(cue.start()):
                continue
            draft = _clause(page, Span(*cue.span()), Span(sentence.start, end))
            if draft is not None:
                yield draft
        yield from _sources(page, Span(sentence.start, end))


def _clause(page: Page, cue: Span, sentence: Span) -> Draft | None:
    """Read what one verb of saying reports: behind `że`, behind a colon, or before a comma."""
    opener = _opener().search(page.text, cue.end, min(sentence.end, cue.end + _WITHIN))
    if opener and not _broken(page.text[cue.end : opener.start()]):
        speaker = _subject(page, cue, sentence, opener.start())
        content = Span(opener.end() + 1, sentence.end)
        return _told(page, cue, speaker, content, "clause")
    if page.text[cue.end : cue.end + 2] == ": ":
        speaker = ahead(page, sentence.start, cue.start)
        return _told(page, cue, speaker, Span(cue.end + 2, sentence.end), "colon")
    return _reported(page, cue, sentence)


def _broken(words: str) -> bool:
    """Say whether a full clause stands between the verb and its `że`."""
    return bool(re.search(r"[;:–—]|,.*,", words)) or bool(cue_pattern().search(words))


def _subject(page: Page, cue: Span, sentence: Span, end: int) -> Span | None:
    """Take the subject before the verb, or else the one behind it."""
    before = ahead(page, sentence.start, cue.start)
    return before if before is not None else behind(page, cue.end, end)


def _told(page: Page, cue: Span, speaker: Span | None, content: Span, rule: str) -> Draft | None:
    words = page.words(content).strip(" ,;–—")
    if not words:
        return None
    start = page.text.index(words, content.start)
    span = Span(start, start + len(words))
    quoted = any(span.start <= q.start and q.end <= span.end for q in page.speech)
    quote = "mixed" if quoted else "indirect"
    return _draft(page, cue, speaker, (span,), quote=quote, rule=rule)


def _reported(page: Page, cue: Span, sentence: Span) -> Draft | None:
    """Read `Jak podała policja, tory wysadzono` and `Tory wysadzono, podała policja`."""
    lexicon = WORDS.lexicon("statements")
    before = page.text[sentence.start : cue.start]
    word = page.words(cue).lower()
    if re.fullmatch(r"(?:.*[,–—] )?jak ", before, re.IGNORECASE | re.DOTALL):
        speaker = behind(page, cue.end, sentence.end)
        comma = page.text.find(",", speaker.end if speaker else cue.end, sentence.end)
        if comma < 0:
            return None
        draft = _told(page, cue, speaker, Span(comma + 1, sentence.end), "jak")
        head = re.match(r"[^,–—]+(?=, jak $)", before, re.IGNORECASE)
        if draft is not None and head:
            draft.add("content", page.text, Span(sentence.start, sentence.start + head.end()))
            draft.fields["content"].reverse()
        return draft
    if (
        before.endswith((", ", " – ", " — "))
        and word not in lexicon.words("careful")
        and len(before) > 12
    ):
        speaker = behind(page, cue.end, sentence.end)
        return _told(page, cue, speaker, Span(sentence.start, cue.start), "inverted")
    if word in lexicon.words("objects"):
        speaker = ahead(page, sentence.start, cue.start)
        return _told(page, cue, speaker, Span(cue.end, sentence.end), "object")
    return None


def _sources(page: Page, sentence: Span) -> Iterator[Draft]:
    """Read `Według policji był to sabotaż` and `Zdaniem ministra to sabotaż`."""
    for match in _according().finditer(page.text, sentence.start, sentence.end):
        if page.spoken(match.start()):
            continue
        owner = _OWNER.search(page.text, sentence.start, match.start())
        if owner is not None:
            speaker: Span | None = Span(*owner.span(1))
        else:
            speaker = genitive(page, match.end(), sentence.end)
        if speaker is None:
            continue
        draft = _told(
            page, Span(*match.span()), speaker, _believed(page, match, speaker, sentence), "source"
        )
        if draft is not None:
            yield draft


def _believed(page: Page, cue: re.Match[str], speaker: Span, sentence: Span) -> Span:
    """Give what follows the source, or, where it ends the sentence, what stands before it."""
    end = max(speaker.end, cue.end())
    if end + 3 < sentence.end:
        return Span(end, sentence.end)
    head = page.text.rfind(" ", sentence.start, speaker.start)
    return Span(sentence.start, max(sentence.start, head))
