"""What the papers of a claim are called."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

PAPER: Mapping[str, LazyString] = {
    "claim_form": lazy_gettext("Claim form"),
    "id_card": lazy_gettext("Identity card"),
    "policy_copy": lazy_gettext("Policy"),
    "bank_account": lazy_gettext("Bank account"),
    "accident_report": lazy_gettext("Accident report"),
    "driver_license": lazy_gettext("Driving licence"),
    "vehicle_license": lazy_gettext("Vehicle licence"),
    "liability_cert": lazy_gettext("Liability certificate"),
    "loss_proof": lazy_gettext("Proof of loss"),
    "invoice": lazy_gettext("Invoice"),
    "police_report": lazy_gettext("Police report"),
    "medical_record": lazy_gettext("Medical record"),
    "medical_receipt": lazy_gettext("Medical receipt"),
    "third_party_claim": lazy_gettext("Third party's claim"),
    "expense_list": lazy_gettext("List of expenses"),
    "asset_list": lazy_gettext("List of assets"),
    "fire_certificate": lazy_gettext("Fire certificate"),
    "weather_certificate": lazy_gettext("Weather certificate"),
    "waybill": lazy_gettext("Waybill"),
    "commercial_invoice": lazy_gettext("Commercial invoice"),
    "loss_list_signed": lazy_gettext("Signed list of losses"),
    "public_posting_proof": lazy_gettext("Proof of public posting"),
    "judgment_or_settlement": lazy_gettext("Judgment or settlement"),
    "trade_contract": lazy_gettext("Trade contract"),
    "receivable_proof": lazy_gettext("Proof of receivables"),
    "default_proof": lazy_gettext("Proof of default"),
    "social_settlement": lazy_gettext("Social insurance settlement"),
    "pathology_report": lazy_gettext("Pathology report"),
    "disability_certificate": lazy_gettext("Disability certificate"),
    "death_certificate": lazy_gettext("Death certificate"),
    "beneficiary_proof": lazy_gettext("Proof of beneficiaries"),
    "cancellation_of_household": lazy_gettext("Cancellation of household registration"),
    "survival_proof": lazy_gettext("Proof of survival"),
}
