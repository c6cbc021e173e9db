"""Envelopes as mail: parts that parse, threads, labels, and titles that mean harm."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

from tests.send.enveloped import DESK, HOSTILE, NOON, alert, backing, enclosed, following

from vedette.alerts import Channel
from vedette.write import mail

CHANNEL = Channel(name="duty", kind="mail", options={"from": "desk@watch.example"})


def written(envelope, **options):
    """Write a mail and read it back as a stranger does."""
    channel = replace(CHANNEL, options={**CHANNEL.options, **options})
    return message_from_bytes(mail.write(envelope, channel, DESK), policy=default)


def parts(letter):
    """The text and the HTML of a mail."""
    text, html = letter.iter_parts()
    return text.get_content(), html.get_content()


class Elements(HTMLParser):
    """The elements of a page, and the addresses that it names."""

    def __init__(self, html):
        super().__init__()
        self.names, self.links, self.loaded = set(), [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        told = dict(attrs)
        self.links += [told["href"]] if tag == "a" else []
        self.loaded += [told[one] for one in ("src", "srcset", "background", "data") if one in told]


def test_both_parts_tell_the_same():
    """Headline, sentences, the words of the report with outlet, grade and link, and the desk's."""
    letter = written(enclosed())
    assert letter.get_content_type() == "multipart/alternative"
    assert not letter.defects
    for part in parts(letter):
        for words in (
            "Sabotage, Lipowa, Poland: reported", "grade B2", "2 independent voices", "TLP:CLEAR",
            "told by 2 reports", "Two signal boxes burnt", "Kurier Lipowski (B), 2026-03-02",
            "Signal boxes burn at Lipowa", "https://kurier.example/signal-boxes",
            f"{DESK}/incidents/i1", "known 2026-03-02 12:00 UTC", "rule rail, channel duty",
        ):  # fmt: skip
            assert words in part, words


def test_the_headers_say_who_when_and_that_no_person_wrote_it():
    """From, To, Date of the envelope, Auto-Submitted of RFC 3834."""
    letter = written(enclosed())
    assert letter["from"].addresses[0].addr_spec == "desk@watch.example"
    assert letter["to"] == "duty@example.org"
    assert letter["subject"] == "Sabotage, Lipowa, Poland: reported"
    assert letter["date"].datetime == NOON
    assert letter["auto-submitted"] == "auto-generated"
    assert letter["message-id"] == "<k1@watch.example>"
    assert letter["in-reply-to"] is None
    assert letter["list-unsubscribe"] is None


def test_the_same_envelope_gives_the_same_bytes():
    """Nothing in it is drawn by lot or read from a clock."""
    first, second = (mail.write(enclosed(), CHANNEL, DESK) for _ in range(2))
    assert first == second
    assert b"=_k1" in first
    assert first.isascii()
    assert b"\n" not in first.replace(b"\r\n", b"")
    assert max(map(len, first.split(b"\r\n"))) <= 78


def test_what_follows_is_in_the_thread_of_the_first():
    """And it says what was sent before."""
    letter = written(following(enclosed()))
    assert letter["in-reply-to"] == "<k1@watch.example>"
    assert letter["references"] == "<k1@watch.example>"
    for part in parts(letter):
        assert "Sent before:" in part
        assert "2026-03-02 12:00 UTC: Sabotage, Lipowa, Poland: reported" in part


def test_a_long_thread_names_the_first_and_the_last():
    """So that the header stays one that every server takes."""
    second = following(enclosed())
    many = tuple(replace(second.earlier[0], envelope=f"k{n:031}") for n in range(40))
    named = written(replace(second, earlier=many))["references"].split()
    assert (len(named), named[0], named[-1]) == (
        12, f"<k{0:031}@watch.example>", f"<k{39:031}@watch.example>",
    )  # fmt: skip


