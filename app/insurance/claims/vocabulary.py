"""The words a claim is described with; forms and REST offer the same ones."""

from enum import Enum


class ClaimStatus(Enum):
    """How far a claim has come."""

    REPORTED = "reported"  #: the loss report is in
    REGISTERED = "registered"  #: accepted for handling
    NOT_REGISTERED = "not_registered"  #: registration was refused
    SURVEYING = "surveying"  #: the surveyor is at work
    AWAITING_DOCUMENTS = "awaiting_documents"  #: papers are missing
    ASSESSING = "assessing"  #: the loss is being measured
    ADJUDICATING = "adjudicating"  #: liability is being decided
    APPROVING = "approving"  #: with the approvers
    AWAITING_AGREEMENT = "awaiting_agreement"  #: with the claimant
    REJECTING = "rejecting"  #: the rejection notice is due
    REJECTED = "rejected"  #: the claimant has the rejection notice
    IN_DISPUTE = "in_dispute"  #: the claimant disagrees
    PAYING = "paying"  #: agreed, not yet paid
    PAID = "paid"  #: the bank has paid
    ARCHIVED = "archived"  #: closed and filed
    DUPLICATE = "duplicate"  #: another claim is about the same loss
    WITHDRAWN = "withdrawn"  #: the claimant took it back
    REOPENED = "reopened"  #: a later claim continues it
    CANCELLED = "cancelled"  #: an operator ended its case before anything was decided


#: these claims never counted: the loss is told by another, or not told any more
VOID_STATUSES = (ClaimStatus.DUPLICATE, ClaimStatus.WITHDRAWN, ClaimStatus.CANCELLED)

RELATIONS = ("policyholder", "insured", "beneficiary", "driver", "third_party", "agent")

CHANNELS = ("app", "web", "phone", "counter", "agent", "partner")

LOSS_CAUSES = (
    "collision",
    "overturn",
    "fire",
    "explosion",
    "theft",
    "storm_flood",
    "earthquake",
    "falling_object",
    "illness",
    "accident_injury",
    "natural_death",
    "default",
    "insolvency",
    "transport_accident",
    "pest_disease",
    "drunk_driving",
    "unlicensed_driving",
    "other",
)

LOSS_TYPES = (
    "vehicle_damage",
    "third_party_injury",
    "third_party_property",
    "property_damage",
    "fire",
    "explosion",
    "theft",
    "storm_flood",
    "earthquake",
    "cargo_damage",
    "crop_loss",
    "medical_expense",
    "hospital_cash",
    "critical_illness",
    "disability",
    "death",
    "survival_benefit",
    "maturity",
    "credit_loss",
    "liability",
)

#: the line a loss without a policy is handled under: somebody has to refuse it
LOB_OF_LOSS = {
    "vehicle_damage": "motor_commercial",
    "third_party_injury": "motor_commercial",
    "third_party_property": "motor_commercial",
    "property_damage": "property",
    "fire": "property",
    "explosion": "property",
    "theft": "property",
    "storm_flood": "property",
    "earthquake": "property",
    "cargo_damage": "cargo",
    "crop_loss": "agriculture",
    "medical_expense": "health",
    "hospital_cash": "health",
    "critical_illness": "health",
    "disability": "accident",
    "death": "life",
    "survival_benefit": "life",
    "maturity": "life",
    "credit_loss": "credit",
    "liability": "liability",
}

FAULTS = ("full", "primary", "equal", "secondary", "none", "single_party", "not_applicable")

#: what compulsory motor cover pays separately, each up to its own limit
HEADS = ("death_disability", "medical", "property")

DOC_TYPES = (
    "claim_form",
    "id_card",
    "policy_copy",
    "bank_account",
    "accident_report",
    "driver_license",
    "vehicle_license",
    "liability_cert",
    "loss_proof",
    "invoice",
    "police_report",
    "medical_record",
    "medical_receipt",
    "third_party_claim",
    "expense_list",
    "asset_list",
    "fire_certificate",
    "weather_certificate",
    "waybill",
    "commercial_invoice",
    "loss_list_signed",
    "public_posting_proof",
    "judgment_or_settlement",
    "trade_contract",
    "receivable_proof",
    "default_proof",
    "social_settlement",
    "pathology_report",
    "disability_certificate",
    "death_certificate",
    "beneficiary_proof",
    "cancellation_of_household",
    "survival_proof",
)

CLAIM_FORM = (
    "claim_form"  # the claim request itself; with any other paper it starts the law's limits
)

CHECKS = ("C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8")
CHECK_RESULTS = ("pass", "fail", "query", "na", "deferred")
AUTHENTICITY = ("yes", "no", "doubt")
DEFERRABLE = ("C6", "C7")  # may be left to adjudication
CLOSING_RESULTS = ("pass", "na")
FAILED = "fail"

SUSPECTED_FRAUD = "suspected_fraud"
REVIEW_OUTCOMES = ("complete", "not_covered", SUSPECTED_FRAUD)
TRACKS = ("fast", "simple", "complex")
SURVEY_MODES = ("onsite", "remote", "onsite_joint")
LIABILITY_OPINIONS = ("covered", "excluded", "unclear")
REJECT = "reject"
APPROVABLE = ("pay", "partial_pay", REJECT, "ex_gratia")  # what an adjudicator asks approval for
RETURN_ASSESSMENT = "return_assessment"
#: where a claim goes on that an adjudicator does not decide yet
NEXT_STEP_OF_RETURN = {
    RETURN_ASSESSMENT: "assessment",
    "return_documents": "documents",
    "investigate": "investigation",
}
ADJUDICATIONS = (*APPROVABLE, *NEXT_STEP_OF_RETURN)

REGISTER, REFUSE = "register", "refuse"
REGISTRATIONS = (REGISTER, REFUSE)
REFUSE_REASONS = (
    "policy_not_in_force",
    "not_insured_object",
    "no_insurable_interest",
    "time_barred",
    "other",
)
NO_FRAUD = "no_fraud"
INVESTIGATION_CONCLUSIONS = (NO_FRAUD, "suspected", "confirmed")
DELIVERIES = ("letter", "sms", "email", "app")
REPLIES = ("agree", "disagree")
RECOVERY_METHODS = ("bank_transfer", "cheque", "cash")
REOPEN_REASONS = ("new_evidence", "dispute_result", "judgment", "error")
