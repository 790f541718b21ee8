"""Rules about claims: risk facts, papers, checkpoints, authority, agreement, retention. Pure."""

import calendar
import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.insurance.claims.vocabulary import (
    CHECKS,
    CLAIM_FORM,
    CLOSING_RESULTS,
    FAILED,
    LOB_OF_LOSS,
    REJECT,
)

NIGHT_BEGINS, NIGHT_ENDS = 22, 5  # local hours between which a single-party accident is a risk
COVER_RAISED_DAYS = 30  # before the loss; raised later than that is a risk
FIXED_BENEFIT = "fixed_benefit"
MOTOR = ("motor_compulsory", "motor_commercial")


@dataclass(frozen=True, kw_only=True)
class Report:
    """What of a loss report and its policy the risk facts are taken from."""

    lob: str | None
    loss_type: str
    relation: str
    loss_time: dt.datetime
    report_time: dt.datetime
    claimed_amount: Decimal
    starts_on: dt.date | None = None
    sum_insured: Decimal | None = None
    cover_raised_on: dt.date | None = None
    claims_12m: int = 0
    prior_reject_same_object: bool = False


RiskFacts = dict[str, int | Decimal | bool | None]


def risk_facts(report: Report, zone: ZoneInfo) -> RiskFacts:
    """Return the ten inputs of the decision ``risk_points``; what is unknown is None.

    Papers and payee are unknown when a loss is reported, so nothing is held against them.
    """
    loss = report.loss_time.astimezone(zone)
    return {
        "days_since_inception": _days_since(report.starts_on, loss.date()),
        "report_delay_h": _hours(report.report_time - report.loss_time),
        "claims_12m": report.claims_12m,
        "claimed_to_si": _ratio(report.claimed_amount, report.sum_insured),
        "night_single": _is_single_party(report) and _is_night(loss),
        "forged_doc": False,
        "watchlist": False,
        "payee_mismatch": False,
        "prior_reject_same_object": report.prior_reject_same_object,
        "late_registration_change": _raised_shortly_before(report.cover_raised_on, loss.date()),
    }


def _days_since(start: dt.date | None, day: dt.date) -> int | None:
    return None if start is None else (day - start).days


def _hours(span: dt.timedelta) -> Decimal:
    hours = Decimal(span // dt.timedelta(seconds=1)) / 3600
    return hours.quantize(Decimal("0.0001")).normalize() + 0


def _ratio(part: Decimal, whole: Decimal | None) -> Decimal | None:
    return (part / whole).quantize(Decimal("0.000001")) if whole else None


def _is_single_party(report: Report) -> bool:
    own_damage = report.loss_type == "vehicle_damage" and report.relation != "third_party"
    return own_damage and report.lob in MOTOR


def _is_night(loss: dt.datetime) -> bool:
    return loss.hour >= NIGHT_BEGINS or loss.hour < NIGHT_ENDS


def _raised_shortly_before(raised_on: dt.date | None, day: dt.date) -> bool:
    return raised_on is not None and 0 <= (day - raised_on).days <= COVER_RAISED_DAYS


def required_documents(hits: Iterable[Sequence[str]]) -> list[str]:
    """Return the papers of every rule that matched, each once, in the order of the rules."""
    return list(dict.fromkeys(code for codes in hits for code in codes))


def missing_documents(
    required: Iterable[str], waived: Iterable[str], received: Iterable[str]
) -> list[str]:
    """Return the papers still to be handed in."""
    settled = {*waived, *received}
    return [code for code in required if code not in settled]


def proofs_arrived_at(received: Iterable[tuple[str, dt.datetime]]) -> dt.datetime | None:
    """Return when claim request and proofs first were there, or None while they are not.

    From then the law's limits run (Insurance Law art. 23 and 25; Interpretation II art. 15).
    """
    papers = list(received)
    forms = [at for code, at in papers if code == CLAIM_FORM]
    others = [at for code, at in papers if code != CLAIM_FORM]
    return max(min(forms), min(others)) if forms and others else None


def open_checks(
    results: Mapping[str, str], decision: str, settled: Collection[str] = ()
) -> list[str]:
    """Return the checkpoints that are not closed: neither passed nor not applicable.

    A failed one closes where the claim is rejected: it is what the rejection rests on.

    :param settled: failed ones that are settled all the same, by a lower sum or an investigation
    """
    closing = (*CLOSING_RESULTS, FAILED) if decision == REJECT else CLOSING_RESULTS
    left = [check for check in CHECKS if results.get(check) not in closing]
    return [check for check in left if results.get(check) != FAILED or check not in settled]


def likely_lob(loss_type: str) -> str:
    """Return the line of business that a loss without a policy would fall under."""
    return LOB_OF_LOSS[loss_type]


def agrees_by_itself(
    pay_basis: str, payable: Decimal, claimed: Decimal, *, graded: bool = False
) -> bool:
    """Say whether there is nothing left to agree on: a fixed benefit, or all that was claimed.

    :param graded: the benefit follows a grade of disability, which can be disputed
    """
    return (pay_basis == FIXED_BENEFIT and not graded) or payable >= claimed


def payable_decision(payable: Decimal, override: Decimal | None) -> str:
    """Return the only decision that fits an overridden sum."""
    if override is None or override == payable:
        return "pay"
    return "partial_pay" if override < payable else "ex_gratia"


def retention_until(ends_on: dt.date, paid_on: dt.date | None, years: int) -> dt.date:
    """Return the last day a file is kept, counted from the later of contract end and payment.

    :param ends_on: the first day without cover; the contract ends with the day before
    """
    contract_end = ends_on - dt.timedelta(days=1)
    begins = contract_end if paid_on is None else max(contract_end, paid_on)
    return _years_after(begins, years)


def is_longer_than_a_year(starts_on: dt.date, ends_on: dt.date) -> bool:
    """Say whether a contract runs for more than one year."""
    return ends_on > _years_after(starts_on, 1)


def _years_after(day: dt.date, years: int) -> dt.date:
    # 29 February falls on the last day of the month (Civil Code art. 202).
    year = day.year + years
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))
