"""Versions of objects: what is passed on again, what is revoked, and what comes after it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vedette.write.stix.objects import SINCE, stamp
from vedette.write.stix.versions import newer, version

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
NAMES = [f"note--{n}1111111-1111-5111-8111-111111111111" for n in range(3)]


def made(name, content="x", modified="2026-03-01T07:00:00.000Z", **more):
    """An object that a desk made of an incident."""
    return {
        "type": "note",
        "id": name,
        "created": "2026-03-01T07:00:00.000Z",
        "created_by_ref": "identity--1",
        "modified": modified,
        "content": content,
    } | more


def state(*added):
    """The newest version of each object, out of all that was passed on."""
    return {one["id"]: one for listed in added for one in listed}


def test_only_what_says_something_else_is_passed_on():
    """An object that was merely dated anew is none; one that says more keeps its own date."""
    old, same = made(NAMES[0]), made(NAMES[0], modified="2026-03-01T08:00:00.000Z")
    assert newer(state([old]), [same], NOON) == []
    changed = same | {"content": "y"}
    assert newer(state([old]), [changed], NOON) == [changed]


def test_no_version_is_created_anew():
    """An earlier report, or the loss of the first, makes no other object (section 3.6)."""
    old = made(NAMES[0])
    for moment in ("2026-02-28T07:00:00.000Z", "2026-03-01T09:00:00.000Z"):
        later = {"created": moment, "modified": "2026-03-01T10:00:00.000Z"}
        assert newer(state([old]), [made(NAMES[0], **later)], NOON) == []
        (told,) = newer(state([old]), [made(NAMES[0], "y", **later)], NOON)
        assert told == made(NAMES[0], "y", modified="2026-03-01T10:00:00.000Z")


def test_two_versions_never_have_one_date():
    """What changed while the ledger got nothing is dated by the moment at which it is told."""
    old, changed = made(NAMES[0]), made(NAMES[0], "y")
    (told,) = newer(state([old]), [changed], NOON)
    assert told == changed | {"modified": stamp(NOON)}
    late = made(NAMES[0], modified="2027-03-01T12:00:00.000Z")
    (told,) = newer(state([late]), [changed], NOON)
    assert told["modified"] == "2027-03-01T12:00:00.001Z"


def test_what_is_gone_is_revoked_and_comes_back_as_another():
    """Its references follow; revoked twice and back again, it is a third."""
    one, other = made(NAMES[0]), made(NAMES[1], object_refs=[NAMES[0]])
    shared = {"type": "location", "id": "location--1", "created": SINCE, "modified": SINCE}
    first = newer({}, [one, other, shared], NOON)
    gone = newer(state(first), [], NOON)
    assert {told["id"] for told in gone} == {one["id"], other["id"]}
    assert all(told["revoked"] for told in gone)
    assert newer(state(first, gone), [], NOON) == []
    back = newer(state(first, gone), [one, other, shared], NOON)
    assert len(back) == 2
    assert back[1]["object_refs"] == [back[0]["id"]]
    assert not {told["id"] for told in back} & set(NAMES)
    assert newer(state(first, gone, back), [one, other, shared], NOON) == []
    again = newer(state(first, gone, back), [], NOON + timedelta(hours=1))
    third = newer(state(first, gone, back, again), [one], NOON)
    assert third[0]["id"] not in {told["id"] for told in (*first, *back)}


steps = st.lists(st.dictionaries(st.sampled_from(NAMES), st.sampled_from("xyz")), max_size=8)


@given(steps)
def test_whatever_happens_versions_are_told_apart(history):
    """No id and date come twice, nothing follows a revocation, and what stands is what is told."""
    told = []
    for n, content in enumerate(history):
        listed = [made(name, words) for name, words in sorted(content.items())]
        told += newer(state(told), listed, NOON + timedelta(minutes=n))
        standing = [one for one in state(told).values() if not one.get("revoked")]
        assert sorted(one["content"] for one in standing) == sorted(content.values())
    assert len({(one["id"], version(one)) for one in told}) == len(told)
    for n, one in enumerate(told):
        if one.get("revoked"):
            assert one["id"] not in {later["id"] for later in told[n + 1 :]}
