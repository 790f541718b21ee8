"""What each group may do. One table; no other place decides by a group's name."""

from collections.abc import Collection, Iterable

from app.errors import NotAllowed
from app.identity.roles import CODES
from app.work import Actor

APPROVERS = frozenset(f"approver_l{level}" for level in range(1, 6))
MANAGERS = frozenset(code for code in CODES if code.endswith("_manager"))
SUPERVISORS = frozenset(code for code in CODES if code.endswith("_supervisor"))
OUTSIDERS = frozenset({"sales_agent", "integrator"})  # they see the cases that they reported
STAFF = CODES - OUTSIDERS
READERS = frozenset({"auditor"})  # they see everything and write nothing
_CLEAR = (
    frozenset(
        {
            "doc_reviewer",
            "assessor",
            "claims_adjudicator",
            "investigator",
            "complaint_manager",
            "aml_officer",
        }
    )
    | APPROVERS
)
_REPORTERS = frozenset({"fnol_agent", "service_agent", "integrator"})
_CLAIM_LEADS = frozenset({"claims_supervisor", "claims_manager"})
_ADMIN = frozenset({"admin"})
_ANALYST = frozenset({"analyst"})
_INTEGRATOR = frozenset({"integrator"})
_COMPLAINTS = frozenset({"complaint_officer", "complaint_manager"})
_QUALITY = frozenset({"quality_officer", "quality_manager"})
_DISPUTES = frozenset({"dispute_officer", "legal_counsel"})
_PRIVACY = frozenset({"compliance_officer"})
_LEARNERS = frozenset({"complaint_officer", "dispute_officer", "quality_officer"}) | MANAGERS
_COMMANDERS = frozenset({"cat_commander_hq", "cat_commander_branch"})
_CATASTROPHES = _COMMANDERS | {"cat_coordinator"}
_TRAINERS = frozenset({"trainer", "training_manager"})
_REVISITS = frozenset({"revisit_agent", "revisit_supervisor"})
_OVERSEERS = frozenset({"auditor", "compliance_officer"}) | MANAGERS

#: A permission that ends in ``_own`` reaches only cases that the actor reported.
PERMISSIONS: dict[str, frozenset[str]] = {
    "case.read": STAFF,
    "case.read_own": OUTSIDERS,
    "case.read_medical": _CLEAR,  # and only while they hold or held a task of that case
    "customer.read_clear": _CLEAR,  # likewise; each look is audited
    "customer.read": STAFF | {"sales_agent"},
    "customer.write": frozenset({"fnol_agent", "service_agent", "care_officer", "integrator"}),
    "customer.merge": frozenset({"service_agent", "compliance_officer"}),
    "policy.write": _INTEGRATOR,
    "product.write": frozenset({"product_manager"}),
    "licence.write": _ADMIN,
    "promise.write": frozenset({"quality_manager"}),
    "reference.read": STAFF | {"sales_agent"},
    "reference.write": _LEARNERS,
    "privacy.ask": frozenset({"service_agent", "complaint_officer", "integrator"}) | _PRIVACY,
    "privacy.read": frozenset({"service_agent"}) | _PRIVACY | READERS,
    "privacy.answer": _PRIVACY,
    "claim.report": _REPORTERS,
    "complaint.report": _REPORTERS | _COMPLAINTS,
    "complaint.tell": _COMPLAINTS | {"service_agent", "integrator"},
    "complaint.read_contact": frozenset({"complaint_manager"}),
    "request.report": _REPORTERS,
    "care.campaign": frozenset({"care_officer", "product_manager"}),
    "care.warn": frozenset({"care_officer"}) | _INTEGRATOR,
    "claim.submit": frozenset({"fnol_agent", "doc_reviewer", "claims_adjudicator"}),
    "claim.submit_own": _INTEGRATOR,
    "claim.reassess": frozenset({"assessor", "claims_adjudicator"}) | _CLAIM_LEADS,
    "claim.reopen": _CLAIM_LEADS,
    "dispute.raise": frozenset(
        {"service_agent", "claims_adjudicator", "complaint_officer", "complaint_manager"}
    )
    | _DISPUTES,
    "dispute.tell": _DISPUTES | _INTEGRATOR,  # of mediation, lawsuit, judgment and withdrawal
    "contingency.report": _CATASTROPHES | _CLAIM_LEADS | _INTEGRATOR,
    "contingency.run": _CATASTROPHES,  # figures, means, words and reports; a department its own
    "contingency.plan": _CATASTROPHES,
    "contingency.approve_plan": _COMMANDERS,
    "training.read": STAFF | _INTEGRATOR,  # not who is invited or enrolled
    "training.start": _TRAINERS | {"quality_officer", "quality_manager"},
    "training.cancel": _TRAINERS,
    "training.enrol": _TRAINERS | {"service_agent", "care_officer", "integrator"},
    "revisit.start": _REVISITS | {"service_agent"},
    "revisit.tell": _REVISITS | {"service_agent"} | _INTEGRATOR,  # answers, and that it is off
    # who stands in for oneself; for others: task.assign within its reach, or user.write
    "substitution.write": STAFF - READERS,
    "task.assign": MANAGERS | SUPERVISORS,
    "task.prioritise": MANAGERS | SUPERVISORS,
    "task.read_all": MANAGERS | SUPERVISORS | READERS,
    "case.operate": _ADMIN | _ANALYST,
    "definition.deploy": _ANALYST,
    "decision.replay": _ANALYST,
    "decision.evaluate": _ANALYST | APPROVERS | _INTEGRATOR,
    "payment.result": _INTEGRATOR,
    "payment.release": frozenset({"compliance_officer"}),
    "payment.reverse": frozenset({"finance_reviewer"}),
    "payment.read_diligence": frozenset({"aml_officer", "compliance_officer"}) | READERS,
    "message.publish": _INTEGRATOR,
    "improvement.propose": STAFF - READERS,
    "quality.evaluate": _QUALITY,
    "quality.check": _QUALITY,
    "quality.write_standard": _QUALITY,
    "questionnaire.write": _QUALITY,
    "questionnaire.answer": _QUALITY
    | _INTEGRATOR
    | {"service_agent", "revisit_agent", "complaint_officer", "care_officer", "trainer"},
    "change.request": _QUALITY | _ANALYST | {"product_manager", "cat_coordinator"},
    "change.test": _ANALYST | {"cat_coordinator"},
    "change.decide": frozenset({"product_manager", "compliance_officer"}),
    "calendar.write": _ADMIN,
    "user.write": _ADMIN,
    "key.write": _ADMIN,
    "clock.set": _ADMIN,
    "audit.read": _OVERSEERS,
    "report.read": _OVERSEERS,
    "report.enter_bases": frozenset({"compliance_officer", "complaint_manager"}),
}

