"""How late incidents become known, and how many are still to come."""

from datetime import date, timedelta

import numpy as np
import pytest

from vedette.assess.alarms.ages import LONGEST as OLDEST
from vedette.assess.alarms.ages import Ages, Happened
from vedette.assess.alarms.delays import LONGEST, Past, Unsure, learn, prior
from vedette.assess.alarms.negbin import log_mass, shortest
from vedette.assess.alarms.nowcasting import FEWEST, SHOWN, late, still
from vedette.assess.alarms.series import Happening, Reading
from vedette.assess.alarms.spreading import WINDOWS

START = date(2026, 1, 5)
DAYS = 200


def invented(*, seed=1, per_day=6, again=0.5, shut=(), known_by=DAYS):
    """Incidents of which half become known each day, of those left; none on weekdays `shut`."""
    chance, told = np.random.default_rng(seed), []
    for day in range(DAYS):
        for _ in range(chance.poisson(per_day)):
            known = day
            while chance.random() >= again or (START + timedelta(days=known)).weekday() in shut:
                known += 1
            if known < known_by:
                told.append(happening(day, known))
    return told


def happening(day, known):
    """One incident of a day that became known on another."""
    return Happening(
        incident="i",
        day=START + timedelta(days=known),
        kind="arson",
        place="LT",
        happened=None if day is None else START + timedelta(days=day),
    )


def reading(*, dark=()):
    """Sixty entries a day, none on dark ones."""
    common = np.full(DAYS, 60.0)
    common[list(dark)] = 0
    return Reading(start=START, common=common)


