"""Requests made up from the OpenAPI document, some of which name rows that there are."""

from typing import Any

from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core.parameters import ParameterLocation
from schemathesis.schemas import APIOperation

from tests.scenarios.company import Company

Rows = dict[str, list[str]]
SOON = {"by": "PT1H"}  # a far day would keep the company busy until then

#: what names a row in a path, a body or a filter: the list that holds it, and its members there
ROWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "action": ("/quality-actions", ("id",)),
    "campaign": ("/care-items", ("campaign",)),
    "case": ("/cases", ("id", "business_key")),
    "change": ("/change-requests", ("change_no",)),
    "claim": ("/claims", ("id", "claim_no")),
    "code": ("/questionnaires", ("code",)),
    "complaint": ("/complaints", ("id",)),
    "contingency": ("/contingencies", ("id",)),
    "customer": ("/customers", ("id", "customer_no")),
    "cycle": ("/quality-cycles", ("id",)),
    "day": ("/calendar-days?year=2026", ("day",)),
    "dispute": ("/disputes", ("id",)),
    "evaluation": ("/evaluations", ("id",)),
    "found": ("/quality-checks", ("id",)),
    "group": ("/groups", ("code",)),
    "incident_id": ("/incidents", ("id",)),
    "item": ("/care-items", ("id",)),
    "key": ("/decisions", ("key",)),
    "letter": ("/claims/{paid}/letters", ("id",)),
    "message_id": ("/inbound-messages", ("id",)),
    "metric": ("/reports", ("code",)),
    "overdue": ("/overdue", ("id",)),
    "payment": ("/claims/{paid}/payments", ("id",)),
    "plan": ("/contingency-plans", ("id",)),
    "policy": ("/policies", ("id", "policy_no")),
    "product": ("/products", ("product_code",)),
    "promise_id": ("/promises", ("id",)),
    "reference": ("/case-references", ("id",)),
    "request": ("/data-requests", ("id",)),
    "revisit": ("/revisits", ("id",)),
    "service_request": ("/service-requests", ("id",)),
    "standard": ("/quality-standards", ("id",)),
    "substitution_id": ("/substitutions", ("id",)),
    "task_id": ("/tasks?view=all&limit=200", ("id",)),
    "training": ("/trainings", ("id",)),
    "user": ("/users", ("id", "username")),
    "attachment_id": ("/tasks/{talked}/attachments", ("id",)),
    "comment_id": ("/tasks/{talked}/comments", ("id",)),
    "decision": ("/cases/{paid}/decisions", ("id",)),
    "enrolment": ("/trainings/{trained}/enrolments", ("id",)),
    "file_id": ("/claims/{paid}/documents", ("file",)),
    "process": ("/cases", ("process",)),
    "session": ("/trainings/{trained}/sessions", ("id",)),
    "task_definition": ("/tasks?view=all&limit=200", ("task_definition",)),
}
#: what a body or a filter calls the rows that a path calls otherwise
ALSO = {
    "business_key": "case",
    "correlation_key": "case",
    "case_id": "case",
    "case_no": "case",
    "definition": "key",
    "file": "file_id",
    "into": "customer",
    "owner": "user",
    "person": "user",
    "policy_no": "policy",
    "policyholder": "customer",
    "process": "process",
    "product_code": "product",
    "related_case": "case",
    "saved": "filter_id",
    "seller": "user",
    "session": "session",
    "substitute": "user",
    "task": "task_id",
    "task_definition": "task_definition",
}


def rows_of(company: Company, known: dict[str, str]) -> Rows:
    """Return what names the rows that the auditor sees."""
    found: Rows = {}
    for name, (path, members) in ROWS.items():
        answer = company.call("u_aud", "GET", path.format_map(known))
        assert answer.status_code == 200, (path, answer.text)
        values = [item[member] for item in answer.json["items"] for member in members]
        found[name] = sorted({str(value) for value in values if value})
    return found


@st.composite
def requests(draw: st.DrawFn, operation: APIOperation, mode: GenerationMode, rows: Rows) -> Case:
    """Make a request up; the part of it that is right names rows, as a rule."""
    case = draw(operation.as_strategy(generation_mode=mode))
    parts = case.meta.components if case.meta else {}
    wrong = {place for place, part in parts.items() if part.mode is GenerationMode.NEGATIVE}
    if ParameterLocation.PATH not in wrong:
        case.path_parameters = draw(_naming(case.path_parameters, rows))
    if ParameterLocation.QUERY not in wrong:
        case.query = draw(_naming(case.query, rows))
    if ParameterLocation.BODY not in wrong and case.media_type == "application/json":
        is_time = operation.path.endswith("/clock/advance")
        case.body = SOON if is_time else draw(_naming(case.body, rows))
    return case


@st.composite
def _naming(draw: st.DrawFn, said: Any, rows: Rows) -> Any:
    """Let texts that are to name a row do so, most of the time."""
    if isinstance(said, list):
        return [draw(_naming(one, rows)) for one in said]
    if not isinstance(said, dict):
        return said
    return {name: draw(_named(name, value, rows)) for name, value in said.items()}


def _named(name: str, value: Any, rows: Rows) -> st.SearchStrategy[Any]:
    plain = name.removeprefix("filter[").removesuffix("]")
    known = rows.get(ALSO.get(plain, plain))
    if not known or not isinstance(value, str):
        return _naming(value, rows)
    return st.one_of(st.sampled_from(known), st.sampled_from(known), st.just(value))
