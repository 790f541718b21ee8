"""The variables of a case as they are shown: what is personal in them is masked."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.cases import queries as cases
from app.cases.models import Case, CaseVariable
from app.identity.permissions import may
from app.insurance.customers.personal import mask_variable
from app.work import Work


@dataclass(frozen=True, kw_only=True)
class VariableView:
    """One variable as it is shown."""

    name: str
    value: str
    #: its value is longer or of more parts than a line shows
    is_whole: bool
    is_masked: bool


def variables_of(work: Work, case: Case) -> Sequence[VariableView] | None:
    """List the variables of a case; None: they are not for the reader."""
    if not may(work.actor, "case.read"):
        return None
    return [_view(row) for row in cases.list_variables(work.session, case.id)]


def _view(row: CaseVariable) -> VariableView:
    value = _written(row)
    masked = mask_variable(row.name, row.kind, value)
    return VariableView(
        name=row.name,
        value=value if masked is None else masked,
        is_whole=row.kind != "json",
        is_masked=masked is not None,
    )


def _written(row: CaseVariable) -> str:
    if row.kind == "number" and row.number is not None:
        number = row.number
        return str(int(number)) if number.is_integer() else str(number)
    return row.text or ""
