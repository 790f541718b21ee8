"""Running cases: start, list, read, operate."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Response, request

from app.api.auth import current_actor
from app.api.blueprint import Blueprint, takes_if_match
from app.api.commands import answer, command
from app.api.etags import if_match, versioned
from app.api.paging import page_of
from app.api.refusals import Malformed, refused_in
from app.api.schemas.cases import (
    CaseAnswer,
    CaseListAnswer,
    CasesQuery,
    DiagramsAnswer,
    ElementListAnswer,
    Reason,
    StartCase,
    VariablesAnswer,
)
from app.api.schemas.shapes import ListQuery
from app.api.schemas.tasks import CaseStateAnswer
from app.api.starts import STARTS
from app.cases import operations, queries, versions
from app.cases.models import CaseVariable
from app.cases.queries import OPERATORS, CaseFilter, VariableFilter
from app.cases.standing import Standing, list_standings
from app.cases.state import CaseState
from app.cases.steps import Step, steps_of
from app.cases.visible import get_visible_case
from app.database import from_json
from app.identity.permissions import ensure_may, may
from app.insurance.customers.personal import mask_variable
from app.keyset import Slice
from app.language import label
from app.transaction import reading
from app.work import Work

blueprint = Blueprint("cases", __name__, description="Cases")
VARIABLE = "filter[data."
_VARIABLE = re.compile(r"filter\[data\.(?P<variable>[^\[\]]+)\](\[(?P<operator>\w+)\])?")


@blueprint.route("/cases", methods=["POST"])
@blueprint.arguments(StartCase)
@blueprint.response(201, CaseAnswer)
@blueprint.alt_response(200, schema=CaseAnswer, success=True)
def start_case(body: dict[str, Any]) -> Response:
    """Start a case; a business key that is taken answers the first case"""
    permission, _ = STARTS.get(body["process"], ("case.operate", None))
    ensure_may(current_actor(), permission)
    with command() as work:
        case_id, is_new = _start(work, body)
        case = queries.get_case(work.session, case_id)
        return answer(
            work,
            case,
            status=201 if is_new else 200,
            version=case.version,
            location=f"/api/v1/cases/{case.id}",
        )


def _start(work: Work, body: Mapping[str, Any]) -> tuple[int, bool]:
    if body["process"] in STARTS:
        _, start = STARTS[body["process"]]
        return start(work, body["data"], body["business_key"])
    with refused_in("/data"):
        started = operations.start_case(
            work,
            process_id=body["process"],
            variables=body["data"],
            business_key=body["business_key"],
            strict=True,
        )
    return started.case.id, started.created


@blueprint.route("/cases")
@blueprint.arguments(CasesQuery, location="query")
@blueprint.response(200, CaseListAnswer)
def list_cases(query: dict[str, Any]) -> Any:
    """List cases, the newest first, by process, state, business key or variable"""
    actor = current_actor()
    after, limit, count = (query.pop(name) for name in ("after", "limit", "count"))
    own = None if may(actor, "case.read") else actor.username
    wanted = CaseFilter(**query, started_by=own, variables=_variable_filters())
    return page_of(
        queries.list_cases(reading().session, wanted, after=after, limit=limit, count=count)
    )


def _variable_filters() -> list[VariableFilter]:
    """Read ``filter[data.amount]=3800`` and ``filter[data.amount][gte]=3800``.

    The value is a JSON number, true or false; anything else is text.
    """
    return [
        VariableFilter(*_named(name, _value(text)))
        for name, text in request.args.items(multi=True)
        if name.startswith(VARIABLE)
    ]


def _named(name: str, value: object) -> tuple[str, object, str]:
    found = _VARIABLE.fullmatch(name)
    wanted = found["operator"] or "eq" if found else ""
    if found is None or wanted not in OPERATORS or (isinstance(value, bool) and wanted != "eq"):
        detail = f"{name}: write filter[data.amount]=3800, or filter[data.amount][gte]=3800"
        known = ", ".join(OPERATORS)
        raise Malformed(f"{detail} ({known})", code="unknown_parameter")
    return found["variable"], value, wanted


def _value(text: str) -> object:
    try:
        value: object = from_json(text)
    except ValueError:
        return text
    return text if isinstance(value, dict | list) or value is None else value


@blueprint.route("/cases/<ref:case>")
@blueprint.response(200, CaseAnswer)
def show_case(case: int | str) -> Any:
    """Show a case by id or business key"""
    found = get_visible_case(reading(), case)
    return versioned(found, found.version)


@blueprint.route("/cases/<ref:case>/history")
@blueprint.arguments(ListQuery, location="query")
@blueprint.response(200, ElementListAnswer)
def show_history(query: dict[str, Any], case: int | str) -> Any:
    """List every element a case has entered, the first one first"""
    work = reading()
    found = get_visible_case(work, case)
    page = queries.list_history(work.session, found.id, **query)
    steps = steps_of(work.session, page.rows)
    shown = Slice(
        rows=[_element(step) for step in steps],
        next=page.next,
        prev=page.prev,
        total=page.total,
        total_capped=page.total_capped,
    )
    return page_of(shown)


def _element(step: Step) -> dict[str, Any]:
    row = step.row
    return {
        "id": row.id,
        "element": row.element,
        "name": label(step.name, step.label_en),
        "kind": row.kind,
        "process": row.process_key,
        "state": row.state,
        "started_at": row.started_at,
        "ended_at": row.ended_at,
        "actor": row.actor,
        "on_behalf_of": row.on_behalf_of,
    }


@blueprint.route("/cases/<ref:case>/diagram")
@blueprint.response(200, DiagramsAnswer)
def show_diagrams(case: int | str) -> Any:
    """Show what is active, done, left or failed in the diagrams of a case, and how often"""
    work = reading()
    found = get_visible_case(work, case)
    standings = list_standings(work.session, found.id)
    keys = dict.fromkeys([found.process_key, *(one.process_key for one in standings)])
    return {"items": [_diagram(work, key, standings) for key in keys]}


def _diagram(work: Work, key: str, standings: Sequence[Standing]) -> dict[str, Any]:
    definition = versions.definition_of(work.session, versions.get_process(work.session, key))
    return {
        "process": key,
        "name": label(definition.name, definition.label_en),
        "elements": [one for one in standings if one.process_key == key],
    }


@blueprint.route("/cases/<ref:case>/variables")
@blueprint.response(200, VariablesAnswer)
def list_variables(case: int | str) -> Any:
    """List the variables of a case, with what is personal among them masked"""
    work = reading()
    found = get_visible_case(work, case)
    rows = queries.list_variables(work.session, found.id)
    return {"items": [_variable(row) for row in rows]}


def _variable(row: CaseVariable) -> dict[str, Any]:
    values: dict[str, object] = {
        "text": row.text,
        "number": _number(row.number),
        "boolean": row.text == "true",
    }
    value = values.get(row.kind)
    masked = mask_variable(row.name, row.kind, "" if value is None else str(value))
    told = value if masked is None else masked
    return {"name": row.name, "kind": row.kind, "value": told, "masked": masked is not None}


def _number(value: float | None) -> float | int | None:
    """Return a number of the index as it was: it keeps ids and whole amounts as fractions."""
    return int(value) if value is not None and value.is_integer() else value


Operation = Callable[[Work, int, int | None], CaseState]


def _operate(case: int | str, operation: Operation) -> Response:
    """Run one of the acts that need the permission to operate and the version that was seen."""
    ensure_may(current_actor(), "case.operate")
    expected = if_match(lambda: show_case(case), required=True)
    with command() as work:
        found = queries.get_case(work.session, case)
        state = operation(work, found.id, expected)
        return answer(work, state, version=state.version)


@blueprint.route("/cases/<ref:case>/suspend", methods=["POST"])
@blueprint.arguments(Reason)
@blueprint.response(200, CaseStateAnswer)
@takes_if_match(required=True)
def suspend_case(body: dict[str, str], case: int | str) -> Response:
    """Hold a case: no task is completed and no timer fires; its time limits run on"""
    return _operate(
        case,
        lambda work, case_id, seen: operations.suspend_case(
            work, case_id, reason=body["reason"], expected_version=seen
        ),
    )


@blueprint.route("/cases/<ref:case>/resume", methods=["POST"])
@blueprint.response(200, CaseStateAnswer)
@takes_if_match(required=True)
def resume_case(case: int | str) -> Response:
    """Let a suspended case go on"""
    return _operate(
        case,
        lambda work, case_id, seen: operations.resume_case(work, case_id, expected_version=seen),
    )


@blueprint.route("/cases/<ref:case>/cancel", methods=["POST"])
@blueprint.arguments(Reason)
@blueprint.response(200, CaseStateAnswer)
@takes_if_match(required=True)
def cancel_case(body: dict[str, str], case: int | str) -> Response:
    """End a case before its end"""
    return _operate(
        case,
        lambda work, case_id, seen: operations.cancel_case(
            work, case_id, reason=body["reason"], expected_version=seen
        ),
    )


@blueprint.route("/cases/<ref:case>/retry", methods=["POST"])
@blueprint.response(200, CaseStateAnswer)
@takes_if_match()
def retry_case(case: int | str) -> Response:
    """Try every incident of a case again"""
    ensure_may(current_actor(), "case.operate")
    expected = if_match(lambda: show_case(case))
    with command() as work:
        found = queries.get_case(work.session, case)
        state = operations.retry_incidents(work, found.id, expected_version=expected)
        return answer(work, state, version=state.version)
