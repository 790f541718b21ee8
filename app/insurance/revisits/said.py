"""Reads what an attempt to reach a customer brought; every refusal names its field."""

import datetime as dt
from dataclasses import dataclass, field

from app.insurance.answers import Answers
from app.insurance.customers.contact_models import Purpose
from app.insurance.customers.contact_queries import allows
from app.insurance.customers.rules import NEED_TOPICS, OTHER_TOPIC
from app.insurance.revisits import rules
from app.insurance.revisits.models import RevisitPlanItem, RevisitRecord
from app.insurance.revisits.scripts import BY_CODE, IDENTITY
from app.work import Work

LONGEST_ID = 64


@dataclass(frozen=True, kw_only=True)
class Said:
    """What an attempt brought."""

    channel: str
    contacted: bool
    identity_confirmed: bool = False
    recording_id: str | None = None
    recording_consent: bool = False
    answers: list[dict[str, str]] = field(default_factory=list)
    satisfaction: int | None = None
    suggestion: str | None = None
    need: str | None = None
    need_topic: str = OTHER_TOPIC
    issues: list[str] = field(default_factory=list)
    next_try_at: dt.datetime | None = None

    @property
    def reached(self) -> bool:
        """The customer in person was spoken to, or answered."""
        return self.contacted and self.identity_confirmed


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What an attempt is judged by."""

    item: RevisitPlanItem
    #: the one before
    last: RevisitRecord | None
    #: no further one follows
    is_last: bool


def read_said(work: Work, given: Answers, attempt: Attempt) -> Said:
    """Read what an agent, or the customer, says of an attempt.

    :raises InvalidInput: with every field that is wrong
    """
    channel = given.option("channel", rules.CHANNELS)
    contacted = given.truth("contacted")
    said = (
        _read_answers(work, given, attempt, channel)
        if contacted
        else _read_failure(work, given, attempt, channel)
    )
    given.finish()
    return said


def read_written(work: Work, given: Answers, item: RevisitPlanItem) -> Said:
    """Read what a customer answers without a call.

    :raises InvalidInput: with every field that is wrong, e.g. it is not the customer who answers
    """
    said = read_said(work, given, Attempt(item=item, last=None, is_last=True))
    if not said.reached and not said.issues:
        given.refuse("identity_confirmed", "nobody but the customer answers")
    given.finish()
    return said


def _read_failure(work: Work, given: Answers, attempt: Attempt, channel: str) -> Said:
    """Read when to try again; an attempt too soon after the one before does not count."""
    zone, last = work.processes.zone, attempt.last
    if last is not None and not last.contacted and not rules.may_try(last.at, work.now, zone):
        given.refuse(
            "contacted",
            "an attempt counts four hours after the one before, in another part of the day",
            "too_soon",
        )
    following = _read_next_try(work, given, attempt)
    return Said(channel=channel, contacted=False, next_try_at=following)


def _read_next_try(work: Work, given: Answers, attempt: Attempt) -> dt.datetime | None:
    following = None if attempt.is_last else given.instant("next_try")
    if following is not None and not rules.may_try(work.now, following, work.processes.zone):
        given.refuse(
            "next_try",
            "next_try must lie at least four hours ahead, in another part of the day",
            "too_soon",
        )
    return following


def _read_answers(work: Work, given: Answers, attempt: Attempt, channel: str) -> Said:
    """Read what was answered; where it was not the customer, and nothing is to be put right,
    the customer is still to be reached.
    """
    item = attempt.item
    identity = given.truth("identity_confirmed")
    answers = _rows(given, item, whole=identity)
    _ensure_identity(given, answers, identity)
    consent = given.truth("recording_consent", required=False)
    satisfaction = given.count("satisfaction", least=1, most=5)
    if satisfaction is not None and not identity:
        given.refuse("satisfaction", "only the customer says how content the customer is")
    issues = _issues(given, answers)
    proves = identity and channel in rules.SPOKEN
    return Said(
        channel=channel,
        contacted=True,
        identity_confirmed=identity,
        recording_id=_recording(work, given, item, proves=proves, consent=consent),
        recording_consent=consent and identity,
        answers=answers,
        satisfaction=satisfaction,
        suggestion=given.text("suggestion", required=False) or None,
        need=given.text("need", required=False) or None,
        need_topic=given.option("need_topic", NEED_TOPICS, required=False) or OTHER_TOPIC,
        issues=issues,
        next_try_at=None if identity or issues else _read_next_try(work, given, attempt),
    )


def _rows(given: Answers, item: RevisitPlanItem, *, whole: bool) -> list[dict[str, str]]:
    """Read the answers; of the customer in person every question that was to be asked."""
    asked = [row["q"] for row in item.questions]
    answers: dict[str, str] = {}
    for at, row in given.rows("answers", required=whole):
        one = given.row(at, row)
        question = one.option("q", asked)
        if question in answers:
            given.refuse(f"{at}/q", f"{question} is answered twice")
        answers[question] = one.option("a", rules.SAID)
    left = [question for question in asked if question not in answers]
    if whole and left:
        given.refuse("answers", f"{', '.join(left)} not answered", "incomplete")
    return [{"q": question, "a": said} for question, said in answers.items()]


def _ensure_identity(given: Answers, answers: list[dict[str, str]], identity: bool) -> None:
    for row in answers:
        question = BY_CODE.get(row["q"])
        if question is None or question.issue != IDENTITY:
            continue
        if (row["a"] == rules.YES) != identity:
            given.refuse("identity_confirmed", f"identity_confirmed contradicts {row['q']}")


def _issues(given: Answers, answers: list[dict[str, str]]) -> list[str]:
    named = given.names("issues")
    for code in named:
        if code not in rules.ISSUES:
            given.refuse("issues", f"{code} is not one of {', '.join(rules.ISSUES)}")
    codes = {code: question.issue for code, question in BY_CODE.items()}
    known = [row for row in answers if row["q"] in codes]
    return list(dict.fromkeys([*rules.issues_in(codes, known), *named]))


def _recording(
    work: Work, given: Answers, item: RevisitPlanItem, *, proves: bool, consent: bool
) -> str | None:
    """Read which recording proves a call or visit; there is one only where it is allowed."""
    recording = given.text("recording_id", longest=LONGEST_ID, required=False)
    if proves and item.mandatory and not recording:
        given.refuse("recording_id", "recording_id is required", "required")
    if recording and not (consent or allows(work.session, item.customer_id, Purpose.RECORDING)):
        given.refuse("recording_id", "the customer has not allowed a recording", "no_consent")
    return recording or None
