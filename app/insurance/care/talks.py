"""What people do for a customer: a talk, a recommendation, a file verified."""

from collections.abc import Mapping

from app.cases.operations import publish_message
from app.cases.operations.publish import LONGEST_TTL
from app.errors import NotFound
from app.identity.queries import find_user
from app.insurance.answers import Answers
from app.insurance.care import rules
from app.insurance.care.models import CareItem, CareStatus
from app.insurance.care.subject import item_of, note
from app.insurance.customers import changes, licences
from app.insurance.customers.contact_models import (
    ContactNote,
    Direction,
    Feedback,
    FeedbackCategory,
)
from app.insurance.customers.contact_operations import note_contact, note_feedback
from app.insurance.customers.models import Product
from app.insurance.customers.queries import get_customer, get_product
from app.insurance.records import touch
from app.work import CallLike, Variables, Work

PHONE = "phone"
IMPROVEMENT = "improvement_proposed"  # message


def record_contact(call: CallLike, answers: Variables) -> Variables:
    """Keep a talk with a customer, what the customer thinks, and what is to be improved."""
    work: Work = call.work
    item = item_of(call)
    given = Answers(answers)
    done_at = given.instant("done_at", no_later_than=work.now)
    if done_at is not None and done_at < item.created_at:
        given.refuse("done_at", "done_at lies before this was planned", "in_past")
    item.note = given.text("content")
    item.response = given.option("response", tuple(rules.RESPONSES))
    proposal = _read_proposal(given)
    given.finish()
    item.contacted_at = done_at
    _close(call, item, item.note, verbatim=item.note)
    opinion = Feedback(
        customer_id=item.customer_id,
        source_case_id=call.case_id,
        category=FeedbackCategory.CARE,
        at=done_at,
        text=item.note,
        rating=rules.RESPONSES[item.response],
    )
    note_feedback(work, opinion, source=item.care_no)
    if proposal is not None:
        _propose(call, item, proposal)
    return {"response": item.response}


def _read_proposal(given: Answers) -> dict[str, str] | None:
    """Return the cause and the measure of what is to be improved; None where nothing is."""
    needed = given.truth("action_needed", required=False)
    cause = given.text("cause", required=needed)
    measure = given.option("measure", rules.MEASURES, required=needed)
    return {"cause": cause, "measure": measure} if needed else None


def _propose(call: CallLike, item: CareItem, proposal: Mapping[str, str]) -> None:
    """Hand on to the quality cycle what the talk has shown."""
    publish_message(
        call.work,
        name=IMPROVEMENT,
        correlation_key=str(item.care_no),
        variables={"source": item.care_no, "problem": item.note, **proposal},
        ttl=LONGEST_TTL,
        message_id=f"{IMPROVEMENT}-{item.care_no}",
    )
    note(call, item, "care.improvement_proposed", measure=proposal["measure"])


def record_recommendation(call: CallLike, answers: Variables) -> Variables:
    """Keep a recommendation by a licensed seller, with needs, suitability and exclusions told.

    What does not suit a customer is not recommended: it is kept as looked at, and not followed up.

    :raises NotAllowed: the seller has no licence for the product's class (R-029)
    """
    work: Work = call.work
    item = item_of(call)
    given = Answers(answers)
    item.needs = given.text("needs")
    product = _product(work, given)
    item.suitability = given.option("suitability", (rules.SUITABLE, rules.UNSUITABLE))
    if not given.truth("exclusions_explained"):
        given.refuse("exclusions_explained", "the exclusions have to be explained (art. 17)")
    item.next_contact_on = given.day("next_contact")
    _check_next(work, item, given)
    given.finish()
    assert product is not None  # refused above
    _ensure_licensed(work, product)
    item.product_id, item.contacted_at = product.id, work.now
    _close(call, item, f"{product.name} · {item.suitability}")
    next_contact = item.next_contact_on
    return {
        "suitability": item.suitability,
        "next_contact": None if next_contact is None else next_contact.isoformat(),
    }


def _product(work: Work, given: Answers) -> Product | None:
    code = given.text("product", longest=32)
    try:
        product = get_product(work.session, code) if code else None
    except NotFound:
        product = None
    if code and (product is None or not product.on_sale):
        given.refuse("product", f"no product {code} is on sale")
    elif product is not None and not licences.may_write(work, product):
        given.refuse("product", f"the company has no licence for {code}", "not_licensed")
    return product


def _check_next(work: Work, item: CareItem, given: Answers) -> None:
    if item.next_contact_on is None:
        return
    if item.next_contact_on <= work.today:
        given.refuse("next_contact", "next_contact must lie after today", "in_past")
    if item.suitability == rules.UNSUITABLE:
        given.refuse("next_contact", "what does not suit is not recommended on", "not_possible")


def _ensure_licensed(work: Work, product: Product) -> None:
    actor = work.actor
    seller = None if actor.user_id is None else find_user(work.session, actor.user_id)
    held = [] if seller is None else seller.licences
    licences.ensure_may_sell(held, product, work.today, seller=actor.username)


def record_verification(call: CallLike, answers: Variables) -> Variables:
    """Keep that a customer's file was gone through; corrections are made in the file itself."""
    work: Work = call.work
    item = item_of(call)
    given = Answers(answers)
    fields = []
    for pointer, row in given.rows("fields"):
        inner = given.row(pointer, row)
        name = inner.option("field", rules.FIELDS)
        fields.append({"field": name, "result": inner.option("result", rules.RESULTS)})
    if not fields:
        given.refuse("fields", "fields needs at least 1", "too_few")
    verified_at = given.instant("verified_at", no_later_than=work.now)
    given.finish()
    assert verified_at is not None  # refused above
    customer = get_customer(work.session, item.customer_id)
    changes.confirm(work, customer, at=verified_at)
    item.verified_fields, item.contacted_at = fields, verified_at
    _close(call, item, "客户信息已核实")
    return {"verified": len(fields)}


def _close(call: CallLike, item: CareItem, summary: str, *, verbatim: str = "") -> None:
    work: Work = call.work
    item.status, item.contacted_by = CareStatus.DONE, work.actor.user_id
    item.content, item.channel = call.variables["content"], PHONE
    touch(work, item)
    contact = ContactNote(
        customer_id=item.customer_id,
        case_id=call.case_id,
        channel=PHONE,
        direction=Direction.OUTBOUND,
        at=item.contacted_at,
        verbatim=verbatim,
        summary=summary,
    )
    note_contact(work, contact)
    note(call, item, "care.done", content=item.content)
