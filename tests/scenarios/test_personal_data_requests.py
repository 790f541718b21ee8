"""What customers may ask about their own data, and who may look at them unmasked."""

import sqlalchemy as sa

from app.api.models import KeptAnswer
from app.transaction import reading
from tests.scenarios.company import Company, Json
from tests.scenarios.complaining import complains
from tests.scenarios.customer_files import (
    asks,
    changes,
    decides,
    ends_contracts,
    looks_noted,
    sells,
    takes_in,
)
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk


def test_unmasked_data_are_for_who_works_on_a_case_of_the_customer(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.review)
    company, look = walk.company, {"case": walk.claim_no}
    company.post("u_adj", "/customers/C-ZHANG/clear", look, expect=403)
    company.post("u_reg", "/customers/C-ZHANG/clear", look, expect=403)
    company.post("u_doc", "/customers/C-HUADONG/clear", look, expect=403)

    clear = company.post("u_doc", "/customers/C-ZHANG/clear", look)

    assert clear["id_no"] == "310101198001011234"
    assert looks_noted(company) == ["C-ZHANG"]


def test_a_copy_of_everything_is_one_file(company: Company) -> None:
    company.now_is("2026-03-02T09:30")
    answered = decides(company, asks(company, "access"))

    with company.call("u_comp", "GET", f"/files/{answered['file_id']}/content") as download:
        copy = download.json

    assert copy["customer"]["id_no"] == "310101198001011234"
    assert {row["policy_no"] for row in copy["policies"]} >= {"P-MOT", "P-LIF"}
    assert answered["status"] == "answered"
    decides(company, answered["id"], expect=409)


def test_what_a_customer_says_is_wrong_is_corrected(company_on_sqlite: Company) -> None:
    request = asks(company_on_sqlite, "correction", changes={"phones": ["13600002222"]})

    decides(company_on_sqlite, request)

    customer = company_on_sqlite.get("u_svc", "/customers/C-ZHANG")
    assert customer["phones"] == ["136****2222"]


def test_a_correction_of_what_no_customer_has_is_refused_by_field(
    company_on_sqlite: Company,
) -> None:
    request = asks(company_on_sqlite, "correction", changes={"phones": ["-"], "luck": 7})

    refusal = decides(company_on_sqlite, request, expect=422)

    assert {error["pointer"] for error in refusal["errors"]} == {
        "/changes/phones/0",
        "/changes/luck",
    }


def test_a_file_that_must_be_kept_is_locked_instead_of_deleted(company: Company) -> None:
    said = {"purpose": "marketing", "granted": True, "channel": "app", "text_version": "1"}
    company.post("u_svc", "/customers/C-ZHANG/consents", said, expect=201)

    decides(company, asks(company, "deletion"))

    assert company.get("u_svc", "/customers/C-ZHANG")["locked"] is True
    named = company.get("u_svc", "/customers", **{"filter[name]": "张伟"})
    assert named["items"] == []
    body = {"phones": ["13600002222"], "source": "customer", "basis": "contract"}
    assert changes(company, "/customers/C-ZHANG", body).json["code"] == "file_locked"
    assert company.get("u_svc", "/customers/C-ZHANG/consents")["items"][0]["granted"] is False


def test_nothing_is_granted_to_who_was_not_found_to_be_the_customer(
    company_on_sqlite: Company,
) -> None:
    request = asks(company_on_sqlite, "access", identity_checked=False)

    assert decides(company_on_sqlite, request, expect=409)["code"] == "identity_not_checked"
    decides(company_on_sqlite, request, granted=False, expect=422)
    refused = decides(company_on_sqlite, request, granted=False, answer="身份无法核实")
    assert (refused["status"], refused["answer"]) == ("refused", "身份无法核实")


def copied(company: Company, customer: str = "C-ZHANG") -> Json:
    """Return the copy of everything known of a customer."""
    file_id = decides(company, asks(company, "access", customer=customer))["file_id"]
    with company.call("u_comp", "GET", f"/files/{file_id}/content") as download:
        return dict(download.json)


