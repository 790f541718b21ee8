"""Sends what needs nobody to talk: greetings, tips, offers and statements."""

from app.errors import Conflict
from app.insurance.care import rules, wording
from app.insurance.care.models import CareItem, CareStatus
from app.insurance.care.queries import get_campaign
from app.insurance.care.subject import item_of, note
from app.insurance.care.wording import Words
from app.insurance.channels.operations import Message, send
from app.insurance.customers.models import Customer
from app.insurance.customers.queries import get_customer, get_policy
from app.insurance.records import touch
from app.sla.calendar import festival_on
from app.work import CallLike, Work

GREETING, TIP, OFFER, STATEMENT = "greeting", "loss_prevention_tip", "offer", "annual_statement"


def send_greeting(call: CallLike) -> None:
    """Send a customer what the table of care says, once."""
    work: Work = call.work
    item, seen = item_of(call), call.variables
    customer = get_customer(work.session, item.customer_id)
    words = _words_for(work, item, customer, str(seen["content"]))
    item.content = seen["content"]
    item.channel = rules.channel_for(
        seen["action"], customer.segment, phones=customer.phones, email=customer.email
    )
    message = Message(
        customer_id=customer.id,
        channel=item.channel,
        subject=words.subject,
        text=words.text,
        case_id=call.case_id,
    )
    item.message_id = send(work, message, key=f"care-{item.care_no}").id
    item.status, item.contacted_at = CareStatus.DONE, work.now
    touch(work, item)
    note(call, item, "care.sent", content=item.content, channel=item.channel)


def _words_for(work: Work, item: CareItem, customer: Customer, content: str) -> Words:
    """Return what a content says.

    :raises Conflict: it needs a policy or a campaign, and the item is of none
    """
    if content == GREETING:
        return wording.greeting(customer, _festival(item))
    if content == STATEMENT and item.policy_id is not None:
        policy = get_policy(work.session, item.policy_id)
        years = item.occasion_on.year - policy.starts_on.year
        return wording.statement(customer, policy, policy_years=years)
    if content in (TIP, OFFER) and item.campaign_id is not None:
        told = get_campaign(work.session, item.campaign_id).text
        return wording.tip(customer, told) if content == TIP else wording.offer(customer, told)
    raise Conflict(f"nothing is written for {content} of {item.trigger.value}")


def _festival(item: CareItem) -> str | None:
    return festival_on(item.occasion_on) if item.trigger.value == "national_holiday" else None
