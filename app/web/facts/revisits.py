"""What a revisit is about, on its page."""

from collections.abc import Mapping

from flask_babel import LazyString, gettext, lazy_gettext

from app.cases.models import Case
from app.errors import NotFound
from app.insurance.revisits.queries import get_revisit
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
