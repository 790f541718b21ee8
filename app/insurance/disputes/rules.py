"""The words and rules of a dispute. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

RAISED_BY = ("policyholder", "insured", "beneficiary", "third_party")
SUBJECTS = (
    "clause_meaning",
    "exclusion",
    "loss_amount",
    "loss_cause",
    "loss_nature",
    "fault_share",
    "delay",
    "evasion",
    "procedure",
    "documents",
    "not_informed",
    "other",
)
CAUSES = ("CLAUSE", "INFO", "DETERMINATION", "TIMELINESS")
SIDES = ("insurer", "claimant")
AGREED, FAILED, CONTINUE = "agreed", "failed", "continue"
NEGOTIATIONS = (AGREED, FAILED, CONTINUE)
MEDIATIONS = (AGREED, FAILED)
BODIES = (
    "insurance_association",
    "consumer_association",
    "regulator_12378",
    "peoples_mediation",
    "arbitration",
)
DISMISSED = "dismissed"
JUDGMENTS = (DISMISSED, "partly", "upheld", "settled")
PREVENTIONS = ("clause", "info", "process", "training")
NEGOTIATION, MEDIATION, COURT = 3, 4, 5  # steps of the ladder; 1 and 2 are the claim itself

Ladder = list[dict[str, Any]]


def first_steps(reported_at: str | None, decided_at: str | None, now: str) -> Ladder:
    """Return the ladder of a new dispute: claimed, decided on by the insurer, negotiated."""
    return [
        {"step": 1, "started_at": reported_at, "ended_at": reported_at, "result": "claimed"},
        {"step": 2, "started_at": reported_at, "ended_at": decided_at, "result": "decided"},
        {"step": NEGOTIATION, "started_at": now, "ended_at": None, "result": None},
    ]


def negotiated(ladder: Sequence[Mapping[str, Any]], since: str | None, until: str) -> Ladder:
    """Return the ladder of a dispute that was negotiated in vain before it was opened."""
    *before, last = (dict(row) for row in ladder)
    failed = {**last, "started_at": since or until, "ended_at": until, "result": FAILED}
    return [*before, failed]


def climbed(ladder: Sequence[Mapping[str, Any]], step: int, at: str) -> Ladder:
    """Return the ladder with a step begun, unless it runs already; the one before has failed."""
    if ladder[-1]["step"] == step and ladder[-1]["ended_at"] is None:
        return [dict(row) for row in ladder]
    begun = {"step": step, "started_at": at, "ended_at": None, "result": None}
    return [*ended(ladder, FAILED, at), begun]


def ended(ladder: Sequence[Mapping[str, Any]], result: str, at: str) -> Ladder:
    """Return the ladder with the step that runs ended; one that has ended stays as it is."""
    *before, last = (dict(row) for row in ladder)
    if last["ended_at"] is None:
        last = {**last, "ended_at": at, "result": result}
    return [*before, last]


def begun_at(ladder: Sequence[Mapping[str, Any]]) -> dt.datetime:
    """Return when the step that was taken last began."""
    return dt.datetime.fromisoformat(ladder[-1]["started_at"])


def decided_at(ladder: Sequence[Mapping[str, Any]]) -> dt.datetime | None:
    """Return when the claim was decided; None where the ladder does not say it."""
    ended = ladder[1]["ended_at"]
    return None if ended is None else dt.datetime.fromisoformat(ended)
