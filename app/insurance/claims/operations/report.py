"""Takes a loss report in and starts the claim's case."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.audit import operations as audit
from app.cases.operations import start_case
from app.database import next_business_number
from app.insurance.answers import Answers, local_text
from app.insurance.claims import queries, vocabulary
from app.insurance.claims.models import Claim
from app.insurance.claims.progress import note
from app.insurance.customers import queries as customers
from app.insurance.records import enter, touch
from app.work import Variables, Work

PROCESS = "claim"
PREFIX = "CLM"
PHONE = r"^\+?[0-9-]{7,20}$"
MOST_DEATHS = 100_000  # more are a slip of the keyboard
FIELDS = frozenset(
    {
        "policy_no",
        "reporter_name",
        "reporter_phone",
        "reporter_relation",
        "loss_time",
        "report_time",
        "loss_place",
        "loss_cause",
        "loss_type",
        "loss_description",
        "claimed_amount",
        "object_id",
        "injury",
        "deaths",
        "liability_clear",
        "police_reported",
        "channel",
        "event_id",
    }
)


#: what the diagram asks before anything has been decided
BEGINNING: Variables = {
    "reopen_of": None,
    "begin_at": "assess",
    "inquiry": "first",
    "next_step": None,
    "payable": None,
    "decision": None,
    "decision_at": None,
    "review_outcome": None,
    "late_review_outcome": None,
    "is_duplicate": False,
    "part_paid": False,
    "advance_id": None,
    "returns": 0,
    "overpaid": 0,
}


@dataclass(frozen=True, kw_only=True)
class Reported:
    """The claim of a report; ``is_new`` is False where it had been reported before."""

    claim: Claim
    is_new: bool


def report_claim(work: Work, fields: Mapping[str, Any], external_ref: str | None = None) -> Claim:
    """Take a loss report in; see ``report_once``."""
    return report_once(work, fields, external_ref=external_ref).claim


def report_once(
    work: Work, fields: Mapping[str, Any], *, external_ref: str | None = None, root: str = ""
) -> Reported:
    """Take a loss report in and start its case; the same reference again is the first claim.

    :param external_ref: the reporter's own number
    :param root: where the fields lie in what was sent, as a JSON pointer
    :raises InvalidInput: with every field that is wrong
    """
    first = queries.find_by_reference(work.session, external_ref) if external_ref else None
    if first is not None:
        return Reported(claim=first, is_new=False)
    claim = read_claim(work, fields, root)
    claim.external_ref = external_ref
    claim.claim_no = next_business_number(work.session, PREFIX, work.today)
    try:
        with work.session.begin_nested():
            enter(work, claim)
    except IntegrityError:
        first = queries.find_by_reference(work.session, external_ref) if external_ref else None
        if first is None:
            raise
        return Reported(claim=first, is_new=False)
    note(work, claim)
    _start(work, claim)
    return Reported(claim=claim, is_new=True)


def read_claim(work: Work, fields: Mapping[str, Any], root: str) -> Claim:
    """Read a loss report; the claim is not entered yet.

    :raises InvalidInput: with every field that is wrong
    """
    given = Answers(fields, root)
    for name in sorted(set(fields) - FIELDS):
        given.refuse(name, f"there is no field {name}", "unknown_field")
    report_time = given.instant("report_time", no_later_than=work.now, required=False) or work.now
    loss_time = given.instant("loss_time", no_later_than=report_time)
    claimed_amount = given.money("claimed_amount", required=True)
    deaths = given.count("deaths", most=MOST_DEATHS) or 0
    texts = _read_texts(given)
    injury = given.truth("injury")
    liability_clear = given.truth("liability_clear")
    police_reported = given.truth("police_reported", required=False)
    given.finish()
    assert loss_time is not None and claimed_amount is not None  # else refused above
    policy = customers.find_policy(work.session, texts["policy_no"])
    return Claim(
        **texts,
        policy_id=None if policy is None else policy.id,
        org_unit=None if policy is None else policy.org_unit,
        object_id=fields.get("object_id") or None,
        event_id=fields.get("event_id") or None,
        report_time=report_time,
        loss_time=loss_time,
        claimed_amount=claimed_amount,
        deaths=deaths,
        injury=injury,
        liability_clear=liability_clear,
        police_reported=police_reported,
    )


def _read_texts(given: Answers) -> dict[str, str]:
    given.text("object_id", longest=64, required=False)
    given.text("event_id", longest=64, required=False)
    return {
        "policy_no": given.text("policy_no", longest=32),
        "reporter_name": given.text("reporter_name", longest=50),
        "reporter_phone": given.matching("reporter_phone", PHONE),
        "reporter_relation": given.option("reporter_relation", vocabulary.RELATIONS),
        "loss_place": given.text("loss_place", longest=200),
        "loss_cause": given.option("loss_cause", vocabulary.LOSS_CAUSES),
        "loss_type": given.option("loss_type", vocabulary.LOSS_TYPES),
        "loss_description": given.text("loss_description"),
        "channel": given.option("channel", vocabulary.CHANNELS),
    }


def _start(work: Work, claim: Claim) -> None:
    started = start_case(
        work,
        process_id=PROCESS,
        variables=start_variables(work, claim),
        business_key=claim.claim_no,
    )
    claim.case_id = started.case.id
    touch(work, claim)
    audit.record(
        work,
        "claim.reported",
        case_id=claim.case_id,
        subject=claim.claim_no,
        detail={"policy_no": claim.policy_no, "loss_type": claim.loss_type},
    )


def start_variables(work: Work, claim: Claim) -> Variables:
    """Return what the process knows of a report; names and telephone numbers stay in the record."""
    return {
        **BEGINNING,
        "claim_id": claim.id,
        "claim_no": claim.claim_no,
        "subject": summary(claim),
        "policy_no": claim.policy_no,
        "object_id": claim.object_id,
        "loss_type": claim.loss_type,
        "loss_cause": claim.loss_cause,
        "loss_time": local_text(claim.loss_time, work.processes.zone),
        "report_time": local_text(claim.report_time, work.processes.zone),
        "reporter_relation": claim.reporter_relation,
        "claimed_amount": claim.claimed_amount,
        "injury": claim.injury,
        "liability_clear": claim.liability_clear,
        "channel": claim.channel,
    }


def summary(claim: Claim) -> str:
    """Return what a claim is about in one line, in any language: contract, thing, sum."""
    parts = (claim.policy_no, claim.object_id, f"¥{claim.claimed_amount:,.2f}")
    return " · ".join(part for part in parts if part)
