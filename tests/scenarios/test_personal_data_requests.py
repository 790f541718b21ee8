"""What customers may ask about their own data, and who may look at them unmasked."""

from tests.scenarios.company import Company
from tests.scenarios.customer_files import asks, changes, decides, looks_noted
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
