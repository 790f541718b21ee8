"""Managers read the dashboards; others do not."""

from http import HTTPStatus

import pytest

from app.insurance.claims import vocabulary
from app.insurance.complaints import rules as complaint_rules
from app.insurance.contingency import rules as contingency_rules
from app.insurance.customers.contact_models import EventKind, FeedbackCategory
from app.insurance.overdue.handlers import MEASURES as OVERDUE_MEASURES
from app.insurance.quality import rules as quality_rules
from app.insurance.quality.check_models import CheckArea
from app.insurance.revisits import rules as revisit_rules
from app.insurance.service import rules as service_rules
from app.insurance.training.vocabulary import Method, TrainingSegment
from app.web.boards.words import PARTS
from tests.scenarios.company import Company
from tests.scenarios.emergencies import is_active, works
from tests.scenarios.s1 import Walk
from tests.web.conftest import Reads

BOARDS = ("claims", "complaints", "revisits", "training", "service", "contingency")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("board", BOARDS)
def test_a_company_without_cases_has_empty_dashboards(
    reads: Reads, board: str, language: str
) -> None:
    manager = reads("u_cmgr", language=language)

    manager.open(f"/dashboards/{board}")

    assert manager.page.status == HTTPStatus.OK
    assert manager.page.words("//p[@class='empty' or contains(@class, 'nothing')]")


@pytest.mark.parametrize(
    "path", ["/dashboards", "/dashboards/claims", "/dashboards/claims/M11", "/dashboards/x"]
)
def test_who_may_not_read_reports_opens_no_dashboard(reads: Reads, path: str) -> None:
    clerk = reads("u_fnol")

    clerk.open(path)

    assert clerk.page.status == HTTPStatus.FORBIDDEN


def test_a_number_leads_to_the_cases_behind_it(reads: Reads, company: Company, walk: Walk) -> None:
    walk.all_until(walk.review)
    manager = reads("u_cmgr")

    manager.open("/dashboards/claims?month=2026-03")
    numbers = manager.page.text
    manager.open("/dashboards/claims/M11?month=2026-03&part=numerator")

    assert "By step" in numbers
    assert "Target met" in numbers
    assert walk.claim_no in manager.page.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/dashboards/weather", HTTPStatus.NOT_FOUND),
        ("/dashboards/claims/M99", HTTPStatus.NOT_FOUND),
        ("/dashboards/claims?month=never", HTTPStatus.OK),
        ("/dashboards/claims?month=9999-12", HTTPStatus.OK),
        ("/dashboards/claims/M11?after=never", HTTPStatus.OK),
        ("/dashboards/claims/M11?measure=none", HTTPStatus.UNPROCESSABLE_ENTITY),
        ("/dashboards/claims/M52?line=health", HTTPStatus.UNPROCESSABLE_ENTITY),
        ("/dashboards/contingency/M60?event=CAT-0", HTTPStatus.OK),
    ],
)
def test_a_wrong_address_is_no_fault(reads: Reads, path: str, status: HTTPStatus) -> None:
    manager = reads("u_cmgr")

    manager.open(path)

    assert manager.page.status == status


def test_every_number_leads_to_its_cases(reads: Reads, company: Company, walk: Walk) -> None:
    walk.all_until(walk.review)
    manager = reads("u_cmgr")

    manager.open("/dashboards/claims?month=2026-03")
    links = sorted(set(manager.page.document.xpath("//main//section//a/@href")))
    statuses = {link: manager.open(link).status for link in links}

    assert len(links) > 20
    assert set(statuses.values()) == {HTTPStatus.OK}


def test_a_metric_of_several_numbers_names_the_first(reads: Reads, company: Company) -> None:
    manager = reads("u_cmgr")

    manager.open("/dashboards/complaints")

    (told,) = manager.page.words("//section[@aria-labelledby='M31']/p[contains(@class, 'small')]")
    assert told == "per CNY 100 m of premium"


