"""The words of the house as people read them; a code without a word is shown as it is."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

CLAIM_STATUS: Mapping[str, LazyString] = {
    "reported": lazy_gettext("Reported"),
    "registered": lazy_gettext("Registered"),
    "not_registered": lazy_gettext("Not registered"),
    "surveying": lazy_gettext("Being surveyed"),
    "awaiting_documents": lazy_gettext("Waiting for documents"),
    "assessing": lazy_gettext("Being assessed"),
    "adjudicating": lazy_gettext("Being adjudicated"),
    "approving": lazy_gettext("Being approved"),
    "awaiting_agreement": lazy_gettext("Waiting for agreement"),
    "rejecting": lazy_gettext("Being rejected"),
    "rejected": lazy_gettext("Rejected"),
    "in_dispute": lazy_gettext("In dispute"),
    "paying": lazy_gettext("Being paid"),
    "paid": lazy_gettext("Paid"),
    "archived": lazy_gettext("Archived"),
    "duplicate": lazy_gettext("Duplicate"),
    "withdrawn": lazy_gettext("Withdrawn"),
    "reopened": lazy_gettext("Reopened"),
    "cancelled": lazy_gettext("Cancelled"),
}

CARE_TRIGGER: Mapping[str, LazyString] = {
    "birthday": lazy_gettext("Birthday"),
    "national_holiday": lazy_gettext("Festival"),
    "policy_anniversary": lazy_gettext("Anniversary of a policy"),
    "prospect_idle_14d": lazy_gettext("Prospect without contact for 14 days"),
    "customer_data_older_12m": lazy_gettext("File verified 12 months ago"),
    "negative_feedback": lazy_gettext("Negative feedback"),
    "severe_weather_warning": lazy_gettext("Warning of severe weather"),
    "offer_campaign": lazy_gettext("Offer"),
}

CARE_STATUS: Mapping[str, LazyString] = {
    "planned": lazy_gettext("Planned"),
    "selected": lazy_gettext("To be contacted"),
    "done": lazy_gettext("Done"),
    "skipped": lazy_gettext("Not contacted"),
    "cancelled": lazy_gettext("Cancelled"),
}

CASE_STATUS: Mapping[str, LazyString] = {
    "active": lazy_gettext("Active"),
    "suspended": lazy_gettext("Suspended"),
    "completed": lazy_gettext("Completed"),
    "cancelled": lazy_gettext("Cancelled"),
}

POLICY_STATUS: Mapping[str, LazyString] = {
    "in_force": lazy_gettext("In force"),
    "grace": lazy_gettext("In the grace period"),
    "expired": lazy_gettext("Expired"),
    "lapsed": lazy_gettext("Lapsed"),
    "not_yet_effective": lazy_gettext("Not yet started"),
    "terminated": lazy_gettext("Terminated"),
    "not_found": lazy_gettext("Not found"),
}

TRACK: Mapping[str, LazyString] = {
    "fast": lazy_gettext("Fast track"),
    "simple": lazy_gettext("Simple track"),
    "complex": lazy_gettext("Complex track"),
}

RISK: Mapping[str, LazyString] = {
    "low": lazy_gettext("Low"),
    "medium": lazy_gettext("Medium"),
    "high": lazy_gettext("High"),
}

DECISION: Mapping[str, LazyString] = {
    "pay": lazy_gettext("Pay"),
    "partial_pay": lazy_gettext("Pay in part"),
    "reject": lazy_gettext("Reject"),
    "ex_gratia": lazy_gettext("Pay ex gratia"),
}

QUALITY_STATUS: Mapping[str, LazyString] = {
    "evaluating": lazy_gettext("Being evaluated"),
    "improving": lazy_gettext("Being improved"),
    "closed": lazy_gettext("Improvement closed"),
    "cancelled": lazy_gettext("Cancelled"),
}

CLOCK_STATE: Mapping[str, LazyString] = {
    "running": lazy_gettext("Running"),
    "paused": lazy_gettext("Paused"),
    "met": lazy_gettext("Met"),
    "breached": lazy_gettext("Overdue"),
    "breached_closed": lazy_gettext("Met late"),
    "cancelled": lazy_gettext("Cancelled"),
}

CLOCK_TYPE: Mapping[str, LazyString] = {
    "internal": lazy_gettext("Own limit"),
    "statutory": lazy_gettext("Limit of the law"),
}

STAGE: Mapping[str, LazyString] = {
    "fnol_response": lazy_gettext("Completing the report"),
    "registration": lazy_gettext("Registration"),
    "checklist_notice": lazy_gettext("Notice of documents"),
    "survey_contact": lazy_gettext("Contact before the survey"),
    "survey": lazy_gettext("Survey"),
    "survey_report": lazy_gettext("Survey report"),
    "investigation": lazy_gettext("Investigation"),
    "doc_review": lazy_gettext("Review of documents"),
    "assessment": lazy_gettext("Assessment"),
    "adjudication": lazy_gettext("Adjudication"),
    "approval_1": lazy_gettext("Approval, level 1"),
    "approval_2": lazy_gettext("Approval, level 2"),
    "approval_3": lazy_gettext("Approval, level 3"),
    "approval_4": lazy_gettext("Approval, level 4"),
    "approval_5": lazy_gettext("Approval, level 5"),
    "decision": lazy_gettext("Decision on the claim"),
    "advance_payment": lazy_gettext("Advance payment"),
    "reject_notice": lazy_gettext("Notice of rejection"),
    "payment": lazy_gettext("Payment"),
    "dispute_negotiation": lazy_gettext("Negotiation of a dispute"),
    "dispute_litigation_defence": lazy_gettext("Defence in court"),
    "archive": lazy_gettext("Archiving"),
    "quality_action": lazy_gettext("Improvement action"),
    "service_request": lazy_gettext("Service to a customer"),
    "contingency_decision": lazy_gettext("Decision on a contingency"),
    "complaint_ack": lazy_gettext("Acknowledging a complaint"),
    "complaint": lazy_gettext("Reply to a complaint"),
    "complaint_review": lazy_gettext("Review of a complaint"),
    "training_evaluation": lazy_gettext("Assessment of a training"),
    "revisit": lazy_gettext("Revisit of a customer"),
    "revisit_new_policy": lazy_gettext("Revisit of a new policy"),
    "revisit_issue": lazy_gettext("What a revisit has found"),
}

CONTINGENCY_STATUS: Mapping[str, LazyString] = {
    "monitored": lazy_gettext("Reported, not grave enough"),
    "proposed": lazy_gettext("Proposed"),
    "rejected": lazy_gettext("Not activated"),
    "active": lazy_gettext("Active"),
    "ended": lazy_gettext("Ended, being evaluated"),
    "closed": lazy_gettext("Closed"),
    "cancelled": lazy_gettext("Cancelled"),
}

EVENT_TYPE: Mapping[str, LazyString] = {
    "typhoon": lazy_gettext("Typhoon"),
    "rainstorm_flood": lazy_gettext("Rainstorm or flood"),
    "earthquake": lazy_gettext("Earthquake"),
    "mudslide": lazy_gettext("Mudslide"),
    "fire_explosion": lazy_gettext("Fire or explosion"),
    "transport_accident": lazy_gettext("Transport accident"),
    "public_health": lazy_gettext("Public health"),
    "social_security": lazy_gettext("Social security"),
    "system_outage": lazy_gettext("System outage"),
    "mass_complaint": lazy_gettext("Mass complaint"),
}

TRAINING_STATUS: Mapping[str, LazyString] = {
    "planning": lazy_gettext("Being planned"),
    "approving": lazy_gettext("Waiting for approval"),
    "open": lazy_gettext("Open for enrolment"),
    "held": lazy_gettext("Held"),
    "closed": lazy_gettext("Effect reviewed"),
    "merged": lazy_gettext("Merged into another"),
    "cancelled": lazy_gettext("Cancelled"),
}

TRAINED: Mapping[str, LazyString] = {
    "new_customer": lazy_gettext("New customers"),
    "claimant": lazy_gettext("Claimants"),
    "elderly": lazy_gettext("Elderly customers"),
    "corporate": lazy_gettext("Corporate customers"),
    "farmer": lazy_gettext("Farmers"),
    "complainant": lazy_gettext("Complainants"),
    "vip": lazy_gettext("VIP customers"),
    "general": lazy_gettext("General customers"),
}

TRAINING_METHOD: Mapping[str, LazyString] = {
    "offline": lazy_gettext("In a place"),
    "online": lazy_gettext("Online"),
    "personalised": lazy_gettext("Personalised"),
}

STEP_STATE: Mapping[str, LazyString] = {
    "active": lazy_gettext("In progress"),
    "completed": lazy_gettext("Done"),
    "terminated": lazy_gettext("Left"),
}

REFUSAL: Mapping[str, LazyString] = {
    "required": lazy_gettext("Fill in this field"),
    "invalid_value": lazy_gettext("This answer does not fit"),
    "too_short": lazy_gettext("This is too short"),
    "too_long": lazy_gettext("This is too long"),
    "too_few": lazy_gettext("At least one is needed"),
    "negative": lazy_gettext("This must not be negative"),
    "in_future": lazy_gettext("This lies in the future"),
    "in_past": lazy_gettext("This lies in the past"),
    "not_possible": lazy_gettext("This is not possible here"),
    "incomplete": lazy_gettext("Something is missing here"),
    "missing_documents": lazy_gettext("Papers are missing"),
    "not_found": lazy_gettext("There is no such entry"),
    "not_in_force": lazy_gettext("The policy was not in force at the time of loss"),
    "four_eyes_violation": lazy_gettext("Another person has to do this"),
    "not_in_group": lazy_gettext("This person is not in the group"),
    "no_majority": lazy_gettext("The meeting has not approved it"),
    "file_too_large": lazy_gettext("The file is too large"),
    "file_infected": lazy_gettext("The scanner found a virus in this file"),
    "calendar_year_missing": lazy_gettext("The business calendar of that year is not entered"),
    "file_type_refused": lazy_gettext("Files of this kind are not taken"),
}


def word(words: Mapping[str, LazyString], code: str | None) -> str:
    """Return the word for a code, a dash where there is none."""
    if not code:
        return "—"
    return str(words.get(code, code))
