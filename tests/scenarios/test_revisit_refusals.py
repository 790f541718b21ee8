"""What may not be said or done about a revisit."""

from typing import Any

import pytest

from tests.scenarios.company import Company
from tests.scenarios.revisiting import (
    NEXT_MORNING,
    SOLD_ON,
    answered,
    begins,
    clocks,
    misses,
    new_policy,
    replies,
    resolves,
    revisit,
    says,
    speaks,
)


@pytest.fixture
def asked(company_on_sqlite: Company) -> tuple[Company, str]:
    """A new policy whose holder is to be asked on Tuesday morning."""
    return company_on_sqlite, new_policy(company_on_sqlite)


def pointers(refused: Any) -> list[str]:
    return [one["pointer"] for one in refused["errors"]]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"recording_id": None}, "/data/recording_id"),
        ({"recording_consent": None}, "/data/recording_id"),
        ({"identity_confirmed": False}, "/data/identity_confirmed"),
        ({"identity_confirmed": False, "answers": [], "satisfaction": 5}, "/data/satisfaction"),
        ({"identity_confirmed": False, "answers": []}, "/data/next_try"),
        ({"channel": "visit", "recording_id": None}, "/data/recording_id"),
        ({"answers": []}, "/data/answers"),
        ({"answers": [{"q": "NB7-1", "a": "yes"}]}, "/data/answers"),
        ({"answers": [{"q": "CL5-1", "a": "yes"}]}, "/data/answers/0/q"),
        ({"satisfaction": 6}, "/data/satisfaction"),
        ({"issues": ["weather"]}, "/data/issues/0"),
    ],
)
def test_a_call_that_is_told_wrongly_is_not_kept(
    asked: tuple[Company, str], said: dict[str, Any], pointer: str
) -> None:
    company, number = asked

    refused = speaks(company, number, expect=422, **said)

    assert pointer in pointers(refused)
    assert revisit(company, number)["attempts"] == 0


def test_a_question_is_answered_once(asked: tuple[Company, str]) -> None:
    company, number = asked
    twice = [*answered(company, number), {"q": "NB7-2", "a": "no"}]

    refused = speaks(company, number, expect=422, answers=twice)

    assert pointers(refused) == ["/data/answers/6/q"]


@pytest.mark.parametrize("again", ["2026-03-03T11:30", "2026-03-04T09:00"])
def test_the_next_try_is_four_hours_off_and_in_another_part_of_the_day(
    asked: tuple[Company, str], again: str
) -> None:
    company, number = asked

    refused = misses(company, number, again, expect=422)

    assert pointers(refused) == ["/data/next_try"]
    assert refused["errors"][0]["code"] == "too_soon"


def test_nobody_settles_no_next_try_while_attempts_are_left(asked: tuple[Company, str]) -> None:
    company, number = asked

    refused = misses(company, number, None, expect=422)

    assert pointers(refused) == ["/data/next_try"]


def test_an_attempt_in_the_same_part_of_a_day_does_not_count(asked: tuple[Company, str]) -> None:
    company, number = asked
    misses(company, number, "2026-03-03T14:00")
    company.now_is("2026-03-04T09:00")

    refused = misses(company, number, "2026-03-04T14:00", expect=422)
    speaks(company, number)

    assert pointers(refused) == ["/data/contacted"]
    assert revisit(company, number)["attempts"] == 2


def test_issues_are_put_right_only_in_words_that_are_known(asked: tuple[Company, str]) -> None:
    company, number = asked
    speaks(company, number, issues=["other"])

    refused = resolves(company, number, expect=422, cause="weather", action=" ")

    assert set(pointers(refused)) == {"/data/cause", "/data/action"}


def test_a_customer_may_answer_a_new_policy_online_without_a_recording(
    asked: tuple[Company, str],
) -> None:
    company, number = asked

    replies(company, number, channel="online")

    assert revisit(company, number)["status"] == "done"
    assert clocks(company, number)["revisit_new_policy", "statutory"]["state"] == "met"


def test_answers_are_taken_whole_and_only_while_they_are_asked_for(
    asked: tuple[Company, str],
) -> None:
    company, number = asked
    incomplete = replies(company, number, answers=[], expect=422)
    replies(company, number, by="u_sur1", expect=403)
    whole = answered(company, number)
    replies(company, number, answers=whole)

    replies(company, number, answers=whole, expect=409)

    assert pointers(incomplete) == ["/answers"]


