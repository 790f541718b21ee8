"""The words of what dashboards tell numbers apart by."""

from collections.abc import Mapping

from flask_babel import LazyString, gettext, lazy_gettext

from app.web.case.facts.service import TOPIC
from app.web.words import EVENT_TYPE, STAGE, TRAINED

WAYS: Mapping[str, LazyString] = {
    "stage": lazy_gettext("By step"),
    "line": lazy_gettext("By line of business"),
    "channel": lazy_gettext("By channel"),
    "tier": lazy_gettext("By tier"),
    "subject": lazy_gettext("By subject"),
    "step": lazy_gettext("By step of the ladder"),
    "category": lazy_gettext("By what it is about"),
    "trigger": lazy_gettext("By occasion"),
    "issue": lazy_gettext("By issue"),
    "segment": lazy_gettext("By segment"),
    "topic": lazy_gettext("By topic"),
    "cause": lazy_gettext("By cause"),
    "area": lazy_gettext("By check-list"),
    "measure": lazy_gettext("By measure"),
    "org": lazy_gettext("By unit"),
    "size": lazy_gettext("By size"),
    "activation": lazy_gettext("By contingency"),
}
#: what a dashboard may be narrowed to
NARROWING: Mapping[str, LazyString] = {
    "line": lazy_gettext("Line"),
    "org": lazy_gettext("Unit"),
    "channel": lazy_gettext("Channel"),
}
LINE: Mapping[str, LazyString] = {
    "motor_compulsory": lazy_gettext("Compulsory motor"),
    "motor_commercial": lazy_gettext("Commercial motor"),
    "property": lazy_gettext("Property"),
    "cargo": lazy_gettext("Cargo"),
    "agriculture": lazy_gettext("Agriculture"),
    "liability": lazy_gettext("Liability"),
    "credit": lazy_gettext("Credit"),
    "export_credit": lazy_gettext("Export credit"),
    "health": lazy_gettext("Health"),
    "accident": lazy_gettext("Accident"),
    "life": lazy_gettext("Life"),
    "investment": lazy_gettext("Investment-linked"),
}
SUBJECT: Mapping[str, LazyString] = {
    "claim_delay": lazy_gettext("Delay of a claim"),
    "claim_amount": lazy_gettext("Sum of a claim"),
    "claim_rejection": lazy_gettext("Rejection of a claim"),
    "mis_selling": lazy_gettext("Misleading sale"),
    "surrender": lazy_gettext("Surrender"),
    "renewal": lazy_gettext("Renewal"),
    "policy_service": lazy_gettext("Service of the policy"),
    "privacy_breach": lazy_gettext("Personal data"),
    "staff_misconduct": lazy_gettext("Misconduct of staff"),
    "service_attitude": lazy_gettext("Attitude"),
    "facility": lazy_gettext("Facilities"),
    "other": lazy_gettext("Other"),
}
CATEGORY: Mapping[str, LazyString] = {
    "claim": lazy_gettext("Claims"),
    "complaint": lazy_gettext("Complaints"),
    "revisit": lazy_gettext("Revisits"),
    "service": lazy_gettext("Service"),
    "training": lazy_gettext("Training"),
    "care": lazy_gettext("Care"),
}
CAUSE: Mapping[str, LazyString] = {
    "claim": lazy_gettext("Claims"),
    "sales": lazy_gettext("Sale"),
    "surrender": lazy_gettext("Surrender"),
    "other": lazy_gettext("Other"),
}
TRIGGER: Mapping[str, LazyString] = {
    "policy_issued": lazy_gettext("New policy"),
    "claim_registered": lazy_gettext("Claim registered"),
    "claim_paid": lazy_gettext("Claim paid"),
    "claim_rejected": lazy_gettext("Claim rejected"),
    "complaint_closed": lazy_gettext("Complaint closed"),
    "training_attended": lazy_gettext("Training attended"),
    "negative_feedback": lazy_gettext("Bad rating"),
    "catastrophe_hit": lazy_gettext("Hit by a catastrophe"),
    "surrender": lazy_gettext("Surrender"),
    "anniversary": lazy_gettext("Anniversary of a policy"),
    "expiry_minus_30": lazy_gettext("Renewal"),
    "by_hand": lazy_gettext("Asked for by staff"),
}
STEP: Mapping[str, LazyString] = {
    "3": lazy_gettext("3 Negotiation"),
    "4": lazy_gettext("4 Mediation"),
    "5": lazy_gettext("5 Court"),
}
ISSUE: Mapping[str, LazyString] = {
    "not_the_customer": lazy_gettext("Not the customer"),
    "not_signed_by_self": lazy_gettext("Not signed in person"),
    "terms_not_understood": lazy_gettext("Terms not understood"),
    "exclusions_not_known": lazy_gettext("Exclusions not known"),
    "surrender_loss_not_known": lazy_gettext("Loss on surrender not known"),
    "cooling_off_not_known": lazy_gettext("Cooling-off period not known"),
    "payment_period_not_known": lazy_gettext("Payment period not known"),
    "mis_selling": lazy_gettext("Misleading sale"),
    "wrong_data": lazy_gettext("Wrong data"),
    "dissatisfied": lazy_gettext("Dissatisfied"),
    "other": lazy_gettext("Other"),
}
AREA: Mapping[str, LazyString] = {
    "script": lazy_gettext("Conversation"),
    "etiquette": lazy_gettext("Reception at a counter"),
    "facility": lazy_gettext("Facilities"),
}
MEASURE: Mapping[str, LazyString] = {
    "training": lazy_gettext("Training"),
    "incentive": lazy_gettext("Incentives"),
    "process": lazy_gettext("Process"),
    "channel": lazy_gettext("Channel"),
    "facility": lazy_gettext("Facilities"),
    "product": lazy_gettext("Product"),
    "crm": lazy_gettext("Customer file"),
    "plan": lazy_gettext("Contingency plan"),
}
#: departments of a contingency, and kinds of payments
OF_EVENT: Mapping[str, LazyString] = {
    "claims": lazy_gettext("Claims department"),
    "customer": lazy_gettext("Customer service"),
    "finance": lazy_gettext("Finance"),
    "it": lazy_gettext("IT"),
    "pr": lazy_gettext("Public relations"),
    "final": lazy_gettext("Final payment"),
    "advance": lazy_gettext("Advance"),
    "ex_gratia": lazy_gettext("Ex gratia"),
    "dispute_difference": lazy_gettext("Difference after a dispute"),
}
OVERDUE: Mapping[str, LazyString] = {
    "reassign": lazy_gettext("Given to another"),
    "add_staff": lazy_gettext("More staff"),
    "supervisor_takeover": lazy_gettext("Taken over"),
    "expedite_third_party": lazy_gettext("Third party urged"),
    "customer_agreement": lazy_gettext("Agreed with the customer"),
}
SIZE: Mapping[str, LazyString] = {
    "small": lazy_gettext("Small claim"),
    "other": lazy_gettext("Other"),
}
CHANNEL: Mapping[str, LazyString] = {
    "app": lazy_gettext("App"),
    "web": lazy_gettext("Web"),
    "phone": lazy_gettext("Telephone"),
    "counter": lazy_gettext("Counter"),
    "agent": lazy_gettext("Agent"),
    "partner": lazy_gettext("Partner"),
    "mail": lazy_gettext("Mail"),
    "sms": lazy_gettext("SMS"),
    "visit": lazy_gettext("Visit"),
    "online": lazy_gettext("Online"),
    "letter": lazy_gettext("Letter"),
    "regulator_transfer": lazy_gettext("Transferred by the regulator"),
    "media": lazy_gettext("Media"),
    "offline": lazy_gettext("In a place"),
    "personalised": lazy_gettext("Personalised"),
}
PARTS: Mapping[str, Mapping[str, LazyString]] = {
    "stage": STAGE,
    "line": LINE,
    "channel": CHANNEL,
    "subject": SUBJECT,
    "category": CATEGORY,
    "cause": CAUSE,
    "trigger": TRIGGER,
    "step": STEP,
    "issue": ISSUE,
    "segment": TRAINED,
    "topic": TOPIC,
    "area": AREA,
    "measure": MEASURE,
    "size": SIZE,
    "overdue": OVERDUE,
    "event_type": EVENT_TYPE,
    # what is told apart by contingency is of many kinds
    "activation": {**SUBJECT, **CATEGORY, **STAGE, **OF_EVENT},
}


def way(code: str) -> str:
    """Return the heading of bars that are told apart in some way."""
    return str(WAYS.get(code, code))


def word_of_part(by: str, key: str) -> str:
    """Return the word for one part; a code without a word is shown as it is."""
    if not key:
        return str(gettext("Not known"))
    if by == "tier":
        return str(gettext("Tier %(tier)s", tier=key))
    return str(PARTS.get(by, {}).get(key, key))
