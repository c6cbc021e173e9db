"""The file of subscribers: in by a link, out by another, and nothing else kept."""

import stat
import string
from contextlib import closing
from dataclasses import replace

import pytest
from tests.people.conftest import Clock
from tests.send.enveloped import alert, backing

from vedette.errors import PeopleError
from vedette.people.file import File
from vedette.signup import Wish, links, signups
from vedette.signup.asking import ALL, COMER, MAILBOX
from vedette.signup.subscribers import MAKE, Signups

ANN = Wish(channel="news", address="Ann@mail.example", kinds=("arson",), places=("PL",))
HERE = "192.0.2.7"


@pytest.fixture
def clock():
    """Give the clock of the file."""
    return Clock()


@pytest.fixture
def known(tmp_path, clock):
    """Give an empty file."""
    with closing(signups(tmp_path / "l.sqlite.subscribers", clock)) as made:
        yield made


def file_of(tmp_path):
    """All bytes on the disk."""
    return b"".join(path.read_bytes() for path in sorted(tmp_path.iterdir()))


def test_nothing_is_kept_of_who_only_asked(known, tmp_path):
    """Neither his address nor what he asked for; and the file is its owner's alone."""
    assert known.ask(ANN, HERE) == "ask"
    known.link(ANN)
    assert b"mail.example" not in file_of(tmp_path).lower()
    assert HERE.encode() not in file_of(tmp_path)
    assert stat.S_IMODE((tmp_path / "l.sqlite.subscribers").stat().st_mode) == 0o600
    assert known.count("news") == 0


def test_who_follows_his_link_is_on_the_list(known):
    """As he asked, under a name that says nothing of him."""
    assert known.confirm(known.link(ANN)) == ANN
    (name,) = known.names("news")
    assert "ann" not in name
    assert known.address_of("news", name) == "Ann@mail.example"
    assert known.names("other") == ()


def test_confirming_twice_is_confirming_once_and_a_new_wish_counts(known):
    """However he writes his address, and under the name that he had."""
    known.confirm(known.link(ANN))
    before = known.names("news")
    known.confirm(known.link(ANN))
    known.confirm(known.link(replace(ANN, address="ann@MAIL.example", kinds=())))
    assert known.names("news") == before
    assert known.wanting("news", alert(kind="espionage")) == before


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({}, True),
        ({"kinds": ("sabotage", "arson")}, True),
        ({"kinds": ("arson",)}, False),
        ({"places": ("PL",)}, True),
        ({"places": ("LT",)}, False),
        ({"languages": ("uk", "pl")}, True),
        ({"languages": ("uk",)}, False),
        ({"kinds": ("sabotage",), "places": ("LT",)}, False),
    ],
)
def test_one_is_told_of_what_one_asked_for(known, wish, told):
    """Every choice must fit; where nothing is chosen all fits."""
    known.confirm(known.link(Wish(channel="news", address="ann@mail.example", **wish)))
    found = known.wanting("news", alert(backing=(backing(language="pl"),)))
    assert bool(found) is told


def test_a_link_is_good_for_two_days(known, clock):
    """And not for longer; nor is one of tomorrow."""
    link = known.link(ANN)
    clock.go(hours=47)
    assert known.wish(link) == ANN
    clock.go(hours=2)
    assert known.confirm(link) is None
    late = known.link(ANN)
    clock.go(hours=-1)
    assert known.wish(late) is None
    assert known.count("news") == 0


@pytest.mark.parametrize("change", [0, 5, -1, -20])
def test_a_link_that_was_changed_is_none(known, change):
    """Not one sign of it can be another: nor the last, of which two bits say nothing."""
    link = known.link(ANN)
    at = change % len(link)
    for other in set(string.ascii_letters + string.digits + "-_") - {link[at]}:
        assert known.wish(link[:at] + other + link[at + 1 :]) is None
    assert known.wish(link) == ANN


@pytest.mark.parametrize("link", ["", ".", "a.b", "é.é", "A" * 10_000, "e30.e30", "%00.%00"])
def test_what_is_no_link_is_none(known, link):
    """Whatever somebody puts there."""
    assert known.wish(link) is known.confirm(link) is known.left(link) is known.refuse(link) is None
    assert not known.leave(link)


def test_a_link_serves_one_purpose(known):
    """Who has one to leave by cannot sign up with it, and the other way round."""
    known.confirm(known.link(ANN))
    (name,) = known.names("news")
    assert known.left(known.link(ANN)) is None
    assert known.wish(known.leaving("news", name)) is None


def test_another_desks_links_are_none_of_ours(known, tmp_path, clock):
    """Each file draws a key of its own, and keeps it."""
    with closing(signups(tmp_path / "other", clock)) as other:
        link = other.link(ANN)
    assert known.wish(link) is None
    with closing(signups(tmp_path / "other", clock)) as again:
        assert again.wish(link) == ANN


