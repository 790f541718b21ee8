"""Sends what was made up to the API, and notes each answer that its description does not allow."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi import checks

from tests.api import lived
from tests.api.answering import Json, answers
from tests.api.making_up import Rows, requests, rows_of
from tests.scenarios.company import API, Company

CHECKS = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
    checks.negative_data_rejection,
]
#: who calls: somebody who may do all that staff may, the administrator, an auditor, a clerk
CALLERS = (lived.EVERYBODY, lived.EVERYBODY, "u_adm", "u_aud", "u_reg")
BUSY = 503


@dataclass(frozen=True)
class Effort:
    """How long to look.

    :param examples: requests of each kind to each operation
    :param start: of the random numbers; None: always the same requests
    """

    examples: int
    start: int | None = None


@dataclass
class Fuzz:
    """A company in which something has happened, and what was tried on it."""

    company: Company
    rows: Rows
    operations: list[APIOperation]
    #: answers by operation and kind of request
    tried: Counter[tuple[str, GenerationMode, int]] = field(default_factory=Counter)

    def finds(self, operation: APIOperation, mode: GenerationMode, effort: Effort) -> set[str]:
        """Send requests to an operation; return what is wrong with the answers."""
        found: dict[str, str] = {}

        def ask(case: Case, user: str) -> None:
            headers = {"Authorization": f"Bearer {self.company.token_of(user)}"}
            sent = case.as_transport_kwargs(headers=headers)
            response = Response.from_any(self.company.client.open(**sent))
            self.tried[operation.label, mode, response.status_code] += 1
            for fault, why in faults(case, response, headers).items():
                found.setdefault(fault, f"{fault}\n  {why}\n  {shown(case, response, user)}")

        asked = requests(operation, mode, self.rows)
        run(given(case=asked, user=st.sampled_from(CALLERS))(ask), effort)
        return set(found.values())

    def faults_of_answers(self, task: Json, effort: Effort) -> set[str]:
        """Send answers to the form of a task; return those that are met with a fault of ours."""
        path = f"/tasks/{task['id']}"
        form = self.company.get(lived.EVERYBODY, f"{path}/form")["schema"] or {}
        found: dict[str, str] = {}

        def ask(said: Json) -> None:
            answer = self.company.call(
                lived.EVERYBODY, "POST", f"{path}/complete", json={"data": said}
            )
            if answer.status_code >= 500:
                found.setdefault(task["task_definition"], f"{task['task_definition']} {said}")

        made_up = answers(form.get("components", []), self.rows["file_id"])
        run(given(said=made_up)(ask), effort)
        return set(found.values())


def fuzz_of(company: Company) -> Fuzz:
    """Let something happen in a company, and read what its API says of itself."""
    known = lived.live(company)
    app = company.client.application
    document = schemathesis.openapi.from_wsgi(f"{API}/openapi.json", app)
    operations = [found.ok() for found in document.get_all_operations()]
    return Fuzz(company, rows_of(company, known), sorted(operations, key=_clock_last))


def _clock_last(operation: APIOperation) -> tuple[bool, str]:
    """Let time pass when everything else was tried."""
    return "/clock" in operation.path, operation.label


def run(test: Callable[[], None], effort: Effort) -> None:
    """Run a test of hypothesis's on so many examples, without a look back at earlier ones."""
    prepared = settings(
        max_examples=effort.examples,
        derandomize=effort.start is None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )(test)
    (prepared if effort.start is None else seed(effort.start)(prepared))()


def faults(case: Case, response: Response, headers: dict[str, str]) -> dict[str, str]:
    """Name what is wrong with an answer: a fault of ours, or what its description does not say."""
    if response.status_code == BUSY and "retry-after" in response.headers:
        return {}
    try:
        case.validate_response(response, checks=[not_a_server_error, *CHECKS], headers=headers)
    except FailureGroup as group:
        about = f"{case.operation.label} {response.status_code}"
        return {f"{about} {type(one).__name__}": f"{one!s:.400}" for one in group.exceptions}
    return {}


def shown(case: Case, response: Response, user: str) -> str:
    """Show a request and its answer to who has to mend it."""
    asked = f"{user} {case.formatted_path} {case.query} {dict(case.headers)} {case.body!r:.500}"
    return f"{asked}\n  {response.text:.500}"
