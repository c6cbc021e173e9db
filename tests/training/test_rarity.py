"""The names that weigh less in real articles than in invented ones."""

from training.rarity import names


def test_names_are_names() -> None:
    """Of each state its names and those of its people, seats and organs, but no numbers."""
    found = list(names())
    assert {"Andorra", "Andorran", "Abu Dhabi"} <= set(found)
    assert all(isinstance(name, str) for name in found)
