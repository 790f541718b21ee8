"""What is wrong is refused with field and reason; nothing of it is kept, and nothing breaks."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.scenarios.company import Company
from tests.scenarios.halts import Halts
from tests.scenarios.s1 import REPORT, SMALL, Walk

REGISTER = {"decision": "register", "reserve_amount": "3800.00"}


@pytest.fixture(scope="module")
def walk(halts: Halts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """A claim that is to be registered; one for all, as nothing that is refused changes it."""
    with halts.at(Walk.report, SMALL, tmp_path_factory.mktemp("halt")) as walk:
        yield walk


@pytest.fixture(scope="module")
def company(walk: Walk) -> Company:
    return walk.company


def pointed(answer: Any) -> list[tuple[str, str]]:
    """Return the field and the code of every refusal."""
    return [(error["pointer"], error["code"]) for error in answer.json["errors"]]


# ---------------------------------------------------------------- the loss report
REPORTS: list[tuple[Mapping[str, Any], str]] = [
    ({"colour": "red"}, "/colour"),
    ({"policy_no": None}, "/policy_no"),
    ({"policy_no": "P" * 33}, "/policy_no"),
    ({"reporter_name": ""}, "/reporter_name"),
    ({"reporter_phone": "call me"}, "/reporter_phone"),
    ({"reporter_relation": "neighbour"}, "/reporter_relation"),
    ({"loss_time": "2026-03-02T08:00:00"}, "/loss_time"),
    ({"loss_time": "2026-02-30T08:00:00+08:00"}, "/loss_time"),
    ({"loss_time": "yesterday"}, "/loss_time"),
    ({"loss_time": "2026-03-02T09:31:00+08:00"}, "/loss_time"),
    ({"loss_time": 1772409600}, "/loss_time"),
    ({"report_time": "2026-03-09T00:00:00+08:00"}, "/report_time"),
    ({"claimed_amount": "-1.00"}, "/claimed_amount"),
    ({"claimed_amount": -0.01}, "/claimed_amount"),
    ({"claimed_amount": "3800.001"}, "/claimed_amount"),
    ({"claimed_amount": "NaN"}, "/claimed_amount"),
    ({"claimed_amount": "1e99"}, "/claimed_amount"),
    ({"claimed_amount": "99999999999999999999"}, "/claimed_amount"),
    ({"claimed_amount": True}, "/claimed_amount"),
    ({"claimed_amount": [3800]}, "/claimed_amount"),
    ({"injury": "yes"}, "/injury"),
    ({"deaths": -1}, "/deaths"),
    ({"deaths": 1.5}, "/deaths"),
    ({"loss_cause": "bad luck"}, "/loss_cause"),
    ({"loss_type": ""}, "/loss_type"),
    ({"loss_description": "x" * 4001}, "/loss_description"),
    ({"channel": "pigeon"}, "/channel"),
    ({"external_ref": "x" * 101}, "/external_ref"),
]


@pytest.mark.parametrize(("wrong", "pointer"), REPORTS, ids=lambda value: str(value)[:50])
def test_a_wrong_field_of_a_loss_report_is_named(
    company: Company, wrong: dict[str, Any], pointer: str
) -> None:
    answer = company.call("u_int", "POST", "/claims", json={**REPORT, **wrong})

    assert answer.status_code == 422
    assert pointer in [where for where, _ in pointed(answer)]
    assert company.get("u_aud", "/claims")["page"]["total"] == 1


REQUIRED = ("policy_no", "loss_time", "loss_place", "loss_cause", "loss_type", "loss_description")


@pytest.mark.parametrize("field", [*REQUIRED, "claimed_amount", "injury"])
def test_a_missing_field_of_a_loss_report_is_named(company: Company, field: str) -> None:
    rest = {name: value for name, value in REPORT.items() if name != field}

    answer = company.call("u_int", "POST", "/claims", json=rest)

    assert (answer.status_code, [where for where, _ in pointed(answer)]) == (422, [f"/{field}"])


def test_every_wrong_field_is_named_at_once(company: Company) -> None:
    wrong = {"claimed_amount": "-1", "loss_time": "now", "colour": "red"}

    answer = company.call("u_int", "POST", "/claims", json={**REPORT, **wrong})

    assert {where for where, _ in pointed(answer)} == {"/claimed_amount", "/loss_time", "/colour"}


def test_the_same_report_as_a_case_points_into_its_data(company: Company) -> None:
    body = {"process": "claim", "data": {**REPORT, "claimed_amount": "-1"}}

    answer = company.call("u_int", "POST", "/cases", json=body)

    assert (answer.status_code, [where for where, _ in pointed(answer)]) == (
        422,
        ["/data/claimed_amount"],
    )


# ---------------------------------------------------------------- a task's answers
ANSWERS: list[tuple[Any, str]] = [
    ({**REGISTER, "colour": "red"}, "/data/colour"),
    ({**REGISTER, "reserve_amount": "-5"}, "/data/reserve_amount"),
    ({**REGISTER, "reserve_amount": "many"}, "/data/reserve_amount"),
    ({**REGISTER, "decision": "perhaps"}, "/data/decision"),
    ({"decision": "register"}, "/data/reserve_amount"),
    ({"reserve_amount": "1.00"}, "/data/decision"),
    ({**REGISTER, "track_override": "complex"}, "/data/override_reason"),
    ([], "/data"),
    ("register", "/data"),
    (None, "/data"),
]


@pytest.mark.parametrize(("data", "pointer"), ANSWERS, ids=lambda value: str(value)[:60])
def test_a_wrong_answer_is_named_and_the_task_stays_open(
    walk: Walk, company: Company, data: Any, pointer: str
) -> None:
    task = company.task(walk.claim_no, "register_claim")["id"]

    answer = company.call("u_reg", "POST", f"/tasks/{task}/complete", json={"data": data})

    assert (answer.status_code, [where for where, _ in pointed(answer)]) == (422, [pointer])
    assert company.waiting(walk.claim_no) == {"register_claim": ["claims_registrar"]}


# ---------------------------------------------------------------- what is no request at all
@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"policy_no": }', "application/json", 400),
        (b"policy_no=P-MOT", "application/x-www-form-urlencoded", 415),
        (b"<claim/>", "application/xml", 415),
        (b"\xff\xfe{}", "application/json", 400),
        (b"[]", "application/json", 422),
        (b'"claim"', "application/json", 422),
        (b"null", "application/json", 422),
        (b"", "application/json", 422),
    ],
)
@pytest.mark.parametrize("path", ["/claims", "/cases", "/messages"])
def test_what_is_no_json_object_is_refused(
    company: Company, path: str, raw: bytes, kind: str, status: int
) -> None:
    answer = company.call("u_int", "POST", path, data=raw, content_type=kind)

    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/tasks?viev=team", "view"),
        ("/tasks?filter[busines_key]=x", "filter[business_key]"),
        ("/cases?filter[stat]=active", "filter[state]"),
        ("/claims?filter[polcy_no]=x", "filter[policy_no]"),
        ("/incidents?limt=3", "limit"),
        ("/users?q=x&afer=1", "after"),
        ("/calendar-days?yeer=2026", "year"),
    ],
)
def test_a_misspelt_parameter_is_refused_with_what_was_meant(
    company: Company, path: str, meant: str
) -> None:
    answer = company.call("u_adm", "GET", path)

    assert (answer.status_code, answer.json["code"]) == (400, "unknown_parameter")
    assert f"did you mean {meant}?" in answer.json["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "/tasks?view=everyone",
        "/tasks?limit=0",
        "/tasks?limit=201",
        "/tasks?sort=colour",
        "/tasks?filter[due_before]=2026-03-02T00:00:00",
        "/tasks?after=nowhere",
        "/cases?filter[data.amount=1",
        "/cases?filter[state]=asleep",
        "/claims?count=perhaps",
    ],
)
def test_a_parameter_that_cannot_be_is_malformed(company: Company, path: str) -> None:
    answer = company.call("u_sur1", "GET", path)

    assert answer.status_code in (400, 422)
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("path", ["/claims/{}", "/cases/{}", "/tasks/{}", "/payments/{}"])
@pytest.mark.parametrize(
    "name", ["0", "999999999999", "9" * 30, "CLM-20260302-999999", "%00", "😀"]
)
def test_what_is_not_there_is_not_found(company: Company, path: str, name: str) -> None:
    answer = company.call("u_adj", "GET", path.format(name))

    assert answer.status_code in (400, 404)
    assert answer.mimetype == "application/problem+json"


# ---------------------------------------------------------------- decisions and messages
@pytest.mark.parametrize(
    "inputs",
    [
        {},
        {"lob": None},
        {"lob": "motor_commercial", "tier_amount": "many"},
        {"lob": "motor_commercial", "tier_amount": []},
        {"colour": "red"},
    ],
)
def test_a_decision_without_an_answer_says_why(company: Company, inputs: dict[str, Any]) -> None:
    answer = company.call(
        "u_ana", "POST", "/decisions/approval_base_tier/evaluate", json={"inputs": inputs}
    )

    assert answer.status_code == 422
    assert answer.json["detail"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "x", "ttl": "soon"},
        {"name": "x", "ttl": "-PT1H"},
        {"name": "x", "correlation_key": 5},
        {"name": "x", "data": []},
        {"name": "x", "message_id": ""},
    ],
)
def test_a_message_that_cannot_be_is_refused(company: Company, body: dict[str, Any]) -> None:
    answer = company.call("u_int", "POST", "/messages", json=body)

    assert answer.status_code == 422
    assert pointed(answer)


def test_papers_need_files_that_were_uploaded(walk: Walk, company: Company) -> None:
    papers = {"documents": [{"doc_type": "invoice", "file": "999999"}]}

    answer = company.call("u_int", "POST", f"/claims/{walk.claim_no}/documents", json=papers)

    assert answer.status_code == 422
    assert [where for where, _ in pointed(answer)] == ["/documents/0/file"]
    assert company.get("u_aud", f"/claims/{walk.claim_no}/documents")["items"] == []
