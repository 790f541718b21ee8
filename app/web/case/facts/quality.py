"""What a quality cycle is about, on its page."""

from flask_babel import gettext

from app.cases.models import Case
from app.insurance.quality.queries import find_cycle_of, list_actions
from app.web.shown import local
from app.web.words import QUALITY_STATUS, word
from app.work import Work


def quality_facts(work: Work, case: Case) -> list[tuple[str, str]]:
    """List the facts of a quality cycle, each with its word."""
    cycle = find_cycle_of(work.session, case.id)
    if cycle is None:
        return []
    days = "—" if cycle.period_from is None else f"{cycle.period_from} – {cycle.period_to}"
    actions = list_actions(work.session, cycle_id=cycle.id).rows
    return [
        (gettext("Status"), word(QUALITY_STATUS, cycle.status.value)),
        (gettext("Evaluated period"), days),
        (gettext("Proposed by"), cycle.source or "—"),
        (gettext("Problems"), "; ".join(row["problem"] for row in cycle.problems) or "—"),
        (gettext("Improvement actions"), "、".join(one.action_no for one in actions) or "—"),
        (gettext("Cycle closed"), local(cycle.closed_at)),
    ]
