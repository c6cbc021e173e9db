"""What hangs on a moment: worked out once for all moments between two that count."""

from datetime import UTC, datetime, timedelta

from vedette.assess.moments import AsKnown

FIRST = datetime(2026, 3, 1, tzinfo=UTC)
HOURS = tuple(FIRST + timedelta(hours=n) for n in range(6))


def test_it_is_worked_out_anew_only_past_a_moment_that_counts():
    """In either direction; the moment itself is past."""
    made = []
    known = AsKnown([HOURS[2], HOURS[4], HOURS[2]])

    def make(now):
        made.append(now)
        return len(made)

    assert [known.at(at, make) for at in HOURS] == [1, 1, 2, 2, 3, 3]
    assert made == [HOURS[0], HOURS[2], HOURS[4]]
    assert known.at(HOURS[1], make) == 4
