"""How two codings of one text differ: what one alone has, and what both tell otherwise."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from vedette.code.difference import compare
from vedette.records import Field, Finding, Span


def incident(name="i", *, at=0, kind="arson", **fields):
    """An incident named at a place."""
    listed = {field: tuple(entries) for field, entries in fields.items()}
    anchor = (Span(at, at + 4),)
    return Finding(id=name, type="incident", kind=kind, anchor=anchor, fields=listed)


def entry(text, value=None, at=0):
    """An entry with its words."""
    return Field(span=Span(at, at + len(text)), text=text, value=value)


def test_what_one_alone_found_is_told_on_its_side():
    """A finding without a pair is the one's or the other's."""
    here, there = incident("a"), incident("b", at=50)
    found = compare([here, incident("c", at=20)], [incident("d", at=20), there])
    assert (found.only_one, found.only_other) == ((here,), (there,))
    assert (found.changed, found.same) == ((), {"incident": 1})


def test_a_change_tells_from_what_to_what_and_whether_it_is_close():
    """Only the entries that differ are told; a kind counts as a field."""
    one = incident(where=[entry("Narva", "EE"), entry("the port of Riga", "LV")])
    other = incident(kind="sabotage", where=[entry("port of Riga", "LV"), entry("Narva", "EE", 9)])
    (pair,) = compare([one], [other]).changed
    told = {change.field: change for change in pair.changes}
    assert set(told) == {"kind", "where"}
    assert [e.value for e in told["kind"].before] == ["arson"]
    assert [e.value for e in told["kind"].after] == ["sabotage"]
    assert [e.text for e in told["where"].before] == ["the port of Riga"]
    assert [e.text for e in told["where"].after] == ["port of Riga"]
    assert told["where"].close
    assert not told["kind"].close


def test_a_field_that_one_side_lacks_is_a_change_to_nothing():
    """It is not close to anything."""
    (pair,) = compare([incident(means=[entry("petrol")])], [incident()]).changed
    (change,) = pair.changes
    assert (change.field, change.after, change.close) == ("means", (), False)


def test_references_are_compared_through_the_pairs():
    """Ids differ between codings; what they lead to need not."""

    def accused(name, about):
        return Finding(
            id=name,
            type="attribution",
            anchor=(Span(30, 37),),
            fields={"incident": (Field(value=about),)},
        )

    ones = [incident("a1"), incident("a2", at=50), accused("a3", "a1")]
    others = [incident("b1"), incident("b2", at=50), accused("b3", "b1")]
    assert not compare(ones, others)
    others[2] = accused("b3", "b2")
    (pair,) = compare(ones, others).changed
    assert pair.changes[0].field == "incident"


def test_the_rule_and_the_confidence_do_not_count():
    """They tell how a finding was made, not what it says."""
    one = incident(where=[entry("Narva", "EE")])
    fields = {"where": (replace(one.fields["where"][0], rule="places"),)}
    assert not compare([one], [replace(one, id="x", confidence=0.1, rule="r", fields=fields)])


findings = st.lists(
    st.builds(
        lambda at, kind, place: incident(at=at, kind=kind, where=[entry(place)]),
        st.integers(0, 40),
        st.sampled_from(["arson", "sabotage"]),
        st.sampled_from(["Narva", "Riga"]),
    ),
    max_size=4,
).map(lambda listed: [replace(one, id=f"f{n}") for n, one in enumerate(listed)])


@given(findings, findings)
def test_every_finding_is_counted_once_and_turning_round_turns_the_answer(ones, others):
    """Nothing is lost between the sides, and a coding does not differ from itself."""
    found, turned = compare(ones, others), compare(others, ones)
    pairs = len(found.changed) + sum(found.same.values())
    assert len(found.only_one) + pairs == len(ones)
    assert len(found.only_other) + pairs == len(others)
    assert len(turned.only_one) + len(turned.changed) + sum(turned.same.values()) == len(others)
    assert not compare(ones, ones)