_CLAIMS = APPROVERS | {
    "fnol_agent",
    "claims_registrar",
    "surveyor",
    "assessor",
    "investigator",
    "doc_reviewer",
    "claims_adjudicator",
    "cashier",
    "finance_reviewer",
    "archivist",
    "overdue_handler",
    "claims_supervisor",
    "claims_manager",
}
#: Whose tasks a supervisor or manager sees and assigns, besides those of their own groups.
REACH: dict[str, frozenset[str]] = {
    "claims_supervisor": _CLAIMS,
    "claims_manager": _CLAIMS,
    "complaint_manager": frozenset({"complaint_officer", "dispute_officer", "service_agent"}),
    "revisit_supervisor": frozenset({"revisit_agent"}),
    "training_manager": frozenset({"trainer"}),
    "quality_manager": frozenset({"quality_officer"}),
    "product_manager": frozenset(),
    "auditor": CODES,
}


def may(actor: Actor, permission: str) -> bool:
    """Say whether one of the actor's groups has a permission.

    :raises KeyError: there is no such permission
    """
    return not PERMISSIONS[permission].isdisjoint(actor.groups)


def permissions_of(groups: Iterable[str]) -> list[str]:
    """Return the names of all permissions that any of these groups has."""
    members = frozenset(groups)
    return sorted(name for name, allowed in PERMISSIONS.items() if not allowed.isdisjoint(members))


def ensure_may(actor: Actor, permission: str) -> None:
    """Refuse an actor without a permission.

    :raises NotAllowed: none of the actor's groups has it
    """
    if not may(actor, permission):
        raise NotAllowed(f"{actor.username} has not the permission {permission}")


def ensure_may_write(actor: Actor) -> None:
    """Refuse those who only read, whatever their other groups may do.

    :raises NotAllowed: the actor is an auditor
    """
    if not READERS.isdisjoint(actor.groups):
        raise NotAllowed("an auditor reads everything and writes nothing", code="reads_only")


def oversees(actor: Actor, groups: Collection[str]) -> bool:
    """Say whether an actor gives out the tasks of one of these groups, or of named people only."""
    return may(actor, "task.assign") and (not groups or not reach(actor).isdisjoint(groups))


def keeps_tier(groups: Collection[str], group: str) -> bool:
    """Say whether what approvers are to decide stays with approvers at least as high."""
    tiers = APPROVERS.intersection(groups)
    return not tiers or (group in APPROVERS and group >= min(tiers))


def may_stand_in(groups: Collection[str], task_groups: Collection[str]) -> bool:
    """Say whether a member of some groups may do in another's place what these were offered.

    Standing in lends a task, no authority: what approvers decide stays with approvers at least
    as high, and who only reads or works outside the house does nothing for others.
    """
    if not READERS.isdisjoint(groups) or STAFF.isdisjoint(groups):
        return False
    return not APPROVERS.intersection(task_groups) or any(
        keeps_tier(task_groups, group) for group in APPROVERS.intersection(groups)
    )


def higher_tiers(group: str) -> list[str]:
    """Return the groups of approvers above one, the nearest first."""
    return sorted(tier for tier in APPROVERS if tier > group)


def reach(actor: Actor) -> frozenset[str]:
    """Return the groups whose tasks ``task.read_all`` and ``task.assign`` open to an actor."""
    if not may(actor, "task.read_all"):
        return frozenset()
    return actor.groups.union(*(REACH.get(group, frozenset()) for group in actor.groups))
