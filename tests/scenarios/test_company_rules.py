"""What the company may write and sell, what it promises, and the cases it learns from."""

import pytest

from tests.scenarios.company import Company, Json
from tests.scenarios.customer_files import changes

REFERENCE: Json = {
    "line": "motor_commercial",
    "need": "claim_delay",
    "outcome": "settled",
    "title": "配件缺货时先行赔付",
    "text": "配件缺货两周,先按已确定的金额赔付,客户满意。",
}


def test_a_second_class_of_business_needs_another_company(company_on_sqlite: Company) -> None:
    licence = {
        "statutory_class": "personal",
        "licence_no": "L-2",
        "valid_from": "2026-01-01",
    }

    refusal = company_on_sqlite.post("u_adm", "/company-licences", licence, expect=409)

    assert refusal["code"] == "one_class_only"


def test_savings_are_named_only_of_products_that_have_them(company_on_sqlite: Company) -> None:
    product: Json = {
        "product_code": "SAV",
        "name": "储蓄寿险",
        "seed_class": "investment",
        "subtype": "participating",
        "lob": "investment",
        "statutory_class": "personal",
        "advantages": ["savings"],
        "clauses": [{"no": "1", "text": "红利不保证。", "is_exclusion": True}],
    }
    company_on_sqlite.post("u_prd", "/products", product, expect=422)
    company_on_sqlite.post("u_prd", "/products", {**product, "has_savings": True}, expect=201)

    sheet = company_on_sqlite.get("u_sal", "/products/SAV/advantage-sheet", lang="zh")

    assert sheet["exclusions"] == ["红利不保证。"]
    assert "不保证" in sheet["advantages"][0]["text"]


def test_similar_cases_are_found_by_line_need_outcome_and_words(company: Company) -> None:
    company.post("u_cmp", "/case-references", REFERENCE, expect=201)
    company.post("u_cmp", "/case-references", {**REFERENCE, "need": "claim_amount"}, expect=201)

    alike = {"filter[line]": "motor_commercial", "filter[need]": "claim_delay", "q": "缺货 赔付"}
    found = company.get("u_svc", "/case-references", **alike)["items"]

    assert [row["title"] for row in found] == ["配件缺货时先行赔付"]
    assert company.get("u_svc", "/case-references", q="没有这样的词")["items"] == []


@pytest.mark.parametrize(
    "telling",
    ["张伟的车修了两周", "电话13800001234", "沪A12345的车", "案件CLM-20260302-000001", "a@b.cn"],
)
def test_a_case_that_tells_whom_it_was_about_is_not_kept(
    company_on_sqlite: Company, telling: str
) -> None:
    body = {**REFERENCE, "text": telling, "customer": "C-ZHANG"}

    refusal = company_on_sqlite.post("u_cmp", "/case-references", body, expect=422)

    assert refusal["code"] == "not_anonymous"


def test_a_promise_is_published_once_and_ends_on_a_day(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    promise = {
        "stage": "service_request",
        "clock_type": "internal",
        "text": "一个工作日内答复",
        "text_en": "Answered within a working day",
        "published_from": "2026-03-01",
    }
    made = company.post("u_quam", "/promises", promise, expect=201)
    company.post("u_quam", "/promises", promise, expect=409)
    company.post("u_quam", f"/promises/{made['id']}/end", {"until": "2026-06-01"})

    running = company.get("u_svc", "/promises", on="2026-05-31")["items"]
    over = company.get("u_svc", "/promises", on="2026-06-01")["items"]

    assert ([row["stage"] for row in running], over) == (["service_request"], [])


def test_what_a_seller_may_sell_is_entered_by_the_administrator(
    company_on_sqlite: Company,
) -> None:
    licences = [{"class": "personal", "no": "S-1", "valid_until": "2026-12-31"}]

    changed = changes(company_on_sqlite, "/users/u_sal", {"licences": licences}, by="u_adm")

    assert changed.json["licences"] == licences
    assert changes(company_on_sqlite, "/users/u_sal", {"licences": []}).status_code == 403
