"""The survey of a loss."""

from decimal import Decimal
from typing import Any

import pytest

from app.errors import InvalidInput, NotAllowed
from app.identity.models import Group, Membership, User
from app.insurance.claims import queries
from app.insurance.claims.handlers import survey
from app.insurance.claims.models import Claim
from app.insurance.claims.vocabulary import ClaimStatus
from app.work import Work
from tests.insurance.calls import SURVEYOR, call, reported

CONTACT = {"contacted_at": "2026-03-02T09:30:00+08:00"}
SURVEY: dict[str, Any] = {
    "surveyed_at": "2026-03-02T09:30:00+08:00",
    "mode": "remote",
    "cause_finding": "倒车碰撞立柱",
    "extent_finding": "保险杠破损",
    "fault": "single_party",
    "photos": ["1"],
    "initial_estimate": "3800.00",
}
REPORT = {"report": "事实清楚", "liability_opinion": "covered"}


@pytest.fixture
def contacted(work: Work) -> Claim:
    claim = reported(work)
    survey.record_contact(call(work, claim, SURVEYOR), CONTACT)
    return claim


def surveyor(work: Work, user_id: int, group: str) -> str:
    work.session.add(Group(code=group, name=group, name_en=group))
    work.session.add(
        User(
            id=user_id,
            username=f"u_{user_id}",
            name="x",
            name_en="x",
            skills=[],
            created_at=work.now,
        )
    )
    work.session.flush()
    work.session.add(Membership(user_id=user_id, group_code=group))
    work.session.flush()
    return str(user_id)


def test_a_contact_begins_the_survey(work: Work) -> None:
    claim = reported(work)

    left = survey.record_contact(call(work, claim, SURVEYOR), CONTACT)

    assert left == {"contacted_at": "2026-03-02T09:30:00+08:00"}
    assert claim.status is ClaimStatus.SURVEYING


def test_a_contact_lies_in_the_past(work: Work) -> None:
    with pytest.raises(InvalidInput):
        survey.record_contact(
            call(work, reported(work), SURVEYOR), {"contacted_at": "2026-03-02T09:30:01+08:00"}
        )


def test_the_estimate_becomes_the_amount(work: Work, contacted: Claim) -> None:
    left = survey.record_survey(call(work, contacted, SURVEYOR), SURVEY)

    assert left == {"initial_estimate": Decimal("3800.00"), "fault": "single_party"}


@pytest.mark.parametrize(
    ("answers", "pointer"),
    [
        ({"photos": []}, "/data/photos"),
        ({"mode": "onsite", "photos": ["1", "2", "3", "4"]}, "/data/photos"),
        ({"mode": "by telephone"}, "/data/mode"),
        ({"fault": "mine"}, "/data/fault"),
        ({"initial_estimate": None}, "/data/initial_estimate"),
        ({"surveyed_at": "2026-03-03T09:30:00+08:00"}, "/data/surveyed_at"),
        ({"mode": "onsite_joint", "photos": list("12345")}, "/data/second_surveyor"),
        (
            {"mode": "onsite_joint", "photos": list("12345"), "second_surveyor": "201"},
            "/data/second_surveyor",
        ),
        (
            {"mode": "onsite_joint", "photos": list("12345"), "second_surveyor": "999"},
            "/data/second_surveyor",
        ),
    ],
)
def test_a_wrong_survey_is_refused(
    work: Work, contacted: Claim, answers: dict[str, Any], pointer: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        survey.record_survey(call(work, contacted, SURVEYOR), {**SURVEY, **answers})

    assert [error.pointer for error in refusal.value.errors] == [pointer]


def test_a_joint_survey_names_another_surveyor(work: Work, contacted: Claim) -> None:
    second = surveyor(work, 202, "surveyor")
    answers = {"mode": "onsite_joint", "photos": list("12345"), "second_surveyor": second}

    survey.record_survey(call(work, contacted, SURVEYOR), {**SURVEY, **answers})

    row = queries.last_survey(work.session, contacted.id)
    assert row is not None and (row.surveyor_id, row.second_surveyor_id) == (201, 202)


def test_the_surveyor_writes_the_report(work: Work, contacted: Claim) -> None:
    survey.record_survey(call(work, contacted, SURVEYOR), SURVEY)

    left = survey.record_survey_report(call(work, contacted, SURVEYOR), REPORT)

    assert left == {"liability_opinion": "covered"}
    assert contacted.status is ClaimStatus.AWAITING_DOCUMENTS


def test_nobody_else_writes_the_report(work: Work, contacted: Claim) -> None:
    survey.record_survey(call(work, contacted, SURVEYOR), SURVEY)

    with pytest.raises(NotAllowed):
        survey.record_survey_report(call(work, contacted), REPORT)