def test_a_withdrawal_tells_no_grade():
    """What is taken back is not to be believed by how firm it was."""
    back = following(enclosed(), cause="withdrawn", headline="Withdrawn: Sabotage, Lipowa, Poland")
    for part in parts(written(back)):
        assert "Withdrawn: Sabotage" in part
        assert "grade B2" not in part
        assert "independent voice" not in part


def test_several_alerts_begin_with_a_list():
    """Named in the subject by the gravest; each is told whole, in the order of the list."""
    several = enclosed(
        alert("a1"),
        alert("a2", headline="Arson, Riga, Latvia: reported", severity="severe"),
        alert("a3", headline="Jamming, Baltic Sea: reported", severity="minor"),
    )
    letter = written(several)
    text, html = parts(letter)
    assert letter["subject"] == "3 alerts: Arson, Riga, Latvia: reported"
    assert "1. Sabotage" in text
    assert "3. Jamming" in text
    assert text.count("Two signal boxes") == html.count("Two signal boxes") == 3
    assert html.count("<li>") == html.count("<h1>") == 3


def test_a_label_stands_in_the_subject_and_before_the_words():
    """As TLP 2.0 asks; the strictest of the alerts gives it."""
    letter = written(enclosed(alert("a1"), alert("a2", handling="amber+strict")))
    assert letter["subject"].startswith("[TLP:AMBER+STRICT] 2 alerts: ")
    text, html = parts(letter)
    assert text.startswith("TLP:AMBER+STRICT")
    assert html.index("TLP:AMBER+STRICT") < html.index("Sabotage, Lipowa, Poland: reported", 400)


def test_who_may_leave_is_told_how():
    """With one click, by RFC 8058, where the address is of the web."""
    leave = {"duty@example.org": "https://watch.example/leave/abc"}
    letter = written(enclosed(), unsubscribe=leave)
    assert letter["list-unsubscribe"] == "<https://watch.example/leave/abc>"
    assert letter["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert all("https://watch.example/leave/abc" in part for part in parts(letter))
    other = written(enclosed(recipient="chief@example.org"), unsubscribe=leave)
    assert other["list-unsubscribe"] is None
    by_mail = written(enclosed(), unsubscribe={"duty@example.org": "mailto:leave@watch.example"})
    assert by_mail["list-unsubscribe"] == "<mailto:leave@watch.example>"
    assert by_mail["list-unsubscribe-post"] is None


def test_a_hostile_title_breaks_out_of_nothing():
    """No header, element, load or turned direction comes of what a publisher writes."""
    bad = backing(quote=HOSTILE, title=HOSTILE, outlet=HOSTILE, url="javascript:alert(1)")
    letter = written(enclosed(alert(headline=HOSTILE, lines=(HOSTILE,), backing=(bad,))))
    assert letter["bcc"] is None
    assert letter["subject"].lstrip().startswith("Fire Bcc: all@press.example <img src=")
    assert not letter.defects
    text, html = parts(letter)
    assert not {"\x00", "\u202e"} & set(text + html)
    page = Elements(html)
    assert page.loaded == []
    assert "img" not in page.names
    assert page.links == [f"{DESK}/incidents/i1"]


def test_letters_of_all_alphabets_arrive():
    """In the subject and in the parts, over servers that pass on seven bits."""
    told = "Пожар, Кишинёв – 放火 – Žilina"
    letter = written(enclosed(alert(headline=told)))
    assert letter["subject"] == told
    assert all(told in part for part in parts(letter))


def test_what_is_invented_says_so():
    """Wherever it is read first, and at the end."""
    letter = written(enclosed(alert(sample=True)))
    assert letter["subject"].startswith("SAMPLE: ")
    assert all("All of this is invented." in part for part in parts(letter))


def test_a_desk_without_an_address_gives_no_links_to_itself():
    """A path alone leads nowhere from a mail."""
    raw = mail.write(enclosed(), CHANNEL, "")
    assert b"/incidents/i1" not in raw
