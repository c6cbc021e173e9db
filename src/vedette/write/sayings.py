"""What reports say of guilt, each once: what a copy says stands with its origin, if it is here."""

from collections.abc import Sequence

from vedette.answers import Account
from vedette.write.withheld import said


def own(accounts: Sequence[Account]) -> list[Account]:
    """Leave out the copies of what is among the accounts itself."""
    here = {account.head.article for account in accounts}
    return [account for account in accounts if account.head.origin not in here]


def sayings(accounts: Sequence[Account]) -> list[str]:
    """Say who accuses whom and what is answered, in words that name who says it."""
    told = (said(found) for account in own(accounts) for found in account.about)
    return list(dict.fromkeys(filter(None, told)))
