"""Mails: the words of press lists and newsletters, and the PDFs that come with them."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.collect.mails import NEWS, mail, mbox, with_paper

from vedette.collect.file import collect_files
from vedette.collect.letters import letter
from vedette.collect.lines import Reading
from vedette.read import read
from vedette.records import Capture, Issue

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def letters(message, **how: object) -> list[Capture | Issue]:
    """Read one mail."""
    raw = message if isinstance(message, bytes) else bytes(message)
    return list(letter(raw, "a.eml", Reading(known=NOW, **how)))


def test_a_mail_is_an_article() -> None:
    """Title, day, outlet and words; a replay knows it from its date on."""
    (found,) = letters(mail(Archived_At="<https://lists.example/7>"), by_published=True)
    article = read(found)
    assert article.title == "Tanker boarded off Marsö (1)"
    assert article.text == f"{article.title}\n\n{NEWS}\n".strip()
    assert article.outlet == "Ministry of the Sea"
    assert article.url == "https://lists.example/7"
    assert article.published.isoformat() == "2025-12-12T14:30:00+02:00"
    assert found.known == datetime(2025, 12, 12, 12, 30, tzinfo=UTC)
    assert found.key == "<1@sea.example>"


def test_the_list_speaks_before_the_sender() -> None:
    """By its name; without any name, the domain speaks."""
    named = mail(List_Id='"Press of the Sea" <press.sea.example>', Subject="[press] Tanker boarded")
    (found,) = letters(named)
    assert found.headers["x-outlet"] == "Press of the Sea"
    assert found.headers["x-title"] == "Tanker boarded"
    (found,) = letters(mail(From="press@sea.example"))
    assert found.headers["x-outlet"] == "sea.example"


@pytest.mark.parametrize(
    ("subject", "level"),
    [
        ("[TLP:AMBER] Sabotage feared", "amber"),
        ("Re: [press] [tlp: amber+strict] Sabotage feared", "amber+strict"),
        ("[TLP AMBER STRICT] Sabotage feared", "amber+strict"),
        ("TLP:GREEN Sabotage feared", "green"),
        ("[TLP:WHITE] Sabotage feared", "clear"),
        ("[press] Sabotage feared", "clear"),
    ],
)
def test_a_letter_is_handled_as_its_subject_says(subject: str, level: str) -> None:
    """So is each of its papers, and the label stays where readers see it."""
    words, paper = letters(with_paper(mail(Subject=subject)))
    assert (words.handling, paper.handling) == (level, level)
    assert words.headers["x-title"] == subject.removeprefix("[press] ")


def test_a_label_that_is_no_level_is_told() -> None:
    """Nobody knows who may be told; the label is not taken off."""
    issue, found = letters(mail(Subject="[TLP:ORANGE] Sabotage feared"))
    assert (issue.what, issue.input) == ("a label of handling that is no level", "a.eml")
    assert "TLP:ORANGE" in issue.why
    assert (found.handling, found.headers["x-title"]) == ("clear", "[TLP:ORANGE] Sabotage feared")


def test_an_issue_quotes_no_subject_that_is_not_clear() -> None:
    """Issues have no handling of their own."""
    (issue,) = letters(mail("Hi.", Subject="[TLP:RED] Sabotage feared"))
    assert (issue.what, issue.why) == ("a letter without words", "")


def test_wrapped_lines_are_paragraphs_again() -> None:
    """Lists, short lines and quotations stay lines; the signature goes."""
    text = (
        "The coast guard of Marsö boarded a tanker on Friday after its anchor had\n"
        "crossed the cable.\n\n"
        "Three ships stood near, the ministry said in its statement of that day:\n"
        "- the Alma\n- the Berta\n\n-- \nPress Office\n+372 555 0100\n"
    )
    (found,) = letters(mail(text))
    assert found.body.decode().split("\n\n")[1:] == [
        text[:72] + " crossed the cable.",
        text.split("\n\n")[1],
    ]
    flowed = mail("")
    flowed.set_content("A line that \nflows on, for as long as it takes to be a report.\n")
    flowed.set_param("format", "flowed")
    assert b"A line that flows on" in letters(flowed)[0].body


NEWSLETTER = (
    "<html><body><table><tr><td><a href='https://sea.example/v'>View in browser</a></td></tr>"
    "<tr><td><h1>Tanker boarded off Marsö</h1>"
    + "".join(f"<p>{part}</p>" for part in NEWS.split("\n\n"))
    + "</td></tr><tr><td>You receive this because you asked for it. <a href='https://x.example'>"
    "Unsubscribe</a></td></tr></table></body></html>"
)


def test_html_counts_where_the_text_is_a_stub() -> None:
    """Newsletters have both, or HTML alone."""
    both = mail("View this mail in your browser.")
    both.add_alternative(NEWSLETTER, subtype="html")
    alone = mail("")
    alone.set_content(NEWSLETTER, subtype="html")
    for message in (both, alone):
        (found,) = letters(message)
        assert found.media_type == "text/html"
        article = read(found)
        assert article.text.startswith("Tanker boarded off Marsö (1)")
        assert NEWS.split("\n\n")[1] in article.text
        assert "Unsubscribe" not in article.text
    written = mail()
    written.add_alternative(NEWSLETTER, subtype="html")
    assert letters(written)[0].media_type == "text/plain"


def test_attached_papers_are_articles_of_their_own() -> None:
    """With the mail's day and outlet; a cover note that says nothing is none."""
    words, paper = letters(with_paper(mail()))
    assert (words.media_type, paper.media_type) == ("text/plain", "application/pdf")
    assert paper.key == "<1@sea.example> release.pdf"
    assert paper.headers["x-outlet"] == "Ministry of the Sea"
    assert "x-title" not in paper.headers
    (paper,) = letters(with_paper(mail("See below.", Subject="")))
    assert paper.media_type == "application/pdf"


