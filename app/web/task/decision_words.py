"""What the house's decision tables are called; one that it adds is called as its file says."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

DECISION_TABLE: Mapping[str, LazyString] = {
    "approval_base_tier": lazy_gettext("Base tier of approval"),
    "approval_path": lazy_gettext("Approval path"),
    "approval_tier": lazy_gettext("Approval tier"),
    "approval_uplift": lazy_gettext("Uplift of the approval tier"),
    "care_trigger": lazy_gettext("Customer care"),
    "cdd_requirement": lazy_gettext("Customer due diligence required"),
    "claim_triage": lazy_gettext("Claim triage"),
    "complaint_class": lazy_gettext("Class of a complaint"),
    "compulsory_motor_limits": lazy_gettext("Limits of compulsory motor insurance"),
    "contingency_level": lazy_gettext("Contingency level"),
    "contingency_measures": lazy_gettext("Contingency measures"),
    "dispute_cause": lazy_gettext("Cause of a dispute"),
    "doc_checkpoints": lazy_gettext("Checkpoints of the document review"),
    "escalation": lazy_gettext("Escalation of an overdue clock"),
    "fault_ratio": lazy_gettext("Share of fault"),
    "lob_profile": lazy_gettext("Profile of the line of business"),
    "payout_method": lazy_gettext("Method of payment and second check"),
    "quality_threshold": lazy_gettext("Thresholds of service quality"),
    "required_documents": lazy_gettext("Documents required for a claim"),
    "retention": lazy_gettext("Retention"),
    "revisit_plan": lazy_gettext("Plan of revisits"),
    "risk_level": lazy_gettext("Risk level"),
    "risk_points": lazy_gettext("Risk points"),
    "risk_score": lazy_gettext("Risk score"),
    "segregation": lazy_gettext("Segregation of duties"),
    "service_routing": lazy_gettext("Routing of a service request"),
    "sla_limit": lazy_gettext("Time limit of a stage"),
    "training_plan": lazy_gettext("Plan of customer training"),
}
