"""What the network tells is what the codebook allows."""

from vedette.code.tagger.labels import ATTRIBUTES, NO_STATUS, ROLES
from vedette.taxonomy.codebook import ENUMS, FIELDS


def test_attributes_have_the_values_of_the_codebook() -> None:
    """Only the order is the network's own; a value more or less is a mistake."""
    told = {(type_, name): set(values) for type_, name, values in ATTRIBUTES if name != "kind"}
    assert {key: values - {NO_STATUS} for key, values in told.items()} == ENUMS


def test_roles_are_fields_of_the_codebook() -> None:
    """No role is told that no finding of its type can have."""
    assert all(name in FIELDS[type_] for type_, name in ROLES)
