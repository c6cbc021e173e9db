"""What reports say of guilt, each once: what a copy says stands with its origin, if it is here."""

from collections.abc import Sequence

from vedette.answers import Account, Dossier
from vedette.write.withheld import names, said


def own(accounts: Sequence[Account]) -> list[Account]:
    """Leave out the copies of what is among the accounts itself."""
    here = {account.head.article for account in accounts}
    return [account for account in accounts if account.head.origin not in here]


def sayings(dossier: Dossier) -> list[str]:
    """Say who accuses whom and what is answered, in words that name who says it."""
    return sayings_of(dossier.sheet.accounts, names(dossier.blamed))


def sayings_of(accounts: Sequence[Account], withheld: frozenset[str]) -> list[str]:
    """Say it of some accounts, without the names that are withheld."""
    told = (said(found, withheld) for account in own(accounts) for found in account.about)
    return list(dict.fromkeys(filter(None, told)))
