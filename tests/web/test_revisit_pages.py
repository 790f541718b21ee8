"""What could not be planned, on the pages of those who see to it."""

import pytest

from app.insurance.customers.contact_models import EventKind
from tests.scenarios.company import Company
from tests.scenarios.revisiting import happens
from tests.web.conftest import Reads

WHY = "the business calendar has no holidays and make-up days for 2027"
LATER, LATER_ZH = "They are tried again tomorrow morning", "明早将再次尝试"


@pytest.mark.parametrize(
    ("user", "language", "words"),
    [
        ("u_revs", "en", f"2 revisits could not be planned. {LATER}. {WHY}"),
        ("u_adm", "zh", f"有 2 项回访未能列入计划，{LATER_ZH}。 该年度的工作日历尚未录入（{WHY}"),
    ],
)
def test_who_sees_to_it_reads_what_could_not_be_planned_and_why(
    reads: Reads, company: Company, user: str, language: str, words: str
) -> None:
    company.now_is("2026-12-30T10:00")
    happens(company, EventKind.CLAIM_PAID)
    happens(company, EventKind.COMPLAINT_CLOSED)
    company.now_is("2026-12-31T08:00")

    told = reads(user, language=language).open("/tasks")
    others = reads("u_rev").open("/tasks")

    assert words in told.text
    assert "2027" not in others.text
