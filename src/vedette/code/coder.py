"""The rule coder."""
from vedette.code.parsing import Parser
from vedette.code.quotes import find_quotes
from vedette.code.reading import Reading, Sentence
from vedette.code.sentences import find_sentences
from vedette.code.statement import find_statements
from vedette.code.voices import Voices
from vedette.code.times import find_times
from vedette.code.incident import find_incidents
from vedette.code.attribution import find_attributions
from vedette.code.denial import find_denials
from vedette.code.pledge import find_pledges
from vedette.code.forecast import find_forecasts
from vedette.code.call import find_calls
from vedette.code.posture import find_postures
from vedette.records import Field, Article, Coding, Finding, finding_id, coding_id
from vedette.taxonomy import taxonomy_hash


class RuleCoder:
    name = "rules@1"
    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self.taxonomy = taxonomy_hash()

    def read(self, article: Article) -> Reading:
        text = article.text
        quotes = find_quotes(text)
        spans = find_sentences(text, quotes)
        docs = self._parser.parse([text[s.start:s.end] for s in spans])
        sentences = tuple(Sentence(index=i, paragraph=text.count("\n", 0, s.start), span=s, doc=d) for i,(s,d) in enumerate(zip(spans,docs)))
        return Reading(text=text, published=article.published, sentences=sentences, quotes=quotes, times=find_times(text, article.published), places=())

    def code(self, article: Article) -> Coding:
        reading = self.read(article)
        statements = list(find_statements(reading))
        voices = Voices(statements)
        incidents = list(find_incidents(reading))
        attributions = list(find_attributions(reading, voices))
        denials = list(find_denials(reading, voices))
        ps = incidents + attributions + denials + statements + list(find_pledges(reading, voices)) + list(find_forecasts(reading, voices)) + list(find_calls(reading, voices)) + list(find_postures(reading, voices))
        cid = coding_id(article.text_hash, article.reader, self.name, self.taxonomy)
        fs = []
        ids: dict[int, str] = {}
        def near(p, listed):
            return min(listed, key=lambda q: (abs(q.sentence.index - p.sentence.index), q.sentence.index), default=None)
        for p in ps:
            fields = {k: tuple(v) for k,v in p.fields.items()}
            if p.type in ("attribution", "denial"):
                inc = near(p, incidents)
                if inc is None: continue
                fields["incident"] = (Field(value=ids[id(inc)]),)
            fs.append(Finding(id=finding_id(cid,p.type,p.kind,tuple(p.anchor),fields), type=p.type, anchor=tuple(p.anchor), fields=fields, kind=p.kind, rule=p.rule))
            ids[id(p)] = fs[-1].id
        return Coding(text_hash=article.text_hash, reader=article.reader, coder=self.name, taxonomy=self.taxonomy, findings=tuple(fs))