def test_delays_are_learnt_though_the_last_are_cut_off():
    """Of a growing desk, too, half become known on the day, three quarters by the next."""
    told = [one for one in invented() for _ in range(1 + (one.happened - START).days // 100)]
    shares = late(told, reading(), START + timedelta(days=DAYS - 1)).delays.shares
    assert np.cumsum(shares)[:3] == pytest.approx([0.5, 0.75, 0.875], abs=0.03)
    # Counted as they are, the short delays of the last days weigh too much.
    last = [one for one in told if (one.happened - START).days >= DAYS - 3]
    assert np.mean([one.day == one.happened for one in last]) > 0.55


def test_without_incidents_the_prior_stands():
    """Delays of the streams, and no weekday apart."""
    told = learn([], Past(start=0, now=100, seen=np.ones(101)), prior(), 5.0)
    assert told.shares == pytest.approx(prior().shares)
    assert told.weekdays == pytest.approx(np.ones(7))


def test_what_happens_on_a_friday_is_known_on_monday():
    """Without print at weekends less of Friday's is known a day later than of Tuesday's."""
    desk = late(invented(shut=(5, 6)), reading(), START + timedelta(days=DAYS - 1))
    days = START.toordinal() + np.array([1, 4])
    tuesday, friday = desk.delays.known(days, days + 1).mean
    assert tuesday - friday > 0.12


def test_a_day_is_told_as_known_and_expected():
    """Nine in ten of the days become what was told, with what is known as the least."""
    held, days = 0, 0
    for seed in range(6):
        full = invented(seed=seed)
        for now in range(100, 170, 14):
            until = START + timedelta(days=now)
            known = [one for one in full if one.day <= until]
            for cast in late(known, reading(), until).nowcast(known).days:
                final = sum(
                    one.happened == cast.day and (one.day - one.happened).days <= LONGEST
                    for one in full
                )
                assert cast.known <= min(cast.low, final)
                if cast.expected - cast.known > 0.5:
                    held, days = held + (cast.low <= final <= cast.high), days + 1
    assert days > 50
    assert 0.82 <= held / days <= 0.97


def test_with_few_incidents_nothing_is_told():
    """Twenty-nine are too few, whatever they say; thirty give fourteen days."""
    told = [happening(DAYS - 60 + day, DAYS - 60 + day) for day in range(FEWEST)]
    until = START + timedelta(days=DAYS - 1)
    few = late(told[1:], reading(), until).nowcast(told)
    assert (few.days, few.learnt, few.needed) == ((), FEWEST - 1, FEWEST)
    assert len(late(told, reading(), until).nowcast(told).days) == SHOWN


def test_what_tells_no_day_is_in_none():
    """It is counted apart, while it is as new as the days."""
    told = [*invented(known_by=DAYS), happening(None, DAYS - 3), happening(None, 20)]
    until = START + timedelta(days=DAYS - 1)
    assert late(told, reading(), until).nowcast(told).unplaced == 1


def test_in_an_outage_nothing_more_is_known_than_before():
    """Three dark days: yesterday is as unknown as a day on which nobody printed yet."""
    dark = range(DAYS - 3, DAYS)
    told = [one for one in invented() if one.day < START + timedelta(days=DAYS - 3)]
    cast = late(told, reading(dark=dark), START + timedelta(days=DAYS - 1)).nowcast(told).days[-1]
    assert cast.known == 0
    assert cast.expected > 3


def test_what_is_still_to_come_is_right_on_average():
    """Gamma rates, thinned: mean and variance of the rest, by drawing."""
    chance = np.random.default_rng(3)
    rate = chance.gamma(2.0, 2.0, 400_000)
    seen, rest = chance.poisson(0.4 * rate), chance.poisson(0.6 * rate)
    nothing = np.zeros(1)
    mean, variance = still(
        np.array([3.0]), 2.0, Unsure(np.array([4.0]), nothing), Unsure(np.array([0.4]), nothing)
    )
    assert mean[0] == pytest.approx(rest[seen == 3].mean(), rel=0.02)
    assert variance[0] == pytest.approx(rest[seen == 3].var(), rel=0.03)


@pytest.mark.parametrize(("mean", "variance"), [(0.05, 0.05), (0.7, 1.0), (8.0, 20.0)])
def test_a_shortest_interval_holds_its_share(mean, variance):
    """As nearly as whole numbers can: without its less likely end it holds too little."""
    low, high = shortest(mean, variance)
    mass = np.exp(log_mass(np.arange(200.0), np.full(200, mean), np.full(200, variance)))
    held, outer = mass[low : high + 1].sum(), max(mass[high + 1], mass[low - 1] if low else 0)
    assert abs(held - 0.9) <= abs(held + outer - 0.9)
    assert high == low or abs(held - 0.9) <= abs(held - min(mass[low], mass[high]) - 0.9)


def incidents(*listed):
    """Incidents of one series by own day and day of being known."""
    known = sorted((known, own) for own, known in listed)
    return Happened(
        series=np.zeros(len(known), dtype=np.int64),
        own=np.array([own for _, own in known]),
        known=np.array([when for when, _ in known]),
        amount=np.ones(len(known)),
    )


def test_a_window_leaves_out_what_happened_before_it():
    """Of what became known today one happened today, one a week ago, one in the year before."""
    ages = Ages(incidents((40, 40), (33, 40), (-300, 40)), 1)
    ages.learn(40)
    held = dict(zip(WINDOWS, ages.sums(1)[:, 0, 0], strict=True))
    assert (held[1], held[7], held[10], held[28]) == (1, 1, 2, 2)


def test_windows_expect_what_is_young_enough():
    """With half a day late, a window of one day expects half, one of two days three quarters."""
    ages = Ages(incidents(*[(day - day % 2, day) for day in range(700)]), 1)
    for _ in range(100):
        ages.learn(7)
    told = ages.expected(np.ones((1, OLDEST)), 1)[:, 0, 0]
    assert told[:2] == pytest.approx([0.5, 1.5], abs=0.03)


def test_incidents_come_in_the_order_in_which_they_became_known():
    """Others are refused."""
    with pytest.raises(ValueError, match="order"):
        Happened(
            series=np.zeros(2, dtype=np.int64), own=np.zeros(2, dtype=np.int64),
            known=np.array([5, 3]), amount=np.ones(2),
        )  # fmt: skip