def test_who_leaves_is_forgotten_and_an_older_link_does_not_bring_him_back(known, clock, tmp_path):
    """A keyed hash alone stays, which nobody can try addresses on."""
    old = known.link(ANN)
    known.confirm(old)
    (name,) = known.names("news")
    clock.go(minutes=1)
    way_out = known.leaving("news", name)
    assert known.leave(way_out)
    assert known.leave(way_out), "whoever is off already stays so"
    assert known.address_of("news", name) is None
    assert known.confirm(old) is None
    known.close()
    assert b"mail.example" not in (tmp_path / "l.sqlite.subscribers").read_bytes().lower()


def test_who_left_may_sign_up_again(known, clock):
    """By a link from after he left, under another name."""
    known.confirm(known.link(ANN))
    (name,) = known.names("news")
    known.strike("news", name, "left")
    clock.go(minutes=1)
    assert known.ask(ANN, HERE) == "ask"
    assert known.confirm(known.link(ANN)) == ANN
    assert known.names("news") != (name,)


def test_who_refuses_is_never_asked_again(known, clock):
    """Whoever asks, for whichever list, and for years; until he says otherwise himself."""
    link = known.link(ANN)
    assert known.refuse(link) == ANN
    clock.go(days=1000)
    assert known.ask(ANN, HERE) == "silent"
    assert known.ask(replace(ANN, channel="other"), HERE) == "silent"
    assert known.lift("ann@mail.example") == 1
    clock.go(days=2)
    assert known.ask(ANN, HERE) == "ask"


def test_who_is_gone_is_not_asked_for_a_season(known, clock):
    """A mailbox that was none may be one later."""
    known.confirm(known.link(ANN))
    (name,) = known.names("news")
    assert known.strike("news", name, "gone")
    assert not known.strike("news", name, "gone")
    clock.go(days=80)
    assert known.ask(ANN, HERE) == "silent"
    clock.go(days=20)
    assert known.ask(ANN, HERE) == "ask"


def test_an_address_is_erased_from_every_list(known, clock):
    """As whoever has it may ask; what he asked for before is void."""
    link = known.link(ANN)
    for name in ("news", "more"):
        known.confirm(known.link(replace(ANN, channel=name)))
    clock.go(minutes=1)
    assert known.erase("ANN@mail.example") == 2
    assert known.erase("ann@mail.example") == 0
    assert known.confirm(link) is None


# ── how often ────────────────────────────────────────────────────────────────────────────────────


def test_a_mailbox_is_asked_three_times_a_day_at_the_most(known, clock):
    """However it is written and whoever asks; who asks is not told."""
    ways = ("ann@mail.example", "ANN@mail.example", "ann+a@mail.example", "ann+b@mail.example")
    told = [known.ask(replace(ANN, address=way), f"192.0.2.{n}") for n, way in enumerate(ways)]
    assert told == ["ask"] * MAILBOX + ["silent"]
    clock.go(hours=25)
    assert known.ask(ANN, HERE) == "ask"


def test_one_comer_asks_ten_times_an_hour_at_the_most(known, clock):
    """By IPv6 too, where somebody has more addresses than there are people."""
    wishes = [replace(ANN, address=f"{n}@mail.example") for n in range(COMER + 1)]
    told = [known.ask(one, f"2001:db8::{n:x}") for n, one in enumerate(wishes)]
    assert told == ["ask"] * COMER + ["often"]
    assert known.ask(wishes[-1], "2001:db9::1") == "ask"
    clock.go(minutes=61)
    assert known.ask(replace(ANN, address="late@mail.example"), "2001:db8::1") == "ask"


def test_all_together_ask_so_often_at_the_most(known):
    """Beyond that a server is taken for a spammer's."""
    wishes = [replace(ANN, address=f"{n}@mail.example") for n in range(ALL + 1)]
    told = [known.ask(one, f"192.0.{n // 200}.{n % 200}") for n, one in enumerate(wishes)]
    assert told == ["ask"] * ALL + ["often"]


def test_a_file_of_a_later_vedette_is_refused(tmp_path, clock):
    """It may hold what this one would lose."""
    with closing(signups(tmp_path / "f", clock)):
        later = replace(MAKE, version=2, tables="")
    File(tmp_path / "other", clock, replace(later, tables=MAKE.tables)).close()
    with pytest.raises(PeopleError, match="the file of subscribers has version 2"):
        Signups(File(tmp_path / "other", clock, MAKE))


def test_a_link_fits_whatever_is_ticked(known):
    """Far below what a page takes."""
    many = replace(
        ANN,
        address="a" * 240 + "@mail.example",
        kinds=("missile_drone_strike",) * 19,
        places=("Baltic Sea",) * 40,
        languages=("uk",) * 30,
    )
    assert len(known.link(many)) < links.LONGEST // 2
