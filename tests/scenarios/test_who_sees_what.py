"""An auditor writes nothing, an integrator sees its own claims, and personal data is masked."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.engine import diagrams as d
from tests.engine import extras as x
from tests.scenarios.company import Company
from tests.scenarios.deploying import deploys
from tests.scenarios.halts import ClaimAt, Halts
from tests.scenarios.s1 import REPORT, SMALL, Walk
from tests.scenarios.staff import hires

ACCOUNT = "6222020000000000001"
PHONE = "13800000000"
PLACES = ("", "/documents", "/clocks", "/approvals", "/payments")


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim whose payment is ordered."""
    return claim_at(Walk.order)


@pytest.fixture
def company(walk: Walk) -> Company:
    return walk.company


# ---------------------------------------------------------------- the auditor
WRITES: list[tuple[str, str, Any]] = [
    ("POST", "/claims", REPORT),
    ("POST", "/cases", {"process": "claim", "data": REPORT}),
    ("POST", "/tasks/{task}/claim", {}),
    ("POST", "/tasks/{task}/release", {}),
    ("POST", "/tasks/{task}/complete", {"data": {}}),
    ("PUT", "/tasks/{task}/draft", {"data": {}}),
    ("POST", "/claims/{claim}/documents", {"documents": []}),
    ("POST", "/claims/{claim}/reply", {"reply": "agree"}),
    ("POST", "/cases/{claim}/suspend", {"reason": "x"}),
    ("POST", "/cases/{claim}/cancel", {"reason": "x"}),
    ("POST", "/messages", {"name": "claim_documents", "correlation_key": "1"}),
    ("POST", "/deployments", {}),
    ("PUT", "/clock", {"now": "2026-03-09T00:00:00+08:00"}),
    ("PUT", "/calendar-days/2026-05-06", {"kind": "holiday", "note": "x"}),
]


@pytest.mark.parametrize(("method", "path", "body"), WRITES, ids=lambda value: str(value)[:40])
def test_an_auditor_writes_nothing(
    claim_at: ClaimAt, method: str, path: str, body: dict[str, Any]
) -> None:
    walk = claim_at(Walk.report)
    task = walk.company.task(walk.claim_no, "register_claim")["id"]

    answer = walk.company.call(
        "u_aud", method, path.format(task=task, claim=walk.claim_no), json=body
    )

    assert (answer.status_code, answer.json["code"]) == (403, "reads_only")


@pytest.mark.parametrize("place", PLACES)
def test_an_auditor_reads_everything_of_a_claim(walk: Walk, company: Company, place: str) -> None:
    assert company.call("u_aud", "GET", f"/claims/{walk.claim_no}{place}").status_code == 200


def test_an_auditor_finds_every_task(walk: Walk, company: Company) -> None:
    walk.bank_result()

    assert [t["task_definition"] for t in company.get("u_aud", "/tasks", view="all")["items"]] == [
        "archive_claim"
    ]


# ---------------------------------------------------------------- the integrators
@pytest.mark.parametrize("place", PLACES)
def test_a_claim_of_another_channel_is_not_there(walk: Walk, company: Company, place: str) -> None:
    hires(company, "u_broker", "integrator")

    assert company.call("u_broker", "GET", f"/claims/{walk.claim_no}{place}").status_code == 404
    assert company.call("u_int", "GET", f"/claims/{walk.claim_no}{place}").status_code == 200


@pytest.mark.parametrize("place", ["", "/history", "/variables"])
def test_a_case_of_another_channel_is_not_there(walk: Walk, company: Company, place: str) -> None:
    hires(company, "u_broker", "integrator")

    assert company.call("u_broker", "GET", f"/cases/{walk.claim_no}{place}").status_code == 404
    assert company.call("u_int", "GET", f"/cases/{walk.claim_no}{place}").status_code == 200


@pytest.mark.parametrize("group", ["integrator", "sales_agent"])
def test_lists_hold_ones_own_claims_only(walk: Walk, company: Company, group: str) -> None:
    hires(company, "u_broker", group)

    assert company.get("u_broker", "/claims")["items"] == []
    assert company.get("u_broker", "/cases")["items"] == []
    assert company.get("u_broker", "/tasks", view="team")["items"] == []
    assert len(company.get("u_int", "/claims")["items"]) == 1


