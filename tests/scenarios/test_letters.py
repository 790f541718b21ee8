"""What claimants and payees are told by letter: it is written at once and printed soon after."""

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.rejections import DRUNK, REASONS, adjudicates_rejection, notifies
from tests.scenarios.s1 import Walk
from tests.scenarios.s3 import Review
from tests.scenarios.staff import hires

REPORTER = "u_int"


def letters(company: Company, claim_no: str, user: str = REPORTER) -> list[Any]:
    return list(company.get(user, f"/claims/{claim_no}/letters")["items"])


def printed(company: Company, letter: Any, user: str = REPORTER) -> str:
    """Return the text of a letter's PDF, without the blanks between its words."""
    answer = company.call(user, "GET", f"/files/{letter['file']['id']}/content")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    pages = PdfReader(io.BytesIO(answer.data)).pages
    answer.close()
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def rejected(walk: Walk) -> Any:
    """Reject a claim; return its letter, printed a minute later."""
    adjudicates_rejection(walk)
    walk.approves("u_l1a")
    walk.approves("u_l2a")
    notifies(walk, "2026-03-02T14:00")
    walk.company.now_is("2026-03-02T14:01")
    (letter,) = letters(walk.company, walk.claim_no)
    return letter


@pytest.fixture
def rejectable(claim_at: ClaimAt) -> Walk:
    return claim_at(Walk.assess, DRUNK)


def test_a_rejection_tells_reasons_rights_and_next_steps(company: Company) -> None:
    walk = Walk(company, DRUNK)
    walk.all_until(walk.assess)

    letter = rejected(walk)

    text = printed(company, letter)
    assert letter["kind"] == "rejection"
    assert [word for word in (REASONS, "第八条", "第二十四条") if word not in text] == []
    assert [word for word in ("投诉", "12378", "调解", "法院", "2年") if word not in text] == []
    assert "补充提交" in text
    assert "尊敬的张伟" in text


def test_the_result_and_the_payment_are_told_by_letter(company: Company) -> None:
    walk = Walk(company)

    walk.all_until(walk.bank_result)
    company.now_is("2026-03-04T10:01")

    result, payment = letters(company, walk.claim_no)
    assert (result["kind"], payment["kind"]) == ("result", "payment")
    told = printed(company, result)
    computed = ("核定赔款3,600.00元", "人民币叁仟陆佰元整", "赔款理算过程", "免赔额")
    assert [word for word in computed if word not in told] == []
    assert [word for word in ("同意", "不同意", "10日内", "第二十三条") if word not in told] == []
    paid = printed(company, payment)
    sums = ("3,600.00元", "人民币叁仟陆佰元整", "银行转账", "****0001", "2026年3月4日", "B-1")
    assert [word for word in sums if word not in paid] == []
    assert "仍未到账" in paid
    assert "6222020000000000001" not in paid


def test_missing_papers_are_named_with_reasons_and_the_time_stands_still(company: Company) -> None:
    review = Review(company)
    review.pauses()
    company.now_is("2026-03-04T16:01")

    (letter,) = letters(company, review.claim_no)

    text = printed(company, letter)
    assert letter["kind"] == "supplement"
    assert [
        word for word in ("费用清单缺少该单证", "社保结算单缺少该单证") if word not in text
    ] == []
    assert "不计入核定期限" in text
    assert "司法解释（二）第十五条" in text
    assert "2026年3月4日" in text


def test_a_letter_is_there_at_once_and_its_print_after_the_next_moment(rejectable: Walk) -> None:
    adjudicates_rejection(rejectable)
    rejectable.approves("u_l1a")
    rejectable.approves("u_l2a")
    notifies(rejectable, "2026-03-02T14:00")

    (fresh,) = letters(rejectable.company, rejectable.claim_no)
    rejectable.company.now_is("2026-03-02T14:01")
    (later,) = letters(rejectable.company, rejectable.claim_no)

    assert fresh["file"] is None
    assert later == {**fresh, "file": later["file"]}
    assert later["file"]["name"] == f"保险拒赔通知书_{fresh['letter_no']}.pdf"


def test_a_letter_is_read_over_rest_by_its_number(rejectable: Walk) -> None:
    letter = rejected(rejectable)

    whole = rejectable.company.get(REPORTER, f"/letters/{letter['letter_no']}")

    assert whole["salutation"] == "尊敬的张伟："
    assert whole["reasons"] == [REASONS, "依据的保险条款：第八条"]
    assert {"name": "索赔金额", "value": "32,000.00元"} in whole["facts"]
    assert whole["file"] == letter["file"]


def test_other_reporters_see_neither_letter_nor_print(rejectable: Walk) -> None:
    letter = rejected(rejectable)
    company = rejectable.company
    hires(company, "u_broker", "sales_agent")
    paths = (
        f"/claims/{rejectable.claim_no}/letters",
        f"/letters/{letter['id']}",
        f"/files/{letter['file']['id']}",
        f"/files/{letter['file']['id']}/content",
    )

    refused = [company.call("u_broker", "GET", path).status_code for path in paths]

    assert refused == [404] * 4


def test_staff_who_read_no_medical_papers_read_letters(rejectable: Walk) -> None:
    letter = rejected(rejectable)

    text = printed(rejectable.company, letter, "u_reg")

    assert REASONS in text


def test_a_letter_that_does_not_exist_is_not_found(company_on_sqlite: Company) -> None:
    answer = company_on_sqlite.call("u_aud", "GET", "/letters/LTR-20260302-000009")

    assert answer.status_code == 404
