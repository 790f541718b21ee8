"""Managers read the dashboards; others do not."""

from http import HTTPStatus

import pytest

from tests.scenarios.company import Company
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
    ],
)
def test_a_wrong_address_is_no_fault(reads: Reads, path: str, status: HTTPStatus) -> None:
    manager = reads("u_cmgr")

    manager.open(path)

    assert manager.page.status == status
