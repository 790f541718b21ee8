"""What a revisit is about, on its page; what could not be planned, on that of the inbox."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString, gettext, lazy_gettext

from app.cases.models import Case
from app.errors import FieldError, NotFound
from app.insurance.revisits.queries import count_unplanned, get_revisit
from app.web.refusals import readable
from app.web.shown import local
from app.web.words import word
from app.work import Work

REVISIT_STATUS: Mapping[str, LazyString] = {
    "preparing": lazy_gettext("Revisit being prepared"),
    "contacting": lazy_gettext("Customer being asked"),
    "resolving": lazy_gettext("Issues being put right"),
    "done": lazy_gettext("Revisited"),
    "unreachable": lazy_gettext("Customer not reached"),
    "cancelled": lazy_gettext("Revisit cancelled"),
}


#: who see to what could not be planned: they enter the calendar, or mend the table of plans
PLANNERS = frozenset({"revisit_supervisor", "analyst", "admin"})


def list_unplanned(work: Work) -> list[tuple[int, str]]:
    """List how many revisits could not be planned, and why; empty for whom it does not concern."""
    if work.actor.groups.isdisjoint(PLANNERS):
        return []
    return [(row.number, _why(row)) for row in count_unplanned(work.session)]


def _why(row: Any) -> str:
    refusal = FieldError(pointer="", code=row.problem_code or "", detail=row.problem)
    return readable(refusal).detail


def revisit_facts(work: Work, case: Case) -> list[tuple[str, str]]:
    """List the facts of a revisit, each with its word."""
    try:
        item = get_revisit(work.session, case.business_key or "")
    except NotFound:
        return []
    return [
        (gettext("Status"), word(REVISIT_STATUS, item.status.value)),
        (gettext("Customer"), item.customer.name),
        (gettext("Policy"), "—" if item.policy is None else item.policy.policy_no),
        (gettext("What it follows up"), item.source or "—"),
        (gettext("Script"), item.script),
        (gettext("To be reached by"), item.due_on.isoformat()),
        (gettext("Attempts"), f"{item.attempts} / {item.attempts_max}"),
        (gettext("First reached"), local(item.first_success_at)),
    ]