def test_nobody_but_the_customer_answers_without_a_call(asked: tuple[Company, str]) -> None:
    company, number = asked

    refused = replies(company, number, identity_confirmed=False, answers=[], expect=422)

    assert pointers(refused) == ["/identity_confirmed"]
    assert revisit(company, number)["status"] == "contacting"


def test_whoever_answers_for_the_customer_without_a_call_is_an_issue(
    asked: tuple[Company, str],
) -> None:
    company, number = asked

    replies(company, number, identity_confirmed=False, answers=[{"q": "NB7-1", "a": "no"}])

    assert revisit(company, number)["status"] == "resolving"


def test_what_is_planned_by_telephone_is_not_answered_by_message(
    company_on_sqlite: Company,
) -> None:
    company_on_sqlite.now_is(SOLD_ON)
    number = begins(company_on_sqlite)["revisit_no"]

    replies(company_on_sqlite, number, expect=409)


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"customer": "C-NOBODY"}, "/customer"),
        ({"policy": "P-NONE"}, "/policy"),
        ({"policy": "P-FIRE"}, "/policy"),
        ({"script": "XX1"}, "/script"),
        ({"script": "NB7"}, "/policy"),
        ({"due_on": "2026-03-02"}, "/due_on"),
        ({"channel": "pigeon"}, "/channel"),
    ],
)
def test_a_revisit_that_cannot_be_is_not_begun(
    company_on_sqlite: Company, asked: dict[str, str], pointer: str
) -> None:
    company_on_sqlite.now_is(SOLD_ON)

    refused = begins(company_on_sqlite, expect=422, **asked)

    assert pointers(refused) == [pointer]


def test_the_revisit_that_the_law_demands_goes_on_once_for_a_policy(
    asked: tuple[Company, str],
) -> None:
    company, number = asked

    begins(company, script="NB7", policy="P-ANNA", expect=409)
    company.post("u_rev", f"/revisits/{number}/cancel", {"reason": "surrender"})
    again = begins(company, script="NB7", policy="P-ANNA")

    assert (again["plan"], again["mandatory"]) == ("new_policy", True)


def test_who_refuses_messages_is_not_revisited_by_hand(company_on_sqlite: Company) -> None:
    company_on_sqlite.now_is(SOLD_ON)
    says(company_on_sqlite, "service", granted=False)

    refused = begins(company_on_sqlite, expect=409)

    assert "opt_out" in refused["detail"]


def test_a_revisit_owed_by_law_is_not_cancelled_by_a_wish(asked: tuple[Company, str]) -> None:
    company, number = asked
    cancel = f"/revisits/{number}/cancel"

    company.post("u_rev", cancel, {"reason": "opt_out"}, expect=409)
    company.post("u_rev", cancel, {"reason": "weather"}, expect=422)
    company.post("u_aud", cancel, {"reason": "surrender"}, expect=403)
    company.post("u_rev", cancel, {"reason": "surrender"})

    company.post("u_rev", cancel, {"reason": "surrender"}, expect=409)
    assert revisit(company, number)["status"] == "cancelled"


def test_a_report_needs_a_department_that_there_is(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-26T10:00")
    begins(company, due_on="2026-03-30")
    company.now_is("2026-04-01T08:00")
    said = {"report": "无问题", "departments": ["weather"]}

    company.completes("u_revs", "report_findings", "RVR-202603", expect=422, **said)

    assert company.waiting("RVR-202603") == {"report_findings": ["revisit_supervisor"]}


def test_a_planned_revisit_is_not_begun_twice(asked: tuple[Company, str]) -> None:
    company, number = asked
    begun = revisit(company, number)
    stray = {"customer": "C-ZHANG", "script": "CL5", "item_id": begun["id"]}

    message = {"name": "revisit_requested", "data": stray}
    company.post("u_int", "/messages", message, expect=422)

    assert revisit(company, number) == begun


def test_outsiders_see_no_revisits(company_on_sqlite: Company) -> None:
    company_on_sqlite.now_is(NEXT_MORNING)

    assert company_on_sqlite.call("u_int", "GET", "/revisits").status_code == 403
    begins(company_on_sqlite, by="u_int", expect=403)
    assert company_on_sqlite.call("u_rev", "GET", "/revisits/RVT-1").status_code == 404
