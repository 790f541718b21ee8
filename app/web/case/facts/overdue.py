"""What overdue work is about, on its page: whose limit ran out, who sees to it and how."""

from collections.abc import Mapping

from flask_babel import LazyString, gettext, lazy_gettext

from app.cases.models import Case
from app.errors import NotFound
from app.identity.queries import find_user
from app.insurance.overdue.models import OverdueCase
from app.insurance.overdue.queries import get_overdue
from app.language import label
from app.sla.queries import get_clock
from app.web.addresses import linked_case
from app.web.boards.words import OVERDUE as MEASURE
from app.web.shown import deadline, local
from app.web.words import CLOCK_STATE, CLOCK_TYPE, STAGE, word
from app.work import Work

CAUSE: Mapping[str, LazyString] = {
    "workload": lazy_gettext("Workload"),
    "documents": lazy_gettext("Missing papers"),
    "third_party": lazy_gettext("A third party"),
    "system": lazy_gettext("The system"),
    "customer": lazy_gettext("The customer"),
    "staff": lazy_gettext("Staff"),
}


def overdue_facts(work: Work, case: Case) -> list[tuple[str, str]]:
    """List the facts of overdue work, each with its word."""
    try:
        found = get_overdue(work.session, case.business_key or "")
    except NotFound:
        return []
    clock = get_clock(work.session, found.clock_id)
    return [
        (gettext("Overdue case"), linked_case(work, str(clock.case_id))),
        (gettext("Overdue limit"), word(STAGE, clock.stage)),
        (gettext("Kind of limit"), word(CLOCK_TYPE, clock.clock_type.value)),
        (gettext("Was due"), deadline(clock.due_at)),
        (gettext("State of the limit"), word(CLOCK_STATE, clock.state.value)),
        (gettext("Seen to by"), _handler(work, found)),
        (gettext("Level of escalation"), found.level or "—"),
        (gettext("Cause of the delay"), word(CAUSE, found.cause)),
        (gettext("Measure taken"), word(MEASURE, found.measure)),
        (gettext("New target"), local(found.new_target) or "—"),
        *([(gettext("Remark"), found.note)] if found.note else []),
    ]


def _handler(work: Work, found: OverdueCase) -> str:
    user = None if found.handler_id is None else find_user(work.session, found.handler_id)
    return "—" if user is None else label(user.name, user.name_en)
