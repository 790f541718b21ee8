"""What the diagram of care calls: opened, chosen or skipped, sent, followed up, cancelled."""

from collections.abc import Mapping

from app.audit import operations as audit
from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.cases.queries import get_case
from app.errors import Conflict
from app.insurance.answers import Answers, local_text
from app.insurance.care import cancelling, planning, queries, rules, selecting, talks, wording
from app.insurance.care.models import CareItem, CareStatus, CareTrigger
from app.insurance.care.sending import send_greeting
from app.insurance.care.subject import item_of, note
from app.insurance.customers.queries import get_customer, list_products
from app.insurance.records import touch
from app.work import CallLike, Ending, Handler, Listener, Variables, Work

PRODUCTS = 50  # on one sheet
CANCELLED, REQUEST = "care_cancelled", "request_raised"  # messages


def open_item(call: CallLike) -> Variables:
    """Give an item its case.

    :raises Conflict: it has one already
    """
    work: Work = call.work
    given = Answers(call.variables, "")
    item_id = given.key("care_item_id")
    given.finish()
    assert item_id is not None  # refused above
    item = queries.get_item(work.session, item_id)
    if item.case_id is not None:
        raise Conflict(f"care item {item_id} has its case")
    item.care_no = get_case(work.session, call.case_id).business_key
    item.case_id = call.case_id
    touch(work, item)
    customer = get_customer(work.session, item.customer_id)
    return {
        "care_item_id": item.id,
        "care_no": item.care_no,
        "customer_id": item.customer_id,
        "trigger": item.trigger.value,
        "subject": f"{customer.customer_no} · {wording.NAMES[item.trigger]}",
        "selection": None,
        "wait_until": None,
        "response": None,
        "next_contact": None,
    }


def select_customer(call: CallLike) -> Variables:
    """Say whether the customer may be contacted: now, later or not at all."""
    work: Work = call.work
    item = item_of(call)
    choice = selecting.choose(work, item)
    if choice.selection == selecting.SKIP:
        item.reason = choice.reason
    if choice.selection == selecting.CONTACT:
        item.status = CareStatus.SELECTED
        item.marketing_consent = choice.marketing_consent
    touch(work, item)
    return {
        "selection": choice.selection,
        "wait_until": local_text(choice.at, work.processes.zone),
        "marketing_consent": choice.marketing_consent,
        "advantage_sheet": _sheets(work, item),
    }


def _sheets(work: Work, item: CareItem) -> str | None:
    """Return what a seller is to show; None where nothing is recommended."""
    if item.trigger is not CareTrigger.PROSPECT_IDLE:
        return None
    return wording.sheets(list_products(work.session, limit=PRODUCTS).rows)


def skip_item(call: CallLike) -> None:
    """End an item without a contact."""
    item = item_of(call)
    item.status = CareStatus.SKIPPED
    item.reason = item.reason or "no_action"
    touch(call.work, item)
    note(call, item, "care.skipped", reason=item.reason)


def raise_request(call: CallLike) -> None:
    """Let customer service take up what a customer was not content with."""
    work: Work = call.work
    item = item_of(call)
    customer = get_customer(work.session, item.customer_id)
    publish_message(
        work,
        name=REQUEST,
        correlation_key=str(item.care_no),
        variables={
            "customer": customer.customer_no,
            "channel": "phone",
            "topic": "other",
            "need": item.note,
            "urgency": "high",
            "source": item.care_no,
        },
        ttl=LONGEST_TTL,
        message_id=f"{REQUEST}-{item.care_no}",
    )
    note(call, item, "care.request_raised")


def plan_next_contact(call: CallLike) -> None:
    """Plan the next contact on the day that was agreed."""
    planning.plan_next_contact(call.work, item_of(call))


def cancel_item(call: CallLike) -> None:
    """End an item of a customer who opted out."""
    item = item_of(call)
    _cancel(call.work, item)
    note(call, item, "care.cancelled", reason=item.reason)


def _cancel(work: Work, item: CareItem) -> None:
    item.status, item.reason = CareStatus.CANCELLED, rules.OPTED_OUT
    touch(work, item)


def cancel_marketing(call: CallLike) -> Variables:
    """Cancel all marketing that is planned for a customer or going on, at once."""
    work: Work = call.work
    given = Answers(call.variables, "")
    customer_id = given.key("customer_id")
    given.finish()
    assert customer_id is not None  # refused above
    items = queries.list_open_marketing(work.session, customer_id)
    for item in items:
        publish_message(work, name=CANCELLED, correlation_key=str(item.id), variables={})
    customer = get_customer(work.session, customer_id)
    audit.record(
        work,
        "care.opted_out",
        case_id=call.case_id,
        subject=customer.customer_no,
        detail={"cancelled": len(items)},
    )
    return {"subject": f"{customer.customer_no} · 退订营销", "cancelled": len(items)}


HANDLERS: Mapping[str, Handler] = {
    "care.open_item": open_item,
    "care.select_customer": select_customer,
    "care.skip_item": skip_item,
    "care.send_greeting": send_greeting,
    "care.raise_request": raise_request,
    "care.plan_next_contact": plan_next_contact,
    "care.cancel_item": cancel_item,
    "care.cancel_marketing": cancel_marketing,
}
LISTENERS: Mapping[str, Listener] = {
    "care.record_contact": talks.record_contact,
    "care.record_recommendation": talks.record_recommendation,
    "care.record_verification": talks.record_verification,
}
ENDINGS: Mapping[str, Ending] = {"customer_care": cancelling.end_item}
