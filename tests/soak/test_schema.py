"""The whole API, asked with a token whatever its schema allows, and some of what it does not."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.people.conftest import PASSWORD

from vedette.desk import running
from vedette.desk.settings import settle
from vedette.engines import Local
from vedette.people import people
from vedette.web import app

pytestmark = [pytest.mark.soak, pytest.mark.filterwarnings("default")]
AT = "http://127.0.0.1"
QUESTIONS = 10
"""For each address."""


@pytest.fixture(scope="module")
def api() -> Iterator[object]:
    """Give the schema of a desk over the sample, as a token that reads sees it."""
    folder = Path(tempfile.mkdtemp())
    chosen = replace(settle(None, {}), ledger=f"sqlite:///{folder}/ledger.sqlite")
    with running.opened(chosen.ledger_url) as store:
        running.fill_sample(store, Local())
    known = people(chosen.people_file, lambda: datetime.now(UTC))
    known.invitations.accept(known.first(), "Admin", PASSWORD)
    _, token = known.tokens.make("Admin", "soak", ("read",), by="Admin")
    live = running.live_desk(chosen, running.sample_sources())
    site = app(live, None, host="127.0.0.1", port=80, people=known)
    headers = {"authorization": f"Bearer {token}", "host": "127.0.0.1"}
    schema = schemathesis.openapi.from_asgi("/schema/openapi.json", site, headers=headers)
    schema.config.update(base_url=AT, headers=headers)
    yield schema
    live.close()
    known.close()
    shutil.rmtree(folder)


def test_no_question_breaks_the_api(api) -> None:
    """No answer is a fault of ours, and each is what the schema says.

    What is allowed and refused all the same is not looked at: the desk refuses a state or a kind
    that there is not, which the schema does not list.
    """
    wrong = {}
    for found in api.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=QUESTIONS,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case) -> None:
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        try:
            ask()
        except (FailureGroup, Failure) as fault:
            wrong[operation.label] = str(fault)
    told = "\n\n".join(f"{where}: {what}" for where, what in wrong.items())
    assert not wrong, told
