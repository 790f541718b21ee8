"""What people may do to a case beside its tasks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from app.cases.models import Case
from app.errors import FieldError, InvalidInput, NotFound
from app.identity.permissions import ensure_may, may
from app.inbox.forms.posted import plain_number
from app.web.case.asking import Act, Question, Said
from app.web.case.claim_acts import CLAIM_ACTS
from app.web.case.complaint_acts import COMPLAINT_ACTS
from app.web.case.dispute_acts import DISPUTE_ACTS
from app.web.case.operator_acts import OPERATOR_ACTS
from app.web.case.revisit_acts import REVISIT_ACTS
from app.web.case.training_acts import TRAINING_ACTS
from app.web.entries import read_instant
from app.work import Work

ACTS: Sequence[Act] = (
    *CLAIM_ACTS,
    *COMPLAINT_ACTS,
    *DISPUTE_ACTS,
    *REVISIT_ACTS,
    *TRAINING_ACTS,
    *OPERATOR_ACTS,
)
_AMOUNT = re.compile(r"[0-9]{1,13}(\.[0-9]{1,2})?")


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An act that is offered, with what it asks about this case."""

    act: Act
    questions: Sequence[Question]


def list_acts(work: Work, case: Case, *, tried: str = "") -> list[Offer]:
    """List what the actor may do to a case as it stands.

    :param tried: key of an act that was refused: it stays, so that what was typed does
    """
    return [
        Offer(act=act, questions=act.all_questions(work, case))
        for act in ACTS
        if may(work.actor, act.permission) and (act.key == tried or act.is_open(work, case))
    ]


def do_act(work: Work, case: Case, key: str, said: Said) -> Act:
    """Do one of the acts.

    :raises NotFound: there is no such act, or nothing that it could be done to
    :raises NotAllowed: it is not the actor's to do
    :raises InvalidInput: with every field that is wrong
    :raises Conflict: the case is not where it can be done
    """
    act = next((one for one in ACTS if one.key == key), None)
    if act is None:
        raise NotFound(f"no act {key}")
    ensure_may(work.actor, act.permission)
    questions = act.all_questions(work, case)
    read = {**said, **{one.name: _read(one, said.get(one.name, "")) for one in questions}}
    wrong = [error for one in questions for error in _wrong(one, read[one.name])]
    if wrong:
        raise InvalidInput(f"refused: {act.key}", errors=wrong)
    act.run(work, case, read)
    return act


def _read(question: Question, text: str) -> str:
    """Write an answer as acts read it; what cannot be read stays, and is refused."""
    if question.kind == "money":
        return plain_number(text).strip()
    if question.kind == "instant":
        instant = read_instant(text)
        return text if instant is None else instant.isoformat()
    return text


def _wrong(question: Question, text: str) -> list[FieldError]:
    pointer = f"/{question.name}"
    if question.required and not text:
        return [FieldError(pointer=pointer, code="required", detail="fill this in")]
    if len(text) > question.longest:
        detail = f"at most {question.longest} characters"
        return [FieldError(pointer=pointer, code="too_long", detail=detail)]
    unread = _unread(question, text) if text else ""
    return [FieldError(pointer=pointer, code="invalid_value", detail=unread)] if unread else []


def _unread(question: Question, text: str) -> str:
    """Say why an answer cannot be read; empty where it can."""
    known = {value for value, _ in question.choices}
    if question.kind == "choice" and text not in known:
        return str(gettext("Choose one of these."))
    if question.kind == "money" and not _AMOUNT.fullmatch(text):
        return str(gettext("An amount is a number of at most two decimals."))
    if question.kind == "instant" and read_instant(text) is None:
        return str(gettext("Choose a day and a time."))
    return ""
