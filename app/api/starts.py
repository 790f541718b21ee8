"""Processes whose start is more than a token: the data is checked, the record written first."""

from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import Schema, ValidationError

from app.api.complaint_reports import read_started_complaint, report_complaint
from app.api.refusals import refusal, refused_in
from app.api.reports import read_started, report_loss
from app.api.schemas.contingencies import ReportContingency
from app.api.schemas.quality_cycles import BeginEvaluation, ProposeImprovement
from app.api.service_requests import raise_once, read_raised
from app.errors import FieldError, InvalidInput
from app.insurance.contingency.operations import report_contingency
from app.insurance.quality import cycles
from app.work import Variables, Work

#: given the data and the business key; returns the case, and whether this call made it
Start = Callable[[Work, Variables, str | None], tuple[int, bool]]
DATA = "/data"  # where the fields lie in what was sent


def _report_claim(work: Work, data: Variables, business_key: str | None) -> tuple[int, bool]:
    reported = report_loss(work, read_started(data, business_key), root=DATA)
    return reported.claim.case_id or 0, reported.is_new


def _raise_request(work: Work, data: Variables, business_key: str | None) -> tuple[int, bool]:
    raised = raise_once(work, read_raised(data, business_key), root=DATA)
    return raised.request.case_id or 0, raised.is_new


def _report_complaint(work: Work, data: Variables, business_key: str | None) -> tuple[int, bool]:
    fields = read_started_complaint(data, business_key)
    raised = report_complaint(work, fields, root=DATA)
    return raised.complaint.case_id or 0, raised.is_new


def _report_contingency(work: Work, data: Variables, business_key: str | None) -> tuple[int, bool]:
    report = _read(ReportContingency(), data, business_key)
    with refused_in(DATA):
        return report_contingency(work, **report).case_id, True


def _begin_cycle(work: Work, data: Variables, business_key: str | None) -> tuple[int, bool]:
    """Propose an improvement where the data names a problem, else evaluate a period."""
    if "problem" in data:
        proposal = _read(ProposeImprovement(), data, business_key)
        with refused_in(DATA):
            return cycles.propose(work, **proposal).case_id, True
    period = _read(BeginEvaluation(), data, business_key)
    with refused_in(DATA):
        return cycles.evaluate(work, **period).case_id, True


def _read(schema: Schema, data: Variables, business_key: str | None) -> dict[str, Any]:
    """Read what was sent for a process that gives its cases numbers of their own.

    :raises InvalidInput: with every field that is wrong
    """
    if business_key is not None:
        detail = "a case of this process gets a number of its own"
        wrong = FieldError(pointer="/business_key", code="not_possible", detail=detail)
        raise InvalidInput(detail, errors=[wrong])
    try:
        read: dict[str, Any] = schema.load(data)
    except ValidationError as error:
        raise refusal({"json": {"data": error.messages}}) from error
    return read


#: by the process: who may start it, and how
STARTS: Mapping[str, tuple[str, Start]] = {
    "claim": ("claim.report", _report_claim),
    "service_request": ("request.report", _raise_request),
    "complaint": ("complaint.report", _report_complaint),
    "contingency": ("case.operate", _report_contingency),
    "quality_cycle": ("case.operate", _begin_cycle),
}