def test_a_number_that_a_filter_cannot_narrow_says_so(reads: Reads, company: Company) -> None:
    manager = reads("u_cmgr")

    manager.open("/dashboards/service?line=health")

    assert "Not counted by Line: clear that filter to see this number." in manager.page.text


def test_the_overdue_list_says_how_late_and_who_sees_to_it(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.all_until(walk.contact)
    company.now_is("2026-03-05T12:00")
    manager = reads("u_cmgr")

    manager.open("/dashboards/claims/M13?month=2026-03")

    late = [row for row in manager.page.rows() if row[0] == walk.claim_no]
    assert "Hours overdue" in manager.page.text
    # the survey was due on 2 March at 11:45
    assert late[0][7:10] == ["72.25", "E3", "Shi Lei"]


def test_a_filter_that_is_on_is_shown_even_if_nobody_works_there(
    reads: Reads, company: Company
) -> None:
    manager = reads("u_cmgr")

    manager.open("/dashboards/complaints?org=GD&channel=regulator_transfer")

    chosen = manager.page.words("//select/option[@selected]")
    assert chosen[1:] == ["GD", "Transferred by the regulator"]


def test_the_file_holds_the_list_that_is_shown(reads: Reads, company: Company, walk: Walk) -> None:
    walk.report()
    manager = reads("u_cmgr")

    manager.open("/dashboards/claims/M16?month=2026-03&channel=app&split=x")
    refused = manager.page.status
    manager.open("/dashboards/claims/M16?month=2026-03&channel=app&org=SH")
    (file,) = manager.page.document.xpath("//a[. = 'XLSX']/@href")

    assert refused == HTTPStatus.UNPROCESSABLE_ENTITY
    asked = set(file.partition("?")[2].split("&"))
    assert asked >= {"from=2026-03-01", "to=2026-04-01", "channel=app", "org=SH", "format=xlsx"}
    assert manager.client.get(file).status_code == HTTPStatus.OK


def test_a_contingency_shows_progress_service_and_effect(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.report()
    number = is_active(company)
    works(company, number, "claims", 40)
    manager = reads("u_cmgr")

    manager.open("/dashboards/contingency")
    shown, captions = manager.page.text, manager.page.words("//caption")
    links = sorted(set(manager.page.document.xpath("//section//td/a/@href")))
    statuses = {manager.open(link).status for link in links}
    (backlog,) = [link for link in links if "measure=backlog" in link]

    assert [one.partition(" M6")[0] for one in captions] == [
        "Progress",
        "Service to its claims",
        "Effect",
    ]
    assert "mean progress of departments, % 40.00" in shown
    assert statuses == {HTTPStatus.OK}
    assert walk.claim_no in manager.open(backlog).text


VOCABULARIES = {
    "overdue": set(OVERDUE_MEASURES),
    "stage": {"complaint", "survey"},
    "subject": set(complaint_rules.SUBJECTS),
    "cause": set(complaint_rules.CAUSES),
    "channel": {
        *complaint_rules.CHANNELS,
        *service_rules.CHANNELS,
        *vocabulary.CHANNELS,
        *(one.value for one in Method),
    },
    "topic": set(service_rules.TOPICS),
    "area": {one.value for one in CheckArea},
    "measure": set(quality_rules.MEASURES),
    "segment": {one.value for one in TrainingSegment},
    "category": {one.value for one in FeedbackCategory},
    "trigger": {
        *(one.value for one in EventKind),
        revisit_rules.ANNIVERSARY,
        revisit_rules.BY_HAND,
        revisit_rules.EXPIRY,
    },
    "issue": set(revisit_rules.ISSUES),
    "event_type": set(contingency_rules.EVENT_TYPES),
    "activation": {*contingency_rules.DEPARTMENTS, "advance", "final"},
}


@pytest.mark.parametrize("by", VOCABULARIES)
def test_every_part_of_a_number_has_a_word(by: str) -> None:
    assert VOCABULARIES[by] - set(PARTS[by]) == set()
