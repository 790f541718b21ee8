"""The regulator's complaint bulletin: what was passed on, set against what was written.

Source: bulletins of the regulator: counted at the day of transfer, by class, line and cause.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import FieldError, InvalidInput
from app.insurance.answers import YEARS
from app.insurance.complaints import rules
from app.insurance.complaints.bases import Written, written_by_line
from app.insurance.complaints.models import Complaint
from app.insurance.customers.models import StatutoryClass
from app.work import Work

HUNDRED_MILLION, TEN_THOUSAND = Decimal(100_000_000), Decimal(10_000)
PLACES = Decimal("0.0001")
LONGEST = dt.timedelta(days=5 * 365 + 2)  # five years, two of them leap years


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the bulletin; without a line it is about its class in all."""

    statutory_class: str | None
    lob: str | None
    claim: int
    sales: int
    surrender: int
    other: int
    written: Written

    @property
    def total(self) -> int:
        """How many complaints were passed on."""
        return self.claim + self.sales + self.surrender + self.other

    @property
    def premium(self) -> Decimal:
        """What was written, in CNY."""
        return self.written.premium

    @property
    def policies(self) -> int:
        """How many contracts were written."""
        return self.written.policies

    @property
    def insured_persons(self) -> int:
        """How many persons were insured by them."""
        return self.written.insured_persons

    @property
    def per_100m_premium(self) -> Decimal | None:
        """Complaints per 100 million of premium."""
        return rate(self.total, self.premium, HUNDRED_MILLION)

    @property
    def per_10k_policies(self) -> Decimal | None:
        """Complaints per 10,000 contracts."""
        return rate(self.total, Decimal(self.policies), TEN_THOUSAND)

    @property
    def per_10k_persons(self) -> Decimal | None:
        """Complaints per 10,000 insured persons; the bulletin gives it for personal business."""
        if self.statutory_class != StatutoryClass.PERSONAL.value:
            return None
        return rate(self.total, Decimal(self.insured_persons), TEN_THOUSAND)


def rate(count: int, base: Decimal, unit: Decimal) -> Decimal | None:
    """Return complaints per unit of what was written; None where nothing was."""
    return None if base == 0 else (count * unit / base).quantize(PLACES)


def ensure_months(first: dt.date, end: dt.date) -> None:
    """Refuse a time that is not one of whole months, at most five years.

    :raises InvalidInput: it begins or ends within a month, or ends before it begins
    """
    whole = first.day == end.day == 1 and first.year in YEARS
    if not whole or not first < end <= first + LONGEST:
        detail = "from and to are firsts of months, to the later one, at most five years apart"
        raise InvalidInput(
            detail, errors=[FieldError(pointer="/to", code="invalid_value", detail=detail)]
        )


def bulletin(work: Work, first: dt.date, end: dt.date) -> list[Row]:
    """Return what was passed on in some months: every class in all, and each of its lines.

    :param end: the first day of the month after
    :raises InvalidInput: see ``ensure_months``
    """
    ensure_months(first, end)
    counted = _count(work.session, first, end, work.processes.zone)
    written, classes = written_by_line(work.session, first, end)
    by_class: dict[str | None, list[Row]] = defaultdict(list)
    for lob in sorted({*counted, *written}, key=lambda line: line or ""):
        statutory_class = classes.get(lob or "")
        row = _row(statutory_class, lob or rules.OTHER, counted[lob], written.get(lob, Written()))
        by_class[statutory_class].append(row)
    return [
        row
        for name in sorted(by_class, key=lambda name: name or "~")
        for row in (_sum(name, by_class[name]), *by_class[name])
    ]


def _count(
    session: Session, first: dt.date, end: dt.date, zone: ZoneInfo
) -> dict[str | None, Counter[str]]:
    """Count by line and cause what was passed on between two local days."""
    since, until = (dt.datetime.combine(day, dt.time(), zone) for day in (first, end))
    rows = (
        sa.select(Complaint.lob, Complaint.subject, sa.func.count())
        .where(Complaint.transferred_at >= since, Complaint.transferred_at < until)
        .group_by(Complaint.lob, Complaint.subject)
    )
    counted: dict[str | None, Counter[str]] = defaultdict(Counter)
    for lob, subject, count in session.execute(rows):
        counted[lob][rules.cause_of(subject)] += count
    return counted


def _row(
    statutory_class: str | None, lob: str | None, causes: Counter[str], written: Written
) -> Row:
    counts = {cause: causes[cause] for cause in rules.CAUSES}
    return Row(statutory_class=statutory_class, lob=lob, written=written, **counts)


def _sum(statutory_class: str | None, rows: Sequence[Row]) -> Row:
    causes = Counter[str]()
    for row in rows:
        causes.update({cause: getattr(row, cause) for cause in rules.CAUSES})
    written = sum((row.written for row in rows), Written())
    return _row(statutory_class, None, causes, written)
