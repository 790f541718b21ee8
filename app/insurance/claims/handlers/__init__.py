"""What the diagrams of the claim and of its document review call."""

from collections.abc import Mapping

from app.insurance.claims.handlers import (
    adjudication,
    closing,
    duplicates,
    events,
    investigation,
    papers,
    rejection,
    settlement,
    supplements,
    survey,
    triage,
)
from app.work import Handler, Listener

HANDLERS: Mapping[str, Handler] = {
    "claims.match_policy": triage.match_policy,
    "claims.find_duplicates": duplicates.find_duplicates,
    "claims.attach_event": events.attach_event,
    "claims.note_event": events.note_event,
    "claims.tag_open_claims": events.tag_open_claims,
    "claims.gather_risk_facts": triage.gather_risk_facts,
    "claims.open_clocks": triage.open_clocks,
    "claims.send_checklist": triage.send_checklist,
    "claims.note_documents": papers.note_documents,
    "claims.check_completeness": papers.check_completeness,
    "claims.file_by_class": papers.file_by_class,
    "claims.pause_clocks": supplements.pause_clocks,
    "claims.take_stock": supplements.take_stock,
    "claims.resume_clocks": supplements.resume_clocks,
    "claims.remind_of_supplements": supplements.remind_of_supplements,
    "claims.calc_payable": settlement.calc_payable,
    "claims.prepare_approval": adjudication.prepare_approval,
    "claims.record_decision": closing.record_decision,
    "claims.notify_result": closing.notify_result,
    "claims.start_payment": closing.start_payment,
    "claims.record_payment": closing.record_payment,
}

LISTENERS: Mapping[str, Listener] = {
    "claims.record_duplicate": duplicates.record_duplicate,
    "claims.record_registration": triage.record_registration,
    "claims.record_received": papers.record_received,
    "claims.record_supplement_notice": supplements.record_supplement_notice,
    "claims.record_verification": papers.record_verification,
    "claims.record_review_opinion": papers.record_review_opinion,
    "claims.record_contact": survey.record_contact,
    "claims.record_survey": survey.record_survey,
    "claims.record_survey_report": survey.record_survey_report,
    "claims.record_investigation": investigation.record_investigation,
    "claims.record_assessment": settlement.record_assessment,
    "claims.record_adjudication": adjudication.record_adjudication,
    "claims.record_rejection": rejection.record_rejection,
    "claims.record_agreement": closing.record_agreement,
    "claims.record_archive": closing.record_archive,
}
