"""Acts on any case, for those who operate the house's processes."""

from collections.abc import Callable, Sequence

from flask_babel import lazy_gettext

from app.cases import operations as running
from app.cases import queries as cases
from app.cases.models import Case, CaseStatus
from app.web.case.asking import REASON, Act
from app.work import Work


def _while_case(*statuses: CaseStatus) -> Callable[[Work, Case], bool]:
    return lambda work, case: case.status in statuses


def _has_incident(work: Work, case: Case) -> bool:
    return bool(cases.list_incidents(work.session, case_id=case.id, limit=1).rows)


OPERATOR_ACTS: Sequence[Act] = (
    Act(
        key="retry",
        title=lazy_gettext("Try again what failed"),
        hint=lazy_gettext("Each step that an error holds is taken once more."),
        permission="case.operate",
        is_open=_has_incident,
        run=lambda work, case, said: running.retry_incidents(work, case.id),
    ),
    Act(
        key="suspend",
        title=lazy_gettext("Hold the case"),
        hint=lazy_gettext("No task is completed and no timer fires; its time limits run on."),
        permission="case.operate",
        is_open=_while_case(CaseStatus.ACTIVE),
        run=lambda work, case, said: running.suspend_case(work, case.id, reason=said["reason"]),
        questions=(REASON,),
    ),
    Act(
        key="resume",
        title=lazy_gettext("Let the case go on"),
        hint=lazy_gettext("It takes what was sent meanwhile."),
        permission="case.operate",
        is_open=_while_case(CaseStatus.SUSPENDED),
        run=lambda work, case, said: running.resume_case(work, case.id),
    ),
    Act(
        key="cancel",
        title=lazy_gettext("End the case"),
        hint=lazy_gettext("Its tasks are withdrawn, its time limits end. Nobody can undo this."),
        permission="case.operate",
        is_open=_while_case(CaseStatus.ACTIVE, CaseStatus.SUSPENDED),
        run=lambda work, case, said: running.cancel_case(work, case.id, reason=said["reason"]),
        questions=(REASON,),
        is_grave=True,
    ),
)
