"""What people may do to a case beside its tasks."""

from collections.abc import Sequence

from app.cases.models import Case
from app.errors import FieldError, InvalidInput, NotFound
from app.identity.permissions import ensure_may, may
from app.web.case.asking import Act, Question, Said
from app.web.case.claim_acts import CLAIM_ACTS
from app.web.case.complaint_acts import COMPLAINT_ACTS
from app.web.case.operator_acts import OPERATOR_ACTS
from app.work import Work

ACTS: Sequence[Act] = (*CLAIM_ACTS, *COMPLAINT_ACTS, *OPERATOR_ACTS)
LONGEST = 4000  # characters of a reason


def list_acts(work: Work, case: Case) -> list[Act]:
    """List what the actor may do to a case as it stands."""
    return [act for act in ACTS if may(work.actor, act.permission) and act.is_open(work, case)]


def do_act(work: Work, case: Case, key: str, said: Said) -> Act:
    """Do one of the acts.

    :raises NotFound: there is no such act
    :raises NotAllowed: it is not the actor's to do
    :raises InvalidInput: with every field that is wrong
    :raises Conflict: the case is not where it can be done
    """
    act = next((one for one in ACTS if one.key == key), None)
    if act is None:
        raise NotFound(f"no act {key}")
    ensure_may(work.actor, act.permission)
    _ensure_said(act, said)
    act.run(work, case, said)
    return act


def _ensure_said(act: Act, said: Said) -> None:
    wrong = [error for one in act.questions for error in _wrong(one, said.get(one.name, ""))]
    if wrong:
        raise InvalidInput(f"refused: {act.key}", errors=wrong)


def _wrong(question: Question, text: str) -> list[FieldError]:
    pointer = f"/{question.name}"
    if question.required and not text:
        return [FieldError(pointer=pointer, code="required", detail="fill this in")]
    if len(text) > LONGEST:
        detail = f"at most {LONGEST} characters"
        return [FieldError(pointer=pointer, code="too_long", detail=detail)]
    known = {value for value, _ in question.choices}
    if text and known and text not in known:
        return [FieldError(pointer=pointer, code="invalid_value", detail="choose one of these")]
    return []
