"""Writes what passes between the company and a customer."""

import datetime as dt

from app.audit import operations as audit
from app.cases.operations import publish_message
from app.database import next_key
from app.errors import FieldError, InvalidInput
from app.insurance.customers.contact_models import (
    Consent,
    ContactNote,
    CustomerEvent,
    EventKind,
    Feedback,
    Purpose,
)
from app.insurance.customers.contact_queries import find_consent
from app.insurance.records import enter, touch
from app.work import Work

OPTED_OUT = "marketing_opt_out"  # message
NEGATIVE = 2  # a rating of so much or less is followed up


def note_event(
    work: Work,
    kind: EventKind,
    customer_id: int,
    *,
    policy_id: int | None = None,
    case_id: int | None = None,
    source: str | None = None,
    at: dt.datetime | None = None,
) -> CustomerEvent:
    """Note that something happened to a customer; revisits, training and care read it.

    :param source: number of what it comes from, e.g. of the claim
    :param at: by default now
    """
    event = CustomerEvent(
        id=next_key(work.session),
        customer_id=customer_id,
        kind=kind,
        policy_id=policy_id,
        case_id=case_id,
        source=source,
        at=at or work.now,
    )
    work.session.add(event)
    work.session.flush()
    return event


def note_consent(work: Work, consent: Consent) -> Consent:
    """Keep what a customer allows or refuses now; a consent that is taken back ends.

    Whoever takes back the consent to marketing gets none from now on: care is told.
    """
    consent.at = consent.at or work.now
    known = find_consent(work.session, consent.customer_id, consent.purpose)
    if known is not None and known.granted and not consent.granted:
        known.withdrawn_at = consent.at
        touch(work, known)
    enter(work, consent)
    if consent.purpose is Purpose.MARKETING and not consent.granted:
        publish_message(
            work,
            name=OPTED_OUT,
            correlation_key=str(consent.customer_id),
            variables={"customer_id": consent.customer_id},
        )
    detail = {"purpose": consent.purpose.value, "granted": consent.granted}
    audit.record(work, "consent.noted", subject=f"customer:{consent.customer_id}", detail=detail)
    return consent


def note_contact(work: Work, note: ContactNote) -> ContactNote:
    """Keep one contact with a customer; without an instant it was now.

    :raises InvalidInput: it lies ahead
    """
    note.at = note.at or work.now
    if note.at > work.now:
        detail = f"at lies after {work.now.isoformat()}"
        wrong = FieldError(pointer="/at", code="in_future", detail=detail)
        raise InvalidInput(detail, errors=[wrong])
    return enter(work, note)


def note_feedback(work: Work, feedback: Feedback, *, source: str | None = None) -> Feedback:
    """Keep an opinion; a bad rating is an event of the customer besides.

    :param source: number of the case it is about
    """
    feedback.at = feedback.at or work.now
    enter(work, feedback)
    customer_id, rating = feedback.customer_id, feedback.rating
    if customer_id is not None and rating is not None and rating <= NEGATIVE:
        kind, case_id = EventKind.NEGATIVE_FEEDBACK, feedback.source_case_id
        note_event(work, kind, customer_id, case_id=case_id, source=source)
    return feedback
