"""Writes standards, and checks of how customers are served."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.audit import operations as audit
from app.cases.queries import get_case
from app.errors import FieldError, InvalidInput, NotAllowed, NotFound
from app.identity.queries import list_users_by_id
from app.inbox.queries import get_task
from app.insurance.quality import check_queries
from app.insurance.quality.check_models import (
    CheckArea,
    QualityCheck,
    QualityStandard,
    StandardArea,
)
from app.insurance.quality.checklists import CHECKLISTS
from app.insurance.records import enter
from app.work import Work


def write_standard(
    work: Work,
    *,
    code: str,
    area: StandardArea,
    title: str,
    text: str,
    effective_from: dt.date | None = None,
) -> QualityStandard:
    """Write the next version of a standard, or its first one.

    :param effective_from: by default today
    :raises InvalidInput: the standard is about another area, or the day is over
    """
    known = check_queries.find_standard(work.session, code)
    if known is not None and known.area is not area:
        raise _refusal("area", f"standard {code} is about {known.area.value}", "invalid_value")
    if effective_from is not None and effective_from < work.today:
        raise _refusal("effective_from", f"{effective_from} is over", "in_past")
    standard = QualityStandard(
        code=code,
        edition=1 if known is None else known.edition + 1,
        area=area,
        title=title,
        text=text,
        effective_from=effective_from or work.today,
    )
    enter(work, standard)
    detail = {"edition": standard.edition}
    audit.record(work, "quality.standard_written", subject=code, detail=detail)
    return standard


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What was looked at: a task, a case or a counter."""

    task_id: int | None = None
    case: str | None = None
    counter: str | None = None
    #: whose work it was; of a task whoever completed it
    person_id: int | None = None


def check(
    work: Work,
    area: CheckArea,
    checked: Checked,
    items: Sequence[Mapping[str, Any]],
    *,
    standard_id: int | None = None,
    comment: str = "",
) -> QualityCheck:
    """Keep how a check-list was scored.

    :param items: rows of item and score
    :raises InvalidInput: not one thing was looked at, or an item is not on the list or scored twice
    :raises NotAllowed: it is the checker's own work
    """
    _ensure_on_list(area, items)
    case_id, person_id = _subject(work, checked)
    if standard_id is not None:
        check_queries.get_standard(work.session, standard_id)
    if person_id == work.actor.user_id:
        raise NotAllowed("nobody checks their own work", code="four_eyes_violation")
    found = QualityCheck(
        area=area,
        task_id=checked.task_id,
        case_id=case_id,
        counter=checked.counter,
        person_id=person_id,
        standard_id=standard_id,
        checker_id=work.actor.user_id,
        comment=comment,
        at=work.now,
    )
    _score(found, items)
    enter(work, found)
    found.org_unit = _unit_of(work, person_id)  # not the checker's
    detail = {"area": area.value, "counter": checked.counter}
    audit.record(work, "quality.checked", case_id=case_id, subject=str(found.id), detail=detail)
    return found


def _unit_of(work: Work, person_id: int | None) -> str | None:
    """Return the unit of the person whose work was looked at."""
    if person_id is None:
        return None
    return list_users_by_id(work.session, [person_id])[person_id].org_unit


def _score(found: QualityCheck, items: Sequence[Mapping[str, Any]]) -> None:
    """Add the scores up, those of attitude by themselves too."""
    attitudes = {item.code for item in CHECKLISTS[found.area] if item.attitude}
    scores = [(str(row["item"]), int(row["score"])) for row in items]
    of_attitude = [score for item, score in scores if item in attitudes]
    found.items = [{"item": item, "score": score} for item, score in scores]
    found.score_sum, found.score_count = sum(score for _, score in scores), len(scores)
    found.attitude_sum, found.attitude_count = sum(of_attitude), len(of_attitude)


def _ensure_on_list(area: CheckArea, items: Sequence[Mapping[str, Any]]) -> None:
    known = {item.code for item in CHECKLISTS[area]}
    errors = []
    for index, row in enumerate(items):
        again = any(row["item"] == other["item"] for other in items[:index])
        if row["item"] not in known or again:
            why = "is scored twice" if again else f"is not on the list {area.value}"
            pointer = f"/items/{index}/item"
            detail = f"{row['item']} {why}"
            errors.append(FieldError(pointer=pointer, code="invalid_value", detail=detail))
    if errors:
        raise InvalidInput(errors[0].detail, errors=errors)


def _subject(work: Work, checked: Checked) -> tuple[int | None, int | None]:
    """Return the case and the person that a check is about."""
    named = [one for one in (checked.task_id, checked.case, checked.counter) if one is not None]
    if len(named) != 1:
        raise _refusal("task", "name one of task, case and counter", "invalid_value")
    try:
        return _found(work, checked)
    except NotFound as missing:
        name = "task" if checked.task_id is not None else "case"
        raise _refusal(name, str(missing), "not_found") from missing


def _found(work: Work, checked: Checked) -> tuple[int | None, int | None]:
    person_id = checked.person_id
    if person_id is not None and person_id not in list_users_by_id(work.session, [person_id]):
        raise _refusal("person", f"there is no user {person_id}", "not_found")
    if checked.task_id is not None:
        task = get_task(work.session, checked.task_id)
        return task.case_id, task.completed_by or person_id
    if checked.case is not None:
        return get_case(work.session, checked.case).id, person_id
    return None, person_id


def _refusal(name: str, detail: str, code: str) -> InvalidInput:
    return InvalidInput(detail, errors=[FieldError(pointer=f"/{name}", code=code, detail=detail)])
