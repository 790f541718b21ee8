"""The customer file: taken in, kept right, joined, and seen by role."""

import pytest

from tests.scenarios.caring import idle_prospect
from tests.scenarios.company import Company, Json
from tests.scenarios.customer_files import changes, overview, sells, takes_in
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk


def test_a_new_customer_is_masked_and_each_field_knows_where_it_comes_from(
    company: Company,
) -> None:
    anna = takes_in(company)

    assert anna["id_no"] == "310101****1234"
    assert anna["phones"] == ["137****1111"]
    copy = company.get("u_svc", f"/customers/{anna['id']}")
    assert (copy["name"], copy["locked"], copy["merged_into"]) == ("陈安娜", False, None)


def test_an_identity_number_that_is_known_names_the_customer_who_has_it(
    company_on_sqlite: Company,
) -> None:
    anna = takes_in(company_on_sqlite)

    refusal = takes_in(company_on_sqlite, name="陈娜", expect=409)

    assert refusal["code"] == "duplicate_reference"
    assert anna["customer_no"] in refusal["detail"]


def test_a_person_has_no_industry_and_a_company_no_birthday(company_on_sqlite: Company) -> None:
    person = takes_in(company_on_sqlite, industry="仓储", expect=422)
    firm = takes_in(company_on_sqlite, type="corporate", expect=422)

    assert [error["pointer"] for error in person["errors"]] == ["/industry"]
    assert [error["pointer"] for error in firm["errors"]] == ["/birth_date"]


def test_whoever_saw_an_older_customer_changes_nothing(company_on_sqlite: Company) -> None:
    body = {"phones": ["13900009999"], "source": "customer", "basis": "contract"}
    changed = changes(company_on_sqlite, "/customers/C-ZHANG", body)
    stale = company_on_sqlite.call(
        "u_svc", "PATCH", "/customers/C-ZHANG", json=body, headers={"If-Match": '"1"'}
    )

    assert (changed.status_code, changed.json["phones"]) == (200, ["139****9999"])
    assert stale.status_code == 412


def test_two_files_of_one_person_become_one(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    twice = takes_in(company, id_type=None, id_no=None, phones=[])["id"]
    note = {"channel": "phone", "direction": "inbound", "verbatim": "我的保单何时到期?"}
    company.post("u_svc", f"/customers/{twice}/contact-notes", note, expect=201)

    company.post("u_svc", f"/customers/{twice}/merge", {"into": "C-ZHANG"})

    assert [row["verbatim"] for row in overview(company, "u_svc")["sections"]["contacts"]] == [
        "我的保单何时到期?"
    ]
    assert company.get("u_svc", f"/customers/{twice}")["merged_into"] is not None
    company.post("u_svc", f"/customers/{twice}/merge", {"into": "C-LI"}, expect=409)
    company.post("u_svc", "/customers/C-LI/merge", {"into": "C-ZHANG"}, expect=409)


def test_consents_are_kept_for_each_purpose_and_end_when_taken_back(company: Company) -> None:
    said = {"purpose": "marketing", "granted": True, "channel": "app", "text_version": "2026-1"}
    company.post("u_svc", "/customers/C-ZHANG/consents", said, expect=201)
    company.now_is("2026-03-05T10:00")
    company.post("u_svc", "/customers/C-ZHANG/consents", {**said, "granted": False}, expect=201)

    newest, first = company.get("u_svc", "/customers/C-ZHANG/consents")["items"]
    assert (newest["granted"], first["granted"]) == (False, True)
    assert first["withdrawn_at"] == "2026-03-05T10:00:00+08:00"


def test_each_role_sees_its_part_of_a_customer(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-02T09:30")

    seen = {user: set(overview(company, user)["sections"]) for user in ("u_svc", "u_sal", "u_trn")}

    assert "claims" in seen["u_svc"]
    assert seen["u_sal"] == {"policies", "consents"}
    assert "claims" not in seen["u_trn"]
    assert overview(company, "u_aml")["aml_risk"] == "low"
    assert overview(company, "u_svc")["aml_risk"] is None
    assert company.call("u_int", "GET", "/customers/C-ZHANG/overview").status_code == 403


def test_data_that_nobody_confirmed_for_a_year_are_stale(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is("2027-02-01T09:00")
    stale = company.get("u_svc", "/customers", **{"filter[stale]": "true"})["items"]
    company.post("u_svc", "/customers/C-ZHANG/verify")

    later = company.get("u_svc", "/customers", **{"filter[stale]": "true"})["items"]

    numbers = [{row["customer_no"] for row in rows} for rows in (stale, later)]
    assert "C-ZHANG" in numbers[0]
    assert numbers[1] == numbers[0] - {"C-ZHANG"}


def test_a_policy_sold_is_an_event_of_its_holder_and_cools_off_from_the_receipt(
    company: Company,
) -> None:
    company.now_is("2026-03-02T09:30")
    sells(company)
    company.post(
        "u_int", "/policies/P-ANNA/delivery", {"delivered_at": "2026-03-02T09:00:00+08:00"}
    )
    company.post("u_int", "/policies/P-ANNA/surrender", {"on": "2026-03-05"})

    kinds = [row["kind"] for row in overview(company, "u_svc")["sections"]["events"]]
    assert kinds == ["surrender", "policy_issued"]
    company.post("u_int", "/policies/P-ANNA/surrender", {"on": "2026-03-06"}, expect=409)


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"product": "NONE"}, "/product"),
        ({"policyholder": "C-NONE"}, "/policyholder"),
        ({"insureds": ["C-ZHANG", "C-ZHANG"]}, "/insureds"),
        ({"end": "2026-02-01"}, "/ends_on"),
        (
            {"beneficiaries": [{"customer": "C-LI", "order": 1, "share": "0.5"}]},
            "/beneficiaries",
        ),
    ],
)
def test_a_policy_that_cannot_be_is_refused_by_field(
    company_on_sqlite: Company, wrong: Json, pointer: str
) -> None:
    refusal = sells(company_on_sqlite, expect=422, **wrong)

    assert [error["pointer"] for error in refusal["errors"]] == [pointer]


