"""A new release comes with changed files: what analysts have put into force stays."""

import pytest
from flask import Flask

from app import setup
from tests.scenarios.company import Company
from tests.scenarios.deploying import sends
from tests.scenarios.test_decisions import STRICTER


@pytest.fixture
def company(company_on_sqlite: Company) -> Company:
    return company_on_sqlite


def version_of(company: Company, decision: str) -> int:
    return int(company.get("u_ana", f"/decisions/{decision}")["version"])


def restart(company: Company, monkeypatch: pytest.MonkeyPatch, **changed: bytes) -> None:
    """Start again with other contents of shipped files; ``p__bpmn`` stands for ``p.bpmn``."""
    files = setup.shipped_files()
    files |= {name.replace("__", "."): content for name, content in changed.items()}
    monkeypatch.setattr(setup, "shipped_files", lambda: files)
    app: Flask = company.client.application
    with app.app_context():
        setup.deploy_shipped()


def test_a_changed_diagram_does_not_bring_back_a_table_that_was_replaced(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sends(company, {"approval_path.dmn": STRICTER}).status_code == 201
    payment = setup.shipped_files()["payment.bpmn"] + b"<!-- next release -->"

    restart(company, monkeypatch, payment__bpmn=payment)

    assert version_of(company, "approval_tier") == 2
    started = company.get("u_ana", "/decisions/payout_method/versions")["items"]
    assert [row["version"] for row in started] == [1]


def test_a_table_that_the_release_changes_comes_into_force(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    restart(company, monkeypatch, approval_path__dmn=STRICTER)

    assert version_of(company, "approval_tier") == 2
    assert version_of(company, "sla_limit") == 1


def test_changed_examples_do_not_hold_against_a_table_that_was_replaced(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sends(company, {"approval_path.dmn": STRICTER}).status_code == 201
    files = setup.shipped_files()
    changed = files["approval_tier.cases.csv"] + b"\n"

    restart(company, monkeypatch, approval_tier__cases__csv=changed)

    assert version_of(company, "approval_tier") == 2


def test_changed_examples_of_a_shipped_table_are_kept(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = setup.shipped_files()
    lines = files["retention.cases.csv"].splitlines(keepends=True)
    changed = b"".join([*lines, lines[-1]])

    restart(company, monkeypatch, retention__cases__csv=changed)

    report = company.get("u_ana", "/decisions/retention/cases")
    assert len(report["items"]) == len(lines)
    assert report["version"] == 1


def test_starting_again_with_the_same_files_changes_nothing(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    restart(company, monkeypatch)

    assert version_of(company, "approval_tier") == 1
