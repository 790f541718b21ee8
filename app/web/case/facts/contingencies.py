"""What a contingency is about, on its page."""

from flask_babel import gettext

from app.cases.models import Case
from app.errors import NotFound
from app.insurance.contingency.queries import get_activation, mean_progress
from app.web.shown import local, money
from app.web.words import CONTINGENCY_STATUS, EVENT_TYPE, word
from app.work import Work


def contingency_facts(work: Work, case: Case) -> list[tuple[str, str]]:
    """List the facts of a contingency, each with its word."""
    try:
        found = get_activation(work.session, case.business_key or "")
    except NotFound:
        return []
    progress = mean_progress(work.session, found.id)
    return [
        (gettext("Status"), word(CONTINGENCY_STATUS, found.status.value)),
        (gettext("Kind of event"), word(EVENT_TYPE, found.event_type)),
        (gettext("Drill"), gettext("Yes") if found.drill else gettext("No")),
        (gettext("Level"), found.level or "—"),
        (gettext("Level by the table"), found.table_level),
        (gettext("Regions"), "、".join(found.regions)),
        (gettext("Losses since"), local(found.window_from or found.started_at)),
        (gettext("Estimated payout"), money(found.est_property_payout + found.est_casualty_payout)),
        (gettext("Progress of the departments"), "—" if progress is None else f"{progress:.0f} %"),
    ]
