"""Writes what passes between the company and a customer."""

import datetime as dt

from app.database import next_key
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


def give_consent(
    work: Work, customer_id: int, purpose: Purpose, *, channel: str, text_version: str
) -> Consent:
    """Keep that a customer allows a use of personal data."""
    consent = Consent(
        customer_id=customer_id,
        purpose=purpose,
        granted=True,
        at=work.now,
        channel=channel,
        text_version=text_version,
    )
    return enter(work, consent)


def withdraw_consent(
    work: Work, customer_id: int, purpose: Purpose, *, channel: str, text_version: str = ""
) -> Consent:
    """Keep that a customer refuses a use of personal data, or takes a consent back."""
    known = find_consent(work.session, customer_id, purpose)
    if known is not None and known.granted:
        known.withdrawn_at = work.now
        touch(work, known)
    refusal = Consent(
        customer_id=customer_id,
        purpose=purpose,
        granted=False,
        at=work.now,
        channel=channel,
        text_version=text_version,
    )
    return enter(work, refusal)


def note_contact(work: Work, note: ContactNote) -> ContactNote:
    """Keep one contact with a customer; without an instant it was now."""
    note.at = note.at or work.now
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
