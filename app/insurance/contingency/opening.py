"""A contingency is reported: entered, and proposed to the commander where it is grave enough."""

from decimal import Decimal
from typing import Any

from app.cases.queries import get_case
from app.insurance.answers import Answers
from app.insurance.contingency import queries, rules
from app.insurance.contingency.models import Activation, ActivationStatus, ContingencyPlan
from app.insurance.contingency.subject import activation_of, note, now_of, scope_of, title
from app.insurance.records import enter, touch
from app.work import CallLike, Variables, Work

LONGEST_REGION = 64
MOST_PEOPLE = 1_000_000_000


def read_report(given: Answers, work: Work) -> dict[str, Any]:
    """Read what is reported of an event: its kind, place, beginning and first figures."""
    return {
        "event_type": given.option("event_type", rules.EVENT_TYPES),
        "region": given.text("region", longest=LONGEST_REGION),
        "started_at": given.instant("started_at", no_later_than=work.now),
        "drill": given.truth("drill", required=False),
        **read_figures(given),
    }


def read_figures(given: Answers) -> dict[str, Any]:
    """Read the figures that tell how grave a contingency is."""
    nothing = Decimal(0)
    return {
        "est_property_payout": given.money("est_property_payout", required=True) or nothing,
        "est_casualty_payout": given.money("est_casualty_payout") or nothing,
        "deaths": given.count("deaths", most=MOST_PEOPLE) or 0,
        "reports_24h": given.count("reports_24h", most=MOST_PEOPLE) or 0,
        "national_response": given.truth("national_response", required=False),
    }


def open_contingency(call: CallLike) -> Variables:
    """Enter a contingency, with the approved plan for its kind.

    :raises InvalidInput: with every variable that is wrong
    """
    work: Work = call.work
    given = Answers(call.variables, "")
    report = read_report(given, work)
    perils = given.names("perils")
    given.finish()
    region = report.pop("region")
    plan = queries.find_plan_for(work.session, report["event_type"])
    number = get_case(work.session, call.case_id).business_key
    assert number is not None  # the process has a prefix for it
    activation = Activation(
        contingency_no=number,
        case_id=call.case_id,
        status=ActivationStatus.MONITORED,
        plan_id=None if plan is None else plan.id,
        by_monitor=bool(call.variables.get("by_monitor")),
        perils=perils or rules.perils_of(report["event_type"]),
        regions=[region],
        levels=[],
        estimates=[estimate_row(work, report)],
        **report,
    )
    enter(work, activation)
    note(work, activation, "reported", event_type=activation.event_type, drill=activation.drill)
    return {**_variables(work, activation), **plan_variables(plan)}


def estimate_row(work: Work, figures: dict[str, Any]) -> dict[str, Any]:
    """Return figures as the log of estimates holds them."""
    told = {name: figures[name] for name in rules.FIGURES}
    return {"at": now_of(work), "by": work.actor.username, **told}


def _variables(work: Work, activation: Activation) -> Variables:
    return {
        "activation_id": activation.id,
        "contingency_no": activation.contingency_no,
        "event_id": activation.contingency_no,
        "subject": title(activation.event_type, activation.regions),
        "drill": activation.drill,
        "ended": False,
        "report_open": False,
        **{name: getattr(activation, name) for name in rules.FIGURES},
        **scope_of(activation, work),
        **dict.fromkeys(("level", "decided", "request_reason", "opinion", "draft_id")),
    }


def plan_variables(plan: ContingencyPlan | None) -> Variables:
    """Return what of a plan the process has to know; without one every department acts."""
    if plan is None:
        return {"plan_label": None, "duties": rules.duties_of([])}
    label = f"{plan.name} {plan.plan_version}"
    return {"plan_label": label, "duties": rules.duties_of(plan.duties)}


def propose(call: CallLike) -> None:
    """Keep that the activation is proposed, and to whom; put to a higher commander it stays one."""
    work: Work = call.work
    seen = call.variables
    activation = activation_of(call)
    activation.status = ActivationStatus.PROPOSED
    activation.table_level = seen["table_level"]
    activation.commander_group = seen["commander_group"]
    activation.proposed_at = activation.proposed_at or work.now
    touch(work, activation)
    note(
        work,
        activation,
        "proposed",
        level=seen["proposed_level"],
        table_level=activation.table_level,
        group=activation.commander_group,
    )