def test_what_machines_answer_is_no_report() -> None:
    """Neither a bounce nor a note of absence."""
    bounce = mail("")
    bounce.set_type("multipart/report")
    assert letters(bounce) == []
    assert letters(mail(Auto_Submitted="auto-replied")) == []


def test_a_letter_without_words_is_told() -> None:
    """With its file."""
    (issue,) = letters(mail("Hi."))
    assert (issue.what, issue.input) == ("a letter without words", "a.eml")


def test_an_unknown_charset_is_read_all_the_same() -> None:
    """Its letters are most often those of UTF-8."""
    raw = bytes(mail()).replace(b'charset="utf-8"', b'charset="x-none"')
    assert "Marsö boarded" in letters(raw)[0].body.decode()


def test_files_of_mail(tmp_path: Path) -> None:
    """One mail a file, or many in one; each is named by its number and byte."""
    (tmp_path / "a.eml").write_bytes(bytes(mail()))
    (tmp_path / "b.mbox").write_bytes(
        mbox(mail(number=2), mail("Hm.", number=3), mail(NEWS + "\n\nFrom the harbour.", number=4))
    )
    (tmp_path / "c.mbox.gz").write_bytes(gzip.compress(mbox(with_paper(mail(number=5)))))
    found = list(collect_files([str(tmp_path)], Reading(known=NOW)))
    captures = [one for one in found if isinstance(one, Capture)]
    assert [one.key for one in captures] == [
        *(f"<{n}@sea.example>" for n in (1, 2, 4, 5)),
        "<5@sea.example> release.pdf",
    ]
    assert captures[2].body.endswith(b"\n\nFrom the harbour.")
    (issue,) = [one for one in found if isinstance(one, Issue)]
    assert "b.mbox, letter 2 at byte " in issue.input


@given(st.data())
def test_no_damage_breaks_the_reader(data) -> None:
    """Whatever is overwritten, there are captures and issues and nothing else."""
    raw = bytearray(bytes(with_paper(mail())))
    at = data.draw(st.integers(0, len(raw) - 1))
    rubbish = data.draw(st.binary(max_size=60))
    raw[at : at + len(rubbish)] = rubbish
    assert all(isinstance(one, Capture | Issue) for one in letters(bytes(raw)))
    assert all(isinstance(one, Capture | Issue) for one in letters(rubbish))


def test_heads_that_keep_the_library_busy_are_refused() -> None:
    """Parameters in pieces, another for each part: what all heads have together is limited."""
    pieces = [" ".join(f"a{n}{k}*0*=x''y;" for k in range(900)) for n in range(40)]
    parts = "".join(f"--b\nContent-Type: text/plain; {one}\n\nx\n" for one in pieces)
    raw = f"From: a@sea.example\nContent-Type: multipart/mixed; boundary=b\n\n{parts}--b--\n"
    (told,) = letters(raw.encode())
    assert isinstance(told, Issue)
    assert (told.what, "with others 200,000 letters" in told.why) == ("a damaged letter", True)


def test_parts_without_end_are_not_taken_apart() -> None:
    """A letter of 25 MB could have a million."""
    raw = (
        b"From: a@sea.example\nContent-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\n\nx\n" * 9_000
    )
    (told,) = letters(raw)
    assert isinstance(told, Issue)
    assert "9,000 lines that begin a part" in told.why
