"""Whom a contingency may have hit: listed policy by policy, and told page by page."""

from app.insurance.channels.operations import Message, send
from app.insurance.contingency import queries
from app.insurance.contingency.models import Activation, Communication, ExposedPolicy
from app.insurance.contingency.subject import activation_of, note
from app.insurance.customers.contact_models import EventKind
from app.insurance.customers.contact_operations import note_event
from app.insurance.customers.models import Policy
from app.insurance.customers.queries import list_in_force
from app.insurance.records import enter, touch
from app.work import CallLike, Variables, Work

PAGE = 200  # policies that one call looks at; their holders' addresses are deciphered
RECIPIENTS = 50  # customers that one call tells
CHANNEL = "sms"
SUBJECT = "灾害应急服务告知"


def screen_policies(call: CallLike) -> Variables:
    """List the next policies in force whose holder or insured object is in the regions.

    Their holders are to be turned to before they report. In a drill they are listed, and nothing
    is noted of them. Regions that are added later let it begin anew; nobody is listed twice.
    """
    work: Work = call.work
    activation = activation_of(call)
    after = call.variables.get("after_policy")
    if after is None:
        activation.screened_at = None
    page = list_in_force(
        work.session, on=work.today, after=None if after is None else int(after), limit=PAGE
    )
    for policy in page:
        region = _region_of(policy, activation)
        if region is not None and not queries.is_exposed(work.session, activation.id, policy.id):
            _expose(work, activation, policy, region)
    screened = len(page) < PAGE
    if screened:
        activation.screened_at = work.now
        touch(work, activation)
        note(work, activation, "screened")
    return {"screened": screened, "after_policy": str(page[-1].id) if page else after}


def _region_of(policy: Policy, activation: Activation) -> str | None:
    """Return the region a policy's places lie in: of its holder, and of what it insures."""
    places = [policy.policyholder.address or "", *(thing.object_id for thing in policy.objects)]
    regions: list[str] = activation.regions
    return next((region for region in regions if any(region in place for place in places)), None)


def _expose(work: Work, activation: Activation, policy: Policy, region: str) -> None:
    customer_id = policy.policyholder_id
    first = not queries.is_contact(work.session, activation.id, customer_id)
    enter(
        work,
        ExposedPolicy(
            activation_id=activation.id,
            policy_id=policy.id,
            customer_id=customer_id,
            region=region,
            first_of_customer=first,
        ),
    )
    if first and not activation.drill:
        note_event(
            work,
            EventKind.CATASTROPHE_HIT,
            customer_id,
            policy_id=policy.id,
            case_id=activation.case_id,
            source=activation.contingency_no,
        )


def broadcast(call: CallLike) -> Variables:
    """Send what is to be told to the next affected policyholders, each once.

    While policies are still being listed there may be more; a drill tells nobody.
    """
    work: Work = call.work
    activation = activation_of(call)
    told = queries.get_communication(work.session, int(call.variables["communication_id"]))
    all_told = activation.drill or _tell_page(work, activation, told)
    if all_told:
        told.broadcast_at = work.now
        touch(work, told)
        note(work, activation, "broadcast", recipients=told.recipients)
    return {"all_told": all_told}


def _tell_page(work: Work, activation: Activation, told: Communication) -> bool:
    """Tell the next contacts; say whether those were all."""
    page = queries.list_contacts(
        work.session, activation.id, after=told.sent_to_id, limit=RECIPIENTS
    )
    for contact in page:
        message = Message(
            customer_id=contact.customer_id,
            channel=CHANNEL,
            subject=SUBJECT,
            text=told.message,
            case_id=activation.case_id,
        )
        send(work, message, key=f"contingency-{told.id}-{contact.customer_id}")
    if page:
        told.sent_to_id = page[-1].id
        told.recipients += len(page)
        touch(work, told)
    return len(page) < RECIPIENTS and activation.screened_at is not None