def test_another_channel_hands_in_no_papers_and_agrees_to_nothing(
    walk: Walk, company: Company
) -> None:
    hires(company, "u_broker", "integrator")
    papers = {"documents": [{"doc_type": "invoice", "file": "1"}]}
    reply = {"reply": "agree", "agreed_amount": "1.00", "agreed_at": "2026-03-03T15:00:00+08:00"}

    company.post("u_broker", f"/claims/{walk.claim_no}/documents", papers, expect=404)
    company.post("u_broker", f"/claims/{walk.claim_no}/reply", reply, expect=404)


def test_a_channel_does_not_look_into_customers_and_policies(company: Company) -> None:
    assert company.call("u_int", "GET", "/customers").status_code == 403
    assert company.call("u_int", "GET", "/policies").status_code == 403


# ---------------------------------------------------------------- personal data
@pytest.fixture(scope="module")
def ordered(halts: Halts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """A claim whose payment is ordered; one for all who only read it."""
    with halts.at(Walk.order, SMALL, tmp_path_factory.mktemp("halt")) as walk:
        yield walk


def test_a_customers_number_and_telephone_are_masked(ordered: Walk) -> None:
    (customer,) = ordered.company.get("u_reg", "/customers", **{"filter[name]": "张伟"})["items"]

    assert customer["id_no"] == "310101****1234"
    assert customer["phones"] == ["138****1234"]


def test_a_reporters_telephone_is_masked(ordered: Walk) -> None:
    assert ordered.company.claim(ordered.claim_no)["reporter_phone"] == "+86****0000"


def test_an_account_is_masked(ordered: Walk) -> None:
    payee = ordered.company.payment(ordered.claim_no)["payee"]

    assert payee["account"] == "****0001"


@pytest.mark.parametrize("user", ["u_reg", "u_aud", "u_adm"])
def test_what_a_diagram_of_the_company_keeps_of_people_is_masked(
    company_on_sqlite: Company, user: str
) -> None:
    call = d.diagram(
        d.start(),
        d.user_task("call", x.assigned(groups="assessor")),
        d.end(),
        d.flows("start > call > end"),
        process_id="call_back",
    )
    deploys(company_on_sqlite, call_back__bpmn=call)
    data = {
        "contact_phone": PHONE,
        "payee_account": ACCOUNT,
        "home_address": "人民路 1 号",
        "km": 3,
    }
    told = {"process": "call_back", "data": data}
    case = company_on_sqlite.post("u_ana", "/cases", told, expect=201)["id"]

    items = company_on_sqlite.get(user, f"/cases/{case}/variables")["items"]

    assert {one["name"]: (one["value"], one["masked"]) for one in items} == {
        "contact_phone": ("138****0000", True),
        "payee_account": ("****0001", True),
        "home_address": ("•••", True),
        "km": (3, False),
    }


@pytest.mark.parametrize("user", ["u_reg", "u_cash", "u_aud", "u_adm"])
@pytest.mark.parametrize(
    "path",
    [
        "/claims/{claim}",
        "/claims/{claim}/payments",
        "/claims/{claim}/documents",
        "/cases/{claim}",
        "/cases/{claim}/variables",
        "/cases/{claim}/history",
        "/claims",
        "/cases",
    ],
)
def test_no_answer_holds_an_account_or_a_telephone(ordered: Walk, user: str, path: str) -> None:
    answer = ordered.company.call(user, "GET", path.format(claim=ordered.claim_no))

    assert answer.status_code == 200
    assert ACCOUNT not in answer.text
    assert PHONE not in answer.text


def test_no_form_shows_an_account_or_a_telephone(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.payee)
    task = walk.company.task(walk.claim_no, "make_payment_order")["id"]

    form = walk.company.call("u_cash", "GET", f"/tasks/{task}/form")

    assert form.status_code == 200
    assert ACCOUNT not in form.text
    assert PHONE not in form.text


def reads(company: Company, user: str, paper: Any) -> int:
    """Let somebody download a paper; return the status."""
    with company.call(user, "GET", f"/files/{paper['file']}/content") as answer:
        return int(answer.status_code)


def test_a_paper_is_read_by_who_has_a_task_in_its_case(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.review)
    company = walk.company
    hires(company, "u_doc2", "doc_reviewer")
    paper = company.get("u_doc", f"/claims/{walk.claim_no}/documents")["items"][0]

    statuses = {user: reads(company, user, paper) for user in ("u_doc", "u_doc2", "u_reg")}

    assert statuses == {"u_doc": 200, "u_doc2": 403, "u_reg": 403}
