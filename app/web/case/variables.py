"""The variables of a case as they are shown: what is personal in them is masked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.cases import queries as cases
from app.cases.models import Case, CaseVariable
from app.identity.permissions import may
from app.insurance.customers.rules import mask_account, mask_id_no, mask_phone
from app.work import Work

HIDDEN = "•••"
#: by a part of their name: what is personal, and how much of it is shown
_MASKS = (
    (re.compile(r"phone|mobile|tel(?:ephone)?$"), mask_phone),
    (re.compile(r"id_no|id_number|passport"), mask_id_no),
    (re.compile(r"account|iban|card"), mask_account),
    (
        re.compile(r"^contact$|mail|address|birth|medical|diagnos|injur(?:y|ies)_|disab"),
        lambda _: HIDDEN,
    ),
)


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
    mask = next((mask for names, mask in _MASKS if names.search(row.name.lower())), None)
    is_masked = mask is not None and row.kind in ("text", "number") and value != ""
    return VariableView(
        name=row.name,
        value=mask(value) if mask is not None and is_masked else value,
        is_whole=row.kind != "json",
        is_masked=is_masked,
    )


def _written(row: CaseVariable) -> str:
    if row.kind == "number" and row.number is not None:
        number = row.number
        return str(int(number)) if number.is_integer() else str(number)
    return row.text or ""
