"""The rules of service requests by themselves, and the questions that their form asks."""

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest

from app.config import ROOT
from app.insurance.service import rules
from app.insurance.service.questions import QUESTIONS, all_questions, blank_rows

SOLVED = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
FORMS = ROOT / "bpmn/service_request/forms"


@pytest.mark.parametrize(
    ("rounds", "times_asked", "continues", "expected"),
    [(1, 0, False, True), (2, 0, False, False), (1, 1, False, False), (1, 0, True, False)],
)
def test_a_request_is_solved_at_the_first_contact_or_not(
    rounds: int, times_asked: int, continues: bool, expected: bool
) -> None:
    found = rules.is_first_contact(rounds=rounds, times_asked=times_asked, continues=continues)

    assert found is expected


def test_a_request_may_be_opened_again_for_thirty_days() -> None:
    last = SOLVED + dt.timedelta(days=30)

    assert rules.may_reopen(SOLVED, last)
    assert not rules.may_reopen(SOLVED, last + dt.timedelta(microseconds=1))


def test_a_customer_is_called_again_in_the_morning() -> None:
    at = rules.contact_at(dt.date(2026, 3, 12), ZoneInfo("Asia/Shanghai"))

    assert at.isoformat() == "2026-03-12T09:00:00+08:00"


def test_every_topic_has_its_questions() -> None:
    assert set(QUESTIONS) == set(rules.TOPICS)
    assert [row["answer"] for row in blank_rows("other")] == ["", "", ""]


def test_the_form_knows_every_question_in_both_languages() -> None:
    form = json.loads((FORMS / "needs_analysis.form").read_text("utf-8"))
    (asked,) = (one for one in form["components"] if one.get("path") == "questions")
    offered = {
        choice["value"]: (choice["label"], choice["label_en"])
        for choice in asked["components"][0]["values"]
    }

    assert offered == {code: (one.zh, one.en) for code, one in all_questions().items()}


def test_the_start_form_offers_every_topic_and_channel() -> None:
    form = json.loads((FORMS / "service_request.form").read_text("utf-8"))
    offered = {
        one["key"]: [choice["value"] for choice in one["values"]]
        for one in form["components"]
        if "values" in one
    }

    assert offered["topic"] == list(rules.TOPICS)
    assert offered["channel"] == list(rules.CHANNELS)
    assert offered["urgency"] == list(rules.URGENCIES)