def test_a_copy_tells_nothing_about_others_and_not_how_the_house_judges(
    claim_at: ClaimAt,
) -> None:
    company = claim_at(Walk.review).company
    sells(company)

    holder, beneficiary = copied(company), copied(company, "C-LI")

    (claim,) = holder["claims"]
    assert claim["claimed_amount"] == 3800
    assert not {"risk_score", "risk_level", "reserve", "investigate"} & set(claim)
    assert "aml_risk" not in holder["customer"]
    assert (beneficiary["policies"], beneficiary["claims"]) == ([], [])
    covers = {row["policy_no"]: row for row in beneficiary["insured_by_others"]}
    assert covers["P-ANNA"]["sum_insured"] == 300000
    assert "premium" not in covers["P-ANNA"]


def test_a_copy_is_read_by_who_answers_such_requests(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    file_id = decides(company, asks(company, "access"))["file_id"]

    statuses = {
        user: company.call(user, "GET", f"/files/{file_id}/content").status_code
        for user in ("u_doc", "u_l5a", "u_svc", "u_int", "u_aud")
    }

    assert statuses == {"u_doc": 403, "u_l5a": 403, "u_svc": 403, "u_int": 404, "u_aud": 403}


def test_what_a_correction_asks_for_is_not_stored_in_clear(company_on_sqlite: Company) -> None:
    request = asks(company_on_sqlite, "correction", changes={"phones": ["13600002222"]})

    with company_on_sqlite.client.application.app_context():
        stored = reading().session.scalar(sa.text("SELECT changes FROM data_request"))

    assert "13600002222" not in stored
    decides(company_on_sqlite, request)
    assert copied(company_on_sqlite)["data_requests"][0]["changes"] == {"phones": ["13600002222"]}


def test_a_look_at_unmasked_data_is_not_kept_and_each_one_noted(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.review)
    company, key = walk.company, {"Idempotency-Key": "look-1"}

    for _ in range(2):
        body = {"case": walk.claim_no}
        company.call("u_doc", "POST", "/customers/C-ZHANG/clear", json=body, headers=key)

    with company.client.application.app_context():
        kept = reading().session.scalars(sa.select(KeptAnswer.body)).all()
    assert kept == []
    assert looks_noted(company) == ["C-ZHANG", "C-ZHANG"]


def test_a_locked_file_is_seen_by_who_works_on_its_cases(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    decides(company, asks(company, "deletion"))

    statuses = [
        company.call(user, "GET", "/customers/C-ZHANG/overview").status_code
        for user in ("u_sal", "u_care", "u_trn", "u_svc", "u_comp")
    ]

    assert statuses == [403, 403, 403, 200, 200]


def test_a_file_is_locked_until_the_last_duty_to_keep_it_ends(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.clock_shows("2026-07-02T09:30")
    prospect = takes_in(company)["customer_no"]

    answers = [
        decides(company, asks(company, "deletion", customer=who))["answer"]
        for who in ("C-HUADONG", "C-ZHANG", prospect)
    ]

    assert answers == [
        "locked until 2036-07-01",  # ten years after its only contract
        "locked",  # contracts run
        "locked until 2026-07-02",  # no duty holds
    ]


def test_a_file_is_kept_as_long_as_one_of_its_claims(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.bank_result)
    walk.company.completes(
        "u_arc",
        "archive_claim",
        walk.claim_no,
        index=[{"doc": "claim_form"}],
        checklist=True,
        retention_until="2050-01-01",
    )
    ends_contracts(walk.company)

    answered = decides(walk.company, asks(walk.company, "deletion"))

    assert answered["answer"] == "locked until 2050-01-01"


def test_nothing_is_forgotten_while_a_complaint_is_open(company_on_sqlite: Company) -> None:
    company = company_on_sqlite
    company.clock_shows("2026-07-02T09:30")
    complains(company, customer="C-HUADONG")

    answered = decides(company, asks(company, "deletion", customer="C-HUADONG"))

    assert answered["answer"] == "locked"
