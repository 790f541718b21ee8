"""Drafts that are kept while one types, and what a script is answered."""

import io
from typing import Any

import pytest

from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.web.browsing import Reader
from tests.web.conftest import BOTH, Reads, opens


def keeps(reader: Reader, *, draft: int = 0, **typed: str) -> Any:
    """Send what is typed as the script of the form does."""
    page = reader.page
    sent = {name: page.value_of(name) for name in ("csrf_token", "_version")}
    return reader.client.post(f"{page.path}/autosave", data={**sent, "_draft": str(draft), **typed})


@BOTH
def test_what_is_typed_is_kept_time_after_time(registrar: Reader) -> None:
    first = keeps(registrar, reserve_amount="77")
    second = keeps(registrar, draft=first.json["version"], reserve_amount="77.50")

    assert (first.json["version"], second.json["version"]) == (1, 2)
    assert first.json["said"] == "Draft saved 09:30"
    assert registrar.open(registrar.page.path).value_of("reserve_amount") == "77.50"
    assert registrar.page.value_of("_draft") == "2"


@BOTH
def test_a_newer_draft_of_another_window_is_shown_and_not_overwritten(registrar: Reader) -> None:
    keeps(registrar, reserve_amount="1200")

    late = keeps(registrar, reserve_amount="3800")

    assert late.status_code == 412
    assert "Reserve" in late.json["both"]
    assert "CNY 1,200.00" in late.json["both"]
    assert "CNY 3,800.00" in late.json["both"]
    assert registrar.open(registrar.page.path).value_of("reserve_amount") == "1200.00"


def test_who_types_is_told_what_somebody_else_did_meanwhile(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.all_until(walk.register)
    typist = opens(reads("u_sur1"), company, walk, "contact_customer")
    opens(reads("u_sur2"), company, walk, "contact_customer").press("Take")

    told = keeps(typist, note="已联系")
    walk.company.now_is("2026-03-02T09:45")
    opens(reads("u_sur2"), company, walk, "contact_customer").press(
        "Complete", contacted_at="2026-03-02T09:40", appointment_at="2026-03-02T10:00"
    )
    refused = keeps(typist, draft=1, note="已联系两次")

    assert told.json["changed"] == "Lin Hai has this task now."
    assert refused.status_code == 409
    assert refused.json["changed"] == "Lin Hai completed this task at 2026-03-02 09:45."


def test_what_is_typed_after_the_session_has_ended_is_answered_with_signing_in(
    registrar: Reader,
) -> None:
    registrar.client.delete_cookie("claimdesk")

    assert keeps(registrar, reserve_amount="77").status_code == 401


def test_a_script_gets_the_fields_alone_as_the_answers_make_them(surveyor: Reader) -> None:
    asks = {"HX-Request": "true", "HX-Target": "div#task-fields"}
    token = surveyor.page.value_of("csrf_token")
    sent = {"csrf_token": token, "_version": "1", "mode": "onsite_joint"}

    answer = surveyor.client.post(f"{surveyor.page.path}/refresh", data=sent, headers=asks)

    assert "second_surveyor" in answer.text
    assert "<form" not in answer.text


def test_a_script_is_answered_with_the_task_its_row_and_what_is_to_be_told(
    registrar: Reader,
) -> None:
    token = registrar.page.value_of("csrf_token")

    answer = registrar.client.post(
        f"{registrar.page.path}/claim", data={"csrf_token": token}, headers={"HX-Request": "true"}
    )

    assert "<html" not in answer.text
    assert "The task is yours." in answer.text
    assert f'hx-target="#{registrar.page.path[1:].replace("s/", "-")}"' in answer.text
    assert answer.headers["HX-Push-Url"] == registrar.page.path


def test_a_refused_task_is_answered_as_the_same_part_of_the_page(registrar: Reader) -> None:
    token = registrar.page.value_of("csrf_token")
    sent = {"csrf_token": token, "_version": "1", "reserve_amount": "much"}

    answer = registrar.client.post(
        f"{registrar.page.path}/complete", data=sent, headers={"HX-Request": "true"}
    )

    assert answer.status_code == 422
    assert 'id="f-reserve_amount-error"' in answer.text
    assert 'value="much"' in answer.text
    assert "<html" not in answer.text


def test_after_a_task_comes_the_next_one_of_the_list(
    reads: Reads, company: Company, walk: Walk
) -> None:
    walk.report()
    first = walk.claim_no
    walk.company.reports("u_int", **walk.report_with(policy_no="P-MOT", object_id="沪B99999"))
    task = company.task(first, "register_claim")["id"]
    reader = reads("u_reg")
    reader.open(f"/tasks/{task}?view=unassigned")

    page = reader.press("Take and complete", decision="register", reserve_amount="3800")

    assert page.words("//h1") == ["Register claim"]
    assert first not in " ".join(page.words("//header[@class='task-head']"))


@pytest.mark.parametrize("typed", ["3,800", "￥3800.00", "３８００元", "3 800.00"])
def test_an_amount_may_be_written_as_people_write_it(registrar: Reader, typed: str) -> None:
    page = registrar.press("Save draft", reserve_amount=typed)

    assert page.value_of("reserve_amount") == "3800.00"


def test_an_amount_with_commas_in_odd_places_is_shown_as_it_was_typed(registrar: Reader) -> None:
    page = registrar.press("Take and complete", decision="register", reserve_amount="38,00")

    assert page.status == 422
    assert page.value_of("reserve_amount") == "38,00"


def test_a_button_outside_the_form_leaves_the_draft_in_it(registrar: Reader) -> None:
    registrar.press("Save draft", reserve_amount="77.00")
    token = registrar.page.value_of("csrf_token")
    task = registrar.page.path.rpartition("/")[0]

    answer = registrar.client.post(f"{task}/claim", data={"csrf_token": token})

    assert 'value="77.00"' in answer.text


def test_two_drafts_are_compared_as_people_read_them(surveyor: Reader) -> None:
    photo = (io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "现场.pdf")
    page = surveyor.press("Save draft", surveyed_at="2026-03-02T10:00", photos=photo)
    (file_id,) = page.document.xpath("//ul[@class='files']//input/@value")
    surveyor.open(surveyor.page.path.replace("/draft", ""))

    late = keeps(surveyor, surveyed_at="2026-03-02T10:30")

    assert late.status_code == 412
    assert "现场.pdf" in late.json["both"]
    assert "2026-03-02 10:30" in late.json["both"]
    assert file_id not in late.json["both"]
