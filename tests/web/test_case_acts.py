"""What may be done to a case from its page, by whom and when."""

from typing import Any

import pytest

from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.web.browsing import Page, Reader
from tests.web.conftest import Reads


def opens(reader: Reader, walk: Walk, query: str = "") -> Page:
    return reader.open(f"/cases/{walk.claim_no}{query}")


def entries(page: Page) -> list[str]:
    return page.words("//ol[@class='course']/li")


#: Acts that are offered: to whom, after which step.
OFFERED = [
    ("u_adj", "report", ["Withdraw the claim"]),
    (
        "u_adj",
        "approve",
        ["Note the claimant's reply", "Assess the loss anew", "Withdraw the claim"],
    ),
    ("u_cash", "approve", []),
    ("u_adm", "report", ["Hold the case", "End the case"]),
    ("u_aud", "approve", []),
    ("u_sup", "archive", ["Open the claim again"]),
]


@pytest.mark.parametrize(("user", "step", "offered"), OFFERED)
def test_only_what_can_be_done_by_the_reader_and_now_is_offered(
    reads: Reads, walk: Walk, user: str, step: str, offered: list[str]
) -> None:
    walk.all_until(getattr(walk, step))

    page = opens(reads(user), walk, "?part=acts")

    assert page.words("//section[@class='act']/h2") == offered


def test_a_claim_is_withdrawn_from_its_page(reads: Reads, walk: Walk, company: Company) -> None:
    walk.report()
    reader = reads("u_adj")
    opens(reader, walk, "?part=acts")

    page = reader.press("Withdraw the claim", requested_by="Li Na", reason="Damage was older")

    assert "Done: Withdraw the claim" in page.text
    assert company.claim(walk.claim_no)["status"] == "withdrawn"


#: What is sent for the claimant's reply, the status, and what the page says at which field.
REFUSED: list[tuple[dict[str, str], str, str]] = [
    ({}, "reply", "Fill in this field"),
    ({"reply": "maybe"}, "reply", "Choose one of these"),
    ({"reply": "agree"}, "agreed_amount", "Fill in this field"),
    ({"reply": "agree", "agreed_amount": "12"}, "agreed_amount", "3600"),
    ({"reply": "agree", "agreed_amount": "many"}, "agreed_amount", ""),
    ({"reply": "disagree"}, "reason", "Fill in this field"),
    ({"reply": "disagree", "reason": "x" * 4001}, "reason", ""),
]


@pytest.mark.parametrize(("sent", "name", "said"), REFUSED)
def test_a_wrong_reply_is_refused_at_its_field_and_kept(
    reads: Reads, walk: Walk, sent: dict[str, Any], name: str, said: str
) -> None:
    walk.all_until(walk.approve)
    reader = reads("u_adj")
    opens(reader, walk, "?part=acts")

    page = reader.press("Note the claimant's reply", **sent)

    assert page.status == 422
    (error,) = page.words(f"//*[@id='reply-{name}-error']")
    assert said in error
    assert page.document.xpath("//section[@class='act'][1]/details/@open") == [""]


def test_the_claimants_reply_moves_the_case_on(reads: Reads, walk: Walk) -> None:
    walk.all_until(walk.approve)
    reader = reads("u_adj")
    opens(reader, walk, "?part=acts")

    page = reader.press("Note the claimant's reply", reply="agree", agreed_amount="3600.00")

    assert "Done: Note the claimant's reply" in page.text
    assert "Record agreement In progress" not in " ".join(entries(page))


#: Who is refused an act that is not theirs, or not the case's, and how.
FORGED = [
    ("u_cash", "withdraw", 403),
    ("u_reg", "suspend", 403),
    ("u_adj", "reply", 409),
    ("u_adj", "nonsense", 404),
    ("u_sal", "withdraw", 404),
]


@pytest.mark.parametrize(("user", "act", "status"), FORGED)
def test_an_act_that_is_not_offered_is_refused(
    reads: Reads, walk: Walk, user: str, act: str, status: int
) -> None:
    walk.report()
    reader = reads(user)
    token = reader.page.document.xpath("//input[@name='csrf_token']/@value")[0]
    sent = {"csrf_token": token, "reason": "x", "requested_by": "y", "reply": "disagree"}

    answer = reader.client.post(f"/cases/{walk.claim_no}/acts/{act}", data=sent)

    assert answer.status_code == status