def test_how_the_risk_of_money_laundering_is_judged_is_for_few(company_on_sqlite: Company) -> None:
    company = company_on_sqlite

    seen = [
        company.call("u_svc", "GET", path).text
        for path in ("/customers", "/customers/C-ZHANG", "/customers/C-ZHANG/overview")
    ]

    assert [text.count('"aml_risk"') for text in seen] == [0, 0, 1]
    assert overview(company, "u_svc")["aml_risk"] is None


def test_nobody_gets_the_identity_number_of_another(company_on_sqlite: Company) -> None:
    takes_in(company_on_sqlite)
    body = {"id_no": "310101199002021234", "source": "customer", "basis": "contract"}

    answer = changes(company_on_sqlite, "/customers/C-LI", body)

    assert (answer.status_code, answer.json["code"]) == (409, "duplicate_reference")


def test_nothing_is_noted_ahead_of_its_time(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.now_is("2026-03-02T09:30")
    ahead = "2026-03-03T09:30:00+08:00"
    note = {"channel": "phone", "direction": "outbound", "summary": "已回电", "at": ahead}

    contact = company.post("u_svc", "/customers/C-ZHANG/contact-notes", note, expect=422)
    verified = company.post(
        "u_svc", "/customers/C-ZHANG/verify", {"verified_at": ahead}, expect=422
    )

    refused = [answer["errors"][0] for answer in (contact, verified)]
    assert [(one["pointer"], one["code"]) for one in refused] == [
        ("/at", "in_future"),
        ("/verified_at", "in_future"),
    ]


def test_a_customers_words_are_kept_word_for_word(company_on_sqlite: Company) -> None:
    note = {"channel": "phone", "direction": "inbound", "summary": "客户来电"}

    refusal = company_on_sqlite.post("u_svc", "/customers/C-ZHANG/contact-notes", note, expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == ["/verbatim"]


def test_who_works_on_a_task_knows_its_customer_beforehand(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.review)
    company, task = walk.company, walk.company.task(walk.claim_no, "assess_loss")["id"]

    context = company.get("u_ass", f"/tasks/{task}/context")

    assert context["case"]["business_key"] == walk.claim_no
    customer = context["customer"]
    assert customer["customer"]["customer_no"] == "C-ZHANG"
    assert [row["claim_no"] for row in customer["sections"]["claims"]] == [walk.claim_no]
    assert [row["task_definition"] for row in customer["open_tasks"]] == ["assess_loss"]
    assert company.call("u_reg", "GET", f"/tasks/{task}/context").status_code == 404


def test_a_seller_knows_whom_to_recommend_to_and_no_losses(company_on_sqlite: Company) -> None:
    care_no = idle_prospect(company_on_sqlite)
    task = company_on_sqlite.task(care_no, "recommend")["id"]

    customer = company_on_sqlite.get("u_sal", f"/tasks/{task}/context")["customer"]

    assert customer["customer"]["customer_no"] == "C-LI"
    assert set(customer["sections"]) == {"policies", "consents"}
