"""Collects what a letter tells of a payment."""

from collections.abc import Mapping

from app.cases.queries import list_numbers
from app.insurance.customers.rules import mask_account
from app.insurance.letters import contents
from app.insurance.letters.contents import Remittance, Row
from app.insurance.letters.models import Letter, LetterKind
from app.insurance.letters.operations import write_letter
from app.insurance.payments.models import Payment, PaymentKind
from app.work import Work

KIND_NAMES: Mapping[PaymentKind, str] = {
    PaymentKind.FINAL: "保险赔款",
    PaymentKind.ADVANCE: "预付赔款",
    PaymentKind.EX_GRATIA: "通融赔付",
    PaymentKind.DISPUTE_DIFFERENCE: "争议处理补付差额",
    PaymentKind.COMPLAINT_REMEDY: "投诉处理补偿",
    PaymentKind.SUBROGATION_COST: "追偿费用",
}
METHOD_NAMES: Mapping[str, str] = {
    "bank_transfer": "银行转账",
    "cheque": "支票",
    "e_wallet": "电子钱包",
}


def write_paid(work: Work, payment: Payment) -> Letter:
    """Tell the payee of a payment that was made."""
    assert payment.amount is not None and payment.executed_at is not None  # it was made
    paid = Remittance(
        payment_no=payment.payment_no or "",
        kind=KIND_NAMES[payment.kind],
        amount=payment.amount,
        method=METHOD_NAMES[payment.method or payment.requested_method],
        account=mask_account(payment.payee_account) if payment.payee_account else "—",
        bank=payment.payee_bank,
        paid_on=payment.executed_at.astimezone(work.processes.zone).date(),
        bank_ref=payment.bank_ref,
    )
    number = list_numbers(work.session, [payment.case_id]).get(payment.case_id)
    case = [Row(name="案件号", value=number)] if number else []
    return write_letter(
        work,
        LetterKind.PAYMENT,
        contents.payment(paid, case, work.today),
        recipient=payment.payee_name,
        subject=(payment.subject_type, payment.subject_id),
        case_id=payment.case_id,
    )
