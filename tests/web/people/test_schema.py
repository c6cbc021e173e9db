"""The whole API, asked with a token whatever its schema allows, and some of what it does not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.people.conftest import PASSWORD

from vedette.desk import running
from vedette.desk.settings import settle
from vedette.engines import Local
from vedette.people import people
from vedette.web import app

AT = "http://127.0.0.1"
QUESTIONS = 100
"""For each address; all of them take half a minute."""
NAMED = {
    "/api/articles/{article_id}": ("findings", "article"),
    "/api/incidents/{incident_id}": ("incidents", "id"),
    "/api/stories/{story_id}": ("stories", "id"),
    "/api/pledges/{pledge_id}": ("pledges", "id"),
    "/api/forecasts/{forecast_id}": ("forecasts", "id"),
}
"""Where the ids stand that each address tells of."""


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, dict[str, str]]]:
    """Give the schema of a desk over the sample's reports, and the headers of who may read it."""
    folder = tmp_path_factory.mktemp("schema")
    chosen = replace(settle(None, {}), ledger=f"sqlite:///{folder}/ledger.sqlite")
    with running.opened(chosen.ledger_url) as store:
        running.fill_sample(store, Local())
    known = people(chosen.people_file, lambda: datetime.now(UTC))
    known.invitations.accept(known.first(), "Admin", PASSWORD)
    _, token = known.tokens.make("Admin", "all of it", ("read",), by="Admin")
    live = running.live_desk(chosen, running.sample_sources())
    site = app(live, None, host="127.0.0.1", port=80, people=known)
    headers = {"authorization": f"Bearer {token}", "host": "127.0.0.1"}
    schema = schemathesis.openapi.from_asgi("/schema/openapi.json", site, headers=headers)
    schema.config.update(base_url=AT, headers=headers)
    yield schema, headers
    live.close()
    known.close()


def test_no_question_breaks_the_api(api: Any) -> None:
    """No answer is a fault of ours, and each is what the schema says.

    What is allowed and refused all the same is not looked at: the desk refuses a state or a kind
    that there is not, which the schema does not list.
    """
    wrong = {}
    for found in api[0].get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=QUESTIONS,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate],  # what is found is told, not made small
        )
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        try:
            ask()
        except (FailureGroup, Failure) as fault:
            wrong[operation.label] = str(fault)
    assert not wrong, "\n\n".join(f"{where}: {what}" for where, what in wrong.items())


@pytest.mark.parametrize("path", NAMED)
def test_what_is_there_is_told_as_the_schema_says(api: Any, path: str) -> None:
    """Of each list the first lines, followed to their own address."""
    schema, headers = api
    noun, key = NAMED[path]
    name = path.partition("{")[2].rstrip("}")
    lines = schema[f"/api/{noun}"]["GET"].Case().call(headers=headers).json()["lines"]
    assert lines
    for line in lines[:10]:
        case = schema[path]["GET"].Case(path_parameters={name: line[key]})
        told = case.call_and_validate(headers=headers)
        assert told.status_code == 200
